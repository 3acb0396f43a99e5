package staff

import (
	"context"
	"crypto/sha256"
	"crypto/subtle"
	"encoding/hex"
	"fmt"
	"io"
	"strings"

	"kassa/app/act"
	"kassa/app/books"
	"kassa/app/fault"
	"kassa/app/journal"
	"kassa/app/rights"
	"kassa/app/shop"
)

// The recovery code lets the owner in where no PIN holds: on a new computer, whose folder has another pepper, or when the owner's
// PIN is forgotten. It is made when the shop is set up, shown and printed once, and kept as a hash alone. It has twenty signs by
// chance, a hundred bits, so that nobody guesses it, and needs neither pepper nor a slow hash.
const (
	recoverySigns   = "0123456789ABCDEFGHJKMNPQRSTVWXYZ" // Crockford's: no letter is taken for another sign
	recoveryLength  = 20
	recoveryGroup   = 5
	recoverySetting = "staff.recovery"
)

// NewRecoveryCode makes a recovery code; the one before it opens nothing any more. Fault: NoRight.
func (s *Staff) NewRecoveryCode(ctx context.Context) (code string, err error) {
	raw := make([]byte, recoveryLength)
	if _, err := io.ReadFull(s.chance, raw); err != nil {
		return "", fmt.Errorf("recovery code: %w", err)
	}
	for i, b := range raw {
		if i > 0 && i%recoveryGroup == 0 {
			code += "-"
		}
		code += string(recoverySigns[b%32])
	}
	_, err = s.frame.Do(ctx, act.Spec{ID: s.frame.NewID(), Right: rights.Restore}, func(tx books.Tx, _ shop.Moment) (journal.Body, error) {
		set, err := s.frame.SetUp(tx)
		if err != nil {
			return nil, err
		}
		kept := keptOf(set.Shop.ID, code)
		return journal.OfRecoveryCode(set.Shop.ID, kept), tx.Shop().SetSetting(books.ForShop, set.Shop.ID, recoverySetting, kept)
	})
	return code, err
}

// keptOf is what is kept of a code: SHA-256("POSR1" ‖ shop ‖ 0x00 ‖ the signs), as they are meant whoever typed them.
func keptOf(of shop.ID, code string) string {
	typed := strings.NewReplacer("O", "0", "I", "1", "L", "1").Replace(strings.ToUpper(code))
	signs := strings.Map(func(r rune) rune {
		if strings.ContainsRune(recoverySigns, r) {
			return r
		}
		return -1
	}, typed)
	sum := sha256.Sum256([]byte("POSR1" + string(of) + "\x00" + signs))
	return hex.EncodeToString(sum[:])
}

// HasRecovery reports whether the shop has a recovery code.
func (s *Staff) HasRecovery(ctx context.Context) (yes bool, err error) {
	err = s.frame.Store.View(ctx, func(tx books.Tx) error {
		set, err := s.frame.SetUp(tx)
		yes = set.Settings[recoverySetting] != ""
		return err
	})
	return yes, err
}

// Stranger reports whether no PIN holds in this folder: the shop came from another computer.
func (s *Staff) Stranger(ctx context.Context) (yes bool, err error) {
	err = s.frame.Store.View(ctx, func(tx books.Tx) error {
		set, err := s.frame.SetUp(tx)
		yes = err == nil && set.Settings[pepperSetting] != "" && s.seasoned(set) != nil
		return err
	})
	return yes, err
}

// Recover lets the owner in by the recovery code, with a new PIN, who works from then on. Where the pepper is another one, everybody
// else loses PIN and badge, which hold nowhere any more, and gets new ones from the owner. Faults: WeakPIN, WrongRecovery,
// NoRecovery; PepperDiffers, where this folder has no pepper at all.
func (s *Staff) Recover(ctx context.Context, code, pin, place string) (owner shop.Staff, err error) {
	if len(s.pepper) == 0 {
		return owner, fault.New(fault.PepperDiffers, nil)
	}
	if owner, err = s.recognised(ctx, code); err != nil {
		return shop.Staff{}, err
	}
	if err := PINRule(owner.Role, owner.Code, pin); err != nil {
		return shop.Staff{}, err
	}
	hashed, err := s.hash(owner.ID, pin)
	if err != nil {
		return shop.Staff{}, err
	}
	_, err = s.frame.Do(act.As(ctx, owner), act.Spec{ID: s.frame.NewID(), Right: rights.System}, func(tx books.Tx, _ shop.Moment) (journal.Body, error) {
		keys, err := s.renew(tx, owner.ID, hashed, len(pin))
		return journal.OfOwnerBack(owner.ID, keys), err
	})
	s.tell(err)
	if err != nil {
		return shop.Staff{}, err
	}
	return owner, s.signedIn(ctx, owner, "recovery", place, func(books.Tx) error { return nil })
}

// CheckRecovery refuses a code that does not let the owner in; that is written down. Faults: WrongRecovery, NoRecovery.
func (s *Staff) CheckRecovery(ctx context.Context, code string) error {
	_, err := s.recognised(ctx, code)
	return err
}

// Keepers are the people who can give somebody a new PIN: who may keep people and can sign in. Owner is whom the recovery code lets in.
func (s *Staff) Keepers(ctx context.Context) (all []Face, owner shop.Staff, err error) {
	err = s.frame.Store.View(ctx, func(tx books.Tx) error {
		set, err := s.frame.SetUp(tx)
		if err != nil {
			return err
		}
		faces, err := s.faces(tx)
		for _, f := range faces {
			if owner.ID == "" && f.Role == rights.Owner {
				owner = f.Staff
			}
			if f.CanSignIn() && set.Rights.Allows(f.Role, rights.Ask{Act: rights.ManageStaff}) {
				all = append(all, f)
			}
		}
		return err
	})
	return all, owner, err
}

// recognised compares a code and finds the owner who is let in by it: the first who works here. A wrong code is written down.
func (s *Staff) recognised(ctx context.Context, code string) (owner shop.Staff, err error) {
	var kept, typed string
	err = s.frame.Store.View(ctx, func(tx books.Tx) error {
		set, err := s.frame.SetUp(tx)
		if err != nil {
			return err
		}
		kept, typed = set.Settings[recoverySetting], keptOf(set.Shop.ID, code)
		people, err := tx.Shop().Staff()
		for _, p := range people {
			if owner.ID == "" && p.Role == rights.Owner {
				owner = p
			}
		}
		return err
	})
	switch {
	case err != nil:
		return owner, err
	case kept == "" || owner.ID == "":
		return owner, fault.New(fault.NoRecovery, nil)
	case subtle.ConstantTimeCompare([]byte(kept), []byte(typed)) == 1:
		return owner, nil
	}
	_, err = s.frame.Do(ctx, act.Spec{ID: s.frame.NewID(), Right: rights.System}, func(books.Tx, shop.Moment) (journal.Body, error) {
		return journal.OfNoRecovery(), nil
	})
	if err == nil {
		err = fault.New(fault.WrongRecovery, nil)
	}
	return owner, err
}

// renew stores the owner's PIN and, where the pepper is another one, takes from everybody what holds no more.
func (s *Staff) renew(tx books.Tx, owner shop.ID, hashed string, digits int) (list []journal.PersonKey, err error) {
	set, err := s.frame.SetUp(tx)
	if err != nil {
		return nil, err
	}
	keys, err := tx.Staff().Keys()
	if err != nil {
		return nil, err
	}
	stranger := set.Settings[pepperSetting] != s.pepperMark()
	all := []books.StaffKey{{Staff: owner}}
	for _, k := range keys {
		switch {
		case k.Staff == owner:
			all[0] = k
		case stranger:
			k.PIN, k.Digits, k.Badge = "", 0, ""
			all = append(all, k)
		}
	}
	if stranger {
		all[0].Badge = ""
		if err := tx.Shop().SetSetting(books.ForShop, set.Shop.ID, pepperSetting, s.pepperMark()); err != nil {
			return nil, err
		}
	}
	all[0].PIN, all[0].Digits = hashed, digits
	for _, k := range all {
		k, err := put(tx, k)
		if err != nil {
			return nil, err
		}
		list = append(list, journal.PersonKey{Person: k.Staff, Key: said(k)})
	}
	return list, nil
}
