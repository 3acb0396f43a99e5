//go:build cgo

package cli_test

import (
	"context"
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"kassa/app"
	"kassa/app/cli"
	"kassa/app/fault"
)

const phrase = "seven grey bicycles sing"

// restore keeps what a restore was asked for; that it does what it says is tested with the app.
func (w *world) restore(_ context.Context, at cli.Where, spec app.RestoreSpec) (app.Restored, error) {
	w.restored = append(w.restored, restoring{at, spec})
	if w.failed != nil {
		return app.Restored{}, w.failed
	}
	r := app.Restored{Name: "Corner shop", Till: "T1", Series: "T1B7K", Lost: 2, NewKey: true, Guarded: true, Aside: "kassa.db.before"}
	r.Manifest.Lang = "en"
	r.Manifest.Made = time.Date(2026, 11, 23, 17, 2, 0, 0, time.UTC)
	return r, nil
}

type restoring struct {
	at   cli.Where
	spec app.RestoreSpec
}

func TestABackupIsWrittenWhereItIsWanted(t *testing.T) {
	w := newWorld(t)
	dir := w.shop()
	path := filepath.Join(t.TempDir(), "safe.backup")
	if a := w.must(0, "--data", dir, "backup", path); !strings.Contains(a.out, path) || !strings.Contains(a.err, "not locked") {
		t.Errorf("said %q and %q, want where it is and that it is open", a.out, a.err)
	}
	w.stdin = phrase + "\n"
	w.must(0, "--data", dir, "passphrase", "set", "--passphrase-stdin")
	var said struct {
		Path   string `json:"path"`
		Size   int64  `json:"size_bytes"`
		Locked bool   `json:"locked"`
	}
	a := w.must(0, "--data", dir, "--json", "backup")
	if err := json.Unmarshal([]byte(a.out), &said); err != nil || !said.Locked || said.Size == 0 {
		t.Errorf("answered %s (%v), want a locked backup", a.out, err)
	}
	if info, err := os.Stat(said.Path); err != nil || info.Size() != said.Size {
		t.Errorf("the backup is not at %s: %v", said.Path, err)
	}
	w.must(0, "--data", dir, "passphrase", "off")
	if a := w.must(0, "--data", dir, "backup"); !strings.Contains(a.err, "not locked") {
		t.Errorf("after the passphrase was taken away: %q", a.err)
	}
	w.stdin = "short\n"
	if a := w.must(2, "--data", dir, "backup", "--encrypt", "--passphrase-stdin"); !strings.Contains(a.err, "too easy to guess") {
		t.Errorf("a weak passphrase: %q", a.err)
	}
}

func TestARestoreAsksForThePassphraseAndSaysWhatToDo(t *testing.T) {
	w := newWorld(t)
	dir := w.shop()
	path := filepath.Join(t.TempDir(), "safe.backup")
	w.stdin = phrase + "\n"
	w.must(0, "--data", dir, "backup", path, "--encrypt", "--passphrase-stdin")
	into := filepath.Join(t.TempDir(), "fresh")
	a := w.must(0, "restore", path, "--into", into, "--passphrase-stdin")
	if len(w.restored) != 1 || w.restored[0].at.Data != into || w.restored[0].spec.Passphrase != phrase || w.restored[0].spec.File != path {
		t.Errorf("asked for %+v", w.restored)
	}
	for _, want := range []string{"Corner shop", "T1B7K-0000001", "2 records", "kassa.db.before", "recovery code"} {
		if !strings.Contains(a.out, want) {
			t.Errorf("%q is not said:\n%s", want, a.out)
		}
	}
	w.failed = fault.New(fault.WrongPassphrase, fault.Args{"path": path})
	if a := w.must(2, "restore", path, "--to", into, "--passphrase-stdin"); !strings.Contains(a.err, "does not fit") {
		t.Errorf("refused with %q", a.err)
	}
	if a := w.must(2, "restore", filepath.Join(dir, "kassa.db"), "--into", into); !strings.Contains(a.err, "not a backup") || len(w.restored) != 2 {
		t.Errorf("books: %q", a.err)
	}
}

func TestOnlyTheOwnerRestoresOverAShopThatStands(t *testing.T) {
	w := newWorld(t)
	dir := filepath.Join(t.TempDir(), "shop")
	w.stdin = "271828\n"
	w.must(0, "--data", dir, "init", "--name", "Corner shop", "--country", "DE", "--owner-pin-stdin")
	w.stdin = "271828\n"
	w.must(0, "--data", dir, "--as", "O1", "--pin-stdin", "backup", filepath.Join(dir, "a.backup"))
	file := filepath.Join(dir, "a.backup")
	if a := w.must(2, "--data", dir, "restore", file); len(w.restored) != 0 || !strings.Contains(a.err, "--as") {
		t.Errorf("nobody: %q", a.err)
	}
	w.stdin = "271828\n"
	w.must(0, "--data", dir, "--as", "O1", "--pin-stdin", "restore", file)
	if len(w.restored) != 1 || w.restored[0].spec.By.Code != "O1" {
		t.Errorf("restored by %+v, want O1", w.restored)
	}
}

func TestTheRecoveryCodeLetsTheOwnerIn(t *testing.T) {
	w := newWorld(t)
	dir := filepath.Join(t.TempDir(), "shop")
	w.stdin = "271828\n"
	a := w.must(0, "--data", dir, "--json", "init", "--name", "Corner shop", "--country", "DE", "--owner-pin-stdin")
	var said struct {
		Code string `json:"recovery_code"`
	}
	if err := json.Unmarshal([]byte(a.out), &said); err != nil || len(said.Code) != 23 {
		t.Fatalf("the founding says %s (%v)", a.out, err)
	}
	w.stdin = "AAAA\n314159\n"
	if a := w.must(2, "--data", dir, "recover", "--code-stdin"); !strings.Contains(a.err, "not the recovery code") {
		t.Errorf("a wrong code: %q", a.err)
	}
	w.stdin = said.Code + "\n314159\n"
	w.must(0, "--data", dir, "recover", "--code-stdin")
	w.stdin = "271828\n"
	w.must(2, "--data", dir, "--as", "O1", "--pin-stdin", "recovery-code")
	w.stdin = "314159\n"
	if a := w.must(0, "--data", dir, "--as", "O1", "--pin-stdin", "recovery-code"); strings.Contains(a.out, said.Code) {
		t.Error("the new code is the old one")
	}
	w.stdin = said.Code + "\n628318\n"
	w.must(2, "--data", dir, "recover", "--code-stdin")
}
