//go:build cgo

package data_test

import (
	"kassa/app/books"
	"kassa/app/journal"
	"kassa/app/money"
	"kassa/app/shop"
)

// receive takes goods in, with a document whose every field is filled.
func (l *ledger) receive() {
	of := l.id()
	l.act(of, func(tx books.Tx, at shop.Moment) journal.Body {
		number, err := tx.StockDocs().NextNumber("01JPLACE", shop.MoveReceipt)
		l.must(err)
		d := shop.StockDoc{ID: of, Kind: shop.MoveReceipt, Place: "01JPLACE", Till: l.till.ID, Number: number, Staff: "01JSTAFF", StaffCode: "C1",
			Supplier: "Supplier 2", Reason: shop.StockCorrection, Note: "one box is open", At: at, Total: 300, Lines: []shop.StockLine{
				{No: 1, Product: product(1), SKU: "S1", Name: "Milk", Unit: shop.Piece, Qty: 2000, Cost: 50 * money.PerMinor, Amount: 100},
				{No: 2, Product: product(2), SKU: "S2", Name: "Milk", Unit: shop.Piece, Qty: 4000, Cost: 50 * money.PerMinor, Amount: 200}}}
		l.must(tx.StockDocs().Add(d), tx.Stock().Move(d.Moves()))
		for _, one := range d.Lines {
			l.must(tx.Products().Keep(one.Product, one.Cost))
		}
		return journal.OfStockDoc(journal.StockEntry{Doc: d})
	})
}
