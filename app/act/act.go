// Package act is the frame of every change of the books: who may, what for, once, and written down.
//
// The rule: [Frame.Do] opens one Update, looks whether the act with this id was done before (then its record is returned
// and nothing is done twice), asks for the right, runs the act with one fixed time, adds exactly one record to the till's
// journal, and after the commit wakes the queue and remembers the head. [Frame.Draft] is the smaller frame for a basket,
// which is a draft: right, one Update, one time, no record.
//
// Who lacks a right may do the act all the same when another person, who has it, allowed it in this context ([Allow]). The
// record then says both; a draft that was allowed so leaves a record too.
//
// A worked example: PayCash(basket B) calls Do(Spec{ID: B, Right: Sell, Kind: "sale"}). The power fails after the
// commit and before the screen; the cashier starts the till and taps again with the same basket: Do finds record B,
// returns Repeated, and the screen shows the sale that exists.
package act

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"sync"
	"sync/atomic"
	"time"

	"kassa/app/books"
	"kassa/app/fault"
	"kassa/app/journal"
	"kassa/app/money"
	"kassa/app/notice"
	"kassa/app/rights"
	"kassa/app/shop"
)

// Frame is what all services share. Its fields are set once, before the first act.
type Frame struct {
	Store  books.Store
	Now    func() time.Time
	NewID  func() shop.ID
	Board  *notice.Board
	Till   shop.ID
	Signer *journal.Signer
	// Wake is called after a commit that may have left jobs.
	Wake func()
	// Head is called after a commit with the new head of the journal; it must not block.
	Head func(shop.Record)

	held   atomic.Pointer[fault.Error] // why nobody may write now, but the program itself
	broken atomic.Pointer[fault.Error] // why nothing can be written at all; see settle.go

	mu     sync.Mutex
	setup  Setup              // as last read
	inside map[books.Tx]*unit // of work under way
}

// unit is a unit of work: the set-up, asked for once in each, and who had to allow what the work asked for itself.
type unit struct {
	set     Setup
	allowed shop.Staff
	asked   rights.Ask // for what
}

// Spec names an act. ID is made by whoever wants it done, before the first try, and kept over repetitions. Rate and Amount
// say how much of it, where the right has a limit.
type Spec struct {
	ID     shop.ID
	Right  rights.Act
	Rate   money.Rate
	Amount money.Amount
}

func (s Spec) ask() rights.Ask { return rights.Ask{Act: s.Right, Rate: s.Rate, Amount: s.Amount} }

// Outcome of an act: its record, and whether it had been done before.
type Outcome struct {
	Record   shop.Record
	Repeated bool
}

// Work is one act: it changes the books through tx and says what is to be written down.
type Work func(tx books.Tx, at shop.Moment) (journal.Body, error)

// Hold refuses every act and draft with a fault, but those of the program itself; nil ends it.
func (f *Frame) Hold(why *fault.Error) { f.held.Store(why) }

// Do runs one act, all or nothing. A fault of the work, or a missing right, leaves the books as they were.
func (f *Frame) Do(ctx context.Context, s Spec, work Work) (Outcome, error) {
	var out Outcome
	if why := f.refuses(s.Right); why != nil {
		return out, why
	}
	err := f.Store.Update(ctx, func(tx books.Tx) error {
		done, found, err := tx.Journal().ByAct(s.ID)
		if err != nil {
			return err
		}
		if found {
			out = Outcome{Record: done, Repeated: true}
			return nil
		}
		out.Record, err = f.write(ctx, tx, s, work)
		return err
	})
	switch {
	case fault.Is(err, fault.StorageUnknown):
		return f.settle(ctx, s.ID, err)
	case err != nil:
		f.noticeStorage(err)
		return Outcome{}, err
	case !out.Repeated:
		f.after(out.Record)
	}
	return out, nil
}

// refuses is why nothing is written now for the sake of a right; nil where nothing stands against it.
func (f *Frame) refuses(right rights.Act) error {
	if broken := f.broken.Load(); broken != nil {
		return broken
	}
	if held := f.held.Load(); held != nil && right != rights.System {
		return held
	}
	return nil
}

// write runs the work and adds its record.
func (f *Frame) write(ctx context.Context, tx books.Tx, s Spec, work Work) (shop.Record, error) {
	head, found, err := tx.Journal().Head(f.Till)
	if err != nil {
		return shop.Record{}, err
	}
	set, err := f.enter(tx)
	if err != nil {
		return shop.Record{}, err
	}
	defer f.leave(tx)
	approver, err := judge(ctx, set, s.ask())
	if err != nil {
		return shop.Record{}, err
	}
	at := set.Shop.Moment(journal.Effective(head, found, f.Now()))
	body, err := work(tx, at)
	if err != nil {
		return shop.Record{}, err
	}
	if approver.ID == "" {
		_, approver = f.allowedIn(tx)
	}
	rec, err := journal.Next(head, found, f.Signer, journal.Entry{
		Till: f.Till, Act: s.ID, At: at, Staff: Person(ctx), Approver: approver, Body: body,
	})
	if err != nil {
		return shop.Record{}, fmt.Errorf("write down act %s: %w", s.ID, err)
	}
	return rec, tx.Journal().Add(rec)
}

// Asking says what a draft asks for; how much of it may depend on the basket.
type Asking func(tx books.Tx, set Setup) (rights.Ask, error)

// Only asks for an act of which there is no more or less.
func Only(a rights.Act) Asking {
	return func(books.Tx, Setup) (rights.Ask, error) { return rights.Ask{Act: a}, nil }
}

// Draft changes a basket: right, one Update, one time, no record. A draft that somebody else had to allow is an act, also
// where the work itself asked for more ([Frame.MayIn]).
func (f *Frame) Draft(ctx context.Context, asking Asking, work func(tx books.Tx, at shop.Moment) error) error {
	if why := f.refuses(""); why != nil {
		return why
	}
	var a rights.Ask
	err := f.Store.Update(ctx, func(tx books.Tx) error {
		set, err := f.enter(tx)
		if err != nil {
			return err
		}
		defer f.leave(tx)
		if a, err = asking(tx, set); err != nil {
			return err
		}
		if allowed, err := judge(ctx, set, a); err != nil || allowed.ID != "" {
			return cmp.Or(err, errAllowed)
		}
		if err := work(tx, set.Shop.Moment(f.Now())); err != nil {
			return err
		}
		if more, allowed := f.allowedIn(tx); allowed.ID != "" {
			a = more
			return errAllowed
		}
		return nil
	})
	if errors.Is(err, errAllowed) {
		return f.draftAllowed(ctx, a, work)
	}
	if fault.Is(err, fault.StorageUnknown) {
		return f.again(ctx, err)
	}
	f.noticeStorage(err)
	return err
}

// errAllowed ends a draft that somebody else has to allow: it is done once more, as an act.
var errAllowed = errors.New("allowed by another person: an act")

// draftAllowed does a draft as an act, whose record says what was allowed, and how much of it the work asked for.
func (f *Frame) draftAllowed(ctx context.Context, a rights.Ask, work func(tx books.Tx, at shop.Moment) error) error {
	_, err := f.Do(ctx, Spec{ID: f.NewID(), Right: a.Act, Rate: a.Rate, Amount: a.Amount},
		func(tx books.Tx, at shop.Moment) (journal.Body, error) {
			err := work(tx, at)
			more, _ := f.allowedIn(tx)
			return journal.OfAllowed(string(a.Act), max(a.Rate, more.Rate), max(a.Amount, more.Amount)), err
		})
	return err
}

func (f *Frame) after(rec shop.Record) {
	if f.Head != nil {
		f.Head(rec)
	}
	if f.Wake != nil {
		f.Wake()
	}
}

// noticeStorage tells the screens when the books cannot be written for a reason that stays.
func (f *Frame) noticeStorage(err error) {
	e, ok := fault.Of(err)
	if !ok || f.Board == nil {
		return
	}
	switch e.Code {
	case fault.StorageFull, fault.StorageReadOnly, fault.StorageDamaged, fault.StorageUnknown:
		f.Board.Post(notice.StorageFailed{Fault: e})
	}
}
