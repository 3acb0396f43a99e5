package inventory

import (
	"fyne.io/fyne/v2"

	"kassa/ui/theme"
	"kassa/ui/widgets"
)

// movesPage is the ledger of goods, the newest first.
type movesPage struct {
	v     *View
	all   *fyne.Container
	card  *widgets.Panel
	head  *widgets.ListHead
	list  *widgets.List
	empty *widgets.Paragraph
	costs bool
	rev   int64
}

func newMoves(v *View) *movesPage {
	p := &movesPage{v: v}
	p.empty = widgets.NewParagraph(v.t.T("stock.no_moves"), widgets.Body).SetTone(widgets.Muted)
	p.all = &fyne.Container{Layout: fill{small, p.arrange}}
	p.make(false)
	return p
}

// momentWide is how wide a date with its time is in either language.
const momentWide = 156

func (p *movesPage) make(costs bool) {
	t, right := p.v.t, fyne.TextAlignTrailing
	p.costs = costs
	columns := []widgets.Column{{Fixed: momentWide}, {Share: 2.2}, {Share: 2}, {Fixed: 36}, {Fixed: 96, Align: right, Shrink: true}}
	labels := []string{t.T("report.column.time"), t.T("stock.column.product"), t.T("report.column.kind"), t.T("stock.column.who"), t.T("report.column.quantity")}
	if costs {
		columns, labels = append(columns, widgets.Column{Fixed: 84, Align: right, Shrink: true}), append(labels, t.T("stock.column.cost"))
	}
	p.head = widgets.NewListHead(columns, labels)
	p.list = widgets.NewList(1, func() int { return len(p.v.last.Moves.Rows) }, columns, p.row)
	p.list.OnTap = p.v.m.TapMove
	inside := &fyne.Container{Objects: []fyne.CanvasObject{p.head, p.list, p.empty}}
	inside.Layout = fill{small, func(s fyne.Size) {
		high := p.head.High()
		place(p.head, 0, 0, s.Width, high)
		place(p.list, 0, high, s.Width, s.Height-high)
		place(p.empty, theme.Gap24, high+theme.Gap24, s.Width-2*theme.Gap24, 80)
	}}
	p.card = widgets.NewPanel(widgets.Card, inside).SetPad(1)
	p.all.Objects = []fyne.CanvasObject{p.card}
}

func (p *movesPage) arrange(s fyne.Size) { place(p.card, 0, 0, s.Width, s.Height) }

func (p *movesPage) object() fyne.CanvasObject { return p.all }

func (p *movesPage) acts(State) []*widgets.Key { return nil }

func (p *movesPage) row(i int) []widgets.ListCell {
	p.v.m.WantMove(i)
	rows := p.v.last.Moves.Rows
	if i >= len(rows) {
		return nil
	}
	m := rows[i]
	cells := []widgets.ListCell{{Text: p.v.t.DateTime(m.At.Local()), Tone: widgets.Muted}, {Text: m.Names.In(p.v.lang()), Bold: true},
		{Text: p.v.moveWords(m)}, {Text: m.Staff, Tone: widgets.Muted}, {Text: p.v.signed(m), Bold: true, Tone: moveTone(m)}}
	if p.costs {
		cells = append(cells, widgets.ListCell{Text: p.v.money(m.Cost), Tone: widgets.Muted})
	}
	return cells
}

func (p *movesPage) draw(s State) {
	if s.Can.SeeCost != p.costs {
		p.make(s.Can.SeeCost)
	}
	empty := s.Moves.Ready && len(s.Moves.Rows) == 0
	show(p.empty, empty)
	show(p.list, !empty)
	if s.Moves.Rev != p.rev {
		p.rev = s.Moves.Rev
		p.list.Refresh()
	}
	p.arrange(p.all.Size())
}
