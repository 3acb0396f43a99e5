package shifts

import (
	"fyne.io/fyne/v2"

	"kassa/app/money"
	"kassa/ui/form"
	"kassa/ui/theme"
	"kassa/ui/widgets"
)

// count is the card with the notes and coins: for each its worth, how many there are, and what they come to.
type count struct {
	v     *View
	all   *fyne.Container
	title *widgets.Text
	hint  *widgets.Text
	cells []*cell
	sum   *widgets.Key // the one field of the sum alone
}

// cell is one note or coin.
type cell struct {
	worth, comes *widgets.Text
	field        *widgets.Key
}

func newCount(v *View) *count {
	c := &count{v: v, title: widgets.NewBold("", widgets.Title), hint: widgets.NewText("", widgets.Body).SetTone(widgets.Muted)}
	c.all = laid(c.arrange, c.title, c.hint)
	for i := range worths(v.in.Currency) {
		one := &cell{worth: widgets.NewText("", widgets.OnSell), comes: widgets.NewMoney("", widgets.Body).SetTone(widgets.Muted),
			field: widgets.NewKey("", func() { v.m.Focus(i) })}
		one.field.SetText(18, true)
		c.cells = append(c.cells, one)
		c.all.Objects = append(c.all.Objects, one.worth, one.field, one.comes)
	}
	c.sum = widgets.NewKey("", func() { v.m.Focus(0) })
	c.sum.SetText(24, true)
	c.all.Objects = append(c.all.Objects, c.sum)
	return c
}

func (c *count) object() fyne.CanvasObject { return c.all }

func (c *count) draw(s State) {
	title, hint := "cash.count.title", "cash.count.hint"
	if s.Opening {
		title = "cash.count.float"
	}
	if s.SumOnly {
		hint = "cash.count.sum"
	}
	c.title.SetWords(c.v.t.T(title))
	c.hint.SetWords(c.v.t.T(hint))
	for i, one := range c.cells {
		shown := !s.SumOnly && i < len(s.Fields)
		form.Show(one.worth, shown)
		form.Show(one.field, shown)
		form.Show(one.comes, shown)
		if !shown {
			continue
		}
		f := s.Fields[i]
		one.worth.SetWords(c.v.t.Note(f.Worth, c.v.in.Currency))
		typed, comes := f.Typed, ""
		if typed == "" {
			typed = "0"
		}
		if f.Pieces() > 0 {
			comes = c.sumOf(c.v.m.Amount(f))
		}
		one.field.SetLabel(typed)
		one.comes.SetWords(comes)
		inUse(one.field, i == s.Focus)
	}
	form.Show(c.sum, s.SumOnly)
	c.sum.SetLabel(c.v.money(c.v.m.Total()))
	inUse(c.sum, true)
	c.arrange(c.all.Size())
}

// inUse marks the field that the pad types into.
func inUse(k *widgets.Key, yes bool) {
	kind := widgets.Plain
	if yes {
		kind = widgets.Chosen
	}
	k.SetKind(kind)
}

func (c *count) arrange(s fyne.Size) {
	if s.Width == 0 {
		return
	}
	m := theme.Current().Metrics()
	title := c.title.MinSize()
	form.Place(c.title, 0, 0, title.Width, title.Height)
	y := title.Height + theme.Gap12
	if rest := s.Width - title.Width - theme.Gap12; rest > c.hint.MinSize().Width {
		form.Place(c.hint, title.Width+theme.Gap12, (title.Height-c.hint.MinSize().Height)/2, rest, c.hint.MinSize().Height)
	} else {
		y = lineOf(c.hint, 0, title.Height+theme.Gap4, s.Width, theme.Gap12)
	}
	if c.sum.Visible() {
		form.Place(c.sum, 0, y, min(s.Width, m.MM(80)), max(64, m.Touch()))
		return
	}
	rows := float32((len(c.cells) + 1) / 2)
	high := max(m.Least(), min(m.Touch()+theme.Gap8, (s.Height-y-(rows-1)*theme.Gap8)/rows))
	column := (s.Width - theme.Gap24) / 2
	worth, comes := c.widest()
	for i, one := range c.cells {
		x, top := float32(i%2)*(column+theme.Gap24), y+float32(i/2)*(high+theme.Gap8)
		middle := top + (high-one.worth.MinSize().Height)/2
		form.Place(one.worth, x, middle, worth, one.worth.MinSize().Height)
		form.Place(one.field, x+worth+theme.Gap8, top, column-worth-comes-2*theme.Gap8, high)
		middle = top + (high-one.comes.MinSize().Height)/2
		form.Place(one.comes, x+column-comes, middle, comes, one.comes.MinSize().Height)
	}
}

// widest is the room for the worths and for what many pieces come to.
func (c *count) widest() (worth, comes float32) {
	for _, one := range c.cells {
		worth = max(worth, one.worth.MinSize().Width)
	}
	sample := widgets.NewMoney(c.sumOf(9_999*c.v.in.Currency.Unit()), widgets.Body)
	return worth, sample.MinSize().Width
}

// sumOf is what pieces come to, without the currency, and without decimals where no coin is worth less than a whole one.
func (c *count) sumOf(a money.Amount) string {
	if unit := c.v.in.Currency.Unit(); c.v.in.Currency.Smallest()%unit == 0 {
		return c.v.t.Number(int64(a / unit))
	}
	return c.v.t.Sum(a, c.v.in.Currency)
}
