package data

import (
	"strings"

	"kassa/app/books"
	"kassa/app/shop"
)

// tenderNow is the tender of a payment p as it is after all corrections.
const tenderNow = `COALESCE((SELECT c.to_tender FROM tender_changes c WHERE c.sale_id = p.sale_id AND c.payment_no = p.payment_no
	ORDER BY c.id DESC LIMIT 1), p.tender)`

const headColumns = ` s.id, s.uid, s.kind, s.till_code, s.series, s.number, s.sold_at, s.tz_offset_min, s.business_day, s.hour,
	COALESCE(f.uid, ''), s.staff_code, s.total, s.cash_rounding, (SELECT COUNT(*) FROM sale_lines l WHERE l.sale_id = s.id),
	EXISTS (SELECT 1 FROM tender_changes c WHERE c.sale_id = s.id) FROM sales s LEFT JOIN staff f ON f.id = s.staff_id `

// headOrder is the newest first. The index by day answers it from its end.
const headOrder = " ORDER BY s.business_day DESC, s.id DESC LIMIT ?"

// Heads implements books.Receipts.
func (t sales) Heads(f books.ReceiptFilter, limit int) ([]shop.ReceiptHead, error) {
	condition, args, err := t.chosen(f)
	if err != nil {
		return nil, err
	}
	var all []shop.ReceiptHead
	var keys []any
	at := map[int64]int{}
	err = t.each("list receipts", "SELECT"+headColumns+condition+headOrder, append(args, limit), func(scan scanner) error {
		var (
			h    shop.ReceiptHead
			key  int64
			when momentRow
		)
		err := scan(&key, &h.ID, &h.Kind, &h.TillCode, &h.Series, &h.Number, &when.at, &when.offset, &when.day, &when.hour, &h.Staff,
			&h.StaffCode, &h.Total, &h.Rounding, &h.Lines, &h.Corrected)
		h.At = when.moment()
		at[key] = len(all)
		all, keys = append(all, h), append(keys, key)
		return err
	})
	if err != nil || len(all) == 0 {
		return nil, err
	}
	err = t.each("list tenders", "SELECT p.sale_id, "+tenderNow+" FROM payments p WHERE p.sale_id IN ("+marks(len(keys))+
		") ORDER BY p.sale_id, p.payment_no", keys, func(scan scanner) error {
		var (
			key    int64
			tender string
		)
		err := scan(&key, &tender)
		h := &all[at[key]]
		h.Tenders = append(h.Tenders, tender)
		return err
	})
	return all, err
}

// chosen is a filter as a condition with its values.
func (t sales) chosen(f books.ReceiptFilter) (string, []any, error) {
	var parts []string
	var args []any
	with := func(part string, values ...any) { parts, args = append(parts, part), append(args, values...) }
	if len(f.Only) > 0 {
		with("s.uid IN ("+marks(len(f.Only))+")", ids(f.Only)...)
	}
	if f.FromDay != 0 {
		with("s.business_day >= ?", f.FromDay)
	}
	if f.ToDay != 0 {
		with("s.business_day <= ?", f.ToDay)
	}
	if f.Till != "" {
		with("s.till_id = (SELECT id FROM tills WHERE uid = ?)", id(f.Till))
	}
	if f.Tender != "" {
		with("EXISTS (SELECT 1 FROM payments p WHERE p.sale_id = s.id AND "+tenderNow+" = ?)", f.Tender)
	}
	if f.Before != "" {
		var day, key int64
		found, err := t.one("read the last of a page", "SELECT business_day, id FROM sales WHERE uid = ?", []any{id(f.Before)}, &day, &key)
		if err = must(oneOf(found), err, "receipt"); err != nil {
			return "", nil, err
		}
		with("(s.business_day, s.id) < (?, ?)", day, key)
	}
	if any, values := anyOf(f.Any); any != "" {
		with(any, values...)
	}
	if len(parts) == 0 {
		return "", nil, nil
	}
	return "WHERE " + strings.Join(parts, " AND "), args, nil
}

func ids(all []shop.ID) []any {
	values := make([]any, len(all))
	for i, of := range all {
		values[i] = id(of)
	}
	return values
}

func oneOf(found bool) int64 {
	if found {
		return 1
	}
	return 0
}

// labelled finds a number of a series, or of a till without one, by the index that keeps them unique.
const labelled = `s.id IN (SELECT id FROM sales WHERE till_id IN (SELECT id FROM tills) AND series = ? AND number = ?
	UNION ALL SELECT id FROM sales WHERE till_id IN (SELECT id FROM tills) AND series = '' AND number = ? AND till_code = ?)`

// anyOf is what was typed as a condition; empty when nothing was.
func anyOf(w books.ReceiptWords) (string, []any) {
	var parts []string
	var args []any
	with := func(part string, values ...any) { parts, args = append(parts, part), append(args, values...) }
	switch {
	case w.Number != 0 && w.Series != "":
		with(labelled, w.Series, w.Number, w.Number, w.Series)
	case w.Number != 0:
		with("s.number = ?", w.Number)
	}
	for _, a := range w.Amounts {
		with("s.total = ? OR s.total + s.cash_rounding = ?", int64(a), int64(a))
	}
	if w.Code != "" {
		with("EXISTS (SELECT 1 FROM sale_lines l WHERE l.sale_id = s.id AND (l.sku = ? OR l.barcode = ?))", w.Code, w.Code)
	}
	if len(w.Names) > 0 {
		names, values := namedLike(w.Names)
		with("EXISTS (SELECT 1 FROM sale_lines l WHERE l.sale_id = s.id AND "+names+")", values...)
	}
	if len(w.Staff) > 0 {
		with("s.staff_id IN (SELECT id FROM staff WHERE uid IN ("+marks(len(w.Staff))+"))", ids(w.Staff)...)
	}
	if len(parts) == 0 {
		return "", nil
	}
	return "(" + strings.Join(parts, " OR ") + ")", args
}

// namedLike wants every word in the name of a line, in any of its spellings: the databases fold letters of their own
// alphabets only, so the spellings come from outside.
func namedLike(words [][]string) (string, []any) {
	var all []string
	var args []any
	for _, spellings := range words {
		var one []string
		for _, s := range spellings {
			one = append(one, `l.name LIKE ? ESCAPE '!'`)
			args = append(args, "%"+strings.NewReplacer("!", "!!", "%", "!%", "_", "!_").Replace(s)+"%")
		}
		all = append(all, "("+strings.Join(one, " OR ")+")")
	}
	return strings.Join(all, " AND "), args
}

// AddTenderChange implements books.Receipts. A payment that is not there is NotFound.
func (t sales) AddTenderChange(c shop.TenderChange) error {
	before, day, place, err := t.tendersOf(c.Sale)
	if err != nil {
		return err
	}
	_, err = t.exec("tender change", `INSERT INTO tender_changes (uid, sale_id, payment_no, from_tender, to_tender, amount, ref, shift_id, staff_id,
		at_ms, tz_offset_min, business_day, hour) VALUES (?, `+idOf("sales")+`, ?, ?, ?, ?, ?, `+idOf("shifts")+`, `+optionalID("staff")+`, ?, ?, ?, ?)`,
		list([]any{id(c.ID), id(c.Sale), c.Payment, c.From, c.To, int64(c.Amount), c.Ref, id(c.Shift), id(c.Staff), id(c.Staff)},
			momentArgs(c.At))...)
	if err != nil {
		return err
	}
	after, _, _, err := t.tendersOf(c.Sale)
	if err != nil {
		return err
	}
	rows := map[string]*measures{}
	for _, side := range []struct {
		tender string
		amount int64
	}{{c.From, -int64(c.Amount)}, {c.To, int64(c.Amount)}} {
		rows[side.tender] = &measures{total: side.amount, receipts: oneOf(after[side.tender]) - oneOf(before[side.tender])}
	}
	return t.addToTenders(day, place, rows)
}

// tendersOf are the tenders that a sale is paid with now, and the day and place of its sums.
func (t sales) tendersOf(sale shop.ID) (tenders map[string]bool, day int, place int64, err error) {
	tenders = map[string]bool{}
	err = t.each("read the tenders", "SELECT s.business_day, s.place_id, "+tenderNow+` FROM sales s JOIN payments p ON p.sale_id = s.id
		WHERE s.uid = ?`, []any{id(sale)}, func(scan scanner) error {
		var tender string
		err := scan(&day, &place, &tender)
		tenders[tender] = true
		return err
	})
	return tenders, day, place, must(int64(len(tenders)), err, "payment")
}

const changesOfSale = `SELECT c.uid, s.uid, c.payment_no, c.from_tender, c.to_tender, c.amount, c.ref, h.uid,
	COALESCE(f.uid, ''), c.at_ms, c.tz_offset_min, c.business_day, c.hour FROM tender_changes c JOIN sales s ON s.id = c.sale_id
	JOIN shifts h ON h.id = c.shift_id LEFT JOIN staff f ON f.id = c.staff_id
	WHERE c.sale_id = (SELECT id FROM sales WHERE uid = ?) ORDER BY c.id`

// TenderChanges implements books.Receipts.
func (t sales) TenderChanges(sale shop.ID) (list []shop.TenderChange, err error) {
	err = t.each("read tender changes", changesOfSale, []any{id(sale)}, func(scan scanner) error {
		var (
			c  shop.TenderChange
			at momentRow
		)
		err := scan(&c.ID, &c.Sale, &c.Payment, &c.From, &c.To, &c.Amount, &c.Ref, &c.Shift, &c.Staff, &at.at, &at.offset, &at.day, &at.hour)
		c.At = at.moment()
		list = append(list, c)
		return err
	})
	return list, err
}
