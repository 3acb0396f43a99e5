package backup

import (
	"context"
	"encoding/json"
	"errors"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"sync"
	"time"

	"kassa/app/books"
	"kassa/app/fault"
	"kassa/app/journal"
	"kassa/app/shop"
)

// keeper makes backups by itself while the till runs.
type keeper struct {
	wake    chan Why
	stop    context.CancelFunc
	working sync.WaitGroup

	mu     sync.Mutex
	failed error
	last   int64 // the record of the last backup, once it is known; -1 after it was found that there is none
}

// done notes how a backup ended, and its record.
func (k *keeper) done(record int64, err error) {
	k.mu.Lock()
	defer k.mu.Unlock()
	k.failed = err
	if err == nil {
		k.last = record
	}
}

func (k *keeper) failure() error {
	k.mu.Lock()
	defer k.mu.Unlock()
	return k.failed
}

// Wake asks for a backup now, made beside the sales. It never blocks; one that waits already is enough.
func (b *Backup) Wake(w Why) {
	select {
	case b.keep.wake <- w:
	default:
	}
}

// tick is how often it is looked whether a backup is due.
const tick = 20 * time.Second

// rest is how many times as long as a backup took nothing is backed up after it on schedule: a large shop on a slow disk does
// nothing else otherwise.
const rest = 20

// Run makes the backups that are due, until Close or the end of the context.
func (b *Backup) Run(ctx context.Context) {
	if b.d.Copy == nil || b.d.Folder == "" {
		return
	}
	ctx, b.keep.stop = context.WithCancel(ctx)
	b.keep.working.Go(func() {
		beat := time.NewTicker(tick)
		defer beat.Stop()
		next := b.frame.Now().Add(b.every(ctx))
		for {
			why := Schedule
			select {
			case <-ctx.Done():
				return
			case why = <-b.keep.wake:
			case <-beat.C:
				if b.frame.Now().Before(next) {
					continue
				}
			}
			began := b.frame.Now()
			if b.Due(ctx) {
				b.quietly(ctx, why)
			}
			now := b.frame.Now()
			next = now.Add(max(b.every(ctx), rest*now.Sub(began)))
		}
	})
}

// Close ends the schedule and makes the last backup, when anything was written since the one before it.
func (b *Backup) Close(ctx context.Context) {
	if b.keep.stop == nil {
		return
	}
	b.keep.stop()
	b.keep.working.Wait()
	b.keep.stop = nil
	if b.Due(ctx) {
		b.quietly(ctx, Stop)
	}
}

// quietly makes a backup of which nobody waits for the answer; what went wrong stands in the state and in the log.
func (b *Backup) quietly(ctx context.Context, why Why) {
	m, err := b.Make(ctx, Wish{Why: why})
	switch {
	case fault.Is(err, fault.BackupByServer): // the server's own tools do it
	case err != nil && ctx.Err() == nil:
		b.warn("backup", err)
	case m.NotThere != nil:
		b.warn("the backup is not at the second place", m.NotThere)
	}
}

// every is how often backups are made on schedule.
func (b *Backup) every(ctx context.Context) time.Duration {
	const otherwise = 15
	minutes := otherwise
	err := b.frame.Store.View(ctx, func(tx books.Tx) error {
		set, err := b.frame.SetUp(tx)
		if n, bad := strconv.Atoi(set.Settings[shop.BackupMinutes]); err == nil && bad == nil && n > 0 {
			minutes = n
		}
		return err
	})
	if err != nil {
		minutes = otherwise
	}
	return time.Duration(minutes) * time.Minute
}

// Due reports whether anything was written since the last backup but that the program started, stopped and was backed up. A
// demo shop is not backed up by itself.
func (b *Backup) Due(ctx context.Context) (yes bool) {
	err := b.frame.Store.View(ctx, func(tx books.Tx) error {
		set, err := b.frame.SetUp(tx)
		if err != nil || set.Settings[shop.Demo] != "" {
			return err
		}
		last, err := b.lastRecord(tx)
		if err != nil {
			return err
		}
		err = tx.Journal().Walk(b.frame.Till, last+1, func(r shop.Record) error {
			if r.Kind == journal.Start || r.Kind == journal.Stop || r.Kind == journal.Backup {
				return nil
			}
			yes = true
			return errEnough
		})
		if errors.Is(err, errEnough) {
			err = nil
		}
		return err
	})
	if err != nil {
		b.warn("is a backup due", err)
	}
	return yes && err == nil
}

// lastRecord is the record of the last backup that stands in the folder; 0 before the first. One that somebody wanted elsewhere,
// or that is gone, protects nothing here. The journal is asked once, since that takes a while in a long one.
func (b *Backup) lastRecord(tx books.Tx) (int64, error) {
	b.keep.mu.Lock()
	defer b.keep.mu.Unlock()
	if b.keep.last == 0 {
		made, err := tx.Journal().OfKinds(b.frame.Till, 0, journal.Backup)
		if err != nil {
			return 0, err
		}
		b.keep.last = -1
		for _, r := range slices.Backward(made) {
			if b.stands(r.Body) {
				b.keep.last = r.Seq
				break
			}
		}
	}
	return max(0, b.keep.last), nil
}

// stands reports whether the backup of a record is in the folder, as large as it was written.
func (b *Backup) stands(body []byte) bool {
	var said struct {
		Body struct {
			File string `json:"file"`
			Size int64  `json:"size"`
		} `json:"body"`
	}
	if json.Unmarshal(body, &said) != nil {
		return false
	}
	info, err := os.Stat(filepath.Join(b.d.Folder, filepath.Base(said.Body.File)))
	return err == nil && info.Size() == said.Body.Size
}
