package inventory

import (
	"context"

	"kassa/app/fault"
	goods "kassa/app/inventory"
	"kassa/app/money"
	"kassa/app/shop"
)

// Adjust is the panel that changes the stock of the open product: a reason and a number. The reason says which way; with
// a correction the number is what was counted.
type Adjust struct {
	Reason  shop.StockReason
	Typed   string
	Wrong   error
	Sending bool
	act     shop.ID
}

// Change is what the panel would do to the stock; ok is false while there is nothing to do.
func (a Adjust) Change(onHand money.Qty) (qty money.Qty, ok bool) {
	v, err := parse(a.Typed, 3)
	if err != nil || a.Typed == "" {
		return 0, false
	}
	switch a.Reason {
	case shop.StockCorrection:
		qty = money.Qty(v) - onHand
	case shop.StockFound:
		qty = money.Qty(v)
	default:
		qty = -money.Qty(v)
	}
	return qty, qty != 0
}

// OpenAdjust opens the panel.
func (m *Model) OpenAdjust() {
	if s := m.state.Sheet; s != nil && s.ID != "" && m.state.Can.Adjust {
		s.Adjust = &Adjust{Reason: shop.StockWaste, act: m.d.Goods.NewID()}
		m.redraw()
	}
}

// CloseAdjust closes it without a change.
func (m *Model) CloseAdjust() {
	if s := m.state.Sheet; s != nil {
		s.Adjust = nil
		m.redraw()
	}
}

// AdjustReason chooses the reason.
func (m *Model) AdjustReason(r shop.StockReason) {
	m.adjusting(func(a *Adjust) { a.Reason = r })
}

// AdjustType takes a key of the number pad: a digit, '.' or 'b' for the last one back.
func (m *Model) AdjustType(key rune) {
	m.adjusting(func(a *Adjust) { a.Typed = padded(a.Typed, key) })
}

func (m *Model) adjusting(f func(*Adjust)) {
	if s := m.state.Sheet; s != nil && s.Adjust != nil && !s.Adjust.Sending {
		a := *s.Adjust
		a.Wrong = nil
		f(&a)
		s.Adjust = &a
		m.redraw()
	}
}

// padded is a typed number after one more key.
func padded(typed string, key rune) string {
	switch {
	case key == 'b':
		if typed != "" {
			typed = typed[:len(typed)-1]
		}
	case key == 'd':
		typed = padded(padded(typed, '0'), '0')
	case key == '.' || key == ',':
		if typed == "" {
			typed = "0"
		}
		if !contains(typed, '.') {
			typed += "."
		}
	case key >= '0' && key <= '9' && len(typed) < 12:
		if typed == "0" {
			typed = ""
		}
		typed += string(key)
	}
	return typed
}

func contains(s string, c byte) bool {
	for i := range len(s) {
		if s[i] == c {
			return true
		}
	}
	return false
}

// DoAdjust books the change.
func (m *Model) DoAdjust() {
	s := m.state.Sheet
	if s == nil || s.Adjust == nil || s.Adjust.Sending {
		return
	}
	a := *s.Adjust
	qty, ok := a.Change(s.OnHand)
	if !ok {
		m.adjusting(func(a *Adjust) { a.Wrong = fault.New(fault.BadQuantity, fault.Args{"qty": a.Typed}) })
		return
	}
	m.adjusting(func(a *Adjust) { a.Sending = true })
	m.d.Acts.Do("adjust", func(ctx context.Context) error {
		_, err := m.d.Goods.Adjust(ctx, goods.Adjustment{ID: a.act, Product: s.ID, Qty: qty, Reason: a.Reason})
		return err
	}, func(err error) {
		if now := m.state.Sheet; now == nil || now.ID != s.ID || now.Adjust == nil {
			return
		}
		if err != nil {
			a.Wrong = err
			m.state.Sheet.Adjust = &a
			m.redraw()
			return
		}
		m.state.Sheet.Adjust = nil
		m.say(nil, "stock.adjusted", s.Product.Names.In(m.d.Lang()))
		m.readBeside()
		m.redraw()
	})
}
