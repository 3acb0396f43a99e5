// Package datatest helps to test with real books: an empty store on a temporary SQLite file, a small shop in it, and
// the conformance suite that every database must pass.
//
// A worked example: f := datatest.Shop(t, datatest.Open(t)) gives a shop in euros with one till, one person and five
// products; f.Sale(1) is a sale of it in which every field is filled.
package datatest

import (
	"context"
	"fmt"
	"path/filepath"
	"testing"
	"time"

	"kassa/app/books"
	"kassa/app/money"
	"kassa/app/shop"
	"kassa/data"
	"kassa/data/pgtest"
)

// Open opens empty books in a temporary SQLite file and closes them when the test ends.
func Open(t testing.TB) *data.Store {
	t.Helper()
	return OpenAt(t, filepath.Join(t.TempDir(), "kassa.db"))
}

// OpenPostgres opens empty books in a schema of their own, on the server that KASSA_TEST_POSTGRES names.
func OpenPostgres(t testing.TB) *data.Store {
	t.Helper()
	return OpenAt(t, pgtest.Schema(t))
}

// OpenAt opens the books behind an address and closes them when the test ends.
func OpenAt(t testing.TB, dsn string) *data.Store {
	t.Helper()
	s, err := data.Open(context.Background(), data.Options{DSN: dsn})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := s.Close(); err != nil {
			t.Error(err)
		}
	})
	return s
}

// Update writes and fails the test when that fails.
func Update(t testing.TB, s *data.Store, f func(books.Tx) error) {
	t.Helper()
	if err := s.Update(context.Background(), f); err != nil {
		t.Fatal(err)
	}
}

// View reads and fails the test when that fails.
func View(t testing.TB, s *data.Store, f func(books.Tx) error) {
	t.Helper()
	if err := s.View(context.Background(), f); err != nil {
		t.Fatal(err)
	}
}

// Fixture is the small shop of Shop.
type Fixture struct {
	Store    *data.Store
	Shop     shop.Shop
	Place    shop.Place
	Entity   shop.Entity
	Till     shop.Till
	Staff    shop.Staff
	Shift    shop.Shift
	Taxes    []shop.TaxGroup // 19 % and 7 % inside the price, two taxes on top
	Tenders  []shop.Tender   // cash, card
	Drinks   shop.Category
	Food     shop.Category
	Products []shop.Product
	At       shop.Moment
}

// ID is the n-th id of a kind: always the same, 26 letters and digits like any other.
func ID(kind string, n int) shop.ID {
	return shop.ID(fmt.Sprintf("01TEST%-8s%012d", kind, n)[:26])
}

// Start is when the clock of the fixture stands: 23 November 2026, 09:30 in Berlin.
func Start() time.Time { return time.Date(2026, 11, 23, 8, 30, 0, 0, time.UTC) }

// Shop stores a small shop: euros, one place, one till with an open shift, three tax groups, two tenders, five products.
func Shop(t testing.TB, s *data.Store) Fixture {
	t.Helper()
	f := setUp(s)
	Update(t, s, func(tx books.Tx) error { return f.store(tx) })
	return f
}

func setUp(s *data.Store) Fixture {
	eur, _ := money.CurrencyOf("EUR")
	zone, err := time.LoadLocation("Europe/Berlin")
	if err != nil {
		zone = time.UTC
	}
	f := Fixture{
		Store: s,
		Shop: shop.Shop{ID: ID("SHOP", 1), Name: "Corner shop", Address: "1 Main Street", TaxID: "DE000000000", Currency: eur,
			Country: "DE", Lang: shop.English, Zone: zone, DayStart: 4,
			Rules: shop.Rules{Rounding: money.HalfUp, TaxRounding: shop.PerLine,
				Cash: shop.CashRounding{Step: 5, Direction: shop.CashNearest, Form: shop.CashLine}},
			Texts: shop.Texts{Header: "Welcome", Footer: "Thank you"}},
		Place:  shop.Place{ID: ID("PLACE", 1), Name: "Shop"},
		Entity: shop.Entity{ID: ID("ENTITY", 1), Name: "Corner shop ltd", TaxID: "DE000000000"},
		Staff:  shop.Staff{ID: ID("STAFF", 1), Code: "C1", Name: "Cashier 1", Role: "owner"},
		Drinks: shop.Category{ID: ID("CAT", 1), Names: shop.Names{"en": "Drinks", "ru": "Напитки"}, Color: 2, Order: 1},
		Food:   shop.Category{ID: ID("CAT", 2), Names: shop.Names{"en": "Food", "ru": "Еда"}, Color: 5, Order: 2},
	}
	f.Till = shop.Till{ID: ID("TILL", 1), Place: f.Place.ID, Code: "T1", Name: "Till 1", Series: "A", KeyID: ""}
	f.At = f.Shop.Moment(Start())
	f.Shift = shop.Shift{ID: ID("SHIFT", 1), Till: f.Till.ID, No: 1, Opened: f.At, OpenedBy: f.Staff.ID, Float: 10_000}
	f.Taxes = []shop.TaxGroup{
		{ID: ID("TAX", 1), Code: "A", Names: shop.Names{"en": "Standard", "ru": "Полная"}, Inclusive: true, Taxes: []shop.Tax{
			{Code: "A", Names: shop.Names{"en": "VAT 19 %", "ru": "НДС 19 %"}, Rate: 190_000, From: 20070101}}},
		{ID: ID("TAX", 2), Code: "B", Names: shop.Names{"en": "Reduced", "ru": "Льготная"}, Inclusive: true, Taxes: []shop.Tax{
			{Code: "B", Names: shop.Names{"en": "VAT 5 %"}, Rate: 50_000, From: 20200701, Until: 20201231},
			{Code: "B", Names: shop.Names{"en": "VAT 7 %"}, Rate: 70_000, From: 20210101}}},
		{ID: ID("TAX", 3), Code: "C", Names: shop.Names{"en": "On top"}, Inclusive: false, Taxes: []shop.Tax{
			{Code: "STATE", Names: shop.Names{"en": "State"}, Rate: 62_500, From: 20070101},
			{Code: "CITY", Names: shop.Names{"en": "City"}, Rate: 26_250, From: 20070101}}},
	}
	f.Tenders = []shop.Tender{
		{ID: ID("TENDER", 1), Code: "cash", Names: shop.Names{"en": "Cash", "ru": "Наличные"}, OpensDrawer: true, GivesChange: true, Rounds: true},
		{ID: ID("TENDER", 2), Code: "card", Names: shop.Names{"en": "Card", "ru": "Карта"}, NeedsRef: true, NeedsPerson: true},
	}
	f.Products = f.products()
	return f
}

func (f Fixture) products() []shop.Product {
	one := func(n int, en, ru, code string, cents int64, more func(*shop.Product)) shop.Product {
		p := shop.Product{ID: ID("PRODUCT", n), SKU: fmt.Sprintf("S-%03d", n), Names: shop.Names{"en": en, "ru": ru},
			Category: f.Food.ID, TaxGroup: f.Taxes[1].ID, Entity: f.Entity.ID, Unit: shop.Piece,
			Price: money.UnitPrice(cents * money.PerMinor), PriceKind: shop.FixedPrice, Cost: money.UnitPrice(cents * money.PerMinor / 2),
			Tracked: true, Barcodes: []shop.Barcode{{Code: code, Qty: money.One}}, Version: 1}
		more(&p)
		return p
	}
	return []shop.Product{
		one(1, "Whole milk 1 l", "Молоко цельное 1 л", "4006381333931", 135, func(p *shop.Product) {
			p.Category, p.Low, p.Favourite = f.Drinks.ID, 5000, 1
			p.Barcodes = append(p.Barcodes, shop.Barcode{Code: "4006381333955", Qty: 6000})
		}),
		one(2, "Ground coffee 250 g", "Кофе молотый 250 г", "0036000291452", 575, func(p *shop.Product) {
			p.Category, p.TaxGroup, p.Favourite = f.Drinks.ID, f.Taxes[0].ID, 2
		}),
		one(3, "Crème brûlée", "Крем-брюле", "4006381333962", 320, func(p *shop.Product) {}),
		one(4, "Rye bread", "Чёрный хлеб", "4006381333979", 210, func(p *shop.Product) { p.Tracked = false }),
		one(5, "Watch", "Часы", "4006381333986", 2500, func(p *shop.Product) {
			p.TaxGroup, p.PieceCode, p.Unit = f.Taxes[0].ID, true, shop.Piece
		}),
	}
}

func (f Fixture) store(tx books.Tx) error {
	s := tx.Shop()
	for _, step := range []func() error{
		func() error { return s.Put(f.Shop) },
		func() error { return s.AddPlace(f.Place) },
		func() error { return s.AddEntity(f.Entity) },
		func() error { return s.AddTill(f.Till) },
		func() error { return s.AddStaff(f.Staff) },
		func() error { return each(f.Taxes, s.AddTaxGroup) },
		func() error { return each(f.Tenders, s.AddTender) },
		func() error { return tx.Products().AddCategory(f.Drinks) },
		func() error { return tx.Products().AddCategory(f.Food) },
		func() error { return tx.Products().Add(f.Products...) },
		func() error { return tx.Shifts().Add(f.Shift) },
	} {
		if err := step(); err != nil {
			return err
		}
	}
	return nil
}

func each[V any](all []V, add func(V) error) error {
	for _, one := range all {
		if err := add(one); err != nil {
			return err
		}
	}
	return nil
}

// Sale is the n-th sale of the fixture, with every field filled: five lines of all products, two taxes, cash and card.
func (f Fixture) Sale(n int) shop.Sale {
	s := shop.Sale{ID: ID("SALE", n), Kind: shop.KindSale, Till: f.Till.ID, TillCode: f.Till.Code, Series: f.Till.Series,
		Number: int64(n), Place: f.Place.ID, Entity: f.Entity.ID, Shift: f.Shift.ID, Staff: f.Staff.ID, StaffCode: f.Staff.Code,
		At: f.At, Note: fmt.Sprintf("of the sale %d", n), Rules: f.Shop.Rules, Rounding: 2,
		Fiscal: shop.FiscalMark{Number: fmt.Sprintf("F%d", n), Signature: "signature", QR: "qr", Outage: n%2 == 1}}
	for i, p := range f.Products {
		qty := money.Qty(i+1) * money.One
		l := shop.Line{No: i + 1, Product: p.ID, SKU: p.SKU, Barcode: p.Barcodes[0].Code, Name: p.Names["en"], Category: p.Category,
			Unit: p.Unit, Qty: qty, ListPrice: p.Price, Price: p.Price, Tracked: p.Tracked, Note: fmt.Sprintf("note %d", i),
			PieceCode: fmt.Sprintf("piece %d/%d", n, i), MarkProof: "proof", Seller: f.Staff.ID}
		l.List = money.Amount(int64(p.Price) / money.PerMinor * int64(qty) / int64(money.One))
		l.Adjustments = []shop.Adjustment{{Reason: shop.ReasonOffer, Rate: 100_000, Amount: -l.List / 10, Offer: ID("OFFER", 1), Name: "A tenth off", Qty: l.Qty}}
		l.Total = l.List - l.List/10
		l.Tax = l.Total / 10
		l.Net, l.Cost = l.Total-l.Tax, l.Total/2
		l.Taxes = []shop.LineTax{
			{Code: "A", Names: shop.Names{"en": "VAT", "ru": "НДС"}, Rate: 70_000, Inclusive: true, Base: l.Net, Amount: l.Tax - 1},
			{Code: "B", Names: shop.Names{"en": "Second"}, Rate: 10_000, Base: l.Net, Amount: 1}}
		s.Lines = append(s.Lines, l)
		s.List, s.Discount, s.Net, s.Tax = s.List+l.List, s.Discount+l.List/10, s.Net+l.Net, s.Tax+l.Tax
		s.Total, s.Cost = s.Total+l.Total, s.Cost+l.Cost
	}
	s.Taxes = []shop.LineTax{
		{Code: "A", Names: shop.Names{"en": "VAT", "ru": "НДС"}, Rate: 70_000, Inclusive: true, Base: s.Net, Amount: s.Tax - 5},
		{Code: "B", Names: shop.Names{"en": "Second"}, Rate: 10_000, Base: s.Net, Amount: 5}}
	card := s.Total / 3
	s.Payments = []shop.Payment{
		{No: 1, Tender: "cash", Amount: s.Total - card + s.Rounding, Given: s.Total - card + s.Rounding + 100, Change: 100, Currency: "EUR", Exponent: 2},
		{No: 2, Tender: "card", Amount: card, Given: card, Ref: "**** 1042", Currency: "EUR", Exponent: 2}}
	return s
}

// Moves are the stock moves of a sale: one for each line of a product that is counted.
func (f Fixture) Moves(s shop.Sale) []shop.StockMove {
	var moves []shop.StockMove
	for _, l := range s.Lines {
		if l.Tracked {
			moves = append(moves, shop.StockMove{Product: l.Product, Place: s.Place, Kind: shop.MoveSale, Qty: -l.Qty, Cost: l.Cost,
				Document: s.ID, At: s.At})
		}
	}
	return moves
}
