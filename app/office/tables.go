package office

import (
	"context"
	"maps"
	"slices"
	"strings"

	"kassa/app/act"
	"kassa/app/books"
	"kassa/app/money"
	"kassa/app/rights"
	"kassa/app/shop"
)

// TaxRow is a tax group as the set-up shows it: what holds today and, when another rate is planned, the next one.
type TaxRow struct {
	Code      string
	Names     shop.Names
	Inclusive bool
	Today     money.Rate // of all its taxes together
	None      bool       // no tax today
	Next      money.Rate
	NextFrom  int  // a day; 0: nothing is planned
	NextNone  bool // no tax from then on
	Several   bool // more than one tax: changed on the command line
}

// Taxes lists the tax groups by their codes. Fault: NoRight.
func (o *Office) Taxes(ctx context.Context) (list []TaxRow, err error) {
	err = o.frame.Look(ctx, rights.Ask{Act: rights.SetUp}, func(_ books.Tx, set act.Setup) error {
		today := set.Shop.Moment(o.frame.Now()).Day
		list = nil
		for _, g := range slices.SortedFunc(maps.Values(set.Taxes), func(a, b shop.TaxGroup) int { return strings.Compare(a.Code, b.Code) }) {
			list = append(list, taxRow(g, today))
		}
		return nil
	})
	return list, err
}

func taxRow(g shop.TaxGroup, today int) TaxRow {
	row := TaxRow{Code: g.Code, Names: g.Names, Inclusive: g.Inclusive, None: true, Several: len(codesOf(g)) > 1}
	for _, t := range g.On(today) {
		row.Today, row.None = row.Today+t.Rate, false
	}
	for _, t := range g.Taxes {
		switch {
		case t.From > today && (row.NextFrom == 0 || t.From <= row.NextFrom):
			row.NextFrom, row.Next, row.NextNone = t.From, t.Rate, false
		case t.Until >= today && t.Until != 0 && row.NextFrom == 0:
			row.NextFrom, row.NextNone = shop.AddDays(t.Until, 1), true
		}
	}
	return row
}

// Tenders lists the ways to pay. Fault: NoRight.
func (o *Office) Tenders(ctx context.Context) (list []shop.Tender, err error) {
	err = o.frame.Look(ctx, rights.Ask{Act: rights.SetUp}, func(_ books.Tx, set act.Setup) error {
		list = slices.Clone(set.Tenders)
		return nil
	})
	return list, err
}
