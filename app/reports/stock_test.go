//go:build cgo

package reports_test

import (
	"bytes"
	"context"
	"strings"
	"testing"

	"kassa/app/act"
	"kassa/app/books"
	"kassa/app/fault"
	"kassa/app/journal"
	"kassa/app/reports"
	"kassa/app/shop"
	"kassa/app/text"
	"kassa/data/datatest"
)

func TestStockAndMovementsAreReportedByRight(t *testing.T) {
	fix := datatest.Shop(t, datatest.Open(t))
	datatest.Update(t, fix.Store, func(tx books.Tx) error {
		return tx.Stock().Move([]shop.StockMove{{Product: fix.Products[0].ID, Place: fix.Place.ID, Kind: shop.MoveOpening, Qty: 3000, Cost: 203,
			Document: "OPENING", At: fix.At}})
	})
	signer, err := journal.NewSigner(bytes.Repeat([]byte{1}, 32))
	if err != nil {
		t.Fatal(err)
	}
	r := reports.New(&act.Frame{Store: fix.Store, Now: datatest.Start, Till: fix.Till.ID, Signer: signer})
	as := func(role string) context.Context {
		p := shop.Staff{ID: shop.ID("01J" + role), Code: role, Name: role, Role: role}
		datatest.Update(t, fix.Store, func(tx books.Tx) error { return tx.Shop().AddStaff(p) })
		return act.As(t.Context(), p)
	}
	manager := as("manager")
	stock, err := r.Stock(manager, shop.English)
	if err != nil || len(stock.Lines) != 4 || stock.Total[7].N != 203 {
		t.Fatalf("%+v %v", stock, err)
	}
	moves, err := r.Movements(manager, reports.Question{})
	if err != nil || len(moves.Lines) != 1 || moves.Lines[0][7].N != 3000 || moves.Total[8].N != 203 {
		t.Fatalf("%+v %v", moves, err)
	}
	for lang, want := range map[string]string{"en": "Whole milk 1 l", "ru": "Начальный остаток"} {
		in, _ := text.For(lang)
		var out bytes.Buffer
		for _, table := range []func() error{func() error { return reports.WriteText(&out, stock, in) }, func() error { return reports.WriteText(&out, moves, in) },
			func() error { return reports.WriteCSV(&out, moves) }, func() error { return reports.WriteJSON(&out, stock) }} {
			if err := table(); err != nil {
				t.Fatal(err)
			}
		}
		if !strings.Contains(out.String(), want) || strings.Contains(out.String(), "report.") {
			t.Errorf("%s:\n%s", lang, out.String())
		}
	}
	for _, role := range []string{"cashier", "senior"} {
		if _, err := r.Stock(as(role), ""); !fault.Is(err, fault.NoRight) {
			t.Errorf("%s: %v", role, err)
		}
	}
}
