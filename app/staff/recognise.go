package staff

import (
	"context"
	"encoding/hex"
	"strings"
	"time"

	"kassa/app/act"
	"kassa/app/books"
	"kassa/app/fault"
	"kassa/app/journal"
	"kassa/app/rights"
	"kassa/app/shop"
)

// Recognise finds out by a PIN whether a person is who is meant, for an act that this person allows. Faults: WrongPIN (args:
// left), PINWait (args: wait), PINLocked, NoPIN, PepperDiffers.
func (s *Staff) Recognise(ctx context.Context, who shop.ID, pin string) (shop.Staff, error) {
	p, err := s.check(ctx, who, pin)
	if err != nil {
		return shop.Staff{}, err
	}
	err = s.frame.Draft(ctx, act.Only(rights.System), func(tx books.Tx, _ shop.Moment) error {
		return tx.Staff().SetTries(p.ID, 0, time.Time{})
	})
	return p, err
}

// SignIn is Recognise for a person who works from now on, at a place: "window" or "command". The journal says so.
func (s *Staff) SignIn(ctx context.Context, who shop.ID, pin, place string) (shop.Staff, error) {
	p, err := s.check(ctx, who, pin)
	if err != nil {
		return shop.Staff{}, err
	}
	return p, s.signedIn(ctx, p, "pin", place, func(tx books.Tx) error { return tx.Staff().SetTries(p.ID, 0, time.Time{}) })
}

func (s *Staff) signedIn(ctx context.Context, p shop.Staff, by, place string, work func(books.Tx) error) error {
	_, err := s.frame.Do(act.As(ctx, p), act.Spec{ID: s.frame.NewID(), Right: rights.System}, func(tx books.Tx, _ shop.Moment) (journal.Body, error) {
		return journal.OfSignIn(p.ID, by, place), work(tx)
	})
	return err
}

// SignOut writes down that the person of the context works no more: reason is "lock", "idle", "switch" or "end".
func (s *Staff) SignOut(ctx context.Context, reason string) error {
	p := act.Person(ctx)
	_, err := s.frame.Do(ctx, act.Spec{ID: s.frame.NewID(), Right: rights.System}, func(books.Tx, shop.Moment) (journal.Body, error) {
		return journal.OfSignOut(p.ID, reason), nil
	})
	return err
}

// check counts the try, looks at the PIN, and writes down a wrong one. A right one leaves the count to the caller.
func (s *Staff) check(ctx context.Context, who shop.ID, pin string) (shop.Staff, error) {
	p, k, err := s.begin(ctx, who)
	if err != nil {
		return shop.Staff{}, err
	}
	if s.matches(who, pin, k.PIN) { // nobody at all is compared with nothing, which takes as long
		return p, nil
	}
	switch {
	case p.ID == "":
		return shop.Staff{}, fault.New(fault.WrongPIN, fault.Args{"left": left(1)})
	case k.PIN == "":
		return shop.Staff{}, fault.New(fault.NoPIN, fault.Args{"name": p.Name})
	}
	return shop.Staff{}, s.wrong(ctx, p, k.Tries)
}

// begin counts a try before the PIN is looked at, and refuses it when there were too many. An unknown person, or one without
// a PIN, is no error here, so that both cost as much time as any other.
func (s *Staff) begin(ctx context.Context, who shop.ID) (p shop.Staff, k books.StaffKey, err error) {
	err = s.frame.Draft(ctx, act.Only(rights.System), func(tx books.Tx, at shop.Moment) error {
		p, k = shop.Staff{}, books.StaffKey{}
		set, err := s.frame.SetUp(tx)
		if err == nil {
			err = s.seasoned(set)
		}
		if err != nil {
			return err
		}
		known, works := set.Staff[who]
		if !works {
			return nil
		}
		p = known
		key, found, err := tx.Staff().Key(who)
		if err != nil || !found || key.PIN == "" {
			return err
		}
		now, err := s.effective(tx, at.At)
		if err != nil {
			return err
		}
		keys, err := keysOf(tx)
		if err != nil {
			return err
		}
		if key.Tries >= lockedAfter && keeperBeside(set, keys, who) {
			return fault.New(fault.PINLocked, fault.Args{"name": p.Name})
		}
		if wait := waiting(key, now); wait > 0 {
			return fault.New(fault.PINWait, fault.Args{"wait": wait})
		}
		key.Tries++
		k = key
		return tx.Staff().SetTries(who, key.Tries, now)
	})
	return p, k, err
}

// wrong writes a wrong PIN down and says what comes of it: whom nobody else could unlock waits.
func (s *Staff) wrong(ctx context.Context, p shop.Staff, tries int) error {
	var said error
	_, err := s.frame.Do(ctx, act.Spec{ID: s.frame.NewID(), Right: rights.System}, func(tx books.Tx, _ shop.Moment) (journal.Body, error) {
		set, err := s.frame.SetUp(tx)
		if err != nil {
			return nil, err
		}
		keys, err := keysOf(tx)
		switch {
		case tries >= lockedAfter && keeperBeside(set, keys, p.ID):
			said = fault.New(fault.PINLocked, fault.Args{"name": p.Name})
		case after(tries) > 0:
			said = fault.New(fault.PINWait, fault.Args{"wait": after(tries)})
		default:
			said = fault.New(fault.WrongPIN, fault.Args{"left": left(tries)})
		}
		if tries >= lockedAfter {
			return journal.OfPINLocked(p.ID, tries), err
		}
		return journal.OfPINFailed(p.ID, tries, after(tries)), err
	})
	if err != nil {
		return err
	}
	return said
}

// What a code must be to serve as a badge.
const (
	shortestBadge = 8
	longestBadge  = 64
)

// badgeOf is what the books keep of a badge. Fault: BadBadge, of a code that is too short to be one.
func (s *Staff) badgeOf(code string) (string, error) {
	code = strings.TrimSpace(code)
	if len(code) < shortestBadge || len(code) > longestBadge || strings.ContainsFunc(code, func(r rune) bool { return r < ' ' }) {
		return "", fault.New(fault.BadBadge, fault.Args{"from": shortestBadge, "to": longestBadge})
	}
	return hex.EncodeToString(s.peppered("badge", code)), nil
}

// RecogniseBadge is Recognise by a badge. A code of nobody counts: after five in a row at this till, no badge is looked at
// for a while, and the journal says so; codes of products, read by mistake, do not count. Faults: UnknownStaff, PINWait, PepperDiffers.
func (s *Staff) RecogniseBadge(ctx context.Context, code string) (p shop.Staff, err error) {
	badge, err := s.badgeOf(code)
	if err != nil {
		return p, fault.New(fault.UnknownStaff, nil)
	}
	var strays int
	err = s.frame.Draft(ctx, act.Only(rights.System), func(tx books.Tx, at shop.Moment) error {
		p, strays, err = s.lookUp(tx, at, code, badge)
		return err
	})
	if err != nil || p.ID != "" {
		return p, err
	}
	if strays >= freeTries {
		_, err = s.frame.Do(ctx, act.Spec{ID: s.frame.NewID(), Right: rights.System}, func(books.Tx, shop.Moment) (journal.Body, error) {
			return journal.OfBadgeFailed(strays, after(min(strays, lockedAfter-1))), nil
		})
		if err != nil {
			return p, err
		}
	}
	return p, fault.New(fault.UnknownStaff, nil)
}

// lookUp finds whose badge it is, and counts one of nobody.
func (s *Staff) lookUp(tx books.Tx, at shop.Moment, code, badge string) (p shop.Staff, strays int, err error) {
	set, err := s.frame.SetUp(tx)
	if err == nil {
		err = s.seasoned(set)
	}
	if err != nil {
		return p, 0, err
	}
	now, err := s.effective(tx, at.At)
	if err != nil {
		return p, 0, err
	}
	strays, tried, err := tx.Staff().Strays(s.frame.Till)
	if err != nil {
		return p, 0, err
	}
	if now.Sub(tried) >= longestWait {
		strays = 0 // those of long ago were mistakes
	}
	strays = min(strays, lockedAfter-1)
	if wait := waiting(books.StaffKey{Tries: strays, Tried: tried}, now); wait > 0 {
		return p, 0, fault.New(fault.PINWait, fault.Args{"wait": wait})
	}
	k, found, err := tx.Staff().ByBadge(badge)
	if err != nil {
		return p, 0, err
	}
	if found {
		if strays > 0 {
			err = tx.Staff().SetStrays(s.frame.Till, 0, time.Time{})
		}
		return set.Staff[k.Staff], 0, err
	}
	goods, err := tx.Products().ByCodes(set.Till.Place, []string{strings.TrimSpace(code)})
	if err != nil || len(goods) > 0 {
		return p, 0, err
	}
	return p, strays + 1, tx.Staff().SetStrays(s.frame.Till, strays+1, now)
}

// SignInBadge is SignIn by a badge.
func (s *Staff) SignInBadge(ctx context.Context, code, place string) (shop.Staff, error) {
	p, err := s.RecogniseBadge(ctx, code)
	if err != nil {
		return shop.Staff{}, err
	}
	return p, s.signedIn(ctx, p, "badge", place, func(books.Tx) error { return nil })
}
