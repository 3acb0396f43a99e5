package act_test

import (
	"context"
	"testing"

	"kassa/app/act"
	"kassa/app/books"
	"kassa/app/fault"
	"kassa/app/journal"
	"kassa/app/rights"
	"kassa/app/shop"
)

// dying is a store whose next commit ends in an I/O error, after it took place or before.
type dying struct {
	books.Store
	now, stored bool
	shut        int // how often it cannot be opened anew
}

func (d *dying) Update(ctx context.Context, f func(books.Tx) error) error {
	if !d.now {
		return d.Store.Update(ctx, f)
	}
	d.now = false
	if d.stored {
		if err := d.Store.Update(ctx, f); err != nil {
			return err
		}
	}
	return fault.New(fault.StorageUnknown, nil)
}

func (d *dying) Reopen(ctx context.Context) error {
	if d.shut > 0 {
		d.shut--
		return fault.New(fault.StorageUnknown, nil)
	}
	return d.Store.Reopen(ctx)
}

// nothing is an act that changes nothing but the journal.
func nothing(books.Tx, shop.Moment) (journal.Body, error) {
	return journal.OfExport("test", 0, 0, 0), nil
}

func TestAnActWhoseCommitFailedIsLookedUp(t *testing.T) {
	for _, stored := range []bool{true, false} {
		d := open(t)
		store := &dying{Store: d.Store, now: true, stored: stored}
		d.Store = store
		ctx := act.As(t.Context(), d.people[rights.Owner])
		spec := act.Spec{ID: d.id(), Right: rights.SetUp}
		out, err := d.Do(ctx, spec, nothing)
		switch {
		case stored && (err != nil || out.Record.Act != spec.ID):
			t.Errorf("it was booked, and %v is said with record %q", err, out.Record.Act)
		case !stored && !fault.Is(err, fault.StorageAgain):
			t.Errorf("it was not booked, and %v is said, want StorageAgain", err)
		}
		again, err := d.Do(ctx, spec, nothing)
		if err != nil || again.Repeated != stored {
			t.Errorf("once more: repeated %v (%v), want %v", again.Repeated, err, stored)
		}
	}
}

func TestNothingIsWrittenWhileTheBooksCannotBeOpened(t *testing.T) {
	d := open(t)
	store := &dying{Store: d.Store, now: true, stored: true, shut: 2}
	d.Store = store
	ctx := act.As(t.Context(), d.people[rights.Owner])
	first := act.Spec{ID: d.id(), Right: rights.SetUp}
	for _, spec := range []act.Spec{first, {ID: d.id(), Right: rights.SetUp}, {ID: d.id(), Right: rights.System}} {
		if _, err := d.Do(ctx, spec, nothing); !fault.Is(err, fault.StorageUnknown) {
			t.Errorf("%s: %v, want StorageUnknown", spec.Right, err)
		}
	}
	none := func(books.Tx, shop.Moment) error { return nil }
	if err := d.Draft(ctx, act.Only(rights.Sell), none); !fault.Is(err, fault.StorageUnknown) {
		t.Errorf("a draft: %v, want StorageUnknown", err)
	}
	if err := d.Reopen(ctx); !fault.Is(err, fault.StorageUnknown) {
		t.Errorf("it cannot be opened, and %v is said", err)
	}
	if err := d.Draft(ctx, act.Only(rights.Sell), none); !fault.Is(err, fault.StorageUnknown) {
		t.Errorf("a draft after a vain try: %v, want StorageUnknown", err)
	}
	if err := d.Reopen(ctx); err != nil {
		t.Fatalf("opened anew: %v", err)
	}
	if err := d.Draft(ctx, act.Only(rights.Sell), none); err != nil {
		t.Errorf("a draft then: %v", err)
	}
	if out, err := d.Do(ctx, first, nothing); err != nil || !out.Repeated {
		t.Errorf("the act that was booked all the while: repeated %v (%v)", out.Repeated, err)
	}
}

func TestADraftWhoseCommitFailedAsksToLook(t *testing.T) {
	d := open(t)
	d.Store = &dying{Store: d.Store, now: true}
	ctx := act.As(t.Context(), d.people[rights.Owner])
	none := func(books.Tx, shop.Moment) error { return nil }
	if err := d.Draft(ctx, act.Only(rights.Sell), none); !fault.Is(err, fault.StorageAgain) {
		t.Errorf("%v, want StorageAgain", err)
	}
	if err := d.Draft(ctx, act.Only(rights.Sell), none); err != nil {
		t.Errorf("the next one: %v", err)
	}
}
