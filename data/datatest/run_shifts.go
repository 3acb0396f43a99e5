package datatest

import (
	"testing"

	"kassa/app/books"
	"kassa/app/fault"
	"kassa/app/money"
	"kassa/app/shop"
)

func (f Fixture) move(n int, kind shop.CashKind, amount money.Amount) shop.CashMove {
	return shop.CashMove{ID: ID("MOVE", n), Till: f.Till.ID, Shift: f.Shift.ID, Kind: kind, Amount: amount, Reason: "window cleaner",
		Staff: f.Staff.ID, At: f.At}
}

func (f Fixture) count(n int, total money.Amount) shop.CashCount {
	return shop.CashCount{ID: ID("COUNT", n), Till: f.Till.ID, Shift: f.Shift.ID, No: int64(n), Phase: shop.CountClosing,
		Pieces: []shop.Pieces{{Worth: 100, Count: int64(total / 100)}, {Worth: 1, Count: int64(total % 100)}}, Total: total,
		Staff: f.Staff.ID, At: f.At}
}

// z is a Z report of the open shift with every field filled.
func (f Fixture) z(no int64) shop.Z {
	z := shop.Z{ID: ID("Z", int(no)), No: no, By: f.Staff.ID, Count: ID("COUNT", 1), Counted: 15_105, Kept: 10_000, Taken: 5_105,
		AllSold: 20_000, AllReturned: 400, HeadSeq: 41, HeadHash: "8f9eecad", Note: "the printer squeaks"}
	z.Shift, z.At = f.Shift, f.At
	z.Sales = shop.ShiftSales{Receipts: 3, First: "A-0000001", Last: "A-0000003", Sold: 9_000, Returned: 300, Returns: 1, Discount: 70,
		Net: 8_000, Tax: 700, Rounding: 2, Tenders: []shop.TenderSum{{Tender: "card", Receipts: 2, Amount: 3_600}, {Tender: "cash", Receipts: 1, Amount: 5_102}},
		Taxes: []shop.TaxSum{{Code: "A", Rate: 190_000, Inclusive: true, Base: 3_000, Amount: 570}, {Code: "C", Rate: 70_000, Base: 5_000, Amount: 130}}}
	z.Cash = shop.Cash{Float: f.Shift.Float, Sales: 5_102, In: 500, Out: 200, Expense: 100, Drop: 300}
	z.Undone = shop.Undone{Lines: 3, LinesWorth: 450, Baskets: 1, BasketWorth: 1_299, NoSales: 2}
	z.Difference = z.Counted - z.Cash.Expected()
	return z
}

func drawerIsKept(t *testing.T, f Fixture) {
	in, out := f.move(1, shop.CashIn, 500), f.move(2, shop.CashExpense, -120)
	filled(t, in)
	counted := f.count(1, 15_105)
	filled(t, counted)
	plain := f.count(2, 7)
	plain.Pieces = nil
	Update(t, f.Store, func(tx books.Tx) error {
		if err := each([]shop.CashMove{in, out}, tx.Shifts().AddMove); err != nil {
			return err
		}
		return each([]shop.CashCount{counted, plain}, tx.Shifts().AddCount)
	})
	same(t, "moves", []shop.CashMove{in, out}, read(t, f.Store, func(tx books.Tx) ([]shop.CashMove, error) { return tx.Shifts().Moves(f.Shift.ID) }))
	same(t, "a move", out, found(t, f.Store, func(tx books.Tx) (shop.CashMove, bool, error) { return tx.Shifts().MoveByID(out.ID) }))
	missing(t, f.Store, func(tx books.Tx) (shop.CashMove, bool, error) { return tx.Shifts().MoveByID(ID("MOVE", 9)) })
	same(t, "counts", []shop.CashCount{counted, plain}, read(t, f.Store, func(tx books.Tx) ([]shop.CashCount, error) { return tx.Shifts().Counts(f.Shift.ID) }))
	same(t, "a count", counted, found(t, f.Store, func(tx books.Tx) (shop.CashCount, bool, error) { return tx.Shifts().CountByID(counted.ID) }))
	missing(t, f.Store, func(tx books.Tx) (shop.CashCount, bool, error) { return tx.Shifts().CountByID(ID("COUNT", 9)) })
	for what, wrong := range map[string]shop.CashMove{"in below zero": f.move(3, shop.CashIn, -5), "out above zero": f.move(3, shop.CashOut, 5),
		"a no-sale with a sum": f.move(3, shop.CashNoSale, 1), "an unknown kind": f.move(3, "gift", 5)} {
		if err := refused(t, f.Store, func(tx books.Tx) error { return tx.Shifts().AddMove(wrong) }); err == nil {
			t.Error(what)
		}
	}
	if err := refused(t, f.Store, func(tx books.Tx) error { return tx.Shifts().AddMove(in) }); !fault.Is(err, fault.AlreadyExists) {
		t.Errorf("the same move twice: %v, want AlreadyExists", err)
	}
}

func shiftAddsUp(t *testing.T, f Fixture) {
	sums := func(until int64) shop.ShiftSales {
		return read(t, f.Store, func(tx books.Tx) (shop.ShiftSales, error) { return tx.Shifts().Sales(f.Shift.ID, until) })
	}
	drawer := func() money.Amount {
		return read(t, f.Store, func(tx books.Tx) (money.Amount, error) { return tx.Shifts().InDrawer(f.Shift.ID) })
	}
	const always = 1 << 60
	same(t, "before the first", shop.ShiftSales{}, sums(always))
	same(t, "the float", f.Shift.Float, drawer())
	one, back, late := f.Sale(1), f.PlainSale(2), f.Sale(3)
	for _, sum := range []*money.Amount{&back.List, &back.Net, &back.Tax, &back.Total, &back.Payments[0].Amount, &back.Taxes[0].Base, &back.Taxes[0].Amount} {
		*sum = -*sum
	}
	back.Kind, back.Payments[0].Given = shop.KindReturn, back.Payments[0].Amount
	late.At.At = late.At.At.Add(1e9)
	Update(t, f.Store, func(tx books.Tx) error {
		if err := each([]shop.Sale{one, back, late}, tx.Sales().Add); err != nil {
			return err
		}
		return each([]shop.CashMove{f.move(1, shop.CashIn, 500), f.move(2, shop.CashOut, -300), f.move(3, shop.CashNoSale, 0),
			f.move(4, shop.CashOpening, 70)}, tx.Shifts().AddMove)
	})
	want := shop.ShiftSales{Receipts: 2, First: "A-0000001", Last: "A-0000002", Sold: one.Total, Returned: -back.Total, Returns: 1,
		Discount: one.Discount, Net: one.Net + back.Net, Tax: one.Tax + back.Tax, Rounding: one.Rounding,
		Tenders: []shop.TenderSum{{Tender: "card", Receipts: 1, Amount: one.Payments[1].Amount},
			{Tender: "cash", Receipts: 2, Amount: one.Payments[0].Amount + back.Payments[0].Amount}},
		Taxes: []shop.TaxSum{
			{Code: "A", Rate: 70_000, Inclusive: true, Base: one.Taxes[0].Base + back.Taxes[0].Base, Amount: one.Taxes[0].Amount + back.Taxes[0].Amount},
			{Code: "B", Rate: 10_000, Base: one.Taxes[1].Base, Amount: one.Taxes[1].Amount}}}
	same(t, "until then", want, sums(f.At.At.UnixMilli()))
	same(t, "receipts", int64(3), read(t, f.Store, func(tx books.Tx) (int64, error) { return tx.Shifts().Receipts(f.Shift.ID) }))
	same(t, "with the late one", int64(3), sums(always).Receipts)
	same(t, "the drawer", f.Shift.Float+one.Payments[0].Amount+back.Payments[0].Amount+late.Payments[0].Amount+500-300, drawer())
	Update(t, f.Store, func(tx books.Tx) error {
		return tx.Sales().AddTenderChange(shop.TenderChange{ID: ID("CHANGE", 1), Sale: one.ID, Payment: 1, From: "cash", To: "card",
			Amount: one.Payments[0].Amount, Shift: f.Shift.ID, Staff: f.Staff.ID, At: f.At})
	})
	want.Tenders = []shop.TenderSum{{Tender: "card", Receipts: 1, Amount: one.Payments[0].Amount + one.Payments[1].Amount},
		{Tender: "cash", Receipts: 1, Amount: back.Payments[0].Amount}}
	same(t, "after a tender was put right", want, sums(f.At.At.UnixMilli()))
	same(t, "the drawer then", f.Shift.Float+back.Payments[0].Amount+late.Payments[0].Amount+500-300, drawer())
	same(t, "of another shift", shop.ShiftSales{}, read(t, f.Store, func(tx books.Tx) (shop.ShiftSales, error) { return tx.Shifts().Sales(ID("SHIFT", 9), always) }))
}

func zReportsAreKept(t *testing.T, f Fixture) {
	z := f.z(1)
	full := z
	full.Opening = 70 // not kept with the report: it stands among the cash moves of the shift
	filled(t, full)
	next := func() int64 {
		return read(t, f.Store, func(tx books.Tx) (int64, error) { return tx.Shifts().NextZ(f.Till.ID) })
	}
	since := func() int {
		return read(t, f.Store, func(tx books.Tx) (int, error) { return tx.Shifts().OpenSince() })
	}
	missing(t, f.Store, func(tx books.Tx) (shop.Z, bool, error) { return tx.Shifts().LastZ(f.Till.ID) })
	same(t, "the first", int64(1), next())
	same(t, "open since", f.At.Day, since())
	wrong := z
	wrong.Difference++
	refused(t, f.Store, func(tx books.Tx) error { return tx.Shifts().Close(wrong) })
	Update(t, f.Store, func(tx books.Tx) error {
		if err := tx.Sales().Add(f.Sale(9)); err != nil {
			return err
		}
		if err := tx.Shifts().AddCount(f.count(1, z.Counted)); err != nil {
			return err
		}
		return tx.Shifts().Close(z)
	})
	same(t, "the report", z, found(t, f.Store, func(tx books.Tx) (shop.Z, bool, error) { return tx.Shifts().ZByID(z.ID) }))
	same(t, "the last", z, found(t, f.Store, func(tx books.Tx) (shop.Z, bool, error) { return tx.Shifts().LastZ(f.Till.ID) }))
	same(t, "of the day", []shop.Z{z}, read(t, f.Store, func(tx books.Tx) ([]shop.Z, error) { return tx.Shifts().Zs(f.At.Day, f.At.Day) }))
	same(t, "of another day", 0, len(read(t, f.Store, func(tx books.Tx) ([]shop.Z, error) { return tx.Shifts().Zs(f.At.Day+1, f.At.Day+9) })))
	missing(t, f.Store, func(tx books.Tx) (shop.Shift, bool, error) { return tx.Shifts().Open(f.Till.ID) })
	same(t, "the closed shift", f.Shift, found(t, f.Store, func(tx books.Tx) (shop.Shift, bool, error) { return tx.Shifts().ByID(f.Shift.ID) }))
	same(t, "none is open", 0, since())
	for what, late := range map[string]func(books.Tx) error{
		"a sale": func(tx books.Tx) error { return tx.Sales().Add(f.Sale(1)) },
		"a move": func(tx books.Tx) error { return tx.Shifts().AddMove(f.move(1, shop.CashIn, 5)) },
		"a tender": func(tx books.Tx) error {
			return tx.Sales().AddTenderChange(shop.TenderChange{ID: ID("CHANGE", 1), Sale: f.Sale(9).ID, Payment: 1, From: "cash", To: "card",
				Amount: f.Sale(9).Payments[0].Amount, Shift: f.Shift.ID, At: f.At})
		},
		"a count": func(tx books.Tx) error { return tx.Shifts().AddCount(f.count(2, 5)) },
		"a close": func(tx books.Tx) error { return tx.Shifts().Close(f.z(2)) },
	} {
		if refused(t, f.Store, late) == nil {
			t.Errorf("%s was added to a closed shift", what)
		}
	}
	second := f.Shift
	second.ID, second.No = ID("SHIFT", 2), 2
	again := f.z(2)
	again.Shift, again.Count, again.Sales.Tenders, again.Sales.Taxes = second, ID("COUNT", 7), nil, nil
	Update(t, f.Store, func(tx books.Tx) error {
		if err := tx.Shifts().Add(second); err != nil {
			return err
		}
		c := f.count(1, z.Counted)
		c.ID, c.Shift = again.Count, second.ID
		if err := tx.Shifts().AddCount(c); err != nil {
			return err
		}
		return tx.Shifts().Close(again)
	})
	same(t, "newest first", []shop.Z{again, z}, read(t, f.Store, func(tx books.Tx) ([]shop.Z, error) { return tx.Shifts().NewestZs(f.Till.ID, 9) }))
	same(t, "the newest", []shop.Z{again}, read(t, f.Store, func(tx books.Tx) ([]shop.Z, error) { return tx.Shifts().NewestZs(f.Till.ID, 1) }))
	same(t, "the third", int64(3), next())
}
