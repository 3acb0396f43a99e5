package inventory

import (
	"fyne.io/fyne/v2"

	goods "kassa/app/inventory"
	"kassa/app/money"
	"kassa/app/notice"
	"kassa/app/shop"
	"kassa/app/text"
	"kassa/ui/room"
	"kassa/ui/theme"
	"kassa/ui/widgets"
)

// View draws a model and reports taps, keys and scans; it decides nothing.
type View struct {
	room.Plain
	m    *Model
	in   room.Place
	t    *text.Text
	root *fyne.Container
	head *widgets.PageHead

	list    *listPage
	sheet   *sheetPage
	receive *receivePage
	moves   *movesPage
	bring   *importPage
	away    *awayPage

	said  int
	shown Page
	at    spot
	ask   *widgets.Modal // about unsaved words
	last  State
}

// page is one page of the room.
type page interface {
	object() fyne.CanvasObject
	draw(State)
	acts(State) []*widgets.Key
}

// NewView makes the room over a model and takes its drawings from now on.
func NewView(m *Model, in room.Place) *View {
	v := &View{m: m, in: in, t: in.Text, shown: -1}
	v.list, v.sheet, v.receive = newList(v), newSheet(v), newReceive(v)
	v.moves, v.bring, v.away = newMoves(v), newImport(v), newAway(v)
	v.root = &fyne.Container{Layout: fill{v.least, v.arrange}}
	v.said = m.State().Said.Serial
	m.OnDraw(v.draw)
	v.draw(m.State())
	return v
}

// Root is what the window shows.
func (v *View) Root() fyne.CanvasObject { return v.root }

// Opened reads what the room shows.
func (v *View) Opened() { v.m.Open() }

// Leave asks about unsaved words first.
func (v *View) Leave(then func()) { v.m.Leave(then) }

// Scan hands a code on.
func (v *View) Scan(code string) { v.m.Scan(code) }

// Heard reads anew what stock or products are shown.
func (v *View) Heard(n notice.Notice) {
	switch n.(type) {
	case notice.StockChanged, notice.ProductsChanged:
		v.m.Changed()
	}
}

// Key answers Escape, F2 for the search, and what the page does with others.
func (v *View) Key(ev *fyne.KeyEvent) bool {
	switch ev.Name {
	case fyne.KeyEscape:
		if v.m.Escape() {
			return true
		}
		switch v.last.Page {
		case OneProduct:
			v.m.Back()
			return true
		case Importing:
			v.m.CloseImport()
			return true
		case Away:
			v.m.CloseAway()
			return true
		}
	case fyne.KeyF2:
		switch v.last.Page {
		case Products:
			v.list.search.Focus()
			return true
		case Receiving:
			v.receive.search.Focus()
			return true
		}
	}
	return v.last.Page == Receiving && v.receive.key(ev)
}

// Rune lets a person type a search, or a quantity, without a tap into a field.
func (v *View) Rune(ch rune, fast bool) (undo func()) {
	switch v.last.Page {
	case Products:
		before := v.last.List.Words
		v.m.Search(before + string(ch))
		return func() { v.m.Search(before) }
	case Receiving:
		return v.receive.rune(ch)
	case OneProduct:
		if s := v.last.Sheet; s != nil && s.Adjust != nil && !fast {
			v.m.AdjustType(ch)
		}
	}
	return nil
}

func (v *View) lang() shop.Lang { return shop.Lang(v.t.Lang()) }

func (v *View) money(a money.Amount) string { return v.t.Money(a, v.in.Currency) }

// price is a price of a unit as a person reads it: with more decimals only where it has them.
func (v *View) price(p money.UnitPrice) string {
	if p%money.PerMinor == 0 {
		return v.money(money.Amount(p / money.PerMinor))
	}
	return v.t.UnitPrice(p, v.in.Currency)
}

// qty is a quantity with its unit, where it is not counted by the piece.
func (v *View) qty(q money.Qty, unit shop.Unit) string {
	if unit == shop.Piece {
		return v.t.Qty(q, "")
	}
	return v.t.Qty(q, v.t.T("report.word.unit."+string(unit)))
}

// pageOf is the page that a state shows.
func (v *View) pageOf(p Page) page {
	switch p {
	case OneProduct:
		return v.sheet
	case Receiving:
		return v.receive
	case Movements:
		return v.moves
	case Importing:
		return v.bring
	case Away:
		return v.away
	}
	return v.list
}

// spot is what is open: a field that has the keys keeps them only as long as this stays the same.
type spot struct {
	page              Page
	adjusting, looked bool
}

func (v *View) draw(s State) {
	before := v.last
	v.last = s
	p := v.pageOf(s.Page)
	if at := (spot{s.Page, s.Sheet != nil && s.Sheet.Adjust != nil, s.Import.Path != ""}); at != v.at {
		v.at = at
		v.leaveField()
	}
	if s.Page != v.shown || s.Can != before.Can {
		v.shown = s.Page
		v.makeHead(s)
		v.head.SetActs(p.acts(s)...)
		v.root.Objects = []fyne.CanvasObject{v.head, p.object()}
		v.root.Refresh()
	}
	if s.Page == OneProduct {
		v.head.SetTitle(v.titleOf(s.Sheet))
	}
	p.draw(s)
	v.arrange(v.root.Size())
	v.tell(s)
	v.askToLeave(s)
}

// leaveField gives the keys back to the room and puts the keyboard on the screen away: the field they wrote into is gone.
func (v *View) leaveField() {
	if v.in.HideKeyboard != nil {
		v.in.HideKeyboard()
	}
	if v.in.Canvas == nil {
		return
	}
	if c := v.in.Canvas(); c != nil && c.Focused() != nil {
		c.Unfocus()
	}
}

// tell hands a message to the foot of the window, once.
func (v *View) tell(s State) {
	if s.Said.Serial == v.said {
		return
	}
	v.said = s.Said.Serial
	if s.Said.Err != nil {
		v.in.Say(room.Words{Err: s.Said.Err})
	} else if s.Said.Key != "" {
		v.in.Say(room.Words{Text: v.t.T(s.Said.Key, text.Args{"name": s.Said.Name}), Good: true})
	}
}

// askToLeave asks what becomes of unsaved words.
func (v *View) askToLeave(s State) {
	leaving := s.Sheet != nil && s.Sheet.Leaving
	switch {
	case leaving && v.ask == nil:
		v.ask = widgets.NewModal(v.t.T("stock.leave.title"), v.t.T("stock.leave.text"), nil,
			widgets.Choice{Label: v.t.T("stock.leave.stay"), OnTap: v.m.Stay, Cancel: true},
			widgets.Choice{Label: v.t.T("stock.leave.forget"), OnTap: v.m.Forget, Kind: widgets.Danger},
			widgets.Choice{Label: v.t.T("common.save"), OnTap: v.m.SaveAndGo, Kind: widgets.Accent, Default: true})
		v.ask.SetWidth(680)
		v.ask.Open(v.in.Canvas(), v.in.Router)
	case !leaving && v.ask != nil:
		v.ask.Close()
		v.ask = nil
	}
}

// makeHead makes the head of a page.
func (v *View) makeHead(s State) {
	t := v.t
	switch s.Page {
	case OneProduct:
		v.head = widgets.NewPageHead("", t.T("sell.more")).SetBack(t.T("stock.products"), v.m.Back)
		return
	case Away:
		v.head = widgets.NewPageHead(t.T("stock.back.page"), t.T("sell.more")).SetBack(t.T("stock.products"), v.m.CloseAway)
		return
	case Importing:
		v.head = widgets.NewPageHead(t.T("stock.import"), t.T("sell.more")).SetBack(t.T("common.back"), v.m.CloseImport)
		return
	}
	pages, labels := []Page{Products}, []string{t.T("stock.products")}
	if s.Can.Receive {
		pages, labels = append(pages, Receiving), append(labels, t.T("stock.receive"))
	}
	pages, labels = append(pages, Movements), append(labels, t.T("stock.movements"))
	v.head = widgets.NewPageHead(t.T("rail.stock"), t.T("sell.more")).SetPages(labels, func(i int) { v.m.Show(pages[i]) })
	for i, p := range pages {
		if p == s.Page {
			v.head.SetPage(i)
		}
	}
}

func (v *View) titleOf(s *Sheet) string {
	switch {
	case s == nil:
		return ""
	case s.ID == "" && s.Product.Names.In(v.lang()) == "":
		return v.t.T("stock.new_product")
	}
	return s.Product.Names.In(v.lang())
}

func (v *View) least() fyne.Size { return fyne.NewSize(720, 560) }

func (v *View) arrange(s fyne.Size) {
	if s.Width == 0 || len(v.root.Objects) < 2 {
		return
	}
	high := max(48, theme.Current().Metrics().Touch())
	place(v.head, theme.Gap16, theme.Gap16, s.Width-2*theme.Gap16, high)
	top := theme.Gap16 + high + theme.Gap12
	place(v.root.Objects[1], theme.Gap16, top, s.Width-2*theme.Gap16, s.Height-top-theme.Gap12)
}

// stateTone is the colour in which a stock stands.
func stateTone(r goods.StockLine) widgets.Tone {
	switch {
	case r.Out():
		return widgets.Bad
	case r.IsLow():
		return widgets.Warning
	}
	return widgets.Normal
}
