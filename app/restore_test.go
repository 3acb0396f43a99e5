//go:build cgo

package app_test

import (
	"bytes"
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"log/slog"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"kassa/app"
	"kassa/app/audit"
	"kassa/app/backup"
	"kassa/app/books"
	"kassa/app/checkout"
	"kassa/app/fault"
	"kassa/app/journal"
	"kassa/app/money"
	"kassa/app/office"
	"kassa/app/rights"
	"kassa/app/shifts"
	"kassa/app/shop"
	"kassa/app/staff"
	"kassa/app/verify"
	"kassa/data"
	"kassa/peripherals/sim"
)

// computer is a machine with one folder, on which a shop may stand.
type computer struct {
	t     *testing.T
	home  *data.Home
	store *data.Store
	*app.App
	ctx   context.Context
	clock time.Time
	newID func() shop.ID
}

const phrase = "seven grey bicycles sing"

// world is the clock and the ids that all computers of a test share.
type world struct {
	clock time.Time
	ids   int
}

func (w *world) newID() shop.ID { w.ids++; return shop.ID(fmt.Sprintf("01DRILL%019d", w.ids)) }

// computer is a new one, which never saw a shop.
func (w *world) computer(t *testing.T) *computer {
	t.Helper()
	home, err := data.MakeHome(filepath.Join(t.TempDir(), "shop"))
	if err != nil {
		t.Fatal(err)
	}
	return &computer{t: t, home: home, clock: w.clock, newID: w.newID}
}

func (c *computer) now() time.Time { return c.clock }

func (c *computer) must(err error) {
	c.t.Helper()
	if err != nil {
		c.t.Fatal(err)
	}
}

func (c *computer) db() string { return c.home.Path("kassa.db") }

func (c *computer) deps() app.Deps {
	c.t.Helper()
	seed, err := c.home.Seed(rand.Reader)
	c.must(err)
	pepper, err := c.home.Pepper(rand.Reader)
	c.must(err)
	return app.Deps{Now: c.now, NewID: c.newID, Seed: seed, Pepper: pepper, Chance: rand.Reader, Printer: sim.NewPrinter(), Drawer: sim.NewDrawer(),
		Heads: c.home, Log: slog.New(slog.DiscardHandler), Version: "1.0", BackupFolder: c.home.Path("backup"), PassphraseWork: 4}
}

// found makes a shop with an owner, a cashier and a product; it returns the recovery code.
func (c *computer) found(pin string) string {
	c.t.Helper()
	var made app.Founded
	d := c.deps()
	c.must(data.Found(c.t.Context(), c.db(), func(s *data.Store) (err error) {
		d.Store = s
		made, err = app.Found(c.t.Context(), d, app.FirstDay{Answers: office.Answers{Name: "Corner shop", Country: "DE", Lang: "en"}, PIN: pin})
		return err
	}))
	c.start()
	_, err := c.SignInPIN(c.ctx, made.Owner.ID, pin, app.AtWindow)
	c.must(err)
	c.ctx = c.As(c.t.Context())
	p, err := c.Staff.Add(c.ctx, shop.Staff{Name: "Cashier 1", Role: rights.Cashier})
	c.must(err)
	c.must(c.Staff.SetPIN(c.ctx, p.ID, "7391"))
	set, err := c.SetUp(c.ctx)
	c.must(err)
	c.must(c.store.Update(c.ctx, func(tx books.Tx) error {
		return tx.Products().Add(shop.Product{ID: c.newID(), SKU: "S5", Names: shop.Names{"en": "Highlighter"}, TaxGroup: firstTax(set.Taxes), Unit: shop.Piece,
			Price: 135 * money.PerMinor, PriceKind: shop.FixedPrice, Barcodes: []shop.Barcode{{Code: code, Qty: money.One}}})
	}))
	return made.Recovery
}

func firstTax(all shop.TaxTable) (first shop.ID) {
	for id := range all {
		if first == "" || id < first {
			first = id
		}
	}
	return first
}

// start opens the shop that stands here, as the window does.
func (c *computer) start() {
	c.t.Helper()
	c.must(c.tryStart())
}

func (c *computer) tryStart() error {
	store, err := data.Open(c.t.Context(), data.Options{DSN: c.db()})
	if err != nil {
		return err
	}
	d := c.deps()
	d.Store, d.CopyBooks = store, store.Copy
	a, err := app.New(c.t.Context(), d)
	if err == nil {
		err = a.Start(c.t.Context())
	}
	if err != nil {
		return errors.Join(err, store.Close())
	}
	c.store, c.App, c.ctx = store, a, a.As(c.t.Context())
	return nil
}

func (c *computer) stop() {
	c.t.Helper()
	c.must(c.App.Close(c.t.Context()))
	c.must(c.store.Close())
}

// sell sells one highlighter.
func (c *computer) sell() shop.Sale {
	c.t.Helper()
	c.clock = c.clock.Add(7 * time.Second)
	b, err := c.Checkout.Scan(c.ctx, code, money.One)
	c.must(err)
	paid, err := c.Checkout.PayCash(c.ctx, checkout.CashTender{Cart: b.Cart.ID, Version: b.Cart.Version})
	c.must(err)
	return paid.Sale
}

func (c *computer) backUp() backup.Made {
	c.t.Helper()
	m, err := c.Backup.Make(c.ctx, backup.Wish{Why: backup.Asked})
	c.must(err)
	return m
}

// ground is how a shop is put back here, as main does it.
func (c *computer) ground() app.Ground {
	c.t.Helper()
	part := c.db() + ".restoring"
	heads, err := c.home.Read()
	c.must(err)
	g := app.Ground{Part: part, Look: data.Look, Heads: heads,
		Rows: func(ctx context.Context, path string) (verify.Source, func() error, error) {
			rows, err := data.OpenEvidence(ctx, data.Options{DSN: path})
			return rows, func() error { return rows.Close() }, err
		},
		Open: func(ctx context.Context, path string) (books.Store, func() error, error) {
			s, err := data.Open(ctx, data.Options{DSN: path})
			return s, func() error { return s.Close() }, err
		},
		Replace: func(name string, head, seed []byte) (string, error) {
			return c.home.Replace(data.Replacing{Part: part, DB: c.db(), Name: name, Head: head, Seed: seed})
		},
		Forget: func() error { return data.Forget(part) },
	}
	if seed, err := c.home.KeptSeed(); err == nil {
		g.Seed = seed
	}
	return g
}

func (c *computer) restore(g app.Ground, file string) (app.Restored, error) {
	return app.Restore(c.t.Context(), g, app.RestoreSpec{File: file, Passphrase: phrase, Now: c.now, NewID: c.newID, Chance: rand.Reader, Version: "1.0"})
}

// proved lets the verifier read the books that stand here.
func (c *computer) proved() verify.Report {
	c.t.Helper()
	rows, err := data.OpenEvidence(c.t.Context(), data.Options{DSN: c.db()})
	c.must(err)
	heads, err := c.home.Read()
	c.must(err)
	rep, err := audit.Verify(c.t.Context(), rows, audit.VerifySpec{Heads: heads})
	c.must(errors.Join(err, rows.Close()))
	if !rep.OK() {
		c.t.Errorf("the verifier found %d, the first: %v", rep.Total, rep.First)
	}
	return rep
}

// closeShift counts what is expected and closes.
func (c *computer) closeShift() {
	c.t.Helper()
	now, found, err := c.Shifts.Current(c.ctx)
	c.must(err)
	if !found {
		c.t.Fatal("no shift is open")
	}
	var drawer money.Amount
	c.must(c.store.View(c.ctx, func(tx books.Tx) error { drawer, err = tx.Shifts().InDrawer(now.ID); return err }))
	counted, err := c.Shifts.Count(c.ctx, shifts.Counting{ID: c.newID(), Total: drawer})
	c.must(err)
	_, err = c.Shifts.Close(c.ctx, shifts.Closing{ID: c.newID(), Count: counted.Count.ID})
	c.must(err)
}

// A new computer has nothing but the file and its passphrase: the owner comes in with the recovery code and sells.
func TestAShopGoesOnOnAComputerThatNeverSawIt(t *testing.T) {
	drills := 3
	if os.Getenv("KASSA_PROVE") != "" {
		drills = 100
	}
	for n := range drills {
		w := &world{clock: time.Date(2026, 11, 23, 9, 0, 0, 0, time.UTC)}
		old := w.computer(t)
		recovery := old.found("271828")
		old.must(old.Backup.SetPassphrase(old.ctx, phrase))
		for range 1 + n%7 {
			old.sell()
		}
		if n%2 == 1 {
			old.closeShift()
		}
		made := old.backUp()
		lost := old.clock
		old.stop()

		w.clock = lost.Add(3 * time.Hour)
		fresh := w.computer(t)
		r, err := fresh.restore(fresh.ground(), made.Path)
		fresh.must(err)
		if !r.NewKey || !r.Guarded || r.Name != "Corner shop" || !strings.HasPrefix(r.Series, "T1B") || r.Aside != "" {
			t.Errorf("restored %+v", r)
		}
		fresh.start()
		for _, p := range faces(fresh) {
			if _, err := fresh.SignInPIN(fresh.ctx, p.ID, map[string]string{rights.Owner: "271828", rights.Cashier: "7391"}[p.Role], app.AtWindow); !fault.Is(err, fault.PepperDiffers) {
				t.Fatalf("the old PIN of %s: %v, want PepperDiffers", p.Code, err)
			}
		}
		if _, err := fresh.Recover(fresh.ctx, "AAAAA"+recovery[5:], "314159", app.AtWindow); !fault.Is(err, fault.WrongRecovery) {
			t.Fatalf("a wrong code: %v, want WrongRecovery", err)
		}
		owner, err := fresh.Recover(fresh.ctx, strings.ToLower(strings.ReplaceAll(recovery, "-", " ")), "314159", app.AtWindow)
		fresh.must(err)
		fresh.ctx = fresh.As(t.Context())
		if owner.Role != rights.Owner || fresh.Person().ID != owner.ID {
			t.Errorf("in came %+v", owner)
		}
		for _, f := range faces(fresh) {
			if f.HasPIN != (f.ID == owner.ID) {
				t.Errorf("%s has a PIN: %v; want it of the owner alone", f.Code, f.HasPIN)
			}
		}
		if _, found, err := fresh.Shifts.Current(fresh.ctx); err != nil || !found {
			_, err := fresh.Shifts.Open(fresh.ctx, shifts.Opening{ID: fresh.newID()})
			fresh.must(err)
		}
		if s := fresh.sell(); s.Label() != r.Series+"-0000001" {
			t.Errorf("the first receipt is %s, want the first of series %s", s.Label(), r.Series)
		}
		fresh.closeShift()
		fresh.stop()
		rep := fresh.proved()
		if len(rep.Keys) != 1 {
			t.Errorf("the verifier names %d new keys, want 1", len(rep.Keys))
		}
	}
}

func faces(c *computer) []staff.Face {
	c.t.Helper()
	list, err := c.Staff.Faces(c.ctx)
	c.must(err)
	return list
}

func TestARestoredShopStartsAnotherSeriesAndKeepsWhatWasThere(t *testing.T) {
	w := &world{clock: time.Date(2026, 11, 23, 9, 0, 0, 0, time.UTC)}
	c := w.computer(t)
	c.found("271828")
	c.must(c.Backup.SetPassphrase(c.ctx, phrase))
	c.sell()
	if label := c.endShift(); label != "1" {
		t.Errorf("the first Z report is %s", label)
	}
	made := c.backUp()
	c.sell()
	if label := c.endShift(); label != "2" { // the backup does not know it, and it is out on paper
		t.Errorf("the second Z report is %s", label)
	}
	c.sell()
	c.stop()
	before, err := os.ReadFile(c.db())
	c.must(err)
	series := map[string]bool{"T1": true}
	for n := range 3 {
		c.clock = c.clock.Add(time.Minute)
		g := c.ground()
		g.Present = c.tills()
		r, err := c.restore(g, made.Path)
		c.must(err)
		if r.NewKey || r.Lost == 0 || series[r.Series] || r.Series[2] != byte('B'+n) {
			t.Errorf("restored %+v, want the old key, what is lost, and series %c", r, 'B'+n)
		}
		series[r.Series] = true
		if n == 0 {
			if aside, err := os.ReadFile(r.Aside); err != nil || !bytes.Equal(aside, before) {
				t.Errorf("what was here is not at %s as it was (%v)", r.Aside, err)
			}
		}
		c.start()
		if _, err := c.SignInPIN(c.ctx, faces(c)[0].ID, "271828", app.AtWindow); err != nil {
			t.Fatalf("the PIN after a restore on the same computer: %v", err)
		}
		c.ctx = c.As(t.Context())
		if s := c.sell(); s.Series != r.Series || s.Number != 1 {
			t.Errorf("the first receipt is %s", s.Label())
		}
		if label := c.endShift(); label != r.Series+"-2" {
			t.Errorf("the first Z report is %s, want %s-2: Z 2 is out", label, r.Series)
		}
		if got, want := c.zs(), []string{"T1-Z0001", r.Series + "-Z0002"}; !slices.Equal(got, want) {
			t.Errorf("the report of the shifts names %v, want %v", got, want)
		}
		c.stop()
		if rep := c.proved(); len(rep.Keys) != 0 {
			t.Error("the verifier names a new key")
		}
	}
}

func (c *computer) tills() (tills []shop.Till) {
	c.t.Helper()
	s, err := data.Open(c.t.Context(), data.Options{DSN: c.db()})
	c.must(err)
	c.must(s.View(c.t.Context(), func(tx books.Tx) error { tills, err = tx.Shop().Tills(); return err }))
	c.must(s.Close())
	return tills
}

func TestARefusedRestoreTouchesNothing(t *testing.T) {
	w := &world{clock: time.Date(2026, 11, 23, 9, 0, 0, 0, time.UTC)}
	c := w.computer(t)
	c.found("271828")
	c.sell()
	made := c.backUp()
	c.sell()
	c.stop()
	raw, err := os.ReadFile(made.Path)
	c.must(err)
	cut := filepath.Join(t.TempDir(), "cut.backup")
	c.must(os.WriteFile(cut, raw[:len(raw)/2], 0o600))
	before := tree(t, c.home.Dir())
	for what, try := range map[string]struct {
		file string
		till string
		want fault.Code
	}{
		"half a backup": {cut, "", fault.BackupDamaged}, "books": {c.db(), "", fault.NotABackup}, "another till": {made.Path, "T9", fault.UnknownTill},
	} {
		_, err := app.Restore(t.Context(), c.ground(), app.RestoreSpec{File: try.file, Till: try.till, Now: c.now, NewID: c.newID, Chance: rand.Reader})
		if !fault.Is(err, try.want) {
			t.Errorf("%s: %v, want %s", what, err, try.want)
		}
		if after := tree(t, c.home.Dir()); !slices.Equal(before, after) {
			t.Errorf("%s: the folder was\n%v\nand is\n%v", what, before, after)
		}
	}
}

// A backup of books that somebody had edited is refused, unless the owner wants it all the same; the journal then says so.
func TestDoubtfulBooksAreRestoredOnlyWhenThatIsWanted(t *testing.T) {
	w := &world{clock: time.Date(2026, 11, 23, 9, 0, 0, 0, time.UTC)}
	c := w.computer(t)
	c.found("271828")
	c.sell()
	c.must(c.store.Update(t.Context(), func(tx books.Tx) error {
		return tx.Shop().SetSetting(books.ForShop, shopOf(tx), "staff.recovery", "another")
	}))
	made := c.backUp()
	c.stop()
	if _, err := c.restore(c.ground(), made.Path); !fault.Is(err, fault.BackupDoubtful) {
		t.Fatalf("as it is: %v, want BackupDoubtful", err)
	}
	r, err := app.Restore(t.Context(), c.ground(), app.RestoreSpec{File: made.Path, AsFound: true, Now: c.now, NewID: c.newID, Chance: rand.Reader})
	if err != nil || r.Findings != 1 {
		t.Errorf("as found: %d findings (%v), want 1", r.Findings, err)
	}
}

func shopOf(tx books.Tx) shop.ID {
	s, _, _ := tx.Shop().Get()
	return s.ID
}

// tree lists the files of a folder with their sizes.
func tree(t *testing.T, folder string) (list []string) {
	t.Helper()
	err := filepath.WalkDir(folder, func(path string, d os.DirEntry, err error) error {
		if err == nil && !d.IsDir() && !strings.HasSuffix(path, "-wal") && !strings.HasSuffix(path, "-shm") {
			info, err := d.Info()
			if err != nil {
				return err
			}
			list = append(list, fmt.Sprint(path, " ", info.Size()))
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return list
}

func TestATillIsBackedUpWhenAShiftIsClosedAndWhenItStops(t *testing.T) {
	w := &world{clock: time.Date(2026, 11, 23, 9, 0, 0, 0, time.UTC)}
	c := w.computer(t)
	c.found("271828")
	c.sell()
	backups := func() (why []string) {
		c.must(c.store.View(t.Context(), func(tx books.Tx) error {
			list, err := tx.Journal().OfKinds(c.Till(), 0, journal.Backup)
			for _, r := range list {
				_, rest, _ := strings.Cut(string(r.Body), `"cause":"`)
				word, _, _ := strings.Cut(rest, `"`)
				why = append(why, word)
			}
			return err
		}))
		return why
	}
	c.endShift()
	for limit := time.After(10 * time.Second); len(backups()) == 0; {
		select {
		case <-limit:
			t.Fatal("no backup after the shift was closed")
		case <-time.After(5 * time.Millisecond):
		}
	}
	c.clock = c.clock.Add(time.Minute)
	c.must(c.App.Close(t.Context()))
	if got := backups(); !slices.Equal(got, []string{"shift"}) {
		t.Errorf("backups were made for %v, want the shift alone: nothing was written since", got)
	}
	c.must(c.store.Close())
	c.start()
	_, err := c.SignInPIN(c.ctx, faces(c)[0].ID, "271828", app.AtWindow)
	c.must(err)
	c.must(c.App.Close(t.Context()))
	if got := backups(); !slices.Equal(got, []string{"shift", "stop"}) {
		t.Errorf("backups were made for %v, want the shift and the stop", got)
	}
	c.must(c.store.Close())
}
