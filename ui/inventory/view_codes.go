package inventory

import (
	"fyne.io/fyne/v2"

	"kassa/app/money"
	"kassa/app/shop"
	"kassa/app/text"
	"kassa/ui/theme"
	"kassa/ui/wedge"
	"kassa/ui/widgets"
)

// codesPart is the barcodes of a product: a key for each, and a field to type one; a scan adds one too.
type codesPart struct {
	v     *View
	all   *fyne.Container
	keys  []*widgets.Key
	codes []shop.Barcode
	entry *wedge.Entry
	share *widgets.Key
}

func newCodes(v *View) *codesPart {
	p := &codesPart{v: v, entry: v.in.Router.NewEntry()}
	p.entry.SetPlaceHolder(v.t.T("stock.field.scan"))
	p.entry.OnSubmitted = func(s string) {
		v.m.AddBarcode(s)
		p.entry.SetText("")
	}
	p.share = widgets.NewKey(v.t.T("stock.share_code"), func() { v.m.Save(true) })
	p.all = &fyne.Container{Layout: fill{func() fyne.Size { return fyne.NewSize(200, p.keyHigh()) }, p.arrange}, Objects: []fyne.CanvasObject{p.entry, p.share}}
	p.share.Hide()
	return p
}

func (p *codesPart) keyHigh() float32 { return max(52, theme.Current().Metrics().Touch()) }

func (p *codesPart) draw(s State) {
	p.codes = s.Sheet.Product.Barcodes
	for len(p.keys) < len(p.codes) {
		i := len(p.keys)
		p.keys = append(p.keys, widgets.NewKey("", func() { p.open(i) }))
	}
	p.all.Objects = []fyne.CanvasObject{p.entry, p.share}
	for i, b := range p.codes {
		label := b.Code
		if b.Qty != money.One {
			label = p.v.t.T("stock.code_pack", text.Args{"code": b.Code, "qty": p.v.t.Qty(b.Qty, "")})
		}
		p.keys[i].SetLabel(label)
		p.keys[i].SetKind(widgets.Soft)
		p.all.Objects = append(p.all.Objects, p.keys[i])
	}
	show(p.share, s.Sheet.Twin)
	enable(p.entry, s.Can.Change)
	p.arrange(p.all.Size())
}

// open asks what a code stands for, or takes it away.
func (p *codesPart) open(i int) {
	if i >= len(p.codes) || !p.v.last.Can.Change {
		return
	}
	t, b := p.v.t, p.codes[i]
	entry := p.v.in.Router.NewEntry()
	entry.SetText(p.v.m.typed(b.Qty.String()))
	field := widgets.NewField(t.T("stock.code.pack_of"), entry)
	body := &fyne.Container{Objects: []fyne.CanvasObject{field}}
	body.Layout = fill{func() fyne.Size { return fyne.NewSize(420, field.High()) }, func(s fyne.Size) { place(field, 0, 0, s.Width, s.Height) }}
	take := func() {
		if v, err := parse(entry.Text, 3); err == nil {
			p.v.m.PackOf(i, money.Qty(v))
		}
	}
	dialog := widgets.NewModal(t.T("stock.code.title", text.Args{"code": b.Code}), t.T("stock.code.text"), body,
		widgets.Choice{Label: t.T("common.back"), Cancel: true},
		widgets.Choice{Label: t.T("common.remove"), Kind: widgets.Danger, OnTap: func() { p.v.m.DropBarcode(i) }},
		widgets.Choice{Label: t.T("common.ok"), Kind: widgets.Accent, Default: true, OnTap: take})
	entry.OnSubmitted = func(string) { dialog.Close(); take() }
	dialog.Open(p.v.in.Canvas(), p.v.in.Router)
}

// high is how high the codes are at a width: rows of keys, the field behind the last.
func (p *codesPart) high(width float32) float32 {
	return p.lay(width, func(fyne.CanvasObject, float32, float32, float32, float32) {})
}

func (p *codesPart) arrange(s fyne.Size) { p.lay(s.Width, place) }

func (p *codesPart) lay(width float32, put func(o fyne.CanvasObject, x, y, w, h float32)) float32 {
	x, y, high := float32(0), float32(0), p.keyHigh()
	next := func(o fyne.CanvasObject, w float32) {
		if x > 0 && x+w > width {
			x, y = 0, y+high+theme.Gap8
		}
		put(o, x, y, w, high)
		x += w + theme.Gap8
	}
	for i := range p.codes {
		next(p.keys[i], min(p.keys[i].MinSize().Width, width))
	}
	if p.share.Visible() {
		next(p.share, min(p.share.MinSize().Width, width))
	}
	next(p.entry, max(min(220, width), min(width-x, 420)))
	return y + high
}
