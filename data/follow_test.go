//go:build cgo

package data_test

import (
	"context"
	"database/sql"
	"fmt"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"kassa/app/books"
	"kassa/app/fault"
	"kassa/app/journal"
	"kassa/app/money"
	"kassa/app/shop"
	"kassa/data"
	"kassa/data/datatest"
	"kassa/data/pgtest"
)

// quiet are the kinds that these tests do quietly.
func quiet(kind string) bool { return kind == journal.Sale }

// follows follows the books and keeps what it reads, reading by reading.
type follows struct {
	t    testing.TB
	f    *data.Follower
	at   books.Mark
	read [][]books.Rows
}

func (f *follows) on() []books.Rows {
	f.t.Helper()
	var all []books.Rows
	to, keep, err := f.f.Since(context.Background(), f.at, quiet, func(r books.Rows) error { all = append(all, r); return nil })
	if err != nil {
		f.t.Fatal(err)
	}
	keep()
	f.at, f.read = to, append(f.read, all)
	return all
}

// lost are the tables, with their reason, that the mirror does not bring back.
func lost() []string { return []string{"cart_changes", "migrations", "r_prod_year"} }

// tableRows are the rows of all tables of a SQLite file as text, sorted.
func tableRows(t testing.TB, path string) map[string][]string {
	t.Helper()
	db, err := sql.Open("sqlite3", "file:"+path+"?mode=ro")
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	all := map[string][]string{}
	for _, table := range column(t, db, "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%' ORDER BY name") {
		var parts []string
		for _, c := range column(t, db, "SELECT name FROM pragma_table_info('"+table+"')") {
			parts = append(parts, "quote("+c+")")
		}
		all[table] = column(t, db, "SELECT "+strings.Join(parts, " || '|' || ")+" FROM "+table)
		slices.Sort(all[table])
	}
	return all
}

// sameBooks compares two files table by table.
func sameBooks(t testing.TB, got, want string) {
	t.Helper()
	a, b := tableRows(t, got), tableRows(t, want)
	for table, rows := range b {
		if slices.Contains(lost(), table) || slices.Equal(a[table], rows) {
			continue
		}
		t.Errorf("%s has %d rows, want %d", table, len(a[table]), len(rows))
		for i := range min(len(rows), len(a[table])) {
			if rows[i] != a[table][i] {
				t.Errorf("  got  %s\n  want %s", a[table][i], rows[i])
				break
			}
		}
	}
}

// replayed puts readings into the books of a file.
func replayed(path string, readings [][]books.Rows) error {
	return data.Replay(context.Background(), path, func(put func(books.Rows) error) error {
		for _, r := range slices.Concat(readings...) {
			if err := put(r); err != nil {
				return err
			}
		}
		return nil
	})
}

// TestWhatWasFollowedMakesTheSameBooks copies the books at every moment of a shop's life and follows them on from there: each copy
// with the rows since must become what the shop is at the end.
func TestWhatWasFollowedMakesTheSameBooks(t *testing.T) {
	path := filepath.Join(t.TempDir(), "kassa.db")
	l := openLedger(t, path)
	f := &follows{t: t, f: l.store.Follow()}
	f.on()
	folder := t.TempDir()
	last := l.sell(2, "")
	steps := []func(){
		func() { last = l.sell(3, last) }, l.people, l.settings, func() { last = l.sell(2, last) },
		func() { l.correct(last, "cash", "card") }, l.changeShift, func() { l.sell(2, last) }, l.receive, func() { l.sell(1, last) },
	}
	for i, step := range steps {
		if _, err := l.store.Copy(t.Context(), filepath.Join(folder, fmt.Sprint(i)+".db")); err != nil {
			t.Fatal(err)
		}
		step()
		if i != 3 { // there two steps are read together
			f.on()
		}
	}
	if len(f.on()) > 4 { // whole counter
		t.Errorf("nothing happened, and %d rows were handed out", len(f.read[len(f.read)-1]))
	}
	for i := range steps {
		copied := filepath.Join(folder, fmt.Sprint(i)+".db")
		if err := replayed(copied, f.read); err != nil {
			t.Fatalf("from copy %d: %v", i, err)
		}
		sameBooks(t, copied, path)
	}
	fresh := filepath.Join(folder, "new.db")
	if err := replayed(fresh, f.read); err != nil {
		t.Fatalf("from nothing: %v", err)
	}
	sameBooks(t, fresh, path)
	store := datatest.OpenAt(t, fresh)
	if rep, err := verified(t, store); err != nil || !rep.OK() {
		t.Errorf("the restored books: %v %v", err, rep.Findings)
	}
}

// TestWhoeverRemembersNothingMissesNothing follows with a new follower each time, as after a start of the program.
func TestWhoeverRemembersNothingMissesNothing(t *testing.T) {
	path := filepath.Join(t.TempDir(), "kassa.db")
	l := openLedger(t, path)
	f := &follows{t: t, f: l.store.Follow()}
	f.on()
	last := l.sell(2, "")
	for _, step := range []func(){l.people, func() { l.sell(2, last) }, l.settings, l.changeShift, func() { l.sell(1, last) }, l.receive} {
		step()
		f.f = l.store.Follow()
		f.on()
	}
	fresh := filepath.Join(t.TempDir(), "new.db")
	if err := replayed(fresh, f.read); err != nil {
		t.Fatal(err)
	}
	sameBooks(t, fresh, path)
}

// TestALeftOutReadingIsAGap is the control: without one reading the books must not come back as if nothing were missing.
func TestALeftOutReadingIsAGap(t *testing.T) {
	l := openLedger(t, filepath.Join(t.TempDir(), "kassa.db"))
	f := &follows{t: t, f: l.store.Follow()}
	f.on()
	for range 3 {
		l.sell(2, "")
		f.on()
	}
	err := replayed(filepath.Join(t.TempDir(), "new.db"), slices.Delete(slices.Clone(f.read), 2, 3))
	if !fault.Is(err, fault.MirrorGap) {
		t.Errorf("got %v, want MirrorGap", err)
	}
}

func TestEveryTableIsFollowedOrSaysWhyNot(t *testing.T) {
	path := filepath.Join(t.TempDir(), "kassa.db")
	openLedger(t, path)
	followed := data.FollowedTables()
	for table := range tableRows(t, path) {
		if !slices.Contains(followed, table) {
			t.Errorf("nobody says how the mirror follows %s", table)
		}
	}
}

// TestTheCatalogueIsFollowed changes products in every way and sells between.
func TestTheCatalogueIsFollowed(t *testing.T) {
	path := filepath.Join(t.TempDir(), "kassa.db")
	followCatalogue(t, datatest.OpenAt(t, path), func(got string) { sameBooks(t, got, path) })
}

func TestAPostgresIsFollowedIntoAFile(t *testing.T) {
	if _, ok := pgtest.Server(); !ok {
		t.Log("no server is named in KASSA_TEST_POSTGRES; make test starts one")
		return
	}
	s := datatest.OpenPostgres(t)
	followCatalogue(t, s, func(got string) {
		restored := datatest.OpenAt(t, got)
		for _, query := range []func(books.Tx) (any, error){
			func(tx books.Tx) (any, error) { return tx.Products().Search("", "", 100) },
			func(tx books.Tx) (any, error) {
				return tx.Sums().Sales(20260101, 20271231, books.ByProduct, shop.English)
			},
			func(tx books.Tx) (any, error) {
				return tx.Sums().Sales(20260101, 20271231, books.ByTender, shop.English)
			},
		} {
			var a, b any
			for _, one := range []struct {
				from *data.Store
				into *any
			}{{s, &a}, {restored, &b}} {
				datatest.View(t, one.from, func(tx books.Tx) (err error) { *one.into, err = query(tx); return err })
			}
			if fmt.Sprint(a) != fmt.Sprint(b) {
				t.Errorf("restored %v\nwant %v", b, a)
			}
		}
	})
}

// followCatalogue follows a shop whose products change and are sold, and hands the file that was made of it to check.
func followCatalogue(t *testing.T, s *data.Store, check func(path string)) {
	fix := datatest.Shop(t, s)
	signer, err := journal.NewSigner(make([]byte, 32))
	if err != nil {
		t.Fatal(err)
	}
	n := 0
	act := func(body func(tx books.Tx) (journal.Body, error)) {
		n++
		datatest.Update(t, s, func(tx books.Tx) error {
			head, found, err := tx.Journal().Head(fix.Till.ID)
			if err != nil {
				return err
			}
			said, err := body(tx)
			if err != nil {
				return err
			}
			rec, err := journal.Next(head, found, signer, journal.Entry{Till: fix.Till.ID, Act: datatest.ID("ACT", n), At: fix.At, Body: said})
			if err != nil {
				return err
			}
			return tx.Journal().Add(rec)
		})
	}
	sell := func(no int) {
		act(func(tx books.Tx) (journal.Body, error) {
			sale := fix.PlainSale(no)
			return journal.OfSale(sale), tx.Sales().Add(sale)
		})
	}
	f := &follows{t: t, f: s.Follow()}
	f.on()
	sell(1)
	f.on()
	change := func(p shop.Product) {
		act(func(tx books.Tx) (journal.Body, error) {
			old, _, err := tx.Products().ByID("", p.ID)
			if err != nil {
				return nil, err
			}
			p.Version = old.Product.Version
			_, err = tx.Products().Update(p)
			return journal.OfProductChange(p, nil), err
		})
	}
	p := fix.Products[0]
	p.Names, p.Barcodes, p.Price = shop.Names{"en": "Renamed thing"}, []shop.Barcode{{Code: "4006381333931", Qty: money.One}}, 4_2000
	change(p)
	sell(2)
	f.on()
	p.Barcodes = nil
	change(p)
	f.on()
	sell(3)
	f.on()
	path := filepath.Join(t.TempDir(), "restored.db")
	if err := replayed(path, f.read); err != nil {
		t.Fatal(err)
	}
	check(path)
}
