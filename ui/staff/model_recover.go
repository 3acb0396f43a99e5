package staff

import (
	"context"
	"strings"

	"kassa/app/shop"
	people "kassa/app/staff"
	"kassa/ui/room"
)

// RecoverDeps is what letting the owner in by the recovery code asks.
type RecoverDeps struct {
	// Check refuses a wrong code.
	Check func(ctx context.Context, code string) error
	// Keepers are who can give a new PIN, and the owner whom the code lets in.
	Keepers func(ctx context.Context) ([]people.Face, shop.Staff, error)
	// Known goes on with a code that is the shop's, to the new PIN.
	Known func(code string, owner shop.Staff)
	Acts  room.Queue
	Reads room.Queue
	// Stranger says that no PIN holds on this computer.
	Stranger bool
}

// Recoverer is the question after a forgotten PIN: the owner types the recovery code, everybody else reads who can give a new PIN.
type Recoverer struct {
	d     RecoverDeps
	state RecoverState
	draw  func(RecoverState)
}

// RecoverState is what is painted.
type RecoverState struct {
	Code     string
	Busy     bool
	Err      error
	Keepers  []people.Face // who can give a new PIN
	Stranger bool

	owner shop.Staff
}

// CanGo reports whether enough was typed to be looked at.
func (s RecoverState) CanGo() bool { return len(strings.TrimSpace(s.Code)) >= codeSigns && !s.Busy }

// codeSigns is how many signs a recovery code has, without its dashes.
const codeSigns = 20

// NewRecoverer begins.
func NewRecoverer(d RecoverDeps) *Recoverer {
	return &Recoverer{d: d, state: RecoverState{Stranger: d.Stranger}, draw: func(RecoverState) {}}
}

// OnDraw says who paints.
func (r *Recoverer) OnDraw(draw func(RecoverState)) { r.draw = draw }

// State is what is painted now.
func (r *Recoverer) State() RecoverState { return r.state }

// Open reads who can give a new PIN.
func (r *Recoverer) Open() {
	var all []people.Face
	var owner shop.Staff
	r.d.Reads.Do("", func(ctx context.Context) (err error) {
		all, owner, err = r.d.Keepers(ctx)
		return err
	}, func(err error) {
		r.state.Keepers, r.state.owner, r.state.Err = all, owner, err
		r.draw(r.state)
	})
}

// Type keeps the code as it is typed.
func (r *Recoverer) Type(code string) {
	r.state.Code, r.state.Err = code, nil
	r.draw(r.state)
}

// Go lets the shop look at the code.
func (r *Recoverer) Go() {
	if !r.state.CanGo() {
		return
	}
	r.state.Busy, r.state.Err = true, nil
	r.draw(r.state)
	code := r.state.Code
	r.d.Acts.Do("", func(ctx context.Context) error { return r.d.Check(ctx, code) }, func(err error) {
		r.state.Busy, r.state.Err = false, err
		r.draw(r.state)
		if err == nil {
			r.d.Known(code, r.state.owner)
		}
	})
}
