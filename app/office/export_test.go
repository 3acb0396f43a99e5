//go:build cgo

package office_test

import (
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"strings"
	"testing"
	"time"

	"kassa/app/act"
	"kassa/app/books"
	"kassa/app/fault"
	"kassa/app/journal"
	"kassa/app/money"
	"kassa/app/office"
	"kassa/app/shop"
	"kassa/data/datatest"
)

func TestSalesAreWrittenOutAsTheyWereBooked(t *testing.T) {
	fix := datatest.Shop(t, datatest.Open(t))
	datatest.Update(t, fix.Store, func(tx books.Tx) error {
		for n := 1; n <= 2; n++ {
			if err := tx.Sales().Add(fix.Sale(n)); err != nil {
				return err
			}
		}
		return nil
	})
	signer, _ := journal.NewSigner(seed)
	ids := 0
	newID := func() shop.ID { ids++; return datatest.ID("EXPORTID", ids) }
	o := office.New(&act.Frame{Store: fix.Store, Now: datatest.Start, NewID: newID, Till: fix.Till.ID, Signer: signer})
	ctx := act.As(t.Context(), fix.Staff)
	var b bytes.Buffer
	n, err := o.ExportSales(ctx, office.ExportSpec{Format: "json"}, &b)
	if err != nil || n != 2 {
		t.Fatalf("%d %v", n, err)
	}
	var list []struct {
		ID, Receipt, Time string
		Total             money.Amount
		Lines             []struct {
			Quantity string
			Total    money.Amount
		}
	}
	if err := json.Unmarshal(b.Bytes(), &list); err != nil {
		t.Fatalf("%v in %s", err, b.String())
	}
	for i, got := range list {
		want := fix.Sale(i + 1)
		if got.ID != string(want.ID) || got.Receipt != want.Label() || got.Total != want.Total || len(got.Lines) != len(want.Lines) ||
			got.Lines[0].Quantity != want.Lines[0].Qty.String() {
			t.Errorf("receipt %d: %+v", i+1, got)
		}
		if at, err := time.Parse(time.RFC3339, got.Time); err != nil || at.Unix() != want.At.At.Unix() {
			t.Errorf("receipt %d: time %s, %v", i+1, got.Time, err)
		}
	}
	b.Reset()
	if _, err := o.ExportSales(ctx, office.ExportSpec{Format: "csv"}, &b); err != nil {
		t.Fatal(err)
	}
	if rows := strings.Count(b.String(), "\r\n"); rows != 1+2*len(fix.Sale(1).Lines) {
		t.Errorf("%d rows\n%s", rows, b.String())
	}
	if _, err := o.ExportSales(ctx, office.ExportSpec{Format: "xml"}, &b); !fault.Is(err, fault.BadOption) {
		t.Errorf("%v", err)
	}
	if _, err := o.ExportSales(act.As(t.Context(), shop.Staff{Role: "cashier"}), office.ExportSpec{}, &b); !fault.Is(err, fault.NoRight) {
		t.Errorf("%v", err)
	}
	if got := records(t, fix.Store, fix.Till.ID); got != 2 {
		t.Errorf("%d records after two exports and two refusals", got)
	}
}

// full takes a few bytes and no more.
type full struct{ left int }

func TestACorrectedSaleIsWrittenOutAsItWasReallyPaid(t *testing.T) {
	fix := datatest.Shop(t, datatest.Open(t))
	sale := fix.Sale(1)
	paid := sale.Payments[0]
	datatest.Update(t, fix.Store, func(tx books.Tx) error {
		return errors.Join(tx.Sales().Add(sale), tx.Sales().Add(fix.Sale(2)), tx.Sales().AddTenderChange(shop.TenderChange{ID: datatest.ID("CHANGE", 1),
			Sale: sale.ID, Payment: paid.No, From: paid.Tender, To: "voucher", Amount: paid.Amount, Shift: sale.Shift, Staff: fix.Staff.ID, At: sale.At}))
	})
	signer, _ := journal.NewSigner(seed)
	o := office.New(&act.Frame{Store: fix.Store, Now: datatest.Start, NewID: func() shop.ID { return datatest.ID("EXPORTID", 1) }, Till: fix.Till.ID, Signer: signer})
	var b bytes.Buffer
	if _, err := o.ExportSales(act.As(t.Context(), fix.Staff), office.ExportSpec{Format: "json"}, &b); err != nil {
		t.Fatal(err)
	}
	var list []struct{ Payments []struct{ Tender string } }
	if err := json.Unmarshal(b.Bytes(), &list); err != nil {
		t.Fatal(err)
	}
	if got := list[0].Payments[0].Tender; got != "voucher" {
		t.Errorf("the corrected sale was paid by %q, want voucher", got)
	}
	if got := list[1].Payments[0].Tender; got != paid.Tender {
		t.Errorf("the other sale was paid by %q, want %s", got, paid.Tender)
	}
}

func (f *full) Write(b []byte) (int, error) {
	if f.left -= len(b); f.left < 0 {
		return 0, errors.New("no room")
	}
	return len(b), nil
}

func TestWhatWasHandedOutIsWrittenDownAlsoWhenItWasCutShort(t *testing.T) {
	f, store := founding(t)
	made, err := office.Init(t.Context(), f, office.InitSpec{Name: "Corner shop", Country: "DE"})
	if err != nil {
		t.Fatal(err)
	}
	fr, ctx := frame(t, f, made)
	o := office.New(fr)
	if _, err := o.ExportSales(ctx, office.ExportSpec{From: 20261101, Format: "json"}, &full{left: 1}); err == nil {
		t.Error("a file that was cut short is no error")
	}
	if _, err := o.ExportSales(ctx, office.ExportSpec{From: 20261101, To: 20261130}, io.Discard); err != nil {
		t.Fatal(err)
	}
	datatest.View(t, store, func(tx books.Tx) error {
		rec, _, err := tx.Journal().Head(made.Till.ID)
		const want = `"from":20261101,"kind":"export","rows":0,"subject":"sales","to":20261130`
		if rec.Seq != 3 || rec.Kind != journal.Export || !strings.Contains(string(rec.Body), want) {
			t.Errorf("record %d: %s %s", rec.Seq, rec.Kind, rec.Body)
		}
		return err
	})
	sound(t, store)
}

func TestBooksThatCannotBeWrittenSaySoWhenTheyAreExported(t *testing.T) {
	f, store := founding(t)
	made, err := office.Init(t.Context(), f, office.InitSpec{Name: "Corner shop", Country: "DE"})
	if err != nil {
		t.Fatal(err)
	}
	f.Store = &brittle{Store: store}
	fr, ctx := frame(t, f, made)
	if _, err := office.New(fr).ExportSales(ctx, office.ExportSpec{}, io.Discard); err == nil || records(t, store, made.Till.ID) != 1 {
		t.Errorf("an export that is not written down: %v", err)
	}
}
