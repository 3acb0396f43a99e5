package reports

import (
	"context"
	"slices"

	"kassa/app/act"
	"kassa/app/books"
	"kassa/app/report"
	"kassa/app/rights"
	"kassa/app/shop"
)

// pageRows is how much of the books is read at a time, and mostMoves bounds a report of movements.
const (
	pageRows  = 2_000
	mostMoves = 1_000_000
)

// Stock is what is there of each product, at what it cost for whoever may see that. Fault: NoRight.
func (r *Reports) Stock(ctx context.Context, lang shop.Lang) (t report.Table, err error) {
	err = r.goods(ctx, Question{Lang: lang}, func(tx books.Tx, set act.Setup, span report.Span, lang shop.Lang, costs bool) error {
		var all []shop.StockRow
		for after := ""; ; {
			page, err := tx.StockList().Page(set.Till.Place, books.StockFilter{}, lang, after, pageRows)
			if err != nil || ctx.Err() != nil {
				return err
			}
			all = append(all, page...)
			if len(page) < pageRows {
				break
			}
			after = page[pageRows-1].Mark
		}
		t, err = report.Stock(span, lang, all, costs)
		return err
	})
	return t, err
}

// Movements is the ledger of goods of a period, the oldest first. Fault: NoRight.
func (r *Reports) Movements(ctx context.Context, q Question) (t report.Table, err error) {
	err = r.goods(ctx, q, func(tx books.Tx, set act.Setup, span report.Span, lang shop.Lang, costs bool) error {
		var all []shop.Movement
		for before := int64(0); len(all) < mostMoves; {
			page, err := tx.StockList().Movements(set.Till.Place, books.MovementFilter{From: span.From, To: span.To}, before, pageRows)
			if err != nil || ctx.Err() != nil {
				return err
			}
			all = append(all, page...)
			if len(page) < pageRows {
				break
			}
			before = page[pageRows-1].Mark
		}
		slices.Reverse(all)
		t, err = report.Movements(span, lang, all, costs)
		return err
	})
	return t, err
}

// goods reads for whoever may see reports and stock, and says whether costs may be told.
func (r *Reports) goods(ctx context.Context, q Question, f func(books.Tx, act.Setup, report.Span, shop.Lang, bool) error) error {
	return r.frame.Look(ctx, rights.Ask{Act: rights.SeeReports}, func(tx books.Tx, set act.Setup) error {
		if err := r.frame.MayIn(ctx, tx, rights.Ask{Act: rights.SeeStock}); err != nil {
			return err
		}
		q = q.whole(set.Shop.Moment(r.frame.Now()).Day, set.Shop.Lang)
		costs := r.frame.MayIn(act.Alone(ctx), tx, rights.Ask{Act: rights.SeeCost}) == nil
		return f(tx, set, report.Span{From: q.From, To: q.To, Currency: set.Shop.Currency}, q.Lang, costs)
	})
}
