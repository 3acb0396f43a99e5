//go:build !windows

package sound

import (
	"errors"
	"os"
	"path/filepath"
	"testing"
)

func TestThePlayerGetsAFileForEachToneAndItIsRemoved(t *testing.T) {
	t.Setenv("TMPDIR", t.TempDir())
	var played []string
	play, done := filePlayer(func(file string) error {
		if _, err := os.Stat(file); err != nil {
			t.Error(err)
		}
		played = append(played, filepath.Base(file))
		return errors.New("no sound card")
	})
	play(High)
	play(High)
	play(Low)
	done()
	if len(played) != 3 || played[0] != "2400.wav" || played[1] != "2400.wav" || played[2] != "350.wav" {
		t.Errorf("played %v", played)
	}
	if left, err := filepath.Glob(filepath.Join(os.Getenv("TMPDIR"), "*")); err != nil || len(left) > 0 {
		t.Errorf("left behind: %v %v", left, err)
	}
}

func TestWithoutAPlayerTheTillIsSilent(t *testing.T) {
	t.Setenv("PATH", t.TempDir())
	s := Open()
	s.Play(Low)
	s.Close()
}
