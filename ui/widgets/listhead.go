package widgets

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/widget"

	"kassa/ui/theme"
)

// ListHead says what stands in the columns of a [List]: small muted words over a hairline, each where its column is.
type ListHead struct {
	widget.BaseWidget
	columns []Column
	labels  []string
	texts   []*canvas.Text
	rule    *canvas.Rectangle
	drawn   *objects
}

// NewListHead makes a head for a list of the same columns.
func NewListHead(columns []Column, labels []string) *ListHead {
	h := &ListHead{columns: columns, labels: labels, rule: newBox(0)}
	h.drawn = &objects{all: []fyne.CanvasObject{h.rule}, layout: h.arrange, least: h.minSize, paint: func() { h.arrange(h.Size()) }}
	for _, c := range columns {
		t := newText(c.Align, false)
		h.texts, h.drawn.all = append(h.texts, t), append(h.drawn.all, t)
	}
	h.ExtendBaseWidget(h)
	return h
}

// CreateRenderer is Fyne's way to draw a widget.
func (h *ListHead) CreateRenderer() fyne.WidgetRenderer { return h.drawn }

// High is how high a head is.
func (h *ListHead) High() float32 { return h.minSize().Height }

func (h *ListHead) minSize() fyne.Size {
	return fyne.NewSize(120, lineHeight(theme.Current().Metrics().Caption(), false)+2*theme.Gap8)
}

func (h *ListHead) arrange(s fyne.Size) {
	th := theme.Current()
	m := th.Metrics()
	high := lineHeight(m.Caption(), false)
	paintBox(h.rule, th.Palette().Line, th.Palette().Line, 0)
	place(h.rule, 0, s.Height-1, s.Width, 1)
	x, share := theme.Gap16, shareWidth(h.columns, s.Width, m)
	for i, column := range h.columns {
		w := column.Share*share + column.Fixed*m.Grow()
		label := ""
		if i < len(h.labels) {
			label = fit(h.labels[i], w, m.Caption(), false)
		}
		paintText(h.texts[i], label, th.Palette().Muted, m.Caption())
		place(h.texts[i], x, (s.Height-high)/2, w, high)
		x += w + theme.Gap12
	}
}
