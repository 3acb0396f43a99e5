package checkout

import (
	"context"
	"maps"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	counter "kassa/app/checkout"
	"kassa/app/money"
	"kassa/app/shop"
	"kassa/app/text"
	"kassa/ui/theme"
	"kassa/ui/uitest"
	"kassa/ui/wedge"
	"kassa/ui/widgets"
)

// shown is a stand with its view in a window.
type shown struct {
	*stand
	*uitest.Window
	view   *View
	router *wedge.Router
}

func see(t testing.TB, v uitest.Variant, setUp ...func(*stand)) *shown {
	t.Helper()
	s := &stand{booth: newBooth(shop.Lang(v.Lang)), clock: newClock()}
	s.rack = &rack{b: s.booth}
	for _, f := range setUp {
		f(s)
	}
	s.open()
	return seeStand(t, v, s)
}

func seeStand(t testing.TB, v uitest.Variant, s *stand) *shown {
	t.Helper()
	out := &shown{stand: s}
	words, err := text.For(v.Lang)
	if err != nil {
		t.Fatal(err)
	}
	words = words.With(s.booth.c)
	out.router = wedge.New(func() time.Time { return s.clock.now }, s.Model.Scan)
	out.Window = uitest.Open(t, v, func() fyne.CanvasObject {
		out.view = NewView(s.Model, Around{Text: words, Router: out.router, Status: statusFor(words), Banner: nil, Cashier: words.T("status.cashier", text.Args{"code": "C1"})})
		rail := widgets.NewRail("")
		rail.SetItems([]widgets.RailItem{{Icon: "sell", Caption: words.T("rail.sell")}, {Icon: "setup", Caption: words.T("rail.setup")}})
		rail.SetChosen(0)
		rail.SetPerson("C1")
		return container.New(besideRail{}, widgets.NewPanel(widgets.Page, nil), rail, out.view.Root())
	})
	out.router.Attach(out.Canvas())
	out.router.OnKey, out.router.OnRune = out.view.Key, out.view.Rune
	return out
}

func statusFor(t *text.Text) fyne.CanvasObject {
	till := widgets.NewText(t.T("status.till", text.Args{"time": "17:42", "till": t.T("status.till_name", text.Args{"code": "T1"})}), widgets.Caption)
	since := widgets.NewText(t.T("status.shift_since", text.Args{"time": "08:02"}), widgets.Caption)
	for _, w := range []*widgets.Text{till, since} {
		w.SetTone(widgets.Muted).SetAlign(fyne.TextAlignTrailing)
	}
	return container.NewVBox(till, since)
}

type besideRail struct{}

func (besideRail) MinSize(all []fyne.CanvasObject) fyne.Size {
	return all[2].MinSize().AddWidthHeight(all[1].MinSize().Width, 0)
}

func (besideRail) Layout(all []fyne.CanvasObject, s fyne.Size) {
	w := theme.Current().Metrics().RailWidth()
	place(all[0], 0, 0, s.Width, s.Height)
	place(all[1], 0, 0, w, s.Height)
	place(all[2], w, 0, s.Width-w, s.Height)
}

// variants are the eight of uitest, and large text.
func variants() []uitest.Variant {
	return append(uitest.Variants(), uitest.Variant{Lang: "ru", Width: 1024, Height: 768, TextPercent: 130})
}

// someGoods fills a basket with four lines.
func someGoods(s *stand) {
	s.scan(1)
	s.scan(1)
	s.scan(4)
	s.scan(3)
	s.PadType('.')
	for _, r := range "742" {
		s.PadType(r)
	}
	s.PadEnter(Tender{})
	s.scan(7)
	s.scan(7)
	s.scan(7)
	s.SelectLine(1)
	s.AskLine(PadPercent)
	s.PadType('1')
	s.PadType('0')
	s.PadEnter(Tender{})
	s.clock.pass(10 * time.Second)
}

// scenes are the states of the screen that have pictures.
func scenes() map[string]func(*shown) {
	return map[string]func(*shown){
		"sell":     func(s *shown) { someGoods(s.stand); s.SelectLine(1); s.clock.pass(time.Second) },
		"selected": func(s *shown) { someGoods(s.stand); s.SelectLine(1); s.SelectLine(3) },
		"change": func(s *shown) {
			someGoods(s.stand)
			s.Take(s.State().Note(1))
			s.PrintDone(s.State().Paid.Sale.ID)
		},
		"waiting": func(s *shown) {
			someGoods(s.stand)
			s.Take(s.State().Exact())
			s.PrintWaits(s.State().Paid.Sale.ID)
		},
		"unknown": func(s *shown) {
			someGoods(s.stand)
			s.Model.Scan("4600000000015")
			s.Type("Halva")
			s.Model.Scan(code(1))
		},
		"pad": func(s *shown) { someGoods(s.stand); s.AskLine(PadQty); s.PadType('1'); s.PadType('2') },
		"noted": func(s *shown) { // a typed price, a note, a discount in force while another is asked for
			someGoods(s.stand)
			ctx := context.Background()
			for no, note := range map[int]string{1: "crust damaged", 2: "for the party on Saturday"} {
				_, _ = s.booth.SetNote(ctx, no, note)
			}
			_, _ = s.booth.SetPrice(ctx, 1, 99)
			s.BasketMoved()
			s.AskLine(PadPercent)
		},
		"held": func(s *shown) { // two scans wait until a price is typed
			someGoods(s.stand)
			s.openPad(Pad{For: PadOpenPrice, Pick: counter.Pick{Product: "p9"}, Names: s.booth.goods[13].Names})
			s.Model.Scan(code(1))
			s.Model.Scan(code(2))
		},
		"copy": func(s *shown) {
			someGoods(s.stand)
			s.Take(s.State().Exact())
			s.PrintDone(s.State().Paid.Sale.ID)
			s.clock.pass(time.Second)
			s.PrintAgain()
		},
		"given": func(s *shown) { someGoods(s.stand); s.SelectLine(1); s.AskGiven(); s.PadType('5'); s.PadType('0') },
		"alarm": func(s *shown) {
			someGoods(s.stand)
			s.Model.Scan(code(5))
			s.Take(s.State().Exact())
		},
		"search": func(s *shown) {
			someGoods(s.stand)
			s.Search("5*"+s.booth.goods[7].Names.In(s.booth.lang)[:6], false)
			s.clock.pass(time.Second)
		},
		"refused": func(s *shown) { someGoods(s.stand); s.AskGiven(); s.PadType('1'); s.PadEnter(s.State().Exact()) },
		"parked": func(s *shown) {
			someGoods(s.stand)
			s.Park()
			s.scan(2)
			s.Park()
			s.AnswerWords()
			s.FormName("Blue coat")
			s.FormEnter()
			s.Park()
		},
	}
}

// paged shows a page of tiles.
func (s *shown) paged() {
	s.booth.pages = []shop.TilePage{counterPage()}
	s.GoodsChanged(true)
	s.Category(1)
	s.clock.pass(10 * time.Second)
}

// readFirst is what a product tells the cashier.
var readFirst = map[shop.Lang]string{"en": "Ask whether the customer has the empties.", "ru": "Спросите, сдаёт ли клиент пустую тару."}

// asides are the states in which something lies over the basket, and forms of their own.
func asides() map[string]func(*shown) {
	return map[string]func(*shown){
		"which": func(s *shown) {
			someGoods(s.stand)
			for i := range 3 {
				s.booth.goods[5+i].Barcodes = []shop.Barcode{{Code: "4600000000022", Qty: money.One}}
			}
			s.Model.Scan("4600000000022")
			s.Aside().Mark(1)
		},
		"seller": func(s *shown) { someGoods(s.stand); s.AskSeller(); s.clock.pass(time.Second) },
		"sold": func(s *shown) {
			someGoods(s.stand)
			s.AskSeller()
			s.Aside().Answer(1)
			s.SelectLine(2)
			s.AskSeller()
			s.Aside().Answer(2)
			s.clock.pass(10 * time.Second)
		},
		"price": func(s *shown) { someGoods(s.stand); s.LookAtPrices(); s.Model.Scan(code(2)); s.clock.pass(time.Second) },
		"looking": func(s *shown) {
			someGoods(s.stand)
			s.LookAtPrices()
			s.Model.Scan("4600000000015")
			s.clock.pass(time.Second)
		},
		"read": func(s *shown) {
			someGoods(s.stand)
			s.booth.goods[8].NoteConfirm, s.booth.goods[8].CashierNote = true, readFirst[s.booth.lang]
			s.Model.Scan(code(8))
		},
		"told": func(s *shown) {
			someGoods(s.stand)
			s.booth.goods[8].CashierNote = readFirst[s.booth.lang]
			s.Model.Scan(code(8))
		},
		"open":    func(s *shown) { someGoods(s.stand); s.AskOpenItem(); s.FormCategory(1); s.FormTax(0) },
		"page":    func(s *shown) { someGoods(s.stand); s.paged() },
		"arrange": func(s *shown) { someGoods(s.stand); s.paged(); s.Arrange(); s.Goods().TapTile(4) },
		"starred": func(s *shown) { someGoods(s.stand); s.Arrange(); s.Goods().TapTile(2) },
		"acts":    func(s *shown) { someGoods(s.stand); s.paged(); s.Tile(4) },
		"more":    func(s *shown) { someGoods(s.stand); s.view.openMore() },
	}
}

// looks are the variants a scene is pictured in: all for the three that are seen all day, the two furthest apart for the others.
func looks(name string) []uitest.Variant {
	switch name {
	case "sell", "change", "unknown":
		return variants()
	}
	return []uitest.Variant{{Lang: "en", Width: 1366, Height: 768}, {Lang: "ru", Dark: true, Width: 1024, Height: 768}}
}

func TestScreensLookAsIntended(t *testing.T) {
	all := scenes()
	maps.Copy(all, endings())
	maps.Copy(all, asides())
	for name, act := range all {
		for _, v := range looks(name) {
			t.Run(name+"/"+v.Name(), func(t *testing.T) {
				s := see(t, v)
				act(s)
				s.Golden(name)
			})
		}
	}
}

func TestAnEmptyShopSaysHowToFillIt(t *testing.T) {
	for _, v := range looks("empty") {
		t.Run(v.Name(), func(t *testing.T) {
			s := see(t, v, func(s *stand) { s.rack.empty, s.booth.bare = true, true })
			s.Golden("empty")
		})
	}
}
