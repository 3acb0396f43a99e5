// Package fault names every failure that a person can act on.
//
// A [Code] says what happened; the [Args] carry the values that the sentence needs; Err keeps the cause for the log.
// What a person reads (title, one sentence, the next step) is written per code and language in assets/translations
// and drawn by app/text. Whatever is not a fault is a failure of the world or of ours: it is wrapped with
// fmt.Errorf and shown with an incident number only.
//
// A worked example: the cashier taps 5 for a basket of 13.67. The service returns
// fault.New(fault.NotEnough, fault.Args{"due": due, "given": given}); the screen shows "€8.67 is missing" and the
// basket stays as it was.
package fault

import (
	"errors"
	"fmt"
	"sort"
	"strings"
)

// Code names one failure. Its texts are fault.<code>.title, .text and .next.
type Code string

// Args are the values that the sentence of a fault needs: strings, integers, money.Amount, money.Qty.
type Args map[string]any

// Error is a failure that a person can act on.
type Error struct {
	Code Code
	Args Args
	Err  error
}

// New makes a fault.
func New(code Code, args Args) *Error { return &Error{Code: code, Args: args} }

// Wrap makes a fault that keeps its cause for the log.
func Wrap(code Code, args Args, err error) *Error { return &Error{Code: code, Args: args, Err: err} }

// Error is the text for the log; a person reads app/text.Fault instead.
func (e *Error) Error() string {
	var b strings.Builder
	b.WriteString(string(e.Code))
	names := make([]string, 0, len(e.Args))
	for n := range e.Args {
		names = append(names, n)
	}
	sort.Strings(names)
	for _, n := range names {
		fmt.Fprintf(&b, " %s=%v", n, e.Args[n])
	}
	if e.Err != nil {
		fmt.Fprintf(&b, ": %v", e.Err)
	}
	return b.String()
}

// Unwrap gives the cause.
func (e *Error) Unwrap() error { return e.Err }

// Is reports whether err is, or wraps, a fault of this code.
func Is(err error, code Code) bool {
	f, ok := Of(err)
	return ok && f.Code == code
}

// Of finds the fault in a chain of errors.
func Of(err error) (*Error, bool) {
	var f *Error
	ok := errors.As(err, &f)
	return f, ok
}
