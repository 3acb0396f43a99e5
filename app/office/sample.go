package office

import (
	"context"
	"maps"
	"slices"
	"strings"

	"kassa/app/act"
	"kassa/app/books"
	"kassa/app/money"
	"kassa/app/paper"
	"kassa/app/pricing"
	"kassa/app/receipt"
	"kassa/app/rights"
	"kassa/app/shop"
	"kassa/app/text"
)

// Sample is a receipt as this shop would print it now, with other words at its head and foot: two products at the shop's
// taxes and rounding, paid in cash. Nothing is stored. Faults: NoRight, BadOption (words that no receipt can hold).
func (o *Office) Sample(ctx context.Context, header, footer string) (doc paper.Document, err error) {
	for key, words := range map[string]string{"receipt.header": header, "receipt.footer": footer} {
		if !prose(words) {
			return doc, bad(key, words)
		}
	}
	var set act.Setup
	err = o.frame.Look(ctx, rights.Ask{Act: rights.SetUp}, func(_ books.Tx, now act.Setup) error {
		set = now
		return nil
	})
	if err != nil {
		return doc, err
	}
	set.Shop.Texts = shop.Texts{Header: header, Footer: footer}
	said, err := text.For(string(set.Shop.Lang))
	if err != nil {
		return doc, err
	}
	sale, err := sampleSale(set, act.Person(ctx), set.Shop.Moment(o.frame.Now()), said)
	if err != nil {
		return doc, err
	}
	tenders := map[string]string{}
	for _, t := range set.Tenders {
		tenders[t.Code] = t.Names.In(set.Shop.Lang)
	}
	return receipt.Sale(sale, receipt.Head{Shop: set.Shop, Till: set.Till.Name, Cashier: act.Person(ctx).Name, Tenders: tenders,
		Journal: "4122:MFRGGZDFMY"}, said, receipt.Options{}), nil
}

// sampleSale is a sale that never was.
func sampleSale(set act.Setup, who shop.Staff, at shop.Moment, said *text.Text) (shop.Sale, error) {
	groups := slices.SortedFunc(maps.Values(set.Taxes), func(a, b shop.TaxGroup) int { return strings.Compare(a.Code, b.Code) })
	group := func(i int) shop.ID {
		if len(groups) == 0 {
			return ""
		}
		return groups[min(i, len(groups)-1)].ID
	}
	note := smallestNote(set.Shop.Currency)
	price := func(part money.Amount) money.UnitPrice { return money.UnitPrice(note*part/50) * 10_000 }
	name := func(key string) shop.Names { return shop.Names{set.Shop.Lang: said.T(key)} }
	cart := shop.Cart{ID: "SAMPLE", Till: set.Till.ID, Lines: []shop.CartLine{
		{No: 1, Names: name("sample.first"), TaxGroup: group(0), Unit: shop.Piece, Qty: 2 * money.One, ListPrice: price(27), Price: price(27)},
		{No: 2, Names: name("sample.second"), TaxGroup: group(1), Unit: shop.Piece, Qty: money.One, ListPrice: price(57), Price: price(57),
			Discount: shop.Discount{Kind: shop.Percent, Rate: money.Whole / 10}},
	}}
	q, err := pricing.Quote(cart, pricing.Terms{Taxes: set.Taxes, Rules: set.Shop.Rules, At: at})
	if err != nil {
		return shop.Sale{}, err
	}
	due, err := pricing.Cash(q.Total, set.Shop.Rules.Cash)
	if err != nil {
		return shop.Sale{}, err
	}
	s := shop.Sale{ID: cart.ID, Kind: shop.KindSale, TillCode: set.Till.Code, Series: set.Till.Series, Number: 4122, At: at, StaffCode: who.Code,
		Rules: set.Shop.Rules, Taxes: q.Taxes, List: q.List, Discount: q.Discount, Net: q.Net, Tax: q.Tax, Total: q.Total, Rounding: due.Rounding}
	for i, l := range cart.Lines {
		p := q.Lines[i]
		s.Lines = append(s.Lines, shop.Line{No: l.No, Name: l.Names.In(set.Shop.Lang), Unit: l.Unit, Qty: l.Qty, ListPrice: l.ListPrice,
			Price: l.Price, List: p.List, Adjustments: p.Adjustments, Net: p.Net, Tax: p.Tax, Total: p.Total, Taxes: p.Taxes})
	}
	given := max(4*note, due.Due)
	s.Payments = []shop.Payment{{No: 1, Tender: shop.TenderCash, Amount: due.Due, Given: given, Change: given - due.Due}}
	return s, nil
}

// smallestNote says what is a little money in a currency.
func smallestNote(c money.Currency) money.Amount {
	if n := len(c.Notes); n > 0 {
		return c.Notes[n-1]
	}
	return 5 * c.Unit()
}
