//go:build cgo

package office_test

import (
	"context"
	"errors"
	"testing"

	"kassa/app/books"
	"kassa/app/fault"
	"kassa/app/office"
	"kassa/app/shop"
	"kassa/app/text"
	"kassa/data/datatest"
)

func TestTheDemoShopIsWellMade(t *testing.T) {
	for lang, currency := range map[string]string{"en": "EUR", "ru": "RUB"} {
		f, store := founding(t)
		made, n, err := office.Demo(t.Context(), f, lang)
		if err != nil {
			t.Fatal(err)
		}
		if n < 140 || made.Shop.Currency.Code != currency {
			t.Errorf("%s: %d products in %s", lang, n, made.Shop.Currency.Code)
		}
		said, _ := text.For(lang)
		if made.Shop.Name != said.T("demo.shop") {
			t.Errorf("%s: the shop is called %q", lang, made.Shop.Name)
		}
		datatest.View(t, store, func(tx books.Tx) error { return wellMade(t, tx, made) })
		sound(t, store)
	}
}

// wellMade looks at every product of the demo shop.
func wellMade(t *testing.T, tx books.Tx, made office.Founded) error {
	t.Helper()
	favourites, err := tx.Products().Tiles(made.Till.Place, books.Filter{Favourites: true}, made.Shop.Lang, 0, 100)
	if err != nil {
		return err
	}
	if len(favourites) != 20 || favourites[0].Names[shop.English] != "Sourdough loaf 600 g" || favourites[15].PriceKind != shop.OpenPrice {
		t.Errorf("%d favourites, the first %v", len(favourites), favourites[0].Names)
	}
	all, err := tx.Products().Tiles(made.Till.Place, books.Filter{}, made.Shop.Lang, 0, 1000)
	if err != nil {
		return err
	}
	out, low, weighed, codes := 0, 0, 0, map[string]bool{}
	for _, tile := range all {
		f, _, err := tx.Products().ByID(made.Till.Place, tile.ID)
		if err != nil {
			return err
		}
		p := f.Product
		if p.Names[shop.English] == "" || p.Names[shop.Russian] == "" || p.Category == "" || p.TaxGroup == "" {
			t.Errorf("%s lacks something: %+v", p.SKU, p)
		}
		if p.PriceKind == shop.FixedPrice && (p.Price <= 0 || p.Cost <= 0 || p.Cost >= p.Price) {
			t.Errorf("%s: price %d, cost %d", p.SKU, p.Price, p.Cost)
		}
		for _, b := range p.Barcodes {
			if !shop.GTIN(b.Code) || len(b.Code) != 13 || b.Code[0] != '2' || codes[b.Code] {
				t.Errorf("%s has the barcode %s", p.SKU, b.Code)
			}
			codes[b.Code] = true
		}
		switch {
		case p.Tracked && f.OnHand == 0:
			out++
		case p.Tracked && f.OnHand <= p.Low:
			low++
		}
		if p.Unit == shop.Kilo {
			weighed++
		}
	}
	if out < 3 || low < 5 || weighed < 10 || len(codes) < 100 {
		t.Errorf("out of stock %d, low %d, weighed %d, codes %d", out, low, weighed, len(codes))
	}
	categories, err := tx.Products().Categories()
	if len(categories) < 8 || len(categories) > 10 {
		t.Errorf("%d categories", len(categories))
	}
	return err
}

// brittle are books that refuse every unit of work after the first few.
type brittle struct {
	books.Store
	left int
}

func (b *brittle) Update(ctx context.Context, f func(books.Tx) error) error {
	if b.left--; b.left < 0 {
		return errors.New("the power failed")
	}
	return b.Store.Update(ctx, f)
}

func TestADemoShopThatWasInterruptedIsFinishedByARepeat(t *testing.T) {
	for steps := 0; ; steps++ {
		f, store := founding(t)
		power := f
		power.Store = &brittle{Store: store, left: steps}
		_, _, err := office.Demo(t.Context(), power, "en")
		if err == nil {
			if steps < 2 {
				t.Errorf("a demo shop took %d units of work", steps)
			}
			break
		}
		datatest.View(t, store, func(tx books.Tx) error {
			s, found, err := tx.Shop().Get()
			if err != nil || !found {
				return err
			}
			mark, _, err := tx.Shop().Setting(books.ForShop, s.ID, office.DemoSetting)
			if mark == "" {
				t.Errorf("after %d steps the shop looks like a real one", steps)
			}
			return err
		})
		made, n, err := office.Demo(t.Context(), f, "en")
		if err != nil || n < 140 {
			t.Fatalf("after %d steps: %d products, %v", steps, n, err)
		}
		datatest.View(t, store, func(tx books.Tx) error { return wellMade(t, tx, made) })
		fr, ctx := frame(t, f, made)
		for _, key := range []string{shop.PrinterReceipt, shop.DrawerKey} {
			if v, err := office.New(fr).Setting(ctx, key); err != nil || v != "sim:" {
				t.Errorf("after %d steps %s is %q: %v", steps, key, v, err)
			}
		}
		sound(t, store)
		if _, _, err := office.Demo(t.Context(), f, "en"); !fault.Is(err, fault.ShopExists) {
			t.Errorf("a whole demo shop was made again: %v", err)
		}
	}
}

func TestARealShopIsNeverMadeADemo(t *testing.T) {
	f, store := founding(t)
	f.Path = "/books"
	made, err := office.Init(t.Context(), f, office.InitSpec{Name: "Corner shop", Country: "DE"})
	if err != nil {
		t.Fatal(err)
	}
	_, _, err = office.Demo(t.Context(), f, "en")
	if told, ok := fault.Of(err); !ok || told.Code != fault.ShopExists || told.Args["path"] != "/books" {
		t.Errorf("%v", err)
	}
	if records(t, store, made.Till.ID) != 1 {
		t.Error("something was written")
	}
}
