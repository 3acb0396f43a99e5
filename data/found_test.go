//go:build cgo

package data_test

import (
	"errors"
	"os"
	"path/filepath"
	"testing"

	"kassa/app/books"
	"kassa/app/fault"
	"kassa/app/shop"
	"kassa/data"
	"kassa/data/datatest"
)

func TestBooksAreFoundedWholeOrNotAtAll(t *testing.T) {
	dir := t.TempDir()
	path := filepath.Join(dir, "kassa.db")
	names := func() (list []string) {
		all, err := os.ReadDir(dir)
		if err != nil {
			t.Fatal(err)
		}
		for _, e := range all {
			list = append(list, e.Name())
		}
		return list
	}
	place := func(s *data.Store) error {
		return s.Update(t.Context(), func(tx books.Tx) error {
			return tx.Shop().Put(shop.Shop{ID: datatest.ID("SHOP", 1), Name: "Corner shop", Lang: shop.English,
				Rules: shop.Rules{TaxRounding: shop.PerLine, Cash: shop.CashRounding{Direction: shop.CashNearest, Form: shop.CashLine}}})
		})
	}
	broken := errors.New("the lights went out")
	err := data.Found(t.Context(), path, func(s *data.Store) error { return errors.Join(place(s), broken) })
	if !errors.Is(err, broken) || len(names()) != 0 {
		t.Fatalf("broken off: %v, left are %q", err, names())
	}
	// What a crash leaves is no obstacle.
	if err := os.WriteFile(path+".new", []byte("half"), 0o600); err != nil {
		t.Fatal(err)
	}
	if err := data.Found(t.Context(), path, place); err != nil {
		t.Fatal(err)
	}
	if got := names(); len(got) != 1 || got[0] != "kassa.db" {
		t.Errorf("in the folder are %q, want kassa.db alone", got)
	}
	s, err := data.Open(t.Context(), data.Options{DSN: path})
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = s.Close() }()
	datatest.View(t, s, func(tx books.Tx) error {
		if _, found, err := tx.Shop().Get(); err != nil || !found {
			t.Errorf("what was founded is not there: %v", err)
		}
		return nil
	})
	if err := data.Found(t.Context(), path, place); !fault.Is(err, fault.ShopExists) {
		t.Errorf("a second time: %v, want ShopExists", err)
	}
}
