package checkout

import (
	"cmp"
	"context"
	"slices"

	"kassa/app/act"
	"kassa/app/books"
	"kassa/app/fault"
	"kassa/app/money"
	"kassa/app/pricing"
	"kassa/app/shop"
)

// Cash is the code of the tender that every shop has.
const Cash = shop.TenderCash

// Tender is what a customer pays with, for the basket as it was painted at Version.
type Tender struct {
	Cart    shop.ID
	Version int64
	Code    string       // one of the shop's tenders
	Given   money.Amount // where the tender gives change; 0 is the exact amount
	Ref     string       // the number of a slip
}

// CashTender is money on the counter: what was given for the basket as it was painted at Version. Given 0 is exact cash.
type CashTender struct {
	Cart    shop.ID
	Version int64
	Given   money.Amount
}

// Ways are how a sale can end at this shop: the tenders that it takes, cash first, and why a person may give one up.
type Ways struct {
	Tenders []shop.Tender
	Void    shop.Reasons
}

// Ways reads how a sale can end.
func (c *Checkout) Ways(ctx context.Context) (w Ways, err error) {
	err = c.frame.Store.View(ctx, func(tx books.Tx) error {
		set, err := c.frame.SetUp(tx)
		w = Ways{Tenders: tendersOf(set), Void: shop.ReasonsOf(set.Settings, shop.ReasonVoid)}
		return err
	})
	return w, err
}

// tendersOf are the tenders of a shop in the order in which they are offered.
func tendersOf(set act.Setup) []shop.Tender {
	return slices.SortedStableFunc(slices.Values(set.Tenders), func(a, b shop.Tender) int { return cmp.Compare(rank(a), rank(b)) })
}

// rank orders tenders: cash, then the card that every shop begins with, then what the shop added.
func rank(t shop.Tender) int {
	switch t.Code {
	case Cash:
		return 0
	case "card":
		return 1
	}
	return 2
}

// maxRef bounds the number of a slip.
const maxRef = 60

// tenderOf finds a tender, which must have the number of its slip where it needs one.
func tenderOf(set act.Setup, code, ref string) (shop.Tender, error) {
	kind, found := set.Tender(code)
	if !found {
		return kind, fault.New(fault.NotFound, fault.Args{"what": "tender"})
	}
	if kind.NeedsRef && ref == "" || len(ref) > maxRef {
		return kind, fault.New(fault.RefNeeded, fault.Args{"tender": kind.Names.In(set.Shop.Lang)})
	}
	return kind, nil
}

// payable is the quote that a tender pays. One that rounds has the shop's rounding, as a line of its own or as a discount
// on the lines; any other pays the total to the last cent.
func (c *Checkout) payable(set act.Setup, cart shop.Cart, kind shop.Tender, at shop.Moment) (shop.Quote, shop.CashDue, error) {
	cash := set.Shop.Rules.Cash
	if kind.Rounds && cash.Form == shop.CashDiscount && cash.Step > 1 {
		q, err := pricing.QuoteForCash(cart, c.terms(set, at))
		if err != nil {
			return q, shop.CashDue{}, err
		}
		due, err := pricing.Cash(q.Total, cash)
		return q, due, err
	}
	q, err := pricing.Quote(cart, c.terms(set, at))
	if err != nil || !kind.Rounds {
		return q, shop.CashDue{Total: q.Total, Due: q.Total}, err
	}
	due, err := pricing.Cash(q.Total, cash)
	return q, due, err
}

// opensDrawer tells whether any of the payments goes into the drawer.
func opensDrawer(set act.Setup, payments []shop.Payment) bool {
	return slices.ContainsFunc(payments, func(p shop.Payment) bool {
		kind, _ := set.Tender(p.Tender)
		return kind.OpensDrawer
	})
}
