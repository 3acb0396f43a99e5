// Package grid is the goods on the left of the sell screen: groups above, their tiles below, or what a search found.
//
// The rules. A group is the favourites, a page that a person arranged, a category, or all goods. Pages are arranged in
// place (model_edit.go): a draft of the page is changed, and stored whole when the person is done. Tiles are read page by page, as far as somebody scrolls,
// and only the pages near by are kept, so a catalogue of a hundred thousand products costs no more than a small one. Words
// that are typed show what they find in place of the group; an answer to older words is dropped.
//
// A worked example: the cashier types "mil". Find("mil") asks the catalogue and the tiles show five milks; one is tapped,
// Find("") brings the group back.
package grid

import (
	"context"

	counter "kassa/app/checkout"
	"kassa/app/shop"
	"kassa/ui/room"
)

// How much is read of the catalogue at a time.
const (
	page      = 60  // tiles
	keptPages = 20  // pages of the grid that stay in memory
	found     = 120 // results of a search
)

// Goods is what the grid needs of the catalogue.
type Goods interface {
	Search(ctx context.Context, query string, limit int) ([]shop.Tile, error)
	PriceCheck(ctx context.Context, code string) ([]shop.Found, error)
	Tiles(ctx context.Context, g Group, offset, limit int) ([]shop.Tile, error)
	Count(ctx context.Context, g Group) (int, error)
	Categories(ctx context.Context) ([]shop.Category, error)
}

// Counter is what the grid needs of the counter: favourites, pages, and how they are arranged.
type Counter interface {
	Favourites(ctx context.Context) ([]shop.Tile, error)
	Pages(ctx context.Context) ([]counter.Page, error)
	MayArrange(ctx context.Context) (counter.Arranging, error)
	ArrangePage(ctx context.Context, p shop.TilePage) (shop.TilePage, error)
	DropPage(ctx context.Context, p shop.TilePage) error
	ArrangeFavourites(ctx context.Context, products []shop.ID) error
}

// Group is one chip above the grid. The zero value is all goods.
type Group struct {
	Favourites bool
	Page       shop.ID
	Category   shop.ID
	Names      shop.Names
	Color      int // of a category
}

// everything tells whether the group is all goods.
func (g Group) everything() bool { return !g.Favourites && g.Page == "" && g.Category == "" }

// Item is what stands at one place of the grid.
type Item struct {
	Product shop.Tile      // that is sold; its ID is empty where none is, or it is not there any more
	Page    *shop.PageTile // as it was arranged; nil where nobody did
}

// State is what is painted: a group of goods page by page, or the results of a search.
type State struct {
	Groups []Group
	Group  int
	All    int // products in the catalogue

	Search bool
	Ready  bool // it was read; an empty grid says how to fill it only then
	Count  int
	Marked int   // chosen with the arrow keys, -1: none
	Rev    int64 // grows when the tiles must be drawn anew
	pages  map[int][]shop.Tile

	Pages []counter.Page // that were arranged, for this till and for all
	May   counter.Arranging
	Edit  *Edit // a page is being arranged; nil: none is
}

// At is what stands at the i-th place; ok is false while it is not read.
func (s State) At(i int) (Item, bool) {
	if i < 0 || i >= s.Count {
		return Item{}, false
	}
	if p, arranged := s.arranged(); arranged {
		t := &p.Tiles[i]
		item := Item{Page: t}
		if t.Acts[0].Does == shop.TileSells {
			item.Product = p.Goods[t.Acts[0].Ref]
		}
		return item, true
	}
	if p := s.pages[i/page]; i%page < len(p) {
		return Item{Product: p[i%page]}, true
	}
	return Item{}, false
}

// arranged is the page that the grid shows now: the draft, or the one that was chosen.
func (s State) arranged() (counter.Page, bool) {
	switch {
	case s.Search:
	case s.Edit != nil:
		return s.Edit.Page, true
	case s.Groups[s.Group].Page != "":
		return s.page(s.Groups[s.Group].Page)
	}
	return counter.Page{}, false
}

func (s State) page(id shop.ID) (counter.Page, bool) {
	for _, p := range s.Pages {
		if p.ID == id {
			return p, true
		}
	}
	return counter.Page{}, false
}

// Categories are the groups that are categories, in their order.
func (s State) Categories() []Group {
	var list []Group
	for _, g := range s.Groups {
		if g.Category != "" {
			list = append(list, g)
		}
	}
	return list
}

// Deps is what a model works with.
type Deps struct {
	Goods   Goods
	Counter Counter
	Acts    room.Queue
	Reads   room.Queue
	Lang    func() shop.Lang // of what is typed
	// Ask asks a person for a text: the name of a page, the label of a tile.
	Ask func(q Question, now string, got func(text string))
	// Changed is told when there is something new to draw, or why there is not.
	Changed func(err error)
}

// Model is the grid without its look. All its methods are called on the screen's thread.
type Model struct {
	d      Deps
	state  State
	words  string // what is searched for; empty: nothing
	serial int64  // the newest question; older answers are dropped
}

// New makes a model; nothing is read before Read.
func New(d Deps) *Model {
	return &Model{d: d, state: State{Marked: -1, Groups: []Group{{Favourites: true}, {}}}}
}

// State is what is painted now.
func (m *Model) State() State { return m.state }

// Read reads the categories, the pages, the number of products and the first page.
func (m *Model) Read() {
	var list []shop.Category
	var pages []counter.Page
	var may counter.Arranging
	var all, favourites int
	m.d.Reads.Do("groups", func(ctx context.Context) (err error) {
		if list, err = m.d.Goods.Categories(ctx); err != nil {
			return err
		}
		if all, err = m.d.Goods.Count(ctx, Group{}); err != nil {
			return err
		}
		if pages, err = m.d.Counter.Pages(ctx); err != nil {
			return err
		}
		if may, err = m.d.Counter.MayArrange(ctx); err != nil {
			return err
		}
		starred, err := m.d.Counter.Favourites(ctx)
		favourites = len(starred)
		return err
	}, func(err error) {
		if err != nil {
			m.d.Changed(err)
			return
		}
		s := &m.state
		first, was := len(s.Groups) <= 2 && !s.Ready, s.Groups[s.Group]
		s.Groups, s.Pages, s.May, s.All = groupsOf(pages, list), pages, may, all
		s.Group = s.find(was)
		if first && favourites == 0 && all > 0 && len(pages) == 0 {
			s.Group = len(s.Groups) - 1
		}
		m.Reread()
	})
}

// groupsOf puts the chips in order: favourites, pages, categories, all goods.
func groupsOf(pages []counter.Page, list []shop.Category) []Group {
	groups := []Group{{Favourites: true}}
	for _, p := range pages {
		groups = append(groups, Group{Page: p.ID, Names: p.Names})
	}
	for _, c := range list {
		groups = append(groups, Group{Category: c.ID, Names: c.Names, Color: c.Color})
	}
	return append(groups, Group{})
}

// find is the place of a group; the first where it is gone.
func (s State) find(g Group) int { return max(0, s.PlaceOf(g)) }

// PlaceOf is the place of a group among the chips, -1: it is not there.
func (s State) PlaceOf(g Group) int {
	for i, one := range s.Groups {
		if one.Favourites == g.Favourites && one.Page == g.Page && one.Category == g.Category {
			return i
		}
	}
	return -1
}

// NamesOf are the names of what an act is about; nil for an act of the screen, or what is gone.
func (s State) NamesOf(a shop.TileAct) shop.Names {
	if a.Does == shop.TileShows {
		if i := s.PlaceOf(Group{Category: a.Ref}); i >= 0 && a.Ref != "" {
			return s.Groups[i].Names
		}
	}
	p, _ := s.arranged()
	return p.Goods[a.Ref].Names
}

// Choose shows another group of goods; false: it is shown already, or there is none.
func (m *Model) Choose(i int) bool {
	if m.state.Edit != nil || i < 0 || i >= len(m.state.Groups) || i == m.state.Group && m.words == "" {
		return false
	}
	m.state.Group = i
	m.words = ""
	m.state.Search, m.state.Ready = false, false
	m.Reread()
	return true
}

// Next is the group that many places after the one that is shown, around the end.
func (m *Model) Next(by int) int {
	n := len(m.state.Groups)
	return (m.state.Group + by + n) % n
}

// Asked grows with every question to the catalogue.
func (m *Model) Asked() int64 { return m.serial }

// Searching tells whether words are looked for.
func (m *Model) Searching() bool { return m.words != "" }

// Find shows what these words find; none shows the group again.
func (m *Model) Find(words string) {
	m.words = words
	m.Reread()
}

// Reread reads what the grid shows now: the first page of the group, or the results of the search.
func (m *Model) Reread() {
	m.serial++
	serial := m.serial
	if m.words != "" {
		m.find(serial, m.words)
		return
	}
	group := m.state.Groups[m.state.Group]
	switch {
	case group.Page != "" || m.state.Edit != nil:
		m.rereadPages(serial)
	case group.Favourites:
		m.rereadFavourites(serial)
	default:
		m.rereadGroup(serial, group)
	}
}

// rereadGroup reads how many goods a group has, and the first of them.
func (m *Model) rereadGroup(serial int64, group Group) {
	count, counted := m.state.All, group.everything() // all goods were counted with the groups
	var tiles []shop.Tile
	m.d.Reads.Do("", func(ctx context.Context) (err error) {
		if !counted {
			if count, err = m.d.Goods.Count(ctx, group); err != nil {
				return err
			}
		}
		tiles, err = m.d.Goods.Tiles(ctx, group, 0, page)
		return err
	}, func(err error) { m.got(serial, err, false, count, map[int][]shop.Tile{0: tiles}) })
}

// rereadFavourites reads all favourites: there are few.
func (m *Model) rereadFavourites(serial int64) {
	var tiles []shop.Tile
	m.d.Reads.Do("", func(ctx context.Context) (err error) {
		tiles, err = m.d.Counter.Favourites(ctx)
		return err
	}, func(err error) { m.got(serial, err, false, len(tiles), inPages(tiles)) })
}

// rereadPages reads the pages with the goods on them, as they are now.
func (m *Model) rereadPages(serial int64) {
	var pages []counter.Page
	m.d.Reads.Do("", func(ctx context.Context) (err error) {
		pages, err = m.d.Counter.Pages(ctx)
		return err
	}, func(err error) {
		if err == nil {
			m.state.Pages = pages
		}
		shown, _ := m.shownPage()
		m.got(serial, err, false, len(shown.Tiles), map[int][]shop.Tile{})
	})
}

// shownPage is the page that stands in the grid when nothing is searched for.
func (m *Model) shownPage() (counter.Page, bool) {
	now := m.state
	now.Search = false
	return now.arranged()
}

func (m *Model) find(serial int64, words string) {
	var tiles []shop.Tile
	m.d.Reads.Do("", func(ctx context.Context) (err error) {
		tiles, err = m.d.Goods.Search(ctx, words, found)
		return err
	}, func(err error) {
		m.got(serial, err, true, len(tiles), inPages(tiles))
	})
}

// inPages cuts a list into the pages of the grid.
func inPages(tiles []shop.Tile) map[int][]shop.Tile {
	pages := map[int][]shop.Tile{}
	for at := 0; at < len(tiles); at += page {
		pages[at/page] = tiles[at:min(at+page, len(tiles))]
	}
	return pages
}

func (m *Model) got(serial int64, err error, search bool, count int, pages map[int][]shop.Tile) {
	if serial != m.serial {
		return // a newer question is under way
	}
	if err == nil {
		s := &m.state
		s.Search, s.Ready, s.Count, s.Marked, s.pages = search, true, count, -1, pages
		s.Rev++
	}
	m.d.Changed(err)
}

// Want reads the page of a tile that is about to be seen.
func (m *Model) Want(i int) {
	if _, arranged := m.state.arranged(); arranged || m.state.Search || i < 0 || i >= m.state.Count {
		return
	}
	n, serial, group := i/page, m.serial, m.state.Groups[m.state.Group]
	if _, there := m.state.pages[n]; there {
		return
	}
	m.state.pages[n] = nil // asked for
	var tiles []shop.Tile
	m.d.Reads.Do("", func(ctx context.Context) (err error) {
		tiles, err = m.d.Goods.Tiles(ctx, group, n*page, page)
		return err
	}, func(err error) {
		if serial != m.serial {
			return
		}
		if err == nil {
			m.forgetFarPages(n)
			m.state.pages[n] = tiles
			m.state.Rev++
		}
		m.d.Changed(err)
	})
}

// forgetFarPages bounds what is kept of a long group.
func (m *Model) forgetFarPages(near int) {
	pages := m.state.pages
	for n := range pages {
		if len(pages) > keptPages && (n-near > keptPages/2 || near-n > keptPages/2) {
			delete(pages, n)
		}
	}
}

// Mark moves the mark of the arrow keys over the tiles; false: there are none.
func (m *Model) Mark(by int) bool {
	s := &m.state
	switch {
	case s.Count == 0:
		return false
	case s.Marked < 0:
		s.Marked = 0
	default:
		s.Marked = min(max(s.Marked+by, 0), s.Count-1)
	}
	return true
}

// Unmark takes the mark away.
func (m *Model) Unmark() { m.state.Marked = -1 }
