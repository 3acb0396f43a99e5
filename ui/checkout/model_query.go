package checkout

import (
	"strings"
	"time"

	counter "kassa/app/checkout"
	"kassa/app/money"
)

// GoodsChanged reads anew what the grid shows, after products were changed or sold.
func (m *Model) GoodsChanged(everything bool) {
	if everything {
		m.goods.Read()
		return
	}
	m.goods.Reread()
}

// partChanged draws what the grid or the lists beside it have new, or says why there is nothing.
func (m *Model) partChanged(err error) {
	if err != nil {
		m.fail(err)
	}
	m.redraw()
}

// lookUp shows what the typed words find; without words the group.
func (m *Model) lookUp() { m.goods.Find(m.words()) }

// Category shows another group of goods.
func (m *Model) Category(i int) {
	if m.goods.State().Edit != nil && m.state.Form == nil {
		m.endTyping()
		m.goods.EditGroup(i)
		return
	}
	if m.state.Form != nil || !m.goods.Choose(i) {
		return
	}
	m.stopType()
	m.stopFind()
	m.state.Query, m.state.Times = "", money.One
	m.redraw()
}

// MoveCategory goes to the next or the previous group.
func (m *Model) MoveCategory(by int) { m.Category(m.goods.Next(by)) }

// Want reads the page of a tile that is about to be seen.
func (m *Model) Want(i int) { m.goods.Want(i) }

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
	m.goods.Unmark()
	wait := time.Duration(0)
	if fast {
		m.fastAt = m.d.Now()
		wait = letGo
	}
	m.stopFind()
	m.stopFind = m.d.Reads.After(searchWait+wait, m.lookUp)
	m.redraw()
}

// Type takes a letter that was typed while no field has the keyboard: into the number pad, else into the search.
// It returns how to take it back, for a letter that turns out to belong to a scan.
func (m *Model) Type(r rune, fast bool) (undo func()) {
	if fast {
		m.fastAt = m.d.Now()
	}
	if m.state.Form != nil || m.asked {
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
	query, times, asked := m.state.Query, m.state.Times, m.goods.Asked()
	m.stopFind()
	m.stopType()
	m.state.Query = text
	m.state.Times, _ = parts(text)
	seen := false
	m.stopType = m.d.Acts.After(typing, func() {
		seen = true
		m.redraw()
	})
	m.stopFind = m.d.Reads.After(typing+searchWait, m.lookUp)
	return func() {
		m.stopType()
		m.stopFind()
		m.state.Query, m.state.Times = query, times
		if m.goods.Asked() != asked { // the scanner was so slow that its letters were searched for
			m.lookUp()
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
	case m.aside.State().Open() && m.state.Query == "" && m.state.Goods.Marked < 0:
		m.aside.Enter()
		return
	case m.state.Pad != nil:
		m.PadEnter(seen)
		return
	case m.state.Goods.Marked >= 0:
		m.Tile(m.state.Goods.Marked)
		return
	}
	_, words := parts(m.state.Query)
	switch {
	case len(words) >= 3 && strings.Trim(words, "0123456789") == "":
		m.state.Query = ""
		m.lookUp()
		m.Scan(words)
	case words != "" && m.state.Goods.Search && m.state.Goods.Count == 1:
		m.Tile(0)
	case words != "" && m.state.Goods.Search && m.state.Goods.Count > 1:
		m.Mark(1)
	}
}

// Mark moves the mark of the arrow keys over the tiles.
func (m *Model) Mark(by int) {
	if m.state.Form == nil && m.goods.Mark(by) {
		m.redraw()
	}
}

// Escape leaves what lies on top: form, pad, list, mark, search, selection, the change of the last sale.
func (m *Model) Escape() {
	switch {
	case m.state.Form != nil:
		m.CloseForm()
		return
	case m.aside.State().Open():
		m.aside.Close()
		return
	case m.state.Pad != nil:
		m.closePad()
	case m.state.Goods.Marked >= 0:
		m.goods.Unmark()
	case m.state.Query != "":
		m.state.Query, m.state.Times = "", money.One
		m.lookUp()
	case m.state.Goods.Edit != nil:
		m.goods.Cancel()
		return
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
