package inventory

import (
	"context"
	"slices"
	"strings"

	goods "kassa/app/inventory"
	"kassa/app/money"
	"kassa/app/shop"
)

// Receipt is goods that come in, before they are booked.
type Receipt struct {
	Supplier string
	Lines    []InLine
	Selected int // line that the pad writes into, -1: none
	PadCost  bool
	Typed    string // on the pad; the next digit begins anew where it is empty
	Words    string // what is searched for
	Found    []goods.StockLine
	Times    money.Qty // "12*" was typed: the next scan counts twelve
	Sending  bool
	Serial   int // grows when the fields must be filled anew
	act      shop.ID
}

// InLine is one product that comes in.
type InLine struct {
	Product shop.ID
	Names   shop.Names
	SKU     string
	Unit    shop.Unit
	OnHand  money.Qty
	Qty     money.Qty
	Cost    money.UnitPrice
	Typed   bool // the cost was typed
}

// Amount is what the line costs.
func (l InLine) Amount() (money.Amount, error) { return l.Cost.Times(l.Qty, money.HalfUp) }

// Total is what all lines cost, and how many pieces they are; what is weighed counts as one.
func (r Receipt) Total() (sum money.Amount, pieces int64) {
	for _, l := range r.Lines {
		if a, err := l.Amount(); err == nil {
			sum += a
		}
		if l.Unit == shop.Piece && l.Qty%money.One == 0 {
			pieces += int64(l.Qty / money.One)
		} else {
			pieces++
		}
	}
	return sum, pieces
}

// CanBook reports whether there is something to book.
func (r Receipt) CanBook() bool {
	return len(r.Lines) > 0 && !r.Sending && !slices.ContainsFunc(r.Lines, func(l InLine) bool { return l.Qty <= 0 })
}

// found is how many products a search for what came in shows.
const found = 30

// FindIn searches for a product to add; "12*" before it says how many.
func (m *Model) FindIn(words string) {
	r := &m.state.Receipt
	if words == r.Words {
		return
	}
	r.Words, r.Times = words, money.One
	search := words
	if head, tail, starred := strings.Cut(words, "*"); starred {
		if v, err := parse(strings.TrimSpace(head), 3); err == nil && v > 0 {
			r.Times, search = money.Qty(v), tail
		}
	}
	search = strings.TrimSpace(search)
	m.stop()
	m.search++
	if search == "" {
		r.Found = nil
		m.redraw()
		return
	}
	serial := m.search
	m.stop = m.d.Reads.After(searchWait, func() {
		var page goods.StockPage
		m.d.Reads.Do("", func(ctx context.Context) (err error) {
			page, err = m.d.Goods.Stock(ctx, goods.StockQuestion{Words: search, Lang: m.d.Lang(), Limit: found})
			return err
		}, func(err error) {
			if serial == m.search && !m.fail(err) {
				m.state.Receipt.Found = page.Rows
				m.redraw()
			}
		})
	})
	m.redraw()
}

// TakeIn adds the i-th product that was found.
func (m *Model) TakeIn(i int) {
	r := &m.state.Receipt
	if i < 0 || i >= len(r.Found) {
		return
	}
	f := r.Found[i]
	m.addIn(InLine{Product: f.ID, Names: f.Names, SKU: f.SKU, Unit: f.Unit, OnHand: f.OnHand, Cost: f.Cost}, m.times())
	m.FindIn("")
}

// times is how many the next one counts.
func (m *Model) times() money.Qty {
	if m.state.Receipt.Times <= 0 {
		return money.One
	}
	return m.state.Receipt.Times
}

// scanIn counts one of what was scanned, or a whole pack.
func (m *Model) scanIn(code string) {
	times := m.times()
	var list []shop.Found
	m.d.Reads.Do("", func(ctx context.Context) (err error) {
		list, err = m.d.Goods.Find(ctx, code)
		return err
	}, func(err error) {
		switch {
		case m.fail(err):
		case len(list) > 1:
			m.FindIn(code)
		default:
			f := list[0]
			qty := money.Qty(int64(f.Qty) * int64(times) / int64(money.One))
			m.addIn(InLine{Product: f.Product.ID, Names: f.Product.Names, SKU: f.Product.SKU, Unit: f.Product.Unit, OnHand: f.OnHand, Cost: f.Product.Cost}, qty)
			m.FindIn("")
		}
	})
}

// addIn adds to a line, or makes one; the pad writes into it then.
func (m *Model) addIn(l InLine, qty money.Qty) {
	r := &m.state.Receipt
	if r.act == "" {
		r.act = m.d.Goods.NewID()
	}
	i := slices.IndexFunc(r.Lines, func(o InLine) bool { return o.Product == l.Product })
	if i < 0 {
		r.Lines = append(slices.Clone(r.Lines), l)
		i = len(r.Lines) - 1
	} else {
		r.Lines = slices.Clone(r.Lines)
	}
	r.Lines[i].Qty += qty
	r.Selected, r.PadCost, r.Typed = i, false, ""
	m.redraw()
}

// SelectIn lets the pad write into a line.
func (m *Model) SelectIn(i int) {
	r := &m.state.Receipt
	if i >= 0 && i < len(r.Lines) {
		r.Selected, r.Typed = i, ""
		m.redraw()
	}
}

// PadFor says what the pad writes: the quantity or the cost.
func (m *Model) PadFor(cost bool) {
	m.state.Receipt.PadCost, m.state.Receipt.Typed = cost, ""
	m.redraw()
}

// TypeIn takes a key of the pad.
func (m *Model) TypeIn(key rune) {
	r := &m.state.Receipt
	if r.Selected < 0 || r.Sending {
		return
	}
	r.Typed = padded(r.Typed, key)
	r.Lines = slices.Clone(r.Lines)
	l := &r.Lines[r.Selected]
	decimals := 3
	if r.PadCost {
		decimals = m.d.Exponent + 4
	}
	v, err := parse(strings.TrimSuffix(r.Typed, "."), decimals)
	if err != nil && r.Typed != "" {
		r.Typed = padded(r.Typed, 'b')
		m.redraw()
		return
	}
	switch {
	case r.PadCost:
		l.Cost, l.Typed = money.UnitPrice(v), true
	default:
		l.Qty = money.Qty(v)
	}
	m.redraw()
}

// untype puts the pad and its line back to what they were: the digits were those of a scan.
func (m *Model) untype(before Receipt) {
	r := &m.state.Receipt
	if len(r.Lines) == len(before.Lines) {
		r.Lines, r.Typed = before.Lines, before.Typed
		m.redraw()
	}
}

// NextIn goes on with the pad: from the quantity to the cost, from the cost to the next line.
func (m *Model) NextIn() {
	r := &m.state.Receipt
	switch {
	case r.Selected < 0:
		return
	case !r.PadCost && m.state.Can.SeeCost:
		r.PadCost, r.Typed = true, ""
	default:
		r.PadCost, r.Typed, r.Selected = false, "", min(r.Selected+1, len(r.Lines)-1)
	}
	m.redraw()
}

// DropIn takes the selected line away.
func (m *Model) DropIn() {
	r := &m.state.Receipt
	if r.Selected >= 0 && r.Selected < len(r.Lines) {
		r.Lines = slices.Delete(slices.Clone(r.Lines), r.Selected, r.Selected+1)
		r.Selected, r.Typed = min(r.Selected, len(r.Lines)-1), ""
		m.redraw()
	}
}

// SupplierIs takes the name of who delivered.
func (m *Model) SupplierIs(name string) { m.state.Receipt.Supplier = name }

// EmptyIn gives up what was not booked.
func (m *Model) EmptyIn() {
	m.state.Receipt = Receipt{Selected: -1, Serial: m.state.Receipt.Serial + 1}
	m.redraw()
}

// Book books the goods in.
func (m *Model) Book() {
	r := &m.state.Receipt
	if !r.CanBook() {
		return
	}
	doc := goods.Receipt{ID: r.act, Supplier: r.Supplier}
	for _, l := range r.Lines {
		doc.Lines = append(doc.Lines, goods.ReceiptLine{Product: l.Product, Qty: l.Qty, Cost: l.Cost, HasCost: l.Typed})
	}
	r.Sending = true
	var booked shop.StockDoc
	m.d.Acts.Do("receive", func(ctx context.Context) (err error) {
		booked, err = m.d.Goods.Receive(ctx, doc)
		return err
	}, func(err error) {
		m.state.Receipt.Sending = false
		if m.fail(err) {
			return
		}
		m.say(nil, "stock.received", booked.Label())
		m.state.List.Ready = false
		m.EmptyIn()
	})
	m.redraw()
}
