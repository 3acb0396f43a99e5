package reports

import (
	"context"
	"slices"

	"kassa/app/act"
	"kassa/app/books"
	"kassa/app/fault"
	"kassa/app/report"
	"kassa/app/rights"
	"kassa/app/shop"
)

// Staff is the time that people worked, by person or by day. Faults: NoRight, BadOption.
func (r *Reports) Staff(ctx context.Context, q Question) (report.Table, error) {
	var t report.Table
	if q.By == "" {
		q.By = report.ByPerson
	}
	if q.By != report.ByPerson && q.By != report.ByDay {
		return t, fault.New(fault.BadOption, fault.Args{"option": "--by", "value": q.By, "allowed": "person, day"})
	}
	err := r.frame.Look(ctx, rights.Ask{Act: rights.SeeHours}, func(tx books.Tx, set act.Setup) error {
		now := r.frame.Now()
		q = q.whole(set.Shop.Moment(now).Day, set.Shop.Lang)
		entries, err := tx.Staff().Times(shop.AddDays(q.From, -1), shop.AddDays(q.To, 1), "") // a stretch may run over midnight
		if err != nil {
			return err
		}
		list := report.Stretches(entries, now)
		people, err := whoWorked(tx, list)
		t = report.Hours(report.Span{From: q.From, To: q.To, Currency: set.Shop.Currency}, q.By, people, list, now)
		return err
	})
	return t, err
}

// whoWorked are the people of some stretches, also those who work here no more: in the order in which people came, then these.
func whoWorked(tx books.Tx, list []report.Stretch) ([]shop.Staff, error) {
	people, err := tx.Shop().Staff()
	if err != nil {
		return nil, err
	}
	for _, one := range list {
		if slices.ContainsFunc(people, func(p shop.Staff) bool { return p.ID == one.Staff }) {
			continue
		}
		row, _, err := tx.Staff().ByID(one.Staff)
		if err != nil {
			return nil, err
		}
		people = append(people, row.Staff)
	}
	return people, nil
}
