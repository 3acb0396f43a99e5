package data

import (
	"cmp"
	"slices"

	"kassa/app/shop"
)

// soldIn chooses the receipts of a shift up to a time.
const soldIn = " s.shift_id = (SELECT id FROM shifts WHERE uid = ?) AND s.sold_at <= ? "

// Sales implements books.Shifts.
func (t shifts) Sales(of shop.ID, until int64) (shop.ShiftSales, error) {
	var s shop.ShiftSales
	args := []any{id(of), until}
	_, err := t.one("add the receipts up", `SELECT COUNT(*), CAST(COALESCE(SUM(CASE WHEN total > 0 THEN total ELSE 0 END), 0) AS BIGINT),
		CAST(COALESCE(SUM(CASE WHEN total < 0 THEN -total ELSE 0 END), 0) AS BIGINT),
		CAST(COALESCE(SUM(CASE WHEN total < 0 THEN 1 ELSE 0 END), 0) AS BIGINT), CAST(COALESCE(SUM(discount), 0) AS BIGINT),
		CAST(COALESCE(SUM(net), 0) AS BIGINT), CAST(COALESCE(SUM(tax), 0) AS BIGINT), CAST(COALESCE(SUM(cash_rounding), 0) AS BIGINT)
		FROM sales s WHERE`+soldIn, args, &s.Receipts, &s.Sold, &s.Returned, &s.Returns, &s.Discount, &s.Net, &s.Tax, &s.Rounding)
	if err != nil {
		return s, err
	}
	for _, part := range []func(*shop.ShiftSales, []any) error{t.ends, t.tenders, t.taxes} {
		if err := part(&s, args); err != nil {
			return s, err
		}
	}
	return s, nil
}

// ends reads the labels of the first and the last receipt.
func (t shifts) ends(s *shop.ShiftSales, args []any) error {
	for _, end := range []struct {
		order string
		into  *string
	}{{"ORDER BY s.id", &s.First}, {"ORDER BY s.id DESC", &s.Last}} {
		var one shop.Sale
		found, err := t.one("read a number", "SELECT s.series, s.till_code, s.number FROM sales s WHERE"+soldIn+end.order+" LIMIT 1", args,
			&one.Series, &one.TillCode, &one.Number)
		if err != nil {
			return err
		}
		if found {
			*end.into = one.Label()
		}
	}
	return nil
}

func (t shifts) tenders(s *shop.ShiftSales, args []any) error {
	err := t.each("add the tenders up", `SELECT tender, COUNT(DISTINCT sale_id), CAST(SUM(amount) AS BIGINT) FROM
		(SELECT p.sale_id, p.amount, `+tenderNow+` AS tender FROM sales s JOIN payments p ON p.sale_id = s.id WHERE`+soldIn+") x GROUP BY tender", args, func(scan scanner) error {
		var one shop.TenderSum
		err := scan(&one.Tender, &one.Receipts, &one.Amount)
		s.Tenders = append(s.Tenders, one)
		return err
	})
	// Databases order texts each in its own way; here they stand by their bytes.
	slices.SortFunc(s.Tenders, func(a, b shop.TenderSum) int { return cmp.Compare(a.Tender, b.Tender) })
	return err
}

func (t shifts) taxes(s *shop.ShiftSales, args []any) error {
	err := t.each("add the taxes up", `SELECT x.code, x.rate, x.inclusive, CAST(SUM(x.base) AS BIGINT), CAST(SUM(x.amount) AS BIGINT)
		FROM sales s JOIN sale_taxes x ON x.sale_id = s.id WHERE`+soldIn+"GROUP BY x.code, x.rate, x.inclusive", args, func(scan scanner) error {
		var one shop.TaxSum
		err := scan(&one.Code, &one.Rate, &one.Inclusive, &one.Base, &one.Amount)
		s.Taxes = append(s.Taxes, one)
		return err
	})
	slices.SortFunc(s.Taxes, func(a, b shop.TaxSum) int {
		if r := cmp.Or(cmp.Compare(b.Rate, a.Rate), cmp.Compare(a.Code, b.Code)); r != 0 || a.Inclusive == b.Inclusive {
			return r
		} else if a.Inclusive {
			return 1
		}
		return -1
	})
	return err
}
