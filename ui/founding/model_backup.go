package founding

import (
	"context"
	"strings"

	"kassa/app"
	"kassa/app/fault"
)

// Rescuer puts a shop back from a backup.
type Rescuer interface {
	// Backups are those that lie about, the newest first.
	Backups(ctx context.Context) ([]app.FoundBackup, error)
	// Look says what is in one. Faults: PassphraseAsked, WrongPassphrase and what may be wrong with a file.
	Look(ctx context.Context, file, passphrase string) (app.BackupLook, error)
	// Restore puts the shop back and opens it. What was here is put aside.
	Restore(ctx context.Context, file, passphrase string, asFound bool) (app.Restored, error)
}

// Rescue is how a shop is put back from a backup.
type Rescue struct {
	Rescuer
	// Why is what is wrong with the books that are here; nil: nothing is.
	Why error
	// Present says that the books that are here work: who wants others types the name of the shop, and may leave.
	Present bool
	// Leave goes back to them. Tried says that a restore was begun, so that they are closed.
	Leave func(tried bool)
	// File is the backup that was chosen already; empty: none.
	File string
}

// BackupState is what is drawn of a rescue.
type BackupState struct {
	Found    []app.FoundBackup
	Looked   bool // for backups
	File     string
	Locked   bool // the passphrase is asked for
	Phrase   string
	Look     *app.BackupLook // nil: not known yet
	Typed    string          // as the name of the shop
	Doubtful bool            // the check found something, and it may be restored all the same
	Done     app.Restored
	Why      error
	Present  bool
	Tried    bool
}

// fits reports whether everything is there to go on.
func (s BackupState) fits() bool {
	if s.Look == nil {
		return s.Phrase != ""
	}
	return !s.Present || strings.EqualFold(strings.TrimSpace(s.Typed), s.Look.Name)
}

// NewRescue makes a model that only puts a shop back.
func NewRescue(d Deps) *Model {
	m := &Model{d: d, s: State{Lang: d.Lang, Filled: 1}, draw: func(State) {}}
	m.ToBackups()
	return m
}

// Rescues reports whether a shop can be put back.
func (m *Model) Rescues() bool { return m.d.Rescue != nil }

// ToBackups looks for backups; one that was chosen already is opened.
func (m *Model) ToBackups() {
	r := m.d.Rescue
	m.s.Backup = BackupState{Why: r.Why, Present: r.Present, Tried: m.s.Backup.Tried}
	m.to(Backups)
	if file := r.File; file != "" {
		r.File = ""
		m.TakeBackup(file)
	}
	var list []app.FoundBackup
	m.d.Queue.Do("backups", func(ctx context.Context) (err error) {
		list, err = r.Backups(ctx)
		return err
	}, func(err error) {
		m.s.Backup.Found, m.s.Backup.Looked = list, true
		if err != nil {
			m.s.Wrong = err
		}
		m.drawn()
	})
	m.drawn()
}

// NewShop goes on to the questions for a new shop, where there is none any more.
func (m *Model) NewShop() {
	m.to(Language)
	m.drawn()
}

// CanBeNew reports whether a new shop may be founded in the place of what is missing.
func (m *Model) CanBeNew() bool {
	return m.d.Founder != nil && m.d.Rescue != nil && fault.Is(m.d.Rescue.Why, fault.ShopMissing)
}

// TakeBackup chooses a file.
func (m *Model) TakeBackup(file string) {
	if file = strings.TrimSpace(file); file == "" {
		return
	}
	b := m.s.Backup
	m.s.Backup = BackupState{Found: b.Found, Looked: b.Looked, Why: b.Why, Present: b.Present, Tried: b.Tried, File: file}
	m.look()
}

// TypePhrase and TypeShop keep what is typed.
func (m *Model) TypePhrase(typed string) {
	m.s.Backup.Phrase, m.s.Wrong = typed, nil
	m.drawn()
}

// TypeShop keeps the name of the shop as it is typed.
func (m *Model) TypeShop(typed string) {
	m.s.Backup.Typed = typed
	m.drawn()
}

// look reads what is in the chosen backup.
func (m *Model) look() {
	file, phrase := m.s.Backup.File, m.s.Backup.Phrase
	var l app.BackupLook
	m.d.Queue.Do("backup look", func(ctx context.Context) (err error) {
		l, err = m.d.Rescue.Look(ctx, file, phrase)
		return err
	}, func(err error) {
		if file != m.s.Backup.File {
			return
		}
		switch {
		case err == nil:
			m.s.Backup.Look = &l
			m.to(Confirm)
		case fault.Is(err, fault.PassphraseAsked):
			m.s.Backup.Locked = true
			m.to(Confirm)
		default:
			m.s.Wrong = err
		}
		m.drawn()
	})
}

// confirmed goes on with what was typed: to what is in the backup, or to the restoring.
func (m *Model) confirmed() {
	if m.s.Backup.Look == nil {
		m.look()
		return
	}
	b := m.s.Backup
	m.s.Step, m.s.Wrong, m.s.Backup.Tried = Restoring, nil, true
	m.drawn()
	var done app.Restored
	m.d.Queue.Do("backup restore", func(ctx context.Context) (err error) {
		done, err = m.d.Rescue.Restore(ctx, b.File, b.Phrase, b.Doubtful)
		return err
	}, func(err error) {
		if err != nil {
			m.to(Confirm)
			m.s.Wrong, m.s.Backup.Doubtful = err, fault.Is(err, fault.BackupDoubtful)
		} else {
			m.s.Backup.Done = done
			m.to(Restored)
		}
		m.drawn()
	})
}

// backupBack goes a step back, or leaves.
func (m *Model) backupBack() {
	switch {
	case m.s.Step == Confirm:
		m.ToBackups()
	case m.s.Backup.Present:
		m.d.Rescue.Leave(m.s.Backup.Tried)
	case m.s.Backup.Why == nil:
		m.to(Name)
		m.drawn()
	}
}

// canGoBack reports whether there is a step before.
func (s State) canGoBack() bool {
	switch s.Step {
	case Confirm:
		return true
	case Backups:
		return s.Backup.Present || s.Backup.Why == nil
	}
	return s.Step > Language && s.Step < Working
}
