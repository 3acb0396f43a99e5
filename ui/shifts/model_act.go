package shifts

import (
	"context"
	"slices"

	"kassa/app/fault"
	"kassa/app/money"
	desk "kassa/app/shifts"
	"kassa/app/shop"
)

// act runs a change; done gets on with the page when it was made. The same page asks with the same id until then.
func (m *Model) act(work func(ctx context.Context) error, done func()) {
	if m.s.Working {
		return
	}
	m.s.Working = true
	m.drawn()
	m.d.Acts.Do("cash.act", work, func(err error) {
		m.s.Working = false
		if err != nil {
			m.d.Say(err, "")
			if fault.Is(err, fault.CountStale) {
				m.startCount(false)
			}
		} else {
			done()
		}
		m.drawn()
	})
}

// CanConfirm tells whether the page can be confirmed as it is filled.
func (m *Model) CanConfirm() bool {
	switch m.s.Page {
	case MovePage:
		reason := m.s.Reason != "" || !m.s.Reasons.Required
		return !m.s.Working && reason && (m.s.Kind == shop.CashNoSale || m.Total() > 0)
	case ResultPage:
		return !m.s.Working && m.Total() <= m.s.Counted.Count.Total
	case CountPage:
		return !m.s.Working && m.counted()
	case OpenPage:
		return !m.s.Working
	}
	return false
}

// counted tells whether anything was typed: an empty drawer is counted as 0.
func (m *Model) counted() bool {
	return slices.ContainsFunc(m.s.Fields, func(f Field) bool { return f.Typed != "" })
}

// Confirm ends the page in its act.
func (m *Model) Confirm() {
	if !m.CanConfirm() {
		return
	}
	switch m.s.Page {
	case OpenPage:
		m.open(nil, m.Total())
	case CountPage:
		m.count()
	case MovePage:
		m.move()
	case ResultPage:
		m.close()
	}
}

// Move shows the page for money that goes in or out, or for the drawer alone.
func (m *Model) Move(kind shop.CashKind) {
	m.page(MovePage)
	m.s.Kind, m.s.Reasons = kind, shop.Reasons{}
	if kind != shop.CashNoSale {
		m.fields(Field{})
	}
	m.drawn()
	var r shop.Reasons
	m.d.Reads.Do("cash.reasons", func(ctx context.Context) (err error) {
		r, err = m.d.Desk.Reasons(ctx, kind)
		return err
	}, func(err error) {
		if err != nil {
			m.d.Say(err, "")
			return
		}
		if m.s.Page == MovePage && m.s.Kind == kind {
			m.s.Reasons = r
			m.drawn()
		}
	})
}

// SetReason says why.
func (m *Model) SetReason(reason string) {
	if m.s.Reason != reason {
		m.s.Reason = reason
		m.drawn()
	}
}

func (m *Model) move() {
	id, kind, amount, reason := m.id, m.s.Kind, m.Total(), m.s.Reason
	m.act(func(ctx context.Context) (err error) {
		if kind == shop.CashNoSale {
			_, err = m.d.Desk.NoSale(ctx, id, reason)
			return err
		}
		_, err = m.d.Desk.Move(ctx, desk.Movement{ID: id, Kind: kind, Amount: amount, Reason: reason})
		return err
	}, func() {
		m.d.Say(nil, "cash.done."+string(kind))
		m.toDesk()
		m.Open()
	})
}

// CountFloat counts the float by notes and coins before the shift is opened.
func (m *Model) CountFloat() {
	m.page(CountPage)
	m.s.Opening = true
	m.fields(worths(m.d.Currency)...)
	m.pieces, m.sum = nil, nil
	m.drawn()
}

// OpenDrawer opens the drawer so that it can be counted.
func (m *Model) OpenDrawer() {
	m.act(m.d.Desk.BeginCount, func() {})
}

// open opens the shift and reads how the desk stands then, so that the desk is not shown before it is known.
func (m *Model) open(pieces []shop.Pieces, float money.Amount) {
	id := m.id
	var s State
	m.act(func(ctx context.Context) (err error) {
		if _, err = m.d.Desk.Open(ctx, desk.Opening{ID: id, Float: float, Pieces: pieces}); err == nil {
			s, err = m.read(ctx)
		}
		return err
	}, func() {
		m.d.Say(nil, "cash.done.opened")
		m.s.Opening = false
		m.took(s)
		m.toDesk()
	})
}

// StartClosing looks first whether something should be settled, or was counted already.
func (m *Model) StartClosing() {
	var (
		list    []desk.Unsettled
		waiting desk.Counted
		found   bool
	)
	m.d.Reads.Do("cash.closing", func(ctx context.Context) (err error) {
		if list, err = m.d.Desk.Unsettled(ctx); err == nil {
			waiting, found, err = m.d.Desk.Waiting(ctx)
		}
		return err
	}, func(err error) {
		if err != nil {
			m.d.Say(err, "")
			return
		}
		m.s.Unsettled = list
		switch {
		case found:
			m.toResult(waiting)
		case len(list) > 0:
			m.page(SettlePage)
		default:
			m.startCount(true)
		}
		m.drawn()
	})
}

// MustSettle tells whether something keeps the shift from being closed.
func (s State) MustSettle() bool {
	for _, u := range s.Unsettled {
		if u.Must {
			return true
		}
	}
	return false
}

// StartCount shows the notes and coins, and opens the drawer.
func (m *Model) StartCount() {
	m.startCount(true)
	m.drawn()
}

func (m *Model) startCount(open bool) {
	m.page(CountPage)
	m.s.Opening = false
	m.fields(worths(m.d.Currency)...)
	m.pieces, m.sum = nil, nil
	if open {
		m.OpenDrawer()
	}
}

func (m *Model) count() {
	pieces, total := m.counting()
	if m.s.Opening {
		m.open(pieces, total)
		return
	}
	id := m.id
	var done desk.Counted
	m.act(func(ctx context.Context) (err error) {
		done, err = m.d.Desk.Count(ctx, desk.Counting{ID: id, Pieces: pieces, Total: total})
		return err
	}, func() { m.toResult(done) })
}

// toResult shows what was counted and asks how much stays.
func (m *Model) toResult(c desk.Counted) {
	m.page(ResultPage)
	m.s.Counted, m.s.Note = c, ""
	m.fields(Field{Typed: m.spell(m.proposed(c.Count.Total)), Known: true})
}

// SetNote is a word to whoever opens next.
func (m *Model) SetNote(note string) { m.s.Note = note }

// PrintCount prints the sheet of the count.
func (m *Model) PrintCount() {
	count := m.s.Counted.Count.ID
	m.act(func(ctx context.Context) error { return m.d.Papers.PrintCount(ctx, count) }, func() { m.d.Say(nil, "cash.done.printed") })
}

func (m *Model) close() {
	closing := desk.Closing{ID: m.id, Count: m.s.Counted.Count.ID, Keep: m.Total(), Note: m.s.Note}
	var done desk.Closed
	m.act(func(ctx context.Context) (err error) {
		done, err = m.d.Desk.Close(ctx, closing)
		return err
	}, func() {
		m.page(DonePage)
		m.s.Done = done
		m.s.Status.Open = false
	})
}

// OpenNext goes on from a closed shift to the next one.
func (m *Model) OpenNext() {
	m.s.Page = ""
	m.Open()
}

// ShowX shows the X report of this moment; who may not see it may be allowed to by another person.
func (m *Model) ShowX() {
	var f shop.Figures
	m.act(func(ctx context.Context) (err error) {
		f, err = m.d.Desk.X(ctx)
		return err
	}, func() {
		m.page(XPage)
		m.s.X = f
	})
}

// PrintX prints it.
func (m *Model) PrintX() {
	m.act(m.d.Desk.PrintX, func() { m.d.Say(nil, "cash.done.printed") })
}

// PrintZ prints the Z report of a closing again.
func (m *Model) PrintZ(z shop.ID) {
	m.act(func(ctx context.Context) error { return m.d.Papers.PrintZ(ctx, z) }, func() { m.d.Say(nil, "cash.done.printed") })
}
