package data

import (
	"errors"
	"io/fs"
	"os"
	"strings"
)

// Training is the act with which training mode began at this till; empty where it sells. Whether that training goes on, the journal
// of the shop says.
func (h *Home) Training() (act string, err error) {
	text, err := os.ReadFile(h.Path("state", "training"))
	if errors.Is(err, fs.ErrNotExist) {
		return "", nil
	}
	return strings.TrimSpace(string(text)), err
}

// SetTraining keeps the act with which training begins, durably; empty: there is none any more.
func (h *Home) SetTraining(act string) error {
	if act != "" {
		return writeDurably(h.Path("state", "training"), []byte(act+"\n"))
	}
	if err := os.Remove(h.Path("state", "training")); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	return nil
}

// TrainingHome is the folder of the training till, inside that of the shop's: books, keys and head of its own.
func (h *Home) TrainingHome() (*Home, error) { return MakeHome(h.Path("training")) }

// DropTraining throws the training till away with all that was done in it.
func (h *Home) DropTraining() error { return os.RemoveAll(h.Path("training")) }
