//go:build cgo

package app_test

import (
	"context"
	"database/sql"
	"fmt"
	"maps"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"kassa/app"
	"kassa/app/act"
	"kassa/app/books"
	"kassa/app/checkout"
	"kassa/app/devices"
	"kassa/app/fault"
	"kassa/app/inventory"
	"kassa/app/journal"
	"kassa/app/money"
	"kassa/app/office"
	"kassa/app/paper"
	"kassa/app/rights"
	"kassa/app/shifts"
	"kassa/app/shop"
	"kassa/data"
	"kassa/peripherals/sim"
)

// school is a shop and, while people train, its training till on the same printer and the same drawer.
type school struct {
	*computer
	printer *sim.Printer
	drawer  *sim.Drawer
	trainee *computer // nil: nobody trains
	begun   shop.ID
}

func newSchool(t *testing.T) *school {
	w := &world{clock: time.Date(2026, 11, 23, 9, 0, 0, 0, time.UTC)}
	s := &school{computer: w.computer(t), printer: sim.NewPrinter(), drawer: sim.NewDrawer()}
	s.found("271828")
	p, err := s.Inventory.Add(s.ctx, inventory.Edit{Product: shop.Product{Names: shop.Names{"en": "Chalk"}, Unit: shop.Piece, Price: 250 * money.PerMinor, Tracked: true,
		Barcodes: []shop.Barcode{{Code: "5000000000012", Qty: money.One}}}})
	s.must(err)
	s.must(second(s.Inventory.Receive(s.ctx, inventory.Receipt{Lines: []inventory.ReceiptLine{{Product: p.ID, Qty: 12 * money.One}}})))
	s.must(second(s.Checkout.ArrangePage(s.ctx, shop.TilePage{Names: shop.Names{"en": "School"},
		Tiles: []shop.PageTile{{Color: shop.NoColor, Acts: []shop.TileAct{{Does: shop.TileSells, Ref: p.ID}}}}})))
	s.must(second(s.Offers.Save(s.ctx, s.newID(), shop.Offer{Name: "A tenth off", Kind: shop.OfferPercent, Active: true, Rate: money.Whole / 10,
		Of: shop.Goods{All: true}, When: shop.OfferTime{From: 20990101}})))
	s.must(s.Office.Set(s.ctx, "shop.tax_id", "DE 123"))
	s.must(s.Office.Set(s.ctx, "receipt.footer", "Come again"))
	s.sell()
	t.Cleanup(s.stop)
	return s
}

// plugs are the devices that are not set up: one printer at every address.
type plugs struct{ *sim.Printer }

func (plugs) States() []devices.State                      { return nil }
func (plugs) Check(context.Context, string) error          { return nil }
func (plugs) Find(context.Context) ([]devices.Plug, error) { return nil, nil }
func (p plugs) PrintAt(ctx context.Context, _ string, doc paper.Document) error {
	return second(p.Print(ctx, doc))
}

// train makes the training till, as main does it.
func (s *school) train() {
	s.t.Helper()
	home, err := s.home.TrainingHome()
	s.must(err)
	c := &computer{t: s.t, home: home, clock: s.clock, newID: s.newID}
	d := c.deps()
	s.must(data.Found(s.t.Context(), c.db(), func(store *data.Store) error {
		return s.MakeTraining(s.t.Context(), office.Founding{Store: store, Now: s.now, NewID: s.newID, Seed: d.Seed, Version: "1.0"})
	}))
	c.store, err = data.Open(s.t.Context(), data.Options{DSN: c.db()})
	s.must(err)
	d.Store, d.Printer, d.Drawer, d.CopyBooks, d.Pepper, d.Hardware = c.store, s.printer, s.drawer, c.store.Copy, s.deps().Pepper, plugs{s.printer}
	c.App, err = app.New(s.t.Context(), d)
	s.must(err)
	s.must(c.Start(s.t.Context()))
	s.begun = s.newID()
	s.must(s.BeginTraining(s.ctx, s.begun))
	s.must(second(c.SignInPIN(s.t.Context(), s.Staffed("O1").ID, "271828", app.AtWindow)))
	c.ctx = c.As(s.t.Context())
	s.trainee = c
}

// Staffed is somebody by the code.
func (s *school) Staffed(code string) shop.Staff {
	p, err := s.Staff.ByCode(s.t.Context(), code)
	s.must(err)
	return p
}

// aDay is a day of everything that prints, counts and moves, up to its Z report.
func aDay(c *computer) shop.Sale {
	c.t.Helper()
	sold := c.sell()
	c.must(second(c.Checkout.Scan(c.ctx, "5000000000012", 2*money.One)))
	b, err := c.Checkout.Current(c.ctx)
	c.must(err)
	c.must(second(c.Checkout.PayCash(c.ctx, checkout.CashTender{Cart: b.Cart.ID, Version: b.Cart.Version, Given: 1000})))
	c.must(c.PrintAgain(c.ctx, sold.ID))
	c.must(c.PrintGift(c.ctx, sold.ID))
	for _, kind := range []shop.CashKind{shop.CashIn, shop.CashOut} {
		c.must(second(c.Shifts.Move(c.ctx, shifts.Movement{ID: c.newID(), Kind: kind, Amount: 300, Reason: "Change money"})))
	}
	c.must(second(c.Shifts.NoSale(c.ctx, c.newID(), "Practice")))
	c.must(c.Shifts.PrintX(c.ctx))
	count, err := c.Shifts.Count(c.ctx, shifts.Counting{ID: c.newID(), Total: 770})
	c.must(err)
	c.must(c.PrintCount(c.ctx, count.Count.ID))
	if _, err := c.Shifts.Close(c.ctx, shifts.Closing{ID: c.newID(), Count: count.Count.ID}); err != nil {
		c.t.Fatal(err)
	}
	c.must(c.Outbox.Drain(c.ctx))
	return sold
}

// rows is everything that stands in the books, by table.
func (s *school) rows() map[string][]string {
	s.t.Helper()
	s.must(s.Outbox.Drain(s.t.Context())) // what the shop itself still had to print
	path := filepath.Join(s.t.TempDir(), "copy.db")
	s.must(second(s.store.Copy(s.t.Context(), path)))
	db, err := sql.Open("sqlite3", path)
	s.must(err)
	defer db.Close()
	all := map[string][]string{}
	for _, table := range column(s.t, db, "SELECT name FROM sqlite_master WHERE type = 'table'") {
		found, err := db.Query("SELECT * FROM " + table) //nolint:gosec // a name of our own schema
		s.must(err)
		names, err := found.Columns()
		s.must(err)
		for found.Next() {
			cells, into := make([]any, len(names)), make([]any, len(names))
			for i := range cells {
				into[i] = &cells[i]
			}
			s.must(found.Scan(into...))
			all[table] = append(all[table], fmt.Sprintf("%v", cells))
		}
		s.must(found.Err())
	}
	return all
}

func column(t *testing.T, db *sql.DB, query string) (list []string) {
	t.Helper()
	found, err := db.Query(query)
	if err != nil {
		t.Fatal(err)
	}
	defer found.Close()
	for found.Next() {
		var one string
		if err := found.Scan(&one); err != nil {
			t.Fatal(err)
		}
		list = append(list, one)
	}
	return list
}

// moved names the tables that differ.
func moved(was, is map[string][]string) (tables []string) {
	for name := range is {
		if !slices.Equal(was[name], is[name]) {
			tables = append(tables, name)
		}
	}
	slices.Sort(tables)
	return tables
}

func TestTrainingChangesNothingInTheShopButTwoRecordsOfItsJournal(t *testing.T) {
	s := newSchool(t)
	was, opens := s.rows(), s.drawer.Opens()
	owner := s.ctx
	s.train()
	aDay(s.trainee)
	s.must(s.trainee.Office.Set(s.trainee.ctx, "shop.name", "Another shop"))
	s.must(second(s.trainee.Staff.Add(s.trainee.ctx, shop.Staff{Name: "Trainee", Role: rights.Cashier})))
	s.trainee.stop()
	s.must(s.EndTraining(owner, s.begun))
	is := s.rows()
	if got := moved(was, is); !slices.Equal(got, []string{"journal"}) {
		t.Errorf("training changed %v, want the journal alone", got)
	}
	n := len(was["journal"])
	if !slices.Equal(is["journal"][:n], was["journal"]) || len(is["journal"]) != n+2 {
		t.Fatalf("%d records after training, want those %d and 2 more", len(is["journal"]), n)
	}
	for i, kind := range []string{journal.TrainingStart, journal.TrainingEnd} {
		if !strings.Contains(is["journal"][n+i], kind) {
			t.Errorf("record %d is %s, want %s", n+1+i, is["journal"][n+i], kind)
		}
	}
	if s.drawer.Opens() != opens {
		t.Errorf("the drawer opened %d times in training", s.drawer.Opens()-opens)
	}
	s.proved()

	// The control: the same day in the shop itself is seen in all its books.
	s.SignIn(act.Person(owner))
	s.ctx = owner
	aDay(s.computer)
	after := moved(is, s.rows())
	for _, table := range []string{"sales", "stock_moves", "stocks", "z_reports", "outbox", "cash_moves", "journal"} {
		if !slices.Contains(after, table) {
			t.Errorf("a day in the shop changed %v, not %s: the comparison would see nothing", after, table)
		}
	}
}

func TestEverythingPrintedInTrainingSaysSoAndIsProofOfNothing(t *testing.T) {
	s := newSchool(t)
	s.train()
	sold := aDay(s.trainee)
	s.must(s.trainee.Office.TestPage(s.trainee.ctx, "escpos+tcp://127.0.0.1:9100"))
	docs := s.printer.Documents()
	if len(docs) < 8 {
		t.Fatalf("%d papers were printed, want receipts, a copy, a gift receipt, slips, a count, X and Z", len(docs))
	}
	for _, doc := range docs {
		words := sim.Text(doc)
		if head, foot := ends(doc); !head || !foot {
			t.Errorf("a paper does not say at head and foot, in double height, that this is training:\n%s", words)
		}
		for _, forbidden := range []string{"Receipt TRAINING", "VAT", "incl.", "Without tax", "DE 123", "Journal", "Z REPORT 1", "Shift 1", "TRAINING-0000001 -"} {
			if strings.Contains(words, forbidden) {
				t.Errorf("a paper of training says %q:\n%s", forbidden, words)
			}
		}
	}
	label := sold.Label()
	if !strings.HasPrefix(label, shop.TrainingSeries+"-") {
		t.Fatalf("the receipt is called %s", label)
	}
	if id, err := s.trainee.Checkout.ReceiptByLabel(s.trainee.ctx, label); err != nil || id != sold.ID {
		t.Errorf("the training till does not find its own receipt: %v", err)
	}
	for _, code := range []string{label, strings.ToLower(label), " " + label + " "} {
		if _, err := s.Checkout.ReceiptByLabel(act.As(t.Context(), s.Staffed("O1")), code); !fault.Is(err, fault.TrainingPaper) {
			t.Errorf("the shop's till takes %q: %v, want training_paper", code, err)
		}
	}
	s.trainee.stop()
}

// ends tells whether the first and the last thing that is printed say what this is, twice as high.
func ends(doc paper.Document) (head, foot bool) {
	says := func(i paper.Item) bool {
		text, is := i.(paper.Text)
		return is && strings.HasPrefix(text.Text, "TRAINING") && text.Style.Tall
	}
	n := len(doc.Items) - 1
	if _, cut := doc.Items[n].(paper.Cut); cut {
		n--
	}
	return says(doc.Items[0]), says(doc.Items[n])
}

func TestTrainingBeginsWithNothingUnderWay(t *testing.T) {
	s := newSchool(t)
	s.must(second(s.Checkout.Scan(s.ctx, code, money.One)))
	refused := func(want fault.Code) {
		t.Helper()
		was := s.rows()
		for _, err := range []error{s.MayTrain(s.ctx), s.BeginTraining(s.ctx, s.newID())} {
			if !fault.Is(err, want) {
				t.Errorf("training with a basket under way: %v, want %s", err, want)
			}
		}
		if got := moved(was, s.rows()); got != nil {
			t.Errorf("what was refused changed %v", got)
		}
	}
	refused(fault.TrainingBasket)
	s.must(second(s.Checkout.Park(s.ctx, "")))
	s.must(s.MayTrain(s.ctx)) // what is parked waits
	s.ctx = act.As(t.Context(), s.Staffed("C1"))
	refused(fault.NoRight)
	s.must(s.BeginTraining(act.Allow(s.ctx, s.Staffed("O1")), s.newID()))
}

func TestWhetherATrainingGoesOnStandsInTheJournal(t *testing.T) {
	s := newSchool(t)
	start := s.newID()
	goes := func(want bool, when string) {
		t.Helper()
		if got, err := s.Trains(t.Context(), start); err != nil || got != want {
			t.Errorf("%s: training goes on: %v, %v; want %v", when, got, err, want)
		}
	}
	goes(false, "before it began")
	s.must(s.BeginTraining(s.ctx, start))
	goes(true, "after it began")
	if p := s.Person(); p.ID != "" {
		t.Errorf("%s is still signed in at the shop's till", p.Code)
	}
	s.must(s.EndTraining(t.Context(), start)) // nobody is there, and may end it
	goes(false, "after it ended")
	s.must(s.EndTraining(t.Context(), start)) // a second time changes nothing
	s.proved()
}

func TestTheTrainingTillIsTheShopWithoutItsHistory(t *testing.T) {
	s := newSchool(t)
	s.train()
	tr := s.trainee
	tr.proved()
	set, err := tr.SetUp(tr.ctx)
	s.must(err)
	own, err := s.SetUp(s.ctx)
	s.must(err)
	own.Settings[shop.Training] = "1"
	delete(own.Settings, "staff.recovery")
	if !maps.Equal(set.Settings, own.Settings) || set.Shop.Name != own.Shop.Name || set.Shop.TaxID != own.Shop.TaxID || len(set.Taxes) != len(own.Taxes) {
		t.Errorf("the training till is set up as %v, want %v", set.Settings, own.Settings)
	}
	if len(set.Staff) != 2 || len(set.Tenders) != len(own.Tenders) {
		t.Errorf("%d people and %d tenders, want 2 and %d", len(set.Staff), len(set.Tenders), len(own.Tenders))
	}
	s.must(tr.store.View(tr.ctx, func(tx books.Tx) error {
		for code, want := range map[string]money.Qty{"5000000000012": 12 * money.One, code: 0} {
			list, err := tx.Products().ByCodes(set.Till.Place, []string{code})
			if err != nil || len(list) != 1 || list[0].OnHand != want {
				t.Errorf("%s: %+v, %v; want one product with %v on the shelf", code, list, err, want)
			}
		}
		heads, err := tx.Sales().Heads(books.ReceiptFilter{}, 10)
		if len(heads) != 0 {
			t.Errorf("the training till begins with %d receipts", len(heads))
		}
		pages, err2 := tx.Tiles().Pages(set.Till.ID)
		if len(pages) != 1 || err2 != nil {
			t.Errorf("%d pages of tiles, want one", len(pages))
		}
		list, err3 := tx.Offers().All()
		if len(list) != 1 || list[0].Name != "A tenth off" || err3 != nil {
			t.Errorf("the offers are %v, want that of the shop", list)
		}
		return err
	}))
	if !tr.Training() || s.Training() {
		t.Errorf("Training() = %v at the training till and %v at the shop", tr.Training(), s.Training())
	}
	tr.stop()
}
