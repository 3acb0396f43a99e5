//go:build cgo

package office_test

import (
	"context"
	"errors"
	"strings"
	"testing"

	"kassa/app/act"
	"kassa/app/books"
	"kassa/app/fault"
	"kassa/app/money"
	"kassa/app/office"
	"kassa/app/rights"
	"kassa/app/shop"
	"kassa/data"
	"kassa/data/datatest"
)

// desk is the office of a new German shop.
func desk(t *testing.T) (*office.Office, *act.Frame, context.Context, *data.Store) {
	t.Helper()
	f, store := founding(t)
	made, err := office.Init(t.Context(), f, office.InitSpec{Name: "Corner shop", Country: "DE"})
	if err != nil {
		t.Fatal(err)
	}
	fr, ctx := frame(t, f, made)
	return office.New(fr), fr, ctx, store
}

func TestASumThatIsTooLargeIsRefusedWithoutABoundInSmallCoins(t *testing.T) {
	o, _, ctx, _ := desk(t)
	err := o.Set(ctx, office.DropAbove, "9000000000000")
	if f, is := fault.Of(err); !is || f.Code != fault.BadOption || f.Args["allowed"] != nil {
		t.Errorf("%v", err)
	}
}

func TestEverySettingTakesWhatMakesSenseAndRefusesTheRest(t *testing.T) {
	o, _, ctx, store := desk(t)
	for _, c := range []struct{ key, first, good, bad string }{
		{"receipt.print", "always", "asked", "sometimes"},
		{"stock.negative", "allow", "refuse", "perhaps"},
		{"cash.drop_above", "0", "50000", "500.00"},
		{"till.lock_minutes", "5", "0", "241"},
		{"ui.mm", "", "3.94", "1.5"},
		{"ui.sound", "on", "off", "loud"},
		{"ui.text", "100", "130", "1000"},
		{"pad.order", "789", "123", "456"},
		{"pad.money", "whole", "cents", "euros"},
		{"reasons.void.required", "no", "yes", "maybe"},
		{"rights.discount.cashier", "", "5%", "much"},
		{"rights.refund_nothing.cashier", "", "", ""},
	} {
		first, err := o.Setting(ctx, c.key)
		if c.good == "" {
			if !fault.Is(err, fault.NotFound) {
				t.Errorf("%s: %v, want NotFound", c.key, err)
			}
			continue
		}
		if err != nil || first != c.first {
			t.Errorf("%s is %q at first, want %q (%v)", c.key, first, c.first, err)
		}
		if err := o.Set(ctx, c.key, c.bad); !fault.Is(err, fault.BadOption) {
			t.Errorf("%s took %q: %v", c.key, c.bad, err)
		}
		if err := o.Set(ctx, c.key, c.good); err != nil {
			t.Errorf("%s: %v", c.key, err)
		}
		if got, err := o.Setting(ctx, c.key); err != nil || got != c.good {
			t.Errorf("%s is %q, want %q (%v)", c.key, got, c.good, err)
		}
		if err := o.Set(ctx, c.key, ""); err != nil {
			t.Errorf("%s cannot be given back: %v", c.key, err)
		}
		if got, _ := o.Setting(ctx, c.key); got != c.first {
			t.Errorf("%s is %q when nothing is set, want %q", c.key, got, c.first)
		}
	}
	sound(t, store)
}

func TestReasonsAreKeptForWhatAsksForThem(t *testing.T) {
	o, _, ctx, _ := desk(t)
	for _, a := range office.ReasonActs() {
		key := "reasons." + a
		if err := o.Set(ctx, key, "a\x1bp"); !fault.Is(err, fault.BadOption) {
			t.Errorf("%s took a control character: %v", key, err)
		}
		if err := o.Set(ctx, key, "Damaged\nOther"); err != nil {
			t.Errorf("%s: %v", key, err)
		}
		if got, err := o.Setting(ctx, key); err != nil || got != "Damaged\nOther" {
			t.Errorf("%s is %q (%v)", key, got, err)
		}
	}
	for _, a := range []string{"remove_line", "discount", "price"} { // the till asks nothing there
		if err := o.Set(ctx, "reasons."+a, "Other"); !fault.Is(err, fault.NotFound) {
			t.Errorf("reasons.%s: %v, want NotFound", a, err)
		}
	}
}

func TestSeveralSettingsAreChangedTogetherOrNotAtAll(t *testing.T) {
	o, fr, ctx, store := desk(t)
	before := records(t, store, fr.Till)
	err := o.Change(ctx, map[string]string{"shop.name": "Corner & Co", "shop.tax_id": "DE1", "shop.day_start": "40"})
	if !fault.Is(err, fault.BadOption) || records(t, store, fr.Till) != before {
		t.Errorf("a wrong one among three: %v", err)
	}
	if got, _ := o.Setting(ctx, "shop.name"); got != "Corner shop" {
		t.Errorf("the name is %q although the act was refused", got)
	}
	if err := o.Change(ctx, map[string]string{"shop.name": "Corner & Co", "shop.tax_id": "DE1", "shop.day_start": "4"}); err != nil {
		t.Fatal(err)
	}
	for key, want := range map[string]string{"shop.name": "Corner & Co", "shop.tax_id": "DE1", "shop.day_start": "4"} {
		if got, err := o.Setting(ctx, key); err != nil || got != want {
			t.Errorf("%s is %q, want %q (%v)", key, got, want, err)
		}
	}
	if got := records(t, store, fr.Till); got != before+1 {
		t.Errorf("%d records for one act, want 1", got-before)
	}
}

func TestWhoMayChangeASettingDependsOnWhatItIs(t *testing.T) {
	o, fr, _, store := desk(t)
	for _, c := range []struct {
		key, value string
		narrowest  string
	}{{"ui.theme", "dark", rights.Cashier}, {"printer.receipt", "sim:", rights.Senior}, {"shop.name", "Mine", rights.Owner}, {"tax.A", "20", rights.Owner}} {
		may := false
		for i, role := range rights.Roles() {
			p := shop.Staff{ID: datatest.ID("STAFF", 20+i), Code: "X" + role, Name: role, Role: role}
			datatest.Update(t, store, func(tx books.Tx) error {
				if known, _ := tx.Shop().Staff(); len(known) > 4 {
					return nil
				}
				return tx.Shop().AddStaff(p)
			})
			may = may || role == c.narrowest
			err := o.Set(act.As(t.Context(), p), c.key, c.value)
			if may && err != nil || !may && !fault.Is(err, fault.NoRight) {
				t.Errorf("%s by %s: %v", c.key, role, err)
			}
		}
	}
	list, err := o.Settings(act.As(t.Context(), shop.Staff{ID: datatest.ID("STAFF", 20), Role: rights.Cashier}))
	for _, s := range list {
		if !s.Fixed && !strings.HasPrefix(s.Key, "ui.") && !strings.HasPrefix(s.Key, "pad.") {
			t.Errorf("a cashier sees %s", s.Key)
		}
	}
	if err != nil || len(list) < 5 {
		t.Errorf("a cashier sees %d settings (%v)", len(list), err)
	}
	_ = fr
}

func TestARateChangesFromADayAndTheOldOneHoldsUntilThen(t *testing.T) {
	o, fr, ctx, store := desk(t)
	for _, wrong := range []string{"", "much", "101", "-1", "19 from yesterday", "19 from 2026-11-22", "20 on_top", "20 from", "none from 2020-01-01"} {
		if err := o.Set(ctx, "tax.A", wrong); !fault.Is(err, fault.BadOption) {
			t.Errorf("%q was taken: %v", wrong, err)
		}
	}
	if err := o.Set(ctx, "tax.A", "20,5 % from 2027-01-01"); err != nil {
		t.Fatal(err)
	}
	if got, _ := o.Setting(ctx, "tax.A"); got != "19 from 2021-01-01 until 2026-12-31, 20.5 from 2027-01-01" {
		t.Errorf("got %q", got)
	}
	a := group(t, store, "A")
	for day, want := range map[int]money.Rate{20261231: 190_000, 20270101: 205_000} {
		if on := a.On(day); len(on) != 1 || on[0].Rate != want || on[0].Names[shop.Russian] != "НДС" {
			t.Errorf("on %d: %+v, want %d", day, on, want)
		}
	}
	if a.Names[shop.English] != "VAT 19 %" {
		t.Errorf("the name changed before the day: %v", a.Names)
	}
	before := records(t, store, fr.Till)
	if err := o.Set(ctx, "tax.A", "20.5 from 2027-01-01"); err != nil || records(t, store, fr.Till) != before {
		t.Errorf("the same again was written down: %v", err)
	}
	if err := o.Set(ctx, "tax.A", "21"); err != nil {
		t.Fatal(err)
	}
	if got, _ := o.Setting(ctx, "tax.A"); got != "19 from 2021-01-01 until 2026-11-22, 21 from 2026-11-23" {
		t.Errorf("what was planned for later stays: %q", got)
	}
	if a := group(t, store, "A"); a.Names[shop.English] != "VAT 21 %" || a.Names[shop.Russian] != "НДС 21 %" {
		t.Errorf("the names are %v", a.Names)
	}
	if err := o.Set(ctx, "tax.A", "none from 2028-01-01"); err != nil {
		t.Fatal(err)
	}
	if on := group(t, store, "A").On(20280101); len(on) != 0 {
		t.Errorf("no tax is %+v", on)
	}
	sound(t, store)
}

func group(t *testing.T, store *data.Store, code string) (g shop.TaxGroup) {
	t.Helper()
	datatest.View(t, store, func(tx books.Tx) error {
		all, err := tx.Shop().Taxes()
		for _, one := range all {
			if one.Code == code {
				g = one
			}
		}
		return err
	})
	return g
}

func TestATaxGroupIsAddedWithItsNames(t *testing.T) {
	o, _, ctx, store := desk(t)
	if err := o.Set(ctx, "tax.d", "5"); !fault.Is(err, fault.NotFound) {
		t.Errorf("a code that no receipt shows: %v", err)
	}
	if err := o.Change(ctx, map[string]string{"tax.D": "5.5", "tax.D.ru": "НДС на книги"}); err != nil {
		t.Fatal(err)
	}
	d := group(t, store, "D")
	if len(d.ID) != 26 || !d.Inclusive || d.Names[shop.English] != "VAT 5.5 %" || d.Names[shop.Russian] != "НДС на книги" || d.On(20261123)[0].Rate != 55_000 {
		t.Errorf("%+v", d)
	}
	if err := o.Set(ctx, "tax.E", "2 on_top"); err != nil || group(t, store, "E").Inclusive {
		t.Errorf("on top: %v", err)
	}
	if err := o.Set(ctx, "tax.F", "none"); err != nil || group(t, store, "F").Names[shop.English] != "No tax" {
		t.Errorf("no tax: %v", err)
	}
	if err := o.Set(ctx, "tax.D.en", ""); err != nil {
		t.Errorf("one of two names: %v", err)
	}
	if err := o.Set(ctx, "tax.D.ru", ""); !fault.Is(err, fault.BadOption) {
		t.Errorf("the last name was taken away: %v", err)
	}
	sound(t, store)
}

func TestTwoTaxesOfAGroupAreSetOneByOne(t *testing.T) {
	f, store := founding(t)
	made, err := office.Init(t.Context(), f, office.InitSpec{Name: "a", Country: "US", Taxes: func(c office.Country) (office.Country, error) {
		return c.Override(strings.NewReader("[[group]]\ncode=\"S\"\ntax=[{code=\"NY\",rate=\"4\"},{code=\"NYC\",rate=\"4.5\"}]"), "tax.toml")
	}})
	if err != nil {
		t.Fatal(err)
	}
	fr, ctx := frame(t, f, made)
	o := office.New(fr)
	if err := o.Set(ctx, "tax.S", "5"); !fault.Is(err, fault.NotFound) {
		t.Errorf("which of the two: %v", err)
	}
	if err := o.Set(ctx, "tax.S.NYC", "4.875 from 2027-01-01"); err != nil {
		t.Fatal(err)
	}
	var sum money.Rate
	for _, one := range group(t, store, "S").On(20270101) {
		sum += one.Rate
	}
	if sum != 88_750 {
		t.Errorf("together %d, want 8.875 %%", sum)
	}
}

func TestAWayToPayIsAddedChangedAndTakenAway(t *testing.T) {
	o, _, ctx, store := desk(t)
	if err := o.Change(ctx, map[string]string{"tender.voucher.en": "Voucher", "tender.voucher.ru": "Талон", "tender.voucher.does": "reference, drawer"}); err != nil {
		t.Fatal(err)
	}
	got := tender(t, store, "voucher")
	if got.Names[shop.Russian] != "Талон" || !got.OpensDrawer || !got.NeedsRef || got.GivesChange || got.Rounds {
		t.Errorf("%+v", got)
	}
	if v, _ := o.Setting(ctx, "tender.voucher.does"); v != "drawer reference" {
		t.Errorf("it does %q", v)
	}
	for key, value := range map[string]string{"tender.voucher.does": "dance", "tender.cash.does": "nothing", "tender.card.does": "off",
		"tender.other.en": strings.Repeat("a", 61)} {
		if err := o.Set(ctx, key, value); !fault.Is(err, fault.BadOption) {
			t.Errorf("%s took %q: %v", key, value, err)
		}
	}
	if err := o.Set(ctx, "tender.Voucher.en", "x"); !fault.Is(err, fault.NotFound) {
		t.Errorf("a code in capitals: %v", err)
	}
	if err := o.Set(ctx, "tender.voucher.does", "off"); err != nil || tender(t, store, "voucher").ID != "" {
		t.Errorf("it is still there: %v", err)
	}
	sound(t, store)
}

func tender(t *testing.T, store *data.Store, code string) (found shop.Tender) {
	t.Helper()
	datatest.View(t, store, func(tx books.Tx) error {
		all, err := tx.Shop().Tenders()
		for _, one := range all {
			if one.Code == code {
				found = one
			}
		}
		return err
	})
	return found
}

func TestAnAddressIsJudgedBeforeItIsKept(t *testing.T) {
	o, _, ctx, _ := desk(t)
	o.CheckAddress = func(a string) error {
		if a != "sim:" {
			return fault.Wrap(fault.BadAddress, fault.Args{"address": a}, errors.New("no"))
		}
		return nil
	}
	if err := o.Set(ctx, "printer.receipt", "nowhere"); !fault.Is(err, fault.BadAddress) {
		t.Errorf("%v", err)
	}
	if err := o.Set(ctx, "printer.receipt", "sim:"); err != nil {
		t.Error(err)
	}
	if err := o.Set(ctx, "printer.receipt", ""); err != nil {
		t.Errorf("no printer any more: %v", err)
	}
}
