package checkout

import (
	"context"
	"time"

	counter "kassa/app/checkout"
	"kassa/app/shop"
)

// countDown tells from second to second how long the tender may be put right without a further right.
func (m *Model) countDown() {
	m.stopLate()
	p := m.state.Paid
	if p == nil {
		return
	}
	left := counter.AtOnce - m.d.Now().Sub(m.endedAt)
	other := *p
	other.Left = max(0, int((left+time.Second-1)/time.Second))
	m.state.Paid = &other
	if other.Left > 0 {
		m.stopLate = m.d.Acts.After(left-time.Duration(other.Left-1)*time.Second, func() {
			m.countDown()
			m.redraw()
		})
	}
}

// Settled tells whether the change has been on the screen long enough for a tap to mean what stands there now: the second
// tap of a quick hand on "Exact" comes down where the keys of the closed sale are, however late that was painted.
func (m *Model) Settled() bool {
	return m.state.Paid != nil && !m.paidAt.IsZero() && m.d.Now().Sub(m.paidAt) >= 2*settle
}

// CorrectTender says that the sale that was just closed was paid with another tender.
func (m *Model) CorrectTender(code, ref string) {
	p := m.state.Paid
	if p == nil || len(p.Sale.Payments) == 0 {
		return
	}
	sale, no := p.Sale.ID, p.Sale.Payments[0].No
	m.d.Acts.Do("tender", func(ctx context.Context) error { return m.d.Counter.CorrectTender(ctx, sale, no, code, ref) }, func(err error) {
		if err != nil {
			m.fail(err)
		} else if p := m.state.Paid; p != nil && p.Sale.ID == sale {
			other := *p
			other.Sale = p.Sale.Corrected([]shop.TenderChange{{Sale: sale, Payment: no, To: code, Ref: ref}})
			other.Change, other.Pieces = 0, nil
			m.state.Paid = &other
			m.say(Words{Key: CorrectedWords})
		}
		m.redraw()
	})
}

// PrintGift prints a receipt without prices of the sale that was just closed.
func (m *Model) PrintGift() {
	p := m.state.Paid
	if p == nil || !m.Settled() {
		return
	}
	sale := p.Sale.ID
	m.d.Acts.Do("print gift", func(ctx context.Context) error { return m.d.PrintGift(ctx, sale) }, func(err error) {
		if err != nil {
			m.fail(err)
		} else {
			m.say(Words{Key: GiftWords})
		}
		m.redraw()
	})
}

// PrintAgain prints the receipt of the sale that was just closed once more.
func (m *Model) PrintAgain() {
	p := m.state.Paid
	if p == nil || m.d.PrintAgain == nil || !m.Settled() {
		return
	}
	sale, first := p.Sale.ID, p.Print == Unprinted
	m.d.Acts.Do("print", func(ctx context.Context) error { return m.d.PrintAgain(ctx, sale) }, func(err error) {
		if err != nil {
			m.fail(err)
		} else {
			m.setPrint(sale, Printing)
			if !first {
				m.say(Words{Key: CopyWords})
			}
		}
		m.redraw()
	})
}

// PrintDone and PrintWaits say what became of the receipt of a sale.
func (m *Model) PrintDone(sale shop.ID) {
	m.setPrint(sale, Printed)
	m.redraw()
}

// PrintWaits says that the receipt waits for its printer.
func (m *Model) PrintWaits(sale shop.ID) {
	m.setPrint(sale, Waiting)
	m.redraw()
}

// setPrint keeps the news of a sale that is not drawn yet: a quick printer is done before the screen is.
func (m *Model) setPrint(sale shop.ID, now Print) {
	m.early[sale] = now
	if p := m.state.Paid; p != nil && p.Sale.ID == sale {
		other := *p
		other.Print = now
		m.state.Paid = &other
	}
}

// NextSale takes the change away without a scan.
func (m *Model) NextSale() {
	if m.state.Paid != nil {
		m.state.Paid = nil
		m.reread()
	}
}

// receiptScanned is what a scan gives that is no product but the number of a receipt.
type receiptScanned shop.ID

func (receiptScanned) Error() string { return "the number of a receipt was scanned" }

// Filled is told that lines of a receipt were put into the open basket.
func (m *Model) Filled(added int, missing []string) {
	m.state.Paid = nil
	m.say(Words{Key: FilledWords, Added: added, Missing: missing})
	m.reread()
}
