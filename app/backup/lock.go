package backup

import (
	"bytes"
	"context"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"unicode/utf8"

	"filippo.io/age"

	"kassa/app/act"
	"kassa/app/books"
	"kassa/app/fault"
	"kassa/app/journal"
	"kassa/app/rights"
	"kassa/app/shop"
)

// Lock is what a backup is locked with. The zero value locks nothing.
type Lock struct {
	Key   string `json:"key"`   // what locks: an age recipient
	Chest []byte `json:"chest"` // what opens, under the passphrase: an age file
}

// The settings of the shop that keep the lock. The chest is hexadecimal there.
const (
	keySetting   = "backup.key"
	chestSetting = "backup.chest"
)

// How a passphrase is turned into a key: 2^17 rounds of scrypt take a second and 128 MB, each try; more than 2^20 rounds are
// not made for a file that says so.
const (
	usualWork  = 17
	mostWork   = 20
	shortest   = 10 // letters of a passphrase
	longestPhr = 200
)

// PassphraseRule refuses a passphrase that is soon guessed. Fault: WeakPassphrase.
func PassphraseRule(passphrase string) error {
	different := map[rune]bool{}
	for _, r := range passphrase {
		different[r] = true
	}
	n := utf8.RuneCountInString(passphrase)
	if n < shortest || n > longestPhr || len(different) < shortest/2 || !utf8.ValidString(passphrase) {
		return fault.New(fault.WeakPassphrase, fault.Args{"from": shortest})
	}
	return nil
}

// NewLock makes a key and puts it under a passphrase; work 0 is the usual one. Fault: WeakPassphrase.
func NewLock(passphrase string, work int) (Lock, error) {
	if err := PassphraseRule(passphrase); err != nil {
		return Lock{}, err
	}
	key, err := age.GenerateX25519Identity()
	if err != nil {
		return Lock{}, fmt.Errorf("lock: %w", err)
	}
	by, err := age.NewScryptRecipient(passphrase)
	if err != nil {
		return Lock{}, fmt.Errorf("lock: %w", err)
	}
	if work == 0 {
		work = usualWork
	}
	by.SetWorkFactor(work)
	var chest bytes.Buffer
	w, err := age.Encrypt(&chest, by)
	if err == nil {
		_, err = io.WriteString(w, key.String())
	}
	if err == nil {
		err = w.Close()
	}
	return Lock{Key: key.Recipient().String(), Chest: chest.Bytes()}, err
}

// close is a writer whose content is locked.
func (l Lock) close(w io.Writer) (io.WriteCloser, error) {
	if l.Key == "" {
		return open{w}, nil
	}
	to, err := age.ParseX25519Recipient(l.Key)
	if err != nil {
		return nil, fmt.Errorf("lock: %w", err)
	}
	return age.Encrypt(w, to)
}

// open is a writer without a lock.
type open struct{ io.Writer }

// Close has nothing to end.
func (open) Close() error { return nil }

// open is a reader of what was locked. Faults: PassphraseAsked, WrongPassphrase, BackupDamaged.
func (l Lock) open(path, passphrase string, r io.Reader) (io.Reader, error) {
	if l.Key == "" {
		return r, nil
	}
	key, err := l.identity(path, passphrase)
	if err != nil {
		return nil, err
	}
	content, err := age.Decrypt(r, key)
	return content, damaged(fault.Args{"path": path}, err)
}

// identity is the key that opens what was locked. Faults: PassphraseAsked, WrongPassphrase, BackupDamaged.
func (l Lock) identity(path, passphrase string) (age.Identity, error) {
	at := fault.Args{"path": path}
	if passphrase == "" {
		return nil, fault.New(fault.PassphraseAsked, at)
	}
	by, err := age.NewScryptIdentity(passphrase)
	if err != nil {
		return nil, fault.Wrap(fault.WrongPassphrase, at, err)
	}
	by.SetMaxWorkFactor(mostWork)
	chest, err := age.Decrypt(bytes.NewReader(l.Chest), by)
	var wrong *age.NoIdentityMatchError
	switch {
	case errors.As(err, &wrong):
		return nil, fault.Wrap(fault.WrongPassphrase, at, err)
	case err != nil:
		return nil, fault.Wrap(fault.BackupDamaged, at, err)
	}
	text, err := io.ReadAll(io.LimitReader(chest, 1<<10))
	if err != nil {
		return nil, fault.Wrap(fault.BackupDamaged, at, err)
	}
	key, err := age.ParseX25519Identity(string(text))
	if err != nil {
		return nil, fault.Wrap(fault.BackupDamaged, at, err)
	}
	return key, nil
}

// lockOf is the lock that a shop has. One that cannot be read is an error: whoever set a passphrase wants no open backup.
func lockOf(set act.Setup) (Lock, error) {
	l := Lock{Key: set.Settings[keySetting]}
	if l.Key == "" {
		return Lock{}, nil
	}
	var err error
	if l.Chest, err = hex.DecodeString(set.Settings[chestSetting]); err != nil || len(l.Chest) == 0 {
		return Lock{}, errors.Join(errors.New("the lock of the backups cannot be read"), err)
	}
	return l, nil
}

// SetPassphrase locks all backups from now on with a passphrase; an empty one locks them no more. Older backups keep theirs.
// Faults: NoRight, WeakPassphrase.
func (b *Backup) SetPassphrase(ctx context.Context, passphrase string) error {
	if err := b.frame.May(ctx, rights.Ask{Act: rights.Restore}); err != nil {
		return err
	}
	var lock Lock
	if passphrase != "" {
		var err error
		if lock, err = NewLock(passphrase, b.d.Work); err != nil {
			return err
		}
	}
	_, err := b.frame.Do(ctx, act.Spec{ID: b.frame.NewID(), Right: rights.Restore}, func(tx books.Tx, _ shop.Moment) (journal.Body, error) {
		set, err := b.frame.SetUp(tx)
		if err != nil {
			return nil, err
		}
		var said []journal.Setting
		for _, one := range []struct{ key, value string }{{keySetting, lock.Key}, {chestSetting, fmt.Sprintf("%x", lock.Chest)}} {
			said = append(said, journal.Setting{Scope: string(books.ForShop), Of: set.Shop.ID, Key: one.key, Old: set.Settings[one.key], New: one.value})
			if err := tx.Shop().SetSetting(books.ForShop, set.Shop.ID, one.key, one.value); err != nil {
				return nil, err
			}
		}
		return journal.OfSettingsChange(said...), nil
	})
	return err
}

// MayRestore refuses who may not put the shop back from a backup. Fault: NoRight.
func (b *Backup) MayRestore(ctx context.Context) error {
	return b.frame.May(ctx, rights.Ask{Act: rights.Restore})
}
