package receipt

import (
	"slices"

	"kassa/app/money"
	"kassa/app/paper"
	"kassa/app/shop"
	"kassa/app/text"
)

// DeskHead is what the papers of the cash desk say beside their figures.
type DeskHead struct {
	Head
	TillCode string
	Series   string // of the number of a Z report; empty: the shop was never put back from a backup before
	Opened   string // names of people
	Closed   string
	Taxes    map[string]shop.Names // names of taxes by their codes; a tax without a name shows its code
	Key      string                // the public key that proves the journal; empty: none
}

// desk puts one paper of the cash desk on paper: Z and X reports, slips, count sheets.
type desk struct{ writer }

func newDesk(h DeskHead, t *text.Text, o Options) *desk {
	d := &desk{writer{head: h.Head, t: t.With(h.Shop.Currency), opts: o}}
	if o.Copy {
		d.centre(d.t.T("receipt.copy"), mark)
	}
	d.paragraphs(h.Shop.Name, large)
	d.paragraphs(h.Shop.Address, paper.Style{})
	if id := h.Shop.TaxID; id != "" && !o.Training {
		d.centre(d.t.T("receipt.tax_id", text.Args{"id": id}), paper.Style{})
	}
	d.doc.Add(paper.Rule{})
	return d
}

// Z is the report that ended a shift.
func Z(z shop.Z, h DeskHead, t *text.Text, o Options) paper.Document {
	d := newDesk(h, t, o)
	if o.Training {
		d.centre(d.t.T("training.z"), mark)
	} else {
		d.centre(d.t.T("cash.paper.z", text.Args{"no": shop.ZNo(h.Series, z.No)}), mark)
	}
	d.when(z.Figures, h, "cash.paper.closed", h.Closed)
	d.sales(z.Sales, h.Taxes)
	d.drawer(z.Figures)
	d.amount("cash.paper.expected", z.Cash.Expected(), strong)
	d.amount("cash.paper.counted", z.Counted, strong)
	switch {
	case z.Difference > 0:
		d.amount("cash.paper.over", z.Difference, strong)
	case z.Difference < 0:
		d.amount("cash.paper.short", -z.Difference, strong)
	default:
		d.amount("cash.paper.exact", 0, strong)
	}
	d.amount("cash.paper.kept", z.Kept, paper.Style{})
	d.amount("cash.paper.taken", z.Taken, paper.Style{})
	d.undone(z.Undone)
	if !o.Training {
		d.proof(z, h)
	}
	return d.end()
}

// proof is what a Z report says of all that the till ever took, and of its journal.
func (d *desk) proof(z shop.Z, h DeskHead) {
	d.doc.Add(paper.Rule{})
	d.left(d.t.T("cash.paper.all"))
	d.amount("cash.paper.all_sold", z.AllSold, paper.Style{})
	d.amount("cash.paper.all_returned", z.AllReturned, paper.Style{})
	d.doc.Add(paper.Rule{})
	if h.Journal != "" {
		d.centre(d.t.T("receipt.journal", text.Args{"head": h.Journal}), paper.Style{})
	}
	if h.Key != "" {
		d.left(d.t.T("cash.paper.key"))
		for part := range slices.Chunk([]byte(h.Key), 32) {
			d.centre(string(part), paper.Style{})
		}
	}
}

// X is what an open shift comes to at a moment. It ends nothing and has no number.
func X(f shop.Figures, h DeskHead, t *text.Text, o Options) paper.Document {
	d := newDesk(h, t, o)
	d.centre(d.t.T("cash.paper.x"), mark)
	d.when(f, h, "cash.paper.as_of", "")
	d.sales(f.Sales, h.Taxes)
	d.drawer(f)
	d.amount("cash.paper.expected", f.Cash.Expected(), strong)
	d.undone(f.Undone)
	return d.end()
}

// Slip is the voucher of money that went in or out of the drawer, with room for a signature.
func Slip(m shop.CashMove, h DeskHead, t *text.Text, o Options) paper.Document {
	d := newDesk(h, t, o)
	d.centre(d.t.T("cash.paper.slip."+string(m.Kind)), large)
	d.row(d.till(h), d.t.DateTime(m.At.Local()), paper.Style{})
	d.doc.Add(paper.Rule{})
	d.row(d.t.T("cash.paper.sum", text.Args{"currency": d.t.CurrencyWord(h.Shop.Currency)}), d.sum(max(m.Amount, -m.Amount)), large)
	if m.Reason != "" {
		d.left(d.t.T("cash.paper.reason", text.Args{"reason": m.Reason}))
	}
	d.signature(h)
	return d.end()
}

// CountSheet is what a person counted, and not what was expected.
func CountSheet(c shop.CashCount, h DeskHead, t *text.Text, o Options) paper.Document {
	d := newDesk(h, t, o)
	d.centre(d.t.T("cash.paper.count"), large)
	d.row(d.till(h), d.t.DateTime(c.At.Local()), paper.Style{})
	d.doc.Add(paper.Rule{})
	for _, p := range c.Pieces {
		d.row(d.t.Number(p.Count)+" x "+d.sum(p.Worth), d.sum(p.Worth*money.Amount(p.Count)), paper.Style{})
	}
	if len(c.Pieces) > 0 {
		d.doc.Add(paper.Rule{})
	}
	d.row(d.t.T("cash.paper.sum", text.Args{"currency": d.t.CurrencyWord(h.Shop.Currency)}), d.sum(c.Total), large)
	d.signature(h)
	return d.end()
}

func (d *desk) end() paper.Document {
	d.doc.Add(paper.Cut{})
	if d.opts.Training {
		return InTraining(d.doc, d.t)
	}
	return d.doc
}

func (d *desk) till(h DeskHead) string {
	if h.Till != "" {
		return h.Till
	}
	return d.t.T("receipt.till", text.Args{"code": h.TillCode})
}

// when says which shift this is, and of what time the figures are.
func (d *desk) when(f shop.Figures, h DeskHead, end, who string) {
	shift := d.t.T("cash.paper.shift", text.Args{"no": f.Shift.No})
	if d.opts.Training {
		shift = ""
	}
	d.row(d.till(h), shift, strong)
	d.row(d.t.T("cash.paper.opened", text.Args{"time": d.t.DateTime(f.Shift.Opened.Local())}), h.Opened, paper.Style{})
	d.row(d.t.T(end, text.Args{"time": d.t.DateTime(f.At.Local())}), who, paper.Style{})
	d.doc.Add(paper.Rule{})
}

func (d *desk) amount(key string, a money.Amount, style paper.Style) {
	d.row(d.t.T(key), d.sum(a), style)
}

// sales says what was sold, with what taxes, and how it was paid. The payments come to turnover and rounding together.
func (d *desk) sales(s shop.ShiftSales, taxes map[string]shop.Names) {
	d.row(d.t.T("cash.paper.receipts"), d.t.Number(s.Receipts), paper.Style{})
	if s.Receipts > 0 && !d.opts.Training {
		d.left(indent + s.First + " - " + s.Last)
	}
	d.amount("cash.paper.sold", s.Sold, paper.Style{})
	if s.Returns > 0 {
		d.row(d.t.T("cash.paper.returned", text.Args{"count": s.Returns}), d.sum(-s.Returned), paper.Style{})
	}
	d.row(d.t.T("cash.paper.turnover", text.Args{"currency": d.t.CurrencyWord(d.head.Shop.Currency)}), d.sum(s.Sold-s.Returned), large)
	if s.Discount != 0 {
		d.amount("cash.paper.discount", s.Discount, paper.Style{})
	}
	if !d.opts.Training {
		d.amount("receipt.net", s.Net, paper.Style{})
		for _, x := range s.Taxes {
			d.tax(x, taxes[x.Code])
		}
	}
	if s.Rounding != 0 {
		d.amount("receipt.rounding", s.Rounding, paper.Style{})
	}
	d.doc.Add(paper.Rule{})
	for _, t := range s.Tenders {
		d.row(d.tender(t.Tender)+" ("+d.t.Number(t.Receipts)+")", d.sum(t.Amount), paper.Style{})
	}
	if len(s.Tenders) > 0 {
		d.doc.Add(paper.Rule{})
	}
}

func (d *desk) tax(x shop.TaxSum, names shop.Names) {
	name := d.name(names)
	if name == "" {
		name = x.Code
	}
	if x.Rate != 0 {
		key := "receipt.tax_on_top"
		if x.Inclusive {
			key = "receipt.tax_inside"
		}
		name = d.t.T(key, text.Args{"name": name, "rate": x.Rate})
	}
	d.row(name, d.sum(x.Amount), paper.Style{})
	d.left(indent + d.t.T("receipt.tax_base", text.Args{"sum": d.sum(x.Base)}))
}

// drawer says how the expected sum comes about.
func (d *desk) drawer(f shop.Figures) {
	c := f.Cash
	d.left(d.t.T("cash.paper.drawer"))
	d.amount("cash.paper.float", c.Float, paper.Style{})
	if f.Opening != 0 {
		d.row(indent+d.t.T("cash.paper.opening"), d.sum(f.Opening), paper.Style{})
	}
	for _, part := range []struct {
		key    string
		amount money.Amount
		always bool
	}{
		{"cash.paper.cash_sales", c.Sales, true}, {"cash.paper.in", c.In, false},
		{"cash.paper.out", -c.Out, false}, {"cash.paper.expense", -c.Expense, false}, {"cash.paper.drop", -c.Drop, false},
	} {
		if part.always || part.amount != 0 {
			d.amount(part.key, part.amount, paper.Style{})
		}
	}
}

func (d *desk) undone(u shop.Undone) {
	if u == (shop.Undone{}) {
		return
	}
	d.doc.Add(paper.Rule{})
	if u.Lines > 0 {
		d.row(d.t.T("cash.paper.lines", text.Args{"count": u.Lines}), d.sum(u.LinesWorth), paper.Style{})
	}
	if u.Baskets > 0 {
		d.row(d.t.T("cash.paper.baskets", text.Args{"count": u.Baskets}), d.sum(u.BasketWorth), paper.Style{})
	}
	if u.NoSales > 0 {
		d.row(d.t.T("cash.paper.no_sales"), d.t.Number(u.NoSales), paper.Style{})
	}
}

// signature leaves room for the hand of whoever answers for the sum.
func (d *desk) signature(h DeskHead) {
	d.doc.Add(paper.Rule{})
	d.left(d.t.T("receipt.cashier", text.Args{"code": h.Cashier}))
	d.doc.Add(paper.Feed{Lines: 2}, paper.Rule{})
	d.centre(d.t.T("cash.paper.signature"), paper.Style{})
}
