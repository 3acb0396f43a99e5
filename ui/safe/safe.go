// Package safe keeps the window alive when a callback of ours is wrong.
//
// The rule: what people set off, a tap, a key, a scan, runs through [Call]. A panic in it ends neither the program nor what
// else the window was doing: it is handed to whoever said [Catch], which is the window. Where nobody did, as in tests of single
// widgets, it goes on as any panic does. What panics while the toolkit lays out or paints cannot be caught here; the program
// then starts again (see main).
//
// A worked example: a tap on a tile divides by nought. Call catches it, the window writes a crash file, says "A mistake of the
// program" with its number, and reads the basket anew; the next tap works.
package safe

import "runtime/debug"

var catch func(what any, stack []byte)

// Catch says who gets what went wrong; nil: nobody, and panics go on. It is called on Fyne's thread, before the window runs.
func Catch(f func(what any, stack []byte)) { catch = f }

// Call calls f on the thread of the caller, which is Fyne's.
func Call(f func()) {
	if catch != nil {
		defer func() {
			if what := recover(); what != nil {
				catch(what, debug.Stack())
			}
		}()
	}
	f()
}
