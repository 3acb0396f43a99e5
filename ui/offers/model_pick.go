package offers

import (
	"context"
	"slices"
	"strings"

	"kassa/app/shop"
)

// Picker is the page on which the goods of a group are chosen.
type Picker struct {
	Group Group
	Trial bool // for the basket that is tried, not for a group
	Words string
	Rows  []Row
	found []shop.Tile
}

// Mark says how a row stands to the group.
type Mark int

// The marks.
const (
	NotNamed Mark = iota
	Within
	Without
)

// Row is one thing that can be chosen: everything (neither is set), a category, or a product.
type Row struct {
	Category shop.Category
	Goods    shop.Tile
	Mark     Mark
}

// Of is the group of goods that is chosen.
func (s *Sheet) Of(g Group) *shop.Goods {
	switch g {
	case OfGroup:
		return &s.Offer.Of
	case GetGroup:
		return &s.Offer.Get
	}
	return &s.Offer.Parts[g-PartGroup].Of
}

// Pick opens the goods of a group.
func (m *Model) Pick(g Group) { m.pick(Picker{Group: g}) }

// PickTrial opens the goods for the basket that is tried.
func (m *Model) PickTrial() { m.pick(Picker{Trial: true}) }

func (m *Model) pick(p Picker) {
	m.s.Page, m.s.Picker = Picking, p
	m.s.Sheet.Offer.Parts = slices.Clone(m.s.Sheet.Offer.Parts)
	m.Find("")
}

// Find looks for products; the newest question wins.
func (m *Model) Find(words string) {
	m.asked++
	asked := m.asked
	m.s.Picker.Words = words
	if strings.TrimSpace(words) == "" {
		m.s.Picker.found = nil
		m.rows()
		return
	}
	var list []shop.Tile
	m.d.Reads.Do("", func(ctx context.Context) (err error) {
		list, err = m.d.Goods.Search(ctx, words, 50)
		return err
	}, func(err error) {
		if asked != m.asked {
			return
		}
		if err != nil {
			m.say(Said{Err: err})
			return
		}
		m.s.Picker.found = list
		m.rows()
	})
}

// rows are what can be chosen now: what was found, or everything, the categories, and the products that are named.
func (m *Model) rows() {
	p := &m.s.Picker
	p.Rows = nil
	var g shop.Goods
	if !p.Trial {
		g = *m.s.Sheet.Of(p.Group)
	}
	if strings.TrimSpace(p.Words) == "" && !p.Trial {
		p.Rows = append(p.Rows, Row{Mark: markOf(g.All, false)})
		for _, c := range m.s.Shop.Categories {
			p.Rows = append(p.Rows, Row{Category: c, Mark: markOf(slices.Contains(g.Categories, c.ID), slices.Contains(g.NotCategories, c.ID))})
		}
	}
	shown := p.found
	if strings.TrimSpace(p.Words) == "" {
		for _, id := range slices.Concat(g.Products, g.NotProducts) {
			shown = append(shown, m.s.Shop.Goods[id])
		}
	}
	for _, t := range shown {
		p.Rows = append(p.Rows, Row{Goods: t, Mark: markOf(slices.Contains(g.Products, t.ID), slices.Contains(g.NotProducts, t.ID))})
	}
	m.drawn()
}

func markOf(in, out bool) Mark {
	switch {
	case out:
		return Without
	case in:
		return Within
	}
	return NotNamed
}

// Toggle takes the i-th row into the group, then out of it on purpose, then leaves it unnamed again. For the basket it adds the
// product and goes back.
func (m *Model) Toggle(i int) {
	p := &m.s.Picker
	if i < 0 || i >= len(p.Rows) {
		return
	}
	row := p.Rows[i]
	if p.Trial {
		m.s.Page = Form
		m.AddTry(row.Goods)
		return
	}
	g := m.s.Sheet.Of(p.Group)
	switch {
	case row.Goods.ID != "":
		m.name(row.Goods)
		cycle(&g.Products, &g.NotProducts, row.Goods.ID, row.Mark)
	case row.Category.ID != "":
		cycle(&g.Categories, &g.NotCategories, row.Category.ID, row.Mark)
	default:
		g.All = !g.All
	}
	m.s.Trial.Done, m.s.Trial.HasPast = false, false
	m.rows()
}

// name keeps what a chosen product is called.
func (m *Model) name(t shop.Tile) {
	goods := map[shop.ID]shop.Tile{t.ID: t}
	for id, one := range m.s.Shop.Goods {
		goods[id] = one
	}
	m.s.Shop.Goods = goods
}

func cycle(in, out *[]shop.ID, id shop.ID, was Mark) {
	drop := func(list []shop.ID) []shop.ID {
		return slices.DeleteFunc(slices.Clone(list), func(one shop.ID) bool { return one == id })
	}
	*in, *out = drop(*in), drop(*out)
	switch was {
	case NotNamed:
		*in = append(*in, id)
	case Within:
		*out = append(*out, id)
	}
}
