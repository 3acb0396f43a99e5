package data

import (
	"bytes"
	"os"
	"path/filepath"
	"testing"

	"kassa/app/fault"
)

func openHome(t *testing.T) *Home {
	t.Helper()
	h, err := MakeHome(filepath.Join(t.TempDir(), "Лавка № 1"))
	if err != nil {
		t.Fatal(err)
	}
	return h
}

func TestASynchronisedFolderIsRefused(t *testing.T) {
	for _, name := range []string{"OneDrive", "OneDrive - Shop", "Dropbox", "Google Drive", "Yandex.Disk"} {
		_, err := OpenHome(filepath.Join(t.TempDir(), name, "kassa"))
		if !fault.Is(err, fault.FolderRefused) {
			t.Errorf("%s: %v, want FolderRefused", name, err)
		}
	}
	if _, err := OpenHome(filepath.Join(t.TempDir(), "drive one")); err != nil {
		t.Errorf("a plain folder was refused: %v", err)
	}
}

func TestLookingAtAFolderMakesNothing(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "mistyped")
	h, err := OpenHome(dir)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := h.KeptSeed(); !fault.Is(err, fault.KeyDiffers) {
		t.Errorf("a folder without a key: %v, want KeyDiffers", err)
	}
	if _, err := os.Stat(dir); err == nil {
		t.Error("the folder was made")
	}
}

func TestADatabaseElsewhereIsJudgedByWhereItLies(t *testing.T) {
	h := openHome(t)
	if got := h.Resolve("books/kassa.db"); got != h.Path("books/kassa.db") {
		t.Errorf("a relative path became %s", got)
	}
	if got := h.Resolve("postgres://localhost/shop"); got != "postgres://localhost/shop" {
		t.Errorf("an address became %s", got)
	}
	cloud := filepath.Join(t.TempDir(), "Dropbox")
	if err := os.Mkdir(cloud, 0o700); err != nil {
		t.Fatal(err)
	}
	link := filepath.Join(t.TempDir(), "books")
	if err := os.Symlink(cloud, link); err != nil {
		t.Fatal(err)
	}
	if err := h.Fits(filepath.Join(link, "kassa.db")); !fault.Is(err, fault.FolderRefused) {
		t.Errorf("through a link into a cloud: %v, want FolderRefused", err)
	}
}

func TestTheKeyIsMadeOnceAndPrivate(t *testing.T) {
	h := openHome(t)
	first, err := h.Seed(bytes.NewReader(bytes.Repeat([]byte{7}, SeedSize)))
	if err != nil {
		t.Fatal(err)
	}
	second, err := h.Seed(bytes.NewReader(bytes.Repeat([]byte{8}, SeedSize)))
	if err != nil || !bytes.Equal(first, second) {
		t.Fatalf("the second start has another key (%v)", err)
	}
	info, err := os.Stat(h.Path("keys", "till.seed"))
	if err != nil {
		t.Fatal(err)
	}
	if info.Mode().Perm()&0o077 != 0 && os.PathSeparator == '/' {
		t.Errorf("the key has mode %v", info.Mode())
	}
}

func TestThePepperIsMadeOnceAndPrivate(t *testing.T) {
	h, err := MakeHome(filepath.Join(t.TempDir(), "shop"))
	if err != nil {
		t.Fatal(err)
	}
	if kept, err := h.KeptPepper(); err != nil || kept != nil {
		t.Errorf("before the first: %x, %v", kept, err)
	}
	first, err := h.Pepper(bytes.NewReader(bytes.Repeat([]byte{7}, PepperSize)))
	if err != nil {
		t.Fatal(err)
	}
	second, err := h.Pepper(bytes.NewReader(bytes.Repeat([]byte{8}, PepperSize)))
	if err != nil || !bytes.Equal(first, second) {
		t.Errorf("a second pepper was made: %x after %x (%v)", second, first, err)
	}
	info, err := os.Stat(h.Path("keys", "pepper"))
	if err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("mode %v (%v), want 0600", info.Mode(), err)
	}
	if err := os.WriteFile(h.Path("keys", "pepper"), []byte("short"), 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := h.Pepper(bytes.NewReader(make([]byte, PepperSize))); !fault.Is(err, fault.FileUnreadable) {
		t.Errorf("a cut pepper: %v, want FileUnreadable", err)
	}
}

func TestACutKeyIsRefusedAndNotReplaced(t *testing.T) {
	h := openHome(t)
	if err := os.WriteFile(h.Path("keys", "till.seed"), []byte("short"), 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := h.Seed(bytes.NewReader(make([]byte, SeedSize))); !fault.Is(err, fault.FileUnreadable) {
		t.Errorf("got %v, want FileUnreadable", err)
	}
}

func TestASecondWindowIsToldThatTheTillIsBusy(t *testing.T) {
	h := openHome(t)
	release, err := h.Lock()
	if err != nil {
		t.Fatal(err)
	}
	if _, err := h.Lock(); !fault.Is(err, fault.TillBusy) {
		t.Errorf("got %v, want TillBusy", err)
	}
	if err := release(); err != nil {
		t.Fatal(err)
	}
	again, err := h.Lock()
	if err != nil {
		t.Fatalf("after the first window closed: %v", err)
	}
	_ = again()
}

func TestTheHeadFileIsReplacedWhole(t *testing.T) {
	h := openHome(t)
	if text, err := h.Read(); err != nil || text != nil {
		t.Fatalf("before the first head: %q, %v", text, err)
	}
	for _, want := range []string{"a longer first text", "short"} {
		if err := h.Write([]byte(want)); err != nil {
			t.Fatal(err)
		}
		if got, err := h.Read(); err != nil || string(got) != want {
			t.Errorf("got %q, %v, want %q", got, err, want)
		}
	}
	left, _ := filepath.Glob(h.Path("state", ".new-*"))
	if len(left) != 0 {
		t.Errorf("temporary files are left: %v", left)
	}
}

func TestABrokenBootstrapFileIsNamed(t *testing.T) {
	h := openHome(t)
	if b, err := h.Bootstrap(); err != nil || b != (Bootstrap{}) {
		t.Fatalf("a missing file: %+v, %v", b, err)
	}
	if err := os.WriteFile(h.Path("kassa.toml"), []byte("database = \"postgres://\"\ntill = \"T2\""), 0o600); err != nil {
		t.Fatal(err)
	}
	if b, err := h.Bootstrap(); err != nil || b.Till != "T2" {
		t.Errorf("got %+v, %v", b, err)
	}
	if err := os.WriteFile(h.Path("kassa.toml"), []byte("database = "), 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := h.Bootstrap(); !fault.Is(err, fault.FileUnreadable) {
		t.Errorf("got %v, want FileUnreadable", err)
	}
}
