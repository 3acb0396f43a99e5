package verify

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"maps"
	"strconv"

	"golang.org/x/text/unicode/norm"
)

// differ compares what was recorded (want) with what a table says (got), field by field.
type differ struct {
	report func(what, want, got string)
	parent *differ // of an element of a list
	list   string
	index  int
}

// at is the differ of one element of a list.
func (d *differ) at(list string, i int) differ {
	return differ{report: d.report, parent: d, list: list, index: i}
}

func (d *differ) found(what, want, got string) {
	for ; d.parent != nil; d = d.parent {
		what = fmt.Sprintf("%s[%d].%s", d.list, d.index, what)
	}
	d.report(what, want, got)
}

func (d *differ) num(what string, want, got int64) {
	if want != got {
		d.found(what, strconv.FormatInt(want, 10), strconv.FormatInt(got, 10))
	}
}

// text compares in NFC: the record is, a table need not be.
func (d *differ) text(what, want, got string) {
	if want != got && want != norm.NFC.String(got) {
		d.found(what, want, got)
	}
}

func (d *differ) flag(what string, want, got bool) {
	if want != got {
		d.found(what, strconv.FormatBool(want), strconv.FormatBool(got))
	}
}

func (d *differ) sale(want, got *Sale) {
	d.text("id", want.ID, got.ID)
	d.text("kind", want.Kind, got.Kind)
	d.text("till", want.Till, got.Till)
	d.text("till_code", want.TillCode, got.TillCode)
	d.text("series", want.Series, got.Series)
	d.num("number", want.Number, got.Number)
	d.text("place", want.Place, got.Place)
	d.text("entity", want.Entity, got.Entity)
	d.text("shift", want.Shift, got.Shift)
	d.text("staff", want.Staff, got.Staff)
	d.text("staff_code", want.StaffCode, got.StaffCode)
	d.text("customer", want.Customer, got.Customer)
	d.moment(want.At, want.Offset, want.Day, want.Hour, got.At, got.Offset, got.Day, got.Hour)
	if len(want.Payments) > 0 {
		d.text("currency", want.Currency, got.Currency)
		d.num("exponent", want.Exponent, got.Exponent)
	}
	d.text("rounding", want.Rounding, got.Rounding)
	d.text("tax_rounding", want.TaxRounding, got.TaxRounding)
	d.text("cash_direction", want.CashDirection, got.CashDirection)
	d.text("cash_form", want.CashForm, got.CashForm)
	d.num("cash_step", want.CashStep, got.CashStep)
	d.num("list", want.List, got.List)
	d.num("discount", want.Discount, got.Discount)
	d.num("net", want.Net, got.Net)
	d.num("tax", want.Tax, got.Tax)
	d.num("total", want.Total, got.Total)
	d.num("cash_rounding", want.CashRounding, got.CashRounding)
	d.num("cost", want.Cost, got.Cost)
	d.note(want.ID, 0, want.Note, got.Note, got.NoteErased)
	d.text("fiscal_number", want.FiscalNumber, got.FiscalNumber)
	d.text("fiscal_qr", want.FiscalQR, got.FiscalQR)
	d.text("fiscal_signature", want.FiscalSignature, got.FiscalSignature)
	d.flag("fiscal_outage", want.FiscalOutage, got.FiscalOutage)
	d.lines(want, got)
	d.taxes("taxes", want.Taxes, got.Taxes)
	d.payments(want.Payments, got.Payments)
}

func (d *differ) moment(at, offset, day, hour, gotAt, gotOffset, gotDay, gotHour int64) {
	d.num("at", at, gotAt)
	d.num("offset", offset, gotOffset)
	d.num("day", day, gotDay)
	d.num("hour", hour, gotHour)
}

func (d *differ) lines(want, got *Sale) {
	d.num("lines", int64(len(want.Lines)), int64(len(got.Lines)))
	for i := range min(len(want.Lines), len(got.Lines)) {
		one := d.at("lines", i)
		one.line(want.ID, &want.Lines[i], &got.Lines[i])
	}
}

func (d *differ) line(sale string, want, got *Line) {
	d.num("no", want.No, got.No)
	d.text("product", want.Product, got.Product)
	d.text("sku", want.SKU, got.SKU)
	d.text("barcode", want.Barcode, got.Barcode)
	d.text("name", want.Name, got.Name)
	d.text("category", want.Category, got.Category)
	d.text("unit", want.Unit, got.Unit)
	d.num("qty", want.Qty, got.Qty)
	d.num("list_price", want.ListPrice, got.ListPrice)
	d.num("price", want.Price, got.Price)
	d.num("list", want.List, got.List)
	d.num("discount", want.Discount, got.Discount)
	d.adjustments(want.Adjustments, got.Adjustments)
	d.num("net", want.Net, got.Net)
	d.num("tax", want.Tax, got.Tax)
	d.num("total", want.Total, got.Total)
	d.num("cost", want.Cost, got.Cost)
	d.taxes("taxes", want.Taxes, got.Taxes)
	d.flag("tracked", want.Tracked, got.Tracked)
	d.note(sale, want.No, want.Note, got.Note, got.NoteErased)
	d.text("piece_code", want.PieceCode, got.PieceCode)
	d.text("mark_proof", want.MarkProof, got.MarkProof)
	d.text("seller", want.Seller, got.Seller)
	d.text("of_sale", want.OfSale, got.OfSale)
	d.num("of_line", want.OfLine, got.OfLine)
}

// note compares the note of a line, or of a sale (line 0).
func (d *differ) note(sale string, line int64, want, got string, erased bool) {
	d.typed("note", sale, line, want, got, erased)
}

// typed: the record holds the hash of what a person typed beside a document. A text that was erased on purpose is gone, and
// one that never was cannot be erased.
func (d *differ) typed(what, document string, line int64, want, got string, erased bool) {
	if erased && got == "" && want != "" {
		return
	}
	if want != noteHash(document, line, got) || erased {
		d.found(what, "the text of hash "+want, got)
	}
}

// noteHash stands for what a person typed: see the record of a sale.
func noteHash(document string, line int64, note string) string {
	if note == "" {
		return ""
	}
	sum := sha256.Sum256([]byte("POSN1" + document + "\x00" + strconv.FormatInt(line, 10) + "\x00" + note))
	return hex.EncodeToString(sum[:])
}

func (d *differ) adjustments(want, got []Adjustment) {
	d.num("adjustments", int64(len(want)), int64(len(got)))
	for i := range min(len(want), len(got)) {
		if want[i] != got[i] {
			one := d.at("adjustments", i)
			one.text("reason", want[i].Reason, got[i].Reason)
			one.num("rate", want[i].Rate, got[i].Rate)
			one.num("amount", want[i].Amount, got[i].Amount)
			one.text("offer", want[i].Offer, got[i].Offer)
			one.text("name", want[i].Name, got[i].Name)
			one.num("qty", want[i].Qty, got[i].Qty)
		}
	}
}

func (d *differ) taxes(list string, want, got []Tax) {
	d.num(list, int64(len(want)), int64(len(got)))
	for i := range min(len(want), len(got)) {
		one := d.at(list, i)
		one.tax(&want[i], &got[i])
	}
}

func (d *differ) tax(want, got *Tax) {
	d.num("no", want.No, got.No)
	d.text("code", want.Code, got.Code)
	d.num("rate", want.Rate, got.Rate)
	d.flag("inclusive", want.Inclusive, got.Inclusive)
	d.num("base", want.Base, got.Base)
	d.num("amount", want.Amount, got.Amount)
	if !maps.Equal(want.Names, got.Names) && !sameNames(want.Names, got.Names) {
		d.found("names", fmt.Sprint(want.Names), fmt.Sprint(got.Names))
	}
}

// sameNames leaves out empty names, which a record does not hold, and compares in NFC.
func sameNames(want, got map[string]string) bool {
	n := 0
	for lang, name := range got {
		if name == "" {
			continue
		}
		if n++; want[lang] != norm.NFC.String(name) {
			return false
		}
	}
	return n == len(want)
}

func (d *differ) payments(want, got []Payment) {
	d.num("payments", int64(len(want)), int64(len(got)))
	for i := range min(len(want), len(got)) {
		w, g, one := &want[i], &got[i], d.at("payments", i)
		one.num("no", w.No, g.No)
		one.text("tender", w.Tender, g.Tender)
		one.num("amount", w.Amount, g.Amount)
		one.num("given", w.Given, g.Given)
		one.num("change", w.Change, g.Change)
		one.text("ref", w.Ref, g.Ref)
		one.text("currency", w.Currency, g.Currency)
		one.num("exponent", w.Exponent, g.Exponent)
	}
}

func (d *differ) move(want, got *Move) {
	d.text("product", want.Product, got.Product)
	d.text("place", want.Place, got.Place)
	d.text("kind", want.Kind, got.Kind)
	d.num("qty", want.Qty, got.Qty)
	d.num("cost", want.Cost, got.Cost)
	d.text("document", want.Document, got.Document)
	d.moment(want.At, want.Offset, want.Day, want.Hour, got.At, got.Offset, got.Day, got.Hour)
}
