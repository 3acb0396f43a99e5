package checkout

import (
	"context"
	"errors"
	"strings"
	"time"

	counter "kassa/app/checkout"
	"kassa/app/fault"
	"kassa/app/money"
	"kassa/app/shop"
	"kassa/ui/checkout/aside"
)

// change asks for a change of the basket and draws it. then may be nil; it runs before the drawing, if all went well.
func (m *Model) change(key string, ask func(ctx context.Context) (counter.Basket, error), then func(b counter.Basket)) {
	m.changeAnd(key, ask, then, func() {})
}

// changeAnd is change, with what follows in any case.
func (m *Model) changeAnd(key string, ask func(ctx context.Context) (counter.Basket, error), then func(b counter.Basket), after func()) {
	if m.state.Stopped != nil {
		m.d.Sound(Low)
		after()
		return
	}
	var b counter.Basket
	m.pending++
	asked := m.d.Acts.Do(key, func(ctx context.Context) (err error) {
		b, err = ask(ctx)
		return err
	}, func(err error) {
		m.pending--
		after()
		if err != nil {
			m.refused(err)
		} else {
			m.took(b)
			if then != nil {
				then(b)
			}
		}
		m.redraw()
		m.alarmWhenQuiet()
	})
	if !asked {
		m.pending--
		after()
	}
}

// took takes a basket over after a change went well.
func (m *Model) took(b counter.Basket) {
	m.hush()
	m.state.Paid = nil
	m.show(b)
	if b.Changed != 0 {
		m.flash(b.Changed)
	}
	if b.Short != nil {
		m.say(Words{Key: ShortWords, Short: b.Short})
	}
}

// refused shows why a change was not made, and shows the basket as it is when somebody else changed it.
func (m *Model) refused(err error) {
	if receipt := receiptScanned(""); errors.As(err, &receipt) {
		m.d.ShowReceipt(shop.ID(receipt))
		return
	}
	if m.askFor(err) {
		return
	}
	m.fail(err)
	if fault.Is(err, fault.BasketGone) || fault.Is(err, fault.BasketChanged) {
		m.reread()
	}
}

// reread draws the basket that the books hold.
func (m *Model) reread() {
	var b counter.Basket
	m.pending++
	m.d.Acts.Do("", func(ctx context.Context) (err error) {
		b, err = m.d.Counter.Current(ctx)
		return err
	}, func(err error) {
		m.pending--
		if err == nil {
			m.show(b)
		}
		m.redraw()
		m.alarmWhenQuiet()
	})
}

// BasketMoved is told when somebody else changed the open basket.
func (m *Model) BasketMoved() {
	m.reread()
	m.aside.ReadParked()
}

// flash marks the line that was touched last, for a moment.
func (m *Model) flash(no int) {
	m.state.Flash = no
	m.stopFlash()
	m.stopFlash = m.d.Acts.After(flashLine, func() {
		m.state.Flash = 0
		m.redraw()
	})
}

// Scan books a scanned code, times the number that was typed before it. While something waits for a person it waits too;
// while a price is looked at, it is looked at.
func (m *Model) Scan(code string) {
	code = strings.TrimSpace(code)
	if m.holds() && code != "" {
		m.wait(code)
		m.redraw()
		return
	}
	if code = m.starred(code); code == "" {
		return
	}
	times := m.takeTimes()
	if m.goods.State().Edit != nil {
		m.goods.AddScanned(code)
		return
	}
	if m.aside.State().Kind == aside.Price {
		m.aside.LookUp(code)
		return
	}
	m.aside.Close()
	m.change("", func(ctx context.Context) (counter.Basket, error) {
		b, err := m.d.Counter.Scan(ctx, code, times)
		if fault.Is(err, fault.UnknownCode) && m.d.FindReceipt != nil {
			id, none := m.d.FindReceipt(ctx, code)
			if none == nil {
				return b, receiptScanned(id)
			}
			if fault.Is(none, fault.TrainingPaper) {
				return b, none
			}
		}
		return b, of(err, counter.Pick{Code: code, Qty: times})
	}, m.added)
}

// starred takes "5*" off a code: who types it right before a scan, types it into the scan.
func (m *Model) starred(code string) string {
	head, tail, found := strings.Cut(code, "*")
	if !found || tail == "" || len(head) > 6 {
		return code
	}
	if head == "" {
		head, _, _ = strings.Cut(m.state.Query, "*")
	}
	if q, err := money.ParseQty(strings.ReplaceAll(head, ",", ".")); err == nil && q > 0 && q <= counter.MaxQty {
		m.state.Times = q
		return tail
	}
	return code
}

// holds tells whether scans must wait: a form, a question, or what a product needs before it is in the basket is open.
func (m *Model) holds() bool {
	return m.asked || m.state.Form != nil || m.adding()
}

// wait keeps a code until what is open is closed; how many wait stands on the screen.
func (m *Model) wait(code string) {
	m.waiting = append(m.waiting, code)
	m.state.Waiting = len(m.waiting)
}

// Hold lets scans wait while a question about the whole sale is open; Release books them.
func (m *Model) Hold() { m.asked = true }

// Release ends Hold.
func (m *Model) Release() {
	m.asked = false
	m.serveWaiting()
}

// takeTimes gives the number typed before a scan or tile, once.
func (m *Model) takeTimes() money.Qty {
	times := m.state.Times
	if _, words := parts(m.state.Query); times != money.One || strings.Trim(words, "0123456789") == "" {
		m.endSearch()
	}
	m.state.Times = money.One
	return times
}

// endTyping empties the search; what it found stays until something else is shown.
func (m *Model) endTyping() {
	m.stopType()
	m.stopFind()
	m.state.Query, m.state.Times = "", money.One
}

// endSearch empties the search and shows the group again.
func (m *Model) endSearch() {
	m.endTyping()
	if m.goods.Searching() {
		m.lookUp()
	}
}

// SelectLine selects the line at a place in the basket, or lets the selected one go.
func (m *Model) SelectLine(i int) {
	lines := m.state.Basket.Cart.Lines
	if i < 0 || i >= len(lines) || m.state.Form != nil {
		return
	}
	no := lines[i].No
	if m.state.Selected == no {
		no = 0
	}
	m.closePad()
	m.state.Selected = no
	m.redraw()
}

// MoveSelection selects the next (1) or the previous (-1) line.
func (m *Model) MoveSelection(by int) {
	if m.aside.State().Open() {
		m.aside.Mark(by)
		return
	}
	n := len(m.state.Basket.Cart.Lines)
	if n == 0 || m.state.Form != nil {
		return
	}
	i, ok := m.state.Line(m.state.Selected)
	switch {
	case !ok && by > 0:
		i = 0
	case !ok:
		i = n - 1
	default:
		i = min(max(i+by, 0), n-1)
	}
	if m.state.Basket.Cart.Lines[i].No != m.state.Selected {
		m.SelectLine(i)
	}
}

// Plus raises the selected line by one.
func (m *Model) Plus() { m.step(money.One) }

// Minus lowers the selected line by one; from one it is removed.
func (m *Model) Minus() { m.step(-money.One) }

// step counts on from what was asked for already: no tap of a quick finger is lost.
func (m *Model) step(by money.Qty) {
	i, ok := m.state.Line(m.state.Selected)
	if !ok {
		return
	}
	no, qty := m.state.Selected, m.state.Basket.Cart.Lines[i].Qty
	if m.steps > 0 && m.stepLine == no {
		qty = m.stepQty
	}
	if qty += by; qty <= 0 {
		m.Remove()
		return
	}
	m.steps, m.stepLine, m.stepQty = m.steps+1, no, qty
	m.changeAnd("", func(ctx context.Context) (counter.Basket, error) { return m.d.Counter.SetQty(ctx, no, qty) }, nil, func() { m.steps-- })
}

// Remove takes the selected line out.
func (m *Model) Remove() {
	if m.aside.State().Open() {
		m.aside.DeleteMarked()
		return
	}
	no := m.state.Selected
	if _, ok := m.state.Line(no); !ok {
		return
	}
	seen := m.seen()
	m.closePad()
	m.change("remove", func(ctx context.Context) (counter.Basket, error) { return m.d.Counter.Remove(ctx, no, seen) }, nil)
}

// seen says what had been on the screen when something is taken out.
func (m *Model) seen() counter.Seen {
	return counter.Seen{TotalShown: m.shown == m.state.Serial, TenderStarted: m.state.Pad != nil && (m.state.Pad.For == PadGiven || m.state.Pad.For == PadRef)}
}

// Undo takes the last change back.
func (m *Model) Undo() {
	if m.state.Form != nil {
		return
	}
	seen := m.seen()
	m.closePad()
	m.change("undo", func(ctx context.Context) (counter.Basket, error) { return m.d.Counter.Undo(ctx, seen) }, func(counter.Basket) { m.say(Words{Key: UndoneWords}) })
}

// Clear cancels the sale, for one of the shop's reasons or none.
func (m *Model) Clear(reason string) {
	if m.state.Basket.Empty() || m.state.Form != nil {
		return
	}
	seen := m.seen()
	m.closePad()
	m.change("clear", func(ctx context.Context) (counter.Basket, error) { return m.d.Counter.Clear(ctx, seen, reason) },
		func(counter.Basket) { m.say(Words{Key: CancelledWords}) })
}

// alarmWhenQuiet lets the total flash once a refused tender's scans are booked.
func (m *Model) alarmWhenQuiet() {
	if m.pending == 0 && m.state.Alarm {
		m.ring()
	}
}

// ring marks the total for a moment.
func (m *Model) ring() {
	m.state.Alarm = true
	m.stopTotal()
	m.stopTotal = m.d.Acts.After(flashTotal, func() {
		m.state.Alarm = false
		m.redraw()
	})
}

// quiet tells whether a tender may act now: nothing under way, and the total long enough on the screen.
func (m *Model) quiet(now time.Time) bool {
	return m.pending == 0 && m.shown == m.state.Serial && now.Sub(m.shownAt) >= settle &&
		(m.endedAt.IsZero() || now.Sub(m.endedAt) >= settle) && (m.fastAt.IsZero() || now.Sub(m.fastAt) >= letGo)
}
