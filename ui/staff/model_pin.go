package staff

import (
	"context"

	"kassa/app/fault"
	"kassa/app/shop"
	people "kassa/app/staff"
	"kassa/ui/room"
)

// PINStep is what is typed now.
type PINStep int

// The steps.
const (
	OldPIN PINStep = iota
	NewPIN
	AgainPIN
)

// SetterDeps is what setting a PIN needs.
type SetterDeps struct {
	Person shop.Staff
	// Own asks for the old PIN first.
	Own bool
	// Set stores the PIN; old is empty for somebody else's.
	Set  func(ctx context.Context, old, pin string) error
	Done func()
	Acts room.Queue
}

// Setter lets a person type a new PIN twice.
type Setter struct {
	d          SetterDeps
	state      SetterState
	draw       func(SetterState)
	typed      string
	old, first string
}

// SetterState is what is painted.
type SetterState struct {
	Step     PINStep
	Typed    int
	From, To int  // digits of a PIN of this person
	Differ   bool // the second was another one than the first
	Busy     bool
	Err      error
}

// NewSetter begins.
func NewSetter(d SetterDeps) *Setter {
	s := &Setter{d: d}
	s.state.From, s.state.To = people.PINLength(d.Person.Role)
	if !d.Own {
		s.state.Step = NewPIN
	}
	return s
}

// OnDraw says who paints.
func (s *Setter) OnDraw(draw func(SetterState)) { s.draw = draw }

// State is what is painted now.
func (s *Setter) State() SetterState { return s.state }

// longestTyped bounds what can be typed.
const longestTyped = 16

// Digit takes a digit.
func (s *Setter) Digit(d rune) {
	if d < '0' || d > '9' || s.state.Busy || len(s.typed) >= longestTyped {
		return
	}
	s.state.Err, s.state.Differ = nil, false
	s.put(s.typed + string(d))
}

// Back takes the last digit back.
func (s *Setter) Back() {
	if n := len(s.typed); n > 0 && !s.state.Busy {
		s.put(s.typed[:n-1])
	}
}

func (s *Setter) put(typed string) {
	s.typed, s.state.Typed = typed, len(typed)
	s.paint()
}

// Enter goes on with what was typed.
func (s *Setter) Enter() {
	if s.state.Busy || s.typed == "" {
		return
	}
	pin := s.typed
	switch s.state.Step {
	case OldPIN:
		s.old = pin
		s.to(NewPIN, nil)
	case NewPIN:
		if err := people.PINRule(s.d.Person.Role, s.d.Person.Code, pin); err != nil {
			s.to(NewPIN, err)
			return
		}
		s.first = pin
		s.to(AgainPIN, nil)
	case AgainPIN:
		if pin != s.first {
			s.state.Differ = true
			s.to(NewPIN, nil)
			return
		}
		s.store(pin)
	}
}

// to goes to a step with nothing typed.
func (s *Setter) to(step PINStep, err error) {
	s.state.Step, s.state.Err = step, err
	s.put("")
}

func (s *Setter) store(pin string) {
	s.state.Busy = true
	s.paint()
	s.d.Acts.Do("", func(ctx context.Context) error { return s.d.Set(ctx, s.old, pin) }, func(err error) {
		s.state.Busy = false
		switch {
		case err == nil:
			s.d.Done()
		case fault.Is(err, fault.WrongPIN), fault.Is(err, fault.PINWait), fault.Is(err, fault.PINLocked):
			s.to(OldPIN, err)
		default:
			s.to(NewPIN, err)
		}
	})
}

func (s *Setter) paint() {
	if s.draw != nil {
		s.draw(s.state)
	}
}
