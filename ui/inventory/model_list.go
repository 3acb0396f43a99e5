package inventory

import (
	"context"

	goods "kassa/app/inventory"
	"kassa/app/money"
	"kassa/app/shop"
)

// How much of the list is read at a time, and how much of it stays in memory.
const (
	pageRows  = 100
	keptPages = 24
	ahead     = 40 // rows before the end of what is known at which more is asked for
)

// List is what the list shows: pages of products by name, and how many there are in all.
type List struct {
	Words    string
	Category int // place among the categories, -1: all
	State    goods.State
	Ready    bool // it was read; an empty list says why only then
	Known    int  // rows that are known
	More     bool // there are more behind them
	Rev      int64
	SeesCost bool
	Counts   shop.StockCounts
	Value    money.Amount
	HasValue bool

	marks []string // the mark before each page
	pages map[int][]goods.StockLine
}

func emptyList() List { return List{Category: -1, pages: map[int][]goods.StockLine{}} }

// At is the i-th row; ok is false while its page is not read.
func (l List) At(i int) (row goods.StockLine, ok bool) {
	if i < 0 {
		return row, false
	}
	p := l.pages[i/pageRows]
	if i%pageRows >= len(p) {
		return row, false
	}
	return p[i%pageRows], true
}

// Filtered reports whether the list shows less than everything.
func (l List) Filtered() bool { return l.Words != "" || l.Category >= 0 || l.State != goods.Any }

// question asks for the page behind a mark.
func (m *Model) question(after string) goods.StockQuestion {
	q := goods.StockQuestion{Words: m.state.List.Words, State: m.state.List.State, Lang: m.d.Lang(), After: after, Limit: pageRows}
	if c := m.state.List.Category; c >= 0 && c < len(m.state.Categories) {
		q.Category = m.state.Categories[c].ID
	}
	return q
}

// readList reads the first page anew, and the counts beside it.
func (m *Model) readList() {
	m.asked++
	serial, q := m.asked, m.question("")
	var page goods.StockPage
	m.d.Reads.Do("", func(ctx context.Context) (err error) {
		page, err = m.d.Goods.Stock(ctx, q)
		return err
	}, func(err error) {
		if serial != m.asked || m.fail(err) {
			return
		}
		l := &m.state.List
		l.pages, l.marks = map[int][]goods.StockLine{}, []string{""}
		l.Known, l.Ready, l.SeesCost = 0, true, page.SeesCost
		m.keepPage(0, page.Rows)
		m.redraw()
	})
	m.readCounts()
}

// keepPage takes a page over; the last one may tell that there is more.
func (m *Model) keepPage(n int, rows []goods.StockLine) {
	l := &m.state.List
	l.pages[n] = rows
	l.Rev++
	if n == len(l.marks)-1 {
		l.Known, l.More = n*pageRows+len(rows), len(rows) == pageRows
		if l.More {
			l.marks = append(l.marks, rows[pageRows-1].Mark)
		}
	}
	for far := range l.pages {
		if len(l.pages) > keptPages && (far-n > keptPages/2 || n-far > keptPages/2) {
			delete(l.pages, far)
		}
	}
}

// Want reads what is about to be seen: a page that was forgotten, or the one behind the last.
func (m *Model) Want(i int) {
	l := &m.state.List
	n := i / pageRows
	if i >= l.Known-ahead && l.More {
		n = len(l.marks) - 1
	}
	if _, there := l.pages[n]; there || n >= len(l.marks) || !l.Ready {
		return
	}
	l.pages[n] = nil // asked for
	serial, q := m.asked, m.question(l.marks[n])
	var page goods.StockPage
	m.d.Reads.Do("", func(ctx context.Context) (err error) {
		page, err = m.d.Goods.Stock(ctx, q)
		return err
	}, func(err error) {
		if serial != m.asked {
			return
		}
		if err != nil {
			delete(m.state.List.pages, n)
			m.fail(err)
			return
		}
		m.keepPage(n, page.Rows)
		m.redraw()
	})
}

// readAgain reads the pages in sight anew where they stand: numbers change, the list does not jump.
func (m *Model) readAgain() {
	l := &m.state.List
	if !l.Ready {
		return
	}
	serial := m.asked
	for n := range l.pages {
		q := m.question(l.marks[n])
		var page goods.StockPage
		m.d.Reads.Do("", func(ctx context.Context) (err error) {
			page, err = m.d.Goods.Stock(ctx, q)
			return err
		}, func(err error) {
			if serial == m.asked && err == nil && len(page.Rows) == len(m.state.List.pages[n]) {
				m.state.List.pages[n] = page.Rows
				m.state.List.Rev++
				m.redraw()
			} else if serial == m.asked && err == nil {
				m.readList()
			}
		})
	}
	m.readCounts()
}

// readCounts reads how many there are, how many are low or out, and what all of it cost.
func (m *Model) readCounts() {
	var counts shop.StockCounts
	var value money.Amount
	seesCost := m.state.Can.SeeCost
	m.d.Reads.Do("counts", func(ctx context.Context) (err error) {
		if counts, err = m.d.Goods.StockCounts(ctx); err == nil && seesCost {
			value, err = m.d.Goods.StockValue(ctx)
		}
		return err
	}, func(err error) {
		if m.fail(err) {
			return
		}
		m.state.List.Counts, m.state.List.Value, m.state.List.HasValue = counts, value, seesCost
		m.redraw()
	})
}

// Search narrows the list to what carries all typed words.
func (m *Model) Search(words string) {
	if words == m.state.List.Words {
		return
	}
	m.state.List.Words = words
	m.stop()
	m.stop = m.d.Reads.After(searchWait, m.readList)
	m.redraw()
}

// Choose narrows the list to a category, -1: all.
func (m *Model) Choose(category int) {
	m.state.List.Category = category
	m.readList()
	m.redraw()
}

// Only narrows the list to what is low or out; the same again shows everything.
func (m *Model) Only(s goods.State) {
	if m.state.List.State == s {
		s = goods.Any
	}
	m.state.List.State = s
	m.readList()
	m.redraw()
}

// Tap opens the i-th product.
func (m *Model) Tap(i int) {
	if row, ok := m.state.List.At(i); ok {
		m.OpenProduct(row.ID)
	}
}
