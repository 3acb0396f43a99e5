package pricing

import (
	"cmp"
	"slices"

	"kassa/app/money"
	"kassa/app/shop"
)

// rough is the heuristic for large contests. It makes two plans and takes the better: always the use that gains most, until
// none gains; and first the one offer that would take most alone, the others then on what it left. The second makes sure
// that together the offers are never worse than the best of them.
func (c *contest) rough() []use {
	have, rivals := slices.Clone(c.have), slices.Clone(c.rivals)
	plan := c.greedy(nil)
	best, at := money.Amount(0), -1
	if len(c.rivals) > 1 || slices.ContainsFunc(c.floor, func(a money.Amount) bool { return a > 0 }) {
		for i := range c.rivals {
			copy(c.have, have)
			copy(c.rivals, rivals)
			if sum := c.most(i); sum > best {
				best, at = sum, i
			}
		}
	}
	if at >= 0 {
		copy(c.have, have)
		copy(c.rivals, rivals)
		one, from := c.alone(at)
		if other := c.greedy(c.spread(at, one.solve(), from)); c.total(other) > c.total(plan) {
			plan = other
		}
	}
	copy(c.have, have)
	copy(c.rivals, rivals)
	return plan
}

// most is what a rival saves alone.
func (c *contest) most(i int) money.Amount {
	one, _ := c.alone(i)
	var sum money.Amount
	for _, u := range one.solve() {
		sum += u.saving * money.Amount(u.times)
	}
	return sum
}

// spread turns the uses of a rival alone into uses on the finer classes of the contest, and takes their pieces.
func (c *contest) spread(i int, alone []use, from [][]int) []use {
	var uses []use
	for _, u := range alone {
		for range u.times {
			picks := make([]int, len(u.picks))
			for k, merged := range u.picks {
				for _, class := range from[merged] {
					if c.have[class] > 0 {
						picks[k] = class
						c.have[class]--
						break
					}
				}
			}
			uses = append(uses, use{i, picks, u.saving, 1})
		}
		if c.rivals[i].left > 0 {
			c.rivals[i].left -= u.times
		}
	}
	return uses
}

// total is what a plan gains over no plan.
func (c *contest) total(plan []use) money.Amount {
	var sum money.Amount
	for _, u := range plan {
		sum += c.gain(u.saving, u.picks) * money.Amount(u.times)
	}
	return sum
}

// greedy adds uses to a plan, always the one that gains most; between equals the earlier offer. Only rivals whose best use
// lost a piece look for another.
func (c *contest) greedy(plan []use) []use {
	c.rank()
	next := make([]use, len(c.rivals))
	for i := range c.rivals {
		next[i] = c.bestUse(i)
	}
	for {
		at, best := -1, money.Amount(0)
		for i := range next {
			if next[i].times == 0 {
				continue
			}
			if g := c.gain(next[i].saving, next[i].picks); g > best {
				best, at = g, i
			}
		}
		if at < 0 {
			return plan
		}
		u := next[at]
		for _, i := range u.picks {
			c.have[i] -= u.times
		}
		if c.rivals[at].left > 0 {
			c.rivals[at].left -= u.times
		}
		plan = append(plan, u)
		for i := range next {
			if i == at || next[i].times > 0 && c.fits(next[i].picks) < next[i].times {
				next[i] = c.bestUse(i)
			}
		}
	}
}

// fits says how often picks can be taken from what is left.
func (c *contest) fits(picks []int) int {
	times := -1
	for k, i := range picks {
		n := 0
		for _, j := range picks {
			if j == i {
				n++
			}
		}
		if slices.Index(picks, i) == k && (times < 0 || c.have[i]/n < times) {
			times = c.have[i] / n
		}
	}
	return times
}

// bestUse is the use of a rival that gains most of those looked at; none has times 0.
func (c *contest) bestUse(i int) use {
	r := &c.rivals[i]
	if r.left == 0 {
		return use{}
	}
	var best use
	var most money.Amount
	try := func(picks []int) {
		if picks == nil {
			return
		}
		saving := c.saving(r, picks)
		if g := c.gain(saving, picks); g > most {
			most, best = g, use{i, slices.Clone(picks), saving, 1}
		}
	}
	if len(r.needs) == 1 {
		c.windows(r, try)
	} else {
		try(c.pickParts(r, false))
		try(c.pickParts(r, true))
	}
	if best.times == 0 {
		return best
	}
	best.times = c.fits(best.picks)
	if r.left > 0 {
		best.times = min(best.times, r.left)
	}
	return best
}

// windows tries, for each class, the pieces that follow each other from its first one on, dearest first.
func (c *contest) windows(r *rival, try func([]int)) {
	n := &r.needs[0]
	picks := make([]int, 0, n.qty)
	for start, class := range n.from {
		if c.have[class] == 0 {
			continue
		}
		picks = picks[:0]
		for _, next := range n.from[start:] {
			for k := 0; k < c.have[next] && len(picks) < n.qty; k++ {
				picks = append(picks, next)
			}
		}
		if len(picks) < n.qty {
			return
		}
		try(picks)
	}
}

// pickParts fills the parts of a rival one after the other, or the last first, each with the pieces that bring most to it.
func (c *contest) pickParts(r *rival, lastFirst bool) []int {
	pieces := 0
	for _, n := range r.needs {
		pieces += n.qty
	}
	picks, ends := make([]int, 0, pieces), make([]int, len(r.needs))
	for k := range r.needs {
		part := k
		if lastFirst {
			part = len(r.needs) - 1 - k
		}
		n, start := &r.needs[part], len(picks)
		for _, i := range n.preferred {
			free := c.have[i]
			for _, other := range picks {
				if other == i {
					free--
				}
			}
			for ; free > 0 && len(picks)-start < n.qty; free-- {
				picks = append(picks, i)
			}
			if len(picks)-start == n.qty {
				break
			}
		}
		if len(picks)-start < n.qty {
			return nil
		}
		slices.Sort(picks[start:])
		ends[part] = len(picks)
	}
	if !lastFirst {
		return picks
	}
	ordered := make([]int, 0, pieces)
	for part, n := range r.needs {
		ordered = append(ordered, picks[ends[part]-n.qty:ends[part]]...)
	}
	return ordered
}

// rank orders the pieces of each part of each rival by what they bring to it.
func (c *contest) rank() {
	if c.ranked {
		return
	}
	c.ranked = true
	for k := range c.rivals {
		r := &c.rivals[k]
		for part := range r.needs {
			if n := &r.needs[part]; len(r.needs) > 1 {
				worth := make(map[int]money.Amount, len(n.from))
				for _, i := range n.from {
					worth[i] = c.worth(r, part, i)
				}
				n.preferred = slices.Clone(n.from)
				slices.SortStableFunc(n.preferred, func(a, b int) int { return cmp.Compare(worth[b], worth[a]) })
			}
		}
	}
}

// worth is what one piece brings to a part of a rival.
func (c *contest) worth(r *rival, part, class int) money.Amount {
	switch {
	case r.offer.Kind == shop.OfferBuyGet && part == 0:
		return -c.floor[class]
	case r.offer.Kind == shop.OfferBuyGet:
		return c.lowered(r.offer, class) - c.floor[class]
	}
	return c.classes[class].value - c.floor[class]
}
