package app

import (
	"context"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"strings"
	"time"

	"kassa/app/act"
	"kassa/app/backup"
	"kassa/app/books"
	"kassa/app/fault"
	"kassa/app/journal"
	"kassa/app/rights"
	"kassa/app/shop"
	"kassa/app/verify"
)

// Ground is the folder that a shop is put back into; main says how to work in it.
type Ground struct {
	Part string // where the books are made ready, beside their place
	// Look looks through books that nobody uses and says what they hold. Fault: StorageDamaged.
	Look func(ctx context.Context, path string) (books.Copied, error)
	// Rows opens books for the verifier, also those of an earlier program.
	Rows func(ctx context.Context, path string) (src verify.Source, end func() error, err error)
	// Replay puts rows that were followed into books that nobody uses, new ones where there are none. Faults: MirrorGap, MirrorOther.
	Replay func(ctx context.Context, path string, feed func(put func(books.Rows) error) error) error
	// Open opens books to write in them, and brings them up to date.
	Open func(ctx context.Context, path string) (store books.Store, end func() error, err error)
	// Present are the tills of the books that are here now, as far as they can be read.
	Present []shop.Till
	// Since counts the sales of a till behind a record in the books that are here now; known is false where they cannot be read.
	Since func(ctx context.Context, till shop.ID, after int64) (sales int64, known bool)
	Heads []byte // of state/head
	Seed  []byte // of the till's key; nil: there is none
	// Replace puts the books that were made ready into their place and what was here aside; seed is nil where the key stays.
	Replace func(name string, head, seed []byte) (aside string, err error)
	// Forget throws away what was being made ready.
	Forget func() error
}

// RestoreSpec is a shop to be put back.
type RestoreSpec struct {
	File       string // the backup; empty: the mirror alone, which then must begin with everything
	Mirror     string // the folder of the journal mirror that goes on from it; empty: none
	Passphrase string
	Till       string // its code; empty: the first
	AsFound    bool   // also when the verifier finds something in it
	By         shop.Staff
	Now        func() time.Time
	NewID      func() shop.ID
	Chance     io.Reader
	Version    string
}

// Restored is a shop that was put back.
type Restored struct {
	Manifest backup.Manifest
	Name     string
	Till     string      // its code
	Series   string      // of the receipts from now on
	Lost     int64       // records that were here and are not in the backup, as far as is known
	NewKey   bool        // the till signs with another key from now on
	Guarded  bool        // people sign in
	Aside    string      // where the books are now that were here; empty: there were none
	Findings int64       // of the verifier
	Mirrored int64       // records that the mirror brought back
	Torn     bool        // its last record was not written whole
	At       shop.Moment // of the restoring
}

// Restore puts a shop back from a backup. The backup is opened beside the place of the books, looked through and verified, and it is
// written down in it that and from what it was restored: the till gets a key where it has none that fits, and every till a new number
// series, since receipts may be out whose numbers this backup does not know. Only then it takes the place of what is here,
// which is put aside. What the journal mirror holds beyond the backup is put in before it is verified. Faults: those of
// [backup.Unpack] and [backup.OpenMirror]; BackupDamaged, BackupDoubtful, MirrorOther, UnknownTill, NewerDatabase.
func Restore(ctx context.Context, g Ground, spec RestoreSpec) (r Restored, err error) {
	if err := g.Forget(); err != nil {
		return r, err
	}
	defer func() {
		if err != nil {
			err = errors.Join(err, g.Forget())
		}
	}()
	if spec.File != "" {
		if r.Manifest, err = backup.Unpack(ctx, spec.File, spec.Passphrase, g.Part); err != nil {
			return r, err
		}
	}
	if spec.Mirror != "" {
		if err = r.replay(ctx, g, spec); err != nil {
			return r, err
		}
	}
	if r.Findings, err = examine(ctx, g, spec, r.Manifest); err != nil {
		return r, err
	}
	head, seed, err := writeDown(ctx, g, spec, &r)
	if err != nil {
		return r, err
	}
	name := "before-restore-" + r.At.Local().Format("20060102-150405")
	r.Aside, err = g.Replace(name, journal.HeadFile{journal.HeadOf(head)}.Encode(), seed)
	return r, err
}

// examine looks through the books of a backup and lets the verifier read them: they must be those that the backup says.
func examine(ctx context.Context, g Ground, spec RestoreSpec, m backup.Manifest) (findings int64, err error) {
	at := fault.Args{"path": spec.File}
	found, err := g.Look(ctx, g.Part)
	if fault.Is(err, fault.StorageDamaged) {
		return 0, fault.Wrap(fault.BackupDamaged, at, err)
	}
	if err != nil {
		return 0, err
	}
	opt := verify.Options{}
	for _, t := range m.Tills {
		if t.Seq > 0 {
			opt.Expect = append(opt.Expect, verify.Expected{Till: string(t.ID), Seq: t.Seq, Hash: hex.EncodeToString(t.Hash), From: "backup"})
		}
	}
	if found.Shop != m.Shop || len(found.Tills) != len(m.Tills) {
		return 0, fault.New(fault.BackupDamaged, at)
	}
	src, end, err := g.Rows(ctx, g.Part)
	if err != nil {
		return 0, err
	}
	rep, err := verify.Run(ctx, src, opt)
	if err = errors.Join(err, end()); err != nil {
		return 0, err
	}
	if !rep.OK() && !spec.AsFound {
		return rep.Total, fault.New(fault.BackupDoubtful, fault.Args{"path": spec.File, "count": rep.Total, "first": rep.First.String()})
	}
	return rep.Total, nil
}

// writeDown writes into the books that were made ready what becomes of them. seed is that of a new key, nil where the old one fits.
func writeDown(ctx context.Context, g Ground, spec RestoreSpec, r *Restored) (head shop.Record, seed []byte, err error) {
	store, end, err := g.Open(ctx, g.Part)
	if err != nil {
		return head, nil, err
	}
	defer func() { err = errors.Join(err, end()) }()
	frame := &act.Frame{Store: store, Now: spec.Now, NewID: spec.NewID}
	tills, err := tillsOf(ctx, store)
	if err != nil {
		return head, nil, err
	}
	till, found := shop.Till{}, false
	for _, t := range tills {
		if !found && (spec.Till == "" || t.Code == spec.Till) {
			till, found = t, true
		}
	}
	if !found {
		return head, nil, fault.New(fault.UnknownTill, fault.Args{"code": spec.Till})
	}
	frame.Till, r.Till = till.ID, till.Code
	if seed, err = r.key(frame, g, spec, till); err != nil {
		return head, nil, err
	}
	ctx = act.As(ctx, spec.By)
	if seed != nil {
		if err := introduce(ctx, frame, till); err != nil {
			return head, nil, err
		}
	}
	out, err := frame.Do(ctx, act.Spec{ID: spec.NewID(), Right: rights.System}, func(tx books.Tx, at shop.Moment) (journal.Body, error) {
		return r.begin(tx, at, g, spec, frame, tills)
	})
	return out.Record, seed, err
}

func tillsOf(ctx context.Context, store books.Store) (tills []shop.Till, err error) {
	err = store.View(ctx, func(tx books.Tx) error {
		tills, err = tx.Shop().Tills()
		return err
	})
	return tills, err
}

// key finds what the till signs with: the key of the folder where it is the till's, else a new one.
func (r *Restored) key(frame *act.Frame, g Ground, spec RestoreSpec, till shop.Till) (seed []byte, err error) {
	if g.Seed != nil {
		if frame.Signer, err = journal.NewSigner(g.Seed); err != nil {
			return nil, err
		}
		if frame.Signer.KeyID() == till.KeyID {
			return nil, nil
		}
	}
	seed = make([]byte, 32)
	if _, err := io.ReadFull(spec.Chance, seed); err != nil {
		return nil, fmt.Errorf("till key: %w", err)
	}
	r.NewKey = true
	frame.Signer, err = journal.NewSigner(seed)
	return seed, err
}

// introduce lets the journal say the till's new key.
func introduce(ctx context.Context, frame *act.Frame, till shop.Till) error {
	_, err := frame.Do(ctx, act.Spec{ID: frame.NewID(), Right: rights.System}, func(tx books.Tx, _ shop.Moment) (journal.Body, error) {
		return journal.OfKeyChange(till.ID, till.KeyID, frame.Signer.Public()), tx.Shop().SetTillKey(till.ID, frame.Signer.KeyID())
	})
	return err
}

// begin gives every till its new series, gives up what waits to be printed, which was printed since, and says from what the shop
// was put back.
func (r *Restored) begin(tx books.Tx, at shop.Moment, g Ground, spec RestoreSpec, frame *act.Frame, tills []shop.Till) (journal.Body, error) {
	own, found, err := tx.Shop().Get()
	if err != nil || !found {
		return nil, errors.Join(err, fault.New(fault.BackupDamaged, fault.Args{"path": spec.File}))
	}
	said := journal.Restored{Made: r.Manifest.Made, Findings: r.Findings, Program: spec.Version}
	for _, t := range tills {
		to, err := nextSeries(t, g.Present, spec.Chance)
		if err == nil {
			err = tx.Shop().SetTillSeries(t.ID, to)
		}
		if err == nil {
			err = drop(tx, t.ID)
		}
		if err != nil {
			return nil, err
		}
		said.Series = append(said.Series, journal.Series{Till: t.ID, From: t.Series, To: to})
		if t.ID == frame.Till {
			r.Series = to
		}
	}
	for _, t := range r.Manifest.Tills {
		if t.ID == frame.Till {
			said.From = journal.Head{Till: t.ID, Seq: t.Seq, Hash: t.Hash}
		}
	}
	if heads, err := journal.DecodeHeadFile(g.Heads); err == nil {
		said.Known, _ = heads.Of(frame.Till)
		r.Lost = max(0, said.Known.Seq-said.From.Seq)
	}
	keys, err := tx.Staff().Keys()
	for _, k := range keys {
		r.Guarded = r.Guarded || k.PIN != ""
	}
	r.Name, r.At = own.Name, at
	return journal.OfRestore(said), err
}

// drop gives up the jobs of a till that wait.
func drop(tx books.Tx, till shop.ID) error {
	list, err := tx.Jobs().InState(till, shop.JobWaiting)
	for _, j := range list {
		if err == nil {
			_, err = tx.Jobs().Set(j.ID, shop.JobWaiting, shop.JobDropped)
		}
	}
	return err
}

// seriesSigns are those that nobody takes for another.
const seriesSigns = "23456789ABCDEFGHJKMNPQRSTVWXYZ"

// nextSeries is the number series of a till after a restore: its code, a letter that says how many restores there were, and two
// signs by chance, so that two restores of one backup, on two computers that do not know of each other, do not number alike.
// T1 is followed by T1B7K, that by T1C4X.
func nextSeries(t shop.Till, present []shop.Till, chance io.Reader) (string, error) {
	n := restores(t.Code, t.Series)
	for _, p := range present {
		if p.ID == t.ID {
			n = max(n, restores(p.Code, p.Series))
		}
	}
	letters := ""
	for n++; ; n = n/26 - 1 {
		letters = string(rune('A'+n%26)) + letters
		if n < 26 {
			break
		}
	}
	raw := make([]byte, 2)
	if _, err := io.ReadFull(chance, raw); err != nil {
		return "", fmt.Errorf("series: %w", err)
	}
	for _, b := range raw {
		letters += string(seriesSigns[int(b)%len(seriesSigns)])
	}
	return t.Code + letters, nil
}

// restores is how many restores a series has behind it.
func restores(code, series string) int {
	rest, ours := strings.CutPrefix(series, code)
	if !ours || len(rest) < 3 {
		return 0
	}
	n := 0
	for _, letter := range rest[:len(rest)-2] {
		if letter < 'A' || letter > 'Z' {
			return 0
		}
		n = n*26 + int(letter-'A') + 1
	}
	return n - 1
}
