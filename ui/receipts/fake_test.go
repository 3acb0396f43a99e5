package receipts

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	"kassa/app"
	counter "kassa/app/checkout"
	"kassa/app/fault"
	"kassa/app/money"
	"kassa/app/paper"
	"kassa/app/shop"
)

// drawerful is a shop in memory that has sold.
type drawerful struct {
	lang   shop.Lang
	sales  []shop.Sale // oldest first
	asked  []counter.ReceiptsAsked
	done   []string
	papers app.Papers
	broken error
	tills  int
	gone   []string // what IntoBasket cannot add
}

func currency(lang shop.Lang) money.Currency {
	code := "EUR"
	if lang == shop.Russian {
		code = "RUB"
	}
	c, _ := money.CurrencyOf(code)
	return c
}

func newDrawerful(lang shop.Lang, n int) *drawerful {
	d := &drawerful{lang: lang, tills: 2}
	names := map[shop.Lang][]string{"en": {"Whole milk 1 l", "Ground coffee 250 g", "Bananas"}, "ru": {"Молоко 3,2 % 1 л", "Кофе молотый 250 г", "Бананы"}}[lang]
	for i := range n {
		at := time.Date(2026, 11, 23, 8, 0, 0, 0, time.UTC).Add(time.Duration(i*7) * time.Minute)
		s := shop.Sale{ID: shop.ID(fmt.Sprintf("sale-%d", i)), Kind: shop.KindSale, TillCode: "T1", Series: "T1", Number: int64(4000 + i), Staff: "c1", StaffCode: "C1",
			At: shop.Moment{At: at, OffsetMin: 60, Day: 20261123}}
		for k := range 1 + i%3 {
			l := shop.Line{No: k + 1, Name: names[k], Unit: shop.Piece, Qty: money.Qty(1+i%2) * money.One, Total: money.Amount(135 * (k + 1) * (1 + i%2))}
			if k == 2 {
				l.Unit, l.Qty = shop.Kilo, 742
			}
			s.Lines = append(s.Lines, l)
			s.Total += l.Total
		}
		tender := []string{"cash", "card"}[i%2]
		s.Payments = []shop.Payment{{No: 1, Tender: tender, Amount: s.Total, Given: s.Total}}
		d.sales = append(d.sales, s)
	}
	return d
}

func (d *drawerful) ReceiptChoices(context.Context) (counter.ReceiptChoices, error) {
	return counter.ReceiptChoices{Today: 20261123, Tills: d.tills, Tenders: []shop.Tender{
		{Code: "cash", Names: shop.Names{"en": "Cash", "ru": "Наличные"}}, {Code: "card", Names: shop.Names{"en": "Card", "ru": "Карта"}},
		{Code: "voucher", Names: shop.Names{"en": "Voucher", "ru": "Сертификат"}, NeedsRef: true}}}, d.broken
}

func (d *drawerful) Receipts(_ context.Context, a counter.ReceiptsAsked) (p counter.ReceiptPage, err error) {
	d.asked = append(d.asked, a)
	before := len(d.sales)
	if a.Before != "" {
		before = slices.IndexFunc(d.sales, func(s shop.Sale) bool { return s.ID == a.Before })
	}
	for i := before - 1; i >= 0; i-- {
		s := d.sales[i]
		fits := a.From == 0 || a.From <= s.At.Day && s.At.Day <= a.To
		fits = fits && (a.Tender == "" || s.Payments[0].Tender == a.Tender) && strings.Contains(s.Label(), a.Text)
		if !fits {
			continue
		}
		if len(p.Heads) == counter.PageSize {
			p.More = true
			break
		}
		p.Heads = append(p.Heads, shop.ReceiptHead{ID: s.ID, Kind: s.Kind, TillCode: s.TillCode, Series: s.Series, Number: s.Number, At: s.At,
			StaffCode: s.StaffCode, Total: s.Total, Lines: len(s.Lines), Tenders: []string{s.Payments[0].Tender}, Corrected: i == 2})
	}
	return p, d.broken
}

func (d *drawerful) Receipt(_ context.Context, id shop.ID) (r counter.Receipt, err error) {
	for _, s := range d.sales {
		if s.ID == id {
			c, _ := d.ReceiptChoices(context.Background())
			r = counter.Receipt{Sale: s, Cashier: "Cashier 1", Tenders: c.Tenders, Currency: currency(d.lang),
				Jobs: []shop.Job{{ID: "job", Kind: shop.JobReceipt, State: shop.JobDone}}}
			return r, d.broken
		}
	}
	return r, fault.New(fault.NotFound, fault.Args{"what": "receipt"})
}

func (d *drawerful) ReceiptByLabel(_ context.Context, label string) (shop.ID, error) {
	for _, s := range d.sales {
		if s.Label() == label {
			return s.ID, nil
		}
	}
	return "", fault.New(fault.NotFound, fault.Args{"what": "receipt"})
}

func (d *drawerful) did(what string, args ...any) error {
	d.done = append(d.done, fmt.Sprintf(what, args...))
	return d.broken
}

func (d *drawerful) CorrectTender(_ context.Context, sale shop.ID, payment int, code, ref string) error {
	return d.did("correct %s/%d %s %s", sale, payment, code, ref)
}

func (d *drawerful) IntoBasket(_ context.Context, sale shop.ID, lines ...int) (counter.Refilled, error) {
	return counter.Refilled{Added: len(lines) - len(d.gone), Missing: d.gone}, d.did("fill %s %v", sale, lines)
}

// pressRoom prints what a drawerful sold.
type pressRoom struct{ *drawerful }

func (p pressRoom) Receipt(_ context.Context, id shop.ID) (doc paper.Document, err error) {
	for _, s := range p.sales {
		if s.ID != id {
			continue
		}
		doc.Add(paper.Text{Text: "Corner shop", Align: paper.Center, Style: paper.Style{Bold: true, Tall: true}}, paper.Rule{},
			paper.Row{Left: s.Label(), Right: s.At.Local().Format("02.01.2006 15:04"), Style: paper.Style{Bold: true}}, paper.Rule{})
		for _, l := range s.Lines {
			doc.Add(paper.Row{Left: l.Name, Right: l.Total.Plain(2)})
		}
		doc.Add(paper.Rule{}, paper.Row{Left: "TOTAL", Right: s.Total.Plain(2), Style: paper.Style{Bold: true, Tall: true}},
			paper.Barcode{Kind: paper.Code128, Data: s.Label()}, paper.Cut{})
	}
	return doc, p.broken
}

func (p pressRoom) PrintAgain(_ context.Context, sale shop.ID) error { return p.did("print %s", sale) }
func (p pressRoom) PrintGift(_ context.Context, sale shop.ID) error  { return p.did("gift %s", sale) }
func (p pressRoom) Papers(context.Context) (app.Papers, error)       { return p.papers, nil }
func (p pressRoom) PrintJob(_ context.Context, job shop.ID) error    { return p.did("job %s", job) }
func (p pressRoom) PrintAll(context.Context) error                   { return p.did("all") }
func (p pressRoom) DropJob(_ context.Context, job shop.ID) error     { return p.did("drop %s", job) }

// hand is time and work in the hands of a test.
type hand struct {
	held   bool
	work   []func()
	timers []func()
}

func (h *hand) Do(_ string, work func(context.Context) error, done func(error)) bool {
	h.work = append(h.work, func() { done(work(context.Background())) })
	if !h.held && len(h.work) == 1 {
		h.run()
	}
	return true
}

func (h *hand) run() {
	for len(h.work) > 0 {
		h.work[0]()
		h.work = h.work[1:]
	}
}

func (h *hand) After(_ time.Duration, f func()) func() {
	off := false
	h.timers = append(h.timers, func() {
		if !off {
			f()
		}
	})
	return func() { off = true }
}

func (h *hand) Painted(f func()) { f() }

// ring lets the time pass that is waited for.
func (h *hand) ring() {
	all := h.timers
	h.timers = nil
	for _, f := range all {
		f()
	}
}

// stand is a model over a drawerful.
type stand struct {
	*Model
	shop    *drawerful
	hand    *hand
	said    []Said
	filled  int // lines
	missing []string
}

func newStand(lang shop.Lang, sales int) *stand {
	s := &stand{shop: newDrawerful(lang, sales), hand: &hand{}}
	s.Model = New(Deps{Desk: s.shop, Press: pressRoom{s.shop}, Acts: s.hand, Reads: s.hand, Filled: func(added int, missing []string) { s.filled, s.missing = s.filled+added, missing }})
	s.Model.Show(func(State) {}, func(said Said) { s.said = append(s.said, said) })
	return s
}
