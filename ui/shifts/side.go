package shifts

import (
	"fyne.io/fyne/v2"

	"kassa/app/shop"
	"kassa/app/text"
	"kassa/ui/form"
	"kassa/ui/theme"
	"kassa/ui/widgets"
)

// side is the column beside the card: what was typed so far, the number pad, and the keys of the page.
type side struct {
	v      *View
	all    *fyne.Container
	box    *widgets.Panel
	what   *widgets.Text
	sum    *widgets.Text
	under  *widgets.Paragraph
	pad    *widgets.NumberPad
	strong *widgets.Key // confirms, where there is no pad
	keys   []*widgets.Key
	acts   map[string]*widgets.Key
	press  func() // what F12 does
}

func newSide(v *View) *side {
	d := &side{v: v, what: widgets.NewText("", widgets.Body).SetTone(widgets.Muted), sum: widgets.NewMoney("", widgets.Amount).SetAlign(fyne.TextAlignLeading),
		under: widgets.NewParagraph("", widgets.Caption).SetTone(widgets.Muted), acts: map[string]*widgets.Key{}, press: func() {}}
	d.box = widgets.NewPanel(widgets.Card, laid(func(s fyne.Size) {
		y := lineOf(d.what, 0, 0, s.Width, 0)
		y = lineOf(d.sum, 0, y, s.Width, 0)
		wordsOf(d.under, 0, y, s.Width, 0)
	}, d.what, d.sum, d.under))
	d.pad = widgets.NewNumberPad(widgets.PadOptions{Point: v.t.T("pad.point"), Enter: v.t.T("pad.enter")}, d.typed)
	d.strong = widgets.NewKey("", d.confirm)
	d.strong.SetKind(widgets.Accent)
	d.strong.SetText(20, true)
	d.strong.SetHint("F12")
	d.all = laid(d.arrange, d.box, d.pad, d.strong)
	for _, one := range []struct {
		name, icon string
		tap        func()
	}{
		{"in", "plus", func() { v.m.Move(shop.CashIn) }}, {"out", "minus", func() { v.m.Move(shop.CashOut) }},
		{"expense", "receipts", func() { v.m.Move(shop.CashExpense) }}, {"drop", "lock", func() { v.m.Move(shop.CashDrop) }},
		{"no_sale", "drawer", func() { v.m.Move(shop.CashNoSale) }}, {"x", "reports", v.m.ShowX},
		{"pieces", "cash", v.m.CountFloat}, {"drawer", "drawer", v.m.OpenDrawer}, {"sum_only", "pad", v.m.ToggleSum},
		{"again", "undo", v.m.StartCount}, {"sheet", "printer", v.m.PrintCount}, {"print_x", "printer", v.m.PrintX},
		{"print_z", "printer", func() { v.m.PrintZ(v.last.Done.ID) }},
	} {
		k := widgets.NewKey(v.t.T("cash.key."+one.name), one.tap)
		k.SetIcon(one.icon)
		d.acts[one.name], d.keys = k, append(d.keys, k)
		d.all.Objects = append(d.all.Objects, k)
	}
	return d
}

// typed hands a key of the pad to the model.
func (d *side) typed(k widgets.PadKey) {
	m := d.v.m
	n, digit := k.Digit()
	switch {
	case digit:
		m.Type(rune('0' + n))
	case k == widgets.PadDouble:
		m.Double()
	case k == widgets.PadPoint && d.v.last.pieces():
		m.Next()
	case k == widgets.PadPoint:
		m.Type('.')
	case k == widgets.PadBack:
		m.Backspace()
	case k == widgets.PadEnter:
		d.confirm()
	}
}

// confirm presses the strong key of the page, when the page has been there for a while.
func (d *side) confirm() {
	if d.v.meant() {
		d.press()
	}
}

// pieces tells whether pieces are counted, so that the pad has a way to the next field in place of the point.
func (s State) pieces() bool { return s.Page == CountPage && !s.SumOnly }

// pages say which keys a page has beside the pad, and what its strong key says and does.
func (d *side) page(s State) (keys []string, strong string, press func()) {
	m := d.v.m
	switch s.Page {
	case DeskPage:
		return []string{"in", "out", "expense", "drop", "no_sale", "x"}, d.v.t.T("cash.key.close"), m.StartClosing
	case OpenPage:
		return []string{"pieces", "drawer"}, d.v.t.T("cash.key.open", text.Args{"sum": d.v.money(m.Total())}), m.Confirm
	case MovePage:
		return nil, d.v.t.T("cash.key.book"), m.Confirm
	case SettlePage:
		return nil, d.v.t.T("cash.key.go_on"), m.StartCount
	case CountPage:
		if s.Opening {
			return []string{"sum_only", "drawer"}, d.v.t.T("cash.key.open_counted"), m.Confirm
		}
		return []string{"sum_only", "drawer"}, d.v.t.T("cash.key.confirm"), m.Confirm
	case ResultPage:
		return []string{"again", "sheet"}, d.v.t.T("cash.key.close_shift"), m.Confirm
	case DonePage:
		return []string{"print_z"}, d.v.t.T("cash.key.open_next"), m.OpenNext
	case XPage:
		return nil, d.v.t.T("cash.key.print_x"), m.PrintX
	}
	return nil, "", func() {}
}

func (d *side) draw(s State) {
	keys, strong, press := d.page(s)
	d.press = press
	for name, k := range d.acts {
		shown := false
		for _, one := range keys {
			shown = shown || one == name
		}
		form.Show(k, shown)
		k.SetEnabled(!s.Working)
	}
	sumOnly := "cash.key.sum_only"
	if s.SumOnly {
		sumOnly = "cash.key.pieces"
	}
	d.acts["sum_only"].SetLabel(d.v.t.T(sumOnly))
	typing := len(s.Fields) > 0
	form.Show(d.pad, typing)
	form.Show(d.box, typing)
	form.Show(d.strong, !typing && strong != "")
	enabled := !s.Working && (!typing || d.v.m.CanConfirm())
	switch s.Page {
	case SettlePage:
		enabled = enabled && !s.MustSettle()
	case MovePage:
		enabled = d.v.m.CanConfirm()
	}
	d.pad.SetEnter(strong, enabled)
	d.strong.SetLabel(strong)
	d.strong.SetEnabled(enabled)
	if s.pieces() { // Return goes to the next field
		d.pad.SetPoint(d.v.t.T("cash.key.next"))
		d.pad.SetEnterMark("", "F12")
	} else {
		d.pad.SetPoint(d.v.t.T("pad.point"))
		d.pad.SetEnterMark("enter", "")
	}
	d.words(s)
	d.arrange(d.all.Size())
}

// words say what is typed.
func (d *side) words(s State) {
	m, v := d.v.m, d.v
	what, under := "cash.sum", ""
	switch s.Page {
	case CountPage:
		what = "cash.counted"
		if !s.Opening {
			under = v.t.T("cash.stays", text.Args{"keep": v.money(m.Keep()), "rest": v.money(m.Total() - m.Keep())})
		}
	case OpenPage:
		what = "cash.float"
	case ResultPage:
		what = "cash.keeps"
		under = v.t.T("cash.taken", text.Args{"sum": v.money(max(0, s.Counted.Count.Total-m.Total()))})
		if m.Total() > s.Counted.Count.Total {
			under = v.t.T("cash.too_much", text.Args{"sum": v.money(s.Counted.Count.Total)})
		}
	}
	d.what.SetWords(v.t.T(what))
	d.sum.SetWords(v.money(m.Total()))
	d.under.SetWords(under)
}

// least is the least width of the column.
func (d *side) least() float32 {
	return max(d.pad.MinSize().Width, 300*(1+(theme.Current().Metrics().Grow()-1)*0.4))
}

func (d *side) boxHigh(width float32) float32 {
	return d.what.MinSize().Height + d.sum.MinSize().Height + d.under.HeightFor(width-2*theme.Gap16) + 2*theme.Gap16
}

func (d *side) arrange(s fyne.Size) {
	if s.Width == 0 {
		return
	}
	y := float32(0)
	if d.box.Visible() {
		high := d.boxHigh(s.Width)
		form.Place(d.box, 0, y, s.Width, high)
		y += high + theme.Gap12
	}
	if d.pad.Visible() {
		high := d.pad.MinSize().Height
		if len(d.keys) > 0 { // the row of keys under it stays on the screen
			high = min(high, s.Height-y-theme.Gap12-keyHigh())
		}
		form.Place(d.pad, 0, y, s.Width, high)
		y += high + theme.Gap12
	}
	high := keyHigh()
	if !d.pad.Visible() {
		high = max(high, theme.Current().Metrics().Pay())
	}
	strong, bottom := theme.Current().Metrics().Pay()+theme.Gap8, s.Height
	if d.strong.Visible() {
		bottom -= strong + theme.Gap16
	}
	grid(y, bottom, s.Width, high, d.keys...)
	form.Place(d.strong, 0, s.Height-strong, s.Width, strong)
}
