// Package printers lets a person set the receipt printer up: tap where it may be, a page comes out, keep it.
//
// The rule: an address is kept only after a person has seen the page that it printed, or typed it under "Details", which is
// for support. Two screens show it: the set-up room and the assistant of the first start; who keeps the address is theirs.
// The model knows no window.
//
// A worked example: Look finds EPSON TM-T20II on USB. Try("escpos+file:///dev/usb/lp0") prints a page; the screen asks
// "Did the page come out well?"; Keep hands the address on. Nothing came out: NotHere, and the next plug is tried.
package printers

import (
	"context"
	"strings"

	"kassa/app/devices"
)

// Queue does work outside the screen's thread.
type Queue interface {
	Do(key string, work func(ctx context.Context) error, done func(error)) bool
}

// Deps are what a picker works with.
type Deps struct {
	Acts, Reads Queue
	Find        func(ctx context.Context) ([]devices.Plug, error)
	Page        func(ctx context.Context, address string) error // prints a page there
	Keep        func(address string)                            // empty: no printer
	Say         func(error)
}

// State is what is drawn.
type State struct {
	Looking bool // plugs are being looked for
	Plugs   []devices.Plug
	Network string // what was typed: an address in the network
	Address string // what was typed under details
	Details bool
	Trying  bool   // a page is being printed
	Tried   string // the address at which a page was printed, to be kept or not
	Wrong   error
	Filled  int // grows when fields are to be filled anew
}

// Picker is the state and answers what people do.
type Picker struct {
	d    Deps
	s    State
	draw func(State)
}

// New makes a picker that begins with the address in force.
func New(d Deps, address string) *Picker {
	return &Picker{d: d, s: State{Address: address, Filled: 1}, draw: func(State) {}}
}

// OnDraw says who draws from now on.
func (p *Picker) OnDraw(f func(State)) { p.draw = f }

// State is what is drawn now.
func (p *Picker) State() State { return p.s }

func (p *Picker) drawn() { p.draw(p.s) }

// Look looks for plugs.
func (p *Picker) Look() {
	p.s.Looking = true
	p.drawn()
	var plugs []devices.Plug
	p.d.Reads.Do("printer plugs", func(ctx context.Context) (err error) {
		plugs, err = p.d.Find(ctx)
		return err
	}, func(err error) {
		p.s.Looking = false
		if err != nil {
			p.d.Say(err)
		} else {
			p.s.Plugs = plugs
		}
		p.drawn()
	})
}

// TypeNetwork keeps the address in the network that is typed.
func (p *Picker) TypeNetwork(s string) {
	p.s.Network, p.s.Wrong = s, nil
	p.drawn()
}

// TypeAddress keeps the address that is typed under details.
func (p *Picker) TypeAddress(s string) {
	p.s.Address, p.s.Wrong = s, nil
	p.drawn()
}

// ShowDetails shows or hides the address.
func (p *Picker) ShowDetails() {
	p.s.Details = !p.s.Details
	p.drawn()
}

// NetworkAddress makes an address of what was typed: "192.0.2.9", with or without a port.
func NetworkAddress(typed string) string {
	typed = strings.TrimSpace(typed)
	if typed == "" || strings.Contains(typed, "://") {
		return typed
	}
	return "escpos+tcp://" + typed
}

// Try prints a page at an address that is not kept yet.
func (p *Picker) Try(address string) {
	if p.s.Trying || address == "" {
		return
	}
	p.s.Trying, p.s.Wrong, p.s.Tried = true, nil, ""
	p.drawn()
	p.d.Acts.Do("printer page", func(ctx context.Context) error { return p.d.Page(ctx, address) }, func(err error) {
		p.s.Trying = false
		if p.s.Wrong = err; err == nil {
			p.s.Tried = address
		}
		p.drawn()
	})
}

// Keep keeps the address at which a page came out.
func (p *Picker) Keep() {
	if p.s.Tried != "" {
		p.d.Keep(p.s.Tried)
	}
}

// KeepAddress keeps the address that was typed under details as it is, without trying it.
func (p *Picker) KeepAddress() { p.d.Keep(strings.TrimSpace(p.s.Address)) }

// NotHere forgets the address that was tried: the page did not come out, or not well.
func (p *Picker) NotHere() {
	p.s.Tried = ""
	p.drawn()
}

// None goes on without a printer.
func (p *Picker) None() { p.d.Keep("") }

// Refuse says that the address could not be kept.
func (p *Picker) Refuse(err error) {
	p.s.Wrong = err
	p.drawn()
}
