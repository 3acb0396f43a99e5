package grid

import (
	"context"
	"slices"

	counter "kassa/app/checkout"
	"kassa/app/shop"
)

// Question says which text a person is asked for.
type Question int

// The questions.
const (
	PageName Question = iota
	TileLabel
)

// Edit is a page while it is arranged: a draft that is stored when the person is done. The favourites are arranged in the
// same way; their draft has products alone.
type Edit struct {
	Page       counter.Page
	Favourites bool
	Chosen     int // the tile that was tapped, -1: none; what is added goes onto it
	Changed    bool
	Saving     bool
}

// CanLabel tells whether a tile is chosen that may have a label, a colour and several acts.
func (e Edit) CanLabel() bool { return e.Chosen >= 0 && !e.Favourites }

// Arrange begins to arrange what the grid shows: the favourites or a page, else the first page that there is, else a new one.
func (m *Model) Arrange() {
	s := m.state
	group := s.Groups[s.Group]
	p, isPage := s.page(group.Page)
	switch {
	case s.Edit != nil:
	case isPage && s.May.Pages:
		m.begin(Edit{Page: p})
	case group.Favourites && s.May.Favourites:
		m.ArrangeFavourites()
	case s.May.Pages && len(s.Pages) > 0:
		m.begin(Edit{Page: s.Pages[0]})
	case s.May.Favourites:
		m.ArrangeFavourites()
	case s.May.Pages:
		m.NewPage()
	}
}

// begin takes a draft of a page.
func (m *Model) begin(e Edit) {
	e.Chosen = -1
	e.Page.Tiles = slices.Clone(e.Page.Tiles)
	goods := make(map[shop.ID]shop.Tile, len(e.Page.Goods))
	for id, g := range e.Page.Goods {
		goods[id] = g
	}
	e.Page.Goods = goods
	m.state.Edit = &e
	m.words = ""
	m.redraft()
}

// ArrangeFavourites begins to arrange the favourites as they are shown now: best sellers that stood in for them stay.
func (m *Model) ArrangeFavourites() {
	if !m.state.May.Favourites {
		return
	}
	var tiles []shop.Tile
	m.d.Reads.Do("", func(ctx context.Context) (err error) {
		tiles, err = m.d.Counter.Favourites(ctx)
		return err
	}, func(err error) {
		if err != nil {
			m.d.Changed(err)
			return
		}
		e := Edit{Favourites: true, Page: counter.Page{Goods: map[shop.ID]shop.Tile{}}}
		for _, t := range tiles {
			e.Page.Goods[t.ID] = t
			e.Page.Tiles = append(e.Page.Tiles, productTile(t.ID))
		}
		m.begin(e)
	})
}

func productTile(id shop.ID) shop.PageTile {
	return shop.PageTile{Color: shop.NoColor, Acts: []shop.TileAct{{Does: shop.TileSells, Ref: id}}}
}

// NewPage asks for the name of a page and begins to arrange it.
func (m *Model) NewPage() {
	m.d.Ask(PageName, "", func(name string) {
		if name == "" {
			return
		}
		no := 1
		for _, p := range m.state.Pages {
			no = max(no, p.No+1)
		}
		m.then(func() {
			m.begin(Edit{Changed: true, Page: counter.Page{TilePage: shop.TilePage{Names: shop.Names{m.d.Lang(): name}, No: no}, Goods: map[shop.ID]shop.Tile{}}})
		})
	})
}

// draft changes the draft; nothing happens while it is stored.
func (m *Model) draft(change func(e *Edit)) {
	if m.state.Edit == nil || m.state.Edit.Saving {
		return
	}
	e := *m.state.Edit
	e.Page.Tiles = slices.Clone(e.Page.Tiles)
	change(&e)
	e.Changed = true
	m.state.Edit = &e
	m.redraft()
}

// redraft shows the draft.
func (m *Model) redraft() {
	m.serial++
	s := &m.state
	s.Search, s.Ready, s.Count, s.Marked = false, true, len(s.Edit.Page.Tiles), -1
	s.Rev++
	m.words = ""
	m.d.Changed(nil)
}

// TapTile chooses a tile of the draft; a second tap on another place moves it there, on itself lets it go.
func (m *Model) TapTile(i int) {
	e := m.state.Edit
	if e == nil || e.Saving || i < 0 || i >= len(e.Page.Tiles) {
		return
	}
	if e.Chosen >= 0 && e.Chosen != i {
		m.draft(func(e *Edit) {
			t := e.Page.Tiles[e.Chosen]
			e.Page.Tiles = slices.Insert(slices.Delete(e.Page.Tiles, e.Chosen, e.Chosen+1), i, t)
			e.Chosen = -1
		})
		return
	}
	next := *e
	if next.Chosen = i; e.Chosen == i {
		next.Chosen = -1
	}
	m.state.Edit = &next
	m.redraft()
}

// AddProduct puts a product on the page.
func (m *Model) AddProduct(t shop.Tile) {
	m.draft(func(e *Edit) {
		e.Page.Goods[t.ID] = t
		e.put(shop.TileAct{Does: shop.TileSells, Ref: t.ID})
	})
}

// AddScanned puts the products that carry a code on the page.
func (m *Model) AddScanned(code string) {
	var found []shop.Found
	m.d.Reads.Do("", func(ctx context.Context) (err error) {
		found, err = m.d.Goods.PriceCheck(ctx, code)
		return err
	}, func(err error) {
		for _, f := range found {
			p := f.Product
			m.AddProduct(shop.Tile{ID: p.ID, Names: p.Names, Price: p.Price, PriceKind: p.PriceKind, Unit: p.Unit, Tracked: p.Tracked,
				OnHand: f.OnHand, Low: p.Low})
		}
		m.d.Changed(err)
	})
}

// AddAct puts an act on the page, or a category.
func (m *Model) AddAct(a shop.TileAct) {
	m.draft(func(e *Edit) {
		if !e.Favourites {
			e.put(a)
		}
	})
}

// put adds an act: onto the tile that is chosen, which then offers a list, else as a tile of its own. The same one twice is
// there once.
func (e *Edit) put(a shop.TileAct) {
	if e.CanLabel() {
		t := &e.Page.Tiles[e.Chosen]
		if !slices.Contains(t.Acts, a) {
			t.Acts = append(slices.Clone(t.Acts), a)
		}
		return
	}
	e.Chosen = -1
	if !slices.ContainsFunc(e.Page.Tiles, func(t shop.PageTile) bool { return len(t.Acts) == 1 && t.Acts[0] == a }) {
		e.Page.Tiles = append(e.Page.Tiles, shop.PageTile{Color: shop.NoColor, Acts: []shop.TileAct{a}})
	}
}

// Remove takes the chosen tile off the page.
func (m *Model) Remove() {
	if e := m.state.Edit; e == nil || e.Chosen < 0 {
		return
	}
	m.draft(func(e *Edit) {
		e.Page.Tiles = slices.Delete(e.Page.Tiles, e.Chosen, e.Chosen+1)
		e.Chosen = -1
	})
}

// Color gives the chosen tile a colour, or that of what it does.
func (m *Model) Color(c int) {
	if e := m.state.Edit; e != nil && e.CanLabel() {
		m.draft(func(e *Edit) { e.Page.Tiles[e.Chosen].Color = c })
	}
}

// Label asks for what the chosen tile says; an empty text lets it say what it does.
func (m *Model) Label() {
	e := m.state.Edit
	if e == nil || !e.CanLabel() {
		return
	}
	m.d.Ask(TileLabel, e.Page.Tiles[e.Chosen].Names.In(m.d.Lang()), func(name string) {
		m.draft(func(e *Edit) {
			if e.CanLabel() {
				e.Page.Tiles[e.Chosen].Names = named(e.Page.Tiles[e.Chosen].Names, m.d.Lang(), name)
			}
		})
	})
}

// Rename asks for the name of the page.
func (m *Model) Rename() {
	e := m.state.Edit
	if e == nil || e.Favourites {
		return
	}
	m.d.Ask(PageName, e.Page.Names.In(m.d.Lang()), func(name string) {
		if name != "" {
			m.draft(func(e *Edit) { e.Page.Names = named(e.Page.Names, m.d.Lang(), name) })
		}
	})
}

// named are names with another one in a language.
func named(names shop.Names, lang shop.Lang, name string) shop.Names {
	next := shop.Names{}
	for l, n := range names {
		next[l] = n
	}
	next[lang] = name
	if name == "" {
		return nil
	}
	return next
}

// ForAll says whether the page is for all tills, or for this one.
func (m *Model) ForAll(yes bool, till shop.ID) {
	m.draft(func(e *Edit) {
		if e.Page.Till = till; yes {
			e.Page.Till = ""
		}
	})
}

// MovePage changes the place of the page among the pages.
func (m *Model) MovePage(by int) {
	e := m.state.Edit
	if e == nil || e.Favourites || e.Page.ID == "" {
		return
	}
	pages := slices.Clone(m.state.Pages)
	at := slices.IndexFunc(pages, func(p counter.Page) bool { return p.ID == e.Page.ID })
	to := at + by
	if at < 0 || to < 0 || to >= len(pages) {
		return
	}
	pages[at], pages[to] = pages[to], pages[at]
	moved := e.Page.TilePage
	m.store(func(ctx context.Context) error {
		for i, p := range pages { // the pages themselves, not the draft: it is stored when the person is done
			if p.No == i+1 {
				continue
			}
			p.No = i + 1
			stored, err := m.d.Counter.ArrangePage(ctx, p.TilePage)
			if err != nil {
				return err
			}
			if p.ID == moved.ID {
				moved = stored
			}
		}
		return nil
	}, func() {
		e := *m.state.Edit
		e.Page.No, e.Page.Version = moved.No, moved.Version
		m.state.Edit = &e
		m.Read()
	})
}

// store does something with the books while the draft stands still.
func (m *Model) store(work func(ctx context.Context) error, then func()) {
	e := *m.state.Edit
	if e.Saving {
		return
	}
	e.Saving = true
	m.state.Edit = &e
	m.d.Changed(nil)
	m.d.Acts.Do("arrange", work, func(err error) {
		if m.state.Edit != nil {
			e := *m.state.Edit
			e.Saving = false
			m.state.Edit = &e
		}
		if err == nil {
			then()
		}
		m.d.Changed(err)
	})
}

// Done stores the draft and ends arranging.
func (m *Model) Done() { m.then(m.leave) }

// then stores the draft when it was changed, and goes on.
func (m *Model) then(next func()) {
	e := m.state.Edit
	if e == nil || !e.Changed {
		next()
		return
	}
	page, products := e.Page.TilePage, []shop.ID(nil)
	for _, t := range page.Tiles {
		products = append(products, t.Acts[0].Ref)
	}
	m.store(func(ctx context.Context) (err error) {
		if e.Favourites {
			return m.d.Counter.ArrangeFavourites(ctx, products)
		}
		page, err = m.d.Counter.ArrangePage(ctx, page)
		return err
	}, func() {
		m.state.Edit = nil
		m.shows(e.Favourites, page.ID)
		next()
	})
}

// shows lets the grid show a page once it is read.
func (m *Model) shows(favourites bool, page shop.ID) {
	g := Group{Favourites: favourites, Page: page}
	if favourites {
		g.Page = ""
	}
	if i := m.state.find(g); i > 0 || favourites {
		m.state.Group = i
		return
	}
	m.state.Groups = append([]Group{m.state.Groups[0], g}, m.state.Groups[1:]...)
	m.state.Group = 1
}

// Cancel ends arranging; the draft is forgotten.
func (m *Model) Cancel() {
	if m.state.Edit != nil && !m.state.Edit.Saving {
		m.leave()
	}
}

// leave shows the goods again.
func (m *Model) leave() {
	m.state.Edit = nil
	m.words = ""
	m.state.Count, m.state.Ready = 0, false
	m.Read()
	m.d.Changed(nil)
}

// DropPage takes the page away.
func (m *Model) DropPage() {
	e := m.state.Edit
	if e == nil || e.Favourites {
		return
	}
	if e.Page.ID == "" {
		m.leave()
		return
	}
	page := e.Page.TilePage
	m.store(func(ctx context.Context) error { return m.d.Counter.DropPage(ctx, page) }, func() {
		m.state.Group = 0
		m.leave()
	})
}

// EditGroup goes on with another page, or with the favourites; what was changed is stored before.
func (m *Model) EditGroup(i int) {
	if m.state.Edit == nil || i < 0 || i >= len(m.state.Groups) {
		return
	}
	g := m.state.Groups[i]
	p, isPage := m.state.page(g.Page)
	m.then(func() {
		switch {
		case g.Favourites:
			m.ArrangeFavourites()
		case isPage:
			m.begin(Edit{Page: p})
		}
	})
}
