package assets

import (
	"encoding/xml"
	"image/png"
	"io/fs"
	"strings"
	"testing"

	"golang.org/x/image/font"
	"golang.org/x/image/font/sfnt"
	"golang.org/x/image/math/fixed"
)

func face(t *testing.T, file string) *sfnt.Font {
	t.Helper()
	raw, err := Fonts.ReadFile("font/" + file)
	if err != nil {
		t.Fatal(err)
	}
	f, err := sfnt.Parse(raw)
	if err != nil {
		t.Fatal(err)
	}
	return f
}

func has(t *testing.T, f *sfnt.Font, r rune) bool {
	t.Helper()
	var buf sfnt.Buffer
	i, err := f.GlyphIndex(&buf, r)
	if err != nil {
		t.Fatal(err)
	}
	return i != 0
}

func TestDigitsAreAllEquallyWide(t *testing.T) {
	for _, file := range []string{"NotoSans-Regular.ttf", "NotoSans-Bold.ttf"} {
		f := face(t, file)
		var buf sfnt.Buffer
		var first fixed.Int26_6
		for r := '0'; r <= '9'; r++ {
			i, err := f.GlyphIndex(&buf, r)
			if err != nil || i == 0 {
				t.Fatalf("%s: no digit %q: %v", file, r, err)
			}
			w, err := f.GlyphAdvance(&buf, i, fixed.I(1000), font.HintingNone)
			if err != nil {
				t.Fatal(err)
			}
			if r == '0' {
				first = w
			}
			if w != first {
				t.Errorf("%s: %q is %v wide, '0' is %v: amounts would not stand under each other", file, r, w, first)
			}
		}
	}
}

// The minus of money is an en dash because the font has no minus sign; should a newer font have one,
// this test says that the money text may change.
func TestFontWritesBothLanguagesAndMoney(t *testing.T) {
	for _, file := range []string{"NotoSans-Regular.ttf", "NotoSans-Bold.ttf"} {
		f := face(t, file)
		for _, r := range "AZazАЯаяЁёІіЇїЄєҐґӘәҒғҚқҢңӨөҰұҮүҺһ0123456789€₽₸₴$£%№«»–—…·×°\u00a0\u202f" {
			if !has(t, f, r) {
				t.Errorf("%s lacks %q (U+%04X)", file, r, r)
			}
		}
		for _, r := range "\u2212✓●▾⌫↵" {
			if has(t, f, r) {
				t.Errorf("%s now has %q (U+%04X): the workaround for it can go", file, r, r)
			}
		}
	}
}

func TestFontComesWithItsLicence(t *testing.T) {
	raw, err := Fonts.ReadFile("font/OFL.txt")
	if err != nil || !strings.Contains(string(raw), "SIL OPEN FONT LICENSE Version 1.1") {
		t.Errorf("licence of the font: %v, %d bytes", err, len(raw))
	}
}

func TestEveryIconIsBlackStrokesOnASquareOf24(t *testing.T) {
	files, err := fs.Glob(Icons, "icon/*.svg")
	if err != nil || len(files) < 20 {
		t.Fatalf("%d icons: %v", len(files), err)
	}
	for _, name := range files {
		raw, err := Icons.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		var svg struct {
			ViewBox string `xml:"viewBox,attr"`
		}
		if err := xml.Unmarshal(raw, &svg); err != nil || svg.ViewBox != "0 0 24 24" {
			t.Errorf("%s: view box %q, %v", name, svg.ViewBox, err)
		}
		if n := strings.Count(string(raw), "#"); n == 0 || n != strings.Count(string(raw), "#000000") {
			t.Errorf("%s has a colour beside black: it could not be recoloured", name)
		}
	}
}

func TestProgramIconIsAPictureOf512(t *testing.T) {
	f, err := Icons.Open("icon/kassa.png")
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	img, err := png.Decode(f)
	if err != nil {
		t.Fatal(err)
	}
	if b := img.Bounds(); b.Dx() != 512 || b.Dy() != 512 {
		t.Errorf("the icon is %v", b)
	}
}
