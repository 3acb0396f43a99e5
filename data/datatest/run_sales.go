package datatest

import (
	"fmt"
	"testing"
	"time"

	"kassa/app/books"
	"kassa/app/fault"
	"kassa/app/money"
	"kassa/app/shop"
)

func (f Fixture) addSales(t *testing.T, all ...shop.Sale) {
	t.Helper()
	Update(t, f.Store, func(tx books.Tx) error { return each(all, tx.Sales().Add) })
}

func (f Fixture) sale(t *testing.T, of shop.ID) shop.Sale {
	t.Helper()
	return found(t, f.Store, func(tx books.Tx) (shop.Sale, bool, error) { return tx.Sales().ByID(of) })
}

func (f Fixture) nextNumber(t *testing.T, series string) int64 {
	t.Helper()
	return read(t, f.Store, func(tx books.Tx) (int64, error) { return tx.Sales().NextNumber(f.Till.ID, series) })
}

func salesAreKept(t *testing.T, f Fixture) {
	same(t, "number of the first", int64(1), f.nextNumber(t, "A"))
	first, back := f.Sale(1), f.Sale(2)
	filled(t, first, "Sale.Customer", "Sale.Rules.Rounding", "Sale.Lines[].OfSale", "Sale.Lines[].OfLine", "Sale.Taxes[].Names",
		"Sale.Payments[].Ref")
	back.Kind, back.Rules = shop.KindReturn, shop.Rules{Rounding: money.Down, TaxRounding: shop.PerDocument,
		Cash: shop.CashRounding{Step: 1, Direction: shop.CashDown, Form: shop.CashDiscount}}
	for i := range back.Lines {
		l := &back.Lines[i]
		l.OfSale, l.OfLine, l.Qty = first.ID, i+1, -l.Qty
	}
	bare := shop.Sale{ID: ID("SALE", 3), Kind: shop.KindDeposit, Till: f.Till.ID, Number: 1, Place: f.Place.ID, At: f.At,
		Lines: []shop.Line{{No: 1, Name: "Open item", Unit: shop.Piece}}}
	f.addSales(t, first, back, bare)
	same(t, "sale", first, f.sale(t, first.ID))
	same(t, "return", back, f.sale(t, back.ID))
	same(t, "bare", bare, f.sale(t, bare.ID))
	same(t, "by number", back, found(t, f.Store, func(tx books.Tx) (shop.Sale, bool, error) { return tx.Sales().ByNumber(f.Till.ID, "A", 2) }))
	same(t, "last", bare, found(t, f.Store, func(tx books.Tx) (shop.Sale, bool, error) { return tx.Sales().Last(f.Till.ID) }))
	missing(t, f.Store, func(tx books.Tx) (shop.Sale, bool, error) { return tx.Sales().ByID(ID("SALE", 9)) })
	missing(t, f.Store, func(tx books.Tx) (shop.Sale, bool, error) { return tx.Sales().ByNumber(f.Till.ID, "A", 9) })
	missing(t, f.Store, func(tx books.Tx) (shop.Sale, bool, error) { return tx.Sales().Last(ID("TILL", 9)) })
	same(t, "next number", int64(3), f.nextNumber(t, "A"))
	same(t, "next number of a new series", int64(1), f.nextNumber(t, "B"))
}

func saleTwice(t *testing.T, f Fixture) {
	f.addSales(t, f.Sale(1))
	renumbered, reused := f.Sale(1), f.Sale(2)
	renumbered.Number, reused.Number = 2, 1
	for what, s := range map[string]shop.Sale{"the same sale": f.Sale(1), "the same id": renumbered, "the same number": reused} {
		if err := refused(t, f.Store, func(tx books.Tx) error { return tx.Sales().Add(s) }); !fault.Is(err, fault.AlreadyExists) {
			t.Errorf("%s: %v, want AlreadyExists", what, err)
		}
	}
	same(t, "the first stays", f.Sale(1), f.sale(t, f.Sale(1).ID))
	same(t, "receipts", int64(1), f.sums(t, books.ByDay)[0].Receipts)
}

// moved is a sale on another day and hour.
func moved(s shop.Sale, f Fixture, days, hours int) shop.Sale {
	s.At = f.Shop.Moment(f.At.At.Add(time.Duration(24*days+hours) * time.Hour))
	return s
}

func salesAreListed(t *testing.T, f Fixture) {
	var all, want []shop.Sale
	for n := 1; n <= 150; n++ {
		all = append(all, moved(f.Sale(n), f, (n*7)%3, 0))
	}
	f.addSales(t, all...)
	for day := range 3 {
		for n := 1; n <= 150; n++ {
			if (n*7)%3 == day {
				want = append(want, all[n-1])
			}
		}
	}
	list := func(from, to int) []shop.Sale {
		return read(t, f.Store, func(tx books.Tx) (got []shop.Sale, err error) {
			err = tx.Sales().List(from, to, func(s shop.Sale) error {
				got = append(got, s)
				return nil
			})
			return got, err
		})
	}
	same(t, "all days", want, list(20261123, 20261125))
	same(t, "the second day", want[50:100], list(20261124, 20261124))
	same(t, "no day", 0, len(list(20261201, 20261231)))
	stop := fmt.Errorf("enough")
	read(t, f.Store, func(tx books.Tx) (int, error) {
		n := 0
		err := tx.Sales().List(20261123, 20261125, func(shop.Sale) error {
			n++
			return stop
		})
		if err != stop || n != 1 {
			t.Errorf("stopped after %d with %v, want 1 with what the function said", n, err)
		}
		return n, nil
	})
}

func piecesComeBack(t *testing.T, f Fixture) {
	sold := func(code string) bool {
		return read(t, f.Store, func(tx books.Tx) (bool, error) { return tx.Sales().PieceSold(code) })
	}
	same(t, "before", false, sold("piece 1/0"))
	first := f.Sale(1)
	f.addSales(t, first)
	same(t, "sold", true, sold("piece 1/0"))
	back := f.Sale(2)
	back.Lines[0].PieceCode, back.Lines[0].Qty = "piece 1/0", -1000
	f.addSales(t, back)
	same(t, "taken back", false, sold("piece 1/0"))
	again := f.Sale(3)
	again.Lines[0].PieceCode = "piece 1/0"
	f.addSales(t, again)
	same(t, "sold again", true, sold("piece 1/0"))
	same(t, "no code", false, sold(""))
}

func unknownThings(t *testing.T, f Fixture) {
	for what, spoil := range map[string]func(*shop.Sale){
		"till":     func(s *shop.Sale) { s.Till = ID("TILL", 9) },
		"place":    func(s *shop.Sale) { s.Place = "" },
		"staff":    func(s *shop.Sale) { s.Staff = ID("STAFF", 9) },
		"shift":    func(s *shop.Sale) { s.Shift = ID("SHIFT", 9) },
		"entity":   func(s *shop.Sale) { s.Entity = ID("ENTITY", 9) },
		"customer": func(s *shop.Sale) { s.Customer = ID("CUSTOMER", 9) },
		"product":  func(s *shop.Sale) { s.Lines[2].Product = ID("PRODUCT", 9) },
		"category": func(s *shop.Sale) { s.Lines[2].Category = ID("CAT", 9) },
		"seller":   func(s *shop.Sale) { s.Lines[2].Seller = ID("STAFF", 9) },
		"of sale":  func(s *shop.Sale) { s.Lines[2].OfSale = ID("SALE", 9) },
	} {
		s := f.Sale(1)
		spoil(&s)
		if err := refused(t, f.Store, func(tx books.Tx) error { return tx.Sales().Add(s) }); !fault.Is(err, fault.NotFound) {
			t.Errorf("%s: %v, want NotFound", what, err)
		}
		missing(t, f.Store, func(tx books.Tx) (shop.Sale, bool, error) { return tx.Sales().ByID(s.ID) })
	}
	unbalanced := f.Sale(1)
	unbalanced.Net++
	huge := f.Sale(1)
	huge.List = money.Limit
	for _, s := range []shop.Sale{unbalanced, huge} {
		refused(t, f.Store, func(tx books.Tx) error { return tx.Sales().Add(s) })
	}
}

func (f Fixture) sums(t *testing.T, by books.By) []shop.DaySums {
	t.Helper()
	return read(t, f.Store, func(tx books.Tx) ([]shop.DaySums, error) {
		return tx.Sums().Sales(20261101, 20270131, by, shop.English)
	})
}
