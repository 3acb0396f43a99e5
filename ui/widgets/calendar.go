package widgets

import (
	"strconv"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/widget"

	"kassa/app/shop"
	"kassa/ui/theme"
)

// CalendarWords are what a calendar says: twelve months, and seven short days of the week from Monday on.
type CalendarWords struct {
	Months [12]string
	Days   [7]string
}

// Calendar shows the days of a month to choose one of, and leads to the months before and after. Days to come cannot be
// chosen.
type Calendar struct {
	widget.BaseWidget
	// OnDay is called with the day that was tapped, as 20261123.
	OnDay func(day int)

	words       CalendarWords
	month       int // first day of the month that is shown
	last        int // the last day that can be chosen
	chosen      int
	back, ahead *Key
	title       *Text
	names       [7]*Text
	keys        [42]*Key
	drawn       *objects
}

// NewCalendar makes a calendar that opens at a day; last is the last one that can be chosen, such as today.
func NewCalendar(words CalendarWords, chosen, last int) *Calendar {
	c := &Calendar{words: words, chosen: chosen, last: last, month: chosen - chosen%100 + 1}
	c.back, c.ahead = NewIconKey("back", func() { c.turn(-1) }), NewIconKey("forward", func() { c.turn(32) })
	c.title = NewBold("", Title).SetAlign(fyne.TextAlignCenter)
	c.drawn = &objects{all: []fyne.CanvasObject{c.back, c.title, c.ahead}, layout: c.arrange, least: c.minSize, paint: c.fill}
	for i := range c.names {
		c.names[i] = NewText(words.Days[i], Caption).SetTone(Muted).SetAlign(fyne.TextAlignCenter)
		c.drawn.all = append(c.drawn.all, c.names[i])
	}
	for i := range c.keys {
		c.keys[i] = NewKey("", func() { c.tap(i) })
		c.keys[i].SetText(16, false)
		c.drawn.all = append(c.drawn.all, c.keys[i])
	}
	c.fill()
	c.ExtendBaseWidget(c)
	return c
}

// turn goes to the month that holds the day so many days after the first one that is shown.
func (c *Calendar) turn(days int) {
	day := shop.AddDays(c.month, days)
	c.month = day - day%100 + 1
	c.fill()
}

// dayAt is the day on the i-th key, of this month or of its neighbours.
func (c *Calendar) dayAt(i int) int { return shop.AddDays(c.month, i-weekday(c.month)) }

func (c *Calendar) tap(i int) {
	if day := c.dayAt(i); day <= c.last && c.OnDay != nil {
		c.OnDay(day)
	}
}

// weekday counts from Monday, which is 0.
func weekday(day int) int {
	at := time.Date(day/10000, time.Month(day/100%100), day%100, 0, 0, 0, 0, time.UTC)
	return (int(at.Weekday()) + 6) % 7
}

// fill writes the days on the keys.
func (c *Calendar) fill() {
	c.title.SetWords(c.words.Months[c.month/100%100-1] + " " + strconv.Itoa(c.month/10000))
	c.ahead.SetEnabled(shop.AddDays(c.month, 31) <= c.last)
	for i, k := range c.keys {
		day := c.dayAt(i)
		k.SetLabel(strconv.Itoa(day % 100))
		k.SetEnabled(day <= c.last)
		show(k, day/100 == c.month/100)
		switch day {
		case c.chosen:
			k.SetKind(Chosen)
		case c.last:
			k.SetKind(Soft)
		default:
			k.SetKind(Plain)
		}
	}
}

// CreateRenderer is Fyne's way to draw a widget.
func (c *Calendar) CreateRenderer() fyne.WidgetRenderer { return c.drawn }

func (c *Calendar) minSize() fyne.Size {
	edge := theme.Current().Metrics().Touch()
	return fyne.NewSize(7*(edge+theme.Gap4)-theme.Gap4, 7*(edge+theme.Gap4)+c.names[0].MinSize().Height)
}

func (c *Calendar) arrange(s fyne.Size) {
	edge := theme.Current().Metrics().Touch()
	place(c.back, 0, 0, edge, edge)
	place(c.ahead, s.Width-edge, 0, edge, edge)
	h := c.title.MinSize().Height
	place(c.title, edge, (edge-h)/2, s.Width-2*edge, h)
	each, top := (s.Width-6*theme.Gap4)/7, edge+theme.Gap4
	for i, name := range c.names {
		place(name, float32(i)*(each+theme.Gap4), top, each, name.MinSize().Height)
	}
	top += c.names[0].MinSize().Height
	for i, k := range c.keys {
		place(k, float32(i%7)*(each+theme.Gap4), top+float32(i/7)*(edge+theme.Gap4), each, edge)
	}
}
