// Package act is the frame of every change of the books: who may, what for, once, and written down.
//
// The rule: [Frame.Do] asks for the right, opens one Update, looks whether the act with this id was done before (then
// its record is returned and nothing is done twice), runs the act with one fixed time, adds exactly one record to the
// till's journal, and after the commit wakes the queue and remembers the head. [Frame.Draft] is the smaller frame for a basket, which is a draft:
// right, one Update, one time, no record.
//
// A worked example: PayCash(basket B) calls Do(Spec{ID: B, Right: Sell, Kind: "sale"}). The power fails after the
// commit and before the screen; the cashier starts the till and taps again with the same basket: Do finds record B,
// returns Repeated, and the screen shows the sale that exists.
package act

import (
	"context"
	"fmt"
	"sync"
	"time"

	"kassa/app/books"
	"kassa/app/fault"
	"kassa/app/journal"
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

	mu     sync.Mutex
	setup  Setup              // as last read
	inside map[books.Tx]Setup // of the units of work under way: asked for once in each
}

// Spec names an act. ID is made by whoever wants it done, before the first try, and kept over repetitions.
type Spec struct {
	ID    shop.ID
	Right rights.Act
}

// Outcome of an act: its record, and whether it had been done before.
type Outcome struct {
	Record   shop.Record
	Repeated bool
}

// Work is one act: it changes the books through tx and says what is to be written down.
type Work func(tx books.Tx, at shop.Moment) (journal.Body, error)

type personKey struct{}

// As returns a context in which acts are done by this person.
func As(ctx context.Context, p shop.Staff) context.Context {
	return context.WithValue(ctx, personKey{}, p)
}

// Person is who acts in this context; the empty person may do nothing but what the system does.
func Person(ctx context.Context) shop.Staff {
	p, _ := ctx.Value(personKey{}).(shop.Staff)
	return p
}

// May refuses, with fault.NoRight, a person who may not do the act.
func May(ctx context.Context, a rights.Act) error {
	if !rights.Allowed(Person(ctx).Role, a) {
		return fault.New(fault.NoRight, fault.Args{"act": string(a)})
	}
	return nil
}

// Do runs one act, all or nothing. A fault of the work, or a missing right, leaves the books as they were.
func (f *Frame) Do(ctx context.Context, s Spec, work Work) (Outcome, error) {
	var out Outcome
	if err := May(ctx, s.Right); err != nil {
		return out, err
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
	if err != nil {
		f.noticeStorage(err)
		return Outcome{}, err
	}
	if !out.Repeated {
		f.after(out.Record)
	}
	return out, nil
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
	at := set.Shop.Moment(journal.Effective(head, found, f.Now()))
	body, err := work(tx, at)
	if err != nil {
		return shop.Record{}, err
	}
	rec, err := journal.Next(head, found, f.Signer, journal.Entry{
		Till: f.Till, Act: s.ID, At: at, Staff: Person(ctx), Body: body,
	})
	if err != nil {
		return shop.Record{}, fmt.Errorf("write down act %s: %w", s.ID, err)
	}
	return rec, tx.Journal().Add(rec)
}

// Draft changes a basket: right, one Update, one time, no record.
func (f *Frame) Draft(ctx context.Context, a rights.Act, work func(tx books.Tx, at shop.Moment) error) error {
	if err := May(ctx, a); err != nil {
		return err
	}
	err := f.Store.Update(ctx, func(tx books.Tx) error {
		set, err := f.enter(tx)
		if err != nil {
			return err
		}
		defer f.leave(tx)
		return work(tx, set.Shop.Moment(f.Now()))
	})
	f.noticeStorage(err)
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
