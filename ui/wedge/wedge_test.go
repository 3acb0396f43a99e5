package wedge

import (
	"fmt"
	"math/rand"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/test"
	"fyne.io/fyne/v2/widget"
)

// rig is a window with a field and a router under a clock that only moves when told.
type rig struct {
	t     *testing.T
	at    time.Time
	r     *Router
	c     fyne.Canvas
	field *Entry
	scans []string
	keys  []fyne.KeyName
	typed string // what the screen keeps of letters that fell into no field
	sent  string // what the field submitted
}

func newRig(t *testing.T) *rig {
	test.NewTempApp(t)
	g := &rig{t: t, at: time.Unix(1000, 0)}
	g.r = New(func() time.Time { return g.at }, func(code string) { g.scans = append(g.scans, code) })
	g.r.OnKey = func(ev *fyne.KeyEvent) bool {
		g.keys = append(g.keys, ev.Name)
		return false
	}
	g.r.OnRune = func(ch rune, _ bool) func() {
		before := g.typed
		g.typed += string(ch)
		return func() { g.typed = before }
	}
	g.field = g.r.NewEntry()
	g.field.OnSubmitted = func(s string) { g.sent = s }
	w := test.NewTempWindow(t, container.NewVBox(g.field, widget.NewLabel("x")))
	g.c = w.Canvas()
	g.r.Attach(g.c)
	return g
}

func (g *rig) rune(r rune) {
	if f := g.c.Focused(); f != nil {
		f.TypedRune(r)
	} else {
		g.c.OnTypedRune()(r)
	}
}

func (g *rig) key(name fyne.KeyName) {
	ev := &fyne.KeyEvent{Name: name}
	if f := g.c.Focused(); f != nil {
		f.TypedKey(ev)
	} else {
		g.c.OnTypedKey()(ev)
	}
}

// typeEvery sends letters with a pause before each.
func (g *rig) typeEvery(gap time.Duration, s string) {
	for _, r := range s {
		g.at = g.at.Add(gap)
		g.key(fyne.KeyName(string(r))) // Fyne reports the key before its letter
		g.rune(r)
	}
}

func (g *rig) enter(after time.Duration) {
	g.at = g.at.Add(after)
	g.key(fyne.KeyReturn)
}

func (g *rig) scan(gap time.Duration, code string) {
	g.typeEvery(gap, code)
	g.enter(gap)
}

func (g *rig) wants(scans ...string) {
	g.t.Helper()
	if fmt.Sprint(g.scans) != fmt.Sprint(scans) {
		g.t.Errorf("scans %q, wanted %q", g.scans, scans)
	}
}

const ms = time.Millisecond

func TestFastLettersClosedByEnterAreAScan(t *testing.T) {
	for _, gap := range []time.Duration{0, 1 * ms, 8 * ms, 20 * ms, 35 * ms} {
		g := newRig(t)
		g.scan(gap, "4006381333931")
		g.wants("4006381333931")
		if g.typed != "" {
			t.Errorf("gap %v: the screen kept %q of the scan", gap, g.typed)
		}
		if len(g.keys) != 0 {
			t.Errorf("gap %v: the Enter of the scan was told as %v", gap, g.keys)
		}
	}
}

func TestLettersSlowerThanAScannerArePerson(t *testing.T) {
	g := newRig(t)
	g.scan(40*ms, "4006381333931")
	g.wants()
	if g.typed != "4006381333931" || len(g.keys) != 1 {
		t.Errorf("typed %q, keys %v", g.typed, g.keys)
	}
}

func TestFiveLettersAreTooFew(t *testing.T) {
	g := newRig(t)
	g.scan(2*ms, "12345")
	g.wants()
	g.at = g.at.Add(time.Second)
	g.scan(2*ms, "123456")
	g.wants("123456")
}

func TestTypingInAFieldIsNeverEaten(t *testing.T) {
	g := newRig(t)
	g.c.Focus(g.field)
	g.scan(120*ms, "молоко123")
	g.wants()
	if g.field.Text != "молоко123" || g.sent != "молоко123" {
		t.Errorf("field %q, submitted %q", g.field.Text, g.sent)
	}
}

func TestScanIntoATypedFieldGivesTheTextAndCursorBack(t *testing.T) {
	g := newRig(t)
	for _, pause := range []time.Duration{90 * ms, 249 * ms, time.Second} {
		for _, gap := range []time.Duration{1 * ms, 5 * ms, 15 * ms} {
			g.field.SetText("")
			g.scans = nil
			g.c.Focus(g.field)
			g.typeEvery(pause, "молоко")
			g.key(fyne.KeyLeft)
			g.typeEvery(pause, "ва")
			g.at = g.at.Add(pause - gap)
			g.scan(gap, "4600000000015")
			g.wants("4600000000015")
			if g.field.Text != "молоквао" || g.field.CursorColumn != 7 {
				t.Errorf("pause %v gap %v: field %q, cursor %d", pause, gap, g.field.Text, g.field.CursorColumn)
			}
		}
	}
}

func TestAWordTypedJustBeforeAScanStays(t *testing.T) {
	g := newRig(t)
	for _, pause := range []time.Duration{80 * ms, 100 * ms, 120 * ms, 160 * ms, 240 * ms} {
		for _, gap := range []time.Duration{0, 1 * ms, 5 * ms, 15 * ms, 20 * ms} {
			for _, word := range []string{"мо", "молоко", "5*"} {
				g.field.SetText("")
				g.scans = nil
				g.c.Focus(g.field)
				g.at = g.at.Add(time.Second)
				g.typeEvery(pause, word)
				g.at = g.at.Add(pause)
				g.scan(gap, "4600000000015")
				g.wants("4600000000015")
				if g.field.Text != word {
					t.Errorf("pause %v, gap %v: %q became %q", pause, gap, word, g.field.Text)
				}
			}
		}
	}
}

func TestAStalledWindowDoesNotCutACode(t *testing.T) {
	const code = "4006381333931"
	g := newRig(t)
	for _, stall := range []time.Duration{65 * ms, 100 * ms, 180 * ms, 245 * ms} {
		for _, gap := range []time.Duration{1 * ms, 5 * ms, 12 * ms, 20 * ms, 30 * ms} {
			for at := 1; at < len(code); at++ {
				g.scans = nil
				g.at = g.at.Add(time.Second)
				g.stalled(code, gap, at, stall)
				g.enter(gap)
				if fmt.Sprint(g.scans) != "["+code+"]" {
					t.Errorf("gap %v, stalled %v before letter %d: %q", gap, stall, at, g.scans)
				}
			}
		}
	}
}

// stalled sends a code of which the letters that come during a stall arrive together at its end.
func (g *rig) stalled(code string, gap time.Duration, at int, stall time.Duration) {
	start := g.at
	ends := start.Add(time.Duration(at-1)*gap + stall)
	for i, r := range code {
		due := start.Add(time.Duration(i) * gap)
		if i >= at && due.Before(ends) {
			due = ends
		}
		g.at = due
		g.rune(r)
	}
}

func TestAWindowThatPaintsSlowlyAllTheTimeDoesNotCutACode(t *testing.T) {
	const code = "4006381333931"
	g := newRig(t)
	for _, frame := range []time.Duration{17 * ms, 40 * ms, 65 * ms, 100 * ms, 150 * ms} {
		for _, gap := range []time.Duration{1 * ms, 5 * ms, 12 * ms, 20 * ms, 30 * ms} {
			g.scans = nil
			g.at = g.at.Add(time.Second)
			start := g.at
			for i, r := range code {
				due := time.Duration(i) * gap
				g.at = start.Add((due + frame - 1) / frame * frame)
				g.rune(r)
			}
			g.enter(0)
			if fmt.Sprint(g.scans) != "["+code+"]" {
				t.Errorf("frames of %v, letters every %v: %q", frame, gap, g.scans)
			}
		}
	}
}

func TestTwoCodesBackToBackAreTwo(t *testing.T) {
	g := newRig(t)
	g.scan(1*ms, "4006381333931")
	g.scan(1*ms, "4600000000015")
	g.wants("4006381333931", "4600000000015")
}

func TestTwentyScansASecondLoseNothing(t *testing.T) {
	random := rand.New(rand.NewSource(7))
	for _, focus := range []bool{false, true} {
		g := newRig(t)
		if focus {
			g.c.Focus(g.field)
			g.field.SetText("abc")
		}
		var sent []string
		for range 200 {
			code := fmt.Sprintf("%013d", random.Int63n(1e13))
			g.scan(3*ms, code)
			g.at = g.at.Add(8 * ms)
			sent = append(sent, code)
		}
		g.wants(sent...)
		if focus && g.field.Text != "abc" {
			t.Errorf("field %q", g.field.Text)
		}
	}
}

func TestQuantityTypedBeforeAScanIsKeptAndTheScanIsTheCodeOnly(t *testing.T) {
	g := newRig(t)
	g.typeEvery(140*ms, "5*")
	g.at = g.at.Add(600 * ms)
	g.scan(2*ms, "4006381333931")
	g.wants("4006381333931")
	if g.typed != "5*" {
		t.Errorf("kept %q", g.typed)
	}
}

func TestRussianLayoutGivesTheLettersOfTheKeys(t *testing.T) {
	for typed, want := range map[string]string{
		"ФИС-123":       "ABC-123",
		"фис123яч":      "abc123zx",
		"4006381333931": "4006381333931",
		"AB12CD":        "AB12CD",
		"ABвг12":        "ABвг12",
	} {
		g := newRig(t)
		g.scan(2*ms, typed)
		g.wants(want)
	}
	if got := latin("реезыЖ..лфыыф.кг"); got != "https://kassa/ru" {
		t.Errorf("a web address came out as %q", got)
	}
}

func TestPrefixMakesShortAndSlowCodes(t *testing.T) {
	g := newRig(t)
	g.r.Prefix = "~"
	g.scan(120*ms, "~A12")
	g.wants("A12")
	g.at = g.at.Add(time.Second)
	g.scan(120*ms, "~A1")
	g.wants("A12")
	g.at = g.at.Add(time.Second)
	g.scan(2*ms, "~4006381333931")
	g.scan(2*ms, "4600000000015")
	g.wants("A12", "4006381333931", "4600000000015")
}

func TestTabEndsACodeOnlyWhereItWasLearned(t *testing.T) {
	g := newRig(t)
	g.c.Focus(g.field)
	g.typeEvery(2*ms, "4006381333931")
	if g.field.AcceptsTab() {
		t.Error("Tab is taken although nobody learned it")
	}
	g.r.TabEnds = true
	g.key(fyne.KeyTab)
	g.wants("4006381333931")
	if g.field.Text != "" || !g.field.AcceptsTab() {
		t.Errorf("field %q", g.field.Text)
	}
}

func TestAKeyHeldDownIsNoScan(t *testing.T) {
	g := newRig(t)
	g.scan(30*ms, "000000000")
	g.wants()
	if g.typed != "000000000" {
		t.Errorf("kept %q", g.typed)
	}
}

func TestEnterLongAfterTheLettersIsAPersons(t *testing.T) {
	g := newRig(t)
	g.typeEvery(2*ms, "4006381333931")
	g.enter(300 * ms)
	g.wants()
}

func TestShiftBetweenLettersDoesNotBreakACode(t *testing.T) {
	g := newRig(t)
	for _, r := range "Ab12CD" {
		g.at = g.at.Add(2 * ms)
		g.key(desktop.KeyShiftLeft)
		g.rune(r)
	}
	g.enter(2 * ms)
	g.wants("Ab12CD")
}

func TestGroupSeparatorOfGS1IsALetterOfTheCode(t *testing.T) {
	for _, focus := range []bool{false, true} {
		g := newRig(t)
		if focus {
			g.c.Focus(g.field)
		}
		g.typeEvery(1*ms, "0104600439931256")
		if focus {
			g.field.TypedShortcut(groupSeparatorKeys())
		} else {
			g.c.(fyne.Shortcutable).TypedShortcut(groupSeparatorKeys())
		}
		g.typeEvery(1*ms, "21abc")
		g.enter(1 * ms)
		g.wants("0104600439931256\x1d21abc")
		if g.field.Text != "" {
			t.Errorf("field %q", g.field.Text)
		}
	}
}

func TestFunctionKeysReachTheHookAlsoFromAField(t *testing.T) {
	g := newRig(t)
	g.key(fyne.KeyF2)
	g.c.Focus(g.field)
	g.key(fyne.KeyF12)
	g.key(fyne.KeyBackspace)
	g.key(fyne.KeyLeft)
	if fmt.Sprint(g.keys) != "[F2 F12]" {
		t.Errorf("keys %v", g.keys)
	}
	g.c.Unfocus()
	g.key(fyne.KeyBackspace)
	if fmt.Sprint(g.keys) != "[F2 F12 BackSpace]" {
		t.Errorf("keys %v", g.keys)
	}
}

func TestADialogGrabsTheKeysAndGivesThemBack(t *testing.T) {
	g := newRig(t)
	var first, second []fyne.KeyName
	releaseFirst := g.r.Grab(func(ev *fyne.KeyEvent) bool { first = append(first, ev.Name); return true })
	releaseSecond := g.r.Grab(func(ev *fyne.KeyEvent) bool { second = append(second, ev.Name); return true })
	g.key(fyne.KeyEscape)
	releaseSecond()
	releaseSecond()
	g.key(fyne.KeyReturn)
	g.scan(2*ms, "4006381333931")
	releaseFirst()
	g.key(fyne.KeyF1)
	if fmt.Sprint(first, second, g.keys) != "[Return] [Escape] [F1]" {
		t.Error(first, second, g.keys)
	}
	g.wants("4006381333931")
}

func TestEscapeGivesTheKeyboardBack(t *testing.T) {
	g := newRig(t)
	g.c.Focus(g.field)
	g.key(fyne.KeyEscape)
	if g.c.Focused() != nil {
		t.Error("the field still has the keyboard")
	}
}

func TestFastTellsThatAScanMayBeUnderWay(t *testing.T) {
	g := newRig(t)
	g.typeEvery(120*ms, "мо")
	if g.r.Fast() {
		t.Error("a person was taken for a scanner")
	}
	g.typeEvery(3*ms, "46")
	if !g.r.Fast() {
		t.Error("a scanner was taken for a person")
	}
}

func TestAScanThatCrossesAChangeOfFieldIsTakenBackFromBoth(t *testing.T) {
	g := newRig(t)
	g.typeEvery(2*ms, "400638")
	g.c.Focus(g.field)
	g.typeEvery(2*ms, "1333931")
	g.enter(2 * ms)
	g.wants("4006381333931")
	if g.typed != "" || g.field.Text != "" {
		t.Errorf("kept %q and %q", g.typed, g.field.Text)
	}
}

func TestAScanInALongFieldDoesNotBeginALine(t *testing.T) {
	g := newRig(t)
	long := g.r.NewLongEntry()
	w := test.NewTempWindow(t, long)
	g.c = w.Canvas()
	g.c.Focus(long)
	g.typeEvery(120*ms, "note")
	g.enter(120 * ms)
	g.at = g.at.Add(time.Second)
	g.scan(2*ms, "4006381333931")
	g.wants("4006381333931")
	if long.Text != "note\n" {
		t.Errorf("field %q", long.Text)
	}
}
