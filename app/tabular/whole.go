package tabular

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
)

// WriteWhole writes a file that appears whole or not at all: under another name first, synced, then renamed. An older file of
// the name is replaced.
func WriteWhole(path string, write func(io.Writer) error) error {
	_, err := writeWhole(filepath.Dir(path), write, func() (string, error) { return path, nil })
	return err
}

// WriteAtHome writes a file like WriteWhole into the home folder of whoever sits at the till, and takes the place of no other:
// where there is "stock-2026-11-23.csv" already, it becomes "stock-2026-11-23 (2).csv". It gives the path.
func WriteAtHome(name string, write func(io.Writer) error) (path string, err error) {
	home, err := os.UserHomeDir()
	if err != nil {
		return name, err
	}
	path, err = writeWhole(home, write, func() (string, error) { return freeName(home, name) })
	if path == "" {
		path = filepath.Join(home, name) // what could not be written
	}
	return path, err
}

// writeWhole writes into a folder under a name that nobody knows, then renames the file to the name that is chosen last.
func writeWhole(folder string, write func(io.Writer) error, choose func() (string, error)) (path string, err error) {
	tmp, err := os.CreateTemp(folder, ".kassa-*")
	if err != nil {
		return "", err
	}
	if err = write(tmp); err == nil {
		err = tmp.Sync()
	}
	if err = errors.Join(err, tmp.Close()); err == nil {
		path, err = choose()
	}
	if err == nil {
		err = os.Rename(tmp.Name(), path)
	}
	if err != nil {
		return "", errors.Join(err, os.Remove(tmp.Name()))
	}
	return path, nil
}

// freeName makes an empty file under a name that no other has, so that two who choose at once choose differently.
func freeName(folder, name string) (string, error) {
	ext := filepath.Ext(name)
	for n := 1; ; n++ {
		path := filepath.Join(folder, name)
		if n > 1 {
			path = filepath.Join(folder, fmt.Sprintf("%s (%d)%s", strings.TrimSuffix(name, ext), n, ext))
		}
		f, err := os.OpenFile(path, os.O_CREATE|os.O_EXCL, 0o600)
		if err == nil {
			return path, f.Close()
		}
		if !errors.Is(err, fs.ErrExist) {
			return "", err
		}
	}
}
