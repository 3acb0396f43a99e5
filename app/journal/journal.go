// Package journal makes the records of a till's journal: what happened as canonical bytes, each record chained to the
// one before it, some of them signed.
//
// The rule. A record's body is JSON in the canonical form of RFC 8785, restricted to objects, arrays, strings (UTF-8,
// NFC) and integers of at most 2^53 - 1: no floats, no nulls, no booleans (0 and 1 stand for them), no spaces, keys
// in ascending order. It says content: codes, names, rates, and the ULIDs that things got before they were stored;
// never a key of a database row. What a person typed freely stands only as a hash salted with the document, so that
// it can be erased elsewhere. The body of every record is the frame
//
//	{"act":…,"actor":…,"actor_code":…,"at":…,"body":{"kind":…,…,"v":1},"day":…,"hour":…,"offset":…}
//
// ("approver" and "approver_code" stand behind "actor_code" where another person had to allow the act) with the id of the
// act, the person, the time in UTC milliseconds, the shop's day and hour, and the clock's offset in
// minutes; "body" is what the act says of itself, with its kind and the version of that kind. The chain is
//
//	hash_0 = SHA-256("POSJ1" ‖ till ‖ public key)
//	hash_n = SHA-256("POSJ1" ‖ till ‖ 0x00 ‖ n as 8 bytes, high byte first ‖ hash_{n-1} ‖ body)
//
// and heads ([NeedsSignature]) carry Ed25519(hash_n) by the till's key. Time never runs backwards in a journal: the
// caller takes [Effective] as the time of its act.
//
// A worked example, fixed by a test. The seed of 32 zero bytes has the public key 3b6a27bc…8b59da29; the till is
// "01JDEMOTILL000000000000000". Its hash_0 begins e89b6cf9. Record 1 is the act "01JDEMOACT0000000000000000" of person
// "01JDEMOSTAFF00000000000000" with code C1 at 2026-11-23T14:08:00Z, one hour ahead of UTC, who said [Start] of version 1.0:
//
//	{"act":"01JDEMOACT0000000000000000","actor":"01JDEMOSTAFF00000000000000","actor_code":"C1",
//	"at":1795442880000,"body":{"kind":"start","program":"1.0","v":1},"day":20261123,"hour":15,"offset":60}
//
// (in one line); its hash begins 8f9eecad and its [ShortHead] on a receipt is 1:R6POZLPMKX.
package journal

import (
	"crypto/ed25519"
	"crypto/sha256"
	"encoding/binary"
	"fmt"
	"time"

	"kassa/app/shop"
)

// Body is what an act says of itself, made by the Of… functions of this package.
type Body interface {
	// Kind is the kind of the record: one of the constants of this package.
	Kind() string
	// Canonical is the body as canonical bytes, kind and version included. Error: [ErrBody].
	Canonical() ([]byte, error)
}

// Entry is one act to be written down.
type Entry struct {
	Till  shop.ID
	Act   shop.ID     // the idempotency key of the act
	At    shop.Moment // not before the last record: see [Effective]
	Staff shop.Staff  // who did it; empty where nobody did
	// Approver allowed it to Staff, who had no right to it; empty where nobody had to.
	Approver shop.Staff
	Body     Body
}

// Effective is the time of an act that is decided now: never before the last record of the till.
func Effective(head shop.Record, found bool, now time.Time) time.Time {
	if found && now.Before(head.At.At) {
		return head.At.At
	}
	return now
}

// Next is the record that follows head (found is false before the first one) in the journal of e.Till. It carries a
// signature where [NeedsSignature] says so. Errors: [ErrBody]; an entry without act or body; a time before the head's.
func Next(head shop.Record, found bool, signer *Signer, e Entry) (shop.Record, error) {
	if e.Act == "" || e.Till == "" || e.Body == nil || signer == nil {
		return shop.Record{}, fmt.Errorf("%w: an entry without till, act, body or signer", ErrBody)
	}
	r := shop.Record{Till: e.Till, Seq: 1, Act: e.Act, Kind: e.Body.Kind(), At: e.At, Staff: e.Staff.ID}
	if found {
		if e.At.At.Before(head.At.At) {
			return shop.Record{}, fmt.Errorf("journal: record %d would be older than the one before it", head.Seq+1)
		}
		r.Seq, r.Prev = head.Seq+1, head.Hash
	} else {
		r.Prev = Genesis(e.Till, signer.Public())
	}
	var err error
	if r.Body, err = frame(e); err != nil {
		return shop.Record{}, err
	}
	r.Hash = Hash(r.Till, r.Seq, r.Prev, r.Body)
	if NeedsSignature(r.Kind, r.Seq) {
		r = signer.Sign(r)
	}
	return r, nil
}

// Genesis is hash_0 of a till: its journal is bound to its key from the first record.
func Genesis(till shop.ID, public ed25519.PublicKey) []byte {
	sum := sha256.Sum256(append([]byte(prefix+string(till)), public...))
	return sum[:]
}

// Hash is hash_n of a till.
func Hash(till shop.ID, seq int64, prev, body []byte) []byte {
	h := sha256.New()
	b := make([]byte, 0, 128)
	b = append(append(b, prefix...), till...)
	b = binary.BigEndian.AppendUint64(append(b, 0), uint64(seq))
	h.Write(append(b, prev...))
	h.Write(body)
	return h.Sum(b[:0])
}

const prefix = "POSJ1"

// appender is a body of this package: it is written into the frame without a copy.
type appender interface {
	size() int // about how many bytes it will be
	append(*writer)
}

// frame is the body of a record.
func frame(e Entry) ([]byte, error) {
	own, ok := e.Body.(appender)
	size := 512
	if ok {
		size += own.size()
	}
	w := &writer{b: append(make([]byte, 0, size), '{')}
	w.text("act", string(e.Act))
	w.text("actor", string(e.Staff.ID))
	w.text("actor_code", e.Staff.Code)
	if e.Approver.ID != "" {
		w.text("approver", string(e.Approver.ID))
		w.text("approver_code", e.Approver.Code)
	}
	w.int("at", e.At.At.UnixMilli())
	w.key("body")
	if ok {
		own.append(w)
	} else {
		said, err := e.Body.Canonical()
		if err != nil {
			return nil, err
		}
		w.b = append(w.b, said...)
	}
	w.int("day", int64(e.At.Day))
	w.int("hour", int64(e.At.Hour))
	w.int("offset", int64(e.At.OffsetMin))
	w.close('}')
	return w.b, w.err
}

// canonical is Canonical of every body of this package.
func canonical(a appender) ([]byte, error) {
	w := &writer{b: make([]byte, 0, a.size())}
	a.append(w)
	return w.b, w.err
}
