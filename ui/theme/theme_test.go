package theme

import (
	"bytes"
	"encoding/json"
	"image/color"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"
	"fyne.io/fyne/v2/test"
	base "fyne.io/fyne/v2/theme"

	"kassa/assets"
)

func TestTextCanBeReadOnEveryGround(t *testing.T) {
	for name, p := range map[string]Palette{"light": Light(), "dark": Dark()} {
		pairs := []struct {
			what        string
			text, under color.NRGBA
			least       float64
		}{
			{"total on card", p.Ink, p.Card, 7},
			{"total on background", p.Ink, p.Background, 7},
			{"total on selected", p.Ink, p.Soft, 7},
			{"total on flash", p.Ink, p.Flash, 7},
			{"change on card", p.Change, p.Card, 7},
			{"change on soft", p.Change, p.Soft, 7},
			{"muted on card", p.Muted, p.Card, 4.5},
			{"muted on background", p.Muted, p.Background, 4.5},
			{"muted on selected", p.Muted, p.Soft, 4.5},
			{"accent on card", p.Accent, p.Card, 4.5},
			{"accent on selected", p.Accent, p.Soft, 4.5},
			{"on accent", p.OnAccent, p.Accent, 4.5},
			{"on card tender", p.OnCard, p.CardTender, 7},
			{"warn on card", p.Warn, p.Card, 4.5},
			{"warn on its strip", p.Warn, p.WarnSoft, 4.5},
			{"warn on selected", p.Warn, p.Soft, 4.5},
			{"bad on card", p.Bad, p.Card, 4.5},
			{"bad on its strip", p.Bad, p.BadSoft, 4.5},
			{"on bad", p.OnBad, p.Bad, 4.5},
			{"rail", p.RailInk, p.RailChosen, 7},
			{"rail muted", p.RailMuted, p.Rail, 4.5},
			{"rail muted on chosen", p.RailMuted, p.RailChosen, 4.5},
			{"rail key", p.RailInk, p.RailKey, 7},
			{"initials", p.RailInk, p.Avatar, 4.5},
			{"edge of a key inside", p.KeyLine, p.Card, 3},
			{"edge of a key outside", p.KeyLine, p.Background, 3},
			{"edge of a soft key", p.KeyLine, p.Soft, 3},
			{"edge of a selected key", p.Accent, p.Soft, 3},
		}
		for _, pair := range pairs {
			if got := Contrast(pair.text, pair.under); got < pair.least {
				t.Errorf("%s, %s: %.2f:1, wanted %.1f:1", name, pair.what, got, pair.least)
			}
		}
	}
}

func TestContrastOfBlackOnWhiteIs21(t *testing.T) {
	if got := Contrast(color.Black, color.White); got < 20.99 || got > 21.01 {
		t.Error(got)
	}
	if got := Over(color.NRGBA{A: 0}, hex(0x123456)); got != hex(0x123456) {
		t.Error("a clear colour changed what is under it:", got)
	}
}

func TestFingersAreMeasuredInMillimetres(t *testing.T) {
	for _, c := range []struct {
		perMM            float32
		pay, touch, hair float32
	}{{Density15Inch, 67, 40, 34}, {Density156Inch, 79, 47, 40}, {DensityFullHD, 111, 67, 56}} {
		m := New(Settings{PerMM: c.perMM}).Metrics()
		if m.Pay() != c.pay || m.Touch() != c.touch || m.Least() != c.hair {
			t.Errorf("%v: %v %v %v", c.perMM, m.Pay(), m.Touch(), m.Least())
		}
	}
}

func TestLargeTextGrowsLettersAndNotFingers(t *testing.T) {
	small, large := New(Settings{}).Metrics(), New(Settings{TextPercent: 130}).Metrics()
	if large.Body() != 21 || small.Body() != 16 || large.Pay() != small.Pay() {
		t.Error(large.Body(), small.Body(), large.Pay(), small.Pay())
	}
	if got := New(Settings{TextPercent: 900}).Settings().TextPercent; got != 200 {
		t.Error("text of 900 % was let through as", got)
	}
}

func TestLettersKeepTheirFeet(t *testing.T) {
	if got := Sharp(15); got != 15.25 {
		t.Errorf("15 became %v", got)
	}
	for size := float32(10); size < 80; size++ {
		if got := Sharp(size); got < size || got > size+0.5 {
			t.Errorf("%v became %v", size, got)
		}
		if next := Smaller(Sharp(size)); next >= Sharp(size) || next < size-1.5 {
			t.Errorf("after %v comes %v", Sharp(size), next)
		}
	}
}

func TestTheProgramDecidesLightOrDarkNotTheSystem(t *testing.T) {
	dark := New(Settings{Dark: true})
	a := dark.Color(base.ColorNameBackground, base.VariantLight)
	b := dark.Color(base.ColorNameBackground, base.VariantDark)
	if a != b || a != color.Color(Dark().Background) {
		t.Error(a, b)
	}
}

func TestCurrentIsWhatTheAppWasGiven(t *testing.T) {
	app := test.NewTempApp(t)
	if Current().Settings().Dark {
		t.Error("dark before anything was set")
	}
	app.Settings().SetTheme(New(Settings{Dark: true, TextPercent: 130}))
	if s := Current().Settings(); !s.Dark || s.TextPercent != 130 {
		t.Error(s)
	}
	if Current().Font(fyne.TextStyle{Bold: true}).Name() != "NotoSans-Bold.ttf" {
		t.Error("bold text is not bold")
	}
}

func TestTheScreenHasTheLettersOfThePapers(t *testing.T) {
	for name, style := range map[string]fyne.TextStyle{"NotoSans-Regular.ttf": {}, "NotoSans-Bold.ttf": {Bold: true}} {
		want, err := assets.Fonts.ReadFile("font/" + name)
		if err != nil {
			t.Fatal(err)
		}
		if got := New(Settings{}).Font(style); !bytes.Equal(got.Content(), want) {
			t.Errorf("%s on the screen is another file than in assets/font", name)
		}
	}
}

func TestIconsTakeTheColourTheyAreAskedFor(t *testing.T) {
	r := Icon("sell", hex(0x0B6E4F))
	if r == nil || !strings.Contains(string(r.Content()), "#0B6E4F") || strings.Contains(string(r.Content()), "#000000") {
		t.Error("the cart is not green")
	}
	if Icon("sell", hex(1)).Name() == r.Name() {
		t.Error("two colours under one name: Fyne would paint the first one twice")
	}
	if Icon("no such icon", hex(0)) != nil {
		t.Error("an icon out of nowhere")
	}
	if len(AppIcon().Content()) == 0 {
		t.Error("the program has no icon")
	}
}

// fyneKeys reads the words Fyne itself ships, from the module it was built with.
func fyneKeys(t *testing.T) map[string]any {
	t.Helper()
	out, err := exec.Command("go", "list", "-m", "-f", "{{.Dir}}", "fyne.io/fyne/v2").Output()
	if err != nil {
		t.Fatal(err)
	}
	raw, err := os.ReadFile(filepath.Join(strings.TrimSpace(string(out)), "lang/translations/base.en.json"))
	if err != nil {
		t.Fatal(err)
	}
	keys := map[string]any{}
	if err := json.Unmarshal(raw, &keys); err != nil {
		t.Fatal(err)
	}
	return keys
}

func TestEveryWordOfFyneIsSaidInBothLanguages(t *testing.T) {
	keys := fyneKeys(t)
	for _, language := range []string{"en", "ru"} {
		words, _ := fyneWords(language)
		for k := range keys {
			if words[k] == "" {
				t.Errorf("%s: Fyne's %q is not said", language, k)
			}
		}
		if len(words) != len(keys) {
			t.Errorf("%s: %d words for %d keys", language, len(words), len(keys))
		}
	}
}

func TestFyneSpeaksTheLanguageOfTheProgram(t *testing.T) {
	test.NewTempApp(t)
	defer func() {
		if err := SpeakFyne("en"); err != nil {
			t.Error(err)
		}
	}()
	if err := SpeakFyne("ru"); err != nil {
		t.Fatal(err)
	}
	if got := lang.X("tuesday", ""); got != "Вторник" {
		t.Errorf("Tuesday is %q", got)
	}
	if got := lang.X("thursday", ""); got != "Четверг" {
		t.Errorf("Thursday is %q", got)
	}
	if got := lang.L("Cancel"); got != "Отмена" {
		t.Errorf("Cancel is %q", got)
	}
	if err := SpeakFyne("en"); err != nil || lang.L("Cancel") != "Cancel" {
		t.Errorf("back to English: %q, %v", lang.L("Cancel"), err)
	}
	if SpeakFyne("xx") == nil {
		t.Error("a language nobody wrote was accepted")
	}
}
