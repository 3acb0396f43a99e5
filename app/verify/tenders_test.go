package verify_test

import (
	"testing"

	"kassa/app/verify"
)

func TestATenderChangeThatWasNeverRecordedIsSeen(t *testing.T) {
	b, keepers := twoTills(t, 4)
	s := b.sales[0]
	b.changes = append(b.changes, verify.TenderChange{ID: "01JFORGED", Sale: s.ID, Payment: 2, From: "card", To: "cash", Amount: 100, Shift: s.Shift})
	keepers[0].keep(verify.Sum{By: verify.ByTender, Day: s.Day, Place: s.Place, Key: "card", Receipts: -1, Total: -100})
	keepers[0].keep(verify.Sum{By: verify.ByTender, Day: s.Day, Place: s.Place, Key: "cash", Total: 100})
	finds(t, b, verify.Options{}, verify.NoRecord, 0)
}

func TestATenderChangeThatIsGoneIsSeen(t *testing.T) {
	b, _ := twoTills(t, 4)
	b.changes = b.changes[:len(b.changes)-1]
	finds(t, b, verify.Options{}, verify.NoRow, 0)
}

func TestATenderChangeOfAnotherTenderThanWasPaidIsSeen(t *testing.T) {
	b := &shelf{}
	k := newKeeper(t, b, "T1", 7)
	k.openShift()
	k.sell(2, 10)
	k.importGoods(10)
	k.correct("voucher", "cash") // recorded and stored alike, but nobody paid with a voucher
	finds(t, b, verify.Options{}, verify.Adding, 0)
}

func TestATenderChangeOfNoSaleIsSeen(t *testing.T) {
	b := &shelf{}
	k := newKeeper(t, b, "T1", 7)
	k.openShift()
	k.importGoods(10)
	k.sell(2, 10)
	sale := k.sales[0]
	k.sales[0].ID = "01JNOSALE"
	k.correct("card", "cash")
	k.sales[0] = sale
	finds(t, b, verify.Options{}, verify.Rows, 0)
}
