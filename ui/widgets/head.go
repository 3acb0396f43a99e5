package widgets

import (
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/widget"

	"kassa/ui/theme"
)

// PageHead is the line at the top of a room: a way back, the title, pages to choose from, and on the right the keys that
// act on the whole page. The keys keep their width; the pages share what is left and go behind "More" where they do not fit.
type PageHead struct {
	widget.BaseWidget
	back  *Key // nil: none
	title *Text
	pages *Chips
	acts  []*Key
	drawn *objects
}

// NewPageHead makes a head with a title; more is the word on the chip for pages that do not fit.
func NewPageHead(title, more string) *PageHead {
	h := &PageHead{title: NewBold(title, Heading), pages: NewChips(more)}
	h.pages.Hide()
	h.drawn = &objects{layout: h.arrange, least: h.minSize, paint: func() { h.arrange(h.Size()) }}
	h.collect()
	h.ExtendBaseWidget(h)
	return h
}

// SetBack puts a key with an arrow before the title; without a tap it takes the key away.
func (h *PageHead) SetBack(label string, tap func()) *PageHead {
	switch {
	case tap == nil && h.back == nil:
	case tap == nil:
		h.back = nil
		h.collect()
	case h.back == nil:
		h.back = NewKey(label, tap)
		h.back.SetIcon("back")
		h.collect()
	default:
		h.back.SetLabel(label)
		h.back.OnTap = tap
	}
	return h
}

// SetTitle changes the title.
func (h *PageHead) SetTitle(s string) {
	h.title.SetWords(s)
	h.arrange(h.Size())
}

// SetPages says which pages there are, none takes them away; tap gets the one that was chosen.
func (h *PageHead) SetPages(labels []string, tap func(i int)) *PageHead {
	h.pages.SetLabels(labels)
	h.pages.OnTap = tap
	show(h.pages, len(labels) > 0)
	h.arrange(h.Size())
	return h
}

// SetPage marks the page that is open.
func (h *PageHead) SetPage(i int) { h.pages.SetChosen(i) }

// SetActs puts keys on the right, the most important last.
func (h *PageHead) SetActs(keys ...*Key) *PageHead {
	if !slices.Equal(h.acts, keys) {
		h.acts = slices.Clone(keys)
		h.collect()
	}
	h.arrange(h.Size())
	return h
}

func (h *PageHead) collect() {
	h.drawn.all = []fyne.CanvasObject{h.title, h.pages}
	if h.back != nil {
		h.drawn.all = append(h.drawn.all, h.back)
	}
	for _, k := range h.acts {
		h.drawn.all = append(h.drawn.all, k)
	}
	canvas.Refresh(h)
}

// CreateRenderer is Fyne's way to draw a widget.
func (h *PageHead) CreateRenderer() fyne.WidgetRenderer { return h.drawn }

func (h *PageHead) high() float32 { return max(48, theme.Current().Metrics().Touch()) }

func (h *PageHead) minSize() fyne.Size { return fyne.NewSize(320, h.high()) }

func (h *PageHead) arrange(s fyne.Size) {
	if s.Width == 0 {
		return
	}
	high, left, right := h.high(), float32(0), s.Width
	for i := len(h.acts) - 1; i >= 0; i-- {
		if k := h.acts[i]; k.Visible() {
			w := max(k.MinSize().Width, high)
			right -= w
			place(k, right, 0, w, high)
			right -= theme.Gap8
		}
	}
	if h.back != nil {
		w := max(h.back.MinSize().Width, high)
		place(h.back, 0, 0, w, high)
		left += w + theme.Gap12
	}
	title := h.title.MinSize()
	w := min(title.Width, max(0, right-left))
	place(h.title, left, (high-title.Height)/2, w, title.Height)
	left += w + theme.Gap12
	place(h.pages, left, 0, max(0, right-left), high)
}
