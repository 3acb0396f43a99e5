// Package receipt says what stands on a receipt, as lines of paper: no bytes, no printer, no storage.
//
// From top to bottom: marks (COPY, gift, training, return), the shop, number and time, cashier, the lines, the total with its
// taxes, how it was paid, what the fiscal device said, the shop's last words, the short head of the journal, and the
// number as a barcode, so that the receipt can be scanned when goods come back. Then the paper is cut. What is printed in training
// says so at its head and its foot, has neither number nor taxes nor a head of the journal, and its barcode is one that no shop takes
// goods back for. The drawer is a
// job of its own and never opened by a receipt. A tender that was put right later stands corrected, with what it was and
// when. A gift receipt names the goods and leaves out whatever says what they cost.
//
// The right column adds up: what stands there for the lines comes to the total, with the taxes on top where prices
// exclude tax. What explains a line (quantity and price, the list sum, each discount) stands indented at the left. Sums
// carry no symbol, the total names the currency once. Spaces and minus signs are plain ones and × is an x, because not
// every printer's code page knows the others.
//
// A worked example, two bottles of milk at 1.35 and a coffee of 5.75 with 10 % off:
//
//	Whole milk 1 l                        2.70
//	  2 x 1.35
//	Ground coffee 250 g                   5.17
//	  1 x 5.75 = 5.75
//	  Discount 10 %: -0.58
//	------------------------------------------
//	TOTAL EUR                             7.87
package receipt

import (
	"strings"

	"kassa/app/money"
	"kassa/app/paper"
	"kassa/app/shop"
	"kassa/app/text"
)

// Head is what a receipt says beside the sale itself.
type Head struct {
	Shop    shop.Shop
	Till    string            // name of the till; empty: its code
	Cashier string            // name for the customer's eyes; empty: only the code
	Tenders map[string]string // names of tenders by their code, as the shop set them up; empty: cash and card are known
	Journal string            // short head of the journal after the sale, "4122:MFRGGZDFMY"; empty: none
}

// Options is how this printing differs from the first one.
type Options struct {
	Copy     bool // printed again: marked COPY
	Training bool // not a real sale: marked so at the head and at the foot, without number and taxes
	Gift     bool // for somebody who was given the goods: no prices, taxes or payments
	// Changes are the tenders that were put right since, oldest first.
	Changes []shop.TenderChange
}

// The styles of a receipt.
var (
	strong = paper.Style{Bold: true}
	mark   = paper.Style{Bold: true, Wide: true, Tall: true}
	large  = paper.Style{Bold: true, Tall: true}
)

// indent is what explains a line under its name.
const indent = "  "

// writer puts one receipt on paper.
type writer struct {
	doc  paper.Document
	sale shop.Sale
	head Head
	t    *text.Text
	opts Options
}

// Sale is the receipt of a sale in the language of t.
func Sale(s shop.Sale, h Head, t *text.Text, opts Options) paper.Document {
	w := &writer{sale: s.Corrected(opts.Changes), head: h, t: t.With(h.Shop.Currency), opts: opts}
	w.marks()
	w.shop()
	w.number()
	w.doc.Add(paper.Rule{})
	for _, l := range s.Lines {
		if opts.Gift {
			w.given(l)
		} else {
			w.line(l)
		}
	}
	if !opts.Gift {
		if s.Note != "" {
			w.left(w.t.T("receipt.note", text.Args{"note": s.Note}))
		}
		w.doc.Add(paper.Rule{})
		w.total()
		w.payments()
		w.fiscal()
	}
	w.foot()
	w.doc.Add(paper.Cut{})
	if opts.Training {
		return marked(w.doc, w.t.T("receipt.training"), w.t)
	}
	return w.doc
}

// marks say what this paper is, when it is not simply the receipt of a sale.
func (w *writer) marks() {
	if w.opts.Copy {
		w.centre(w.t.T("receipt.copy"), mark)
	}
	if w.opts.Gift {
		w.centre(w.t.T("receipt.gift"), mark)
	}
	switch w.sale.Kind {
	case shop.KindReturn:
		w.centre(w.t.T("receipt.refund"), mark)
	case shop.KindExchange:
		w.centre(w.t.T("receipt.exchange"), mark)
	}
}

func (w *writer) shop() {
	w.paragraphs(w.head.Shop.Name, large)
	w.paragraphs(w.head.Shop.Address, paper.Style{})
	if id := w.head.Shop.TaxID; id != "" && !w.opts.Training {
		w.centre(w.t.T("receipt.tax_id", text.Args{"id": id}), paper.Style{})
	}
	w.paragraphs(w.head.Shop.Texts.Header, paper.Style{})
	w.doc.Add(paper.Rule{})
}

func (w *writer) number() {
	till := w.head.Till
	if till == "" {
		till = w.t.T("receipt.till", text.Args{"code": w.sale.TillCode})
	}
	cashier := w.t.T("receipt.cashier", text.Args{"code": w.sale.StaffCode})
	if w.head.Cashier != "" {
		cashier = w.head.Cashier + " (" + w.sale.StaffCode + ")"
	}
	number := w.t.T("receipt.number", text.Args{"number": w.sale.Label()})
	if w.opts.Training {
		number = ""
	}
	w.row(number, w.t.DateTime(w.sale.At.Local()), strong)
	w.row(till, cashier, paper.Style{})
}

// fiscal prints the answer of the fiscal device, or that there was none.
func (w *writer) fiscal() {
	f := w.sale.Fiscal
	if f == (shop.FiscalMark{}) {
		return
	}
	w.doc.Add(paper.Rule{})
	if f.Outage {
		w.centre(w.t.T("receipt.fiscal_outage"), strong)
	}
	if f.Number != "" {
		w.left(w.t.T("receipt.fiscal_number", text.Args{"number": f.Number}))
	}
	if f.Signature != "" {
		w.left(w.t.T("receipt.fiscal_signature", text.Args{"signature": f.Signature}))
	}
	if f.QR != "" {
		w.doc.Add(paper.QR{Data: f.QR})
	}
}

func (w *writer) foot() {
	w.doc.Add(paper.Rule{})
	if footer := w.head.Shop.Texts.Footer; footer != "" {
		w.paragraphs(footer, paper.Style{})
	} else {
		w.centre(w.t.T("receipt.thanks"), paper.Style{})
	}
	if label := w.sale.Label(); !strings.ContainsFunc(label, notOfCode128) {
		w.doc.Add(paper.Barcode{Kind: paper.Code128, Data: label})
	}
	if w.head.Journal != "" && !w.opts.Training {
		w.centre(w.t.T("receipt.journal", text.Args{"head": w.head.Journal}), paper.Style{})
	}
}

// paragraphs prints the shop's own lines in the middle.
func (w *writer) paragraphs(s string, style paper.Style) {
	for line := range strings.Lines(s) {
		if line = strings.TrimSpace(line); line != "" {
			w.centre(line, style)
		}
	}
}

func (w *writer) centre(s string, style paper.Style) {
	w.doc.Add(paper.Text{Text: plain(s), Align: paper.Center, Style: style})
}

func (w *writer) left(s string) { w.doc.Add(paper.Text{Text: plain(s)}) }

func (w *writer) row(left, right string, style paper.Style) {
	w.doc.Add(paper.Row{Left: plain(left), Right: plain(right), Style: style})
}

// sum is an amount as it stands in the right column.
func (w *writer) sum(a money.Amount) string { return w.t.Sum(a, w.head.Shop.Currency) }

// name is the name of a tax in the language of the paper.
func (w *writer) name(n shop.Names) string { return n.In(shop.Lang(w.t.Lang())) }

// notOfCode128 tells what Code 128 cannot hold: a till called «К1» has its number in letters only, and still a receipt.
func notOfCode128(r rune) bool { return r < ' ' || r > '~' }

// plain writes spaces and the minus as every printer has them.
func plain(s string) string {
	return strings.NewReplacer("\u202f", " ", "\u00a0", " ", "\u2013", "-").Replace(s)
}
