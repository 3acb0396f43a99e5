package shifts

import (
	"fyne.io/fyne/v2"

	"kassa/app/money"
	"kassa/app/text"
	"kassa/ui/form"
	"kassa/ui/theme"
	"kassa/ui/widgets"
)

// settle is the card that says what should be settled before closing.
type settle struct {
	v     *View
	all   *fyne.Container
	said  *widgets.Paragraph
	waits *waiting
}

func newSettle(v *View) *settle {
	s := &settle{v: v, said: widgets.NewParagraph("", widgets.OnSell), waits: newWaiting(v)}
	s.all = laid(s.arrange, s.said, s.waits.all)
	return s
}

func (p *settle) object() fyne.CanvasObject { return p.all }

func (p *settle) draw(s State) {
	words := "cash.settle.should"
	if s.MustSettle() {
		words = "cash.settle.must"
	}
	p.said.SetWords(p.v.t.T(words))
	p.waits.draw(s.Unsettled)
	p.arrange(p.all.Size())
}

func (p *settle) arrange(s fyne.Size) {
	if s.Width > 0 {
		y := wordsOf(p.said, 0, 0, s.Width, theme.Gap16)
		form.Place(p.waits.all, 0, y, s.Width, p.waits.high())
	}
}

// pair is one line of figures.
type pair struct {
	label, amount string
	strong        bool
	tone          widgets.Tone
}

// figures is a card with lines of words and sums: a closed shift, or an X report.
type figures struct {
	v    *View
	all  *fyne.Container
	said *widgets.Text
	hint *widgets.Paragraph
	list *widgets.List
	rows []pair
}

func newFigures(v *View) figures {
	f := figures{v: v, said: widgets.NewBold("", widgets.Heading), hint: widgets.NewParagraph("", widgets.Body)}
	f.hint.SetTone(widgets.Muted)
	return f
}

// build makes the list; it is called once the part stands at its place in memory.
func (f *figures) build() {
	f.list = widgets.NewList(1, func() int { return len(f.rows) }, []widgets.Column{{Share: 3}, {Share: 2, Align: fyne.TextAlignTrailing, Shrink: true}},
		func(i int) []widgets.ListCell {
			p := f.rows[i]
			return []widgets.ListCell{{Text: p.label, Bold: p.strong}, {Text: p.amount, Bold: p.strong, Tone: p.tone}}
		})
	f.all = laid(f.arrange, f.said, f.hint, f.list)
}

func (f *figures) object() fyne.CanvasObject { return f.all }

func (f *figures) fill(title, hint string, rows []pair) {
	f.said.SetWords(title)
	f.hint.SetWords(hint)
	f.rows = rows
	f.list.Refresh()
	f.arrange(f.all.Size())
}

func (f *figures) arrange(s fyne.Size) {
	if s.Width == 0 {
		return
	}
	y := lineOf(f.said, 0, 0, s.Width, theme.Gap8)
	y = wordsOf(f.hint, 0, y, s.Width, theme.Gap12)
	form.Place(f.list, 0, y, min(s.Width, 640*theme.Current().Metrics().Grow()), max(0, s.Height-y))
}

// done is the card of a shift that was closed.
type done struct{ figures }

func newDone(v *View) *done {
	d := &done{newFigures(v)}
	d.build()
	return d
}

func (d *done) draw(s State) {
	t, c := d.v.t, s.Done
	rows := []pair{{label: t.T("cash.counted"), amount: d.v.money(c.Counted), strong: true}}
	if c.Seen {
		words, tone := d.v.verdict(c.Difference)
		rows = append(rows, pair{label: t.T("cash.expected"), amount: d.v.money(c.Expected)}, pair{label: t.T("cash.difference"), amount: words, tone: tone, strong: true})
	}
	rows = append(rows, pair{label: t.T("cash.keeps"), amount: d.v.money(c.Kept)}, pair{label: t.T("cash.rest"), amount: d.v.money(c.Taken)},
		pair{label: t.T("cash.paper.receipts"), amount: t.Number(c.Receipts)})
	d.fill(t.T("cash.done.title", text.Args{"no": c.Label()}), t.T("cash.done.hint"), rows)
}

// x is the card of an X report.
type x struct{ figures }

func newX(v *View) *x {
	p := &x{newFigures(v)}
	p.build()
	return p
}

func (p *x) draw(s State) {
	t, f := p.v.t, s.X
	var rows []pair
	add := func(key string, a money.Amount, always bool) {
		if a != 0 || always {
			rows = append(rows, pair{label: t.T(key), amount: p.v.money(a)})
		}
	}
	rows = append(rows, pair{label: t.T("cash.paper.receipts"), amount: t.Number(f.Sales.Receipts)})
	add("cash.paper.sold", f.Sales.Sold, true)
	add("cash.x.returned", -f.Sales.Returned, false)
	add("cash.paper.discount", f.Sales.Discount, false)
	for _, tender := range f.Sales.Tenders {
		rows = append(rows, pair{label: p.v.tender(tender.Tender), amount: p.v.money(tender.Amount)})
	}
	add("cash.paper.float", f.Cash.Float, true)
	add("cash.paper.opening", f.Opening, false)
	add("cash.paper.cash_sales", f.Cash.Sales, true)
	add("cash.paper.in", f.Cash.In, false)
	add("cash.paper.out", -f.Cash.Out, false)
	add("cash.paper.expense", -f.Cash.Expense, false)
	add("cash.paper.drop", -f.Cash.Drop, false)
	rows = append(rows, pair{label: t.T("cash.expected"), amount: p.v.money(f.Cash.Expected()), strong: true})
	add("cash.x.lines", f.LinesWorth, false)
	add("cash.x.baskets", f.BasketWorth, false)
	if f.NoSales > 0 {
		rows = append(rows, pair{label: t.T("cash.paper.no_sales"), amount: t.Number(f.NoSales)})
	}
	p.fill(t.T("cash.x.title", text.Args{"time": t.Time(f.At.Local())}), t.T("cash.x.hint"), rows)
}

// tender is the name of a way to pay.
func (v *View) tender(code string) string {
	if key := "receipt.tender." + code; v.t.Has(key) {
		return v.t.T(key)
	}
	return code
}
