package data

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"
)

// crashes is how many crash files are kept.
const crashes = 20

// KeepCrash writes what is known of a mistake of the program into log/crash-TIME-INCIDENT.txt and forgets the oldest beyond 20.
func (h *Home) KeepCrash(at time.Time, incident, report string) error {
	name := "crash-" + at.UTC().Format("20060102-150405.000") + "-" + incident + ".txt"
	if err := privateFolder(h.Path("log")); err != nil {
		return err
	}
	if err := writeDurably(h.Path("log", name), []byte(report)); err != nil {
		return err
	}
	return h.tidyCrashes()
}

// Crashes are the paths of the crash files, oldest first.
func (h *Home) Crashes() ([]string, error) {
	all, err := os.ReadDir(h.Path("log"))
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	var paths []string
	for _, e := range all { // in the order of their names, which is that of their times
		if strings.HasPrefix(e.Name(), "crash-") {
			paths = append(paths, h.Path("log", e.Name()))
		}
	}
	return paths, err
}

func (h *Home) tidyCrashes() error {
	paths, err := h.Crashes()
	if err != nil || len(paths) <= crashes {
		return err
	}
	for _, path := range slices.Clone(paths[:len(paths)-crashes]) {
		err = errors.Join(err, os.Remove(path))
	}
	return err
}

// FatalLog opens log/fatal.txt for what Go itself says when it cannot go on. What stands there from an earlier run becomes a
// crash file.
func (h *Home) FatalLog(now time.Time) (*os.File, error) {
	path := h.Path("log", "fatal.txt")
	if err := privateFolder(filepath.Dir(path)); err != nil {
		return nil, err
	}
	if was, err := os.ReadFile(path); err == nil && len(was) > 0 {
		if err := h.KeepCrash(now, "FATAL", string(was)); err != nil {
			return nil, err
		}
	}
	return os.OpenFile(path, os.O_CREATE|os.O_TRUNC|os.O_WRONLY, 0o600)
}
