package datatest

import (
	"fmt"
	"testing"

	"kassa/app/books"
	"kassa/app/fault"
	"kassa/app/money"
	"kassa/app/shop"
)

// listed reads the stock list page by page, so small that its marks are needed.
func (f Fixture) listed(t *testing.T, filter books.StockFilter, lang shop.Lang) []string {
	t.Helper()
	var names []string
	for after := ""; ; {
		page := read(t, f.Store, func(tx books.Tx) ([]shop.StockRow, error) {
			return tx.StockList().Page(f.Place.ID, filter, lang, after, 2)
		})
		for _, r := range page {
			names = append(names, r.Names.In(lang))
		}
		if len(page) < 2 {
			return names
		}
		after = page[1].Mark
	}
}

// fill gives milk 3 pieces (it is low at 5), coffee 4, and leaves nothing of the crème brûlée.
func (f Fixture) fill(t *testing.T) {
	t.Helper()
	move := func(i int, qty money.Qty) shop.StockMove {
		return shop.StockMove{Product: f.Products[i].ID, Place: f.Place.ID, Kind: shop.MoveOpening, Qty: qty, Cost: 5, Document: ID("DOC", 7), At: f.At}
	}
	Update(t, f.Store, func(tx books.Tx) error {
		return tx.Stock().Move([]shop.StockMove{move(0, 3000), move(1, 4000), move(2, 0)})
	})
}

func stockIsListed(t *testing.T, f Fixture) {
	f.fill(t)
	same(t, "by name", []string{"Crème brûlée", "Ground coffee 250 g", "Rye bread", "Watch", "Whole milk 1 l"}, f.listed(t, books.StockFilter{}, "en"))
	same(t, "in Russian", []string{"Кофе молотый 250 г", "Крем-брюле", "Молоко цельное 1 л", "Часы", "Чёрный хлеб"}, f.listed(t, books.StockFilter{}, "ru"))
	for _, c := range []struct {
		filter books.StockFilter
		want   []string
	}{
		{books.StockFilter{Words: "BRUL"}, []string{"Crème brûlée"}},
		{books.StockFilter{Words: "мол", Category: f.Drinks.ID}, []string{"Ground coffee 250 g", "Whole milk 1 l"}},
		{books.StockFilter{Words: "milk coffee"}, nil},
		{books.StockFilter{Words: "36000291452"}, []string{"Ground coffee 250 g"}},
		{books.StockFilter{Words: "S-004"}, []string{"Rye bread"}},
		{books.StockFilter{Category: f.Drinks.ID}, []string{"Ground coffee 250 g", "Whole milk 1 l"}},
		{books.StockFilter{Category: "nothing"}, nil},
		{books.StockFilter{State: books.LowStock}, []string{"Whole milk 1 l"}},
		{books.StockFilter{State: books.OutStock}, []string{"Crème brûlée", "Watch"}},
		{books.StockFilter{State: books.OutStock, Category: f.Food.ID, Words: "wat"}, []string{"Watch"}},
		{books.StockFilter{State: books.LowStock, Category: f.Food.ID}, nil},
		{books.StockFilter{Words: "% _ \\ '"}, []string{"Crème brûlée", "Ground coffee 250 g", "Rye bread", "Watch", "Whole milk 1 l"}},
	} {
		same(t, fmt.Sprintf("%+v", c.filter), c.want, f.listed(t, c.filter, "en"))
	}
	row := read(t, f.Store, func(tx books.Tx) ([]shop.StockRow, error) {
		return tx.StockList().Page(f.Place.ID, books.StockFilter{State: books.LowStock}, "en", "", 10)
	})[0]
	milk := f.Products[0]
	row.Mark = ""
	same(t, "a row", shop.StockRow{ID: milk.ID, SKU: milk.SKU, Barcode: milk.Barcodes[0].Code, Names: milk.Names, Category: milk.Category,
		TaxGroup: milk.TaxGroup, Unit: milk.Unit, Price: milk.Price, PriceKind: milk.PriceKind, Cost: milk.Cost, Tracked: true, OnHand: 3000, Low: 5000}, row)
}

func (f Fixture) counts(t *testing.T) shop.StockCounts {
	t.Helper()
	return read(t, f.Store, func(tx books.Tx) (shop.StockCounts, error) { return tx.StockList().Counts(f.Place.ID) })
}

func stockIsCounted(t *testing.T, f Fixture) {
	same(t, "before", shop.StockCounts{Products: 5, Out: 4}, f.counts(t))
	f.fill(t)
	same(t, "filled", shop.StockCounts{Products: 5, Low: 1, Out: 2}, f.counts(t))
	milk := f.byID(t, f.Products[0].ID).Product
	milk.Low = 2000
	changed := func(p shop.Product) {
		Update(t, f.Store, func(tx books.Tx) error { _, err := tx.Products().Update(p); return err })
	}
	changed(milk)
	same(t, "with another limit", shop.StockCounts{Products: 5, Out: 2}, f.counts(t))
	bread := f.Products[3]
	bread.Tracked = true
	changed(bread)
	same(t, "with one more that is kept", shop.StockCounts{Products: 5, Out: 3}, f.counts(t))
	watch := f.Products[4]
	watch.Tracked = false
	changed(watch)
	same(t, "with one that is not", shop.StockCounts{Products: 5, Out: 2}, f.counts(t))
	other := shop.Place{ID: ID("PLACE", 2), Name: "Store"}
	Update(t, f.Store, func(tx books.Tx) error { return tx.Shop().AddPlace(other) })
	there := read(t, f.Store, func(tx books.Tx) (shop.StockCounts, error) { return tx.StockList().Counts(other.ID) })
	same(t, "in a new place", shop.StockCounts{Products: 5, Out: 4}, there)
}

func stockIsValued(t *testing.T, f Fixture) {
	value := func() money.Amount {
		return read(t, f.Store, func(tx books.Tx) (money.Amount, error) { return tx.StockList().Value(f.Place.ID) })
	}
	same(t, "of nothing", money.Amount(0), value())
	f.fill(t)
	// milk 3 at 0.675, rounded to 2.03; coffee 4 at 2.875
	same(t, "of milk and coffee", money.Amount(203+1150), value())
	dear := f.fullProduct(100)
	dear.Cost, dear.Tracked = 2_000_000*money.PerMinor, true
	Update(t, f.Store, func(tx books.Tx) error {
		if err := tx.Products().Add(dear); err != nil {
			return err
		}
		return tx.Stock().Move([]shop.StockMove{{Product: dear.ID, Place: f.Place.ID, Kind: shop.MoveOpening, Qty: 1500, Document: ID("DOC", 9), At: f.At},
			{Product: f.Products[2].ID, Place: f.Place.ID, Kind: shop.MoveSale, Qty: -1000, Document: ID("DOC", 8), At: f.At}})
	})
	same(t, "with what is dear, and less what is short", money.Amount(1353+3_000_000-160), value())
}

func archivedProducts(t *testing.T, f Fixture) {
	coffee := f.byID(t, f.Products[1].ID).Product
	archive := func(version int64) bool {
		var done bool
		Update(t, f.Store, func(tx books.Tx) (err error) { done, err = tx.Products().Archive(coffee.ID, version, f.At); return err })
		return done
	}
	same(t, "with a stale version", false, archive(coffee.Version+1))
	same(t, "with its version", true, archive(coffee.Version))
	missing(t, f.Store, func(tx books.Tx) (shop.Found, bool, error) { return tx.Products().ByID(f.Place.ID, coffee.ID) })
	same(t, "its words", []string(nil), f.listed(t, books.StockFilter{Words: "coffee"}, "en"))
	same(t, "its code", 0, len(read(t, f.Store, func(tx books.Tx) ([]shop.Found, error) {
		return tx.Products().ByCodes(f.Place.ID, []string{coffee.Barcodes[0].Code})
	})))
	same(t, "the count", shop.StockCounts{Products: 4, Out: 3}, f.counts(t))
	away := read(t, f.Store, func(tx books.Tx) ([]books.Archived, error) { return tx.StockList().Archived(10) })
	put := coffee
	put.Version++
	same(t, "put away", []books.Archived{{Product: put, At: f.At.At.UnixMilli()}}, away)

	heir := f.fullProduct(100)
	heir.SKU = coffee.SKU
	Update(t, f.Store, func(tx books.Tx) error { return tx.Products().Add(heir) })
	err := refused(t, f.Store, func(tx books.Tx) error { _, err := tx.Products().Restore(coffee.ID); return err })
	if !fault.Is(err, fault.AlreadyExists) {
		t.Errorf("its SKU was given to another one: %v", err)
	}
	Update(t, f.Store, func(tx books.Tx) error { _, err := tx.Products().Archive(heir.ID, 1, f.At); return err })
	Update(t, f.Store, func(tx books.Tx) error { _, err := tx.Products().Restore(coffee.ID); return err })
	put.Version++
	same(t, "brought back", put, f.byID(t, coffee.ID).Product)
	same(t, "found again", []string{"Ground coffee 250 g"}, f.listed(t, books.StockFilter{Words: "coffee"}, "en"))
	var again bool
	Update(t, f.Store, func(tx books.Tx) (err error) { again, err = tx.Products().Restore(coffee.ID); return err })
	same(t, "what is there cannot come back", false, again)
}

func renamedCategories(t *testing.T, f Fixture) {
	c := f.Drinks
	c.Names, c.Color, c.Order = shop.Names{"en": "Beverages"}, 4, 9
	rename := func(c shop.Category) (found bool) {
		Update(t, f.Store, func(tx books.Tx) (err error) { found, err = tx.Products().RenameCategory(c); return err })
		return found
	}
	same(t, "renamed", true, rename(c))
	same(t, "categories", []shop.Category{f.Food, c}, read(t, f.Store, func(tx books.Tx) ([]shop.Category, error) { return tx.Products().Categories() }))
	c.ID = ID("CAT", 9)
	same(t, "unknown", false, rename(c))
}

// stockDoc is a document with every field filled.
func (f Fixture) stockDoc(n int, number int64) shop.StockDoc {
	return shop.StockDoc{ID: ID("STOCKDOC", n), Kind: shop.MoveReceipt, Place: f.Place.ID, Till: f.Till.ID, Number: number, Staff: f.Staff.ID,
		StaffCode: "C1", Supplier: "Supplier 2", Reason: shop.StockCorrection, Note: "one box is open", At: f.At, Total: 405 + 288, Lines: []shop.StockLine{
			{No: 1, Product: f.Products[0].ID, SKU: "S-001", Name: "Milk", Unit: shop.Piece, Qty: 6000, Cost: 675_000, Amount: 405},
			{No: 2, Product: f.Products[1].ID, SKU: "S-002", Name: "Coffee", Unit: shop.Kilo, Qty: 1001, Cost: 2_875_000, Amount: 288}}}
}

func stockDocsAreKept(t *testing.T, f Fixture) {
	next := func(kind shop.MoveKind) (n int64) {
		Update(t, f.Store, func(tx books.Tx) (err error) { n, err = tx.StockDocs().NextNumber(f.Place.ID, kind); return err })
		return n
	}
	same(t, "the first number", int64(1), next(shop.MoveReceipt))
	same(t, "the second", int64(2), next(shop.MoveReceipt))
	same(t, "the first of another kind", int64(1), next(shop.MoveAdjustment))
	_ = refused(t, f.Store, func(tx books.Tx) error {
		if _, err := tx.StockDocs().NextNumber(f.Place.ID, shop.MoveReceipt); err != nil {
			return err
		}
		return fault.New(fault.StorageBusy, nil)
	})
	same(t, "after one that was given back", int64(3), next(shop.MoveReceipt))

	one, two := f.stockDoc(1, 1), f.stockDoc(2, 2)
	filled(t, one)
	two.Supplier, two.Note, two.Reason, two.Staff = "", "", "", ""
	Update(t, f.Store, func(tx books.Tx) error {
		for _, d := range []shop.StockDoc{one, two} {
			if err := tx.StockDocs().Add(d); err != nil {
				return err
			}
			if err := tx.Stock().Move(d.Moves()); err != nil {
				return err
			}
		}
		return nil
	})
	for _, d := range []shop.StockDoc{one, two} {
		same(t, "document", d, found(t, f.Store, func(tx books.Tx) (shop.StockDoc, bool, error) { return tx.StockDocs().ByID(d.ID) }))
	}
	missing(t, f.Store, func(tx books.Tx) (shop.StockDoc, bool, error) { return tx.StockDocs().ByID(ID("STOCKDOC", 9)) })
	heads := read(t, f.Store, func(tx books.Tx) ([]shop.StockDoc, error) {
		return tx.StockDocs().List(f.Place.ID, shop.MoveReceipt, 1)
	})
	two.Lines = nil
	same(t, "the newest", []shop.StockDoc{two}, heads)
	if err := refused(t, f.Store, func(tx books.Tx) error { return tx.StockDocs().Add(f.stockDoc(3, 2)) }); !fault.Is(err, fault.AlreadyExists) {
		t.Errorf("a number twice: %v", err)
	}
}

func movementsAreListed(t *testing.T, f Fixture) {
	f.addSales(t, f.Sale(1))
	d := f.stockDoc(1, 1)
	d.Kind, d.Number = shop.MoveAdjustment, 12
	Update(t, f.Store, func(tx books.Tx) error {
		if err := tx.StockDocs().Add(d); err != nil {
			return err
		}
		later := shop.StockMove{Product: f.Products[0].ID, Place: f.Place.ID, Kind: shop.MoveOpening, Qty: 1, Cost: 2, Document: ID("IMPORT", 1), At: f.At}
		later.At.Day++
		sold := shop.StockMove{Product: f.Products[0].ID, Place: f.Place.ID, Kind: shop.MoveSale, Qty: -1000, Cost: -68, Document: f.Sale(1).ID, At: f.At}
		return tx.Stock().Move(append(d.Moves(), sold, later))
	})
	list := func(filter books.MovementFilter, before int64, limit int) []shop.Movement {
		return read(t, f.Store, func(tx books.Tx) ([]shop.Movement, error) {
			return tx.StockList().Movements(f.Place.ID, filter, before, limit)
		})
	}
	all := list(books.MovementFilter{}, 0, 10)
	labels := make([]string, len(all))
	for i, m := range all {
		labels[i] = string(m.Kind) + " " + m.Label
	}
	same(t, "the newest first", []string{"opening ", "sale " + f.Sale(1).Label(), "adjustment SA-12", "adjustment SA-12"}, labels)
	milk := f.Products[0]
	want := shop.Movement{Mark: all[3].Mark, Product: milk.ID, SKU: milk.SKU, Names: milk.Names, Unit: milk.Unit, Kind: shop.MoveAdjustment, Qty: 6000,
		Cost: 405, At: f.At, Doc: d.ID, Label: "SA-12", Reason: shop.StockCorrection, Staff: "C1"}
	same(t, "one of a document", want, all[3])
	same(t, "of a product", 3, len(list(books.MovementFilter{Product: milk.ID}, 0, 10)))
	same(t, "of a day", 3, len(list(books.MovementFilter{From: f.At.Day, To: f.At.Day}, 0, 10)))
	same(t, "behind a mark", all[2:], list(books.MovementFilter{}, all[1].Mark, 10))
	same(t, "at most", all[:1], list(books.MovementFilter{}, 0, 1))
}

func shortGoods(t *testing.T, f Fixture) {
	f.fill(t)
	all := []shop.ID{f.Products[0].ID, f.Products[1].ID, f.Products[2].ID}
	below := func() []shop.ID {
		return read(t, f.Store, func(tx books.Tx) ([]shop.ID, error) { return tx.StockList().Below(f.Place.ID, all) })
	}
	same(t, "nothing is short", []shop.ID(nil), below())
	Update(t, f.Store, func(tx books.Tx) error {
		return tx.Stock().Move([]shop.StockMove{{Product: all[1], Place: f.Place.ID, Kind: shop.MoveSale, Qty: -4001, Document: ID("DOC", 3), At: f.At}})
	})
	same(t, "coffee is", []shop.ID{all[1]}, below())
	var walked []shop.ID
	View(t, f.Store, func(tx books.Tx) error {
		return tx.StockList().Walk(f.Place.ID, func(p shop.Found) error { walked = append(walked, p.Product.ID); return nil })
	})
	same(t, "a walk visits everything", []shop.ID{f.Products[0].ID, f.Products[1].ID, f.Products[2].ID, f.Products[3].ID, f.Products[4].ID}, walked)
	same(t, "of none", []shop.ID(nil), read(t, f.Store, func(tx books.Tx) ([]shop.ID, error) { return tx.StockList().Below(f.Place.ID, nil) }))
}
