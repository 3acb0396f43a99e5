package act_test

import (
	"context"
	"strings"
	"testing"

	"kassa/app/act"
	"kassa/app/books"
	"kassa/app/fault"
	"kassa/app/journal"
	"kassa/app/money"
	"kassa/app/rights"
	"kassa/app/shop"
	"kassa/data"
	"kassa/data/datatest"
)

// desk is a frame over real books with one person of every role.
type desk struct {
	*act.Frame
	fix    datatest.Fixture
	people map[string]shop.Staff
	n      int
}

func open(t testing.TB) *desk {
	t.Helper()
	fix := datatest.Shop(t, datatest.Open(t))
	signer, err := journal.NewSigner(make([]byte, 32))
	if err != nil {
		t.Fatal(err)
	}
	d := &desk{fix: fix, people: map[string]shop.Staff{rights.Owner: fix.Staff}}
	d.Frame = &act.Frame{Store: fix.Store, Now: datatest.Start, Till: fix.Till.ID, Signer: signer, NewID: d.id}
	for i, role := range []string{rights.Cashier, rights.Senior, rights.Manager} {
		p := shop.Staff{ID: datatest.ID("STAFF", 10+i), Code: "P" + role, Name: role, Role: role}
		datatest.Update(t, fix.Store, func(tx books.Tx) error { return tx.Shop().AddStaff(p) })
		d.people[role] = p
	}
	return d
}

func (d *desk) id() shop.ID {
	d.n++
	return datatest.ID("ACT", d.n)
}

// do runs an act that changes nothing, and gives its record.
func (d *desk) do(ctx context.Context, s act.Spec) (shop.Record, error) {
	s.ID = d.id()
	out, err := d.Do(ctx, s, func(books.Tx, shop.Moment) (journal.Body, error) { return journal.OfExport("test", 0, 0, 0), nil })
	return out.Record, err
}

func TestARightIsAskedOnceAndItsLimitSaid(t *testing.T) {
	d := open(t)
	cashier := act.As(t.Context(), d.people[rights.Cashier])
	_, err := d.do(cashier, act.Spec{Right: rights.Discount, Rate: 300_000})
	if f, ok := fault.Of(err); !ok || f.Code != fault.OverLimit || f.Args["limit"] != money.Rate(100_000) {
		t.Errorf("30 %% by a cashier: %v, want OverLimit with 10 %%", err)
	}
	if _, err := d.do(cashier, act.Spec{Right: rights.Discount, Rate: 100_000}); err != nil {
		t.Errorf("10 %% by a cashier: %v", err)
	}
	if _, err := d.do(cashier, act.Spec{Right: rights.SetUp}); !fault.Is(err, fault.NoRight) {
		t.Errorf("setting up by a cashier: %v, want NoRight", err)
	}
}

func TestAnotherPersonAllowsOneActAndBothAreWrittenDown(t *testing.T) {
	d := open(t)
	cashier := act.As(t.Context(), d.people[rights.Cashier])
	for _, c := range []struct {
		approver string
		want     bool
	}{{rights.Manager, true}, {rights.Owner, true}, {rights.Senior, false}, {rights.Cashier, false}} {
		rec, err := d.do(act.Allow(cashier, d.people[c.approver]), act.Spec{Right: rights.Discount, Rate: 300_000})
		if got := err == nil; got != c.want {
			t.Errorf("allowed by %s: %v, want %v (%v)", c.approver, got, c.want, err)
			continue
		}
		if said := strings.Contains(string(rec.Body), `"approver":"`+string(d.people[c.approver].ID)+`"`); c.want && (!said || rec.Staff != d.people[rights.Cashier].ID) {
			t.Errorf("allowed by %s: the record says %s", c.approver, rec.Body)
		}
	}
	rec, err := d.do(act.Allow(cashier, d.people[rights.Manager]), act.Spec{Right: rights.Sell})
	if err != nil || strings.Contains(string(rec.Body), "approver") {
		t.Errorf("an act within one's rights names no approver: %s (%v)", rec.Body, err)
	}
}

func TestADraftThatWasAllowedLeavesARecord(t *testing.T) {
	d := open(t)
	cashier := act.As(t.Context(), d.people[rights.Cashier])
	asking := func(books.Tx, act.Setup) (rights.Ask, error) {
		return rights.Ask{Act: rights.Discount, Rate: 300_000}, nil
	}
	runs := 0
	work := func(books.Tx, shop.Moment) error { runs++; return nil }
	if err := d.Draft(cashier, asking, work); !fault.Is(err, fault.OverLimit) || runs != 0 {
		t.Fatalf("refused: %v, %d runs; want OverLimit and none", err, runs)
	}
	if err := d.Draft(act.Allow(cashier, d.people[rights.Manager]), asking, work); err != nil || runs != 1 {
		t.Fatalf("allowed: %v, %d runs; want one", err, runs)
	}
	err := d.Store.View(t.Context(), func(tx books.Tx) error {
		head, found, err := tx.Journal().Head(d.Till)
		if !found || head.Kind != journal.Allowed || !strings.Contains(string(head.Body), `"rate":300000`) {
			t.Errorf("the newest record is %s %s", head.Kind, head.Body)
		}
		return err
	})
	if err != nil {
		t.Error(err)
	}
}

func TestADraftWhoseWorkAsksForMoreIsAnActWhenSomebodyElseAllowsIt(t *testing.T) {
	d := open(t)
	cashier := act.As(t.Context(), d.people[rights.Cashier])
	work := func(ctx context.Context, rate money.Rate) func(books.Tx, shop.Moment) error {
		return func(tx books.Tx, _ shop.Moment) error {
			return d.MayIn(ctx, tx, rights.Ask{Act: rights.Discount, Rate: rate})
		}
	}
	last := func() (r shop.Record) {
		if err := d.Store.View(t.Context(), func(tx books.Tx) (err error) {
			r, _, err = tx.Journal().Head(d.Till)
			return err
		}); err != nil {
			t.Fatal(err)
		}
		return r
	}
	if err := d.Draft(cashier, act.Only(rights.Sell), work(cashier, 100_000)); err != nil || last().Seq != 0 {
		t.Errorf("within the limit: %v, records %d; want none", err, last().Seq)
	}
	if err := d.Draft(cashier, act.Only(rights.Sell), work(cashier, 300_000)); !fault.Is(err, fault.OverLimit) || last().Seq != 0 {
		t.Errorf("alone: %v, records %d; want OverLimit and none", err, last().Seq)
	}
	beside := act.Allow(cashier, d.people[rights.Senior])
	if err := d.Draft(beside, act.Only(rights.Sell), work(beside, 300_000)); !fault.Is(err, fault.OverLimit) || last().Seq != 0 {
		t.Errorf("30 %% beside a senior, who may give 20 %%: %v, records %d; want OverLimit and none", err, last().Seq)
	}
	beside = act.Allow(cashier, d.people[rights.Manager])
	if err := d.Draft(beside, act.Only(rights.Sell), work(beside, 300_000)); err != nil {
		t.Fatal(err)
	}
	if rec := last(); rec.Kind != journal.Allowed || !strings.Contains(string(rec.Body), `"rate":300000,"right":"discount"`) ||
		!strings.Contains(string(rec.Body), `"approver":"`+string(d.people[rights.Manager].ID)+`"`) {
		t.Errorf("the record of what a manager allowed: %s %s", rec.Kind, rec.Body)
	}
	both := act.Only(rights.ChangePrice)
	if err := d.Draft(beside, both, work(beside, 260_000)); err != nil {
		t.Fatal(err)
	}
	if rec := last(); !strings.Contains(string(rec.Body), `"rate":260000,"right":"change_price"`) {
		t.Errorf("a price of its own that is a reduction too: %s", rec.Body)
	}
}

func TestARoleThatWasTakenAwayIsGoneAtOnce(t *testing.T) {
	d := open(t)
	claimed := d.people[rights.Cashier]
	claimed.Role = rights.Owner // as a stale sign-in would say
	if _, err := d.do(act.As(t.Context(), claimed), act.Spec{Right: rights.SetUp}); !fault.Is(err, fault.NoRight) {
		t.Errorf("a stale role: %v, want NoRight", err)
	}
	gone := d.people[rights.Manager]
	datatest.Update(t, d.Store.(*data.Store), func(tx books.Tx) error {
		return tx.Staff().Change(books.StaffRow{Staff: gone, Archived: datatest.Start()})
	})
	if _, err := d.do(act.As(t.Context(), gone), act.Spec{Right: rights.Sell}); !fault.Is(err, fault.NoRight) {
		t.Errorf("a person who left sells: %v, want NoRight", err)
	}
}

func TestARefusalSaysWhatWasAskedFor(t *testing.T) {
	d := open(t)
	_, err := d.do(act.As(t.Context(), d.people[rights.Cashier]), act.Spec{Right: rights.Discount, Rate: 300_000})
	f, _ := fault.Of(err)
	if got, want := act.Refused(f), (rights.Ask{Act: rights.Discount, Rate: 300_000}); got != want {
		t.Errorf("refused: %+v, want %+v", got, want)
	}
}
