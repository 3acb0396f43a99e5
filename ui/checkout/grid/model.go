// Package grid is the goods on the left of the sell screen: groups above, their tiles below, or what a search found.
//
// The rules. A group is the favourites, a category, or all goods. Tiles are read page by page, as far as somebody scrolls,
// and only the pages near by are kept, so a catalogue of a hundred thousand products costs no more than a small one. Words
// that are typed show what they find in place of the group; an answer to older words is dropped.
//
// A worked example: the cashier types "mil". Find("mil") asks the catalogue and the tiles show five milks; one is tapped,
// Find("") brings the group back.
package grid

import (
	"context"

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
	Tiles(ctx context.Context, g Group, offset, limit int) ([]shop.Tile, error)
	Count(ctx context.Context, g Group) (int, error)
	Categories(ctx context.Context) ([]shop.Category, error)
}

// Group is one chip above the grid. The zero value is all goods.
type Group struct {
	Favourites bool
	Category   shop.ID
	Names      shop.Names
}

// everything tells whether the group is all goods.
func (g Group) everything() bool { return !g.Favourites && g.Category == "" }

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
}

// At is the i-th tile; ok is false while its page is not read.
func (s State) At(i int) (t shop.Tile, ok bool) {
	p := s.pages[i/page]
	if i < 0 || i%page >= len(p) {
		return shop.Tile{}, false
	}
	return p[i%page], true
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
	Goods Goods
	Reads room.Queue
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

// Read reads the categories, the number of products and the first page.
func (m *Model) Read() {
	var list []shop.Category
	var all, favourites int
	m.d.Reads.Do("groups", func(ctx context.Context) (err error) {
		if list, err = m.d.Goods.Categories(ctx); err != nil {
			return err
		}
		if all, err = m.d.Goods.Count(ctx, Group{}); err != nil {
			return err
		}
		favourites, err = m.d.Goods.Count(ctx, Group{Favourites: true})
		return err
	}, func(err error) {
		if err != nil {
			m.d.Changed(err)
			return
		}
		first := len(m.state.Groups) <= 2 && !m.state.Ready
		groups := []Group{{Favourites: true}}
		for _, c := range list {
			groups = append(groups, Group{Category: c.ID, Names: c.Names})
		}
		m.state.Groups, m.state.All = append(groups, Group{}), all
		if m.state.Group >= len(m.state.Groups) || first && favourites == 0 && all > 0 {
			m.state.Group = len(m.state.Groups) - 1
		}
		m.Reread()
	})
}

// Choose shows another group of goods; false: it is shown already, or there is none.
func (m *Model) Choose(i int) bool {
	if i < 0 || i >= len(m.state.Groups) || i == m.state.Group && m.words == "" {
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

func (m *Model) find(serial int64, words string) {
	var tiles []shop.Tile
	m.d.Reads.Do("", func(ctx context.Context) (err error) {
		tiles, err = m.d.Goods.Search(ctx, words, found)
		return err
	}, func(err error) {
		pages := map[int][]shop.Tile{}
		for at := 0; at < len(tiles); at += page {
			pages[at/page] = tiles[at:min(at+page, len(tiles))]
		}
		m.got(serial, err, true, len(tiles), pages)
	})
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
	if m.state.Search || i < 0 || i >= m.state.Count {
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
