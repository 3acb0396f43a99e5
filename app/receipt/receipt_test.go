package receipt_test

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"kassa/app/money"
	"kassa/app/paper"
	"kassa/app/receipt"
	"kassa/app/shop"
	"kassa/app/text"
)

var update = flag.Bool("update", false, "write the golden receipts anew")

// columns is the width of the readable drawing; a driver has its own.
const columns = 42

// draw is a document as one can read it in a file.
func draw(doc paper.Document) string {
	var b strings.Builder
	for _, item := range doc.Items {
		switch item := item.(type) {
		case paper.Text:
			gap := 0
			if item.Align == paper.Center {
				gap = max(0, (columns-utf8.RuneCountInString(item.Text))/2)
			}
			fmt.Fprintf(&b, "%s%s%s", strings.Repeat(" ", gap), item.Text, look(item.Style))
		case paper.Row:
			gap := max(1, columns-utf8.RuneCountInString(item.Left)-utf8.RuneCountInString(item.Right))
			fmt.Fprintf(&b, "%s%s%s%s", item.Left, strings.Repeat(" ", gap), item.Right, look(item.Style))
		case paper.Rule:
			b.WriteString(strings.Repeat("-", columns))
		case paper.Barcode:
			fmt.Fprintf(&b, "[barcode %d %s]", item.Kind, item.Data)
		case paper.QR:
			fmt.Fprintf(&b, "[qr %s]", item.Data)
		case paper.Cut:
			b.WriteString("[cut]")
		default:
			fmt.Fprintf(&b, "[%T]", item)
		}
		b.WriteByte('\n')
	}
	return b.String()
}

func look(s paper.Style) string {
	words := ""
	for _, one := range []struct {
		on   bool
		word string
	}{{s.Bold, " bold"}, {s.Wide, " wide"}, {s.Tall, " tall"}} {
		if one.on {
			words += one.word
		}
	}
	if words == "" {
		return ""
	}
	return "  [" + words[1:] + "]"
}

func speak(t *testing.T, lang string) *text.Text {
	t.Helper()
	words, err := text.For(lang)
	if err != nil {
		t.Fatal(err)
	}
	return words
}

func currency(t *testing.T, code string) money.Currency {
	t.Helper()
	c, ok := money.CurrencyOf(code)
	if !ok {
		t.Fatal(code)
	}
	return c
}

func euroHead(t *testing.T) receipt.Head {
	return receipt.Head{
		Shop: shop.Shop{Name: "Demo shop", Address: "1 Market Street\n10115 Berlin", TaxID: "DE 123456789", Currency: currency(t, "EUR")},
		Till: "Till 1", Journal: "4122:MFRGGZDFMY",
	}
}

func roubleHead(t *testing.T) receipt.Head {
	return receipt.Head{
		Shop: shop.Shop{Name: "Демонстрационный магазин", Address: "ул. Садовая, 1", TaxID: "7700000000", Currency: currency(t, "RUB"),
			Texts: shop.Texts{Header: "Свежий хлеб каждый день", Footer: "Ждём вас снова"}},
		Journal: "87:ABCDEFGHIJ",
	}
}

func at() shop.Moment {
	return shop.Moment{At: time.Date(2026, 11, 23, 16, 42, 5, 0, time.UTC), OffsetMin: 60, Day: 20261123, Hour: 17}
}

// euroSale is the sale on the pictures of the sell screen: four lines, 13.67, paid with a note of 20.
func euroSale() shop.Sale {
	vat := shop.Names{"en": "VAT", "ru": "НДС"}
	return shop.Sale{
		Kind: shop.KindSale, TillCode: "T1", Series: "T1", Number: 4122, StaffCode: "C1", At: at(),
		Lines: []shop.Line{
			{No: 1, Name: "Whole milk 1 l", Unit: shop.Piece, Qty: 2000, Price: 1_350_000, List: 270, Total: 270},
			{No: 2, Name: "Ground coffee 250 g", Unit: shop.Piece, Qty: 1000, Price: 5_750_000, List: 575, Total: 517,
				Adjustments: []shop.Adjustment{{Reason: shop.ReasonLineDiscount, Rate: 100_000, Amount: -58}}},
			{No: 3, Name: "Bananas", Unit: shop.Kilo, Qty: 742, Price: 1_890_000, List: 140, Total: 140},
			{No: 4, Name: "Dark chocolate 85 %, single origin, with sea salt and almonds", Unit: shop.Piece, Qty: 3000, Price: 2_200_000,
				List: 660, Total: 440, Note: "gift wrapped",
				Adjustments: []shop.Adjustment{{Reason: shop.ReasonBasketDiscount, Amount: -220}}},
		},
		Taxes: []shop.LineTax{
			{Code: "A", Names: vat, Rate: 190_000, Inclusive: true, Base: 804, Amount: 153},
			{Code: "B", Names: vat, Rate: 70_000, Inclusive: true, Base: 383, Amount: 27},
		},
		Payments: []shop.Payment{{No: 1, Tender: "cash", Amount: 1367, Given: 2000, Change: 633}},
		List:     1645, Discount: 278, Net: 1187, Tax: 180, Total: 1367, Note: "Please come back on Friday",
	}
}

func roubleSale() shop.Sale {
	vat := shop.Names{"en": "VAT", "ru": "НДС"}
	return shop.Sale{
		Kind: shop.KindSale, TillCode: "К1", Series: "K1", Number: 87, StaffCode: "C2", At: at(),
		Lines: []shop.Line{
			{No: 1, Name: "Молоко 3,2 % 1 л", Unit: shop.Piece, Qty: 20_000, Price: 89_900_000, List: 179_800, Total: 179_800},
			{No: 2, Name: "Бананы", Unit: shop.Kilo, Qty: 742, Price: 119_900_000, List: 8897, Total: 8007,
				Adjustments: []shop.Adjustment{{Reason: shop.ReasonBasketDiscount, Rate: 100_000, Amount: -890}}},
			{No: 3, Name: "Вода питьевая", Unit: shop.Piece, Qty: 1000, Price: 49_000_000, List: 4900, Total: 4900, PieceCode: "0104600494694356215"},
		},
		Taxes:    []shop.LineTax{{Code: "20", Names: vat, Rate: 220_000, Inclusive: true, Base: 157_956, Amount: 34_751}},
		Payments: []shop.Payment{{No: 1, Tender: "card", Amount: 100_000, Ref: "000123"}, {No: 2, Tender: "cash", Amount: 92_700, Given: 92_700}},
		List:     193_597, Discount: 890, Net: 157_956, Tax: 34_751, Total: 192_707, Rounding: -7,
		Fiscal: shop.FiscalMark{Number: "9960440300000001", Signature: "3712409856", QR: "t=20261123T1742&s=1927.07&fn=9960440300000001"},
	}
}

// taxOnTop is a sale where prices exclude tax: two taxes on one line.
func taxOnTop() shop.Sale {
	s := euroSale()
	s.Lines = []shop.Line{
		{No: 1, Name: "Notebook", Unit: shop.Piece, Qty: 1000, Price: 10_000_000, List: 1000, Net: 1000, Tax: 104, Total: 1104},
		{No: 2, Name: "Pen", Unit: shop.Piece, Qty: 2000, Price: 2_500_000, List: 500, Net: 500, Tax: 52, Total: 552},
	}
	s.Taxes = []shop.LineTax{
		{Code: "S", Names: shop.Names{"en": "State tax", "ru": "Налог штата"}, Rate: 40_000, Base: 1500, Amount: 60},
		{Code: "C", Names: shop.Names{"en": "City tax", "ru": "Налог города"}, Rate: 64_000, Base: 1500, Amount: 96},
	}
	s.List, s.Discount, s.Net, s.Tax, s.Total = 1656, 0, 1500, 156, 1656
	s.Payments = []shop.Payment{{No: 1, Tender: "voucher", Amount: 1656}}
	return s
}

func TestReceiptsReadAsLookedAt(t *testing.T) {
	outage := euroSale()
	outage.Fiscal = shop.FiscalMark{Outage: true}
	free := roubleSale()
	free.Taxes = append(free.Taxes, shop.LineTax{Code: "0", Names: shop.Names{"en": "No VAT", "ru": "Без НДС"}, Inclusive: true, Base: 4900})
	back := taxOnTop()
	back.Kind = shop.KindReturn
	for name, doc := range map[string]paper.Document{
		"sale-en":     receipt.Sale(euroSale(), euroHead(t), speak(t, "en"), receipt.Options{}),
		"sale-ru":     receipt.Sale(roubleSale(), roubleHead(t), speak(t, "ru"), receipt.Options{}),
		"copy-ru":     receipt.Sale(euroSale(), euroHead(t), speak(t, "ru"), receipt.Options{Copy: true}),
		"tax-on-top":  receipt.Sale(taxOnTop(), euroHead(t), speak(t, "en"), receipt.Options{}),
		"return-ru":   receipt.Sale(back, euroHead(t), speak(t, "ru"), receipt.Options{}),
		"training-en": receipt.Sale(euroSale(), euroHead(t), speak(t, "en"), receipt.Options{Training: true}),
		"without-tax": receipt.Sale(free, roubleHead(t), speak(t, "ru"), receipt.Options{}),
		"test-en":     receipt.TestPage(euroHead(t).Shop, "Till 1", "escpos+tcp://192.0.2.9:9100", euroSale().At, speak(t, "en")),
		"test-ru":     receipt.TestPage(roubleHead(t).Shop, "Касса 1", "escpos+file:///dev/usb/lp0", roubleSale().At, speak(t, "ru")),
		"gift-en":     receipt.Sale(euroSale(), euroHead(t), speak(t, "en"), receipt.Options{Gift: true}),
		"gift-ru":     receipt.Sale(roubleSale(), roubleHead(t), speak(t, "ru"), receipt.Options{Gift: true}),
		"corrected-en": receipt.Sale(euroSale(), euroHead(t), speak(t, "en"), receipt.Options{Copy: true, Changes: []shop.TenderChange{
			{Payment: 1, From: "cash", To: "card", Ref: "000123", Amount: 1367, At: at()}}}),
		"corrected-ru": receipt.Sale(roubleSale(), roubleHead(t), speak(t, "ru"), receipt.Options{Copy: true, Changes: []shop.TenderChange{
			{Payment: 2, From: "cash", To: "card", Amount: 92_700, At: at()}}}),
		"outage-en":  receipt.Sale(outage, euroHead(t), speak(t, "en"), receipt.Options{}),
		"z-en":       receipt.Z(zReport(), deskHead(euroHead(t)), speak(t, "en"), receipt.Options{}),
		"z-copy-ru":  receipt.Z(zReport(), deskHead(roubleHead(t)), speak(t, "ru"), receipt.Options{Copy: true}),
		"x-en":       receipt.X(zReport().Figures, deskHead(euroHead(t)), speak(t, "en"), receipt.Options{}),
		"x-empty-ru": receipt.X(shop.Figures{Shift: zReport().Shift, At: at()}, deskHead(roubleHead(t)), speak(t, "ru"), receipt.Options{}),
		"slip-en":    receipt.Slip(slip(shop.CashExpense, -1250), deskHead(euroHead(t)), speak(t, "en"), receipt.Options{}),
		"slip-ru":    receipt.Slip(slip(shop.CashTaken, -45775), deskHead(roubleHead(t)), speak(t, "ru"), receipt.Options{Copy: true}),
		"count-en":   receipt.CountSheet(counted(), deskHead(euroHead(t)), speak(t, "en"), receipt.Options{}),
		"count-ru":   receipt.CountSheet(counted(), deskHead(roubleHead(t)), speak(t, "ru"), receipt.Options{}),
	} {
		t.Run(name, func(t *testing.T) {
			got, file := draw(doc), filepath.Join("testdata", name+".txt")
			if *update {
				if err := os.WriteFile(file, []byte(got), 0o644); err != nil {
					t.Fatal(err)
				}
			}
			want, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			if got != string(want) {
				t.Errorf("got\n%s\nwant\n%s", got, want)
			}
		})
	}
}
