package printer

import (
	"bytes"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"
)

// A Job is what came out of the printer in one piece.
type Job struct {
	Number    int            // from 1
	Raw       []byte         // everything that was sent for it, also what was not printed
	Lines     []string       // the paper, top to bottom, with marks
	Cuts      int            // cuts
	Pulses    int            // pulses to the drawer
	Commands  map[string]int // how often which command came: "ESC t", "GS !"
	Foreign   []string       // bytes that no command table has, in hex
	Widest    int            // characters on the widest line, double ones counted twice
	Unprinted int            // bytes that did not get on paper: the paper was out, the line had no end
	Asked     bool           // the end of it was asked for and answered (GS r)
}

// Text is the paper as one text.
func (j Job) Text() string { return strings.Join(j.Lines, "\n") + "\n" }

// empty tells that nothing was done for it, only asked.
func (j Job) empty() bool { return len(j.Lines) == 0 && j.Pulses == 0 && j.Unprinted == 0 }

// Jobs gives all finished jobs so far, oldest first.
func (t *Twin) Jobs() []Job {
	t.mu.Lock()
	defer t.mu.Unlock()
	return append([]Job(nil), t.jobs...)
}

// keep writes a finished job into the ledger and its files.
func (t *Twin) keep(s *sheet) error {
	job := s.finish()
	if job.empty() {
		return nil
	}
	t.mu.Lock()
	defer t.mu.Unlock()
	job.Number = t.next
	t.next++
	t.jobs = append(t.jobs, *job)
	var err error
	if t.options.Out != "" {
		err = t.write(s, *job)
	}
	if t.options.OnJob != nil {
		t.options.OnJob(*job)
	}
	return err
}

// write makes the files of a job: the bytes first, the text last, so that a text that is there has its bytes.
func (t *Twin) write(s *sheet, job Job) error {
	name := filepath.Join(t.options.Out, fmt.Sprintf("%04d", job.Number))
	var picture bytes.Buffer
	return errors.Join(
		os.WriteFile(name+".bin", job.Raw, 0o600),
		draw(&picture, s.strips, t.options.Dots),
		os.WriteFile(name+".png", picture.Bytes(), 0o600),
		os.WriteFile(name+".txt", []byte(job.Text()), 0o600),
	)
}

// firstNumber goes on after the files that are there.
func firstNumber(folder string) (int, error) {
	if folder == "" {
		return 1, nil
	}
	if err := os.MkdirAll(folder, 0o700); err != nil {
		return 0, err
	}
	entries, err := os.ReadDir(folder)
	last := 0
	for _, entry := range entries {
		if n, bad := strconv.Atoi(strings.TrimSuffix(entry.Name(), filepath.Ext(entry.Name()))); bad == nil {
			last = max(last, n)
		}
	}
	return last + 1, err
}
