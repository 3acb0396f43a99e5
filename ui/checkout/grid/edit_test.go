package grid

import (
	"slices"
	"testing"

	"kassa/app/fault"
	"kassa/app/shop"
)

// on are what the tiles of the draft do, each as "product:p1+category:a".
func (h *hall) on() (list []string) {
	for _, t := range h.State().Edit.Page.Tiles {
		does := ""
		for i, a := range t.Acts {
			if i > 0 {
				does += "+"
			}
			does += string(a.Does)
			if a.Ref != "" {
				does += ":" + string(a.Ref)
			}
		}
		list = append(list, does)
	}
	return list
}

// page begins a page with three products.
func (h *hall) page(name string) {
	h.typed = name
	h.NewPage()
	h.queue.run()
	for i := range 3 {
		h.AddProduct(h.rack.tile(i))
	}
}

func TestTilesAreMovedByTwoTaps(t *testing.T) {
	h := newModel(&rack{n: 9})
	h.page("Counter")
	if got, want := h.on(), []string{"product:p0", "product:p1", "product:p2"}; !slices.Equal(got, want) {
		t.Fatalf("a new page holds %v", got)
	}
	h.TapTile(0)
	if e := h.State().Edit; e.Chosen != 0 || !e.CanLabel() {
		t.Errorf("chosen %d", e.Chosen)
	}
	h.TapTile(2)
	if got, want := h.on(), []string{"product:p1", "product:p2", "product:p0"}; !slices.Equal(got, want) || h.State().Edit.Chosen != -1 {
		t.Errorf("moved to the end: %v", got)
	}
	h.TapTile(2)
	h.TapTile(2)
	if h.State().Edit.Chosen != -1 {
		t.Error("a second tap does not let the tile go")
	}
	h.TapTile(1)
	h.Remove()
	if got, want := h.on(), []string{"product:p1", "product:p0"}; !slices.Equal(got, want) {
		t.Errorf("taken off: %v", got)
	}
}

func TestWhatIsAddedOntoAChosenTileMakesAListOfIt(t *testing.T) {
	h := newModel(&rack{n: 9})
	h.page("Counter")
	h.AddAct(shop.TileAct{Does: shop.TileOpenItem})
	h.AddAct(shop.TileAct{Does: shop.TileOpenItem})
	h.TapTile(1)
	h.AddProduct(h.rack.tile(7))
	h.AddAct(shop.TileAct{Does: shop.TileShows, Ref: "b"})
	h.AddAct(shop.TileAct{Does: shop.TileShows, Ref: "b"})
	h.typed = "Many things"
	h.Label()
	h.Color(4)
	want := []string{"product:p0", "product:p1+product:p7+category:b", "product:p2", "open_item"}
	if got := h.on(); !slices.Equal(got, want) {
		t.Errorf("on the page: %v", got)
	}
	if tile := h.State().Edit.Page.Tiles[1]; tile.Names["en"] != "Many things" || tile.Color != 4 || h.State().Edit.Page.Tiles[0].Color != shop.NoColor {
		t.Errorf("tile %+v", tile)
	}
	h.typed = ""
	h.Label()
	h.Color(shop.NoColor)
	if tile := h.State().Edit.Page.Tiles[1]; tile.Names != nil || tile.Color != shop.NoColor {
		t.Errorf("without a label: %+v", tile)
	}
}

func TestAPageIsStoredWholeAndShown(t *testing.T) {
	h := newModel(&rack{n: 9, favourites: 2})
	h.page("Counter")
	h.ForAll(false, "till")
	h.typed = "Bar"
	h.Rename()
	h.Done()
	h.queue.run()
	s := h.State()
	if s.Edit != nil || len(h.rack.pages) != 1 || s.Groups[s.Group].Page != "page1" || s.Count != 3 {
		t.Fatalf("stored %+v, group %d of %+v, %d tiles", h.rack.pages, s.Group, s.Groups, s.Count)
	}
	if p := h.rack.pages[0]; p.Names["en"] != "Bar" || p.Till != "till" || p.Version != 1 {
		t.Errorf("page %+v", p)
	}
	if item, ok := s.At(1); !ok || item.Page == nil || item.Product.ID != "p1" {
		t.Errorf("the second tile is %+v", item)
	}
	h.Arrange()
	h.AddScanned("scanned")
	h.queue.run()
	h.Cancel()
	h.queue.run()
	if len(h.rack.pages[0].Tiles) != 3 || h.State().Count != 3 {
		t.Errorf("what was discarded is stored: %+v", h.rack.pages[0])
	}
	h.Arrange()
	h.DropPage()
	h.queue.run()
	if s := h.State(); len(h.rack.pages) != 0 || s.Edit != nil || !s.Groups[s.Group].Favourites {
		t.Errorf("dropped: %+v, %+v", h.rack.pages, s.Groups[s.Group])
	}
}

func TestAPageThatSomebodyElseArrangedMeanwhileIsNotOverwritten(t *testing.T) {
	h := newModel(&rack{n: 9})
	h.page("Counter")
	h.Done()
	h.queue.run()
	h.Arrange()
	h.AddScanned("scanned")
	h.queue.run()
	h.rack.pages[0].Version = 7
	h.Done()
	h.queue.run()
	if e := h.State().Edit; !fault.Is(h.fault, fault.PageChanged) || e == nil || e.Saving || len(e.Page.Tiles) != 4 {
		t.Errorf("fault %v, draft %+v", h.fault, e)
	}
}

func TestPagesGoBeforeOneAnother(t *testing.T) {
	h := newModel(&rack{n: 9})
	for _, name := range []string{"A", "B", "C"} {
		h.page(name)
		h.Done()
		h.queue.run()
	}
	names := func() (list []string) {
		for _, g := range h.State().Groups {
			if g.Page != "" {
				list = append(list, g.Names["en"])
			}
		}
		return list
	}
	h.Arrange() // C is shown
	h.AddAct(shop.TileAct{Does: shop.TilePark})
	h.MovePage(-1)
	h.queue.run()
	if got := names(); !slices.Equal(got, []string{"A", "C", "B"}) || h.State().Edit == nil || len(h.State().Edit.Page.Tiles) != 4 {
		t.Fatalf("pages %v, draft %+v", got, h.State().Edit)
	}
	h.MovePage(-1)
	h.queue.run()
	h.MovePage(-1)
	h.queue.run()
	h.Done()
	h.queue.run()
	if got := names(); !slices.Equal(got, []string{"C", "A", "B"}) || h.fault != nil {
		t.Errorf("pages %v, fault %v", got, h.fault)
	}
	if p, _ := h.State().page("page3"); len(p.Tiles) != 4 {
		t.Errorf("the draft of C was lost: %+v", p)
	}
}

func TestFavouritesAreArrangedAsTheyWereShown(t *testing.T) {
	h := newModel(&rack{n: 9, favourites: 3})
	h.Arrange()
	h.queue.run()
	if e := h.State().Edit; e == nil || !e.Favourites || len(e.Page.Tiles) != 3 {
		t.Fatalf("draft %+v", e)
	}
	h.AddAct(shop.TileAct{Does: shop.TilePark})
	h.AddProduct(h.rack.tile(8))
	h.TapTile(3)
	h.TapTile(0)
	h.TapTile(1)
	h.Remove()
	h.Done()
	h.queue.run()
	if want := []shop.ID{"p8", "p1", "p2"}; !slices.Equal(h.rack.starred, want) {
		t.Errorf("starred %v, want %v", h.rack.starred, want)
	}
}

func TestWhoMayNotArrangeArrangesNothing(t *testing.T) {
	h := newModel(&rack{n: 9, favourites: 3, small: true})
	h.Arrange()
	h.ArrangeFavourites()
	h.queue.run()
	if h.State().Edit != nil {
		t.Error("a page is arranged without the right")
	}
	h.TapTile(0)
	h.AddProduct(h.rack.tile(1))
	h.Done()
	h.DropPage()
	h.queue.run()
}

func TestAnotherPageIsArrangedWithoutLosingTheFirst(t *testing.T) {
	h := newModel(&rack{n: 9})
	for _, name := range []string{"A", "B"} {
		h.page(name)
		h.Done()
		h.queue.run()
	}
	h.Arrange()
	h.AddAct(shop.TileAct{Does: shop.TilePark})
	h.EditGroup(1)
	h.queue.run()
	if e := h.State().Edit; e == nil || e.Page.Names["en"] != "A" || len(h.rack.pages[1].Tiles) != 4 {
		t.Errorf("draft %+v, B holds %d tiles", e, len(h.rack.pages[1].Tiles))
	}
	h.Find("1")
	h.queue.run()
	if s := h.State(); !s.Search || s.Count != 1 {
		t.Errorf("a search while arranging: %+v", s.Count)
	}
	h.Find("")
	h.queue.run()
	if s := h.State(); s.Search || s.Count != 3 {
		t.Errorf("the draft after a search: %d tiles", s.Count)
	}
}
