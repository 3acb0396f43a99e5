package widgets_test

import (
	"fmt"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/test"

	"kassa/ui/theme"
	"kassa/ui/uitest"
	"kassa/ui/widgets"
)

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

func TestAMarkedTileComesIntoSightAndOnlyItIsFilledAgain(t *testing.T) {
	asked := map[int]int{}
	var grid *widgets.ProductGrid
	w := open(t, func() fyne.CanvasObject {
		grid = widgets.NewProductGrid(func() int { return 1000 }, func(i int) widgets.Tile {
			asked[i]++
			return widgets.Tile{Name: fmt.Sprint("P", i)}
		})
		return grid
	})
	clear(asked)
	grid.SetMarked(3)
	grid.SetMarked(4)
	if fmt.Sprint(asked) != "map[3:2 4:1]" {
		t.Errorf("asked %v", asked)
	}
	grid.SetMarked(700)
	if !w.Shows("P700") || grid.Marked() != 700 {
		t.Error("the marked tile does not show")
	}
}

func TestALongNameIsWrittenSmallerBeforeItIsCut(t *testing.T) {
	name := "All-purpose cleaner 750 ml"
	for _, c := range []struct {
		percent int
		wide    float32
	}{{100, 455}, {130, 495}, {130, 480}, {130, 470}, {130, 460}} {
		percent, wide := c.percent, c.wide
		v := uitest.Variant{Lang: "en", Width: 1366, Height: 768, TextPercent: percent}
		w := uitest.Open(t, v, func() fyne.CanvasObject {
			b := widgets.NewBasket(func() int { return 1 }, func(int) widgets.BasketLine {
				return widgets.BasketLine{Quantity: "1", Name: name, Detail: "€2.49", Total: "€2.49"}
			})
			b.Resize(fyne.NewSize(wide, 300))
			return container.NewWithoutLayout(b)
		})
		if !w.Shows(name) {
			t.Errorf("at %d %% and %v wide the name is cut: %v", percent, wide, w.Texts())
		}
	}
}

func TestAllDotsOfALongPINAreInSight(t *testing.T) {
	for _, n := range []int{4, 12, 16, 24} {
		dots := widgets.NewDots(4)
		uitest.Open(t, uitest.Standard(), func() fyne.CanvasObject {
			dots.Resize(fyne.NewSize(320, 18))
			return container.NewWithoutLayout(dots)
		})
		dots.SetAll(n)
		shown := 0
		for _, o := range test.WidgetRenderer(dots).Objects() {
			if !o.Visible() {
				continue
			}
			shown++
			if x := o.Position().X; x < -0.1 || x+o.Size().Width > 320.1 || o.Size().Width < 5 {
				t.Errorf("of %d dots one stands at %v, %v wide", n, x, o.Size().Width)
			}
		}
		if shown != n {
			t.Errorf("%d of %d dots show", shown, n)
		}
	}
}
