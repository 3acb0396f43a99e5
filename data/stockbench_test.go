//go:build cgo

package data_test

import (
	"fmt"
	"testing"

	"kassa/app/books"
	"kassa/app/money"
	"kassa/app/shop"
	"kassa/data/datatest"
)

// BenchmarkStockList measures the list of the stock room over 100,000 products through filters of every kind and their
// combinations, rare words and such that half of the goods carry, from the first page and from the middle: medians and the
// 99th of a hundred in microseconds.
func BenchmarkStockList(b *testing.B) {
	f := bigShop(b)
	datatest.Update(b, f.Store, func(tx books.Tx) error {
		var moves []shop.StockMove
		for n := range 100_000 {
			moves = append(moves, shop.StockMove{Product: datatest.ID("BIG", n), Place: f.Place.ID, Kind: shop.MoveOpening, Qty: money.Qty(n%40) * money.One,
				Document: "OPENING", At: f.At})
		}
		return tx.Stock().Move(moves)
	})
	middle := ""
	datatest.View(b, f.Store, func(tx books.Tx) error {
		page, err := tx.StockList().Page(f.Place.ID, books.StockFilter{}, shop.English, "", 50_000)
		middle = page[len(page)-1].Mark
		return err
	})
	for _, filter := range []books.StockFilter{
		{}, {Category: f.Food.ID}, {State: books.OutStock}, {State: books.LowStock}, {Words: "milk"}, {Words: "m"}, {Words: "zenba"}, {Words: "qqq"},
		{Words: "milk organic"}, {Words: "milk bread"}, {Words: "b0005"}, {Words: "milk", State: books.OutStock}, {Words: "m", State: books.OutStock, Category: f.Food.ID},
		{Words: "milk bread", State: books.OutStock, Category: f.Food.ID}, {Words: "хлеб цельное", Category: f.Food.ID}, {State: books.LowStock, Category: f.Drinks.ID},
	} {
		for at, after := range map[string]string{"first": "", "middle": middle} {
			b.Run(fmt.Sprintf("%s/%s/%v/%s", filter.Words, filter.State, filter.Category != "", at), func(b *testing.B) {
				measure(b, f.Store, func(tx books.Tx, _ int) (int, error) {
					page, err := tx.StockList().Page(f.Place.ID, filter, shop.English, after, 100)
					return len(page), err
				})
			})
		}
	}
	b.Run("Counts", func(b *testing.B) {
		measure(b, f.Store, func(tx books.Tx, _ int) (int, error) { c, err := tx.StockList().Counts(f.Place.ID); return c.Out, err })
	})
	b.Run("Value", func(b *testing.B) {
		measure(b, f.Store, func(tx books.Tx, _ int) (int, error) { v, err := tx.StockList().Value(f.Place.ID); return int(v), err })
	})
}
