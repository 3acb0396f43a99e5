package reports

import (
	"cmp"
	"context"

	"kassa/app/act"
	"kassa/app/books"
	"kassa/app/report"
	"kassa/app/rights"
	"kassa/app/shop"
)

// Shifts is one line for each Z report of a period, of all tills. Shifts that are still open are not in it. Fault: NoRight.
func (r *Reports) Shifts(ctx context.Context, q Question) (t report.Table, err error) {
	err = r.frame.Look(ctx, rights.Ask{Act: rights.SeeReports}, func(tx books.Tx, set act.Setup) error {
		q = q.whole(set.Shop.Moment(r.frame.Now()).Day, set.Shop.Lang)
		list, err := tx.Shifts().Zs(q.From, q.To)
		if err != nil {
			return err
		}
		tills, people := map[shop.ID]string{}, map[shop.ID]shop.Staff{}
		series, err := r.frame.ZSeries(tx)
		if err != nil {
			return err
		}
		all, err := tx.Shop().Tills()
		if err != nil {
			return err
		}
		for _, till := range all {
			tills[till.ID] = till.Code
		}
		for _, z := range list {
			if _, known := people[z.By]; !known {
				row, _, err := tx.Staff().ByID(z.By) // also who works here no more
				if err != nil {
					return err
				}
				people[z.By] = row.Staff
			}
		}
		t, err = report.Shifts(report.Span{From: q.From, To: q.To, Currency: set.Shop.Currency}, func(z shop.Z) string {
			return cmp.Or(series(z), tills[z.Shift.Till])
		}, people, list)
		return err
	})
	return t, err
}

// Tenders is what each way of paying brought in. Faults: NoRight.
func (r *Reports) Tenders(ctx context.Context, q Question) (report.Table, error) {
	q.By = report.ByTender
	t, err := r.Sales(ctx, q)
	t.Name = "tenders"
	return t, err
}
