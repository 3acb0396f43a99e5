package receipt_test

import (
	"strconv"
	"strings"
	"testing"

	"golang.org/x/text/encoding/charmap"

	"kassa/app/money"
	"kassa/app/paper"
	"kassa/app/receipt"
	"kassa/app/shop"
)

// cents reads a sum of the right column back.
func cents(t *testing.T, s string) money.Amount {
	t.Helper()
	n, err := strconv.ParseInt(strings.NewReplacer(" ", "", ".", "", ",", "").Replace(s), 10, 64)
	if err != nil {
		t.Fatalf("%q is no sum: %v", s, err)
	}
	return money.Amount(n)
}

func TestRightColumnAddsUpToTheTotal(t *testing.T) {
	for name, s := range map[string]shop.Sale{"inside": euroSale(), "roubles": roubleSale(), "on top": taxOnTop()} {
		for _, lang := range []string{"en", "ru"} {
			doc := receipt.Sale(s, euroHead(t), speak(t, lang), receipt.Options{})
			var sum, net, total money.Amount
			part := 0
			for _, item := range doc.Items {
				switch item := item.(type) {
				case paper.Rule:
					part++
				case paper.Row:
					large := item.Style.Bold && item.Style.Tall
					switch {
					case part == 2:
						sum += cents(t, item.Right)
					case part == 3 && large:
						total = cents(t, item.Right)
					case part == 3 && total == 0 && net == 0:
						net = cents(t, item.Right)
					case part == 3 && total == 0:
						sum += cents(t, item.Right)
					}
				}
			}
			if sum != s.Total || total != s.Total {
				t.Errorf("%s, %s: lines and taxes on top come to %d, the total says %d, the sale %d", name, lang, sum, total, s.Total)
			}
		}
	}
}

// A printer has a code page, not the whole of writing: our own words and every sum keep to it, so that a receipt of
// plain goods is never drawn dot by dot.
func TestOwnWordsAndSumsNeedNoLettersBeyondTheCodePage(t *testing.T) {
	for _, c := range []struct {
		lang string
		page *charmap.Charmap
		sale shop.Sale
		head receipt.Head
	}{
		{"en", charmap.CodePage858, euroSale(), euroHead(t)},
		{"en", charmap.CodePage437, taxOnTop(), euroHead(t)},
		{"ru", charmap.CodePage866, roubleSale(), roubleHead(t)},
		{"ru", charmap.Windows1251, roubleSale(), roubleHead(t)},
	} {
		for _, opts := range []receipt.Options{{}, {Copy: true}, {Training: true}} {
			for _, r := range draw(receipt.Sale(c.sale, c.head, speak(t, c.lang), opts)) {
				if _, ok := c.page.EncodeRune(r); !ok {
					t.Errorf("%s: %q (U+%04X) is not in %v", c.lang, r, r, c.page)
				}
			}
		}
	}
}

func TestReceiptIsCutOnceAndLeavesTheDrawerAlone(t *testing.T) {
	doc := receipt.Sale(euroSale(), euroHead(t), speak(t, "en"), receipt.Options{})
	cuts, pulses := 0, 0
	for _, item := range doc.Items {
		switch item.(type) {
		case paper.Cut:
			cuts++
		case paper.Pulse:
			pulses++
		}
	}
	if _, last := doc.Items[len(doc.Items)-1].(paper.Cut); cuts != 1 || pulses != 0 || !last {
		t.Errorf("%d cuts, %d pulses, cut at the end: %v", cuts, pulses, last)
	}
}

func TestBarcodeIsTheNumberPeopleRead(t *testing.T) {
	s := euroSale()
	doc := receipt.Sale(s, euroHead(t), speak(t, "en"), receipt.Options{})
	found := false
	for _, item := range doc.Items {
		if code, ok := item.(paper.Barcode); ok {
			found = true
			if code.Kind != paper.Code128 || code.Data != "T1-0004122" || code.Data != s.Label() {
				t.Errorf("the barcode is %v", code)
			}
		}
	}
	if !found {
		t.Error("the receipt cannot be scanned")
	}
	s.Series = ""
	if got := s.Label(); got != "T1-0004122" {
		t.Errorf("without a series: %q", got)
	}
}

func TestNumberThatNoBarcodeHoldsIsPrintedInLettersOnly(t *testing.T) {
	s := euroSale()
	s.Series = "К1"
	got := draw(receipt.Sale(s, euroHead(t), speak(t, "ru"), receipt.Options{}))
	if strings.Contains(got, "[barcode") || !strings.Contains(got, "Чек К1-0004122") {
		t.Errorf("a printer would refuse this receipt:\n%s", got)
	}
}

func TestCopyDiffersByItsMarkOnly(t *testing.T) {
	first := draw(receipt.Sale(euroSale(), euroHead(t), speak(t, "ru"), receipt.Options{}))
	again := draw(receipt.Sale(euroSale(), euroHead(t), speak(t, "ru"), receipt.Options{Copy: true}))
	head, rest, _ := strings.Cut(again, "\n")
	if !strings.Contains(head, "КОПИЯ") || rest != first {
		t.Errorf("the copy is\n%s", again)
	}
}

func TestReasonWithoutWordsIsStillPrinted(t *testing.T) {
	s := euroSale()
	s.Lines[1].Adjustments[0].Reason = "loyalty"
	got := draw(receipt.Sale(s, euroHead(t), speak(t, "en"), receipt.Options{}))
	if !strings.Contains(got, "loyalty -0.58") {
		t.Errorf("a discount is silent:\n%s", got)
	}
}
