package staff

import (
	"context"
	"encoding/base32"
	"fmt"
	"io"
	"strings"
	"time"

	"kassa/app/act"
	"kassa/app/books"
	"kassa/app/fault"
	"kassa/app/journal"
	"kassa/app/rights"
	"kassa/app/shop"
)

// SetPIN gives a person a PIN. The first PIN of a shop is an owner's: from then on everybody signs in. Faults: NoRight, UnknownStaff,
// WeakPIN, OwnerFirst, PepperDiffers.
func (s *Staff) SetPIN(ctx context.Context, who shop.ID, pin string) error {
	row, err := s.row(ctx, who)
	if err != nil {
		return err
	}
	if err := s.frame.May(ctx, rights.Ask{Act: managing(row.Role)}); err != nil {
		return err
	}
	return s.putPIN(ctx, managing(row.Role), row, pin)
}

// ChangePIN gives the person of the context another PIN, for the one that the person knows. Faults: those of [Staff.Recognise] and SetPIN.
func (s *Staff) ChangePIN(ctx context.Context, old, pin string) error {
	row, err := s.row(ctx, act.Person(ctx).ID)
	if err != nil {
		return err
	}
	if err := PINRule(row.Role, row.Code, pin); err != nil {
		return err
	}
	if _, err := s.Recognise(ctx, row.ID, old); err != nil {
		return err
	}
	return s.putPIN(ctx, rights.OwnPIN, row, pin)
}

// putPIN makes the hash outside the unit of work, which it would hold for a tenth of a second.
func (s *Staff) putPIN(ctx context.Context, right rights.Act, row books.StaffRow, pin string) error {
	if err := PINRule(row.Role, row.Code, pin); err != nil {
		return err
	}
	hashed, err := s.hash(row.ID, pin)
	if err != nil {
		return err
	}
	return s.change(ctx, right, row.ID, func(tx books.Tx, _ shop.Moment, now books.StaffRow) (journal.Body, error) {
		if now.Version != row.Version {
			return nil, fmt.Errorf("person %s was changed meanwhile", row.ID)
		}
		isGuarded, err := Guarded(tx)
		if err == nil && !isGuarded && now.Role != rights.Owner {
			err = fault.New(fault.OwnerFirst, nil)
		}
		if err != nil {
			return nil, err
		}
		return s.keyed(tx, row.ID, func(k *books.StaffKey) { k.PIN, k.Digits = hashed, len(pin) })
	})
}

// SetBadge lets a person be recognised by a code that a scanner reads; an empty code takes the badge away. Faults: NoRight, UnknownStaff,
// BadBadge, AlreadyExists (a badge of somebody else, or the code of a product), PepperDiffers.
func (s *Staff) SetBadge(ctx context.Context, who shop.ID, code string) error {
	badge, err := "", error(nil)
	if code = strings.TrimSpace(code); code != "" {
		if badge, err = s.badgeOf(code); err != nil {
			return err
		}
	}
	return s.manage(ctx, who, "", func(tx books.Tx, _ shop.Moment, _ books.StaffRow) (journal.Body, error) {
		set, err := s.frame.SetUp(tx)
		if err != nil {
			return nil, err
		}
		if code != "" {
			goods, err := tx.Products().ByCodes(set.Till.Place, []string{code})
			if err == nil && len(goods) > 0 {
				err = fault.New(fault.AlreadyExists, fault.Args{"what": "product", "value": code})
			}
			if err != nil {
				return nil, err
			}
		}
		return s.keyed(tx, who, func(k *books.StaffKey) { k.Badge = badge })
	})
}

// NewBadge is SetBadge with a code that nobody can guess; it is shown once, to be printed.
func (s *Staff) NewBadge(ctx context.Context, who shop.ID) (code string, err error) {
	raw := make([]byte, 10)
	if _, err := io.ReadFull(s.chance, raw); err != nil {
		return "", fmt.Errorf("badge: %w", err)
	}
	code = base32.StdEncoding.EncodeToString(raw)
	return code, s.SetBadge(ctx, who, code)
}

// keyed changes what a person is recognised by; wrong tries are forgotten with it.
func (s *Staff) keyed(tx books.Tx, who shop.ID, change func(*books.StaffKey)) (journal.Body, error) {
	set, err := s.frame.SetUp(tx)
	if err == nil {
		err = s.season(tx, set)
	}
	if err != nil {
		return nil, err
	}
	k, _, err := tx.Staff().Key(who)
	if err != nil {
		return nil, err
	}
	k.Staff = who
	change(&k)
	k, err = put(tx, k)
	return journal.OfStaffKey(who, said(k)), err
}

// put stores a key without wrong tries, and gives it as it is stored.
func put(tx books.Tx, k books.StaffKey) (books.StaffKey, error) {
	k.Tries, k.Tried = 0, time.Time{}
	err := tx.Staff().PutKey(k)
	k.Version++
	return k, err
}

func said(k books.StaffKey) journal.Key {
	return journal.Key{PIN: k.PIN, Badge: k.Badge, Row: k.Version}
}
