package checkout

import (
	"context"
	"testing"
	"time"

	"kassa/app/money"
	"kassa/app/shop"
	"kassa/ui/checkout/aside"
)

// counterPage is a page with a product, a weighed one, a category, an act, a list and a product that is gone.
func counterPage() shop.TilePage {
	sells := func(id shop.ID) shop.TileAct { return shop.TileAct{Does: shop.TileSells, Ref: id} }
	tile := func(acts ...shop.TileAct) shop.PageTile { return shop.PageTile{Color: shop.NoColor, Acts: acts} }
	several := tile(sells("p4"), sells("p0"), shop.TileAct{Does: shop.TileOpenItem})
	several.Names, several.Color = shop.Names{"en": "Breakfast", "ru": "Завтрак"}, 5
	return shop.TilePage{ID: "page-a", Names: shop.Names{"en": "Counter", "ru": "Прилавок"}, No: 1, Version: 1, Tiles: []shop.PageTile{
		tile(sells("p1")), tile(sells("p3")), tile(shop.TileAct{Does: shop.TileShows, Ref: "c2"}), tile(shop.TileAct{Does: shop.TilePriceCheck}),
		several, tile(sells("gone")), tile(shop.TileAct{Does: shop.TileNoSale})}}
}

// till is a drawer that remembers why it was opened.
type till struct {
	reasons shop.Reasons
	opened  []string
}

func (d *till) NewID() shop.ID                                               { return "id" }
func (d *till) Reasons(context.Context, shop.CashKind) (shop.Reasons, error) { return d.reasons, nil }
func (d *till) NoSale(_ context.Context, _ shop.ID, why string) (shop.CashMove, error) {
	d.opened = append(d.opened, why)
	return shop.CashMove{}, nil
}

// newPaged is a stand with a page of tiles on the screen.
func newPaged(lang shop.Lang) (*stand, *till) {
	s, d := &stand{booth: newBooth(lang), clock: newClock()}, &till{}
	s.rack = &rack{b: s.booth}
	s.booth.pages = []shop.TilePage{counterPage()}
	s.drawer = d
	s.open()
	s.Category(1)
	s.clock.pass(time.Second)
	return s, d
}

func TestATileDoesWhatItWasArrangedFor(t *testing.T) {
	s, _ := newPaged("en")
	if g := s.State().Goods; g.Groups[1].Page != "page-a" || g.Count != 7 {
		t.Fatalf("groups %+v, %d tiles", g.Groups, g.Count)
	}
	s.Search("3*", false)
	s.Tile(0)
	if l := s.State().Basket.Cart.Lines; len(l) != 1 || l[0].Product != "p1" || l[0].Qty != 3*money.One {
		t.Fatalf("sold %+v", l)
	}
	s.Tile(1)
	if p := s.State().Pad; p == nil || p.For != PadWeight {
		t.Errorf("a weighed product: %+v", p)
	}
	s.Escape()
	s.Tile(3)
	s.Tile(0)
	if f, ok := s.State().Aside.Looked(); !ok || f.Product.ID != "p1" || len(s.State().Basket.Cart.Lines) != 1 {
		t.Errorf("price check: %+v", s.State().Aside)
	}
	s.Escape()
	s.Tile(2)
	if g := s.State().Goods; g.Groups[g.Group].Category != "c2" {
		t.Errorf("a category shows group %+v", g.Groups[g.Group])
	}
}

func TestATileWithSeveralActsOffersThem(t *testing.T) {
	s, _ := newPaged("en")
	s.Tile(4)
	if a := s.State().Aside; a.Kind != aside.Acts || len(a.Acts) != 3 || a.Acts[1].Names["en"] != "Sourdough loaf 600 g" {
		t.Fatalf("offered %+v", a)
	}
	s.Aside().Answer(1)
	if l := s.State().Basket.Cart.Lines; len(l) != 1 || l[0].Product != "p0" || s.State().Aside.Open() {
		t.Errorf("sold %+v", l)
	}
	s.Tile(4)
	s.Aside().Answer(2)
	if f := s.State().Form; f == nil || f.For != FormOpen {
		t.Errorf("form %+v", f)
	}
}

func TestTheDrawerIsOpenedByATile(t *testing.T) {
	s, d := newPaged("en")
	s.Tile(6)
	if len(d.opened) != 1 || d.opened[0] != "" || s.State().Words.Key != DrawerWords {
		t.Fatalf("opened %q", d.opened)
	}
	d.reasons = shop.Reasons{Lines: []string{"Change", "Test"}, Required: true}
	s.Tile(6)
	if a := s.State().Aside; a.Kind != aside.Reasons || a.Rows() != 2 || len(d.opened) != 1 {
		t.Fatalf("asked %+v", a)
	}
	s.Aside().Answer(1)
	d.reasons.Required = false
	s.Tile(6)
	s.Aside().Answer(2)
	if len(d.opened) != 3 || d.opened[1] != "Test" || d.opened[2] != "" {
		t.Errorf("opened %q", d.opened)
	}
}

func TestWhileAPageIsArrangedNothingIsSold(t *testing.T) {
	s, _ := newPaged("en")
	s.scan(1)
	s.Arrange()
	s.clock.pass(time.Second)
	if e := s.State().Goods.Edit; e == nil || s.State().CanPay {
		t.Fatalf("draft %+v, can pay %v", e, s.State().CanPay)
	}
	s.Take(s.State().Exact())
	s.Scan(code(8))
	s.Tile(0)
	s.Tile(7)
	s.Search("choc", false)
	s.clock.pass(time.Second)
	s.Tile(0)
	s.Park()
	s.LookAtPrices()
	e := s.State().Goods.Edit
	last := len(e.Page.Tiles) - 1
	if len(e.Page.Tiles) != 9 || e.Page.Tiles[last].Acts[0].Ref != "p7" || e.Page.Tiles[7].Acts[0].Ref != "p1" || e.Page.Tiles[6].Acts[0].Ref != "p8" {
		t.Errorf("on the page: %+v", e.Page.Tiles)
	}
	if got := s.State(); got.Paid != nil || len(got.Basket.Cart.Lines) != 1 || got.Query != "" || got.Goods.Search || got.Aside.Open() {
		t.Errorf("paid %v, basket %v, query %q", got.Paid, s.names(), got.Query)
	}
	s.Goods().Rename()
	s.FormName("Bar")
	s.FormEnter()
	s.Goods().Done()
	s.clock.pass(time.Second)
	if got := s.State(); got.Goods.Edit != nil || !got.CanPay || s.booth.pages[0].Names["en"] != "Bar" || got.Goods.Count != 9 {
		t.Errorf("stored %+v, can pay %v", s.booth.pages, got.CanPay)
	}
	s.Arrange()
	s.Escape()
	if s.State().Goods.Edit != nil {
		t.Error("Escape does not end arranging")
	}
}

func TestAStarIsGivenWhereThePriceIsLookedAt(t *testing.T) {
	s := newStand("en")
	s.LookAtPrices()
	s.Scan(code(2))
	if a := s.State().Aside; !a.MayStar {
		t.Fatalf("no star is offered: %+v", a)
	}
	s.Aside().Star()
	if f, _ := s.State().Aside.Looked(); f.Product.Favourite != 1 || s.booth.goods[2].Favourite != 1 {
		t.Errorf("favourite %d", f.Product.Favourite)
	}
	s.Aside().Star()
	if f, _ := s.State().Aside.Looked(); f.Product.Favourite != 0 || s.booth.goods[2].Favourite != 0 {
		t.Errorf("favourite %d", f.Product.Favourite)
	}
	s.Escape()
	s.booth.small = true
	s.GoodsChanged(true)
	s.LookAtPrices()
	s.Scan(code(2))
	s.Aside().Star()
	if s.State().Aside.MayStar || s.booth.goods[2].Favourite != 0 {
		t.Error("a star without the right")
	}
}
