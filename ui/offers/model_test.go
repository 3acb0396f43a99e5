package offers

import (
	"reflect"
	"testing"

	"kassa/app/fault"
	"kassa/app/money"
	"kassa/app/shop"
)

func TestAnOfferIsSavedAsItWasTyped(t *testing.T) {
	d := newDesk()
	m, said := opened(d)
	m.Make()
	m.Choose(3) // n for m
	m.Write(NameField, " 4 for 3 chocolate ")
	m.Write(TakeField, "4")
	m.Write(PayField, "3")
	m.Write(RateField, "12,5") // of another kind: it does not count
	m.Write(FromField, "01.12.2026")
	m.Write(UntilField, "2026-12-24")
	m.Write(BeginsField, "10")
	m.Write(StopsField, "18:30")
	m.Weekday(6)
	m.Pick(OfGroup)
	m.Toggle(1)
	m.Toggle(2)
	m.Toggle(2)
	m.Back()
	m.Save()
	want := shop.Offer{Name: "4 for 3 chocolate", Kind: shop.OfferNForM, Active: true, Take: 4, Pay: 3,
		Of:   shop.Goods{Categories: []shop.ID{"c1"}, NotCategories: []shop.ID{"c2"}},
		When: shop.OfferTime{From: 20261201, Until: 20261224, Days: 0x3f, Begins: 600, Stops: 1110}}
	if len(d.saved) != 1 || !reflect.DeepEqual(d.saved[0], want) {
		t.Errorf("got %+v\nwant %+v", d.saved, want)
	}
	if m.State().Page != List || len(*said) != 1 || (*said)[0].Key != "offers.saved" {
		t.Errorf("page %d, said %+v", m.State().Page, *said)
	}
}

func TestAnOfferOpenedAndSavedIsTheSame(t *testing.T) {
	d := newDesk()
	m, _ := opened(d)
	for i, want := range d.page.Offers {
		m.Show(i)
		m.Save()
		if got := d.saved[i]; !reflect.DeepEqual(got, want) {
			t.Errorf("got %+v\nwant %+v", got, want)
		}
	}
}

func TestWhatCannotBeReadIsMarkedAndNotSaved(t *testing.T) {
	d := newDesk()
	m, _ := opened(d)
	m.Show(0)
	for f, text := range map[Field]string{TakeField: "three", FromField: "31.02.2026", StopsField: "25:00"} {
		m.Write(f, text)
	}
	m.Save()
	if wrong := m.State().Sheet.Wrong; len(d.saved) != 0 || !wrong[TakeField] || !wrong[FromField] || !wrong[StopsField] || len(wrong) != 3 {
		t.Errorf("saved %d, wrong %v", len(d.saved), wrong)
	}
	m.Write(TakeField, "3")
	if m.State().Sheet.Wrong[TakeField] {
		t.Error("what is typed anew is not wrong yet")
	}
}

func TestWhatTheShopRefusesStaysInTheForm(t *testing.T) {
	d := newDesk()
	m, said := opened(d)
	m.Show(0)
	d.wrong = stale
	m.Save()
	if s := m.State(); s.Page != Form || s.Busy || len(*said) != 1 || !fault.Is((*said)[0].Err, fault.Stale) {
		t.Errorf("page %d, busy %v, said %+v", s.Page, s.Busy, *said)
	}
	d.wrong = nil
	m.Drop()
	if len(d.gone) != 1 || d.gone[0].ID != "o1" || d.gone[0].Version != 1 || m.State().Page != List {
		t.Errorf("gone %+v", d.gone)
	}
}

func TestABasketShowsWhatTheOfferDoes(t *testing.T) {
	d := newDesk()
	m, said := opened(d)
	m.Show(0)
	for range 3 {
		m.PickTrial()
		m.Find("dark")
		m.Toggle(0)
	}
	s := m.State()
	if s.Page != Form || !s.Trial.Done || s.Trial.Qty[0] != 3*money.One || s.Trial.Tried.Quote.Total != 440 {
		t.Fatalf("tried %+v", s.Trial)
	}
	m.Write(TakeField, "4")
	if m.State().Trial.Done {
		t.Error("what was tried with another form stands no more")
	}
	m.Less(0)
	if s := m.State(); s.Trial.Qty[0] != 2*money.One || !s.Trial.Done {
		t.Errorf("one less: %+v", s.Trial)
	}
	m.Less(0)
	m.Less(0)
	if len(m.State().Trial.Goods) != 0 {
		t.Error("the last one takes the line with it")
	}
	m.LookBack()
	if s := m.State(); !s.Trial.HasPast || s.Trial.Past.Receipts != 148 {
		t.Errorf("the past: %+v", s.Trial)
	}
	m.Write(PayField, "4")
	m.LookBack()
	if len(*said) != 1 || !fault.Is((*said)[0].Err, fault.OfferNoGain) {
		t.Errorf("an odd one: %+v", *said)
	}
}
