package datatest

import (
	"fmt"
	"slices"
	"testing"

	"kassa/app/books"
	"kassa/app/fault"
	"kassa/app/money"
	"kassa/app/shop"
)

// fullProduct is a product with every field filled.
func (f Fixture) fullProduct(n int) shop.Product {
	return shop.Product{ID: ID("PRODUCT", n), SKU: fmt.Sprintf("FULL-%d", n), Names: shop.Names{"en": "Everything", "ru": "Всё", "de": "Alles"},
		Category: f.Food.ID, TaxGroup: f.Taxes[0].ID, Entity: f.Entity.ID, Unit: shop.Kilo, Price: 12_345_678, PriceKind: shop.OpenPrice,
		Cost: 1, Tracked: true, Low: 1_500, Favourite: 7, PieceCode: true, CashierNote: "ask for the age", NoteConfirm: true,
		ReceiptNote: "keep cool", Version: 1,
		Barcodes: []shop.Barcode{{Code: fmt.Sprintf("29%011d", n), Qty: 6_000}, {Code: fmt.Sprintf("21%011d", n), Qty: 1}}}
}

func (f Fixture) byID(t *testing.T, of shop.ID) shop.Found {
	t.Helper()
	return found(t, f.Store, func(tx books.Tx) (shop.Found, bool, error) { return tx.Products().ByID(f.Place.ID, of) })
}

func productsAreKept(t *testing.T, f Fixture) {
	p := f.fullProduct(100)
	filled(t, p)
	bare := shop.Product{ID: ID("PRODUCT", 101), Names: shop.Names{"en": "Bare"}, Unit: shop.Piece, PriceKind: shop.FixedPrice, Version: 1}
	alike := bare
	alike.ID = ID("PRODUCT", 102)
	Update(t, f.Store, func(tx books.Tx) error {
		if err := tx.Products().Add(p, bare, alike); err != nil {
			return err
		}
		return tx.Stock().Move([]shop.StockMove{{Product: p.ID, Place: f.Place.ID, Kind: shop.MoveOpening, Qty: 2_500, Document: ID("DOC", 1), At: f.At}})
	})
	same(t, "product", shop.Found{Product: p, Qty: money.One, OnHand: 2_500}, f.byID(t, p.ID))
	same(t, "a product with nothing but a name", shop.Found{Product: bare, Qty: money.One}, f.byID(t, bare.ID))
	for _, one := range f.Products {
		same(t, "product of the fixture", shop.Found{Product: one, Qty: money.One}, f.byID(t, one.ID))
	}
	missing(t, f.Store, func(tx books.Tx) (shop.Found, bool, error) { return tx.Products().ByID(f.Place.ID, ID("PRODUCT", 999)) })
	same(t, "categories", []shop.Category{f.Drinks, f.Food},
		read(t, f.Store, func(tx books.Tx) ([]shop.Category, error) { return tx.Products().Categories() }))
}

func codesFind(t *testing.T, f Fixture) {
	by := func(codes ...string) []shop.Found {
		return read(t, f.Store, func(tx books.Tx) ([]shop.Found, error) { return tx.Products().ByCodes(f.Place.ID, codes) })
	}
	milk, coffee := f.Products[0], f.Products[1]
	same(t, "by the code of a pack", []shop.Found{{Product: milk, Qty: 6_000}}, by("4006381333955"))
	same(t, "in the order of the codes", []shop.Found{{Product: coffee, Qty: money.One}, {Product: milk, Qty: money.One}},
		by("0036000291452", "nothing", "4006381333931"))
	same(t, "by SKU", []shop.Found{{Product: milk, Qty: money.One}}, by("S-001"))
	same(t, "once by two codes", []shop.Found{{Product: milk, Qty: 6_000}}, by("4006381333955", "4006381333931", "S-001"))
	for _, scanned := range []string{"036000291452", "0036000291452", "00036000291452", "36000291452"} {
		same(t, "coffee as "+scanned, []shop.Found{{Product: coffee, Qty: money.One}}, by(shop.SameCodes(scanned)...))
	}
	same(t, "no codes", 0, len(by()))
	same(t, "an empty code", 0, len(by("")))
	same(t, "known", map[string]shop.ID{"S-001": milk.ID, "0036000291452": coffee.ID},
		read(t, f.Store, func(tx books.Tx) (map[string]shop.ID, error) {
			return tx.Products().Known([]string{"S-001", "0036000291452", "unknown", ""})
		}))
}

// Some makers print one code on several things: the till asks which is meant.
func codesAreShared(t *testing.T, f Fixture) {
	other := f.fullProduct(100)
	shared := f.Products[0].Barcodes[0].Code
	other.Barcodes[0].Code = shared
	Update(t, f.Store, func(tx books.Tx) error { return tx.Products().Add(other) })
	other.Version = 1
	both := read(t, f.Store, func(tx books.Tx) ([]shop.Found, error) {
		return tx.Products().ByCodes(f.Place.ID, []string{shared})
	})
	same(t, "both in the order in which they were added", []shop.Found{{Product: f.Products[0], Qty: f.Products[0].Barcodes[0].Qty},
		{Product: other, Qty: other.Barcodes[0].Qty}}, both)
	chosen := func(till shop.ID, code string) (shop.ID, bool) {
		var product shop.ID
		var ok bool
		View(t, f.Store, func(tx books.Tx) (err error) {
			product, ok, err = tx.Products().Chosen(till, code)
			return err
		})
		return product, ok
	}
	if product, ok := chosen(f.Till.ID, shared); ok {
		t.Errorf("before the first choice %s is chosen", product)
	}
	for _, want := range []shop.ID{other.ID, f.Products[0].ID} {
		Update(t, f.Store, func(tx books.Tx) error { return tx.Products().Choose(f.Till.ID, shared, want) })
		if product, ok := chosen(f.Till.ID, shared); !ok || product != want {
			t.Errorf("%s is chosen, want %s", product, want)
		}
	}
	if product, ok := chosen(ID("TILL", 2), shared); ok {
		t.Errorf("at another till %s is chosen", product)
	}
}

func staleProducts(t *testing.T, f Fixture) {
	update := func(p shop.Product) (ok bool) {
		Update(t, f.Store, func(tx books.Tx) (err error) {
			ok, err = tx.Products().Update(p)
			return err
		})
		return ok
	}
	p := f.Products[0]
	p.Price = 1
	if !update(p) {
		t.Fatal("the first change was refused")
	}
	p.Price = 2
	if update(p) {
		t.Error("a change of an older version was accepted")
	}
	got := f.byID(t, p.ID).Product
	if got.Price != 1 || got.Version != 2 {
		t.Errorf("price %d version %d, want 1 and 2", got.Price, got.Version)
	}
	p.ID = ID("PRODUCT", 999)
	if update(p) {
		t.Error("a product that is not there was changed")
	}
}

func changedProducts(t *testing.T, f Fixture) {
	p := f.fullProduct(100)
	Update(t, f.Store, func(tx books.Tx) error { return tx.Products().Add(p) })
	p.Names, p.SKU = shop.Names{"en": "Zebra", "ru": "Зебра"}, "NEW-SKU"
	p.Category, p.TaxGroup, p.Entity = f.Drinks.ID, f.Taxes[1].ID, ""
	p.Barcodes = []shop.Barcode{{Code: "7", Qty: 1}, p.Barcodes[0]}
	p.Unit, p.Price, p.PriceKind, p.Cost, p.Tracked, p.Low, p.Favourite, p.PieceCode = shop.Litre, 5, shop.FixedPrice, 6, false, 0, 0, false
	Update(t, f.Store, func(tx books.Tx) error {
		ok, err := tx.Products().Update(p)
		if err == nil && !ok {
			t.Error("the change was refused")
		}
		return err
	})
	p.Version = 2
	same(t, "changed product", shop.Found{Product: p, Qty: money.One}, f.byID(t, p.ID))
	for query, want := range map[string]int{"zeb": 1, "зебра": 1, "new sku": 1, "everything": 0, "alles": 0, "full 100": 0, "2900": 1, "2100": 0} {
		same(t, "search "+query, want, len(f.search(t, query)))
	}
	tiles := read(t, f.Store, func(tx books.Tx) ([]shop.Tile, error) {
		return tx.Products().Tiles(f.Place.ID, books.Filter{Category: f.Drinks.ID}, shop.Russian, 0, 10)
	})
	same(t, "its place among drinks", "Зебра", tiles[0].Names["ru"])
	same(t, "drinks", 3, len(tiles))
}

func takenCodes(t *testing.T, f Fixture) {
	fresh := f.fullProduct(100)
	for what, spoil := range map[string]func(*shop.Product){
		"SKU": func(p *shop.Product) { p.SKU = f.Products[0].SKU },
		"id":  func(p *shop.Product) { p.ID = f.Products[0].ID },
	} {
		bad := f.fullProduct(101)
		spoil(&bad)
		err := refused(t, f.Store, func(tx books.Tx) error { return tx.Products().Add(fresh, bad) })
		if !fault.Is(err, fault.AlreadyExists) {
			t.Errorf("%s: %v, want AlreadyExists", what, err)
		}
		missing(t, f.Store, func(tx books.Tx) (shop.Found, bool, error) { return tx.Products().ByID(f.Place.ID, fresh.ID) })
	}
	nameless := f.fullProduct(101)
	nameless.Names = nil
	if err := refused(t, f.Store, func(tx books.Tx) error { return tx.Products().Add(nameless) }); !fault.Is(err, fault.EmptyName) {
		t.Errorf("no name: %v, want EmptyName", err)
	}
}

func tilesInOrder(t *testing.T, f Fixture) {
	Update(t, f.Store, func(tx books.Tx) error {
		return tx.Stock().Move([]shop.StockMove{{Product: f.Products[0].ID, Place: f.Place.ID, Kind: shop.MoveOpening, Qty: 4_000, Document: ID("DOC", 1), At: f.At}})
	})
	tiles := func(filter books.Filter, lang shop.Lang, offset, limit int) []shop.Tile {
		return read(t, f.Store, func(tx books.Tx) ([]shop.Tile, error) {
			return tx.Products().Tiles(f.Place.ID, filter, lang, offset, limit)
		})
	}
	named := func(lang shop.Lang, all []shop.Tile) []string {
		var list []string
		for _, one := range all {
			list = append(list, one.Names.In(lang))
		}
		return list
	}
	milk := f.Products[0]
	want := shop.Tile{ID: milk.ID, Names: milk.Names, Price: milk.Price, PriceKind: milk.PriceKind, Unit: milk.Unit, Color: f.Drinks.Color,
		Tracked: true, OnHand: 4_000, Low: milk.Low}
	filled(t, want)
	same(t, "tile", want, tiles(books.Filter{Favourites: true}, shop.English, 0, 1)[0])
	same(t, "in English", []string{"Crème brûlée", "Ground coffee 250 g", "Rye bread", "Watch", "Whole milk 1 l"},
		named("en", tiles(books.Filter{}, shop.English, 0, 10)))
	same(t, "in Russian", []string{"Кофе молотый 250 г", "Крем-брюле", "Молоко цельное 1 л", "Часы", "Чёрный хлеб"},
		named("ru", tiles(books.Filter{}, shop.Russian, 0, 10)))
	same(t, "a page", []string{"Rye bread", "Watch"}, named("en", tiles(books.Filter{}, shop.English, 2, 2)))
	same(t, "of a category", []string{"Ground coffee 250 g", "Whole milk 1 l"}, named("en", tiles(books.Filter{Category: f.Drinks.ID}, "en", 0, 9)))
	same(t, "favourites", []string{"Whole milk 1 l", "Ground coffee 250 g"}, named("en", tiles(books.Filter{Favourites: true}, "en", 0, 9)))
	same(t, "of an unknown category", 0, len(tiles(books.Filter{Category: ID("CAT", 9)}, "en", 0, 9)))
	for _, one := range []struct {
		filter books.Filter
		want   int
	}{{books.Filter{}, 5}, {books.Filter{Category: f.Food.ID}, 3}, {books.Filter{Favourites: true}, 2}, {books.Filter{Category: ID("CAT", 9)}, 0}} {
		same(t, fmt.Sprintf("count of %+v", one.filter), one.want,
			read(t, f.Store, func(tx books.Tx) (int, error) { return tx.Products().Count(one.filter) }))
	}
}

// search returns the English names of what a query finds.
func (f Fixture) search(t *testing.T, query string) []string {
	t.Helper()
	var list []string
	for _, one := range read(t, f.Store, func(tx books.Tx) ([]shop.Tile, error) { return tx.Products().Search(f.Place.ID, query, 50) }) {
		list = append(list, one.Names.In(shop.English))
	}
	return list
}

func searchFinds(t *testing.T, f Fixture) {
	for query, want := range map[string][]string{
		"milk": {"Whole milk 1 l"}, "MIL whole": {"Whole milk 1 l"}, "ilk": nil, "молоко цел": {"Whole milk 1 l"}, "МОЛОКО": {"Whole milk 1 l"},
		"creme": {"Crème brûlée"}, "Crème BRÛ": {"Crème brûlée"}, "брюле": {"Crème brûlée"}, "черный": {"Rye bread"}, "ЧЁРНЫЙ": {"Rye bread"},
		"хлеб чер": {"Rye bread"}, "milk черный": nil, "S-001": {"Whole milk 1 l"}, "s 001": {"Whole milk 1 l"},
		"4006381333986": {"Watch"}, "400638133398": {"Watch"}, "036000291452": {"Ground coffee 250 g"}, "coffee 250": {"Ground coffee 250 g"},
		"": nil, "  ": nil, "%": nil, "_": nil, "'; DROP TABLE sales;--": nil, "!!": nil,
	} {
		got := f.search(t, query)
		slices.Sort(got)
		same(t, "search "+query, want, got)
	}
	same(t, "limit", 2, len(read(t, f.Store, func(tx books.Tx) ([]shop.Tile, error) { return tx.Products().Search(f.Place.ID, "4006", 2) })))
}

func bestKnownFirst(t *testing.T, f Fixture) {
	var many []shop.Product
	for n := range 700 {
		p := f.fullProduct(1000 + n)
		p.Favourite, p.Names = 0, shop.Names{"en": fmt.Sprintf("Mango %03d", n), "ru": fmt.Sprintf("Манго %03d", n)}
		many = append(many, p)
	}
	sold, rare := many[650], many[690]
	Update(t, f.Store, func(tx books.Tx) error {
		if err := tx.Products().Add(many...); err != nil {
			return err
		}
		for n := range 3 {
			s := f.Sale(n + 1)
			s.Lines[0].Product, s.Lines[1].Product = sold.ID, sold.ID
			if n == 0 {
				s.Lines[1].Product = rare.ID
			}
			if err := tx.Sales().Add(s); err != nil {
				return err
			}
		}
		return nil
	})
	for _, query := range []string{"m", "м", "mango", "манго"} {
		got := f.search(t, query)
		same(t, "as many as asked for "+query, 50, len(got))
		got = slices.DeleteFunc(got, func(name string) bool { return name == "Whole milk 1 l" || name == "Ground coffee 250 g" })
		same(t, "the best known for "+query, []string{"Mango 650", "Mango 690"}, got[:2])
	}
	same(t, "a favourite before them", "Whole milk 1 l", f.search(t, "m")[0])
	same(t, "a whole code before all", "Mango 699", f.search(t, "FULL-1699")[0])
}
