package pricing_test

import (
	"math/bits"
	"slices"

	"kassa/app/money"
	"kassa/app/shop"
)

// brute finds the best total of a basket by trying everything: every piece alone, every offer on every choice of pieces.
// It shares nothing with the package but the nouns: pieces are bits, and what a mask of used pieces can still save is
// remembered. Only for whole pieces at whole prices.
type brute struct {
	cart   shop.Cart
	offers []shop.Offer
	pieces []piece
	can    [][]choice // of each offer
	seen   map[string]money.Amount
}

// choice is a set of pieces, as bits, and what an offer takes from it.
type choice struct {
	set    int
	saving money.Amount
}

type piece struct {
	value             money.Amount
	product, category shop.ID
}

// fits reports whether a piece is of a group.
func (p piece) fits(g shop.Goods) bool {
	if slices.Contains(g.NotCategories, p.category) || slices.Contains(g.NotProducts, p.product) {
		return false
	}
	return g.All || slices.Contains(g.Categories, p.category) || slices.Contains(g.Products, p.product)
}

// total is what the customer has to pay at best.
func (b *brute) total() money.Amount {
	var all money.Amount
	for _, l := range b.cart.Lines {
		for range l.Qty / money.One {
			b.pieces = append(b.pieces, piece{money.Amount(l.Price / 10_000), l.Product, l.Category})
			all += money.Amount(l.Price / 10_000)
		}
	}
	b.seen, b.can = map[string]money.Amount{}, make([][]choice, len(b.offers))
	for i, o := range b.offers {
		for set := 1; set < 1<<len(b.pieces); set++ {
			if saving, ok := b.saves(o, set); ok && saving > 0 {
				b.can[i] = append(b.can[i], choice{set, saving})
			}
		}
	}
	left := make([]int, len(b.offers))
	for i, o := range b.offers {
		left[i] = len(b.pieces)
		if o.Limit > 0 {
			left[i] = min(o.Limit, len(b.pieces))
		}
	}
	best := all
	// Every way to save on pieces is tried with every offer on the basket, so that the two are best together.
	for saved := range b.ways(left) {
		rest := all - saved
		best = min(best, rest)
		for _, o := range b.offers {
			if o.Kind == shop.OfferBasket && b.reached(o) {
				best = min(best, rest-max(percentOf(rest, o.Rate), min(o.Amount, rest)))
			}
		}
	}
	return best
}

func (b *brute) reached(o shop.Offer) bool {
	var sum money.Amount
	for _, p := range b.pieces {
		if p.fits(o.Of) {
			sum += p.value
		}
	}
	reached := false
	for _, p := range b.pieces {
		reached = reached || p.fits(o.Of)
	}
	return reached && sum >= o.Least
}

// ways are nothing and the most that can be saved on pieces. Saving less never pays: of what is not saved, an offer on the basket
// gives back a part at most.
func (b *brute) ways(left []int) map[money.Amount]bool {
	return map[money.Amount]bool{0: true, b.most(0, left): true}
}

// most is what the pieces that are not in the mask can save.
func (b *brute) most(used int, left []int) money.Amount {
	key := string(append([]byte{byte(used), byte(used >> 8)}, bytesOf(left)...))
	if known, met := b.seen[key]; met {
		return known
	}
	var best money.Amount
	for i, o := range b.offers {
		if left[i] == 0 {
			continue
		}
		for _, c := range b.can[i] {
			if c.set&used != 0 {
				continue
			}
			next := left
			if o.Limit > 0 {
				next = slices.Clone(left)
				next[i]--
			}
			best = max(best, c.saving+b.most(used|c.set, next))
		}
	}
	b.seen[key] = best
	return best
}

func bytesOf(list []int) []byte {
	out := make([]byte, len(list))
	for i, n := range list {
		out[i] = byte(n)
	}
	return out
}

// saves is what one use of an offer on exactly these pieces takes, at best.
func (b *brute) saves(o shop.Offer, set int) (money.Amount, bool) {
	var in []piece
	if bits.OnesCount(uint(set)) != pieceCount(o) {
		return 0, false
	}
	for i, p := range b.pieces {
		if set&(1<<i) != 0 {
			in = append(in, p)
		}
	}
	slices.SortFunc(in, func(a, b piece) int { return int(b.value - a.value) })
	all := func(g shop.Goods) bool { return !slices.ContainsFunc(in, func(p piece) bool { return !p.fits(g) }) }
	var sum money.Amount
	switch o.Kind {
	case shop.OfferPercent, shop.OfferAmount, shop.OfferFixed:
		if !all(o.Of) {
			return 0, false
		}
		switch v := in[0].value; o.Kind {
		case shop.OfferPercent:
			sum = percentOf(v, o.Rate)
		case shop.OfferAmount:
			sum = min(v, o.Amount)
		default:
			sum = max(0, v-o.Amount)
		}
	case shop.OfferNForM:
		if !all(o.Of) {
			return 0, false
		}
		for _, p := range in[o.Pay:] {
			sum += p.value
		}
	case shop.OfferBuyGet:
		return b.buyGet(o, in)
	case shop.OfferBundle:
		var groups []shop.Goods
		for _, p := range o.Parts {
			for range p.Qty {
				groups = append(groups, p.Of)
			}
		}
		if !assigned(in, groups) {
			return 0, false
		}
		for _, p := range in {
			sum += p.value
		}
		sum -= o.Amount
	default:
		return 0, false
	}
	return sum, true
}

// pieceCount is how many pieces one use of an offer takes.
func pieceCount(o shop.Offer) int {
	switch o.Kind {
	case shop.OfferNForM:
		return o.Take
	case shop.OfferBuyGet:
		return o.Take + o.Pay
	case shop.OfferBundle:
		n := 0
		for _, p := range o.Parts {
			n += p.Qty
		}
		return n
	}
	return 1
}

// buyGet tries every choice of which of the pieces are the cheaper ones; of one group they are the cheapest.
func (b *brute) buyGet(o shop.Offer, in []piece) (best money.Amount, ok bool) {
	for got := range 1 << len(in) {
		var sum money.Amount
		count, fits := 0, true
		for i, p := range in {
			isGot := got&(1<<i) != 0
			switch {
			case isGot && o.Get.Empty():
				fits = fits && p.fits(o.Of) && i >= o.Take
			case isGot:
				fits = fits && p.fits(o.Get)
			default:
				fits = fits && p.fits(o.Of)
			}
			if isGot {
				count++
				sum += percentOf(p.value, o.Rate)
			}
		}
		if fits && count == o.Pay {
			best, ok = max(best, sum), true
		}
	}
	return best, ok
}

// assigned reports whether each group can have a piece of its own.
func assigned(in []piece, groups []shop.Goods) bool {
	if len(groups) == 0 {
		return true
	}
	for i, p := range in {
		if p.fits(groups[0]) && assigned(slices.Delete(slices.Clone(in), i, i+1), groups[1:]) {
			return true
		}
	}
	return false
}

// percentOf is half up.
func percentOf(v money.Amount, rate money.Rate) money.Amount {
	return (v*money.Amount(rate) + 500_000) / 1_000_000
}
