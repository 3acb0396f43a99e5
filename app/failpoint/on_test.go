//go:build failpoint

package failpoint_test

import (
	"errors"
	"os"
	"path/filepath"
	"syscall"
	"testing"

	"kassa/app/failpoint"
)

func TestAnArmedPointStrikesOnce(t *testing.T) {
	file := filepath.Join(t.TempDir(), "fail")
	t.Setenv("KASSA_FAIL", file)
	if err := failpoint.Hit("a"); err != nil {
		t.Fatalf("without a file: %v", err)
	}
	if err := os.WriteFile(file, []byte("a eio\nb enospc\nc panic\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	if err := failpoint.Hit("aa"); err != nil {
		t.Errorf("another point struck: %v", err)
	}
	for name, want := range map[string]error{"a": syscall.EIO, "b": syscall.ENOSPC} {
		if err := failpoint.Hit(name); !errors.Is(err, want) {
			t.Errorf("%s: %v, want %v", name, err, want)
		}
		if err := failpoint.Hit(name); err != nil {
			t.Errorf("%s struck twice: %v", name, err)
		}
	}
	defer func() {
		if recover() == nil {
			t.Error("no panic")
		}
	}()
	_ = failpoint.Hit("c")
}
