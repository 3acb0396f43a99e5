package theme

import (
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"
)

func TestTheSumOfTheLettersIsTheWidthButForKerning(t *testing.T) {
	test.NewTempApp(t)
	for _, s := range []string{"Sourdough loaf 600 g", "Хлеб бородинский 600 г", "AVATAR Tofu fi ffl", "Молоко 3,2 % 1 л", "€12.90",
		"1\u202f249,00\u00a0₽", "№ 7 – «Ёжик»…", "Ťü Żółć"} {
		for _, size := range []float32{14, 15, 15.25, 17, 32} {
			for _, bold := range []bool{false, true} {
				want := fyne.MeasureText(s, size, fyne.TextStyle{Bold: bold}).Width
				if got, ok := Wide(s, size, bold); !ok || got < want-0.5 || got > want*1.05 {
					t.Errorf("%q at %v, bold %v: %v wide (%v), drawn %v", s, size, bold, got, ok, want)
				}
			}
		}
	}
	if LettersFor("Итого €9", false) != nil || LettersFor("Итого €9", true).Name() != "NotoSans-Bold.ttf" {
		t.Error("running text is for Fyne to choose, bold text is ours")
	}
	for _, rare := range []string{"東京", "🍞", "a\u1e9eb"} {
		if got, ok := Wide(rare, 16, false); ok {
			t.Errorf("%q: %v wide, want: not known", rare, got)
		}
		if LettersFor(rare, true) != nil {
			t.Errorf("%q is drawn from letters that are not there", rare)
		}
	}
}
