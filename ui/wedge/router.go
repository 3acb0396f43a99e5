// Package wedge tells barcode scanners that type like a keyboard from people, whatever has the focus.
//
// The rule in words. Every letter goes to the Router, with a way to take it back. When Enter comes, the
// Router looks at the letters before it: if at least 6 of them came so fast that no person could have typed
// them (35 ms apart on the average, never more than 250 ms), they are a scan: they are taken back from
// the field they fell into, the code goes to OnScan, and Enter goes nowhere. Otherwise a person typed, and
// everything stays as it is. A pause inside a code, because the window was busy painting, does not cut the
// code: what waited during the pause arrives all at once after it, and a person's next key does not. Where the
// window tells when it looks for keys, a slow picture counts as a quick one (see feeling), so that not even a
// picture of half a second ends a code, or parts the last letter from its Enter.
//
// Example: a cashier types "мо" into the search, slowly, and then scans 4600000000015. The search reads
// "мо4600000000015" for a moment; with Enter it reads "мо" again, and OnScan gets "4600000000015".
//
// A scanner that can send a prefix needs no speed: with Prefix "~", "~A12" and Enter is the code "A12".
// Letters typed through a Russian keyboard layout are turned back to the Latin keys they were (see latin).
package wedge

import (
	"strings"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"

	"kassa/ui/safe"
)

// Router sees every letter and named key, from the window or from a field. All of it runs on Fyne's thread.
type Router struct {
	// OnScan gets each code, without prefix and Enter. It must be set.
	OnScan func(code string)
	// OnKey sees the keys that write nothing (F1 to F12, Escape, Return, arrows ...) before anything else does;
	// true means handled. While a field has the keyboard, the keys that edit it are not shown here.
	OnKey func(ev *fyne.KeyEvent) bool
	// OnRune gets each letter typed while no field has the keyboard. It gives back how to take the letter back,
	// which is called if it turns out to be part of a scan; nil if there is nothing to take back. Fast
	// means that the letter follows the one before by 35 ms or less: keep it, but paint it later.
	OnRune func(ch rune, fast bool) (undo func())
	// OnField is told when a field gets the keyboard; may be nil.
	OnField func(e *Entry)
	// Prefix is what the scanner was set to send before each code; "" means none.
	Prefix string
	// TabEnds lets Tab close a code too. Only where learning the scanner saw Tab arrive in a field: Fyne takes
	// Tab for moving the focus where no field has the keyboard.
	TabEnds bool
	// Beats calls tick each time the window has looked for keys, until stop; nil: the clock alone says what a pause was.
	Beats func(tick func()) (stop func())

	now   func() time.Time
	felt  feeling
	buf   []stroke
	grabs []*grab
	over  []fyne.Canvas // the windows that are served
}

// Cover is what may lie on top of a window for a moment, such as a card of keys. While it does, letters fall nowhere, it
// sees the named keys before anybody else, and a scan closes it, then goes where it would have gone without it.
type Cover interface {
	// CoverKey tells whether the key was used up.
	CoverKey(ev *fyne.KeyEvent) bool
	// Close takes it away.
	Close()
}

type grab struct{ handle func(*fyne.KeyEvent) bool }

// stroke is one letter, when it came, where it fell and how to take it back.
type stroke struct {
	ch    rune
	at    time.Time
	felt  time.Duration // when, as the window felt it
	field any
	undo  func()
}

// New makes a router with the clock it measures by.
func New(now func() time.Time, onScan func(code string)) *Router {
	return &Router{OnScan: onScan, now: now}
}

// Attach lets the router serve a window while no field has the keyboard. Each window needs it once.
func (r *Router) Attach(c fyne.Canvas) {
	r.over = append(r.over, c)
	c.SetOnTypedRune(func(ch rune) { r.Rune(ch) })
	c.SetOnTypedKey(func(ev *fyne.KeyEvent) { r.Key(ev) })
	c.AddShortcut(groupSeparatorKeys(), func(fyne.Shortcut) { r.Rune(groupSeparator) })
}

// groupSeparator parts the fields of a GS1 code; scanners send it as the keys Ctrl and ].
const groupSeparator = '\x1d'

func groupSeparatorKeys() *desktop.CustomShortcut {
	return &desktop.CustomShortcut{KeyName: fyne.KeyRightBracket, Modifier: fyne.KeyModifierControl}
}

// Rune takes one letter that fell into no field.
func (r *Router) Rune(ch rune) {
	fast := r.followsFast()
	var undo func()
	if r.OnRune != nil && r.cover() == nil {
		safe.Call(func() { undo = r.OnRune(ch, fast) })
	}
	r.put(stroke{ch: ch, undo: undo})
}

// Fast tells whether the last letter came within 35 ms of the one before: then a scan may be under way, and
// a search can wait for what comes.
func (r *Router) Fast() bool {
	n := len(r.buf)
	return n > 1 && r.buf[n-1].at.Sub(r.buf[n-2].at) <= maxMean
}

func (r *Router) followsFast() bool {
	n := len(r.buf)
	return n > 0 && r.now().Sub(r.buf[n-1].at) <= maxMean
}

func (r *Router) put(s stroke) {
	s.at = r.now()
	s.felt = r.feel()
	if n := len(r.buf); n > 0 && (s.felt-r.buf[n-1].felt > maxGap || s.at.Sub(r.buf[n-1].at) > hang) || n >= maxCode {
		r.buf = r.buf[:0]
	}
	r.buf = append(r.buf, s)
}

// Key takes one named key while no field has the keyboard; true means that it was used up.
func (r *Router) Key(ev *fyne.KeyEvent) bool { return r.key(ev, false) }

func (r *Router) key(ev *fyne.KeyEvent, field bool) bool {
	if writes(ev.Name) || shifts(ev.Name) {
		return false // the letter follows by Rune, or by the next key
	}
	ends := ev.Name == fyne.KeyReturn || ev.Name == fyne.KeyEnter || r.TabEnds && ev.Name == fyne.KeyTab
	if ends && r.closeScan() {
		return true
	}
	r.buf = r.buf[:0]
	if field && edits(ev.Name) {
		return false
	}
	handle := r.OnKey
	if n := len(r.grabs); n > 0 {
		handle = r.grabs[n-1].handle
	}
	done := true // a key that broke something is used up
	safe.Call(func() {
		if c := r.cover(); c != nil && c.CoverKey(ev) {
			return
		}
		done = handle != nil && handle(ev)
	})
	return done
}

// cover is what lies on top of a window and takes its keys; nil: nothing does.
func (r *Router) cover() Cover {
	for _, window := range r.over {
		if c, is := window.Overlays().Top().(Cover); is {
			return c
		}
	}
	return nil
}

// Grab puts a hook before OnKey, for a dialog: while it holds, OnKey sees nothing. The latest grab wins.
// Release ends it, in any order, and may be called twice.
func (r *Router) Grab(handle func(ev *fyne.KeyEvent) bool) (release func()) {
	g := &grab{handle}
	r.grabs = append(r.grabs, g)
	return func() {
		for i, other := range r.grabs {
			if other == g {
				r.grabs = append(r.grabs[:i], r.grabs[i+1:]...)
				return
			}
		}
	}
}

// Grabbed tells whether a dialog has the keys: what a shortcut does then is not for what lies below it.
func (r *Router) Grabbed() bool { return len(r.grabs) > 0 }

// closeScan hands over the code that Enter closes, if there is one.
func (r *Router) closeScan() bool {
	start, skip := findScan(r.buf, r.felt.now(r.now()), []rune(r.Prefix))
	if start < 0 {
		return false
	}
	code := make([]rune, 0, len(r.buf)-start)
	for _, s := range r.buf[start+skip:] {
		code = append(code, s.ch)
	}
	r.takeBack(r.buf[start:])
	r.buf = r.buf[:0]
	safe.Call(func() {
		for c := r.cover(); c != nil; c = r.cover() {
			c.Close()
		}
		r.OnScan(latin(strings.Trim(string(code), " \t")))
	})
	return true
}

// takeBack restores each field to what it held before the first letter of the scan fell into it.
func (r *Router) takeBack(scan []stroke) {
	seen := map[any]bool{}
	for _, s := range scan {
		if !seen[s.field] {
			seen[s.field] = true
			if s.undo != nil {
				s.undo()
			}
		}
	}
}

// writes tells whether a key writes a letter; Fyne reports such a key before its letter.
func writes(name fyne.KeyName) bool {
	return name == fyne.KeySpace || name == fyne.KeyUnknown || len([]rune(string(name))) == 1
}

func shifts(name fyne.KeyName) bool {
	switch name {
	case desktop.KeyShiftLeft, desktop.KeyShiftRight, desktop.KeyControlLeft, desktop.KeyControlRight,
		desktop.KeyAltLeft, desktop.KeyAltRight, desktop.KeySuperLeft, desktop.KeySuperRight, desktop.KeyCapsLock:
		return true
	}
	return false
}

// edits tells whether a key belongs to the field that has the keyboard.
func edits(name fyne.KeyName) bool {
	switch name {
	case fyne.KeyBackspace, fyne.KeyDelete, fyne.KeyInsert, fyne.KeyLeft, fyne.KeyRight, fyne.KeyHome, fyne.KeyEnd:
		return true
	}
	return false
}
