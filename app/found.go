package app

import (
	"context"

	"kassa/app/act"
	"kassa/app/inventory"
	"kassa/app/office"
	"kassa/app/rights"
	"kassa/app/shop"
	"kassa/app/staff"
	"kassa/app/text"
)

// FirstDay is what the assistant of the first start found out.
type FirstDay struct {
	office.Answers
	PIN  string // of the owner; empty: nobody signs in until one is set
	File string // a price list to begin with; empty: none
	// Progress hears, while the price list is read, how many bytes of how many were. It may be nil.
	Progress func(done, total int64)
}

// Founded is a shop that can sell: its owner, and what became of the price list.
type Founded struct {
	Owner  shop.Staff
	Import inventory.ImportReport
	// Recovery is the recovery code, which is shown and printed now and never again; empty where nobody
	// has a PIN yet.
	Recovery string
}

// CheckOwnerPIN refuses a PIN that is too weak for the owner. Fault: WeakPIN.
func CheckOwnerPIN(pin string) error { return staff.PINRule(rights.Owner, "", pin) }

// Found makes a shop of the answers in empty books. It takes several acts: whoever calls throws the books away when one of
// them fails, see data.Found. Faults: those of [office.Assist], of [staff.Staff.SetPIN] and of [inventory.Inventory.Import].
func Found(ctx context.Context, d Deps, day FirstDay) (Founded, error) {
	made, err := office.Assist(ctx, office.Founding{Store: d.Store, Now: d.Now, NewID: d.NewID, Seed: d.Seed, Version: d.Version}, day.Answers)
	if err != nil {
		return Founded{}, err
	}
	f := Founded{Owner: made.Person}
	a, err := New(ctx, d)
	if err != nil {
		return f, err
	}
	ctx = act.As(ctx, made.Person)
	if day.File != "" {
		f.Import, err = a.Inventory.Import(ctx, inventory.ImportSpec{Path: day.File, Progress: day.Progress})
	}
	if err == nil && day.PIN != "" {
		if err = a.Staff.SetPIN(ctx, made.Person.ID, day.PIN); err == nil {
			f.Recovery, err = a.Staff.NewRecoveryCode(ctx)
		}
	}
	return f, err
}

// Note says what became of the price list; nothing where there was none.
func (f Founded) Note(in *text.Text) string {
	if f.Import.Rows == 0 {
		return ""
	}
	return in.T("found.imported", text.Args{"products": in.N("count.products", f.Import.Added), "refused": in.Number(f.Import.Refused)})
}
