package act

import (
	"context"

	"kassa/app/books"
	"kassa/app/fault"
	"kassa/app/money"
	"kassa/app/rights"
	"kassa/app/shop"
)

type (
	personKey   struct{}
	approverKey struct{}
)

// As returns a context in which acts are done by this person.
func As(ctx context.Context, p shop.Staff) context.Context {
	return context.WithValue(ctx, personKey{}, p)
}

// Person is who acts in this context; the empty person may do nothing but what the system does.
func Person(ctx context.Context) shop.Staff {
	p, _ := ctx.Value(personKey{}).(shop.Staff)
	return p
}

// Allow returns a context in which this person, who was just recognised by PIN or badge, stands beside the one who acts
// and allows what that one may not do. It is made for one act and thrown away with it.
func Allow(ctx context.Context, p shop.Staff) context.Context {
	return context.WithValue(ctx, approverKey{}, p)
}

// Alone returns a context without the one who allows: an act that was allowed shows no more than its person may see.
func Alone(ctx context.Context) context.Context { return Allow(ctx, shop.Staff{}) }

// May refuses what the person of the context may not do, nor the one who allows it. Faults: NoRight, OverLimit.
func (f *Frame) May(ctx context.Context, a rights.Ask) error {
	return f.Store.View(ctx, func(tx books.Tx) error { return f.MayIn(ctx, tx, a) })
}

// Look reads for whoever may. Where somebody else had to allow it, that is written down with both names before anything is
// shown: a look leaves no other record. Faults: NoRight, OverLimit.
func (f *Frame) Look(ctx context.Context, a rights.Ask, look func(tx books.Tx, set Setup) error) error {
	var allowed shop.Staff
	err := f.Store.View(ctx, func(tx books.Tx) error {
		set, err := f.enter(tx)
		if err != nil {
			return err
		}
		defer f.leave(tx)
		if err := f.MayIn(ctx, tx, a); err != nil {
			return err
		}
		if err := look(tx, set); err != nil {
			return err
		}
		if what, who := f.allowedIn(tx); who.ID != "" {
			a, allowed = what, who
		}
		return nil
	})
	if err != nil || allowed.ID == "" {
		return err
	}
	return f.draftAllowed(ctx, a, func(books.Tx, shop.Moment) error { return nil })
}

// MayLook is May before a look of more than one unit of work; see [Frame.Look].
func (f *Frame) MayLook(ctx context.Context, a rights.Ask) error {
	return f.Look(ctx, a, func(books.Tx, Setup) error { return nil })
}

// MayIn is May inside a unit of work. When that is an act or a look, its record names who allowed it.
func (f *Frame) MayIn(ctx context.Context, tx books.Tx, a rights.Ask) error {
	set, err := f.SetUp(tx)
	if err != nil {
		return err
	}
	approver, err := judge(ctx, set, a)
	f.allow(tx, approver, a)
	return err
}

// judge finds out whether the act may be done, and who had to allow it: nobody when the person has the right.
func judge(ctx context.Context, set Setup, a rights.Ask) (approver shop.Staff, err error) {
	role := set.roleOf(Person(ctx))
	if set.Rights.Allows(role, a) {
		return shop.Staff{}, nil
	}
	other, _ := ctx.Value(approverKey{}).(shop.Staff)
	if other.ID != "" && other.ID != Person(ctx).ID && set.Rights.Allows(set.roleOf(other), a) {
		return other, nil
	}
	limit, named := set.Rights.LimitOf(role, a.Act)
	said := fault.Args{"act": string(a.Act), "rate": a.Rate, "amount": a.Amount}
	switch {
	case named && limit.Rate != 0 && a.Rate > limit.Rate:
		said["limit"] = limit.Rate
		return shop.Staff{}, fault.New(fault.OverLimit, said)
	case named:
		said["limit"] = limit.Amount
		return shop.Staff{}, fault.New(fault.OverLimit, said)
	}
	return shop.Staff{}, fault.New(fault.NoRight, said)
}

// Refused is what was asked for where the fault was the answer.
func Refused(f *fault.Error) rights.Ask {
	name, _ := f.Args["act"].(string)
	rate, _ := f.Args["rate"].(money.Rate)
	amount, _ := f.Args["amount"].(money.Amount)
	return rights.Ask{Act: rights.Act(name), Rate: rate, Amount: amount}
}

// roleOf is the role that the books give a person now: whoever signed in keeps no right that was taken away since, and
// whoever works here no more has none.
func (s Setup) roleOf(p shop.Staff) string {
	if p.ID != "" {
		return s.Staff[p.ID].Role
	}
	return p.Role
}
