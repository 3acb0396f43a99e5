package wedge

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/widget"
)

// Entry is a text field that lets scans through: a code that falls into it goes to the router, and the text
// and cursor are what they were. Fyne's own Entry must not be used, for it keeps what it gets.
type Entry struct {
	widget.Entry
	// OnFocus is called when the field gets the keyboard; may be nil.
	OnFocus func()

	router *Router
}

// NewEntry makes a field of one line.
func (r *Router) NewEntry() *Entry {
	e := &Entry{router: r}
	e.Wrapping = fyne.TextWrap(fyne.TextTruncateClip) // as Fyne's own constructor does: a long line scrolls
	e.ExtendBaseWidget(e)
	return e
}

// NewSecretEntry makes a field that shows dots, for words nobody should read over a shoulder.
func (r *Router) NewSecretEntry() *Entry {
	e := r.NewEntry()
	e.Password = true
	return e
}

// NewLongEntry makes a field of several lines, in which Enter begins a new line unless it closes a scan.
func (r *Router) NewLongEntry() *Entry {
	e := r.NewEntry()
	e.MultiLine = true
	e.Wrapping = fyne.TextWrapWord
	return e
}

// FocusGained is called by Fyne when the field gets the keyboard.
func (e *Entry) FocusGained() {
	e.Entry.FocusGained()
	if e.OnFocus != nil {
		e.OnFocus()
	}
	if e.router.OnField != nil {
		e.router.OnField(e)
	}
}

// TypedRune is called by Fyne for each letter.
func (e *Entry) TypedRune(ch rune) {
	if e.Disabled() {
		e.router.Rune(ch)
		return
	}
	text, row, column := e.Text, e.CursorRow, e.CursorColumn
	e.router.put(stroke{ch: ch, field: e, undo: func() {
		e.SetText(text)
		e.CursorRow, e.CursorColumn = row, column
		e.Refresh()
	}})
	e.Entry.TypedRune(ch)
}

// TypedKey is called by Fyne for each named key. Escape that nobody wants gives the keyboard back to the window.
func (e *Entry) TypedKey(ev *fyne.KeyEvent) {
	if e.MultiLine && (ev.Name == fyne.KeyReturn || ev.Name == fyne.KeyEnter) {
		if !e.router.closeScan() {
			e.router.buf = e.router.buf[:0]
			e.Entry.TypedKey(ev)
		}
		return
	}
	if e.router.key(ev, true) {
		return
	}
	canvas := fyne.CurrentApp().Driver().CanvasForObject(e)
	switch {
	case ev.Name == fyne.KeyEscape && canvas != nil:
		canvas.Unfocus()
	case ev.Name == fyne.KeyTab && canvas != nil:
		canvas.FocusNext()
	default:
		e.Entry.TypedKey(ev)
	}
}

// TypedShortcut is called by Fyne for key chords; the one scanners use within GS1 codes is a letter here.
func (e *Entry) TypedShortcut(s fyne.Shortcut) {
	if s.ShortcutName() == groupSeparatorKeys().ShortcutName() {
		text := e.Text
		e.router.put(stroke{ch: groupSeparator, field: e, undo: func() { e.SetText(text) }})
		return
	}
	e.Entry.TypedShortcut(s)
}

// AcceptsTab tells Fyne to hand Tab over, where Tab closes codes.
func (e *Entry) AcceptsTab() bool { return e.router.TabEnds || e.Entry.AcceptsTab() }

var _ desktop.Keyable = (*Entry)(nil)
