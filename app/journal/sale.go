package journal

import (
	"crypto/sha256"
	"slices"
	"strconv"
	"strings"

	"kassa/app/money"
	"kassa/app/shop"
)

// Sale is the kind of a closed sale; version 1, 2 where the sale itself has a note, and 3 where an offer lowered one of its lines.
const Sale = "sale"

// OfSale says a sale whole: every figure, name, time and rule that its tables and its receipt hold, and the stock moves
// that are made with it. Notes stand as hashes ([NoteHash]).
func OfSale(s shop.Sale, moves ...shop.StockMove) Body { return &saleBody{s, moves} }

type saleBody struct {
	sale  shop.Sale
	moves []shop.StockMove
}

func (b *saleBody) Kind() string               { return Sale }
func (b *saleBody) Canonical() ([]byte, error) { return canonical(b) }

func (b *saleBody) size() int {
	s := &b.sale
	return 1280 + 960*len(s.Lines) + 256*(len(s.Taxes)+len(s.Payments)+len(b.moves))
}

// append writes the sale; the keys of every object ascend.
func (b *saleBody) append(w *writer) {
	s := &b.sale
	w.b = append(w.b, '{')
	w.int("at", s.At.At.UnixMilli())
	w.int("cost", int64(s.Cost))
	w.text("customer", string(s.Customer))
	w.int("day", int64(s.At.Day))
	w.int("discount", int64(s.Discount))
	w.text("entity", string(s.Entity))
	appendFiscal(w, s.Fiscal)
	w.int("hour", int64(s.At.Hour))
	w.text("id", string(s.ID))
	w.text("kind", Sale)
	w.open("lines", '[')
	for i := range s.Lines {
		appendLine(w, s.ID, &s.Lines[i])
	}
	w.close(']')
	w.int("list", int64(s.List))
	w.open("moves", '[')
	for i := range b.moves {
		appendMove(w, &b.moves[i])
	}
	w.close(']')
	w.int("net", int64(s.Net))
	version := int64(1)
	if s.Note != "" {
		version = 2
		w.hex("note", NoteHash(s.ID, 0, s.Note))
	}
	if slices.ContainsFunc(s.Lines, hadOffer) {
		version = 3
	}
	w.int("number", s.Number)
	w.int("offset", int64(s.At.OffsetMin))
	w.open("payments", '[')
	for i := range s.Payments {
		appendPayment(w, &s.Payments[i])
	}
	w.close(']')
	w.text("place", string(s.Place))
	w.int("rounding", int64(s.Rounding))
	appendRules(w, s.Rules)
	w.text("series", s.Series)
	w.text("shift", string(s.Shift))
	w.text("staff", string(s.Staff))
	w.text("staff_code", s.StaffCode)
	w.int("tax", int64(s.Tax))
	appendTaxes(w, s.Taxes)
	w.text("till", string(s.Till))
	w.text("till_code", s.TillCode)
	w.int("total", int64(s.Total))
	w.text("type", string(s.Kind))
	w.int("v", version)
	w.close('}')
}

func hadOffer(l shop.Line) bool {
	return slices.ContainsFunc(l.Adjustments, func(a shop.Adjustment) bool { return a.Offer != "" })
}

func appendFiscal(w *writer, f shop.FiscalMark) {
	w.open("fiscal", '{')
	w.text("number", f.Number)
	w.flag("outage", f.Outage)
	w.text("qr", f.QR)
	w.text("signature", f.Signature)
	w.close('}')
}

func appendRules(w *writer, r shop.Rules) {
	w.open("rules", '{')
	w.text("cash_direction", string(r.Cash.Direction))
	w.text("cash_form", string(r.Cash.Form))
	w.int("cash_step", int64(r.Cash.Step))
	w.text("rounding", rounding(w, r.Rounding))
	w.text("tax_rounding", string(r.TaxRounding))
	w.close('}')
}

func rounding(w *writer, r money.Rounding) string {
	switch r {
	case money.HalfUp:
		return "half_up"
	case money.HalfEven:
		return "half_even"
	case money.Down:
		return "down"
	}
	w.fail("rounding", "no such rounding")
	return ""
}

func appendLine(w *writer, sale shop.ID, l *shop.Line) {
	w.item()
	w.open("adjustments", '[')
	for _, a := range l.Adjustments {
		w.item()
		w.int("amount", int64(a.Amount))
		if a.Offer != "" {
			w.text("name", a.Name)
			w.text("offer", string(a.Offer))
			w.int("qty", int64(a.Qty))
		}
		w.int("rate", int64(a.Rate))
		w.text("reason", string(a.Reason))
		w.close('}')
	}
	w.close(']')
	w.text("barcode", l.Barcode)
	w.text("category", string(l.Category))
	w.int("cost", int64(l.Cost))
	w.int("list", int64(l.List))
	w.int("list_price", int64(l.ListPrice))
	w.text("mark_proof", l.MarkProof)
	w.text("name", l.Name)
	w.int("net", int64(l.Net))
	w.int("no", int64(l.No))
	w.hex("note", NoteHash(sale, l.No, l.Note))
	w.int("of_line", int64(l.OfLine))
	w.text("of_sale", string(l.OfSale))
	w.text("piece_code", l.PieceCode)
	w.int("price", int64(l.Price))
	w.text("product", string(l.Product))
	w.int("qty", int64(l.Qty))
	w.text("seller", string(l.Seller))
	w.text("sku", l.SKU)
	w.int("tax", int64(l.Tax))
	appendTaxes(w, l.Taxes)
	w.int("total", int64(l.Total))
	w.flag("tracked", l.Tracked)
	w.text("unit", string(l.Unit))
	w.close('}')
}

// NoteHash stands for a note a person typed: SHA-256("POSN1" ‖ document ‖ 0x00 ‖ line number ‖ 0x00 ‖ note), nothing for an empty
// one; broken UTF-8 counts as U+FFFD, as it is stored. The same words on two receipts do not look the same, and the note itself can be erased.
func NoteHash(document shop.ID, line int, note string) []byte {
	if note == "" {
		return nil
	}
	b := append([]byte("POSN1"), document...)
	b = strconv.AppendInt(append(b, 0), int64(line), 10)
	sum := sha256.Sum256(append(append(b, 0), strings.ToValidUTF8(note, "\uFFFD")...))
	return sum[:]
}

func appendTaxes(w *writer, list []shop.LineTax) {
	w.open("taxes", '[')
	for i := range list {
		t := &list[i]
		w.item()
		w.int("amount", int64(t.Amount))
		w.int("base", int64(t.Base))
		w.text("code", t.Code)
		w.flag("inclusive", t.Inclusive)
		appendNames(w, t.Names)
		w.int("rate", int64(t.Rate))
		w.close('}')
	}
	w.close(']')
}

// appendNames writes the names by language, the languages ascending; empty names are left out.
func appendNames(w *writer, names shop.Names) {
	w.open("names", '{')
	for last := shop.Lang(""); ; {
		next := shop.Lang("")
		for l, name := range names {
			if name != "" && l > last && (next == "" || l < next) {
				next = l
			}
		}
		if next == "" {
			break
		}
		w.comma()
		w.quote("names", string(next))
		w.b = append(w.b, ':')
		w.quote("names", names[next])
		last = next
	}
	w.close('}')
}

func appendPayment(w *writer, p *shop.Payment) {
	w.item()
	w.int("amount", int64(p.Amount))
	w.int("change", int64(p.Change))
	w.text("currency", p.Currency)
	w.int("exponent", int64(p.Exponent))
	w.int("given", int64(p.Given))
	w.int("no", int64(p.No))
	w.text("ref", p.Ref)
	w.text("tender", p.Tender)
	w.close('}')
}

func appendMove(w *writer, m *shop.StockMove) {
	w.item()
	w.int("at", m.At.At.UnixMilli())
	w.int("cost", int64(m.Cost))
	w.int("day", int64(m.At.Day))
	w.text("document", string(m.Document))
	w.int("hour", int64(m.At.Hour))
	w.text("kind", string(m.Kind))
	w.int("offset", int64(m.At.OffsetMin))
	w.text("place", string(m.Place))
	w.text("product", string(m.Product))
	w.int("qty", int64(m.Qty))
	w.close('}')
}
