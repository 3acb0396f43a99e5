package staff

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"kassa/app/act"
	"kassa/app/books"
	"kassa/app/fault"
	"kassa/app/journal"
	"kassa/app/notice"
	"kassa/app/rights"
	"kassa/app/shop"
)

// managing is the right that it takes to change a person who has, or gets, one of these roles.
func managing(roles ...string) rights.Act {
	if slices.ContainsFunc(roles, heads) {
		return rights.ManageHeads
	}
	return rights.ManageStaff
}

// Add lets a person work here, without anything to be recognised by yet. An empty code becomes the next one of the role.
// Faults: NoRight, EmptyName, BadStaffCode, AlreadyExists (a code that somebody has), BadOption (a role that is none).
func (s *Staff) Add(ctx context.Context, p shop.Staff) (shop.Staff, error) {
	p.ID = s.frame.NewID()
	if p.Code == "" {
		code, err := s.NextCode(ctx, p.Role)
		if err != nil {
			return shop.Staff{}, err
		}
		p.Code = code
	}
	p, err := sound(p)
	if err != nil {
		return shop.Staff{}, err
	}
	_, err = s.frame.Do(ctx, act.Spec{ID: p.ID, Right: managing(p.Role)}, func(tx books.Tx, _ shop.Moment) (journal.Body, error) {
		if err := free(tx, p); err != nil {
			return nil, err
		}
		return journal.OfStaffAdd(p), tx.Shop().AddStaff(p)
	})
	s.tell(err)
	return p, err
}

// sound puts name and code in order, or refuses them.
func sound(p shop.Staff) (shop.Staff, error) {
	p.Name, p.Code = strings.TrimSpace(p.Name), strings.ToUpper(strings.TrimSpace(p.Code))
	switch {
	case p.Name == "":
		return p, fault.New(fault.EmptyName, nil)
	case utf8.RuneCountInString(p.Name) > 60 || strings.ContainsFunc(p.Name, func(r rune) bool { return r < ' ' || r == 0x7f || r == utf8.RuneError }):
		return p, fault.New(fault.BadOption, fault.Args{"option": "name", "value": p.Name})
	case len(p.Code) < 1 || len(p.Code) > 8 || strings.Trim(p.Code, "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789") != "":
		return p, fault.New(fault.BadStaffCode, fault.Args{"code": p.Code})
	case !slices.Contains(rights.Roles(), p.Role):
		return p, fault.New(fault.BadOption, fault.Args{"option": "role", "value": p.Role, "allowed": strings.Join(rights.Roles(), ", ")})
	}
	return p, nil
}

// free refuses a code that somebody else has who works here.
func free(tx books.Tx, p shop.Staff) error {
	other, found, err := tx.Staff().ByCode(p.Code)
	if err == nil && found && other.ID != p.ID {
		err = fault.New(fault.AlreadyExists, fault.Args{"what": "staff", "value": p.Code})
	}
	return err
}

// NextCode is the next code of a role that nobody ever had: C1, C2 … for cashiers, S, M, O for seniors, managers, owners.
func (s *Staff) NextCode(ctx context.Context, role string) (code string, err error) {
	letter := "C"
	if role != rights.Cashier && role != "" {
		letter = strings.ToUpper(role[:1])
	}
	err = s.frame.Store.View(ctx, func(tx books.Tx) error {
		taken, err := tx.Staff().Codes()
		for n := 1; ; n++ {
			if code = fmt.Sprintf("%s%d", letter, n); !slices.Contains(taken, code) {
				return err
			}
		}
	})
	return code, err
}

// Change stores code, name and role of a person. Who becomes one of those who manage others, and was none, loses the PIN: it
// may be too short, and a cashier's fingers are watched all day. Faults: those of Add; UnknownStaff, LastOwner.
func (s *Staff) Change(ctx context.Context, p shop.Staff) error {
	p, err := sound(p)
	if err != nil {
		return err
	}
	return s.manage(ctx, p.ID, p.Role, func(tx books.Tx, _ shop.Moment, was books.StaffRow) (journal.Body, error) {
		if p == was.Staff {
			return nil, errSame
		}
		if err := free(tx, p); err != nil {
			return nil, err
		}
		if was.Role == rights.Owner && p.Role != rights.Owner {
			if err := another(tx, p.ID); err != nil {
				return nil, err
			}
		}
		k, _, err := tx.Staff().Key(p.ID)
		if err == nil && heads(p.Role) && !heads(was.Role) && k.PIN != "" {
			k.PIN, k.Digits = "", 0
			k, err = put(tx, k)
		}
		if err != nil {
			return nil, err
		}
		return journal.OfStaffChange(p, was.Version+1, p.Name != was.Name, false, said(k)), tx.Staff().Change(books.StaffRow{Staff: p})
	})
}

// Archive lets a person work here no more; what the person was recognised by is taken away. Faults: NoRight, UnknownStaff, LastOwner.
func (s *Staff) Archive(ctx context.Context, who shop.ID) error {
	return s.manage(ctx, who, "", func(tx books.Tx, at shop.Moment, was books.StaffRow) (journal.Body, error) {
		if was.Role == rights.Owner {
			if err := another(tx, who); err != nil {
				return nil, err
			}
		}
		k, found, err := tx.Staff().Key(who)
		if err == nil && found {
			k.PIN, k.Digits, k.Badge = "", 0, ""
			k, err = put(tx, k)
		}
		if err != nil {
			return nil, err
		}
		was.Archived = at.At
		return journal.OfStaffChange(was.Staff, was.Version+1, false, true, said(k)), tx.Staff().Change(was)
	})
}

// another refuses to lose the last owner; where people sign in, the last one who can.
func another(tx books.Tx, person shop.ID) error {
	people, err := tx.Shop().Staff()
	if err != nil {
		return err
	}
	keys, err := keysOf(tx)
	if err != nil {
		return err
	}
	isGuarded, err := Guarded(tx)
	if err != nil {
		return err
	}
	for _, p := range people {
		k := keys[p.ID]
		if p.ID != person && p.Role == rights.Owner && (!isGuarded || k.PIN != "" || k.Badge != "") {
			return nil
		}
	}
	return fault.New(fault.LastOwner, nil)
}

// Unlock lets a person try again whose PIN was wrong too often. Faults: NoRight, UnknownStaff.
func (s *Staff) Unlock(ctx context.Context, who shop.ID) error {
	return s.change(ctx, rights.ManageStaff, who, func(tx books.Tx, _ shop.Moment, _ books.StaffRow) (journal.Body, error) {
		k, found, err := tx.Staff().Key(who)
		if err != nil || !found {
			return nil, cmp.Or(err, errSame)
		}
		return journal.OfPINUnlocked(who, k.Tries), tx.Staff().SetTries(who, 0, time.Time{})
	})
}

// errSame ends an act that would change nothing; it is no error to whoever asked for it.
var errSame = errors.New("nothing changes")

// row reads a person who works here. Fault: UnknownStaff.
func (s *Staff) row(ctx context.Context, who shop.ID) (row books.StaffRow, err error) {
	err = s.frame.Store.View(ctx, func(tx books.Tx) error {
		row, err = working(tx, who)
		return err
	})
	return row, err
}

func working(tx books.Tx, who shop.ID) (books.StaffRow, error) {
	row, found, err := tx.Staff().ByID(who)
	if err == nil && (!found || !row.Archived.IsZero()) {
		err = fault.New(fault.UnknownStaff, nil)
	}
	return row, err
}

// manage changes a person under the right that the person's role takes, and the role that the person gets (empty: keeps).
func (s *Staff) manage(ctx context.Context, who shop.ID, role string, work changing) error {
	row, err := s.row(ctx, who)
	if err != nil {
		return err
	}
	right := managing(row.Role, role)
	return s.change(ctx, right, who, func(tx books.Tx, at shop.Moment, now books.StaffRow) (journal.Body, error) {
		if managing(now.Role, role) != right {
			return nil, fmt.Errorf("person %s was changed meanwhile", who)
		}
		return work(tx, at, now)
	})
}

// changing is one change of a person.
type changing func(tx books.Tx, at shop.Moment, now books.StaffRow) (journal.Body, error)

// change does one change of a person who works here, as an act.
func (s *Staff) change(ctx context.Context, right rights.Act, who shop.ID, work changing) error {
	_, err := s.frame.Do(ctx, act.Spec{ID: s.frame.NewID(), Right: right}, func(tx books.Tx, at shop.Moment) (journal.Body, error) {
		row, err := working(tx, who)
		if err != nil {
			return nil, err
		}
		return work(tx, at, row)
	})
	if errors.Is(err, errSame) {
		return nil
	}
	s.tell(err)
	return err
}

// tell says that people changed.
func (s *Staff) tell(err error) {
	if err == nil && s.frame.Board != nil {
		s.frame.Board.Post(notice.StaffChanged{})
	}
}

// Rank orders roles from the narrowest, 0, to the widest; one that is none comes last.
func Rank(role string) int {
	if i := slices.Index(rights.Roles(), role); i >= 0 {
		return i
	}
	return len(rights.Roles())
}

// Roles lists the roles from the narrowest to the widest.
func Roles() []string { return rights.Roles() }
