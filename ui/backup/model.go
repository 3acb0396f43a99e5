// Package backup is the page "Backup" of the set-up: whether the shop is safe, where its backups are, and the way back from one.
//
// The rule: the page says first when the last backup was and whether anything was written since; whatever can be done about it is
// one tap. A second place is tried before it is kept. A recovery code is shown once. The model knows no window.
//
// A worked example: "Last backup: today 18:02, 9 MB. Nothing was written since." The owner types /media/stick, taps "Test and
// keep": a file is written there, read back and thrown away, and from then on every backup goes there too.
package backup

import (
	"context"
	"strings"

	"kassa/app/backup"
	"kassa/app/shop"
	"kassa/ui/room"
)

// Desk is what the page asks of the shop.
type Desk interface {
	State(ctx context.Context) (backup.State, error)
	Due(ctx context.Context) bool
	Make(ctx context.Context, w backup.Wish) (backup.Made, error)
	TestPlace(ctx context.Context, folder string) error
	SetPassphrase(ctx context.Context, passphrase string) error
}

// Deps is what the model works with.
type Deps struct {
	Desk  Desk
	Acts  room.Queue
	Reads room.Queue
	Long  room.Queue // for the backup itself: selling goes on
	// Keep keeps settings.
	Keep func(ctx context.Context, values map[string]string) error
	// NewCode makes a recovery code.
	NewCode func(ctx context.Context) (string, error)
	// Say shows a fault, or what was done by the key of its text.
	Say func(err error, done string)
	// Restore and Checks open the steps of a restore, and the page of the checks.
	Restore func(file string)
	Checks  func()
}

// State is what is drawn.
type State struct {
	backup.State
	Ready   bool
	Due     bool // something was written since the last backup
	Working bool
	Row     int    // the backup that is chosen, -1: none
	Place   string // as it is typed
	Phrase  string // as it is typed
	Code    string // the new recovery code, while it is shown
	Filled  int    // grows when the fields are to be filled anew
}

// Model is the page without its look.
type Model struct {
	d    Deps
	s    State
	draw func(State)
}

// New makes the model; nothing is read before Open.
func New(d Deps) *Model { return &Model{d: d, s: State{Row: -1}, draw: func(State) {}} }

// OnDraw says who draws from now on.
func (m *Model) OnDraw(f func(State)) { m.draw = f }

// State is what is drawn now.
func (m *Model) State() State { return m.s }

// Open reads how things stand.
func (m *Model) Open() {
	var s backup.State
	var due bool
	m.d.Reads.Do("backup state", func(ctx context.Context) (err error) {
		s, err = m.d.Desk.State(ctx)
		due = err == nil && m.d.Desk.Due(ctx)
		return err
	}, func(err error) {
		if err != nil {
			m.d.Say(err, "")
			return
		}
		m.s.State, m.s.Due, m.s.Ready, m.s.Row = s, due, true, -1
		m.s.Place = s.Second
		m.s.Filled++
		m.draw(m.s)
	})
}

// Now backs the shop up.
func (m *Model) Now() {
	if m.s.Working {
		return
	}
	m.s.Working = true
	m.draw(m.s)
	var made backup.Made
	m.d.Long.Do("backup now", func(ctx context.Context) (err error) {
		made, err = m.d.Desk.Make(ctx, backup.Wish{Why: backup.Asked})
		return err
	}, func(err error) {
		m.s.Working = false
		if err == nil && made.NotThere != nil {
			err = made.NotThere
		}
		m.d.Say(err, "backup.done")
		m.Open()
		m.draw(m.s)
	})
}

// TypePlace and TypePhrase keep what is typed.
func (m *Model) TypePlace(folder string) { m.s.Place = folder }

// TypePhrase keeps the new passphrase as it is typed.
func (m *Model) TypePhrase(phrase string) { m.s.Phrase = phrase }

// KeepPlace tries the second place and keeps it; an empty one is none.
func (m *Model) KeepPlace() {
	folder := strings.TrimSpace(m.s.Place)
	m.act("backup.place_kept", func(ctx context.Context) error {
		if folder != "" {
			if err := m.d.Desk.TestPlace(ctx, folder); err != nil {
				return err
			}
		}
		return m.d.Keep(ctx, map[string]string{shop.BackupPlace: folder})
	})
}

// SetPhrase locks the backups from now on; without words they are locked no more.
func (m *Model) SetPhrase(phrase string) {
	m.s.Phrase = ""
	said := "backup.locked_now"
	if phrase == "" {
		said = "backup.open_now"
	}
	m.act(said, func(ctx context.Context) error { return m.d.Desk.SetPassphrase(ctx, phrase) })
}

// NewCode makes another recovery code, and shows it until it was read.
func (m *Model) NewCode() {
	code := ""
	m.d.Acts.Do("backup code", func(ctx context.Context) (err error) {
		code, err = m.d.NewCode(ctx)
		return err
	}, func(err error) {
		if err != nil {
			m.d.Say(err, "")
			return
		}
		m.s.Code = code
		m.draw(m.s)
	})
}

// CodeKept hides the code again, for ever.
func (m *Model) CodeKept() {
	m.s.Code = ""
	m.draw(m.s)
}

// Choose marks a backup of the list.
func (m *Model) Choose(i int) {
	m.s.Row = i
	m.draw(m.s)
}

// Restore opens the steps of a restore with the chosen backup, or to seek one.
func (m *Model) Restore() {
	file := ""
	if m.s.Row >= 0 && m.s.Row < len(m.s.List) {
		file = m.s.List[m.s.Row].Path
	}
	m.d.Restore(file)
}

// Checks opens the checks of the books.
func (m *Model) Checks() { m.d.Checks() }

func (m *Model) act(done string, work func(ctx context.Context) error) {
	m.d.Acts.Do("backup "+done, work, func(err error) {
		m.d.Say(err, done)
		if err == nil {
			m.Open()
		}
	})
}
