package journal

import (
	"crypto/ed25519"
	"encoding/json"
	"fmt"
	"time"

	"kassa/app/shop"
)

// The kinds of records about backups, about a shop that was put back from one, and about who gets in then; version 1 each.
const (
	Backup       = "backup"
	Restore      = "restore"
	KeyChange    = "key_change"
	RecoveryCode = "recovery_code"
	OwnerBack    = "owner_back"
	NoRecovery   = "recovery_failed"
)

// BackedUp is a backup that was written.
type BackedUp struct {
	File   string // its name, without the folder
	Size   int64  // in bytes
	Sum    []byte // SHA-256 of the file
	Locked bool   // with a passphrase
	Why    string // "asked", "schedule", "shift", "stop"
	Heads  []Head // where the journals end in it
}

// OfBackup says that a backup was written.
func OfBackup(b BackedUp) Body {
	return factOf(Backup, 384, func(w *writer) {
		w.text("cause", b.Why)
		w.text("file", b.File)
		w.open("heads", '[')
		for _, h := range b.Heads {
			w.item()
			w.hex("hash", h.Hash)
			w.int("seq", h.Seq)
			w.text("till", string(h.Till))
			w.close('}')
		}
		w.close(']')
		w.text("kind", Backup)
		w.flag("locked", b.Locked)
		w.int("size", b.Size)
		w.hex("sum", b.Sum)
	})
}

// Series says that the receipts of a till are numbered in another series from now on.
type Series struct {
	Till     shop.ID
	From, To string
}

// Restored is a shop that was put back from a backup.
type Restored struct {
	Made     time.Time // the backup
	From     Head      // where this till's journal ends in it
	Known    Head      // how far the journal had come that was here before; nothing is known where Seq is 0
	Findings int64     // of the verifier, before anything was written
	Series   []Series
	Program  string
}

// OfRestore says that the shop was put back from a backup, what is known to be lost, and which number series begin.
func OfRestore(r Restored) Body {
	return factOf(Restore, 512, func(w *writer) {
		w.int("findings", r.Findings)
		w.hex("from_hash", r.From.Hash)
		w.int("from_seq", r.From.Seq)
		w.text("kind", Restore)
		w.hex("known_hash", r.Known.Hash)
		w.int("known_seq", r.Known.Seq)
		w.int("made", r.Made.UnixMilli())
		w.text("program", r.Program)
		w.open("series", '[')
		for _, s := range r.Series {
			w.item()
			w.text("from", s.From)
			w.text("till", string(s.Till))
			w.text("to", s.To)
			w.close('}')
		}
		w.close(']')
	})
}

// Begun is a number series that a till began when its shop was put back.
type Begun struct {
	Till shop.ID
	To   string
	At   int64 // UTC ms
}

// SeriesOf are the number series that a record of [Restore] says began with it.
func SeriesOf(r shop.Record) (list []Begun, err error) {
	var said struct {
		Body struct {
			Series []struct{ Till, To string }
		} `json:"body"`
	}
	if err := json.Unmarshal(r.Body, &said); err != nil {
		return nil, fmt.Errorf("journal: record %d of till %s: %w", r.Seq, r.Till, err)
	}
	for _, s := range said.Body.Series {
		list = append(list, Begun{Till: shop.ID(s.Till), To: s.To, At: r.At.At.UnixMilli()})
	}
	return list, nil
}

// OfKeyChange says that a till signs with another key from this record on, which it proves: the record is a head by the new
// key. The old one is lost with the computer that had it.
func OfKeyChange(till shop.ID, old string, public ed25519.PublicKey) Body {
	return factOf(KeyChange, 320, func(w *writer) {
		w.text("kind", KeyChange)
		w.text("old", old)
		w.hex("public_key", public)
		w.text("till", string(till))
	})
}

// OfRecoveryCode says that a recovery code was made, which is kept as a hash; of is the shop.
func OfRecoveryCode(of shop.ID, kept string) Body {
	return factOf(RecoveryCode, 192, func(w *writer) {
		w.text("code", kept)
		w.text("kind", RecoveryCode)
		w.text("of", string(of))
	})
}

// OfOwnerBack says that an owner came in with the recovery code and took another PIN, and what everybody is recognised by
// from now on: where the secret of the PINs was lost, nobody else by anything.
func OfOwnerBack(person shop.ID, keys []PersonKey) Body {
	return factOf(OwnerBack, 256+160*len(keys), func(w *writer) {
		w.open("keys", '[')
		for _, k := range keys {
			w.item()
			w.hex("badge", HashKey(k.Badge))
			w.text("id", string(k.Person))
			w.int("key_row", k.Row)
			w.hex("pin", HashKey(k.PIN))
			w.close('}')
		}
		w.close(']')
		w.text("kind", OwnerBack)
		w.text("person", string(person))
	})
}

// PersonKey is the key of a person.
type PersonKey struct {
	Person shop.ID
	Key
}

// OfNoRecovery says that somebody tried a recovery code that was wrong.
func OfNoRecovery() Body {
	return factOf(NoRecovery, 64, func(w *writer) { w.text("kind", NoRecovery) })
}
