package office

import (
	"errors"
	"maps"
	"slices"
	"strings"
	"testing"

	"kassa/app/fault"
	"kassa/app/office"
	"kassa/app/shop"
)

func TestWhatIsTypedIsADraftUntilItIsSaved(t *testing.T) {
	b := newBench()
	b.Choose(ShopPage)
	b.Type("shop.name", "Corner & Co")
	b.Type("shop.day_start", "4") // as it is
	b.TypeSum("cash.drop_above", "250,50")
	if s := b.State(); !s.Dirty() || s.Value("shop.name") != "Corner & Co" || s.Values["shop.name"] != "Corner shop" {
		t.Errorf("dirty %v, %q", s.Dirty(), s.Value("shop.name"))
	}
	b.Save()
	if want := map[string]string{"shop.name": "Corner & Co", "cash.drop_above": "25050"}; !maps.Equal(b.last(), want) {
		t.Errorf("changed %v, want %v", b.last(), want)
	}
	if s := b.State(); s.Dirty() || s.Values["shop.name"] != "Corner & Co" || !slices.Equal(b.said, []string{"setup.saved"}) {
		t.Errorf("afterwards dirty %v, %q, said %q", s.Dirty(), s.Values["shop.name"], b.said)
	}
}

func TestARefusedValueIsSaidAtItsField(t *testing.T) {
	b := newBench()
	b.Choose(ShopPage)
	b.Type("shop.name", "")
	b.desk.refuse = fault.New(fault.BadOption, fault.Args{"option": "shop.name"})
	b.Save()
	if s := b.State(); s.Wrong["shop.name"] == nil || !s.Dirty() || len(b.failed) != 0 {
		t.Errorf("wrong %v, dirty %v, said %v", s.Wrong, s.Dirty(), b.failed)
	}
	b.Type("shop.name", "A")
	if b.State().Wrong["shop.name"] != nil {
		t.Error("typing does not forgive")
	}
	b.desk.refuse = errors.New("the disk is gone")
	b.Save()
	if len(b.failed) != 1 {
		t.Errorf("said %v", b.failed)
	}
}

func TestPagesAreThoseThatThePersonMayChange(t *testing.T) {
	b := newBench()
	b.desk.settings = []office.Setting{{Key: "ui.theme", Value: "light"}}
	b.Open()
	if s := b.State(); !slices.Equal(s.Pages, []Page{LookPage}) || s.Page != LookPage {
		t.Errorf("a cashier has %v, opened is %q", s.Pages, s.Page)
	}
	b.Choose(ShopPage)
	if b.State().Page != LookPage {
		t.Error("a page that is not there opened")
	}
}

func TestThePaperFollowsTheLettersAfterAMoment(t *testing.T) {
	b := newBench()
	b.Choose(ReceiptPage)
	b.Type("receipt.header", "O")
	b.Type("receipt.header", "Open")
	if got := len(b.desk.samples); got != 1 {
		t.Errorf("%d papers before the moment was over, want the first one", got)
	}
	b.queue.tick()
	if want := []string{"|Thank you", "Open|Thank you"}; !slices.Equal(b.desk.samples, want) {
		t.Errorf("papers %q, want %q", b.desk.samples, want)
	}
}

func TestThePrinterThatWasTriedIsKept(t *testing.T) {
	b := newBench()
	b.SetUpPrinter()
	picker := b.State().Printer
	picker.Try("escpos+file:///dev/usb/lp0")
	b.desk.refuse = fault.New(fault.NoRight, nil)
	picker.Keep()
	if b.State().Printer == nil || !fault.Is(picker.State().Wrong, fault.NoRight) {
		t.Errorf("refused: %+v", picker.State())
	}
	b.desk.refuse = nil
	picker.Keep()
	if b.last()["printer.receipt"] != "escpos+file:///dev/usb/lp0" || b.State().Printer != nil {
		t.Errorf("kept %v", b.last())
	}
	b.SetUpPrinter()
	b.State().Printer.None()
	if v, there := b.last()["printer.receipt"]; !there || v != "" {
		t.Errorf("no printer: %v", b.last())
	}
}

func TestARateIsChangedFromADay(t *testing.T) {
	for _, c := range []struct {
		what string
		open int
		edit func(*TaxForm)
		want map[string]string
	}{
		{"from a day", 0, func(f *TaxForm) { f.Rate, f.Day = "20,5", "1.1.2027" },
			map[string]string{"tax.A": "20,5 from 2027-01-01", "tax.A.en": "VAT 19 %", "tax.A.ru": "НДС 19 %"}},
		{"today, and the name follows", 0, func(f *TaxForm) { f.Rate = "20" }, map[string]string{"tax.A": "20"}},
		{"a name alone", 0, func(f *TaxForm) { f.English = "VAT" }, map[string]string{"tax.A.en": "VAT", "tax.A.ru": "НДС 19 %"}},
		{"no tax any more", 0, func(f *TaxForm) { f.None = true }, map[string]string{"tax.A": "none"}},
		{"tax where there was none", 1, func(f *TaxForm) { f.None, f.Rate = false, "5" }, map[string]string{"tax.B": "5"}},
	} {
		b := newBench()
		b.Choose(TaxPage)
		b.OpenTax(c.open)
		b.EditTax(c.edit)
		b.SaveTax()
		if !maps.Equal(b.last(), c.want) {
			t.Errorf("%s: changed %v, want %v", c.what, b.last(), c.want)
		}
		if b.State().Tax != nil {
			t.Errorf("%s: the form is still open", c.what)
		}
	}
}

func TestANewTaxGroupTakesTheNextLetter(t *testing.T) {
	b := newBench()
	b.Choose(TaxPage)
	b.NewTax()
	if f := b.State().Tax; f == nil || f.Code != "C" {
		t.Fatalf("%+v, want C", f)
	}
	b.EditTax(func(f *TaxForm) { f.Rate, f.Russian, f.Day = "5", "Книги", "soon" })
	b.SaveTax()
	if f := b.State().Tax; !f.WrongDay || b.last() != nil {
		t.Errorf("a day that is none: %+v", f)
	}
	b.EditTax(func(f *TaxForm) { f.Day = "" })
	b.SaveTax()
	if want := map[string]string{"tax.C": "5 included", "tax.C.ru": "Книги"}; !maps.Equal(b.last(), want) {
		t.Errorf("changed %v, want %v", b.last(), want)
	}
	b.Choose(TaxPage)
	b.OpenTax(2)
	if b.State().Tax != nil {
		t.Error("a group of two taxes has a form")
	}
}

func TestAWayToPayIsAddedUnderAFreeCode(t *testing.T) {
	b := newBench()
	b.Choose(TenderPage)
	b.NewTender()
	b.EditTender(func(f *TenderForm) { f.English, f.Does["reference"] = "Voucher", true })
	b.SaveTender()
	if want := map[string]string{"tender.voucher2.en": "Voucher", "tender.voucher2.does": "reference"}; !maps.Equal(b.last(), want) {
		t.Errorf("changed %v, want %v", b.last(), want)
	}
	b.NewTender()
	b.EditTender(func(f *TenderForm) { f.Russian = "Талон" })
	b.SaveTender()
	if want := map[string]string{"tender.tender.ru": "Талон", "tender.tender.does": "nothing"}; !maps.Equal(b.last(), want) {
		t.Errorf("changed %v, want %v", b.last(), want)
	}
	b.OpenTender(0)
	b.RemoveTender()
	b.SaveTender()
	if want := map[string]string{"tender.cash.en": "Cash", "tender.cash.ru": "Наличные"}; !maps.Equal(b.last(), want) {
		t.Errorf("cash: changed %v, want %v", b.last(), want)
	}
	b.OpenTender(2)
	b.RemoveTender()
	if b.last()["tender.voucher.does"] != "off" {
		t.Errorf("taken away: %v", b.last())
	}
}

func TestTheLookChangesAtOnce(t *testing.T) {
	b := newBench()
	b.Choose(LookPage)
	b.ChooseLook("ui.theme", "dark")
	if b.looks["ui.theme"] != "dark" || b.State().Dirty() {
		t.Errorf("theme %q, dirty %v", b.looks["ui.theme"], b.State().Dirty())
	}
	b.OpenRuler()
	b.Measured(85.6 * 4.5)
	if b.looks["ui.mm"] != "4.50" || b.State().Ruler {
		t.Errorf("measured %q, the ruler is open: %v", b.looks["ui.mm"], b.State().Ruler)
	}
	b.ToggleStart()
	if !b.starts.on || !b.State().Starts {
		t.Error("it does not start with the computer")
	}
	b.starts.fail = fault.New(fault.FileUnwritable, nil)
	b.ToggleStart()
	if !b.State().Starts || len(b.failed) != 1 {
		t.Errorf("a failure: starts %v, said %v", b.State().Starts, b.failed)
	}
}

func TestSumsAreTypedAsPeopleTypeThem(t *testing.T) {
	b := newBench()
	for typed, want := range map[string]string{"": "0", "500": "50000", "12,5": "1250", " 7.05 ": "705", "much": "much"} {
		b.TypeSum("cash.drop_above", typed)
		if got := b.State().Value("cash.drop_above"); got != want {
			t.Errorf("%q is kept as %q, want %q", typed, got, want)
		}
	}
}

func TestTheTwelfthWayToPayOfANameHasACodeOfItsOwn(t *testing.T) {
	m := &Model{}
	seen := map[string]bool{}
	for range 12 {
		code := m.freeCode("Voucher")
		if seen[code] || !strings.HasPrefix(code, "voucher") {
			t.Fatalf("%q after %v", code, seen)
		}
		seen[code] = true
		m.s.Tenders = append(m.s.Tenders, shop.Tender{Code: code})
	}
}
