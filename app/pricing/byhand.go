package pricing

import (
	"math/big"

	"kassa/app/money"
	"kassa/app/shop"
)

// Lowered is how far a change of a basket takes the price of goods down by hand: the highest share of the list price that is
// taken off any line of which more is taken off than before; 0 when there is no such line. See the package comment.
//
// A line that was not there counts as if the discount of the whole basket had stood on it: what is scanned into a basket
// that was given 30 % is no other discount than the one that was given. Faults: those of [Quote].
func Lowered(before, after shop.Cart, r money.Rounding) (money.Rate, error) {
	was, err := byHand(before, r)
	if err != nil {
		return 0, err
	}
	now, err := byHand(after, r)
	if err != nil {
		return 0, err
	}
	var most money.Rate
	k := 0
	for i, l := range after.Lines {
		for k < len(before.Lines) && before.Lines[k].No < l.No {
			k++
		}
		had := was.basket
		if k < len(before.Lines) && before.Lines[k].No == l.No {
			had = was.line(k)
		}
		if rate := now.line(i); rate > had {
			most = max(most, rate)
		}
	}
	return most, nil
}

// hand is what is taken off a basket by hand.
type hand struct {
	basket money.Rate   // by the discount of the whole basket
	lines  []money.Rate // of each line, all together; nil: nothing
}

func (h hand) line(i int) money.Rate {
	if h.lines == nil {
		return 0
	}
	return h.lines[i]
}

// part is what stays of a whole.
type part struct{ stays, of int64 }

func byHand(cart shop.Cart, r money.Rounding) (h hand, err error) {
	touched := cart.Discount.Kind != shop.NoDiscount
	for i := range cart.Lines {
		l := &cart.Lines[i]
		touched = touched || l.Discount.Kind != shop.NoDiscount || l.Price < l.ListPrice
	}
	if !touched {
		return h, nil
	}
	lines := make([]part, len(cart.Lines))
	var worth money.Amount
	for i := range cart.Lines {
		l := &cart.Lines[i]
		list, err := l.Price.Times(l.Qty, r)
		if err != nil {
			return h, tooLarge(err)
		}
		off, err := reduction(l.Discount, magnitude(list), r)
		if err != nil {
			return h, err
		}
		lines[i] = left(l.Discount, magnitude(list))
		worth += max(list-off, 0)
	}
	basket := left(cart.Discount, worth)
	h.basket = taken(basket)
	h.lines = make([]money.Rate, len(cart.Lines))
	for i := range cart.Lines {
		l := &cart.Lines[i]
		own := part{int64(l.Price), int64(l.ListPrice)}
		if l.ListPrice <= 0 {
			own = part{1, 1}
		}
		h.lines[i] = taken(own, lines[i], basket)
	}
	return h, nil
}

// left is what a discount leaves of what it is taken from: a percentage what it says, however its amount is rounded.
func left(by shop.Discount, worth money.Amount) part {
	switch {
	case by.Kind == shop.Percent:
		return part{int64(money.Whole - by.Rate), int64(money.Whole)}
	case by.Amount == 0 || worth <= 0: // it waits for goods
		return part{1, 1}
	}
	return part{int64(max(worth-by.Amount, 0)), int64(worth)}
}

// taken is what is taken off where one part after the other stays, exactly, and then up to the next millionth, so that no
// limit is slipped under; nothing where more stays than there was.
func taken(parts ...part) money.Rate {
	stays, of := big.NewInt(int64(money.Whole)), big.NewInt(1)
	for _, p := range parts {
		stays.Mul(stays, big.NewInt(p.stays))
		of.Mul(of, big.NewInt(p.of))
	}
	stays.Quo(stays, of)
	if !stays.IsInt64() {
		return 0
	}
	return max(money.Whole-money.Rate(stays.Int64()), 0)
}
