package checkout

import (
	"context"
	"strings"

	counter "kassa/app/checkout"
	"kassa/app/fault"
	"kassa/app/money"
	"kassa/app/shop"
	"kassa/ui/checkout/grid"
)

// FormFor says what a form with fields asks for.
type FormFor int

// The forms.
const (
	FormNew    FormFor = iota // an unknown code: name, price, category
	FormOpen                  // something that is not in the catalogue: name, price
	FormNote                  // a note on the selected line
	FormSale                  // a note on the whole sale
	FormParked                // the name of a parked sale
	FormPage                  // the name of a page of tiles
	FormTile                  // what a tile says
)

// Form is what stands in the column while words are typed. Scans wait until it is closed.
type Form struct {
	For      FormFor
	Code     string // FormNew: the code that is not known
	Times    money.Qty
	Line     int     // FormNote
	Sale     shop.ID // FormParked
	Name     string
	Price    string
	Category int // index into the categories of State.Goods, -1: none
	Tax      int // FormOpen: index into State.Taxes, -1: the first of the shop
	Wrong    Field
	Sending  bool
}

// Priced tells whether the form asks for a price too; else it asks for one text alone.
func (f Form) Priced() bool { return f.For == FormNew || f.For == FormOpen }

// Field names a field of a form.
type Field int

// The fields.
const (
	NoField Field = iota
	NameField
	PriceField
)

func (m *Model) openForm(f Form) {
	m.aside.Close()
	m.state.Pad, m.state.Paid = nil, nil
	f.Category, f.Tax = -1, -1
	m.state.Form = &f
}

// CloseForm ends a form without doing anything; the scans that waited are booked.
func (m *Model) CloseForm() {
	if m.state.Form == nil {
		return
	}
	m.state.Form = nil
	m.hush()
	m.redraw()
	m.serveWaiting()
}

// AskOpenItem opens the form for something that is not in the catalogue.
func (m *Model) AskOpenItem() {
	if m.state.Form != nil || m.state.Stopped != nil || m.adding() {
		return
	}
	m.openForm(Form{For: FormOpen, Times: m.takeTimes()})
	m.redraw()
	m.readTaxes()
}

// readTaxes reads which taxes an open item may have; the list of the last time stands until then.
func (m *Model) readTaxes() {
	var list []shop.TaxGroup
	m.d.Reads.Do("taxes", func(ctx context.Context) (err error) {
		list, err = m.d.Goods.TaxGroups(ctx)
		return err
	}, func(err error) {
		if err != nil {
			m.fail(err)
		} else {
			m.state.Taxes = list
		}
		m.redraw()
	})
}

// AskNote opens the form for a note on the selected line.
func (m *Model) AskNote() {
	if i, ok := m.state.Line(m.state.Selected); ok && m.state.Form == nil {
		l := m.state.Basket.Cart.Lines[i]
		m.openForm(Form{For: FormNote, Line: l.No, Name: l.Note})
		m.redraw()
	}
}

// FormName, FormPrice and FormCategory take what was typed or tapped.
func (m *Model) FormName(s string) { m.edit(func(f *Form) { f.Name = s }) }

// FormPrice takes the typed price.
func (m *Model) FormPrice(s string) { m.edit(func(f *Form) { f.Price = s }) }

// FormCategory takes the tapped category.
func (m *Model) FormCategory(i int) { m.edit(func(f *Form) { f.Category = i }) }

// FormTax takes the tapped tax group.
func (m *Model) FormTax(i int) { m.edit(func(f *Form) { f.Tax = i }) }

func (m *Model) edit(change func(*Form)) {
	if m.state.Form == nil {
		return
	}
	f := *m.state.Form
	change(&f)
	f.Wrong = NoField
	if f == *m.state.Form {
		return
	}
	m.state.Form = &f
	m.redraw()
}

// price reads a typed price: "12,50" and "12.50" are the same.
func (m *Model) price(s string) (money.Amount, bool) {
	s = strings.TrimSpace(strings.ReplaceAll(s, ",", "."))
	v, err := money.ParsePlain(s, m.state.Basket.Currency.Exponent)
	a := money.Amount(v)
	return a, err == nil && a >= 0 && a.Valid()
}

// FormEnter does what the form was opened for: the new product is stored and sold, the open item sold, the note kept.
func (m *Model) FormEnter() {
	if m.state.Form == nil || m.state.Form.Sending {
		return
	}
	f := *m.state.Form
	if !f.Priced() {
		m.state.Form = nil
		m.keepText(f)
		m.serveWaiting()
		m.redraw()
		return
	}
	price, ok := m.check(&f)
	if !ok {
		m.d.Sound(Low)
		m.state.Form = &f
		m.redraw()
		return
	}
	if f.For == FormOpen {
		m.sellOpen(f, price)
		return
	}
	m.sellNew(f, price)
}

// keepText keeps the one text that a form asked for.
func (m *Model) keepText(f Form) {
	switch f.For {
	case FormPage, FormTile:
		m.got(strings.TrimSpace(f.Name))
	case FormParked:
		m.nameParked(f)
	case FormSale:
		m.change("", func(ctx context.Context) (counter.Basket, error) { return m.d.Counter.SetSaleNote(ctx, f.Name) }, nil)
	default:
		m.change("", func(ctx context.Context) (counter.Basket, error) { return m.d.Counter.SetNote(ctx, f.Line, f.Name) }, nil)
	}
}

// askText asks for the name of a page or the label of a tile.
func (m *Model) askText(q grid.Question, now string, got func(text string)) {
	if m.state.Form != nil || m.state.Stopped != nil {
		return
	}
	m.got = got
	m.openForm(Form{For: map[grid.Question]FormFor{grid.PageName: FormPage, grid.TileLabel: FormTile}[q], Name: now})
	m.redraw()
}

// SellOpen sells what the form of an unknown code says without storing a product; the code is kept on the line.
func (m *Model) SellOpen() {
	if m.state.Form == nil || m.state.Form.Sending {
		return
	}
	f := *m.state.Form
	price, ok := m.price(f.Price)
	if !ok || f.Price == "" {
		f.Wrong = PriceField
		m.d.Sound(Low)
		m.state.Form = &f
		m.redraw()
		return
	}
	m.sellOpen(f, price)
}

func (m *Model) check(f *Form) (money.Amount, bool) {
	price, ok := m.price(f.Price)
	switch {
	case strings.TrimSpace(f.Name) == "" && f.For == FormNew:
		f.Wrong = NameField
	case !ok || f.Price == "":
		f.Wrong = PriceField
	}
	return price, f.Wrong == NoField
}

// openName is what an open item is called: its name, else its code, else what the screen calls such things.
func (m *Model) openName(f Form) string {
	switch {
	case strings.TrimSpace(f.Name) != "":
		return f.Name
	case f.Code != "":
		return f.Code
	}
	return m.state.OpenName
}

func (m *Model) sellOpen(f Form, price money.Amount) {
	name := m.openName(f)
	m.state.Form = nil
	m.change("", func(ctx context.Context) (counter.Basket, error) {
		return m.d.Counter.AddOpen(ctx, counter.OpenItem{Name: name, Price: price, Category: m.category(f), TaxGroup: m.taxGroup(f),
			Barcode: f.Code, Qty: f.Times})
	}, func(counter.Basket) { m.d.Sound(High) })
	m.serveWaiting()
	m.redraw()
}

// sellNew stores the product, then scans its code. A person without the right sells an open item; the code stays on it.
func (m *Model) sellNew(f Form, price money.Amount) {
	p := NewProduct{Name: strings.TrimSpace(f.Name), Barcode: f.Code, Price: price, Category: m.category(f)}
	f.Sending = true
	m.state.Form = &f
	m.redraw()
	m.pending++
	m.d.Acts.Do("new", func(ctx context.Context) error { return m.d.Goods.QuickAdd(ctx, p) }, func(err error) {
		m.pending--
		f.Sending = false
		m.state.Form = &f
		switch {
		case fault.Is(err, fault.NoRight):
			m.sellOpen(f, price)
			return
		case err != nil && !fault.Is(err, fault.AlreadyExists):
			m.fail(err)
			m.redraw()
			return
		}
		m.state.Form = nil
		m.state.Times = f.Times
		m.Scan(f.Code)
		m.serveWaiting()
		m.goods.Read()
	})
}

func (m *Model) taxGroup(f Form) shop.ID {
	if f.Tax >= 0 && f.Tax < len(m.state.Taxes) {
		return m.state.Taxes[f.Tax].ID
	}
	return ""
}

func (m *Model) category(f Form) shop.ID {
	if list := m.state.Goods.Categories(); f.Category >= 0 && f.Category < len(list) {
		return list[f.Category].Category
	}
	return ""
}

// NameOpenItem says what an open item without a name is called, in the language of the screen.
func (m *Model) NameOpenItem(name string) { m.state.OpenName = name }
