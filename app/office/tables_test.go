//go:build cgo

package office_test

import (
	"fmt"
	"strings"
	"testing"

	"kassa/app/fault"
	"kassa/app/office"
	"kassa/app/paper"
	"kassa/app/shop"
)

func TestTheTaxTableShowsWhatHoldsTodayAndWhatComesNext(t *testing.T) {
	o, _, ctx, _ := desk(t)
	for key, value := range map[string]string{"tax.A": "20 from 2027-01-01", "tax.B": "none from 2027-07-01"} {
		if err := o.Set(ctx, key, value); err != nil {
			t.Fatal(err)
		}
	}
	list, err := o.Taxes(ctx)
	if err != nil || len(list) != 3 {
		t.Fatalf("%+v, %v", list, err)
	}
	a, b, c := list[0], list[1], list[2]
	if a.Today != 190_000 || a.Next != 200_000 || a.NextFrom != 20270101 || a.NextNone || a.None {
		t.Errorf("A: %+v", a)
	}
	if b.Today != 70_000 || !b.NextNone || b.NextFrom != 20270701 {
		t.Errorf("B: %+v", b)
	}
	if !c.None || c.NextFrom != 0 {
		t.Errorf("C: %+v", c)
	}
}

func TestTheSampleIsAReceiptOfThisShop(t *testing.T) {
	for _, country := range []string{"DE", "CH", "RU", "JP", "US"} {
		f, _ := founding(t)
		made, err := office.Init(t.Context(), f, office.InitSpec{Name: "Corner shop", Country: country, Lang: "en"})
		if err != nil {
			t.Fatal(err)
		}
		fr, ctx := frame(t, f, made)
		doc, err := office.New(fr).Sample(ctx, "Open from 8 to 20", "Thank you")
		if err != nil {
			t.Fatal(err)
		}
		var said []string
		for _, item := range doc.Items {
			said = append(said, fmt.Sprintf("%+v", item))
		}
		all := strings.Join(said, "\n")
		for _, words := range []string{"Corner shop", "Open from 8 to 20", "Thank you", "Discount 10"} {
			if !strings.Contains(all, words) {
				t.Errorf("%s: no %q in\n%s", country, words, all)
			}
		}
		if _, cut := doc.Items[len(doc.Items)-1].(paper.Cut); !cut {
			t.Errorf("%s: it is not cut", country)
		}
	}
	o, _, ctx, _ := desk(t)
	if _, err := o.Sample(ctx, "a\x1bp", ""); !fault.Is(err, fault.BadOption) {
		t.Errorf("a control character: %v", err)
	}
}

func TestWaysToPayAreListed(t *testing.T) {
	o, _, ctx, _ := desk(t)
	list, err := o.Tenders(ctx)
	if err != nil || len(list) != 2 || list[0].Code != shop.TenderCash {
		t.Errorf("%+v, %v", list, err)
	}
}
