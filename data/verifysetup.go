package data

import (
	"context"
	"iter"
	"strconv"

	"kassa/app/verify"
)

// Settings implements verify.Source.
func (r *Rows) Settings(context.Context) iter.Seq2[verify.Setting, error] {
	return func(yield func(verify.Setting, error) bool) {
		own, err := r.shopAsSettings()
		if err != nil {
			yield(verify.Setting{}, err)
			return
		}
		for _, s := range own {
			if !yield(s, nil) {
				return
			}
		}
		for s, err := range rows(r, "read the settings", "SELECT scope, scope_uid, name, content FROM settings", func(scan scanner) (s verify.Setting, err error) {
			err = scan(&s.Scope, &s.Of, &s.Key, &s.Value)
			return s, err
		}) {
			if !yield(s, err) || err != nil {
				return
			}
		}
	}
}

// shopAsSettings is the shop as the keys by which its fields are set.
func (r *Rows) shopAsSettings() (list []verify.Setting, err error) {
	err = r.each("read the shop", `SELECT uid, name, address, tax_id, currency, exponent, country, lang, zone, day_start, rounding, tax_rounding,
		cash_step, cash_direction, cash_form, header, footer FROM shops ORDER BY id`, nil, func(scan scanner) error {
		var s shopRow
		err := scan(&s.UID, &s.Name, &s.Address, &s.TaxID, &s.Currency, &s.Exponent, &s.Country, &s.Lang, &s.Zone, &s.DayStart, &s.Rounding,
			&s.TaxRounding, &s.CashStep, &s.CashDirection, &s.CashForm, &s.Header, &s.Footer)
		for _, one := range []struct{ key, value string }{{"shop.name", s.Name}, {"shop.address", s.Address}, {"shop.tax_id", s.TaxID},
			{"shop.currency", s.Currency}, {"shop.exponent", strconv.Itoa(s.Exponent)}, {"shop.country", s.Country}, {"shop.lang", s.Lang},
			{"shop.zone", s.Zone}, {"shop.day_start", strconv.Itoa(s.DayStart)}, {"shop.rounding", s.Rounding},
			{"shop.tax_rounding", s.TaxRounding}, {"shop.cash_step", strconv.FormatInt(s.CashStep, 10)},
			{"shop.cash_direction", s.CashDirection}, {"shop.cash_form", s.CashForm}, {"receipt.header", s.Header}, {"receipt.footer", s.Footer}} {
			list = append(list, verify.Setting{Scope: "shop", Of: s.UID, Key: one.key, Value: one.value})
		}
		return err
	})
	return list, err
}

// TaxGroups implements verify.Source.
func (r *Rows) TaxGroups(context.Context) iter.Seq2[verify.TaxGroup, error] {
	return func(yield func(verify.TaxGroup, error) bool) {
		taxes := map[int64][]verify.TaxPeriod{}
		err := r.each("read the taxes", "SELECT group_id, code, rate, from_day, until_day FROM taxes ORDER BY group_id, tax_no", nil,
			func(scan scanner) error {
				var (
					group int64
					t     verify.TaxPeriod
				)
				err := scan(&group, &t.Code, &t.Rate, &t.From, &t.Until)
				taxes[group] = append(taxes[group], t)
				return err
			})
		if err != nil {
			yield(verify.TaxGroup{}, err)
			return
		}
		for g, err := range rows(r, "read the tax groups", `SELECT id, code, names, CASE WHEN inclusive THEN 1 ELSE 0 END FROM tax_groups
			WHERE archived_at IS NULL ORDER BY id`, func(scan scanner) (g verify.TaxGroup, err error) {
			var key, inclusive int64
			var names string
			err = scan(&key, &g.Code, &names, &inclusive)
			g.Names, g.Inclusive, g.Taxes = namesRow(names), inclusive == 1, taxes[key]
			return g, err
		}) {
			if !yield(g, err) || err != nil {
				return
			}
		}
	}
}

// Tenders implements verify.Source.
func (r *Rows) Tenders(context.Context) iter.Seq2[verify.Tender, error] {
	return rows(r, "read the tenders", `SELECT code, names, CASE WHEN opens_drawer THEN 1 ELSE 0 END, CASE WHEN gives_change THEN 1 ELSE 0 END,
		CASE WHEN rounds THEN 1 ELSE 0 END, CASE WHEN needs_ref THEN 1 ELSE 0 END FROM tenders WHERE archived_at IS NULL ORDER BY id`,
		func(scan scanner) (t verify.Tender, err error) {
			var (
				names                       string
				drawer, change, rounds, ref int64
			)
			err = scan(&t.Code, &names, &drawer, &change, &rounds, &ref)
			t.Names, t.Drawer, t.Change, t.Rounds, t.Ref = namesRow(names), drawer == 1, change == 1, rounds == 1, ref == 1
			return t, err
		})
}
