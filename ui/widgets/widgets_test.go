package widgets_test

import (
	"fmt"
	"image/color"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"

	"kassa/ui/theme"
	"kassa/ui/uitest"
	"kassa/ui/wedge"
	"kassa/ui/widgets"
)

func open(t *testing.T, build func() fyne.CanvasObject) *uitest.Window {
	t.Helper()
	return uitest.Open(t, uitest.Standard(), build)
}

func at(x, y float32) fyne.Position { return fyne.NewPos(x, y) }

func TestAFingerMaySlideTwelveUnitsAndStillTap(t *testing.T) {
	for _, slide := range []float32{0, 2, 3, 6, 11} {
		taps, scrolled := 0, float32(0)
		w := open(t, func() fyne.CanvasObject {
			s := widgets.NewSurface(canvas.NewRectangle(theme.Current().Palette().Card), func() { taps++ })
			s.ScrollBy = func(dy float32) { scrolled += dy }
			return s
		})
		if slide == 0 {
			w.TapAt(at(100, 100))
		} else {
			w.Slide(at(100, 100), 0, slide)
		}
		if taps != 1 || scrolled != 0 {
			t.Errorf("slide of %v: %d taps, scrolled %v", slide, taps, scrolled)
		}
	}
}

func TestALongSlideScrollsAndDoesNotTap(t *testing.T) {
	taps, scrolled := 0, float32(0)
	w := open(t, func() fyne.CanvasObject {
		s := widgets.NewSurface(canvas.NewRectangle(theme.Current().Palette().Card), func() { taps++ })
		s.ScrollBy = func(dy float32) { scrolled += dy }
		return s
	})
	w.Slide(at(100, 400), 0, -300)
	if taps != 0 || scrolled < 299 || scrolled > 301 {
		t.Errorf("%d taps, scrolled %v of 300", taps, scrolled)
	}
}

func TestAKeyIsPressedByWhoeverLetsGoOnIt(t *testing.T) {
	taps := 0
	w := open(t, func() fyne.CanvasObject {
		s := newScene()
		s.put(widgets.NewKey("Pay", func() { taps++ }), 100, 100, 200, 80)
		return s.all
	})
	w.Slide(at(120, 120), 100, 20)
	if taps != 1 {
		t.Errorf("sliding within the key: %d taps", taps)
	}
	w.Slide(at(120, 120), 400, 0)
	if taps != 1 {
		t.Errorf("sliding off the key: %d taps", taps)
	}
	w.TapText("Pay")
	if taps != 2 {
		t.Errorf("tap: %d", taps)
	}
}

func TestAKeyThatIsOffDoesNothing(t *testing.T) {
	taps := 0
	var key *widgets.Key
	w := open(t, func() fyne.CanvasObject {
		key = widgets.NewKey("Pay", func() { taps++ })
		return container.NewVBox(key)
	})
	key.SetEnabled(false)
	w.TapText("Pay")
	w.Slide(at(20, 20), 3, 0)
	key.SetEnabled(true)
	if taps != 0 {
		t.Errorf("%d taps", taps)
	}
	w.TapText("Pay")
	if taps != 1 || !key.Enabled() {
		t.Errorf("%d taps", taps)
	}
}

func TestAKeyNeverTakesTheKeyboard(t *testing.T) {
	for _, o := range []fyne.CanvasObject{
		widgets.NewKey("x", nil), widgets.NewSurface(widgets.NewText("x", widgets.Body), nil),
		widgets.NewProductGrid(func() int { return 0 }, nil), widgets.NewBasket(func() int { return 0 }, nil),
		widgets.NewRail("x"), widgets.NewChips("x"), widgets.NewNumberPad(widgets.PadOptions{}, nil), widgets.NewStrip(),
		widgets.NewModal("x", "", nil), widgets.NewPopover(widgets.NewText("x", widgets.Body)),
		widgets.NewList(1, func() int { return 0 }, nil, nil),
	} {
		if _, ok := o.(fyne.Focusable); ok {
			t.Errorf("%T can take the keyboard: scans would fall into it", o)
		}
		if _, ok := o.(fyne.DoubleTappable); ok {
			t.Errorf("%T waits for a second tap: every tap would come late", o)
		}
	}
}

func TestAHundredThousandTilesCostAsMuchAsAScreenful(t *testing.T) {
	asked, tapped := map[int]int{}, -1
	var grid *widgets.ProductGrid
	w := open(t, func() fyne.CanvasObject {
		grid = widgets.NewProductGrid(func() int { return 100_000 }, func(i int) widgets.Tile {
			asked[i]++
			return widgets.Tile{Name: fmt.Sprintf("Product %d", i), Price: "€1.00", Stock: "5", Tab: theme.Category(i)}
		})
		grid.OnTap = func(i int) { tapped = i }
		return grid
	})
	if len(asked) > 100 {
		t.Errorf("%d of 100,000 items were asked for", len(asked))
	}
	first := w.Objects()
	grid.ScrollTo(77_777)
	for range 300 {
		grid.ScrollBy(37)
	}
	if now := w.Objects(); now > first+10*9 {
		t.Errorf("%d objects after scrolling, %d before", now, first)
	}
	grid.ScrollTo(77_777)
	w.TapText("Product 77777")
	if tapped != 77_777 {
		t.Errorf("tapped %d", tapped)
	}
	grid.ScrollTo(99_999)
	if !w.Shows("Product 99999") || w.Shows("Product 0") {
		t.Error("the end does not show")
	}
}

func TestTheGridHasTheColumnsOfThePictures(t *testing.T) {
	for _, c := range []struct {
		v     uitest.Variant
		width float32
		want  int
	}{
		{uitest.Variant{Lang: "en", Width: 1366, Height: 768}, 852, 5},
		{uitest.Variant{Lang: "en", Width: 1366, Height: 768}, 820, 5},
		{uitest.Variant{Lang: "en", Width: 1024, Height: 768}, 540, 4},
		{uitest.Variant{Lang: "en", Width: 1366, Height: 768, TextPercent: 130}, 820, 4},
	} {
		var grid *widgets.ProductGrid
		uitest.Open(t, c.v, func() fyne.CanvasObject {
			grid = widgets.NewProductGrid(func() int { return 50 }, func(int) widgets.Tile { return widgets.Tile{} })
			s := newScene()
			s.put(grid, 0, 0, c.width, 500)
			return s.all
		})
		if grid.Columns() != c.want {
			t.Errorf("%s, %v wide: %d columns, wanted %d", c.v.Name(), c.width, grid.Columns(), c.want)
		}
	}
}

func TestAFingerScrollsTheGridAndASmallSlideTaps(t *testing.T) {
	taps := []int{}
	var grid *widgets.ProductGrid
	w := open(t, func() fyne.CanvasObject {
		grid = widgets.NewProductGrid(func() int { return 1000 }, func(i int) widgets.Tile { return widgets.Tile{Name: fmt.Sprint("P", i)} })
		grid.OnTap = func(i int) { taps = append(taps, i) }
		return grid
	})
	w.Slide(at(60, 400), 0, -300)
	if grid.Offset() < 295 || len(taps) != 0 {
		t.Errorf("offset %v, taps %v", grid.Offset(), taps)
	}
	w.Slide(at(60, 400), 0, 5000)
	if grid.Offset() != 0 {
		t.Errorf("scrolled above the beginning: %v", grid.Offset())
	}
	w.Slide(at(60, 60), 8, 3)
	if fmt.Sprint(taps) != "[0]" {
		t.Errorf("taps %v", taps)
	}
}

func TestATileThatIsOffIsNotTold(t *testing.T) {
	taps := 0
	w := open(t, func() fyne.CanvasObject {
		g := widgets.NewProductGrid(func() int { return 1 }, func(int) widgets.Tile { return widgets.Tile{Name: "Gone", Off: true} })
		g.OnTap = func(int) { taps++ }
		return g
	})
	w.TapText("Gone")
	if taps != 0 {
		t.Error("a tile that is off was tapped")
	}
}

func TestTheGridShowsNewProductsAfterRefresh(t *testing.T) {
	names := []string{"Apple", "Pear"}
	var grid *widgets.ProductGrid
	w := open(t, func() fyne.CanvasObject {
		grid = widgets.NewProductGrid(func() int { return len(names) }, func(i int) widgets.Tile { return widgets.Tile{Name: names[i]} })
		return grid
	})
	names = []string{"Plum"}
	grid.Refresh()
	if got := fmt.Sprint(w.Texts()); got != "[Plum]" {
		t.Error(got)
	}
	names = []string{"Plum", "Cherry", "Fig"}
	grid.Refresh()
	if got := fmt.Sprint(w.Texts()); got != "[Plum Cherry Fig]" {
		t.Error(got)
	}
}

type till struct {
	lines  []widgets.BasketLine
	asked  map[int]int
	tapped []int
	basket *widgets.Basket
	w      *uitest.Window
}

func newTill(t *testing.T, n int) *till {
	b := &till{asked: map[int]int{}}
	for i := range n {
		b.lines = append(b.lines, widgets.BasketLine{Quantity: "1", Name: fmt.Sprint("Line ", i), Total: "€1.00"})
	}
	b.w = open(t, func() fyne.CanvasObject {
		b.basket = widgets.NewBasket(func() int { return len(b.lines) }, func(i int) widgets.BasketLine {
			b.asked[i]++
			return b.lines[i]
		})
		b.basket.OnTap = func(i int) { b.tapped = append(b.tapped, i) }
		s := newScene()
		s.put(b.basket, 900, 0, 438, 600)
		return s.all
	})
	return b
}

func TestAThousandLinesCostAsMuchAsAScreenful(t *testing.T) {
	b := newTill(t, 1000)
	if len(b.asked) > 12 || b.w.Objects() > 200 {
		t.Errorf("%d lines asked for, %d objects", len(b.asked), b.w.Objects())
	}
	b.basket.ScrollTo(999)
	b.w.TapText("Line 999")
	b.w.Slide(at(1000, 300), 2, 9)
	if len(b.tapped) != 2 || b.tapped[0] != 999 {
		t.Errorf("tapped %v", b.tapped)
	}
}

func TestOneChangedLineIsFilledAlone(t *testing.T) {
	b := newTill(t, 20)
	clear(b.asked)
	b.lines[2].Total = "€2.00"
	b.basket.RefreshLine(2)
	if fmt.Sprint(b.asked) != "map[2:1]" || !b.w.Shows("€2.00") {
		t.Errorf("asked %v, shows %v", b.asked, b.w.Texts())
	}
	clear(b.asked)
	b.basket.SetSelected(3)
	b.basket.SetSelected(3)
	b.basket.SetSelected(5)
	if fmt.Sprint(b.asked) != "map[3:2 5:1]" {
		t.Errorf("selecting asked for %v", b.asked)
	}
	clear(b.asked)
	b.basket.RefreshLine(500)
	if len(b.asked) != 0 {
		t.Errorf("a line that does not show was asked for: %v", b.asked)
	}
}

func TestTheLineBarLiesUnderItsLineAndMovesTheRest(t *testing.T) {
	b := newTill(t, 30)
	before := b.w.Find("Line 4").Pos.Y
	pressed := 0
	bar := container.NewGridWithColumns(2, widgets.NewKey("Less", func() { pressed++ }), widgets.NewKey("Plus", nil))
	b.basket.SetBar(bar, 3, 62)
	if got := b.w.Find("Line 4").Pos.Y - before; got != 62 {
		t.Errorf("the line after the bar moved %v", got)
	}
	b.w.TapText("Less")
	b.w.TapText("Line 4")
	b.w.TapText("Line 3")
	if pressed != 1 || fmt.Sprint(b.tapped) != "[4 3]" {
		t.Errorf("bar %d, lines %v", pressed, b.tapped)
	}
	b.basket.ScrollTo(29)
	b.w.TapText("Line 29")
	b.w.TapText("Line 24")
	if fmt.Sprint(b.tapped) != "[4 3 29 24]" {
		t.Errorf("after scrolling past the bar: %v", b.tapped)
	}
	b.basket.ScrollTo(3)
	b.basket.SetBar(nil, -1, 0)
	b.basket.ScrollToTop()
	if b.w.Shows("Less") || b.w.Find("Line 4").Pos.Y != before {
		t.Error("the bar did not go")
	}
}

func TestLinesThatGoAreNotLeftOnTheScreen(t *testing.T) {
	b := newTill(t, 3)
	b.basket.SetSelected(2)
	b.lines = b.lines[:1]
	b.basket.SetSelected(-1)
	b.basket.Refresh()
	if b.w.Shows("Line 1") || !b.w.Shows("Line 0") {
		t.Error(b.w.Texts())
	}
	b.w.TapAt(at(1000, 100))
	if len(b.tapped) != 0 {
		t.Errorf("a line that went was tapped: %v", b.tapped)
	}
}

func TestChipsThatDoNotFitGoBehindMore(t *testing.T) {
	var chips *widgets.Chips
	chosen := -1
	w := open(t, func() fyne.CanvasObject {
		chips = widgets.NewChips("More")
		chips.SetLabels(categoriesFor("en"))
		chips.OnTap = func(i int) { chosen = i; chips.SetChosen(i) }
		s := newScene()
		s.put(chips, 16, 84, 560, 48)
		return s.all
	})
	if w.Shows("Sweets") || !w.Shows("More") {
		t.Fatalf("shown: %v", w.Texts())
	}
	w.TapText("Bakery")
	if chosen != 1 {
		t.Errorf("chose %d", chosen)
	}
	w.TapText("More")
	w.TapText("Sweets")
	if chosen != 7 || !w.Shows("Sweets") || w.Shows("More") || w.Canvas().Overlays().Top() != nil {
		t.Errorf("chose %d, shown %v", chosen, w.Texts())
	}
	w.TapText("Sweets") // now the last chip, which opens the card again
	w.TapAt(at(1300, 700))
	if w.Canvas().Overlays().Top() != nil || chosen != 7 {
		t.Error("a tap beside the card did not close it")
	}
}

func TestChipsThatFitHaveNoMore(t *testing.T) {
	w := open(t, func() fyne.CanvasObject {
		chips := widgets.NewChips("More")
		chips.SetLabels(categoriesFor("en"))
		return container.NewVBox(chips)
	})
	if w.Shows("More") || !w.Shows("Sweets") {
		t.Error(w.Texts())
	}
}

func TestEveryPadHasItsKeysAtTheSamePlaces(t *testing.T) {
	var places []fyne.Position
	for _, o := range []widgets.PadOptions{{}, {PhoneLayout: true}, {NoDouble: true}} {
		w := open(t, func() fyne.CanvasObject { return widgets.NewNumberPad(o, nil) })
		places = append(places, w.Find("0").Pos, w.Find("5").Pos)
	}
	if places[0] != places[2] || places[0] != places[4] || places[1] != places[3] {
		t.Errorf("0 and 5 moved: %v", places)
	}
}

func TestAPadTellsWhatWasTapped(t *testing.T) {
	got := ""
	w := open(t, func() fyne.CanvasObject {
		return widgets.NewNumberPad(widgets.PadOptions{Point: ",", Enter: "Done"}, func(k widgets.PadKey) { got += string(rune(k)) })
	})
	for _, label := range []string{"7", "0", "00", ",", "Done"} {
		w.TapText(label)
	}
	w.TapAt(at(1200, 550))
	if got != "70d.eb" {
		t.Errorf("got %q", got)
	}
	if n, ok := widgets.PadKey('7').Digit(); n != 7 || !ok {
		t.Error("7 is not a digit")
	}
	if _, ok := widgets.PadBack.Digit(); ok {
		t.Error("backspace is a digit")
	}
	if top := w.Find("7").Pos.Y; top > w.Find("1").Pos.Y {
		t.Error("7 stands under 1 although no phone layout was asked for")
	}
}

func TestSearchTakesTheKeyboardOnlyWhenAsked(t *testing.T) {
	clock := time.Unix(0, 0)
	var scans []string
	router := wedge.New(func() time.Time { return clock }, func(s string) { scans = append(scans, s) })
	var field *widgets.SearchField
	var changed []string
	w := open(t, func() fyne.CanvasObject {
		field = widgets.NewSearchField(router, "Search", "F2")
		field.OnChanged = func(s string) { changed = append(changed, s) }
		return container.NewVBox(field)
	})
	router.Attach(w.Canvas())
	w.Type("x")
	if field.Focused() || field.Text() != "" {
		t.Fatal("the field had the keyboard from the start")
	}
	field.Focus()
	clock = clock.Add(time.Second)
	w.Type("m")
	clock = clock.Add(time.Second)
	w.Type("4006381333931") // the clock stands: as fast as a scanner
	w.Press(fyne.KeyReturn)
	if field.Text() != "m" || fmt.Sprint(scans) != "[4006381333931]" || changed[len(changed)-1] != "m" {
		t.Errorf("field %q, scans %v", field.Text(), scans)
	}
	w.Press(fyne.KeyEscape)
	if field.Focused() {
		t.Error("Escape did not give the keyboard back")
	}
	field.SetText("milk")
	if w.Shows("F2") {
		t.Error("the hint stands over the text")
	}
}

func TestADialogAnswersReturnAndEscapeAndKeepsOtherKeys(t *testing.T) {
	router := wedge.New(func() time.Time { return time.Unix(0, 0) }, func(string) {})
	leaked := 0
	router.OnKey = func(*fyne.KeyEvent) bool { leaked++; return true }
	w := open(t, func() fyne.CanvasObject { return container.NewVBox(widgets.NewKey("Under", func() { leaked++ })) })
	router.Attach(w.Canvas())
	answer := ""
	ask := func() *widgets.Modal {
		m := widgets.NewModal("Void the sale?", "Nothing was paid.", nil,
			widgets.Choice{Label: "Void", Kind: widgets.Danger, Default: true, OnTap: func() { answer += "v" }},
			widgets.Choice{Label: "Keep", Cancel: true, OnTap: func() { answer += "k" }})
		m.Open(w.Canvas(), router)
		return m
	}
	ask()
	w.Press(fyne.KeyF5)
	w.TapAt(at(20, 20)) // beside the dialog, upon the key under it
	w.Press(fyne.KeyReturn)
	ask()
	w.Press(fyne.KeyEscape)
	ask()
	w.TapText("Keep")
	m := ask()
	m.Enable(0, false)
	w.Press(fyne.KeyReturn)
	if answer != "vkk" || leaked != 0 || !m.IsOpen() {
		t.Errorf("answers %q, leaked %d, open %v", answer, leaked, m.IsOpen())
	}
	m.Close()
	w.Press(fyne.KeyF5)
	if leaked != 1 || w.Canvas().Overlays().Top() != nil {
		t.Errorf("after closing: leaked %d", leaked)
	}
}

func TestTheRailLeadsToScreens(t *testing.T) {
	went := ""
	var rail *widgets.Rail
	w := open(t, func() fyne.CanvasObject {
		rail = railFor("ru")
		rail.OnTap = func(i int) { went += fmt.Sprint(i) }
		rail.OnLock = func() { went += "L" }
		rail.OnPerson = func() { went += "P" }
		s := newScene()
		s.put(rail, 0, 0, 76, 768)
		return s.all
	})
	for _, caption := range []string{"Продажа", "Смена", "Отчёты", "Блокировка", "C1"} {
		w.TapText(caption) // the reports are off
	}
	rail.SetOff(5, false)
	w.TapText("Отчёты")
	rail.SetPerson("")
	if went != "02LP5" || w.Shows("C1") {
		t.Errorf("went %q", went)
	}
}

func TestAnAmountIsMadeSmallerAndNeverCut(t *testing.T) {
	const sum = "1 234 567 890,00 ₽"
	w := open(t, func() fyne.CanvasObject {
		s := newScene()
		s.put(widgets.NewMoney(sum, widgets.Amount), 0, 0, 180, 60)
		pay := widgets.NewKey("Exact cash", nil)
		pay.SetAmount(sum)
		s.put(pay, 0, 100, 140, 80)
		s.put(widgets.NewText("A sentence that is far too long for its place", widgets.Body), 0, 200, 120, 30)
		return s.all
	})
	n := 0
	for _, spot := range w.Spots() {
		if spot.Text == sum {
			n++
		}
	}
	if n != 2 || w.Shows("A sentence that is far too long for its place") {
		t.Errorf("amounts whole: %d of 2; texts %q", n, w.Texts())
	}
}

func TestEverythingIsLargeEnoughForAFinger(t *testing.T) {
	for _, v := range uitest.Variants() {
		for name, build := range map[string]func(uitest.Variant) fyne.CanvasObject{"goods": goodsScene, "parts": partsScene} {
			w := uitest.Open(t, v, func() fyne.CanvasObject { return build(v) })
			for _, o := range w.SmallTargets() {
				t.Errorf("%s %s: %T is %v", name, v.Name(), o, o.Size())
			}
		}
	}
}

func TestTheLookCanChangeWhileTheScreenStands(t *testing.T) {
	v := uitest.Variant{Lang: "en", Width: 1366, Height: 768}
	w := uitest.Open(t, v, func() fyne.CanvasObject { return goodsScene(v) })
	fyne.CurrentApp().Settings().SetTheme(theme.New(theme.Settings{Dark: true}))
	w.Canvas().Content().Refresh()
	light, dark := theme.Light().Ink, theme.Dark().Ink
	for _, o := range w.Colours() {
		if o == color.Color(light) {
			t.Fatal("light ink on a dark screen")
		}
	}
	if len(w.Colours()) == 0 || dark == light {
		t.Fatal("nothing to look at")
	}
}
