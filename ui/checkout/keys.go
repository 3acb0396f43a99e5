package checkout

import (
	"fyne.io/fyne/v2"

	"kassa/app/text"
	"kassa/ui/widgets"
)

// Key answers a named key of the keyboard; true means that it was used. The keys stand on the buttons they press.
func (v *View) Key(ev *fyne.KeyEvent) bool {
	m := v.m
	switch ev.Name {
	case fyne.KeyF1:
		m.LookAtPrices()
	case fyne.KeyF2:
		v.goods.search.Focus()
	case fyne.KeyF3:
		m.Park()
	case fyne.KeyF4:
		v.keyF4()
	case fyne.KeyF5, fyne.KeyF6, fyne.KeyF7, fyne.KeyF8:
		v.sale.take(int(ev.Name[1] - '5'))
	case fyne.KeyF9:
		m.Take(v.last.Exact())
	case fyne.KeyF10:
		m.AskGiven()
	case fyne.KeyF11:
		v.takeCard()
	case fyne.KeyF12:
		v.askClear()
	case fyne.KeyEscape:
		v.escape()
	case fyne.KeyReturn, fyne.KeyEnter:
		if v.goods.search.Focused() && v.last.Form == nil {
			m.Enter(v.seen())
			break
		}
		if v.last.Form != nil {
			return false // the field in use says what Return means there
		}
		m.Enter(v.seen())
	default:
		return v.move(ev.Name)
	}
	return true
}

// keyF4 prints again after a sale, and opens the pad for the quantity of the selected line before.
func (v *View) keyF4() {
	if v.last.Paid != nil {
		v.m.PrintAgain()
		return
	}
	v.m.AskLine(PadQty)
}

// escape leaves what lies on top, and gives the keyboard back to the window.
func (v *View) escape() {
	v.goods.search.Unfocus()
	v.m.Escape()
}

// move answers the keys that move about, while no field has the keyboard.
func (v *View) move(name fyne.KeyName) bool {
	m := v.m
	switch name {
	case fyne.KeyUp:
		m.MoveSelection(-1)
	case fyne.KeyDown:
		m.MoveSelection(1)
	case fyne.KeyLeft:
		m.Mark(-1)
	case fyne.KeyRight:
		m.Mark(1)
	case fyne.KeyPageUp:
		m.MoveCategory(-1)
	case fyne.KeyPageDown:
		m.MoveCategory(1)
	case fyne.KeyDelete:
		m.Remove()
	case fyne.KeyBackspace:
		if v.last.Pad != nil {
			m.PadBack()
		} else {
			m.Backspace()
		}
	default:
		return false
	}
	return true
}

// Rune answers a letter that was typed while no field has the keyboard.
func (v *View) Rune(r rune, fast bool) (undo func()) { return v.m.Type(r, fast) }

// Undo takes the last change back: Ctrl and Z.
func (v *View) Undo() { v.m.Undo() }

// askClear asks before a whole sale is cancelled.
func (v *View) askClear() {
	s, t := v.last, v.in.Text
	c := v.canvas()
	if s.Basket.Empty() || s.Form != nil || c == nil {
		return
	}
	args := text.Args{"lines": t.N("sell.lines", int64(len(s.Basket.Cart.Lines))), "total": v.money(s.Basket.Cash.Due)}
	ask, why := t.T("sell.cancel_sale_ask", args), s.Ways.Void
	keep := widgets.Choice{Label: t.T("sell.cancel_sale_keep"), Kind: widgets.Plain, Cancel: true, Default: true}
	choices := []widgets.Choice{keep}
	if len(why.Lines) > 0 {
		ask, choices = t.T("sell.cancel_sale_why", args), nil
		for _, reason := range why.Lines {
			choices = append(choices, widgets.Choice{Label: reason, Kind: widgets.Danger, OnTap: func() { v.m.Clear(reason) }})
		}
	}
	if !why.Required {
		choices = append(choices, widgets.Choice{Label: t.T("sell.cancel_sale"), Kind: widgets.Danger, OnTap: func() { v.m.Clear("") }})
	}
	if len(why.Lines) > 0 {
		choices = append(choices, keep)
	}
	modal := widgets.NewModal(t.T("sell.cancel_sale"), ask, nil, choices...)
	modal.OnClosed = v.m.Release
	v.m.Hold()
	modal.Open(c, v.in.Router)
}
