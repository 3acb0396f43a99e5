// Package staff knows who works here: people, what they are recognised by, and their time.
//
// The rules of recognising. A person is recognised by a PIN behind a tile with the name, never by a PIN alone, or by a
// badge: any code that a scanner reads. Of a PIN the books keep an argon2id hash, of a badge a keyed one; both are made with
// a pepper that lies in the folder of the till and neither in the books nor in their backups, so that whoever carries the
// books away cannot try PINs. A badge alone is enough for everybody, managers too: it is a thing one has to hold, it cannot
// be guessed, and it is taken back with one tap. Managers and owners have at least six digits, others four to eight; PINs
// that people guess first are refused ([PINRule]).
//
// Five wrong PINs in a row make the next one wait 30 seconds, each further one twice as long, up to 15 minutes; after
// twenty nobody is asked any more until somebody who may manage people unlocks the person. The count stands in the books
// before a PIN is compared, so that a restart, a kill or a second till brings no further try, and the time that counts never
// runs backwards. A person whom nobody else could unlock may try once a day.
//
// The rules of people. The first PIN of a shop is an owner's, and an owner who can sign in always stays. Who manages people
// manages cashiers and seniors; those who manage others (managers, owners) are managed under a right of their own. A person who gets
// a wider role gets a new PIN. Nobody is deleted: who leaves is archived, with what the person was recognised by taken away.
//
// A worked example: C1 types 1234 where 7391 is right, four times. Tries goes 1, 2, 3, 4 and each answer says how many are
// left. The fifth wrong one is answered "wait 30 seconds", and so is every PIN until then, right or wrong, without being
// looked at. At the 20th the tile says "locked"; M1 opens People, taps C1, Unlock, and the journal says that M1 did.
package staff

import (
	"context"
	"io"
	"slices"
	"time"

	"kassa/app/act"
	"kassa/app/books"
	"kassa/app/fault"
	"kassa/app/rights"
	"kassa/app/shop"
)

// Staff is the service: the people of the frame's shop, at its till.
type Staff struct {
	frame  *act.Frame
	pepper []byte
	chance io.Reader
}

// Deps is what the service needs beside the frame.
type Deps struct {
	Pepper []byte    // of this till's folder; empty: PINs and badges can neither be set nor compared
	Chance io.Reader // for salts and badges
}

// New makes the service.
func New(f *act.Frame, d Deps) *Staff { return &Staff{frame: f, pepper: d.Pepper, chance: d.Chance} }

// Face is a person as the lock screen and the page of people show one: nothing of it needs a right.
type Face struct {
	shop.Staff
	HasPIN   bool
	Digits   int // of the PIN
	HasBadge bool
	Wait     time.Duration // until the next PIN is looked at
	Left     int           // wrong PINs until the next wait
	Locked   bool
	Clock    Clock // how the person stands at the time clock
}

// CanSignIn reports whether there is anything to recognise the person by.
func (f Face) CanSignIn() bool { return f.HasPIN || f.HasBadge }

// Faces are the people who work here, in the order in which they came.
func (s *Staff) Faces(ctx context.Context) (all []Face, err error) {
	err = s.frame.Store.View(ctx, func(tx books.Tx) error {
		all, err = s.faces(tx)
		return err
	})
	return all, err
}

func (s *Staff) faces(tx books.Tx) ([]Face, error) {
	people, err := tx.Shop().Staff()
	if err != nil {
		return nil, err
	}
	keys, err := keysOf(tx)
	if err != nil {
		return nil, err
	}
	now, err := s.now(tx)
	if err != nil {
		return nil, err
	}
	clocks, err := s.clocks(tx, now)
	if err != nil {
		return nil, err
	}
	set, err := s.frame.SetUp(tx)
	if err != nil {
		return nil, err
	}
	all := make([]Face, 0, len(people))
	for _, p := range people {
		k := keys[p.ID]
		f := Face{Staff: p, HasPIN: k.PIN != "", Digits: k.Digits, HasBadge: k.Badge != "", Clock: clocks[p.ID], Left: left(k.Tries)}
		f.Wait = waiting(k, now)
		f.Locked = k.Tries >= lockedAfter && keeperBeside(set, keys, p.ID)
		all = append(all, f)
	}
	return all, nil
}

// keysOf are the keys of those who work here.
func keysOf(tx books.Tx) (map[shop.ID]books.StaffKey, error) {
	list, err := tx.Staff().Keys()
	keys := make(map[shop.ID]books.StaffKey, len(list))
	for _, k := range list {
		keys[k.Staff] = k
	}
	return keys, err
}

// Guarded reports whether anybody of the shop has a PIN: from then on people sign in. A shop where nobody has one works for
// its first person, as if that one stood there.
func (s *Staff) Guarded(ctx context.Context) (yes bool, err error) {
	err = s.frame.Store.View(ctx, func(tx books.Tx) error {
		yes, err = Guarded(tx)
		return err
	})
	return yes, err
}

// Guarded is [Staff.Guarded] inside a unit of work.
func Guarded(tx books.Tx) (bool, error) {
	keys, err := tx.Staff().Keys()
	return slices.ContainsFunc(keys, func(k books.StaffKey) bool { return k.PIN != "" }), err
}

// ByCode finds a person who works here. Fault: UnknownStaff.
func (s *Staff) ByCode(ctx context.Context, code string) (p shop.Staff, err error) {
	err = s.frame.Store.View(ctx, func(tx books.Tx) error {
		row, found, err := tx.Staff().ByCode(code)
		if err == nil && !found {
			err = fault.New(fault.UnknownStaff, nil)
		}
		p = row.Staff
		return err
	})
	return p, err
}

// Approvers are the people who may allow what a fault refused to the one of the context, of those who can be recognised. A
// fault that nobody can lift, or a right that nobody else has, has none.
func (s *Staff) Approvers(ctx context.Context, refused error) (all []Face, err error) {
	ask, ok := askedFor(refused)
	if !ok {
		return nil, nil
	}
	err = s.frame.Store.View(ctx, func(tx books.Tx) error {
		set, err := s.frame.SetUp(tx)
		if err != nil {
			return err
		}
		faces, err := s.faces(tx)
		for _, f := range faces {
			if f.CanSignIn() && f.ID != act.Person(ctx).ID && set.Rights.Allows(f.Role, ask) {
				all = append(all, f)
			}
		}
		return err
	})
	return all, err
}

// askedFor is what a refusal was asked for.
func askedFor(refused error) (rights.Ask, bool) {
	f, ok := fault.Of(refused)
	if !ok || f.Code != fault.NoRight && f.Code != fault.OverLimit {
		return rights.Ask{}, false
	}
	return act.Refused(f), true
}

// now is the time that counts for waits: never before the last record of the till.
func (s *Staff) now(tx books.Tx) (time.Time, error) {
	return s.effective(tx, s.frame.Now())
}
