package receipts

import (
	"context"
	"slices"

	"kassa/app"
	counter "kassa/app/checkout"
	"kassa/app/notice"
	"kassa/app/shop"
)

// act does something to the receipt that is looked at, and reads it anew.
func (m *Model) act(key string, do func(ctx context.Context, id shop.ID) error, said SaidKey) {
	if m.state.Open == nil {
		return
	}
	id := m.state.Open.Sale.ID
	m.d.Acts.Do(key, func(ctx context.Context) error { return do(ctx, id) }, func(err error) {
		if err != nil {
			m.say(Said{Err: err})
			return
		}
		m.say(Said{Key: said})
		m.open(id)
	})
}

// Copy prints the receipt once more.
func (m *Model) Copy() { m.act("print", m.d.Press.PrintAgain, CopyPrints) }

// Gift prints it without prices.
func (m *Model) Gift() { m.act("gift", m.d.Press.PrintGift, GiftPrints) }

// CorrectTender says that a payment was made with another tender.
func (m *Model) CorrectTender(payment int, code, ref string) {
	m.act("tender", func(ctx context.Context, id shop.ID) error {
		return m.d.Desk.CorrectTender(ctx, id, payment, code, ref)
	}, TenderCorrected)
}

// Pick begins to choose lines for the open sale, or ends it.
func (m *Model) Pick(yes bool) {
	m.state.Picking, m.state.Picked = yes && m.state.Open != nil, nil
	m.redraw()
}

// PickLine chooses a line, or leaves it out again.
func (m *Model) PickLine(i int) {
	if !m.state.Picking || i < 0 || i >= len(m.state.Open.Sale.Lines) {
		return
	}
	no := m.state.Open.Sale.Lines[i].No
	if k := slices.Index(m.state.Picked, no); k >= 0 {
		m.state.Picked = slices.Delete(slices.Clone(m.state.Picked), k, k+1)
	} else {
		m.state.Picked = append(slices.Clone(m.state.Picked), no)
	}
	m.redraw()
}

// PickAll chooses every line.
func (m *Model) PickAll() {
	if !m.state.Picking {
		return
	}
	m.state.Picked = nil
	for _, l := range m.state.Open.Sale.Lines {
		m.state.Picked = append(m.state.Picked, l.No)
	}
	m.redraw()
}

// Fill puts the chosen lines into the open sale.
func (m *Model) Fill() {
	if !m.state.Picking || len(m.state.Picked) == 0 {
		return
	}
	id, lines := m.state.Open.Sale.ID, m.state.Picked
	var out counter.Refilled
	m.d.Acts.Do("fill", func(ctx context.Context) (err error) {
		out, err = m.d.Desk.IntoBasket(ctx, id, lines...)
		return err
	}, func(err error) {
		if out.Added > 0 {
			m.d.Filled(out.Added, out.Missing)
		}
		switch {
		case err != nil:
			m.say(Said{Err: err})
			return
		case out.Added == 0:
			m.say(Said{Key: NothingAdded, Missing: out.Missing})
		}
		m.Pick(false)
	})
}

// ShowPage opens the list or the print queue.
func (m *Model) ShowPage(p Page) {
	m.state.Page = p
	if p == Queue {
		m.readQueue()
	}
	m.redraw()
}

// readQueue reads the print queue; an answer to an older question is dropped.
func (m *Model) readQueue() {
	m.queue++
	serial := m.queue
	var now app.Papers
	m.d.Reads.Do("", func(ctx context.Context) (err error) {
		now, err = m.d.Press.Papers(ctx)
		return err
	}, func(err error) {
		if serial != m.queue {
			return
		}
		if err != nil {
			m.say(Said{Err: err})
			return
		}
		m.state.Queue = now
		m.redraw()
	})
}

// ChooseJob marks a job of the queue.
func (m *Model) ChooseJob(i int) {
	all := m.state.Jobs()
	if i >= 0 && i < len(all) {
		m.state.Selected = all[i].ID
		m.redraw()
	}
}

// PrintJob prints the marked paper.
func (m *Model) PrintJob() {
	if j, ok := m.state.Job(); ok {
		m.work("job", func(ctx context.Context) error { return m.d.Press.PrintJob(ctx, j.ID) }, JobsPrint)
	}
}

// PrintAll prints all papers that wait.
func (m *Model) PrintAll() {
	if len(m.state.Queue.Failed) > 0 {
		m.work("jobs", m.d.Press.PrintAll, JobsPrint)
	}
}

// DropJob gives the marked paper up.
func (m *Model) DropJob() {
	if j, ok := m.state.Job(); ok {
		m.work("drop", func(ctx context.Context) error { return m.d.Press.DropJob(ctx, j.ID) }, JobGivenUp)
	}
}

// work does something to the queue, and reads it anew.
func (m *Model) work(key string, do func(ctx context.Context) error, said SaidKey) {
	m.d.Acts.Do(key, do, func(err error) {
		if err != nil {
			m.say(Said{Err: err})
		} else {
			m.say(Said{Key: said})
		}
		m.readQueue()
	})
}

// Heard takes news: what was sold, corrected, printed, or waits.
func (m *Model) Heard(n notice.Notice) {
	switch n := n.(type) {
	case notice.SaleClosed, notice.BasketChanged: // a sale of another process comes with a basket that changed
		m.ask()
	case notice.ReceiptChanged:
		m.ask()
		m.looked(n.SaleID)
	case notice.JobDone:
		m.readQueue()
		m.looked(n.SaleID)
	case notice.JobFailed:
		m.readQueue()
		m.looked(n.SaleID)
	}
}

// looked reads the receipt that is looked at anew when it is the one of the news.
func (m *Model) looked(sale string) {
	if m.state.Open != nil && string(m.state.Open.Sale.ID) == sale {
		m.open(m.state.Open.Sale.ID)
	}
}
