//go:build cgo

package app_test

import (
	"bytes"
	"crypto/rand"
	"log/slog"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"kassa/app"
	"kassa/app/fault"
	"kassa/app/office"
	"kassa/app/shop"
	"kassa/app/text"
	"kassa/data/datatest"
)

func TestTheFirstDayFoundsAShopThatCanSell(t *testing.T) {
	n := 0
	deps := func() app.Deps {
		return app.Deps{Store: datatest.Open(t), Now: datatest.Start, Seed: bytes.Repeat([]byte{7}, 32), Pepper: bytes.Repeat([]byte{5}, 32), Chance: rand.Reader,
			Log: slog.New(slog.DiscardHandler), Version: "1", NewID: func() shop.ID { n++; return datatest.ID("FOUND", n) }}
	}
	list := filepath.Join(t.TempDir(), "prices.csv")
	if err := os.WriteFile(list, []byte("name,price,tax\nMilk,1.35,7\nBread,4.20,7\nNothing,much,7\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	d := deps()
	made, err := app.Found(t.Context(), d, app.FirstDay{Answers: office.Answers{Lang: "en", Name: "Corner shop", Country: "DE"}, PIN: "271828", File: list})
	if err != nil || made.Import.Added != 2 || made.Import.Refused != 1 {
		t.Fatalf("%+v, %v", made.Import, err)
	}
	in, _ := text.For("en")
	if note := made.Note(in); !strings.Contains(note, "2 products") || !strings.Contains(note, "1 rows") {
		t.Errorf("it says %q", note)
	}
	a, err := app.New(t.Context(), d)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := a.SignInPIN(t.Context(), made.Owner.ID, "271828", app.AtWindow); err != nil || a.Person().Code != "O1" {
		t.Errorf("the owner is %+v, %v", a.Person(), err)
	}
	for want, day := range map[fault.Code]app.FirstDay{
		fault.WeakPIN:        {Answers: office.Answers{Lang: "en", Name: "a", Country: "DE"}, PIN: "123456"},
		fault.FileUnreadable: {Answers: office.Answers{Lang: "en", Name: "a", Country: "DE"}, File: list + ".none"},
		fault.EmptyName:      {Answers: office.Answers{Lang: "en", Country: "DE"}},
	} {
		if _, err := app.Found(t.Context(), deps(), day); !fault.Is(err, want) {
			t.Errorf("%v, want %s", err, want)
		}
	}
	if !fault.Is(app.CheckOwnerPIN("1111"), fault.WeakPIN) || app.CheckOwnerPIN("271828") != nil {
		t.Error("PINs are not judged")
	}
}
