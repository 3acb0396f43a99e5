package inventory

import (
	"context"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"

	"kassa/app/fault"
	goods "kassa/app/inventory"
	"kassa/app/money"
	"kassa/app/notice"
	"kassa/app/shop"
	"kassa/app/text"
	"kassa/ui/room"
	"kassa/ui/theme"
	"kassa/ui/uitest"
	"kassa/ui/wedge"
	"kassa/ui/widgets"
)

// looks are the variants in which every page is looked at.
func looks() []uitest.Variant {
	return []uitest.Variant{{Lang: "en", Width: 1366, Height: 768}, {Lang: "ru", Dark: true, Width: 1024, Height: 768},
		{Lang: "ru", Width: 1024, Height: 768, TextPercent: 130}, {Lang: "en", Dark: true, Width: 1366, Height: 768, TextPercent: 130}}
}

// seen is the room in a window, and what it said at the foot.
type seen struct {
	*uitest.Window
	m      *Model
	v      *View
	said   []room.Words
	hidden int // how often the keyboard was put away
}

func shown(t testing.TB, v uitest.Variant, s *shelf) *seen {
	t.Helper()
	said, err := text.For(v.Lang)
	if err != nil {
		t.Fatal(err)
	}
	euro, _ := money.CurrencyOf("EUR")
	w := &seen{m: New(Deps{Goods: s, Files: s, Acts: atOnce{}, Reads: atOnce{}, Long: atOnce{}, Lang: func() shop.Lang { return shop.Lang(v.Lang) }, Exponent: 2})}
	now := func() time.Time { return time.Date(2026, 11, 24, 9, 0, 0, 0, time.UTC) }
	var canvas fyne.Canvas
	w.Window = uitest.Open(t, v, func() fyne.CanvasObject {
		w.v = NewView(w.m, room.Place{Text: said.With(euro), Currency: euro, Router: wedge.New(now, func(string) {}), Acts: atOnce{}, Reads: atOnce{},
			Now: now, Zone: time.UTC, Canvas: func() fyne.Canvas { return canvas }, Say: func(x room.Words) { w.said = append(w.said, x) }, HideKeyboard: func() { w.hidden++ }})
		return w.v.Root()
	})
	canvas = w.Canvas()
	w.v.Opened()
	return w
}

// pages are the room in the states that a person meets.
func pages() map[string]func(w *seen, s *shelf) {
	return map[string]func(w *seen, s *shelf){
		"list":     func(*seen, *shelf) {},
		"nothing":  func(w *seen, _ *shelf) { w.m.Search("zzz") },
		"product":  func(w *seen, _ *shelf) { w.m.OpenProduct("P5") },
		"adjust":   func(w *seen, _ *shelf) { w.m.OpenProduct("P2"); w.m.OpenAdjust(); w.m.AdjustType('2') },
		"movement": func(w *seen, _ *shelf) { w.m.Show(Movements) },
		"wrong": func(w *seen, s *shelf) {
			w.m.NewProduct()
			w.m.Write(NameEnField, "Tea")
			w.m.Write(PriceField, "1")
			w.m.AddBarcode("4600051000057")
			w.m.ChooseKind(Weighed)
			s.wrong = fault.New(fault.AlreadyExists, fault.Args{"what": "barcode", "value": "4600051000057"})
			w.m.Save(false)
		},
		"receive": func(w *seen, _ *shelf) {
			w.m.Show(Receiving)
			w.m.Scan("4600051000057")
			w.m.TypeIn('3')
			w.m.TypeIn('6')
			w.m.Scan("2100000000007")
		},
		"search": func(w *seen, _ *shelf) { w.m.Show(Receiving); w.m.FindIn("1") },
		"folder": func(w *seen, _ *shelf) { w.m.OpenImport() },
		"import": func(w *seen, _ *shelf) { w.m.OpenImport(); w.m.TapEntry(2) },
		"leave":  func(w *seen, _ *shelf) { w.m.OpenProduct("P5"); w.m.Write(NameEnField, "Coffee"); w.m.Back() },
		"away":   func(w *seen, _ *shelf) { w.m.OpenAway(); w.m.AskBack(0) },
		"cashier": func(w *seen, s *shelf) {
			s.can = goods.Can{}
			w.m.Open()
		},
	}
}

func TestPagesReadAsLookedAt(t *testing.T) {
	for name, prepare := range pages() {
		for _, v := range looks() {
			s := full()
			w := shown(t, v, s)
			prepare(w, s)
			w.Golden(name)
		}
	}
}

func TestEveryKeyOfTheRoomIsAFingerWide(t *testing.T) {
	for name, prepare := range pages() {
		for _, v := range looks() {
			s := full()
			w := shown(t, v, s)
			prepare(w, s)
			for _, o := range w.SmallTargets() {
				if strings.Contains(fmt.Sprintf("%T", o), "scrollBar") {
					continue // part of a field of Fyne
				}
				t.Errorf("%s %s: %T of %v", name, v.Name(), o, o.Size())
			}
		}
	}
}

func TestAManagerFindsChangesAndSavesAProduct(t *testing.T) {
	s := full()
	w := shown(t, uitest.Standard(), s)
	w.TapText("Low 1")
	if !w.Shows("Butter 82 % 200 g") || w.Shows("Croissant") {
		t.Fatal(w.Texts())
	}
	w.TapText("Butter 82 % 200 g")
	w.TapText("Weighed")
	w.TapText("Save")
	if len(s.edits) != 1 || s.edits[0].Product.Unit != shop.Kilo || len(w.said) != 1 || !w.said[0].Good {
		t.Errorf("%+v %+v", s.edits, w.said)
	}
}

func TestTheKeyboardWorksTheRoom(t *testing.T) {
	s := full()
	w := shown(t, uitest.Standard(), s)
	for _, ch := range "crois" {
		w.v.Rune(ch, false)
	}
	if !w.Shows("Croissant") || w.Shows("Butter 82 % 200 g") {
		t.Error(w.Texts())
	}
	undo := w.v.Rune('x', true)
	undo()
	if got := w.m.State().List.Words; got != "crois" {
		t.Errorf("%q is searched for", got)
	}
	w.v.Key(&fyne.KeyEvent{Name: fyne.KeyEscape})
	w.m.Show(Receiving)
	w.v.Scan("2000000000015")
	for _, ch := range "16" {
		w.v.Rune(ch, false)
	}
	back := w.v.Rune('9', true)
	back()
	w.v.Key(&fyne.KeyEvent{Name: fyne.KeyReturn})
	if r := w.m.State().Receipt; r.Lines[0].Qty != 16_000 || !r.PadCost {
		t.Errorf("%+v", r)
	}
}

func TestAFieldThatIsGoneGivesTheKeysBack(t *testing.T) {
	s := full()
	w := shown(t, uitest.Standard(), s)
	for name, leave := range map[string]func(){
		"product": func() { w.v.Key(&fyne.KeyEvent{Name: fyne.KeyEscape}) },
		"adjust":  w.m.OpenAdjust,
	} {
		w.m.OpenProduct("P5")
		w.Canvas().Focus(w.v.sheet.form.entries[NameEnField])
		if w.Canvas().Focused() == nil {
			t.Fatal(name)
		}
		hidden := w.hidden
		leave()
		if w.Canvas().Focused() != nil || w.hidden == hidden {
			t.Errorf("%s: the field still has the keys, the keyboard was put away %d times", name, w.hidden-hidden)
		}
	}
}

func TestACashierSeesNoCost(t *testing.T) {
	s := full()
	s.can = goods.Can{}
	for i := range s.rows {
		s.rows[i].Cost, s.rows[i].HasMargin = 0, false
	}
	w := shown(t, uitest.Standard(), s)
	all := strings.Join(w.Texts(), "\n")
	for _, hidden := range []string{"Cost", "Margin", "€3.60", "25 %", "at cost", "Receive", "Import", "New product", "Export"} {
		if strings.Contains(all, hidden) {
			t.Errorf("%q is on the screen", hidden)
		}
	}
}

func TestNewsRefreshTheOpenPage(t *testing.T) {
	s := full()
	w := shown(t, uitest.Standard(), s)
	s.rows[0].OnHand = 7_000
	w.v.Heard(notice.StockChanged{ProductIDs: []string{"P1"}})
	if !slices.Contains(w.Texts(), "7") {
		t.Error(w.Texts())
	}
}

// endless is a stock room of 100,000 products that answers a page at once.
type endless struct{ *shelf }

func (e endless) Stock(_ context.Context, q goods.StockQuestion) (goods.StockPage, error) {
	from, _ := strconv.Atoi(q.After)
	page := goods.StockPage{SeesCost: true}
	for i := from; i < min(from+q.Limit, 100_000); i++ {
		page.Rows = append(page.Rows, goods.StockLine{StockRow: shop.StockRow{ID: shop.ID(strconv.Itoa(i)), Barcode: strconv.Itoa(2_000_000_000_000 + i),
			Names: shop.Names{"en": fmt.Sprintf("Product %06d of the range", i)}, Category: "C1", Price: 199 * money.PerMinor, Cost: 99 * money.PerMinor,
			Tracked: true, OnHand: money.Qty(i%50) * 1000, Low: 5000, Mark: strconv.Itoa(i + 1)}, Margin: 250_000, HasMargin: true})
	}
	return page, nil
}

// BenchmarkScroll moves a list of 100,000 products by a screen: what a frame of a fast scroll asks of the screen's thread,
// reading of pages included; painting is the graphic card's.
func BenchmarkScroll(b *testing.B) {
	s := full()
	w := shown(b, uitest.Standard(), s)
	w.m.d.Goods = endless{s}
	w.m.Search("p")
	var took []time.Duration
	for b.Loop() {
		from := time.Now()
		w.v.list.list.ScrollBy(500)
		took = append(took, time.Since(from))
	}
	slices.Sort(took)
	b.ReportMetric(float64(took[len(took)/2].Microseconds())/1000, "p50-ms")
	b.ReportMetric(float64(took[len(took)*99/100].Microseconds())/1000, "p99-ms")
	b.ReportMetric(float64(w.m.State().List.Known), "rows")
	b.ReportMetric(0, "ns/op")
}

func TestADateWithItsTimeHasRoomInItsColumn(t *testing.T) {
	for _, v := range []uitest.Variant{{Lang: "en", Width: 1366, Height: 768}, {Lang: "ru", Width: 1024, Height: 768}, {Lang: "en", Width: 1366, Height: 768, TextPercent: 130}} {
		uitest.Open(t, v, func() fyne.CanvasObject { return widgets.NewText("", widgets.Body) })
		said, err := text.For(v.Lang)
		if err != nil {
			t.Fatal(err)
		}
		m := theme.Current().Metrics()
		words := said.DateTime(time.Date(2026, 11, 28, 22, 48, 0, 0, time.UTC))
		if wide := fyne.MeasureText(words, m.Body(), fyne.TextStyle{}).Width; wide > momentWide*m.Grow() {
			t.Errorf("%s: %q is %v wide, the column %v", v.Name(), words, wide, momentWide*m.Grow())
		}
	}
}
