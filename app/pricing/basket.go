package pricing

import (
	"cmp"
	"slices"

	"kassa/app/fault"
	"kassa/app/money"
	"kassa/app/shop"
)

// basketDiscount takes the discount of the whole basket from the lines that are sold. Where nothing is sold, only
// given back, it is taken from those lines, so that a return mirrors its sale. Lines of the other sign stay as they are.
func (d *draft) basketDiscount(by shop.Discount) error {
	if by.Kind == shop.NoDiscount {
		return nil
	}
	side := money.Amount(1)
	if d.worth(side) == 0 {
		side = -1
	}
	worth := d.worth(side)
	if worth == 0 && by.Kind == shop.Reduction && by.Amount >= 0 {
		return nil // an empty basket: the discount waits for goods
	}
	if !worth.Valid() {
		return fault.New(fault.AmountTooLarge, nil)
	}
	off, err := reduction(by, worth, d.rules.Rounding)
	if err != nil {
		return err
	}
	return d.spread(off, side, func(i int) money.Amount { return d.work[i].amount }, func(i int, part money.Amount) {
		d.adjust(i, shop.ReasonBasketDiscount, by, -part*side)
	})
}

// worth sums the lines of one side, as a sum that is not negative. It cannot wrap: [shop.MaxLines] × [money.Limit] fits.
func (d *draft) worth(side money.Amount) money.Amount {
	var sum money.Amount
	for i := range d.work {
		sum += max(d.work[i].amount*side, 0)
	}
	return sum
}

// spread shares a sum over the lines of one side, weighed by what they are worth, and gives each its part.
//
// A unit that is left over goes to the largest remainder; between equal remainders to the dearer line, then to the
// smaller tax group id, then to the earlier line. So the order of lines decides only between lines that are alike,
// and no total depends on it.
func (d *draft) spread(sum, side money.Amount, worth func(int) money.Amount, give func(int, money.Amount)) error {
	if sum == 0 {
		return nil
	}
	lines := make([]int, 0, len(d.work))
	for i := range d.work {
		if worth(i)*side > 0 {
			lines = append(lines, i)
		}
	}
	slices.SortFunc(lines, func(a, b int) int {
		if c := cmp.Compare(worth(b)*side, worth(a)*side); c != 0 {
			return c
		}
		if c := d.compareGroups(a, b); c != 0 {
			return c
		}
		return cmp.Compare(a, b)
	})
	weights := make([]money.Amount, len(lines))
	for k, i := range lines {
		weights[k] = worth(i) * side
	}
	parts, err := money.Split(sum, weights)
	if err != nil {
		return tooLarge(err)
	}
	for k, i := range lines {
		give(i, parts[k])
	}
	return nil
}

func (d *draft) compareGroups(a, b int) int {
	return cmp.Compare(d.groups[d.work[a].group].id, d.groups[d.work[b].group].id)
}
