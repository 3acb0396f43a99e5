package ui

import (
	"context"

	"kassa/app"
	"kassa/app/shop"
	"kassa/ui/staff"
)

// forgotPIN lays the question after a forgotten PIN over the lock: the owner types the recovery code and a new PIN, everybody else
// reads who can give one. Stranger says that no PIN holds on this computer.
func (u *UI) forgotPIN(stranger bool) {
	if u.guard.lock == nil || u.guard.forgot != nil {
		return
	}
	c := u.window.Canvas()
	r := staff.NewRecoverer(staff.RecoverDeps{Check: u.app.Staff.CheckRecovery, Keepers: u.app.Staff.Keepers, Known: u.newOwnerPIN, Acts: u.acts, Reads: u.reads, Stranger: stranger})
	u.guard.forgot = staff.NewRecover(r, u.text, u.router, u.window.Canvas, u.remembered)
	c.Overlays().Add(u.guard.forgot.Root())
	u.guard.forgot.Root().Resize(c.Size())
	u.guard.ungrab = u.router.Grab(u.guard.forgot.Key)
	r.Open()
	u.guard.forgot.Focus(c)
}

// remembered goes back to the lock.
func (u *UI) remembered() {
	if f := u.guard.forgot; f != nil {
		u.guard.ungrab()
		u.guard.forgot, u.guard.ungrab = nil, nil
		c := u.window.Canvas()
		c.Unfocus()
		c.Overlays().Remove(f.Root())
	}
}

// newOwnerPIN asks for the new PIN of the owner, whom the recovery code lets in.
func (u *UI) newOwnerPIN(code string, owner shop.Staff) {
	var d *staff.PINDialog
	var came shop.Staff
	s := staff.NewSetter(staff.SetterDeps{Person: owner, Acts: u.acts, Set: func(ctx context.Context, _, pin string) (err error) {
		came, err = u.app.Recover(ctx, code, pin, app.AtWindow)
		return u.arriving(ctx, err)
	}, Done: func() {
		d.Close()
		u.remembered()
		u.guard.gate.Close()
		u.unlocked(came)
	}})
	d = staff.NewPINDialog(s, u.text, owner.Name, func() { u.guard.sets = nil })
	u.guard.sets = d
	u.window.Canvas().Unfocus()
	d.Open(u.window.Canvas(), u.router)
}

// seekStranger opens the question by itself where no PIN holds on this computer: nobody could come in otherwise.
func (u *UI) seekStranger() {
	var yes bool
	u.reads.Do("", func(ctx context.Context) (err error) {
		yes, err = u.app.Staff.Stranger(ctx)
		return err
	}, func(err error) {
		if err == nil && yes {
			u.forgotPIN(true)
		}
	})
}
