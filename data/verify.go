package data

import (
	"cmp"
	"context"
	"errors"
	"iter"
	"os"
	"path/filepath"
	"slices"
	"strconv"

	"kassa/app/verify"
)

// Rows hands the books to the verifier as they are stored: it implements verify.Source inside one read transaction, so
// that a till may go on selling meanwhile. It judges nothing; what it cannot resolve it hands out in a form that
// differs from anything that was recorded. It is used by one verification at a time and must be closed.
type Rows struct {
	kind   dialect
	free   chan *tx // what can be asked now; a page is read ahead while the verifier works on the one before it
	end    func()
	own    *Store                      // closed with the rows
	copied string                      // the folder of a copy that goes away with them
	names  map[string]map[int64]string // the outside ids of small tables, by table and key
	taxes  map[string]map[string]string
}

var _ verify.Source = (*Rows)(nil)

// OpenRows begins to read for a verification.
func (s *Store) OpenRows(ctx context.Context) (*Rows, error) {
	free, end, err := s.readTogether(ctx)
	if err != nil {
		return nil, err
	}
	r := &Rows{kind: s.kind, free: free, end: end, names: map[string]map[int64]string{}, taxes: map[string]map[string]string{}}
	for _, table := range []string{"tills", "places", "entities", "staff", "customers", "categories", "products", "shifts", "cash_counts"} {
		if err := r.readNames(table); err != nil {
			end()
			return nil, err
		}
	}
	return r, nil
}

// OpenEvidence opens books only to verify them. They are not touched and the schema is not judged, so books that Open
// refuses (somebody took a trigger away, or flipped a bit) can still be looked at. Those of an earlier program are read from
// a copy that is brought up to date and thrown away at the end. The file must be there.
func OpenEvidence(ctx context.Context, o Options) (*Rows, error) {
	s, err := connect(ctx, o)
	if err != nil {
		return nil, err
	}
	copied := ""
	if s.isOlder(ctx) {
		if s, copied, err = s.upToDate(ctx); err != nil {
			return nil, err
		}
	}
	r, err := s.OpenRows(ctx)
	if err != nil {
		return nil, errors.Join(err, s.Close(), removeCopy(copied))
	}
	r.own, r.copied = s, copied
	return r, nil
}

// isOlder reports whether an earlier program wrote these books. What cannot be told is left to whoever reads the rows.
func (s *Store) isOlder(ctx context.Context) bool {
	done, err := s.migrated(ctx, s.reader.WithContext(ctx))
	if err != nil || len(done) == 0 {
		return false
	}
	missing, err := s.missing(done, migrations())
	return err == nil && len(missing) > 0 && s.kind == onSQLite
}

// upToDate copies the books into a folder of its own, brings the copy up to date and closes the original.
func (s *Store) upToDate(ctx context.Context) (fresh *Store, folder string, err error) {
	defer func() { err = errors.Join(err, s.Close()) }()
	if folder, err = os.MkdirTemp("", "kassa-verify-"); err != nil {
		return nil, "", refusedByFolder(os.TempDir(), err)
	}
	path := filepath.Join(folder, "kassa.db")
	if err = s.Backup(ctx, path); err == nil {
		fresh, err = connect(ctx, Options{DSN: path})
	}
	if err == nil {
		err = fresh.step(ctx, migrations())
	}
	if err == nil {
		return fresh, folder, nil
	}
	if fresh != nil {
		err = errors.Join(err, fresh.Close())
	}
	return nil, "", errors.Join(err, removeCopy(folder))
}

func removeCopy(folder string) error {
	if folder == "" {
		return nil
	}
	return os.RemoveAll(folder)
}

// Close ends the reading.
func (r *Rows) Close() error {
	r.end()
	if r.own != nil {
		return errors.Join(r.own.Close(), removeCopy(r.copied))
	}
	return nil
}

func (r *Rows) readNames(table string) error {
	names := map[int64]string{}
	r.names[table] = names
	return r.each("read ids", "SELECT id, uid FROM "+table, nil, func(scan scanner) error {
		var (
			key int64
			uid string
		)
		err := scan(&key, &uid)
		names[key] = uid
		return err
	})
}

// name is the outside id of a row; 0 stands for none.
func (r *Rows) name(table string, key int64) string {
	if key == 0 {
		return ""
	}
	if uid, found := r.names[table][key]; found {
		return uid
	}
	return "no row " + strconv.FormatInt(key, 10) + " of " + table
}

// key is the row of an outside id.
func (r *Rows) key(table, uid string) int64 {
	for key, name := range r.names[table] {
		if name == uid {
			return key
		}
	}
	return -1
}

// Rows read at once: enough that the questions cost little, few enough that they take little memory.
const (
	recordPage = 256
	salePage   = 256
	movePage   = 2048
)

// each asks the database; the rows are read to the end before anybody else asks the same reader.
func (r *Rows) each(what, query string, args []any, f func(scanner) error) error {
	t := <-r.free
	defer func() { r.free <- t }()
	return t.each(what, query, args, f)
}

// A page is some rows and the key of the last one.
type page[T any] struct {
	rows []T
	last int64
	err  error
}

// pages hands out rows page by page, reading one page ahead: read returns the rows after a key.
func pages[T any](read func(after int64) page[T]) iter.Seq2[T, error] {
	return func(yield func(T, error) bool) {
		ahead := make(chan page[T], 1)
		ask := func(after int64) { go func() { ahead <- read(after) }() }
		ask(-1 << 62)
		for {
			p := <-ahead
			if p.err != nil {
				var none T
				yield(none, p.err)
				return
			}
			if len(p.rows) == 0 {
				return
			}
			ask(p.last)
			for i := range p.rows {
				if !yield(p.rows[i], nil) {
					<-ahead // what was asked is answered before the reading ends
					return
				}
			}
		}
	}
}

// rows hands out the rows of one question; each scan makes one row.
func rows[T any](r *Rows, what, query string, one func(scanner) (T, error)) iter.Seq2[T, error] {
	return func(yield func(T, error) bool) {
		var all []T
		err := r.each(what, query, nil, func(scan scanner) error {
			row, err := one(scan)
			all = append(all, row)
			return err
		})
		if err != nil {
			var none T
			yield(none, err)
			return
		}
		for i := range all {
			if !yield(all[i], nil) {
				return
			}
		}
	}
}

// Tills implements verify.Source.
func (r *Rows) Tills(context.Context) ([]verify.Till, error) {
	var all []verify.Till
	err := r.each("read the tills", "SELECT uid, code, key_id, series, place_id FROM tills ORDER BY id", nil, func(scan scanner) error {
		var (
			t     verify.Till
			place int64
		)
		err := scan(&t.ID, &t.Code, &t.KeyID, &t.Series, &place)
		t.Place = r.name("places", place)
		all = append(all, t)
		return err
	})
	return all, err
}

// Records implements verify.Source.
func (r *Rows) Records(_ context.Context, till string) iter.Seq2[verify.Record, error] {
	key := r.key("tills", till)
	return pages(func(after int64) page[verify.Record] {
		p := page[verify.Record]{rows: make([]verify.Record, 0, recordPage)}
		p.err = r.each("read the journal", `SELECT seq, act, kind, at_ms, tz_offset_min, business_day, hour, staff_uid, body, prev, hash,
			signature, key_id FROM journal WHERE till_id = ? AND seq > ? ORDER BY seq LIMIT ?`, []any{key, after, recordPage},
			func(scan scanner) error {
				rec := verify.Record{Till: till}
				err := scan(&rec.Seq, &rec.Act, &rec.Kind, &rec.At, &rec.Offset, &rec.Day, &rec.Hour, &rec.Staff, &rec.Body, &rec.Prev,
					&rec.Hash, &rec.Signature, &rec.KeyID)
				p.rows, p.last = append(p.rows, rec), rec.Seq
				return err
			})
		return p
	})
}

// Shifts implements verify.Source.
func (r *Rows) Shifts(context.Context) iter.Seq2[verify.Shift, error] {
	return rows(r, "read the shifts", `SELECT uid, till_id, shift_no, at_ms, tz_offset_min, business_day, hour, COALESCE(opened_by, 0),
		float_amount, state, COALESCE(closed_ms, 0) FROM shifts ORDER BY id`, func(scan scanner) (verify.Shift, error) {
		var (
			s          verify.Shift
			till, by   int64
			openOrDone string
		)
		err := scan(&s.ID, &till, &s.No, &s.At, &s.Offset, &s.Day, &s.Hour, &by, &s.Float, &openOrDone, &s.Closed)
		s.Till, s.OpenedBy, s.Open = r.name("tills", till), r.name("staff", by), openOrDone == "open"
		return s, err
	})
}

// TenderChanges implements verify.Source.
func (r *Rows) TenderChanges(context.Context) iter.Seq2[verify.TenderChange, error] {
	return rows(r, "read the tender changes", `SELECT c.uid, COALESCE(s.uid, ''), c.payment_no, c.from_tender, c.to_tender, c.amount, c.ref,
		c.shift_id, COALESCE(c.staff_id, 0), c.at_ms, c.tz_offset_min, c.business_day, c.hour FROM tender_changes c
		LEFT JOIN sales s ON s.id = c.sale_id ORDER BY c.id`, func(scan scanner) (verify.TenderChange, error) {
		var (
			c           verify.TenderChange
			shift, from int64
		)
		err := scan(&c.ID, &c.Sale, &c.Payment, &c.From, &c.To, &c.Amount, &c.Ref, &shift, &from, &c.At, &c.Offset, &c.Day, &c.Hour)
		c.Shift, c.Staff = r.name("shifts", shift), r.name("staff", from)
		return c, err
	})
}

// Moves implements verify.Source. They come as they were added, so that those of a document stand together.
func (r *Rows) Moves(context.Context) iter.Seq2[verify.Move, error] {
	return pages(func(after int64) page[verify.Move] {
		p := page[verify.Move]{rows: make([]verify.Move, 0, movePage)}
		type keyed struct {
			key  int64
			move verify.Move
		}
		page := make([]keyed, 0, movePage)
		p.err = r.wide("read stock moves", `id, product_id, place_id, kind, qty, cost, document_uid, at_ms, tz_offset_min, business_day, hour`,
			"(SELECT * FROM stock_moves WHERE id > ? ORDER BY id LIMIT ?) m", []any{after, movePage}, func(c *cells) {
				page = append(page, keyed{c.num(), verify.Move{Product: r.name("products", c.num()), Place: r.name("places", c.num()),
					Kind: c.word(), Qty: c.num(), Cost: c.num(), Document: c.word(), At: c.num(), Offset: c.num(), Day: c.num(), Hour: c.num()}})
			})
		slices.SortFunc(page, func(a, b keyed) int { return cmp.Compare(a.key, b.key) })
		for _, k := range page {
			p.rows, p.last = append(p.rows, k.move), k.key
		}
		return p
	})
}

// Stocks implements verify.Source.
func (r *Rows) Stocks(context.Context) iter.Seq2[verify.Stock, error] {
	return rows(r, "read the stock", "SELECT place_id, product_id, qty FROM stocks", func(scan scanner) (verify.Stock, error) {
		var (
			s              verify.Stock
			place, product int64
		)
		err := scan(&place, &product, &s.Qty)
		s.Place, s.Product = r.name("places", place), r.name("products", product)
		return s, err
	})
}

// Sums implements verify.Source.
func (r *Rows) Sums(context.Context) iter.Seq2[verify.Sum, error] {
	return func(yield func(verify.Sum, error) bool) {
		for _, kind := range []struct {
			by          verify.SumKind
			table, keys string
			numbers     string
		}{
			{verify.ByHour, "staff", "business_day, hour, place_id, staff_id, ''", "r_hour"},
			{verify.ByCategory, "categories", "business_day, 0, place_id, category_id, ''", "r_cat"},
			{verify.ByProduct, "products", "month, 0, place_id, product_id, ''", "r_prod_month"},
			{verify.ByTender, "", "business_day, 0, place_id, 0, tender", "r_tender"},
		} {
			numbers := "receipts, total, net, tax, discount, cost, qty"
			if kind.by == verify.ByTender {
				numbers = "receipts, total, 0, 0, 0, 0, 0"
			}
			for s, err := range rows(r, "read the sums", "SELECT "+kind.keys+", "+numbers+" FROM "+kind.numbers, r.sum(kind.by, kind.table)) {
				if !yield(s, err) || err != nil {
					return
				}
			}
		}
	}
}

func (r *Rows) sum(by verify.SumKind, table string) func(scanner) (verify.Sum, error) {
	return func(scan scanner) (verify.Sum, error) {
		var (
			place, key int64
			s          = verify.Sum{By: by}
		)
		err := scan(&s.Day, &s.Hour, &place, &key, &s.Key, &s.Receipts, &s.Total, &s.Net, &s.Tax, &s.Discount, &s.Cost, &s.Qty)
		s.Place = r.name("places", place)
		if table != "" {
			s.Key = r.name(table, key)
		}
		return s, err
	}
}

// Counts implements verify.Source.
func (r *Rows) Counts(context.Context) (verify.Counts, error) {
	var c verify.Counts
	for table, n := range map[string]*int64{"journal": &c.Records, "sales": &c.Sales, "sale_lines": &c.Lines, "line_taxes": &c.LineTaxes,
		"sale_taxes": &c.SaleTaxes, "payments": &c.Payments, "stock_moves": &c.Moves, "cash_moves": &c.CashMoves,
		"cash_counts": &c.CashCounts, "count_pieces": &c.Pieces, "z_reports": &c.Zs, "z_tenders": &c.ZTenders, "z_taxes": &c.ZTaxes,
		"stock_docs": &c.StockDocs, "stock_doc_lines": &c.StockDocLines} {
		if err := r.each("count rows", "SELECT COUNT(*) FROM "+table, nil, func(scan scanner) error { return scan(n) }); err != nil {
			return c, err
		}
	}
	return c, nil
}
