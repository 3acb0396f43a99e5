package receipt_test

import (
	"strings"
	"testing"

	"golang.org/x/text/encoding/charmap"

	"kassa/app/money"
	"kassa/app/paper"
	"kassa/app/receipt"
	"kassa/app/shop"
)

func deskHead(h receipt.Head) receipt.DeskHead {
	h.Cashier = "C1"
	return receipt.DeskHead{Head: h, TillCode: "T1", Opened: "Cashier 1", Closed: "Cashier 2", Key: strings.Repeat("3b6a27bccebfb65c", 4),
		Taxes: map[string]shop.Names{"A": {"en": "VAT", "ru": "НДС"}}}
}

// zReport has every figure, one short.
func zReport() shop.Z {
	z := shop.Z{No: 3, Counted: 60_775, Difference: -105, Kept: 15_000, Taken: 45_775, AllSold: 1_000_000, AllReturned: 5_000}
	opened := at()
	opened.At = opened.At.Add(-10 * 60 * 60 * 1e9)
	z.Shift, z.At = shop.Shift{No: 3, Opened: opened}, at()
	z.Sales = shop.ShiftSales{Receipts: 96, First: "T1-0000001", Last: "T1-0000096", Sold: 120_000, Returned: 1_500, Returns: 1, Discount: 900,
		Net: 99_580, Tax: 18_920, Rounding: 4, Tenders: []shop.TenderSum{{Tender: "card", Receipts: 30, Amount: 70_000}, {Tender: "cash", Receipts: 66, Amount: 48_504}},
		Taxes: []shop.TaxSum{{Code: "A", Rate: 190_000, Inclusive: true, Base: 99_580, Amount: 18_920}}}
	z.Cash = shop.Cash{Float: 15_000, Sales: 48_504, In: 5_000, Out: 2_000, Expense: 1_250, Drop: 4_374}
	z.Undone = shop.Undone{Lines: 3, LinesWorth: 450, Baskets: 1, BasketWorth: 1_299, NoSales: 2}
	return z
}

func slip(kind shop.CashKind, amount money.Amount) shop.CashMove {
	return shop.CashMove{Kind: kind, Amount: amount, Reason: "stamps", At: at()}
}

func counted() shop.CashCount {
	return shop.CashCount{At: at(), Total: 60_775, Pieces: []shop.Pieces{{Worth: 5_000, Count: 12}, {Worth: 100, Count: 7}, {Worth: 25, Count: 3}}}
}

func TestADeskPaperNeedsNoLettersBeyondTheCodePage(t *testing.T) {
	for lang, page := range map[string]*charmap.Charmap{"en": charmap.CodePage437, "ru": charmap.CodePage866} {
		head := deskHead(receipt.Head{Shop: shop.Shop{Name: "Shop", Currency: currency(t, "USD")}})
		z := zReport()
		over := z
		over.Difference = 105
		for _, doc := range []paper.Document{receipt.Z(z, head, speak(t, lang), receipt.Options{Copy: true}), receipt.Z(over, head, speak(t, lang), receipt.Options{}),
			receipt.X(z.Figures, head, speak(t, lang), receipt.Options{}), receipt.CountSheet(counted(), head, speak(t, lang), receipt.Options{}),
			receipt.Slip(slip(shop.CashIn, 5), head, speak(t, lang), receipt.Options{}), receipt.Slip(slip(shop.CashOut, -5), head, speak(t, lang), receipt.Options{}),
			receipt.Slip(slip(shop.CashDrop, -5), head, speak(t, lang), receipt.Options{Training: true})} {
			for _, r := range draw(doc) {
				if _, ok := page.EncodeRune(r); !ok {
					t.Errorf("%s: %q (U+%04X) is not in the code page", lang, r, r)
				}
			}
		}
	}
}

func TestAFloatThatWasOffAtTheOpeningHasItsLineOnXAndZ(t *testing.T) {
	z := zReport()
	head := deskHead(euroHead(t))
	without := draw(receipt.X(z.Figures, head, speak(t, "en"), receipt.Options{}))
	if strings.Contains(without, "Off at opening") {
		t.Errorf("a float as it was left has a line:\n%s", without)
	}
	z.Opening = -150
	for what, doc := range map[string]paper.Document{"X": receipt.X(z.Figures, head, speak(t, "en"), receipt.Options{}), "Z": receipt.Z(z, head, speak(t, "en"), receipt.Options{})} {
		if words := draw(doc); !strings.Contains(words, "Off at opening") || !strings.Contains(words, "-1.50") {
			t.Errorf("%s:\n%s", what, words)
		}
	}
}

func TestAZReportOfARestoredShopIsCalledByItsSeries(t *testing.T) {
	head := deskHead(euroHead(t))
	for series, want := range map[string]string{"": "Z REPORT 12", "T1B7K": "Z REPORT T1B7K-12"} {
		z := zReport()
		z.No, head.Series = 12, series
		if words := draw(receipt.Z(z, head, speak(t, "en"), receipt.Options{})); !strings.Contains(words, want+"\n") && !strings.Contains(words, want+" ") {
			t.Errorf("series %q: want %q in\n%s", series, want, words)
		}
	}
}

func TestAnXReportNeitherCountsNorClosesAndASheetKnowsNothingExpected(t *testing.T) {
	x := draw(receipt.X(zReport().Figures, deskHead(euroHead(t)), speak(t, "en"), receipt.Options{}))
	for _, word := range []string{"Counted", "Short", "Taken", "All Z", "closed"} {
		if strings.Contains(x, word) {
			t.Errorf("the X report says %q:\n%s", word, x)
		}
	}
	sheet := draw(receipt.CountSheet(counted(), deskHead(euroHead(t)), speak(t, "en"), receipt.Options{}))
	if strings.Contains(sheet, "608.80") || !strings.Contains(sheet, "607.75") {
		t.Errorf("the count sheet says\n%s", sheet)
	}
}
