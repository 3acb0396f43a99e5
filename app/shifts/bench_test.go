//go:build cgo

package shifts_test

import (
	"testing"

	"kassa/app/act"
	"kassa/app/books"
	"kassa/app/journal"
	"kassa/app/money"
	"kassa/app/rights"
	"kassa/app/shifts"
	"kassa/app/shop"
)

// busy is a desk after the sales of a long day: each with two lines, a tax, a payment, and its record.
func busy(b *testing.B, sales int) *desk {
	d := newDesk(b)
	sh := d.open(10_000)
	cash := shop.Payment{No: 1, Tender: "cash", Currency: "EUR", Exponent: 2}
	for i := range sales {
		_, err := d.frame.Do(d.people[rights.Cashier], act.Spec{ID: d.NewID(), Right: rights.Sell}, func(tx books.Tx, at shop.Moment) (journal.Body, error) {
			s := shop.Sale{ID: d.NewID(), Kind: shop.KindSale, Till: sh.Till, TillCode: "T1", Series: d.made.Till.Series, Number: int64(i + 1),
				Place: d.made.Till.Place, Shift: sh.ID, Staff: d.made.Person.ID, StaffCode: "C1", At: at, Rules: d.made.Shop.Rules}
			for no := 1; no <= 2; no++ {
				total := money.Amount(100 + i%900)
				tax := []shop.LineTax{{Code: "A", Names: shop.Names{"en": "VAT"}, Rate: 190_000, Inclusive: true, Base: total - total/6, Amount: total / 6}}
				s.Lines = append(s.Lines, shop.Line{No: no, Name: "Something", Unit: shop.Piece, Qty: money.One, Price: money.UnitPrice(total) * money.PerMinor,
					List: total, Net: total - total/6, Tax: total / 6, Total: total, Taxes: tax})
				s.List, s.Net, s.Tax, s.Total = s.List+total, s.Net+total-total/6, s.Tax+total/6, s.Total+total
			}
			s.Taxes = []shop.LineTax{{Code: "A", Names: shop.Names{"en": "VAT"}, Rate: 190_000, Inclusive: true, Base: s.Net, Amount: s.Tax}}
			cash.Amount, cash.Given = s.Total, s.Total
			s.Payments = []shop.Payment{cash}
			return journal.OfSale(s), tx.Sales().Add(s)
		})
		d.must(err)
	}
	return d
}

// BenchmarkZ counts, closes and opens a shift of 2,000 sales: what a person waits for between the last tap and the Z report.
func BenchmarkZ(b *testing.B) {
	for b.Loop() {
		b.StopTimer()
		d := busy(b, 2_000)
		c := d.count(rights.Cashier, 500_000)
		b.StartTimer()
		if _, err := d.Close(d.people[rights.Cashier], shifts.Closing{ID: d.NewID(), Count: c.Count.ID, Keep: 10_000}); err != nil {
			b.Fatal(err)
		}
	}
}

// BenchmarkStatus asks what the screens ask after every sale of a shift of 2,000.
func BenchmarkStatus(b *testing.B) {
	d := busy(b, 2_000)
	d.set(shop.DropAbove, "1000")
	for b.Loop() {
		if st, err := d.Status(d.people[rights.Cashier]); err != nil || !st.Drop {
			b.Fatal(err, st)
		}
	}
}
