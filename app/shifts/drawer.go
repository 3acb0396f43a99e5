package shifts

import (
	"context"
	"strings"

	"kassa/app/act"
	"kassa/app/books"
	"kassa/app/fault"
	"kassa/app/journal"
	"kassa/app/money"
	"kassa/app/rights"
	"kassa/app/shop"
)

// Movement is money that goes into the drawer or out of it: CashIn, CashOut, CashExpense or CashDrop, how much, and why.
type Movement struct {
	ID     shop.ID
	Kind   shop.CashKind
	Amount money.Amount // without sign
	Reason string
}

// ruling is what each kind asks for.
type ruling struct {
	right  rights.Act
	reason string // the act whose reasons are asked; empty: none is
	sign   money.Amount
}

func rulingOf(k shop.CashKind) (r ruling, known bool) {
	switch k {
	case shop.CashIn:
		return ruling{rights.CashIn, shop.ReasonCashIn, 1}, true
	case shop.CashOut:
		return ruling{rights.CashOut, shop.ReasonCashOut, -1}, true
	case shop.CashExpense:
		return ruling{rights.Expense, shop.ReasonExpense, -1}, true
	case shop.CashDrop:
		return ruling{rights.CashOut, "", -1}, true
	case shop.CashNoSale:
		return ruling{rights.NoSale, shop.ReasonNoSale, 0}, true
	}
	return r, false
}

// Move moves money, opens the drawer and prints a slip. More may go out than the drawer holds: a refusal would tell what it
// does. Faults: NoShift, BadAmount, ReasonNeeded, NoRight, OverLimit.
func (s *Shifts) Move(ctx context.Context, m Movement) (shop.CashMove, error) {
	if m.Kind == shop.CashNoSale {
		return shop.CashMove{}, fault.New(fault.BadAmount, fault.Args{"amount": m.Amount})
	}
	if err := worth(m.Amount); err != nil {
		return shop.CashMove{}, err
	}
	return s.move(ctx, m)
}

// NoSale opens the drawer without a sale. Faults: NoShift, ReasonNeeded, NoRight.
func (s *Shifts) NoSale(ctx context.Context, id shop.ID, reason string) (shop.CashMove, error) {
	return s.move(ctx, Movement{ID: id, Kind: shop.CashNoSale, Reason: reason})
}

func (s *Shifts) move(ctx context.Context, m Movement) (done shop.CashMove, err error) {
	rule, known := rulingOf(m.Kind)
	if !known {
		return done, fault.New(fault.BadAmount, fault.Args{"amount": m.Amount})
	}
	reason := short(m.Reason)
	out, err := s.frame.Do(ctx, act.Spec{ID: m.ID, Right: rule.right, Amount: m.Amount}, func(tx books.Tx, at shop.Moment) (journal.Body, error) {
		now, err := s.open(tx)
		if err != nil {
			return nil, err
		}
		set, err := s.frame.SetUp(tx)
		if err != nil {
			return nil, err
		}
		if rule.reason != "" && reason == "" && shop.ReasonsOf(set.Settings, rule.reason).Required {
			return nil, fault.New(fault.ReasonNeeded, nil)
		}
		done = shop.CashMove{ID: m.ID, Till: now.Till, Shift: now.ID, Kind: m.Kind, Amount: rule.sign * m.Amount, Reason: reason,
			Staff: act.Person(ctx).ID, At: at}
		jobs := []shop.Job{s.job(shop.JobDrawer, m.ID, at)}
		if m.Kind != shop.CashNoSale {
			jobs = append(jobs, s.job(shop.JobSlip, m.ID, at))
		}
		if err := tx.Shifts().AddMove(done); err != nil {
			return nil, err
		}
		return journal.OfCashMove(done), tx.Jobs().Add(jobs...)
	})
	if err == nil && out.Repeated {
		err = s.frame.Store.View(ctx, func(tx books.Tx) error {
			done, _, err = tx.Shifts().MoveByID(m.ID)
			return err
		})
	}
	if err == nil {
		s.post()
	}
	return done, err
}

// job is something to do about a document after the commit.
func (s *Shifts) job(kind shop.JobKind, document shop.ID, at shop.Moment) shop.Job {
	device := shop.PrinterReceipt
	if kind == shop.JobDrawer {
		device = shop.DrawerKey
	}
	return shop.Job{ID: s.frame.NewID(), Till: s.frame.Till, Kind: kind, Device: device, Document: document, State: shop.JobWaiting, Created: at}
}

// short cuts what a person typed to what is kept.
func short(text string) string {
	text = strings.TrimSpace(text)
	if letters := []rune(text); len(letters) > MaxReason {
		text = string(letters[:MaxReason])
	}
	return text
}

// Reasons are what a person chooses from for a kind of movement, and whether one must be chosen.
func (s *Shifts) Reasons(ctx context.Context, kind shop.CashKind) (r shop.Reasons, err error) {
	rule, _ := rulingOf(kind)
	if rule.reason == "" {
		return r, nil
	}
	err = s.frame.Store.View(ctx, func(tx books.Tx) error {
		set, err := s.frame.SetUp(tx)
		r = shop.ReasonsOf(set.Settings, rule.reason)
		return err
	})
	return r, err
}
