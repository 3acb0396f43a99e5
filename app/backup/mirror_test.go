//go:build cgo

package backup_test

import (
	"bytes"
	"context"
	crand "crypto/rand"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"kassa/app/backup"
	"kassa/app/books"
	"kassa/app/fault"
	"kassa/data"
	"kassa/data/datatest"
)

// mirrored is a shop whose journal is mirrored to a stick.
type mirrored struct {
	*keep
	stick string
}

func mirrorShop(t testing.TB) *mirrored {
	m := &mirrored{keep: open(t), stick: t.TempDir()}
	m.begin()
	if err := m.SetMirrorPlace(m.owner(), m.stick); err != nil {
		t.Fatal(err)
	}
	m.run()
	return m
}

// begin makes the service anew, as a start of the program does.
func (m *mirrored) begin() {
	m.deps.Follow, m.deps.Chance = m.fix.Store.Follow(), crand.Reader
	m.Backup = backup.New(m.Frame, m.deps)
}

// run lets the mirror come up to the books, as a run of the program that ends.
func (m *mirrored) run() {
	m.t.Helper()
	ctx, stop := context.WithCancel(m.t.Context())
	stop() // the worker sees nothing; the end of it takes a look, and so does the next
	for range 2 {
		m.RunMirror(ctx)
		m.CloseMirror(m.t.Context())
	}
	m.clock = m.clock.Add(time.Minute)
}

// newest is the newest file of a kind on the stick.
func (m *mirrored) newest(end string) string {
	m.t.Helper()
	list := slices.DeleteFunc(files(m.t, m.stick), func(n string) bool { return !strings.HasSuffix(n, end) })
	if len(list) == 0 {
		m.t.Fatalf("no %s on the stick", end)
	}
	return filepath.Join(m.stick, slices.Max(list))
}

// restored puts a backup and the mirror into new books and returns how many records they have.
func (m *mirrored) restored(from, phrase string) (int64, error) {
	_, path, err := m.unpack(from, phrase)
	if err != nil {
		return 0, err
	}
	found, err := data.Look(m.t.Context(), path)
	if err != nil {
		return 0, err
	}
	base := books.Mark{Heads: []books.MarkHead{{Till: m.Till, Seq: found.Tills[0].Seq, Hash: found.Tills[0].Hash}}}
	open, err := backup.OpenMirror(m.t.Context(), backup.MirrorWish{Folder: m.stick, Shop: m.fix.Shop.ID, Base: base, Passphrase: phrase})
	if err != nil {
		return 0, err
	}
	err = data.Replay(m.t.Context(), path, func(put func(books.Rows) error) error { return open.Rows(m.t.Context(), put) })
	if err != nil {
		return 0, err
	}
	found, err = data.Look(m.t.Context(), path)
	if err != nil {
		return 0, err
	}
	return found.Tills[0].Seq, nil
}

func (m *mirrored) last() (seq int64) {
	datatest.View(m.t, m.fix.Store, func(tx books.Tx) error {
		head, _, err := tx.Journal().Head(m.Till)
		seq = head.Seq
		return err
	})
	return seq
}

// whole expects that a backup and the mirror hold all records.
func (m *mirrored) whole(from, phrase string) {
	m.t.Helper()
	if got, err := m.restored(from, phrase); err != nil || got != m.last() {
		m.t.Errorf("%s and the mirror hold %d records (%v), want %d", filepath.Base(from), got, err, m.last())
	}
}

func TestABackupAndTheMirrorHoldEveryRecord(t *testing.T) {
	m := mirrorShop(t)
	first := m.newest(".backup") // the one that the mirror asked for
	for range 3 {
		m.write()
		m.run()
	}
	m.whole(first, "")
	for range 5 { // a new file after each backup, and each backup is enough with what follows
		m.make(backup.Wish{Why: backup.Schedule})
		m.write()
		m.run()
		m.whole(m.newest(".backup"), "")
	}
	if s, err := m.MirrorState(m.owner()); err != nil || s.Behind != 0 || s.Fault != nil || s.Last.IsZero() {
		t.Errorf("the state is %+v (%v)", s, err)
	}
}

func TestFilesThatEndBeforeTheLastBackupsAreThrownAway(t *testing.T) {
	m := mirrorShop(t)
	for range 8 {
		m.make(backup.Wish{Why: backup.Schedule})
		m.write()
		m.run()
	}
	var kept []string
	for _, f := range files(t, m.stick) {
		if strings.HasSuffix(f, ".mirror") {
			kept = append(kept, f)
		}
	}
	if len(kept) < 3 || len(kept) > 8 {
		t.Errorf("%d files are kept: %v", len(kept), kept)
	}
	backups := slices.DeleteFunc(files(t, m.stick), func(n string) bool { return !strings.HasSuffix(n, ".backup") })
	for _, f := range backups[len(backups)-3:] {
		m.whole(filepath.Join(m.stick, f), "")
	}
}

func TestAMirrorIsLockedAsBackupsAre(t *testing.T) {
	m := mirrorShop(t)
	if err := m.SetPassphrase(m.owner(), passphrase); err != nil {
		t.Fatal(err)
	}
	m.run()
	m.write()
	m.run()
	m.whole(m.newest(".backup"), passphrase)
	text := read(t, m.newest(".mirror"))
	if bytes.Contains(text, []byte("journal")) {
		t.Error("the mirror can be read without the passphrase")
	}
	_, err := backup.OpenMirror(t.Context(), backup.MirrorWish{Folder: m.stick, Shop: m.fix.Shop.ID, Passphrase: "another one of them"})
	if err == nil {
		t.Error("a mirror without its backup was opened from nothing")
	}
	if locked, err := backup.MirrorLocked(m.stick); err != nil || !locked {
		t.Errorf("locked is %v (%v)", locked, err)
	}
}

// TestATornEndCostsTheTornRecordAlone cuts the newest file at every length; whatever is left must come back, and the till goes on
// behind it.
func TestAPassphraseThatChangesBetweenTwoRunsOpensAllOfIt(t *testing.T) {
	m := mirrorShop(t)
	for _, phrase := range []string{passphrase, passphrase + " again"} {
		if err := m.SetPassphrase(m.owner(), phrase); err != nil {
			t.Fatal(err)
		}
		m.begin()
		m.write()
		m.run()
		m.write()
		m.run()
	}
	m.whole(m.newest(".backup"), passphrase+" again")
}

func TestAMirrorOfEverythingBeginsAnewWithANewPassphrase(t *testing.T) {
	m := &mirrored{keep: open(t), stick: t.TempDir()}
	m.deps.Copy = nil // the books are backed up by a server
	m.begin()
	if err := m.SetMirrorPlace(m.owner(), m.stick); err != nil {
		t.Fatal(err)
	}
	for _, phrase := range []string{passphrase, passphrase + " again"} {
		if err := m.SetPassphrase(m.owner(), phrase); err != nil {
			t.Fatal(err)
		}
		m.write()
		m.run()
	}
	open, err := backup.OpenMirror(t.Context(), backup.MirrorWish{Folder: m.stick, Shop: m.fix.Shop.ID, Passphrase: passphrase + " again"})
	if err == nil {
		err = open.Rows(t.Context(), func(books.Rows) error { return nil })
	}
	if err != nil {
		t.Errorf("by the passphrase of now: %v", err)
	}
}

func TestATornEndCostsTheTornRecordAlone(t *testing.T) {
	m := mirrorShop(t)
	from := m.newest(".backup")
	m.write()
	m.run()
	whole := m.last()
	m.begin()
	m.write()
	m.run()
	path := m.newest(".mirror")
	text := read(t, path)
	for cut := len(text) - 1; cut > 0; cut -= 211 {
		if err := os.WriteFile(path, text[:cut], 0o600); err != nil {
			t.Fatal(err)
		}
		if got, err := m.restored(from, ""); err != nil || got < whole-1 || got >= m.last() {
			t.Fatalf("cut to %d of %d bytes: %d records (%v), want at least %d", cut, len(text), got, err, whole-1)
		}
	}
	m.begin() // the till starts, finds the torn file and catches up behind it
	m.run()
	m.whole(from, "")
}

func TestABitThatIsFlippedInTheMirrorIsFound(t *testing.T) {
	m := mirrorShop(t)
	from := m.newest(".backup")
	for range 4 {
		m.write()
		m.run()
	}
	m.whole(from, "")
	dice := rand.New(rand.NewPCG(7, 7))
	var list []string
	for _, f := range files(t, m.stick) {
		if strings.HasSuffix(f, ".mirror") {
			list = append(list, filepath.Join(m.stick, f))
		}
	}
	rounds := 25
	if os.Getenv("KASSA_PROVE") != "" {
		rounds = 1000
	}
	for range rounds {
		path := list[dice.IntN(len(list))]
		text := read(t, path)
		at := dice.IntN(len(text))
		bad := bytes.Clone(text)
		bad[at] ^= 1 << dice.IntN(8)
		if err := os.WriteFile(path, bad, 0o600); err != nil {
			t.Fatal(err)
		}
		got, err := m.restored(from, "")
		if err == nil && got == m.last() && len(text) > 2000 {
			t.Errorf("a bit at %d of %s changed nothing that was seen", at, filepath.Base(path))
		}
		if err == nil && got != m.last() {
			t.Errorf("a bit at %d of %s cost %d records unseen", at, filepath.Base(path), m.last()-got)
		}
		if err := os.WriteFile(path, text, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	m.whole(from, "")
}

// TestAFileThatWasTakenAwayIsAGap is the control.
func TestAFileThatWasTakenAwayIsAGap(t *testing.T) {
	m := mirrorShop(t)
	from := m.newest(".backup")
	var second string
	for i := range 3 {
		m.begin()
		m.write()
		m.run()
		if i == 1 {
			second = m.newest(".mirror")
		}
	}
	if err := os.Remove(second); err != nil {
		t.Fatal(err)
	}
	_, err := m.restored(from, "")
	f, _ := fault.Of(err)
	if !fault.Is(err, fault.MirrorGap) || f.Args["from"] != m.last()-1 {
		t.Errorf("got %v, want a gap from %d on", err, m.last()-1)
	}
}

func TestAMissingStickStopsNothingAndIsCaughtUp(t *testing.T) {
	m := mirrorShop(t)
	from := m.newest(".backup")
	away := m.stick + "-away"
	if err := os.Rename(m.stick, away); err != nil {
		t.Fatal(err)
	}
	for range 3 {
		m.write()
		m.run()
	}
	if s, err := m.MirrorState(m.owner()); err != nil || !fault.Is(s.Fault, fault.MirrorMissing) {
		t.Errorf("the state is %+v (%v)", s, err)
	}
	if err := os.Rename(away, m.stick); err != nil {
		t.Fatal(err)
	}
	m.run()
	if s, err := m.MirrorState(m.owner()); err != nil || s.Fault != nil || s.Behind != 0 {
		t.Errorf("the state is %+v (%v)", s, err)
	}
	m.whole(from, "")
}

func TestAnotherShopsFilesAreLeftAlone(t *testing.T) {
	m := mirrorShop(t)
	m.write()
	m.run()
	name := m.newest(".mirror")
	foreign := name[:len(name)-len("000001.mirror")] + "000009.mirror"
	if err := os.WriteFile(foreign, []byte("kassa mirror 1\n{\"shop\":\"OTHER\"}\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	before := read(t, foreign)
	m.begin()
	m.write()
	m.run()
	if !bytes.Equal(read(t, foreign), before) {
		t.Error("another shop's file was written")
	}
	if !strings.Contains(m.newest(".mirror"), "000010") {
		t.Errorf("the newest file is %s", m.newest(".mirror"))
	}
	m.whole(m.newest(".backup"), "")
}

func TestAPlaceThatIsLockedAgainstWritingIsSaidCalmly(t *testing.T) {
	m := mirrorShop(t)
	if err := os.RemoveAll(m.stick); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(m.stick, nil, 0o600); err != nil { // a file where the folder was
		t.Fatal(err)
	}
	m.write()
	m.run()
	if s, err := m.MirrorState(m.owner()); err != nil || s.Fault == nil {
		t.Errorf("the state is %+v (%v)", s, err)
	}
}
