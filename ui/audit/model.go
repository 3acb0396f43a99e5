// Package audit is the page "Journal" of the set-up: what was done, by whom and when, and whether the books are sound.
//
// The rule: the page shows and never changes; the newest question wins, whatever order the answers come in. A check may take
// minutes, so it has a queue of its own and can be stopped; selling goes on meanwhile. The model knows no window.
//
// A worked example: the owner chooses "Not sold" and "Yesterday"; nine records come, newest first. A tap on one shows it whole
// beside the list. On "Check" the key "Check the books" counts records as they are read and ends in "The books are sound.
// Nothing to do." or in the first record that is wrong, with what to do.
package audit

import (
	"context"

	"kassa/app/audit"
	"kassa/app/shop"
	"kassa/app/text"
	"kassa/ui/room"
)

// Desk is what the page asks of the shop.
type Desk interface {
	List(ctx context.Context, q audit.Query) (audit.Page, error)
	ExportFile(ctx context.Context, spec audit.ExportSpec) (audit.Exported, error)
	Check(ctx context.Context, progress func(records int64)) (audit.Checked, error)
	Reconcile(ctx context.Context, progress func(receipts int64)) (audit.Fitted, error)
}

// Deps is what the model works with.
type Deps struct {
	Desk  Desk
	Acts  room.Queue // an export is written down
	Reads room.Queue
	Long  room.Queue // for checks alone
	// Post runs something on the window's thread, from any other.
	Post  func(func())
	Words func() *text.Text
	// Say shows what happened: a fault, or words.
	Say func(err error, words string)
	// Receipt shows a receipt in its room.
	Receipt func(sale shop.ID)
}

// Days is which business days are shown.
type Days int

// The choices, in their order.
const (
	Today Days = iota
	Yesterday
	Week
	OneDay
	AllDays
)

// Tab is a part of the page.
type Tab int

// The tabs, in their order.
const (
	Done Tab = iota
	Checks
)

// Run is a check that runs, or ran.
type Run struct {
	Working bool
	Count   int64 // of what was read so far
	Over    bool  // there is a result
	Stopped bool
	Err     error
}

// State is what is drawn.
type State struct {
	Tab     Tab
	Days    Days
	Day     int // of OneDay
	Page    audit.Page
	Entries []audit.Entry // of all pages that were read
	Ready   bool
	Loading bool
	Row     int // the record that is open, -1: none

	Staff shop.ID // empty: everybody
	Group int     // counts the groups from 1; 0: all
	Till  shop.ID // empty: this one

	Exporting bool
	Verify    Run
	Found     audit.Checked
	Fit       Run
	Fitted    audit.Fitted
}

// Model is the page without its look.
type Model struct {
	d     Deps
	s     State
	draw  func(State)
	asked int // the newest question
	stop  map[*Run]context.CancelFunc
}

// New makes the model; nothing is read before Open.
func New(d Deps) *Model {
	return &Model{d: d, s: State{Row: -1}, draw: func(State) {}, stop: map[*Run]context.CancelFunc{}}
}

// OnDraw says who draws from now on.
func (m *Model) OnDraw(f func(State)) { m.draw = f }

// State is what is drawn now.
func (m *Model) State() State { return m.s }

func (m *Model) drawn() { m.draw(m.s) }

// ShowTab opens a part of the page. Whoever comes back to the list sees what was done meanwhile: a check is an act too.
func (m *Model) ShowTab(t Tab) {
	if t == Done && m.s.Tab != t {
		m.read(false)
	}
	m.s.Tab = t
	m.drawn()
}

// pageRows is how many records are read at once.
const pageRows = 60

// query is what is chosen.
func (m *Model) query() audit.Query {
	q := audit.Query{Till: m.s.Till, Staff: m.s.Staff, Limit: pageRows}
	if m.s.Group > 0 {
		q.Kinds = audit.Groups()[m.s.Group-1].Kinds
	}
	today := m.s.Page.Today
	switch m.s.Days {
	case Today:
		q.From, q.To = today, today
	case Yesterday:
		q.From = shop.AddDays(today, -1)
		q.To = q.From
	case Week:
		q.From, q.To = shop.AddDays(today, -6), today
	case OneDay:
		q.From, q.To = m.s.Day, m.s.Day
	}
	return q
}

// Open reads the newest records.
func (m *Model) Open() { m.read(false) }

// More reads older ones, where there are any.
func (m *Model) More() {
	if m.s.Page.More && !m.s.Loading {
		m.read(true)
	}
}

func (m *Model) read(older bool) {
	m.asked++
	asked := m.asked
	q := m.query()
	if older {
		q.Before = m.s.Entries[len(m.s.Entries)-1].Seq
	}
	m.s.Loading = true
	fresh := m.s.Page.Today == 0
	var page audit.Page
	m.d.Reads.Do("", func(ctx context.Context) (err error) {
		if fresh { // which day it is says the shop
			if page, err = m.d.Desk.List(ctx, audit.Query{Limit: 1}); err != nil {
				return err
			}
			q.From, q.To = page.Today, page.Today
		}
		page, err = m.d.Desk.List(ctx, q)
		return err
	}, func(err error) {
		if asked != m.asked {
			return
		}
		m.s.Loading = false
		if err != nil {
			m.d.Say(err, "")
			m.drawn()
			return
		}
		m.s.Ready, m.s.Page = true, page
		if older {
			m.s.Entries = append(m.s.Entries[:len(m.s.Entries):len(m.s.Entries)], page.Entries...)
		} else {
			m.s.Entries, m.s.Row = page.Entries, -1
		}
		m.drawn()
	})
}

// ChooseDays shows other days.
func (m *Model) ChooseDays(d Days) { m.choose(func() { m.s.Days = d }) }

// ChooseDay shows one day.
func (m *Model) ChooseDay(day int) { m.choose(func() { m.s.Days, m.s.Day = OneDay, day }) }

// ChoosePerson shows what one person did; 0 is everybody.
func (m *Model) ChoosePerson(i int) {
	m.choose(func() {
		m.s.Staff = ""
		if i > 0 && i <= len(m.s.Page.People) {
			m.s.Staff = m.s.Page.People[i-1].ID
		}
	})
}

// ChooseGroup shows some kinds of acts; 0 is all.
func (m *Model) ChooseGroup(i int) { m.choose(func() { m.s.Group = i }) }

// ChooseTill shows another till.
func (m *Model) ChooseTill(i int) {
	if i >= 0 && i < len(m.s.Page.Tills) {
		m.choose(func() { m.s.Till = m.s.Page.Tills[i].ID })
	}
}

func (m *Model) choose(change func()) {
	change()
	m.read(false)
	m.drawn()
}

// Show opens a record.
func (m *Model) Show(i int) {
	m.s.Row = i
	m.drawn()
}

// ShowReceipt opens the receipt that the open record is about.
func (m *Model) ShowReceipt() {
	if m.s.Row >= 0 && m.s.Row < len(m.s.Entries) && m.s.Entries[m.s.Row].Sale != "" {
		m.d.Receipt(m.s.Entries[m.s.Row].Sale)
	}
}

// Export writes what is chosen into a file.
func (m *Model) Export(format string) {
	m.s.Exporting = true
	m.drawn()
	spec := audit.ExportSpec{Query: m.query(), Format: format, Words: m.d.Words()}
	var out audit.Exported
	m.d.Acts.Do("audit export", func(ctx context.Context) (err error) {
		out, err = m.d.Desk.ExportFile(ctx, spec)
		return err
	}, func(err error) {
		m.s.Exporting = false
		if err != nil {
			m.d.Say(err, "")
		} else {
			in := m.d.Words()
			m.d.Say(nil, in.T("audit.exported", text.Args{"rows": in.N("count.records", out.Rows), "path": out.Path}))
		}
		m.drawn()
	})
}
