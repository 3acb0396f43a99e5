package datatest

import (
	"errors"
	"testing"

	"kassa/app/books"
	"kassa/app/fault"
	"kassa/app/money"
	"kassa/app/shop"
)

func stockAddsUp(t *testing.T, f Fixture) {
	milk, coffee := f.Products[0].ID, f.Products[1].ID
	move := func(product shop.ID, kind shop.MoveKind, qty money.Qty) shop.StockMove {
		return shop.StockMove{Product: product, Place: f.Place.ID, Kind: kind, Qty: qty, Cost: 5, Document: ID("DOC", 1), At: f.At}
	}
	onHand := func(product shop.ID) money.Qty {
		return read(t, f.Store, func(tx books.Tx) (money.Qty, error) { return tx.Stock().OnHand(f.Place.ID, product) })
	}
	same(t, "before", money.Qty(0), onHand(milk))
	Update(t, f.Store, func(tx books.Tx) error {
		return tx.Stock().Move([]shop.StockMove{move(coffee, shop.MoveOpening, 1), move(milk, shop.MoveOpening, 10_000),
			move(milk, shop.MoveSale, -742), move(milk, shop.MoveCorrect, 5)})
	})
	same(t, "milk", money.Qty(9263), onHand(milk))
	same(t, "coffee", money.Qty(1), onHand(coffee))
	Update(t, f.Store, func(tx books.Tx) error { return tx.Stock().Move([]shop.StockMove{move(milk, shop.MoveSale, -10_000)}) })
	same(t, "below zero", money.Qty(-737), onHand(milk))
	Update(t, f.Store, func(tx books.Tx) error { return tx.Stock().Move(nil) })
	lost := move(ID("PRODUCT", 9), shop.MoveSale, -1)
	err := refused(t, f.Store, func(tx books.Tx) error { return tx.Stock().Move([]shop.StockMove{move(milk, shop.MoveSale, -1), lost}) })
	if !fault.Is(err, fault.NotFound) {
		t.Errorf("unknown product: %v, want NotFound", err)
	}
	same(t, "after a refusal", money.Qty(-737), onHand(milk))
}

func shiftsAreKept(t *testing.T, f Fixture) {
	filled(t, f.Shift)
	same(t, "open shift", f.Shift, found(t, f.Store, func(tx books.Tx) (shop.Shift, bool, error) { return tx.Shifts().Open(f.Till.ID) }))
	missing(t, f.Store, func(tx books.Tx) (shop.Shift, bool, error) { return tx.Shifts().Open(ID("TILL", 9)) })
	same(t, "next", int64(2), read(t, f.Store, func(tx books.Tx) (int64, error) { return tx.Shifts().NextNo(f.Till.ID) }))
	same(t, "first of another", int64(1), read(t, f.Store, func(tx books.Tx) (int64, error) { return tx.Shifts().NextNo(ID("TILL", 9)) }))
	second := f.Shift
	second.ID, second.No = ID("SHIFT", 2), 2
	if err := refused(t, f.Store, func(tx books.Tx) error { return tx.Shifts().Add(second) }); !fault.Is(err, fault.AlreadyExists) {
		t.Errorf("a second open shift: %v, want AlreadyExists", err)
	}
}

func (f Fixture) record(seq int64) shop.Record {
	return shop.Record{Till: f.Till.ID, Seq: seq, Act: ID("ACT", int(seq)), Kind: "sale", At: f.At, Staff: f.Staff.ID, Body: []byte(`{"n":1}`),
		Prev: []byte{0, 1, 255}, Hash: []byte{9, 8, 7, byte(seq)}, Signature: []byte{1}, KeyID: "key"}
}

func journalIsKept(t *testing.T, f Fixture) {
	missing(t, f.Store, func(tx books.Tx) (shop.Record, bool, error) { return tx.Journal().Head(f.Till.ID) })
	var all []shop.Record
	for seq := int64(1); seq <= 600; seq++ {
		r := f.record(seq)
		if seq > 1 {
			r.Signature, r.KeyID = nil, ""
		}
		all = append(all, r)
	}
	filled(t, all[0])
	Update(t, f.Store, func(tx books.Tx) error { return each(all, tx.Journal().Add) })
	same(t, "head", all[599], found(t, f.Store, func(tx books.Tx) (shop.Record, bool, error) { return tx.Journal().Head(f.Till.ID) }))
	same(t, "by act", all[0], found(t, f.Store, func(tx books.Tx) (shop.Record, bool, error) { return tx.Journal().ByAct(all[0].Act) }))
	missing(t, f.Store, func(tx books.Tx) (shop.Record, bool, error) { return tx.Journal().ByAct(ID("ACT", 9999)) })
	same(t, "all from the third on", all[2:], read(t, f.Store, func(tx books.Tx) (got []shop.Record, err error) {
		err = tx.Journal().Walk(f.Till.ID, 3, func(r shop.Record) error {
			got = append(got, r)
			return nil
		})
		return got, err
	}))
	same(t, "of kinds", all[599:], read(t, f.Store, func(tx books.Tx) ([]shop.Record, error) {
		return tx.Journal().OfKinds(f.Till.ID, 599, "other", "sale")
	}))
	same(t, "of no kind", []shop.Record(nil), read(t, f.Store, func(tx books.Tx) ([]shop.Record, error) { return tx.Journal().OfKinds(f.Till.ID, 0) }))
	enough := errors.New("enough")
	View(t, f.Store, func(tx books.Tx) error {
		if err := tx.Journal().Walk(f.Till.ID, 1, func(shop.Record) error { return enough }); err != enough {
			t.Errorf("the walk ended with %v", err)
		}
		return nil
	})
	again, taken := f.record(601), f.record(600)
	again.Act, taken.Act = all[0].Act, ID("ACT", 601)
	for what, r := range map[string]shop.Record{"the same act": again, "the same place": taken} {
		if err := refused(t, f.Store, func(tx books.Tx) error { return tx.Journal().Add(r) }); !fault.Is(err, fault.AlreadyExists) {
			t.Errorf("%s: %v, want AlreadyExists", what, err)
		}
	}
}

func jobsAreKept(t *testing.T, f Fixture) {
	first, second := f.Sale(1), moved(f.Sale(2), f, 0, 1)
	job := func(n int, kind shop.JobKind, s shop.Sale) shop.Job {
		return shop.Job{ID: ID("JOB", n), Till: f.Till.ID, Kind: kind, Device: "printer.receipt", Document: s.ID, State: shop.JobWaiting, Created: s.At}
	}
	paper1, drawer1 := job(1, shop.JobReceipt, first), job(2, shop.JobDrawer, first)
	paper2, drawer2 := job(3, shop.JobReceipt, second), job(4, shop.JobDrawer, second)
	paper2.Copy, paper2.Tries, paper2.Sent, paper2.Why = true, 3, true, fault.New(fault.PrinterPaperOut, nil)
	filled(t, paper2)
	Update(t, f.Store, func(tx books.Tx) error {
		if err := each([]shop.Sale{first, second}, tx.Sales().Add); err != nil {
			return err
		}
		return tx.Jobs().Add(paper1, drawer1, paper2, drawer2)
	})
	due := func(limit int) []shop.Job {
		return read(t, f.Store, func(tx books.Tx) ([]shop.Job, error) { return tx.Jobs().Due(f.Till.ID, limit) })
	}
	same(t, "drawers first", []shop.Job{drawer1, paper1, drawer2, paper2}, due(9))
	same(t, "as many as asked for", []shop.Job{drawer1, paper1}, due(2))
	same(t, "by document", []shop.Job{paper2, drawer2}, read(t, f.Store, func(tx books.Tx) ([]shop.Job, error) { return tx.Jobs().ByDocument(second.ID) }))
	set := func(of shop.ID, from, to shop.JobState) (ok bool) {
		Update(t, f.Store, func(tx books.Tx) (err error) {
			ok, err = tx.Jobs().Set(of, from, to)
			return err
		})
		return ok
	}
	same(t, "taken", true, set(drawer1.ID, shop.JobWaiting, shop.JobWorking))
	same(t, "taken twice", false, set(drawer1.ID, shop.JobWaiting, shop.JobWorking))
	drawer1.State, drawer1.Tries, drawer1.Sent = shop.JobWorking, 1, true
	same(t, "by id", drawer1, found(t, f.Store, func(tx books.Tx) (shop.Job, bool, error) { return tx.Jobs().ByID(drawer1.ID) }))
	same(t, "working", []shop.Job{drawer1}, read(t, f.Store, func(tx books.Tx) ([]shop.Job, error) { return tx.Jobs().InState(f.Till.ID, shop.JobWorking) }))
	same(t, "due", []shop.Job{paper1, drawer2, paper2}, due(9))
	same(t, "done", true, set(drawer1.ID, shop.JobWorking, shop.JobDone))
	missing(t, f.Store, func(tx books.Tx) (shop.Job, bool, error) { return tx.Jobs().ByID(ID("JOB", 9)) })
	lost := job(9, shop.JobReceipt, first)
	lost.Till = ID("TILL", 9)
	if err := refused(t, f.Store, func(tx books.Tx) error { return tx.Jobs().Add(lost) }); !fault.Is(err, fault.NotFound) {
		t.Errorf("a job of no till: %v, want NotFound", err)
	}
	refused(t, f.Store, func(tx books.Tx) error {
		_, err := tx.Jobs().Set(drawer1.ID, shop.JobDone, "somewhere")
		return err
	})
}

func fiscalStepsAreKept(t *testing.T, f Fixture) {
	step := books.FiscalStep{SaleID: f.Sale(1).ID, Till: f.Till.ID, State: books.FiscalAsked, Frozen: f.Sale(1), Answer: f.Sale(1).Fiscal}
	filled(t, step, "FiscalStep.Frozen")
	get := func() books.FiscalStep {
		return found(t, f.Store, func(tx books.Tx) (books.FiscalStep, bool, error) { return tx.Fiscal().ByID(step.SaleID) })
	}
	open := func() int {
		return len(read(t, f.Store, func(tx books.Tx) ([]books.FiscalStep, error) { return tx.Fiscal().Open(f.Till.ID) }))
	}
	set := func(from, to books.FiscalState, answer shop.FiscalMark) (ok bool) {
		Update(t, f.Store, func(tx books.Tx) (err error) {
			ok, err = tx.Fiscal().Set(step.SaleID, from, to, answer)
			return err
		})
		return ok
	}
	Update(t, f.Store, func(tx books.Tx) error { return tx.Fiscal().Add(step) })
	same(t, "step", step, get())
	same(t, "open", 1, open())
	step.State, step.Answer = books.FiscalRefused, shop.FiscalMark{}
	same(t, "refused", true, set(books.FiscalAsked, books.FiscalRefused, step.Answer))
	same(t, "refused step", step, get())
	same(t, "open after a refusal", 0, open())
	step.State, step.Frozen.Number = books.FiscalAsked, 77
	Update(t, f.Store, func(tx books.Tx) error { return tx.Fiscal().Again(step) })
	same(t, "asked again", step, get())
	if err := refused(t, f.Store, func(tx books.Tx) error { return tx.Fiscal().Again(step) }); !fault.Is(err, fault.NotFound) {
		t.Errorf("a step that waits for its answer was asked again: %v, want NotFound", err)
	}
	step.State, step.Answer = books.FiscalBound, f.Sale(2).Fiscal
	same(t, "from another state", false, set(books.FiscalAnswered, books.FiscalBound, step.Answer))
	same(t, "bound", true, set(books.FiscalAsked, books.FiscalBound, step.Answer))
	same(t, "bound step", step, get())
	missing(t, f.Store, func(tx books.Tx) (books.FiscalStep, bool, error) { return tx.Fiscal().ByID(ID("SALE", 9)) })
	if err := refused(t, f.Store, func(tx books.Tx) error { return tx.Fiscal().Add(step) }); !fault.Is(err, fault.AlreadyExists) {
		t.Errorf("the same step twice: %v, want AlreadyExists", err)
	}
}
