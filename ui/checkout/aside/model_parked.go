package aside

import (
	"context"

	counter "kassa/app/checkout"
	"kassa/app/fault"
)

// ReadParked reads which sales are parked.
func (m *Model) ReadParked() {
	var list []counter.ParkedSale
	m.d.Reads.Do("", func(ctx context.Context) (err error) {
		list, err = m.d.Counter.Parked(ctx)
		return err
	}, func(err error) {
		if err == nil {
			m.TakeParked(list)
		}
		m.d.Changed(err)
	})
}

// TakeParked takes over which sales are parked; the list of none is closed.
func (m *Model) TakeParked(list []counter.ParkedSale) {
	m.state.Sales = list
	if m.state.Kind == Parked {
		m.state.Ready, m.state.Marked = true, min(m.state.Marked, len(list)-1)
		if len(list) == 0 {
			m.Close()
			m.d.NoneParked()
		}
	}
}

// ShowParked lists the parked sales, as they are now at all tills; shown again it closes.
func (m *Model) ShowParked() {
	if m.state.Kind == Parked {
		m.Close()
		return
	}
	m.open(State{Kind: Parked})
	m.d.Changed(nil)
	m.ReadParked()
}

// SetMode says what a tap on a parked sale does; the same again goes back to taking it back.
func (m *Model) SetMode(mode Mode) {
	if m.state.Mode == mode {
		mode = TakeBack
	}
	m.state.Mode, m.state.Sure = mode, ""
	m.d.Changed(nil)
}

// DeleteMarked deletes the parked sale that the arrow keys marked.
func (m *Model) DeleteMarked() {
	if s := m.state; s.Kind == Parked && s.Marked >= 0 && s.Marked < len(s.Sales) {
		m.drop(s.Sales[s.Marked])
	}
}

func (m *Model) answerParked(s counter.ParkedSale) {
	switch m.state.Mode {
	case Rename:
		m.state.Mode = TakeBack
		m.d.Name(s)
	case Delete:
		m.drop(s)
	default:
		m.d.Change("resume", func(ctx context.Context) (counter.Basket, error) {
			return m.d.Counter.Resume(ctx, s.Cart.ID)
		}, func(err error) { m.settled(err, true) })
	}
}

// drop deletes a parked sale that was meant twice: nothing brings it back. The next tap takes a sale back again. The list
// shows what each is worth, so its total has been seen.
func (m *Model) drop(s counter.ParkedSale) {
	if m.state.Sure != s.Cart.ID {
		m.state.Sure = s.Cart.ID
		m.d.Changed(nil)
		return
	}
	m.state.Mode, m.state.Sure = TakeBack, ""
	m.d.Change("drop", func(ctx context.Context) (counter.Basket, error) {
		return m.d.Counter.DropParked(ctx, s.Cart.ID, counter.Seen{TotalShown: true})
	}, func(err error) { m.settled(err, false) })
}

// settled follows what was done to a parked sale: the list is read anew, and closed when a sale was taken back.
func (m *Model) settled(err error, closes bool) {
	if closes && err == nil {
		m.Close()
	}
	if err == nil || fault.Is(err, fault.ParkedTaken) {
		m.ReadParked()
	}
}
