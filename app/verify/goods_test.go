package verify_test

import (
	"fmt"
	"testing"

	"kassa/app/journal"
	"kassa/app/money"
	"kassa/app/shop"
	"kassa/app/verify"
)

// receive writes goods received, with every field filled.
func (k *keeper) receive(number int64, lines int) {
	at := k.moment()
	d := shop.StockDoc{ID: k.id(), Kind: shop.MoveReceipt, Place: k.till.Place, Till: k.till.ID, Number: number, Staff: "01JSTAFF000000000000000000",
		StaffCode: "C1", Supplier: "Supplier 2", Reason: shop.StockCorrection, Note: "one box is open", At: at}
	for no := 1; no <= lines; no++ {
		l := shop.StockLine{No: no, Product: product(no), SKU: fmt.Sprintf("S%d", no), Name: "Молоко й", Unit: shop.Piece,
			Qty: money.Qty(no) * money.One, Cost: 50 * money.PerMinor, Amount: money.Amount(no) * 50}
		d.Lines, d.Total = append(d.Lines, l), d.Total+l.Amount
	}
	k.write(d.ID, at, journal.OfStockDoc(journal.StockEntry{Doc: d, Started: []shop.ID{product(1)}}))
	k.docs = append(k.docs, docRow(d))
	k.move(d.Moves())
}

func docRow(d shop.StockDoc) verify.StockDoc {
	r := verify.StockDoc{ID: string(d.ID), Kind: string(d.Kind), Place: string(d.Place), Till: string(d.Till), Number: d.Number, Staff: string(d.Staff),
		StaffCode: d.StaffCode, Reason: string(d.Reason), Supplier: d.Supplier, Note: d.Note, Total: int64(d.Total), At: d.At.At.UnixMilli(),
		Offset: int64(d.At.OffsetMin), Day: int64(d.At.Day), Hour: int64(d.At.Hour)}
	for _, l := range d.Lines {
		r.Lines = append(r.Lines, verify.StockDocLine{No: int64(l.No), Product: string(l.Product), SKU: l.SKU, Name: l.Name, Unit: string(l.Unit),
			Qty: int64(l.Qty), Cost: int64(l.Cost), Amount: int64(l.Amount)})
	}
	return r
}

func TestGoodsThatWereReceivedAreProved(t *testing.T) {
	books := func() (*shelf, *keeper) {
		b := &shelf{}
		k := newKeeper(t, b, "T1", 7)
		k.receive(1, 3)
		k.receive(2, 2)
		return b, k
	}
	b, _ := books()
	if rep := run(t, b, verify.Options{}); !rep.OK() {
		t.Fatalf("the control must pass: %v", rep.Findings)
	}
	b.docs[0].Lines[1].Cost++
	finds(t, b, verify.Options{}, verify.Field, 3)
	b, _ = books()
	b.docs[1].Supplier = "Somebody else"
	finds(t, b, verify.Options{}, verify.Field, 4)
	b, _ = books()
	b.docs = b.docs[:1]
	finds(t, b, verify.Options{}, verify.NoRow, 4)
	b, _ = books()
	forged := b.docs[1]
	forged.ID, forged.Number = "01JFORGED", 3
	b.docs = append(b.docs, forged)
	finds(t, b, verify.Options{}, verify.NoRecord, 0)
	b, k := books()
	k.receive(4, 1)
	finds(t, b, verify.Options{}, verify.Number, 0)
	b, _ = books()
	b.strays.StockDocLines = 1
	finds(t, b, verify.Options{}, verify.Rows, 0)
}

func TestASupplierThatWasErasedIsNoTampering(t *testing.T) {
	b := &shelf{}
	k := newKeeper(t, b, "T1", 7)
	k.receive(1, 1)
	b.docs[0].Supplier, b.docs[0].SupplierErased = "", true
	b.docs[0].Note, b.docs[0].NoteErased = "", true
	if rep := run(t, b, verify.Options{}); !rep.OK() {
		t.Errorf("got %v", rep.Findings)
	}
	b.docs[0].NoteErased = false
	finds(t, b, verify.Options{}, verify.Field, 3)
}

func TestADocumentWhoseLinesAreNotItsMovesIsSeen(t *testing.T) {
	b := &shelf{}
	k := newKeeper(t, b, "T1", 7)
	at := k.moment()
	d := shop.StockDoc{ID: k.id(), Kind: shop.MoveReceipt, Place: k.till.Place, Till: k.till.ID, Number: 1, At: at, Total: 7,
		Lines: []shop.StockLine{{No: 1, Product: product(1), Qty: money.One, Cost: 5 * money.PerMinor, Amount: 5}}}
	k.write(d.ID, at, journal.OfStockDoc(journal.StockEntry{Doc: d}))
	k.docs = append(k.docs, docRow(d))
	k.move(d.Moves())
	finds(t, b, verify.Options{}, verify.Adding, 3)
}
