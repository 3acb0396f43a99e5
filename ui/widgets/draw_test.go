package widgets

import (
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"kassa/ui/theme"
)

func withLook(t *testing.T) {
	test.NewTempApp(t).Settings().SetTheme(theme.New(theme.Settings{}))
}

func TestWordsAreCutWithAnEllipsisAndNeverWiderThanTheirPlace(t *testing.T) {
	withLook(t)
	const words = "Средство для мытья посуды с ароматом лимона"
	for width := float32(1); width < 400; width += 7 {
		got := fit(words, width, 16, false)
		if textSize(got, 16, false).Width > width {
			t.Errorf("%v wide: %q", width, got)
		}
		if got != words && got != "" && !strings.HasSuffix(got, ellipsis) {
			t.Errorf("%v wide: %q was cut without a sign", width, got)
		}
		first, second := wrap(words, width, 16, false)
		if width > 20 && (textSize(first, 16, false).Width > width || textSize(second, 16, false).Width > width) {
			t.Errorf("%v wide: %q / %q", width, first, second)
		}
	}
	if fit("milk", 1000, 16, false) != "milk" || fit("", 0, 16, false) != "" {
		t.Error("what fits was changed")
	}
}

func TestANumberStaysWithItsUnit(t *testing.T) {
	withLook(t)
	width := textSize("Basmati rice 1", 16, false).Width + 2
	if first, second := wrap("Basmati rice 1 kg", width, 16, false); first != "Basmati rice" || second != "1 kg" {
		t.Errorf("%q / %q", first, second)
	}
	if first, second := wrap("Chocolate 85 dark", textSize("Chocolate 85", 16, false).Width+2, 16, false); first != "Chocolate 85" || second != "dark" {
		t.Errorf("%q / %q", first, second)
	}
}

func TestAShortenedNameKeepsTheSizeOfItsPack(t *testing.T) {
	withLook(t)
	width := textSize("Хлеб бородинск", 16, false).Width
	for name, want := range map[string]string{
		"Хлеб бородинский 600 г": "Хлеб бор… 600 г",
		"Free-range eggs ×10":    "Free-rang… ×10",
		"Молоко 3,2 % жира 1 л":  "Молоко… 1 л",
		"Orange juice 0,75л":     "Orange j… 0,75л",
		"Средство для посуды":    "Средство для…",
		"Tomatoes on vine, kg":   "Tomatoes on v…",
	} {
		if got := fitName(name, width, 16, false); got != want {
			t.Errorf("%q became %q, want %q", name, got, want)
		}
	}
	if first, second := wrapName("Хлеб бородинский нарезанный 600 г", width, 16, false); first != "Хлеб" || second != "бородин… 600 г" {
		t.Errorf("%q / %q", first, second)
	}
}

func TestTheSameWordsPaintNothing(t *testing.T) {
	withLook(t)
	c := newLineCell()
	c.resize(fyne.NewSize(400, 64))
	line := BasketLine{Quantity: "1", Name: "Milk", Total: "€1.00"}
	c.show(line, false, false)
	if n := testing.AllocsPerRun(50, func() { c.show(line, false, false) }); n != 0 {
		t.Errorf("showing the same line again took %v allocations", n)
	}
}

func TestCellsAreUsedAgain(t *testing.T) {
	withLook(t)
	made := 0
	g := NewProductGrid(func() int { return 100_000 }, func(int) Tile { return Tile{Name: "x"} })
	create := g.create
	g.create = func() cell { made++; return create() }
	g.Resize(fyne.NewSize(852, 560))
	test.WidgetRenderer(g)
	for range 2000 {
		g.ScrollBy(41)
	}
	g.ScrollTo(99_999)
	g.Refresh()
	if made > 40 {
		t.Errorf("%d tiles were made for a window of 30", made)
	}
}

func BenchmarkScrollOfTheGrid(b *testing.B) {
	test.NewTempApp(b).Settings().SetTheme(theme.New(theme.Settings{}))
	g := NewProductGrid(func() int { return 100_000 }, func(i int) Tile { return Tile{Name: "Dark chocolate 85 %", Price: "€2.20", Stock: "34"} })
	g.Resize(fyne.NewSize(852, 560))
	test.WidgetRenderer(g)
	dy := float32(37)
	for b.Loop() {
		before := g.Offset()
		if g.ScrollBy(dy); g.Offset() == before {
			dy = -dy
		}
	}
}

func BenchmarkScanIntoABasketOfAThousand(b *testing.B) {
	test.NewTempApp(b).Settings().SetTheme(theme.New(theme.Settings{}))
	lines := make([]BasketLine, 1000)
	for i := range lines {
		lines[i] = BasketLine{Quantity: "1", Name: "Dark chocolate 85 %", Detail: "€2.20 each", Total: "€2.20"}
	}
	k := NewBasket(func() int { return len(lines) }, func(i int) BasketLine { return lines[i] })
	k.Resize(fyne.NewSize(438, 400))
	test.WidgetRenderer(k)
	for b.Loop() {
		lines = append(lines, lines[0])
		k.Refresh()
		k.SetFlash(len(lines) - 1)
		k.ScrollTo(len(lines) - 1)
	}
}
