package receipts

import (
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"kassa/app/shop"
	"kassa/app/text"
	"kassa/ui/room"
	"kassa/ui/theme"
	"kassa/ui/uitest"
	"kassa/ui/wedge"
	"kassa/ui/widgets"
)

// shown is a stand with its view in a window.
type shown struct {
	*stand
	*uitest.Window
	view *View
}

func see(t testing.TB, v uitest.Variant, sales int, before func(*stand)) *shown {
	t.Helper()
	out := &shown{stand: newStand(shop.Lang(v.Lang), sales)}
	before(out.stand)
	words, err := text.For(v.Lang)
	if err != nil {
		t.Fatal(err)
	}
	c := currency(shop.Lang(v.Lang))
	words = words.With(c)
	now := func() time.Time { return time.Date(2026, 11, 23, 16, 42, 0, 0, time.UTC) }
	router := wedge.New(now, func(code string) { out.view.Scan(code) })
	out.Window = uitest.Open(t, v, func() fyne.CanvasObject {
		var over fyne.Canvas
		place := room.Place{Text: words, Currency: c, Router: router, Acts: out.hand, Reads: out.hand, Now: now, Zone: time.UTC,
			Canvas: func() fyne.Canvas { return over }, Go: func(room.Name) {}, Say: func(room.Words) {}, HideKeyboard: func() {}}
		out.view = NewView(out.Model, place)
		rail := widgets.NewRail("")
		rail.SetItems([]widgets.RailItem{{Icon: "sell", Caption: words.T("rail.sell")}, {Icon: "receipts", Caption: words.T("rail.receipts")}})
		rail.SetChosen(1)
		rail.SetPerson("C1")
		out.view.in.Canvas = func() fyne.Canvas { return out.Window.Canvas() }
		return container.New(besideRail{}, widgets.NewPanel(widgets.Page, nil), rail, out.view.Root())
	})
	router.Attach(out.Canvas())
	router.OnKey, router.OnRune = out.view.Key, out.view.Rune
	out.view.Opened()
	return out
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

// scenes are the states of the room that have pictures.
func scenes() map[string]func(*shown) {
	return map[string]func(*shown){
		"list":   func(s *shown) { s.Choose(2) },
		"pick":   func(s *shown) { s.Choose(1); s.Pick(true); s.PickLine(0) },
		"queue":  func(s *shown) { s.ShowPage(Queue); s.ChooseJob(0) },
		"day":    func(s *shown) { s.view.list.tapDay(int(OneDay)) },
		"none":   func(s *shown) { s.ChooseDays(Yesterday); s.state.Open = nil; s.redraw() },
		"tender": func(s *shown) { s.view.paper.askTender() },
	}
}

func looks(name string) []uitest.Variant {
	switch name {
	case "list", "queue":
		return append(uitest.Variants(), uitest.Variant{Lang: "ru", Width: 1024, Height: 768, TextPercent: 130},
			uitest.Variant{Lang: "en", Dark: true, Width: 1366, Height: 768, TextPercent: 130})
	}
	return []uitest.Variant{{Lang: "en", Width: 1366, Height: 768}, {Lang: "ru", Dark: true, Width: 1024, Height: 768}}
}

func TestTheRoomLooksAsIntended(t *testing.T) {
	for name, act := range scenes() {
		for _, v := range looks(name) {
			t.Run(name+"/"+v.Name(), func(t *testing.T) {
				s := see(t, v, 60, func(s *stand) { s.queued() })
				act(s)
				s.Golden(name)
				if small := s.SmallTargets(); v.TextPercent == 0 && len(small) > 0 { // larger letters scroll in their field, by a bar of Fyne
					t.Errorf("%d things are too small for a finger: %T", len(small), small[0])
				}
			})
		}
	}
}

func TestFingersWorkTheRoom(t *testing.T) {
	s := see(t, uitest.Standard(), 60, func(s *stand) { s.queued() })
	s.TapText("T1-0004058")
	if s.State().Open.Sale.ID != "sale-58" {
		t.Errorf("tapped, and %s is open", s.State().Open.Sale.ID)
	}
	s.TapText("Gift receipt")
	s.TapText("Into the sale")
	s.TapText("All lines")
	s.TapText("Put 2 lines into the sale")
	s.TapText("Wrong tender")
	s.TapText("Card")
	s.TapText("Print queue · 2")
	s.TapText("Gift receipt T1-0004001")
	s.TapText("Give up")
	s.TapText("Give up")
	want := []string{"gift sale-58", "fill sale-58 [1 2]", "correct sale-58/1 card ", "drop j2"}
	if len(s.shop.done) != len(want) {
		t.Fatalf("did %q, want %q", s.shop.done, want)
	}
	for i := range want {
		if s.shop.done[i] != want[i] {
			t.Errorf("did %q, want %q", s.shop.done[i], want[i])
		}
	}
}

func TestScrollingReadsTheNextPage(t *testing.T) {
	s := see(t, uitest.Standard(), 80, func(*stand) {})
	before := len(s.State().Heads)
	s.view.list.rows.ScrollTo(before - 1)
	if now := len(s.State().Heads); now != 80 {
		t.Errorf("scrolled to the end of %d receipts, and there are %d", before, now)
	}
}

func TestTheKeyboardAloneWorksTheRoom(t *testing.T) {
	s := see(t, uitest.Standard(), 5, func(*stand) {})
	s.Press(fyne.KeyDown)
	s.Press(fyne.KeyF4)
	s.Press(fyne.KeyF9)
	s.PickLine(0)
	s.Press(fyne.KeyF9)
	s.Press(fyne.KeyF2)
	s.Type("4000")
	s.hand.ring()
	s.Press(fyne.KeyEscape)
	if got := s.shop.done; len(got) != 2 || got[0] != "print sale-3" || got[1] != "fill sale-3 [1]" || len(s.State().Heads) != 1 {
		t.Errorf("did %q, %d receipts", got, len(s.State().Heads))
	}
}

func TestLettersAreSearchedForWithoutATapIntoTheField(t *testing.T) {
	s := see(t, uitest.Standard(), 60, func(*stand) {})
	s.Type("4058")
	s.Press(fyne.KeyBackspace)
	s.hand.ring()
	if got := s.view.list.search.Text(); got != "405" || s.lastAsked().Text != "405" || s.view.list.search.Focused() {
		t.Errorf("the field says %q, asked was %q", got, s.lastAsked().Text)
	}
	for range 3 {
		s.Press(fyne.KeyBackspace)
	}
	s.hand.ring()
	if s.lastAsked().Text != "" {
		t.Errorf("emptied, and yet asked was %q", s.lastAsked().Text)
	}
	s.ShowPage(Queue)
	s.Type("1")
	if s.State().Text != "" {
		t.Error("a letter on the page of the queue went into the search of the list")
	}
}
