package checkout

import (
	"context"
	"time"

	counter "kassa/app/checkout"
)

// Take takes a tender for the basket that stood beside its key, or nothing.
func (m *Model) Take(t Tender) {
	if m.state.Stopped != nil || m.state.Form != nil {
		return
	}
	now := m.d.Now()
	if !m.state.CanPay || t.Cart != m.state.Basket.Cart.ID || t.Version != m.state.Basket.Cart.Version || !m.quiet(now) {
		m.d.Sound(Low)
		m.state.Refused++
		if !m.state.Basket.Empty() {
			m.say(Words{Key: TotalMovedWords})
			m.ring()
		}
		m.redraw()
		return
	}
	if m.state.tender(t.Code).NeedsRef && t.Ref == "" {
		m.toggle(Pad{For: PadRef, Tender: t.Code})
		return
	}
	m.pay(t)
}

func (m *Model) pay(t Tender) {
	var paid counter.Paid
	m.pending++
	asked := m.d.Acts.Do("pay", func(ctx context.Context) (err error) {
		paid, err = m.d.Counter.Pay(ctx, counter.Tender(t))
		return err
	}, func(err error) {
		m.pending--
		m.endedAt = m.d.Now()
		if err != nil {
			m.refused(err)
		} else {
			m.closed(paid)
		}
		m.redraw()
		m.alarmWhenQuiet()
	})
	if !asked {
		m.pending--
	}
}

// closed shows the change of a sale; the next scan or tile replaces it.
func (m *Model) closed(p counter.Paid) {
	m.hush()
	m.closePad()
	now := &Paid{Paid: p, Print: m.early[p.Sale.ID]}
	if !p.Prints {
		now.Print = Unprinted
	}
	m.state.Paid, m.paidAt = now, time.Time{}
	m.d.Acts.Painted(func() {
		if q := m.state.Paid; q != nil && q.Sale.ID == p.Sale.ID {
			m.paidAt = m.d.Now()
		}
	})
	clear(m.early)
	m.countDown()
	m.state.Selected, m.state.Flash, m.state.Alarm = 0, 0, false
	m.show(counter.Basket{Currency: p.Currency})
	m.aside.ReadParked() // other tills may have put sales aside
}
