package verify

import "strings"

// frame is what every body says beside what its act says.
type frame struct {
	act               string
	actor, actorCode  string
	at                int64
	day, hour, offset int64
}

// said is the body of one record, taken apart; it is good until the next one is.
type said struct {
	frame
	sale  *Sale          // of kind sale
	moves []Move         // of the sale
	other map[string]any // of any other kind
}

// parser takes bodies apart. It keeps the names of taxes, which are few and come again in every line, and the room
// that one sale took for the next one.
type parser struct {
	names map[string]map[string]string
	room  Sale
	moves []Move
	steps []Adjustment
	rates []Tax

	offered bool // a line of the sale had an offer
}

const kindSale = "sale"

// parse reads the body of a record of a kind.
func (p *parser) parse(kind string, body []byte) (said, error) {
	r := &reader{s: string(body)}
	var b said
	r.byte('{')
	b.act, b.actor = r.text("act"), r.text("actor")
	b.actorCode = r.text("actor_code")
	if r.has("approver") {
		r.text("approver")
		r.text("approver_code")
	}
	b.at = r.num("at")
	r.key("body")
	if kind == kindSale {
		b.sale = p.sale(r)
		b.moves = p.moves
	} else {
		b.other = r.object(0)
		if r.err == nil && b.other["kind"] != kind {
			r.fail("a body of another kind")
		}
		if v, isInt := b.other["v"].(int64); r.err == nil && (!isInt || v < 1) {
			r.fail("a body without version")
		}
	}
	b.day, b.hour, b.offset = r.num("day"), r.num("hour"), r.num("offset")
	r.byte('}')
	if r.err == nil && r.i != len(r.s) {
		r.fail("more after the end")
	}
	return b, r.err
}

// sale reads a sale: version 1, or 2, which has a note, or 3, in which an offer lowered a line.
func (p *parser) sale(r *reader) *Sale {
	s := &p.room
	*s = Sale{Lines: s.Lines[:0], Payments: s.Payments[:0]}
	p.moves, p.steps, p.rates, p.offered = p.moves[:0], p.steps[:0], p.rates[:0], false
	r.byte('{')
	s.At, s.Cost, s.Customer = r.num("at"), r.num("cost"), r.text("customer")
	s.Day, s.Discount, s.Entity = r.num("day"), r.num("discount"), r.text("entity")
	r.key("fiscal")
	r.byte('{')
	s.FiscalNumber, s.FiscalOutage = r.text("number"), r.flag("outage")
	s.FiscalQR, s.FiscalSignature = r.text("qr"), r.text("signature")
	r.byte('}')
	s.Hour, s.ID = r.num("hour"), r.text("id")
	if r.text("kind") != kindSale {
		r.fail("a body of another kind")
	}
	r.list("lines", func() { s.Lines = append(s.Lines, p.line(r)) })
	s.List = r.num("list")
	r.list("moves", func() { p.moves = append(p.moves, readMove(r)) })
	s.Net = r.num("net")
	version := int64(1)
	if r.has("note") {
		s.Note, version = r.text("note"), 2
	}
	s.Number, s.Offset = r.num("number"), r.num("offset")
	r.list("payments", func() { s.Payments = append(s.Payments, readPayment(r)) })
	s.Place, s.CashRounding = r.text("place"), r.num("rounding")
	r.key("rules")
	r.byte('{')
	s.CashDirection, s.CashForm, s.CashStep = r.text("cash_direction"), r.text("cash_form"), r.num("cash_step")
	s.Rounding, s.TaxRounding = r.text("rounding"), r.text("tax_rounding")
	r.byte('}')
	s.Series, s.Shift, s.Staff, s.StaffCode = r.text("series"), r.text("shift"), r.text("staff"), r.text("staff_code")
	s.Tax = r.num("tax")
	s.Taxes = p.taxes(r)
	s.Till, s.TillCode, s.Total, s.Kind = r.text("till"), r.text("till_code"), r.num("total"), r.text("type")
	if p.offered {
		version = 3
	}
	if r.num("v") != version {
		r.fail("a version of sale that is not known")
	}
	r.byte('}')
	if len(s.Payments) > 0 {
		s.Currency, s.Exponent = s.Payments[0].Currency, s.Payments[0].Exponent
	}
	return s
}

func (p *parser) line(r *reader) Line {
	var l Line
	first := len(p.steps)
	r.byte('{')
	r.list("adjustments", func() {
		r.byte('{')
		a := Adjustment{Amount: r.num("amount")}
		if r.has("name") {
			a.Name, a.Offer, a.Qty = r.text("name"), r.text("offer"), r.num("qty")
			p.offered = true
		}
		a.Rate, a.Reason = r.num("rate"), r.text("reason")
		r.byte('}')
		p.steps = append(p.steps, a)
		l.Discount -= a.Amount
	})
	l.Adjustments = p.steps[first:]
	l.Barcode, l.Category, l.Cost = r.text("barcode"), r.text("category"), r.num("cost")
	l.List, l.ListPrice, l.MarkProof = r.num("list"), r.num("list_price"), r.text("mark_proof")
	l.Name, l.Net, l.No, l.Note = r.text("name"), r.num("net"), r.num("no"), r.text("note")
	l.OfLine, l.OfSale, l.PieceCode = r.num("of_line"), r.text("of_sale"), r.text("piece_code")
	l.Price, l.Product, l.Qty = r.num("price"), r.text("product"), r.num("qty")
	l.Seller, l.SKU, l.Tax = r.text("seller"), r.text("sku"), r.num("tax")
	l.Taxes = p.taxes(r)
	l.Total, l.Tracked, l.Unit = r.num("total"), r.flag("tracked"), r.text("unit")
	r.byte('}')
	return l
}

func (p *parser) taxes(r *reader) []Tax {
	first := len(p.rates)
	r.list("taxes", func() {
		r.byte('{')
		t := Tax{No: int64(len(p.rates)-first) + 1, Amount: r.num("amount"), Base: r.num("base"), Code: r.text("code"), Inclusive: r.flag("inclusive")}
		t.Names, t.Rate = p.namesOf(r), r.num("rate")
		r.byte('}')
		p.rates = append(p.rates, t)
	})
	return p.rates[first:]
}

// maxNames bounds the names that are kept: a shop has a handful of taxes.
const maxNames = 1000

func (p *parser) namesOf(r *reader) map[string]string {
	r.key("names")
	start := r.i
	if n := strings.IndexByte(r.s[start:], '}'); n >= 0 { // what is known is a whole object, so it ends at the first brace
		if known, found := p.names[r.s[start:start+n+1]]; found {
			r.i = start + n + 1
			return known
		}
	}
	m := map[string]string{}
	for k, v := range r.object(0) {
		name, isText := v.(string)
		if !isText {
			r.fail("a name that is no text")
		}
		m[strings.Clone(k)] = strings.Clone(name)
	}
	if r.err == nil {
		if p.names == nil || len(p.names) >= maxNames {
			p.names = map[string]map[string]string{}
		}
		p.names[strings.Clone(r.s[start:r.i])] = m
	}
	return m
}

func readPayment(r *reader) Payment {
	r.byte('{')
	p := Payment{Amount: r.num("amount"), Change: r.num("change"), Currency: r.text("currency"), Exponent: r.num("exponent"),
		Given: r.num("given"), No: r.num("no"), Ref: r.text("ref"), Tender: r.text("tender")}
	r.byte('}')
	return p
}

func readMove(r *reader) Move {
	r.byte('{')
	m := Move{At: r.num("at"), Cost: r.num("cost"), Day: r.num("day"), Document: r.text("document"), Hour: r.num("hour"),
		Kind: r.text("kind"), Offset: r.num("offset"), Place: r.text("place"), Product: r.text("product"), Qty: r.num("qty")}
	r.byte('}')
	return m
}
