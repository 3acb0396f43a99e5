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

func TestTheChipForTheRestShowsTheWholeNameOfWhatIsChosenThere(t *testing.T) {
	labels := []string{"Оборудование", "Магазин", "Чек", "Налоги", "Оплата", "Причины", "Вид", "Сотрудники"}
	for width := float32(400); width < 900; width += 10 {
		w := open(t, func() fyne.CanvasObject {
			chips := widgets.NewChips("Ещё")
			chips.SetLabels(labels)
			chips.SetChosen(7)
			s := newScene()
			s.put(chips, 16, 84, width, 48)
			return s.all
		})
		if !w.Shows("Сотрудники") {
			t.Errorf("at %v it shows %q", width, w.Texts())
		}
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
	for _, o := range []widgets.PadOptions{{}, {PIN: true}, {NoDouble: true}} {
		w := open(t, func() fyne.CanvasObject { return widgets.NewNumberPad(o, nil) })
		places = append(places, w.Find("0").Pos, w.Find("5").Pos)
	}
	if places[0] != places[2] || places[0] != places[4] || places[1] != places[3] {
		t.Errorf("0 and 5 moved: %v", places)
	}
}

func TestAPadForAPINHasOneTwoThreeOnTopWhateverTheShopSet(t *testing.T) {
	for _, phone := range []bool{false, true} {
		typed := ""
		in := func(pad func() fyne.CanvasObject) *uitest.Window {
			return open(t, func() fyne.CanvasObject {
				fyne.CurrentApp().Settings().SetTheme(theme.New(theme.Settings{PhonePad: phone}))
				return pad()
			})
		}
		pin := in(func() fyne.CanvasObject {
			return widgets.NewPINPad(false, func(d rune) { typed += string(d) }, func() { typed += "<" })
		})
		if pin.Find("1").Pos.Y >= pin.Find("7").Pos.Y {
			t.Errorf("123 on top is %v: a pad for a PIN has 789 there", phone)
		}
		if pin.TapText("7"); typed != "7" {
			t.Errorf("typed %q", typed)
		}
		sum := in(func() fyne.CanvasObject { return widgets.NewNumberPad(widgets.PadOptions{}, nil) })
		if got := sum.Find("1").Pos.Y < sum.Find("7").Pos.Y; got != phone {
			t.Errorf("123 on top is %v: a pad for sums has it %v", phone, got)
		}
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

func TestReturnNeverPressesADangerousKey(t *testing.T) {
	router := wedge.New(func() time.Time { return time.Unix(0, 0) }, func(string) {})
	w := open(t, func() fyne.CanvasObject { return widgets.NewKey("Under", nil) })
	router.Attach(w.Canvas())
	gone := false
	m := widgets.NewModal("Void the sale?", "", nil, widgets.Choice{Label: "Void", Kind: widgets.Danger, Default: true, OnTap: func() { gone = true }})
	m.Open(w.Canvas(), router)
	w.Press(fyne.KeyReturn)
	if gone || !m.IsOpen() {
		t.Error("Return voided a sale")
	}
	w.TapText("Void")
	if !gone {
		t.Error("a tap did not")
	}
}

func TestNothingTypedGetsThroughACard(t *testing.T) {
	clock := time.Unix(0, 0)
	var keys, letters, scans string
	router := wedge.New(func() time.Time { clock = clock.Add(time.Millisecond); return clock }, func(code string) { scans += code })
	router.OnKey = func(ev *fyne.KeyEvent) bool { keys += string(ev.Name); return true }
	router.OnRune = func(ch rune, _ bool) func() { letters += string(ch); return nil }
	under := widgets.NewKey("Under", nil)
	w := open(t, func() fyne.CanvasObject { return under })
	router.Attach(w.Canvas())
	card := widgets.NewPopover(widgets.NewKey("Inside", nil))
	open := func() { card.OpenUnder(w.Canvas(), under) }
	open()
	for _, key := range []fyne.KeyName{fyne.KeyReturn, fyne.KeyDelete, fyne.KeyUp} {
		w.Press(key)
	}
	w.Type("5*")
	if keys+letters != "" || !card.IsOpen() {
		t.Errorf("keys %q and letters %q came through", keys, letters)
	}
	w.Press(fyne.KeyEscape)
	if keys != "" || card.IsOpen() {
		t.Errorf("Escape: open %v, keys %q came through", card.IsOpen(), keys)
	}
	open()
	w.Press(fyne.KeyF12)
	if keys != "F12" || card.IsOpen() {
		t.Errorf("a key that stands on the card: open %v, keys %q", card.IsOpen(), keys)
	}
	open()
	w.Type("4006381333931")
	w.Press(fyne.KeyReturn)
	if scans != "4006381333931" || card.IsOpen() || letters != "" {
		t.Errorf("a scan: open %v, scans %q, letters %q", card.IsOpen(), scans, letters)
	}
	w.Type("x")
	if letters != "x" {
		t.Errorf("without a card: letters %q", letters)
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
			widgets.Choice{Label: "Note", Default: true, OnTap: func() { answer += "v" }},
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
