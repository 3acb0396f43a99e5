// Package receipts is the room of receipts: what was sold, found by number, day, product, cashier or amount, on the left;
// the receipt as it was printed on the right; and, as a page of its own, the papers that wait for their printer.
//
// The rules. A list comes page by page as one scrolls, newest first, and says no sum. A receipt is never changed here: a
// copy is printed, a tender is put right beside it, its lines go into the open sale once more. What was printed and what
// waits is told by news, not by asking again and again.
//
// A worked example: a customer comes back with a receipt. The cashier scans its number: the receipt stands on the right. "Into
// the sale" shows its lines; two taps and "2 lines into the sale" put them into the basket at today's prices, and the sell
// screen opens with them.
package receipts

import (
	"context"
	"strings"
	"time"

	"kassa/app"
	counter "kassa/app/checkout"
	"kassa/app/paper"
	"kassa/app/shop"
	"kassa/ui/room"
)

// desk is what the room needs of the counter.
type desk interface {
	ReceiptChoices(ctx context.Context) (counter.ReceiptChoices, error)
	Receipts(ctx context.Context, a counter.ReceiptsAsked) (counter.ReceiptPage, error)
	Receipt(ctx context.Context, id shop.ID) (counter.Receipt, error)
	ReceiptByLabel(ctx context.Context, label string) (shop.ID, error)
	CorrectTender(ctx context.Context, sale shop.ID, payment int, code, ref string) error
	IntoBasket(ctx context.Context, sale shop.ID, lines ...int) (counter.Refilled, error)
}

// press is what the room needs of the printing.
type press interface {
	Receipt(ctx context.Context, sale shop.ID) (paper.Document, error)
	PrintAgain(ctx context.Context, sale shop.ID) error
	PrintGift(ctx context.Context, sale shop.ID) error
	Papers(ctx context.Context) (app.Papers, error)
	PrintJob(ctx context.Context, job shop.ID) error
	PrintAll(ctx context.Context) error
	DropJob(ctx context.Context, job shop.ID) error
}

// Deps is what a model works with.
type Deps struct {
	Desk        desk
	Press       press
	Acts, Reads room.Queue
	// Filled is told how many lines were put into the open sale, and which could not be; it opens the sell screen.
	Filled func(added int, missing []string)
}

// typing is how long a search waits for the next letter.
const typing = 200 * time.Millisecond

// Model is the room without its look. It outlives its views. All its methods are called on the screen's thread.
type Model struct {
	d     Deps
	draw  func(State)
	say   func(Said)
	state State

	search   int64 // the newest question; older answers are dropped
	look     int64 // the newest receipt that was asked for
	queue    int64 // the newest reading of the print queue
	stopType func()
}

// New makes a model; nothing is read before Opened.
func New(d Deps) *Model {
	m := &Model{d: d, draw: func(State) {}, say: func(Said) {}, stopType: func() {}}
	m.state.Days = Today
	return m
}

// Show says who paints and who tells messages, from now on.
func (m *Model) Show(draw func(State), say func(Said)) { m.draw, m.say = draw, say }

// State is what was drawn last.
func (m *Model) State() State { return m.state }

func (m *Model) redraw() { m.draw(m.state) }

// Opened reads the list anew, and the print queue; the receipt that was looked at stays.
func (m *Model) Opened() {
	var choices counter.ReceiptChoices
	m.d.Reads.Do("", func(ctx context.Context) (err error) {
		choices, err = m.d.Desk.ReceiptChoices(ctx)
		return err
	}, func(err error) {
		if err != nil {
			m.say(Said{Err: err})
			return
		}
		m.state.ReceiptChoices = choices
		m.ask()
		m.readQueue()
		if m.state.Open != nil {
			m.open(m.state.Chosen)
		}
	})
}

// asked is the question that the list answers.
func (m *Model) asked() counter.ReceiptsAsked {
	s := m.state
	a := counter.ReceiptsAsked{Text: strings.TrimSpace(s.Text), Tender: s.Tender, AllTills: s.AllTills}
	switch s.Days {
	case Today:
		a.From, a.To = s.Today, s.Today
	case Yesterday:
		a.From = shop.AddDays(s.Today, -1)
		a.To = a.From
	case OneDay:
		a.From, a.To = s.Day, s.Day
	}
	return a
}

// ask reads the list from its beginning.
func (m *Model) ask() {
	m.search++
	m.state.Loading = true
	m.read(m.asked(), func(p counter.ReceiptPage) {
		m.state.Heads, m.state.More = p.Heads, p.More
		if m.state.Open == nil && len(p.Heads) > 0 {
			m.open(p.Heads[0].ID)
		}
	})
}

// More reads the next page, when there is one.
func (m *Model) More() {
	if !m.state.More || m.state.Loading {
		return
	}
	m.state.Loading = true
	a := m.asked()
	a.Before = m.state.Heads[len(m.state.Heads)-1].ID
	m.read(a, func(p counter.ReceiptPage) {
		m.state.Heads, m.state.More = append(m.state.Heads[:len(m.state.Heads):len(m.state.Heads)], p.Heads...), p.More
	})
}

// read asks for a page; an answer to an older question is dropped.
func (m *Model) read(a counter.ReceiptsAsked, take func(counter.ReceiptPage)) {
	serial := m.search
	var p counter.ReceiptPage
	m.d.Reads.Do("", func(ctx context.Context) (err error) {
		p, err = m.d.Desk.Receipts(ctx, a)
		return err
	}, func(err error) {
		if serial != m.search {
			return
		}
		m.state.Loading = false
		if err != nil {
			m.say(Said{Err: err})
		} else {
			take(p)
		}
		m.redraw()
	})
}

// Search looks for what was typed, once no letter follows.
func (m *Model) Search(text string) {
	if text == m.state.Text {
		return
	}
	m.state.Text = text
	m.stopType()
	m.stopType = m.d.Reads.After(typing, m.ask)
}

// Type is Search from outside the field, which then shows what was typed.
func (m *Model) Type(text string) {
	m.Search(text)
	m.redraw()
}

// ChooseDays shows the receipts of other days.
func (m *Model) ChooseDays(d Days) {
	m.state.Days = d
	m.ask()
	m.redraw()
}

// ChooseDay shows the receipts of one day.
func (m *Model) ChooseDay(day int) {
	m.state.Day = day
	m.ChooseDays(OneDay)
}

// ChooseTender shows the receipts that were paid with a tender; the empty code all of them.
func (m *Model) ChooseTender(code string) {
	m.state.Tender = code
	m.ask()
	m.redraw()
}

// ChooseTills shows the receipts of all tills, or of this one.
func (m *Model) ChooseTills(all bool) {
	m.state.AllTills = all
	m.ask()
	m.redraw()
}

// Scan finds a receipt by its scanned number; any other code is looked for among what was sold, on all days.
func (m *Model) Scan(code string) {
	if series, _, ok := shop.ParseLabel(code); !ok || series == "" {
		m.state.Text, m.state.Days, m.state.Page = strings.TrimSpace(code), AllDays, List
		m.ask()
		m.redraw()
		return
	}
	var id shop.ID
	m.d.Reads.Do("", func(ctx context.Context) (err error) {
		id, err = m.d.Desk.ReceiptByLabel(ctx, code)
		return err
	}, func(err error) {
		if err != nil {
			m.say(Said{Err: err})
			return
		}
		m.Look(id)
	})
}

// Look shows a receipt, wherever it stands in the list.
func (m *Model) Look(id shop.ID) {
	m.state.Page = List
	m.open(id)
	m.redraw()
}

// Choose shows the i-th receipt of the list.
func (m *Model) Choose(i int) {
	if i >= 0 && i < len(m.state.Heads) {
		m.open(m.state.Heads[i].ID)
		m.redraw()
	}
}

// Move shows the receipt so many rows further down.
func (m *Model) Move(by int) {
	i := m.state.Row()
	if i < 0 {
		by, i = 0, 0
	}
	m.Choose(min(max(0, i+by), len(m.state.Heads)-1))
}

// open reads a receipt and its paper; lines that were picked of another one are forgotten.
func (m *Model) open(id shop.ID) {
	if id != m.state.Chosen {
		m.state.Chosen, m.state.Picking, m.state.Picked = id, false, nil
	}
	m.look++
	serial := m.look
	var now Open
	m.d.Reads.Do("", func(ctx context.Context) (err error) {
		if now.Receipt, err = m.d.Desk.Receipt(ctx, id); err == nil {
			now.Paper, err = m.d.Press.Receipt(ctx, id)
		}
		return err
	}, func(err error) {
		if serial != m.look {
			return
		}
		if err != nil {
			m.say(Said{Err: err})
			return
		}
		m.state.Open = &now
		m.redraw()
	})
}
