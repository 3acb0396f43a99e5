package widgets_test

import (
	"image/color"
	"testing"
	"time"
	"unicode"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"golang.org/x/image/font/sfnt"

	"kassa/assets"
	"kassa/ui/uitest"
	"kassa/ui/wedge"
	"kassa/ui/widgets"
)

// keyboardOver opens a keyboard under a field that has the keyboard of the person.
func keyboardOver(t *testing.T, russian bool, wide float32) (*uitest.Window, *wedge.Entry) {
	at := time.Unix(0, 0)
	router := wedge.New(func() time.Time {
		at = at.Add(time.Second) // a person types
		return at
	}, func(string) {})
	field := router.NewEntry()
	w := open(t, func() fyne.CanvasObject {
		keys := widgets.NewScreenKeyboard(widgets.KeyboardWords{Space: "Space", Next: "Go on"}, russian, func() fyne.Focusable {
			if c := fyne.CurrentApp().Driver().CanvasForObject(field); c.Focused() != fyne.Focusable(field) {
				c.Focus(field)
			}
			return field
		})
		keys.Show()
		free := canvas.NewRectangle(color.Transparent)
		free.SetMinSize(fyne.NewSize(1366-wide, 1))
		return container.NewBorder(field, nil, nil, free, container.NewBorder(nil, keys, nil, nil))
	})
	w.Canvas().Focus(field)
	return w, field
}

func TestTheKeyboardOnTheScreenWritesSignsAndTheLettersOfOtherLanguages(t *testing.T) {
	for _, c := range []struct {
		russian bool
		taps    []string
		want    string
	}{
		{false, []string{"m", "äé", "ü", "l", "l", "e", "r", "Space", "&", "Space", "c", "o", "."}, "müller & co."},
		{false, []string{"a", "/", "b", "-", "c", ":", "@", "'"}, "a/b-c:@'"},
		{false, []string{"#€(", "(", "5", "#€(", "€", "#€(", ")"}, "(5€)"},
		{false, []string{"äé", "čł", "ł", "äé", "ó", "d", "äé", "čł", "ź"}, "łódź"},
		{false, []string{"äé", "čł", "abc", "b"}, "b"},
		{false, []string{"äé", "АБВ", "е", "ё", "ABC", "e"}, "еёe"},
		{true, []string{"о", "б", "ъ", "ё", "м", "ії", "ї", "ж"}, "объёмїж"},
		{true, []string{"#€(", "#€(", "й"}, "й"},
	} {
		w, field := keyboardOver(t, c.russian, 1366)
		for _, tap := range c.taps {
			w.TapText(tap)
		}
		if field.Text != c.want {
			t.Errorf("%q writes %q, want %q", c.taps, field.Text, c.want)
		}
		if c.russian {
			continue
		}
		w.TapText("äé") // a key that writes nothing
		w.Type("x")
		if want := c.want + "x"; field.Text != want {
			t.Errorf("after %q the keyboard of the person writes %q, want %q", c.taps, field.Text, want)
		}
	}
}

func TestEveryLetterOnTheKeyboardCanBePainted(t *testing.T) {
	raw, err := assets.Fonts.ReadFile("font/NotoSans-Regular.ttf")
	if err != nil {
		t.Fatal(err)
	}
	font, err := sfnt.Parse(raw)
	if err != nil {
		t.Fatal(err)
	}
	var buf sfnt.Buffer
	for _, russian := range []bool{false, true} {
		w, _ := keyboardOver(t, russian, 640) // as narrow as beside the column of the sale
		for _, layer := range map[bool][]string{false: {"", "#€(", "äé", "čł"}, true: {"", "#€(", "ії"}}[russian] {
			if layer != "" {
				w.TapText(layer)
			}
			if small := w.SmallTargets(); len(small) != 0 {
				t.Errorf("%q: %d keys are smaller than a finger", layer, len(small))
			}
			for _, key := range w.Texts() {
				for _, r := range key + string(unicode.ToUpper([]rune(key)[0])) {
					if glyph, err := font.GlyphIndex(&buf, r); err != nil || glyph == 0 {
						t.Errorf("the font has no %q (%v)", r, err)
					}
				}
			}
		}
	}
}
