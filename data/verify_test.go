//go:build cgo

package data_test

import (
	"context"
	"database/sql"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"kassa/app/books"
	"kassa/app/journal"
	"kassa/app/money"
	"kassa/app/shop"
	"kassa/app/verify"
	"kassa/data"
	"kassa/data/pgtest"
)

// ledger writes a small shop through the store, as the program would.
type ledger struct {
	t      testing.TB
	store  *data.Store
	signer *journal.Signer
	shop   shop.Shop
	till   shop.Till
	shift  shop.Shift
	z      shop.Z
	now    time.Time
	ids    int
	plain  bool // lines as most are
}

func openLedger(t testing.TB, dsn string) *ledger {
	t.Helper()
	store, err := data.Open(context.Background(), data.Options{DSN: dsn})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { store.Close() })
	signer, err := journal.NewSigner(make([]byte, 32))
	if err != nil {
		t.Fatal(err)
	}
	l := &ledger{t: t, store: store, signer: signer, now: time.UnixMilli(1795442880000).UTC(),
		shop: shop.Shop{ID: "01JSHOP", Name: "Shop", Currency: money.Currency{Code: "EUR", Exponent: 2}, Lang: shop.English, Zone: time.UTC,
			Rules: shop.Rules{TaxRounding: shop.PerLine, Cash: shop.CashRounding{Step: 5, Direction: shop.CashNearest, Form: shop.CashLine}}},
		till: shop.Till{ID: "01JTILL", Place: "01JPLACE", Code: "T1", Name: "Till 1", Series: "A", KeyID: signer.KeyID()}}
	l.setUp()
	return l
}

func (l *ledger) id() shop.ID { l.ids++; return shop.ID(fmt.Sprintf("01JID%021d", l.ids)) }

// act does one act with its record.
func (l *ledger) act(id shop.ID, work func(tx books.Tx, at shop.Moment) journal.Body) {
	l.t.Helper()
	l.now = l.now.Add(time.Second)
	err := l.store.Update(context.Background(), func(tx books.Tx) error {
		head, found, err := tx.Journal().Head(l.till.ID)
		if err != nil {
			return err
		}
		at := l.shop.Moment(l.now)
		rec, err := journal.Next(head, found, l.signer, journal.Entry{Till: l.till.ID, Act: id, At: at,
			Staff: shop.Staff{ID: "01JSTAFF", Code: "C1"}, Body: work(tx, at)})
		if err != nil {
			return err
		}
		return tx.Journal().Add(rec)
	})
	l.must(err)
}

func (l *ledger) must(errs ...error) {
	l.t.Helper()
	for _, err := range errs {
		if err != nil {
			l.t.Fatal(err)
		}
	}
}

func (l *ledger) setUp() {
	l.act(l.id(), func(tx books.Tx, _ shop.Moment) journal.Body {
		l.must(tx.Shop().Put(l.shop), tx.Shop().AddPlace(shop.Place{ID: "01JPLACE", Name: "Place 1"}), tx.Shop().AddTill(l.till),
			tx.Shop().AddEntity(shop.Entity{ID: "01JENTITY", Name: "Entity 1"}),
			tx.Shop().AddStaff(shop.Staff{ID: "01JSTAFF", Code: "C1", Name: "Cashier 1", Role: "owner"}),
			tx.Products().AddCategory(shop.Category{ID: "01JCATEGORY", Names: shop.Names{"en": "Dairy"}}))
		return journal.OfShopInit(l.shop, l.till, l.signer.Public(), "1.0", l.begins(tx)...)
	})
	l.act(l.id(), func(tx books.Tx, _ shop.Moment) journal.Body {
		other := shop.Staff{ID: "01JOTHER", Code: "C2", Name: "Cashier 2", Role: "cashier"}
		l.must(tx.Shop().AddStaff(other))
		return journal.OfStaffAdd(other)
	})
	l.act(l.id(), func(tx books.Tx, _ shop.Moment) journal.Body {
		page := shop.TilePage{ID: "01JPAGE", Till: l.till.ID, Names: shop.Names{"en": "Counter"}, No: 1, Tiles: []shop.PageTile{
			{Names: shop.Names{"en": "Milk"}, Color: 3, Acts: []shop.TileAct{{Does: shop.TileSells, Ref: product(0)}}}}}
		_, err := tx.Tiles().Put(page)
		l.must(err)
		page.Version = 1
		return journal.OfTiles(page)
	})
	l.act(l.id(), func(tx books.Tx, _ shop.Moment) journal.Body {
		offer := shop.Offer{ID: "01JOFFER", Name: "3 for 2 milk", Kind: shop.OfferNForM, Take: 3, Pay: 2, Active: true,
			Of: shop.Goods{Categories: []shop.ID{"01JCATEGORY"}, NotProducts: []shop.ID{product(4)}}}
		_, err := tx.Offers().Put(offer)
		l.must(err)
		offer.Version = 1
		return journal.OfOffer(offer)
	})
	goods := l.id()
	l.act(goods, func(tx books.Tx, at shop.Moment) journal.Body {
		var moves []shop.StockMove
		for i := range 5 {
			l.must(tx.Products().Add(shop.Product{ID: product(i), SKU: fmt.Sprint("S", i), Names: shop.Names{"en": "Milk", "ru": "Молоко"},
				Category: "01JCATEGORY", Unit: shop.Piece, PriceKind: shop.FixedPrice, Price: 1_000_000, Tracked: true}))
			moves = append(moves, shop.StockMove{Product: product(i), Place: "01JPLACE", Kind: shop.MoveOpening, Qty: 100_000, Document: goods, At: at})
		}
		l.must(tx.Stock().Move(moves))
		return journal.OfProductsImport(journal.Import{File: "goods.csv", Rows: 5, Added: 5, Moves: moves})
	})
	l.act(l.id(), func(tx books.Tx, at shop.Moment) journal.Body {
		l.shift = shop.Shift{ID: l.id(), Till: l.till.ID, No: 1, Opened: at, OpenedBy: "01JSTAFF", Float: 10_000}
		l.must(tx.Shifts().Add(l.shift))
		return journal.OfShiftOpen(l.shift)
	})
}

func product(i int) shop.ID { return shop.ID(fmt.Sprint("01JPRODUCT", i)) }

// sell closes one sale of n lines; the second sale of a pair takes the first line of the one before it as its origin.
func (l *ledger) sell(n int, origin shop.ID) shop.ID {
	of := l.id()
	l.act(of, func(tx books.Tx, at shop.Moment) journal.Body {
		number, err := tx.Sales().NextNumber(l.till.ID, "A")
		l.must(err)
		s := shop.Sale{ID: of, Kind: shop.KindSale, Till: l.till.ID, TillCode: "T1", Series: "A", Number: number, Place: "01JPLACE",
			Entity: "01JENTITY", Shift: l.shift.ID, Staff: "01JSTAFF", StaffCode: "C1", At: at, Rules: l.shop.Rules,
			Fiscal: shop.FiscalMark{Number: "F1", Signature: "sig", QR: "q"}}
		if !l.plain {
			s.Note = "please call"
		}
		var moves []shop.StockMove
		for no := 1; no <= n; no++ {
			line := lineOf(no)
			if l.plain {
				line = plainLine(no)
			} else if origin != "" {
				line.OfSale, line.OfLine = origin, 1
			}
			s.Lines = append(s.Lines, line)
			s.List, s.Net, s.Tax, s.Total, s.Cost = s.List+line.List, s.Net+line.Net, s.Tax+line.Tax, s.Total+line.Total, s.Cost+line.Cost
			moves = append(moves, shop.StockMove{Product: line.Product, Place: "01JPLACE", Kind: shop.MoveSale, Qty: -line.Qty, Cost: -line.Cost,
				Document: of, At: at})
		}
		s.Discount = s.List - s.Total
		s.Taxes = []shop.LineTax{taxOf(s.Net, s.Tax)}
		s.Payments = []shop.Payment{{No: 1, Tender: "cash", Amount: s.Total, Given: s.Total + 500, Change: 500, Currency: "EUR", Exponent: 2}}
		l.must(tx.Sales().Add(s), tx.Stock().Move(moves))
		return journal.OfSale(s, moves...)
	})
	return of
}

// plainLine is a line as most are: no discount, no note.
func plainLine(no int) shop.Line {
	l := lineOf(no)
	l.List, l.Adjustments, l.Note, l.Name = l.Total, nil, "", "Молоко 3,2 % 930 мл"
	return l
}

// lineOf is a line with every field filled.
func lineOf(no int) shop.Line {
	return shop.Line{No: no, Product: product(no % 5), SKU: "S", Barcode: "4600000000001", Name: "Молоко \"3,2 %\"", Category: "01JCATEGORY",
		Unit: shop.Piece, Qty: 1000, ListPrice: 12_000_000, Price: 12_000_000, List: 1200,
		Adjustments: []shop.Adjustment{{Reason: shop.ReasonLineDiscount, Rate: 84_000, Amount: -101}},
		Net:         1000, Tax: 99, Total: 1099, Cost: 700, Taxes: []shop.LineTax{taxOf(1000, 99)}, Tracked: true, Note: "no sugar", PieceCode: "",
		MarkProof: "ok", Seller: "01JOTHER"}
}

func taxOf(base, amount money.Amount) shop.LineTax {
	return shop.LineTax{Code: "A", Names: shop.Names{"en": "VAT <10 %>", "ru": "НДС 10 %"}, Rate: 99_000, Inclusive: true, Base: base, Amount: amount}
}

func verified(t testing.TB, store *data.Store) (verify.Report, error) {
	t.Helper()
	rows, err := store.OpenRows(context.Background())
	if err != nil {
		return verify.Report{}, err
	}
	defer rows.Close()
	return verify.Run(context.Background(), rows, verify.Options{})
}

func TestBooksKeptByTheStoreVerify(t *testing.T) {
	dsns := map[string]string{"sqlite": filepath.Join(t.TempDir(), "kassa.db")}
	if _, ok := pgtest.Server(); ok {
		dsns["postgres"] = pgtest.Schema(t)
	}
	for name, dsn := range dsns {
		t.Run(name, func(t *testing.T) {
			l := openLedger(t, dsn)
			var last shop.ID
			for i := range 130 {
				last = l.sell(3, last)
				if i%10 == 0 {
					l.correct(last, "cash", "card")
				}
				if i%20 == 0 {
					l.receive()
					l.correct(last, "card", "cash")
				}
			}
			rep, err := verified(t, l.store)
			if err != nil {
				t.Fatal(err)
			}
			for _, f := range rep.Findings {
				t.Error(f)
			}
			if rep.Sales != 130 || rep.Records != 163 || rep.Lines != 390 || rep.Moves != 409 || rep.Heads != 2 {
				t.Errorf("walked over %+v", rep)
			}
		})
	}
}

func TestATillMaySellWhileItsBooksAreVerified(t *testing.T) {
	l := openLedger(t, filepath.Join(t.TempDir(), "kassa.db"))
	for range 5 {
		l.sell(2, "")
	}
	rows, err := l.store.OpenRows(context.Background())
	if err != nil {
		t.Fatal(err)
	}
	defer rows.Close()
	l.sell(2, "")
	rep, err := verify.Run(context.Background(), rows, verify.Options{Progress: func(int64) { l.sell(1, "") }})
	if err != nil || !rep.OK() || rep.Sales != 5 {
		t.Errorf("got %d sales, findings %v, error %v; want the 5 of the moment the reading began", rep.Sales, rep.Findings, err)
	}
}

func TestAVerificationCanBeStopped(t *testing.T) {
	l := openLedger(t, filepath.Join(t.TempDir(), "kassa.db"))
	l.sell(2, "")
	ctx, stop := context.WithCancel(context.Background())
	rows, err := l.store.OpenRows(ctx)
	if err != nil {
		t.Fatal(err)
	}
	stop()
	if _, err := verify.Run(ctx, rows, verify.Options{}); err == nil {
		t.Error("a verification that was stopped gave a verdict")
	}
	if err := rows.Close(); err != nil {
		t.Error(err)
	}
}

func TestBooksThatAreRefusedCanStillBeVerified(t *testing.T) {
	path := filepath.Join(t.TempDir(), "kassa.db")
	l := openLedger(t, path)
	l.sell(2, "")
	l.sell(2, "")
	if _, err := tampered(t, path).Exec("UPDATE sale_lines SET price = price - 1 WHERE sale_id = 2 AND line_no = 1"); err != nil {
		t.Fatal(err)
	}
	ctx := context.Background()
	if s, err := data.Open(ctx, data.Options{DSN: path}); err == nil {
		s.Close()
		t.Fatal("books without triggers were opened to be worked with")
	}
	rows, err := data.OpenEvidence(ctx, data.Options{DSN: path})
	if err != nil {
		t.Fatal(err)
	}
	rep, err := verify.Run(ctx, rows, verify.Options{})
	if err != nil {
		t.Fatal(err)
	}
	if rep.Total != 1 || rep.First.Kind != verify.Field || rep.First.What != "lines[0].price" || rep.First.Number != 2 || rep.First.Seq != 8 {
		t.Errorf("got %v, want one edited price in receipt 2, record 8", rep.Findings)
	}
	if err := rows.Close(); err != nil {
		t.Error(err)
	}
}

// tampered opens the file of the books behind the program's back: no triggers, no checks, no keys.
func tampered(t testing.TB, path string) *sql.DB {
	t.Helper()
	db, err := sql.Open("sqlite3", "file:"+path+"?_foreign_keys=0&_ignore_check_constraints=1")
	if err != nil {
		t.Fatal(err)
	}
	db.SetMaxOpenConns(1)
	t.Cleanup(func() { db.Close() })
	for _, drop := range append(column(t, db, "SELECT 'TRIGGER ' || name FROM sqlite_master WHERE type = 'trigger'"), "INDEX shifts_open") {
		if _, err := db.Exec("DROP " + drop); err != nil {
			t.Fatal(err)
		}
	}
	return db
}

func column(t testing.TB, db *sql.DB, query string) []string {
	t.Helper()
	rows, err := db.Query(query)
	if err != nil {
		t.Fatal(err)
	}
	defer rows.Close()
	var all []string
	for rows.Next() {
		var s string
		if err := rows.Scan(&s); err != nil {
			t.Fatal(err)
		}
		all = append(all, s)
	}
	return all
}

// flips is how many bits are flipped: many where the program is proved.
func flips() int {
	if os.Getenv("KASSA_PROVE") != "" {
		return 1000
	}
	return 100
}

func TestBitsThatFlipInTheFileAreSeen(t *testing.T) {
	path := filepath.Join(t.TempDir(), "kassa.db")
	l := openLedger(t, path)
	var last shop.ID
	for range 40 {
		last = l.sell(3, last)
	}
	if err := l.store.Close(); err != nil {
		t.Fatal(err)
	}
	whole, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	flips := flips()
	want, err := contents(path)
	if err != nil {
		t.Fatal(err)
	}
	state, caught := uint64(1), 0
	for range flips {
		state = state*6364136223846793005 + 1442695040888963407
		bit := int(state>>20) % (len(whole) * 8)
		whole[bit/8] ^= 1 << (bit % 8)
		spoiled := filepath.Join(t.TempDir(), "kassa.db")
		if err := os.WriteFile(spoiled, whole, 0o600); err != nil {
			t.Fatal(err)
		}
		whole[bit/8] ^= 1 << (bit % 8)
		if flipSeen(t, spoiled) {
			caught++
		} else if got, err := contents(spoiled); err != nil || got != want {
			t.Errorf("bit %d changed what the fiscal tables say, unseen (%v)", bit, err)
		}
	}
	if caught < flips/5 {
		t.Errorf("only %d of %d flips were seen", caught, flips)
	}
}

// flipSeen opens spoiled books; not to be readable is to be seen.
func flipSeen(t *testing.T, path string) bool {
	store, err := data.Open(context.Background(), data.Options{DSN: path})
	if err != nil {
		return true
	}
	defer store.Close()
	rep, err := verified(t, store)
	return err != nil || !rep.OK()
}

// contents is all that the fiscal tables say.
func contents(path string) (string, error) {
	db, err := sql.Open("sqlite3", "file:"+path+"?_query_only=1")
	if err != nil {
		return "", err
	}
	defer db.Close()
	db.SetMaxOpenConns(1)
	tables, spared := proved()
	var b strings.Builder
	for _, table := range tables {
		if err := dump(&b, db, table, spared); err != nil {
			return "", err
		}
	}
	return b.String(), nil
}

func dump(b *strings.Builder, db *sql.DB, table string, spared map[string]string) error {
	rows, err := db.Query("SELECT * FROM " + table)
	if err != nil {
		return err
	}
	defer rows.Close()
	columns, err := rows.Columns()
	if err != nil {
		return err
	}
	for rows.Next() {
		into := make([]any, len(columns))
		for i := range into {
			into[i] = new(any)
		}
		if err := rows.Scan(into...); err != nil {
			return err
		}
		for i, name := range columns {
			if spared[table+"."+name] == "" {
				fmt.Fprintf(b, "%v|", *into[i].(*any))
			}
		}
		b.WriteByte('\n')
	}
	return rows.Err()
}
