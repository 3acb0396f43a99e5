package checkout

import (
	"context"
	"strings"
	"time"

	counter "kassa/app/checkout"
	"kassa/app/money"
	"kassa/app/shop"
)

// How much is read of the catalogue at a time.
const (
	page      = 60  // tiles
	keptPages = 20  // pages of the grid that stay in memory
	found     = 120 // results of a search
)

// Grid is what the grid shows: a group of goods page by page, or the results of a search.
type Grid struct {
	Search bool
	Ready  bool // it was read; an empty grid says how to fill it only then
	Count  int
	Marked int   // chosen with the arrow keys, -1: none
	Rev    int64 // grows when the tiles must be drawn anew
	pages  map[int][]shop.Tile
}

// At is the i-th tile; ok is false while its page is not read.
func (g Grid) At(i int) (t shop.Tile, ok bool) {
	p := g.pages[i/page]
	if i < 0 || i%page >= len(p) {
		return shop.Tile{}, false
	}
	return p[i%page], true
}

// readGroups reads the categories, the number of products and the first page.
func (m *Model) readGroups() {
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
			m.fail(err)
			m.redraw()
			return
		}
		first := len(m.state.Groups) <= 2 && !m.state.Grid.Ready
		groups := []Group{{Favourites: true}}
		for _, c := range list {
			groups = append(groups, Group{Category: c.ID, Names: c.Names})
		}
		m.state.Groups, m.state.All = append(groups, Group{}), all
		if m.state.Group >= len(m.state.Groups) || first && favourites == 0 && all > 0 {
			m.state.Group = len(m.state.Groups) - 1
		}
		m.readGrid()
	})
}

// GoodsChanged reads anew what the grid shows, after products were changed or sold.
func (m *Model) GoodsChanged(everything bool) {
	if everything {
		m.readGroups()
		return
	}
	m.readGrid()
}

// Category shows another group of goods.
func (m *Model) Category(i int) {
	if i < 0 || i >= len(m.state.Groups) || m.state.Form != nil {
		return
	}
	if i == m.state.Group && m.state.Query == "" {
		return
	}
	m.state.Group = i
	m.state.Query, m.state.Times = "", money.One
	m.state.Grid.Search = false
	m.state.Grid.Ready = false
	m.readGrid()
	m.redraw()
}

// MoveCategory goes to the next or the previous group.
func (m *Model) MoveCategory(by int) {
	n := len(m.state.Groups)
	m.Category((m.state.Group + by + n) % n)
}

// readGrid reads what the grid shows now: the first page of the group, or the results of the search.
func (m *Model) readGrid() {
	m.search++
	serial := m.search
	if query := m.words(); query != "" {
		m.find(serial, query)
		return
	}
	group := m.state.Groups[m.state.Group]
	count, counted := m.state.All, !group.Favourites && group.Category == "" // all goods were counted with the groups
	var tiles []shop.Tile
	m.d.Reads.Do("", func(ctx context.Context) (err error) {
		if !counted {
			if count, err = m.d.Goods.Count(ctx, group); err != nil {
				return err
			}
		}
		tiles, err = m.d.Goods.Tiles(ctx, group, 0, page)
		return err
	}, func(err error) { m.gotGrid(serial, err, Grid{Count: count, pages: map[int][]shop.Tile{0: tiles}}) })
}

func (m *Model) find(serial int64, query string) {
	var tiles []shop.Tile
	m.d.Reads.Do("", func(ctx context.Context) (err error) {
		tiles, err = m.d.Goods.Search(ctx, query, found)
		return err
	}, func(err error) {
		g := Grid{Search: true, Count: len(tiles), pages: map[int][]shop.Tile{}}
		for at := 0; at < len(tiles); at += page {
			g.pages[at/page] = tiles[at:min(at+page, len(tiles))]
		}
		m.gotGrid(serial, err, g)
	})
}

func (m *Model) gotGrid(serial int64, err error, g Grid) {
	if serial != m.search {
		return // a newer question is under way
	}
	if err != nil {
		m.fail(err)
	} else {
		g.Ready, g.Marked, g.Rev = true, -1, m.state.Grid.Rev+1
		m.state.Grid = g
	}
	m.redraw()
}

// Want reads the page of a tile that is about to be seen.
func (m *Model) Want(i int) {
	if m.state.Grid.Search || i < 0 || i >= m.state.Grid.Count {
		return
	}
	n, serial, group := i/page, m.search, m.state.Groups[m.state.Group]
	if _, there := m.state.Grid.pages[n]; there {
		return
	}
	m.state.Grid.pages[n] = nil // asked for
	var tiles []shop.Tile
	m.d.Reads.Do("", func(ctx context.Context) (err error) {
		tiles, err = m.d.Goods.Tiles(ctx, group, n*page, page)
		return err
	}, func(err error) {
		if serial != m.search {
			return
		}
		if err != nil {
			m.fail(err)
			m.redraw()
			return
		}
		m.forgetFarPages(n)
		m.state.Grid.pages[n] = tiles
		m.state.Grid.Rev++
		m.redraw()
	})
}

// forgetFarPages bounds what is kept of a long group.
func (m *Model) forgetFarPages(near int) {
	pages := m.state.Grid.pages
	for n := range pages {
		if len(pages) > keptPages && (n-near > keptPages/2 || near-n > keptPages/2) {
			delete(pages, n)
		}
	}
}

// parts takes "5*milk" apart: how many, and what to search for.
func parts(query string) (times money.Qty, words string) {
	head, tail, starred := strings.Cut(query, "*")
	if !starred {
		return money.One, strings.TrimSpace(query)
	}
	times, err := money.ParseQty(strings.ReplaceAll(strings.TrimSpace(head), ",", "."))
	if err != nil || times <= 0 || times > counter.MaxQty {
		return money.One, strings.TrimSpace(query)
	}
	return times, strings.TrimSpace(tail)
}

// words is what is searched for; a number alone is a code being typed, or "how many", and searches nothing below 3 digits.
func (m *Model) words() string {
	_, words := parts(m.state.Query)
	if strings.Trim(words, "0123456789") == "" && len(words) < 3 {
		return ""
	}
	return words
}

// Search takes what stands in the search field; fast says that a scanner may be writing there.
func (m *Model) Search(text string, fast bool) {
	if text == m.state.Query {
		return
	}
	m.state.Query = text
	m.state.Times, _ = parts(text)
	m.state.Grid.Marked = -1
	wait := time.Duration(0)
	if fast {
		m.fastAt = m.d.Now()
		wait = letGo
	}
	m.stopFind()
	m.stopFind = m.d.Reads.After(searchWait+wait, m.readGrid)
	m.redraw()
}

// Type takes a letter that was typed while no field has the keyboard: into the number pad, else into the search.
// It returns how to take it back, for a letter that turns out to belong to a scan.
func (m *Model) Type(r rune, fast bool) (undo func()) {
	if fast {
		m.fastAt = m.d.Now()
	}
	if m.state.Form != nil {
		return nil
	}
	if p := m.state.Pad; p != nil {
		before := *p
		m.PadType(r)
		return func() {
			if m.state.Pad != nil {
				m.state.Pad = &before
				m.redraw()
			}
		}
	}
	if (r == '+' || r == '-') && m.state.Query == "" && m.state.Selected != 0 && !fast {
		if r == '+' {
			m.Plus()
		} else {
			m.Minus()
		}
		return nil
	}
	return m.typeQuery(m.state.Query + string(r))
}

// typeQuery puts text into the search, painted only when no scanner's letter follows at once.
func (m *Model) typeQuery(text string) (undo func()) {
	query, times, search := m.state.Query, m.state.Times, m.search
	m.stopFind()
	m.stopType()
	m.state.Query = text
	m.state.Times, _ = parts(text)
	seen := false
	m.stopType = m.d.Acts.After(typing, func() {
		seen = true
		m.redraw()
	})
	m.stopFind = m.d.Reads.After(typing+searchWait, m.readGrid)
	return func() {
		m.stopType()
		m.stopFind()
		m.state.Query, m.state.Times = query, times
		if m.search != search { // the scanner was so slow that its letters were searched for
			m.readGrid()
		}
		if seen {
			m.redraw()
		}
	}
}

// Backspace takes the last letter of the search back.
func (m *Model) Backspace() {
	if r := []rune(m.state.Query); len(r) > 0 {
		m.Search(string(r[:len(r)-1]), false)
	}
}

// Enter does what Return means here: the pad's or the form's work; a typed code is scanned, a marked or found tile sold.
func (m *Model) Enter(seen Tender) {
	switch {
	case m.state.Form != nil:
		m.FormEnter()
		return
	case m.state.Pad != nil:
		m.PadEnter(seen)
		return
	case m.state.Grid.Marked >= 0:
		m.Tile(m.state.Grid.Marked)
		return
	}
	_, words := parts(m.state.Query)
	switch {
	case len(words) >= 3 && strings.Trim(words, "0123456789") == "":
		m.state.Query = ""
		m.readGrid()
		m.Scan(words)
	case words != "" && m.state.Grid.Search && m.state.Grid.Count == 1:
		m.Tile(0)
	case words != "" && m.state.Grid.Search && m.state.Grid.Count > 1:
		m.Mark(1)
	}
}

// Mark moves the mark of the arrow keys over the tiles.
func (m *Model) Mark(by int) {
	g := &m.state.Grid
	if g.Count == 0 || m.state.Form != nil {
		return
	}
	if g.Marked < 0 {
		g.Marked = 0
	} else {
		g.Marked = min(max(g.Marked+by, 0), g.Count-1)
	}
	m.redraw()
}

// Escape leaves what lies on top: form, pad, list, mark, search, selection, the change of the last sale.
func (m *Model) Escape() {
	switch {
	case m.state.Form != nil:
		m.CloseForm()
		return
	case m.state.Pad != nil:
		m.closePad()
	case m.state.List:
		m.state.List = false
	case m.state.Grid.Marked >= 0:
		m.state.Grid.Marked = -1
	case m.state.Query != "":
		m.state.Query, m.state.Times = "", money.One
		m.readGrid()
	case m.state.Words.Any():
		m.hush()
	case m.state.Selected != 0:
		m.state.Selected = 0
	case m.state.Paid != nil:
		m.NextSale()
		return
	}
	m.redraw()
}
