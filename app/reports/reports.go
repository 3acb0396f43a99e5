// Package reports asks the books, lets app/report compute, and hands out tables as text, CSV and JSON.
//
// The rule: a report is asked for by whoever may see reports; sums are grouped by the database and never copied line by
// line; names of tenders are those of the shop. A file says plain numbers (a point, minor units where a program reads),
// a text says money as a person writes it.
//
// A worked example: Sales(ctx, Question{From: 20261123, To: 20261123, By: report.ByTender}) gives one line "Cash 50
// 812.40 100 %" and the same as total; WriteText prints it in columns, WriteJSON as {"report":"sales","by":"tender",
// ...,"rows":[{"tender":"Cash","receipts":50,"revenue":81240,...}]}.
package reports

import (
	"context"

	"kassa/app/act"
	"kassa/app/books"
	"kassa/app/fault"
	"kassa/app/report"
	"kassa/app/rights"
	"kassa/app/shop"
)

// Reports are those of the frame's shop.
type Reports struct{ frame *act.Frame }

// New makes the service.
func New(f *act.Frame) *Reports { return &Reports{frame: f} }

// Question is what a report is asked for. The zero value means: today, by day, in the shop's language.
type Question struct {
	// From and To are business days, inclusive. From alone runs to today, or is that one day when it is still to come; To
	// alone is that one day; none of the two is today.
	From, To int
	By       string
	Lang     shop.Lang
}

// Sales is turnover grouped by day, hour, product, category, cashier, seller or tender. Faults: NoRight, BadOption.
func (r *Reports) Sales(ctx context.Context, q Question) (report.Table, error) {
	var t report.Table
	if q.By == "" {
		q.By = report.ByDay
	}
	by, known := grouping(q.By)
	if !known {
		return t, fault.New(fault.BadOption, fault.Args{"option": "--by", "value": q.By,
			"allowed": "day, hour, product, category, cashier, seller, tender"})
	}
	err := r.frame.Look(ctx, rights.Ask{Act: rights.SeeReports}, func(tx books.Tx, set act.Setup) error {
		q = q.whole(set.Shop.Moment(r.frame.Now()).Day, set.Shop.Lang)
		if err := r.frame.MaySums(ctx, tx, q.To); err != nil {
			return err
		}
		sums, err := tx.Sums().Sales(q.From, q.To, by, q.Lang)
		if err != nil {
			return err
		}
		if by == books.ByTender {
			sums = named(sums, set, q.Lang)
		}
		t, err = report.Sales(report.Span{From: q.From, To: q.To, Currency: set.Shop.Currency}, q.By, sums)
		return err
	})
	return t, err
}

// whole fills in what was not said.
func (q Question) whole(today int, lang shop.Lang) Question {
	if q.To == 0 && q.From == 0 {
		q.From = today
	}
	if q.To == 0 {
		q.To = max(today, q.From)
	}
	if q.From == 0 {
		q.From = q.To
	}
	if q.Lang == "" {
		q.Lang = lang
	}
	return q
}

func grouping(by string) (books.By, bool) {
	switch by {
	case report.ByDay, report.ByHour, report.ByProduct, report.ByCategory, report.ByCashier, report.BySeller, report.ByTender:
		return books.By(by), true
	}
	return "", false
}

// named puts the shop's names of tenders in place of their codes.
func named(sums []shop.DaySums, set act.Setup, lang shop.Lang) []shop.DaySums {
	list := make([]shop.DaySums, len(sums))
	for i, s := range sums {
		if tender, found := set.Tender(s.Key); found {
			s.Key = tender.Names.In(lang)
		}
		list[i] = s
	}
	return list
}
