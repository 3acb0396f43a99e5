package checkout

import (
	"context"
	"errors"

	counter "kassa/app/checkout"
	"kassa/ui/checkout/aside"
	"kassa/ui/checkout/grid"
)

// Aside is what lies over the basket for a moment.
func (m *Model) Aside() *aside.Model { return m.aside }

// errUnasked says that a change was not asked for, because the same is under way.
var errUnasked = errors.New("not asked for")

// changeFor changes the basket for what lies over it; after is told what came of it.
func (m *Model) changeFor(key string, ask func(ctx context.Context) (counter.Basket, error), after func(err error)) {
	came := errUnasked
	m.changeAnd(key, func(ctx context.Context) (b counter.Basket, err error) {
		b, err = ask(ctx)
		came = err
		return b, err
	}, func(counter.Basket) { m.state.Selected = 0 }, func() { after(came) })
}

// Park puts the basket aside, or shows what is parked when the basket is empty.
func (m *Model) Park() {
	if m.state.Form != nil || m.adding() || m.arranging() {
		return
	}
	m.closePad()
	if m.state.Basket.Empty() {
		m.aside.ShowParked()
		return
	}
	m.aside.Close()
	parked := m.state.Basket.Cart.ID
	m.change("park", func(ctx context.Context) (counter.Basket, error) { return m.d.Counter.Park(ctx, "") }, func(counter.Basket) {
		m.state.Selected = 0
		m.say(Words{Key: ParkedWords, Sale: parked})
		m.aside.ReadParked()
	})
}

// noneParked says that there is nothing to take back, not at any till.
func (m *Model) noneParked() {
	if m.state.Basket.Empty() && m.state.Paid == nil {
		m.say(Words{Key: NoneParkedWords})
	}
}

// AnswerWords does what the key beside a message is for: it names the sale that was just parked.
func (m *Model) AnswerWords() {
	sale := m.state.Words.Sale
	for _, s := range m.aside.State().Sales {
		if s.Cart.ID == sale && m.state.Words.Key == ParkedWords {
			m.askName(s)
		}
	}
}

// askName opens the form for the name of a parked sale.
func (m *Model) askName(s counter.ParkedSale) {
	if m.state.Form == nil && m.state.Stopped == nil {
		m.hush()
		m.openForm(Form{For: FormParked, Sale: s.Cart.ID, Name: s.Cart.Name})
		m.redraw()
	}
}

// nameParked keeps the name that was typed.
func (m *Model) nameParked(f Form) {
	m.d.Acts.Do("name", func(ctx context.Context) error { return m.d.Counter.NameParked(ctx, f.Sale, f.Name) }, func(err error) {
		if err != nil {
			m.fail(err)
		}
		m.aside.ReadParked()
		m.redraw()
	})
}

// LookAtPrices begins to look at prices, or ends it: what is scanned or tapped then leaves the basket as it is.
func (m *Model) LookAtPrices() {
	if m.state.Form == nil && m.state.Stopped == nil && !m.adding() && !m.arranging() {
		m.closePad()
		m.state.Paid = nil
		m.aside.LookAt()
	}
}

// AskSeller asks who sold the selected line, or the whole sale where none is selected.
func (m *Model) AskSeller() {
	if m.state.Form == nil && m.state.Stopped == nil && !m.adding() && !m.arranging() {
		m.closePad()
		m.state.Paid = nil
		m.aside.AskSeller(m.state.Selected)
	}
}

// AskSaleNote opens the form for a note on the whole sale.
func (m *Model) AskSaleNote() {
	if m.state.Form == nil && m.state.Stopped == nil && !m.adding() && !m.arranging() {
		m.openForm(Form{For: FormSale, Name: m.state.Basket.Cart.Note})
		m.redraw()
	}
}

// arranging tells whether a page of tiles is being arranged.
func (m *Model) arranging() bool { return m.goods.State().Edit != nil }

// Arrange begins to arrange the tiles that are shown.
func (m *Model) Arrange() {
	if m.state.Form == nil && m.state.Stopped == nil && !m.adding() {
		m.closePad()
		m.aside.Close()
		m.endSearch()
		m.state.Paid = nil
		m.goods.Arrange()
	}
}

// Goods are the groups and tiles, for whoever draws the keys that arrange them.
func (m *Model) Goods() *grid.Model { return m.goods }
