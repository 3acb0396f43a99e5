package verify

import (
	"bytes"
	"context"
	"crypto/ed25519"
	"crypto/sha256"
	"encoding/base32"
	"encoding/binary"
	"encoding/hex"
	"fmt"
	"strconv"
)

// journal is one till's journal while it is read.
type journal struct {
	till   Till
	key    ed25519.PublicKey // what signs here; nil where no key is known
	said   int64             // the record that said the key; 0: none did
	last   Record            // without its body
	series map[string]*series
	shifts int64  // number of the last recorded shift
	tally  *tally // of the shift that is open; nil: none is
	zs     int64  // number of the last recorded Z report
	kept   int64  // what it left in the drawer
	// What all Z reports sold and gave back.
	allSold, allReturned int64
}

// readJournal walks over the records of a till and, beside them, over its sales.
func (r *run) readJournal(ctx context.Context, till Till) error {
	j := &journal{till: till, key: r.keyOf(till), series: map[string]*series{}}
	if hexKey := hex.EncodeToString(j.key); r.opt.Keys[till.ID] != nil && hexKey != till.KeyID {
		r.add(Finding{Kind: Key, Till: till.ID, What: "key of the till", Want: hexKey, Got: till.KeyID})
	}
	defer j.close()
	if err := r.openSeries(ctx, j); err != nil {
		return err
	}
	for rec, err := range r.src.Records(ctx, till.ID) {
		if err != nil {
			return fmt.Errorf("read the journal of till %s: %w", till.ID, err)
		}
		r.rep.Records++
		b, unread := r.parser.parse(rec.Kind, rec.Body)
		r.turn(j, &rec, &b)
		r.link(j, &rec)
		if err := r.body(j, &rec, &b, unread); err != nil {
			return err
		}
		r.expected(&rec)
		rec.Body = nil
		j.last = rec
		if r.opt.Progress != nil && r.rep.Records%1000 == 0 {
			r.opt.Progress(r.rep.Records)
		}
	}
	if j.last.Seq > 0 {
		r.rep.Ends = append(r.rep.Ends, End{Till: till.ID, Code: till.Code, Seq: j.last.Seq, Hash: hex.EncodeToString(j.last.Hash),
			Short: short(j.last.Seq, j.last.Hash)})
		if want := r.keyOf(till); !bytes.Equal(want, j.key) {
			r.add(Finding{Kind: Key, Till: till.ID, Seq: j.said, What: "key of the till", Want: hex.EncodeToString(j.key), Got: hex.EncodeToString(want)})
		}
	}
	return r.drain(j)
}

func short(seq int64, hash []byte) string {
	text := base32.StdEncoding.EncodeToString(hash)
	return strconv.FormatInt(seq, 10) + ":" + text[:min(10, len(text))]
}

// keyOf is the key a till must sign with at the end of its journal.
func (r *run) keyOf(till Till) ed25519.PublicKey {
	if key, found := r.opt.Keys[till.ID]; found {
		return key
	}
	return keyFrom(till.KeyID)
}

// keyFrom reads a public key; nil where it is none.
func keyFrom(text string) ed25519.PublicKey {
	key, err := hex.DecodeString(text)
	if err != nil || len(key) != ed25519.PublicKeySize {
		return nil
	}
	return key
}

// turn takes the key that a till signs with from the journal itself: the founding says the first one, and each change the next,
// which signs the record that says it. So the key of the table is only held against the last.
func (r *run) turn(j *journal, rec *Record, b *said) {
	founding, changing := rec.Seq == 1 && rec.Kind == "shop_init", rec.Kind == "key_change"
	said := fields(b.other)
	if !founding && !changing || said.text("till") != j.till.ID {
		return
	}
	key := keyFrom(said.text("public_key"))
	if was := hex.EncodeToString(j.key); changing {
		if said.text("old") != was {
			r.add(Finding{Kind: Key, Till: rec.Till, Seq: rec.Seq, What: "old", Want: was, Got: said.text("old")})
		}
		r.rep.Keys = append(r.rep.Keys, KeyChange{Till: rec.Till, Seq: rec.Seq, Key: said.text("public_key")})
	}
	if key != nil {
		j.key, j.said = key, rec.Seq
	}
}

// link checks that a record follows from the one before it and is what its hash says.
func (r *run) link(j *journal, rec *Record) {
	at := Finding{Till: rec.Till, Seq: rec.Seq}
	found := func(kind Kind, what, want, got string) {
		at.Kind, at.What, at.Want, at.Got = kind, what, want, got
		r.add(at)
	}
	if want := j.last.Seq + 1; rec.Seq != want {
		found(Sequence, "seq", strconv.FormatInt(want, 10), strconv.FormatInt(rec.Seq, 10))
	}
	prev := j.last.Hash
	if j.last.Seq == 0 {
		sum := sha256.Sum256(append([]byte("POSJ1"+j.till.ID), j.key...))
		prev = sum[:]
	}
	if !bytes.Equal(prev, rec.Prev) {
		found(Chain, "prev", hex.EncodeToString(prev), hex.EncodeToString(rec.Prev))
	}
	if hash := r.hashOf(rec); !bytes.Equal(hash, rec.Hash) {
		found(Hash, "hash", hex.EncodeToString(hash), hex.EncodeToString(rec.Hash))
	}
	if rec.At < j.last.At {
		found(Clock, "at", "not before "+strconv.FormatInt(j.last.At, 10), strconv.FormatInt(rec.At, 10))
	}
	r.seen(rec.Act, at)
	r.signature(j, rec, found)
}

// hashOf is what the hash of a record must be; it is good until the next one is asked for.
func (r *run) hashOf(rec *Record) []byte {
	b := append(append(r.text[:0], "POSJ1"...), rec.Till...)
	b = binary.BigEndian.AppendUint64(append(b, 0), uint64(rec.Seq))
	r.hash.Reset()
	r.hash.Write(append(b, rec.Prev...))
	r.hash.Write(rec.Body)
	r.text = r.hash.Sum(b[:0])
	return r.text
}

// mustSign reports whether a record has to be a signed head.
func mustSign(kind string, seq int64) bool {
	switch kind {
	case "shop_init", "start", "stop", "shift_close", "backup", "restore", "key_change":
		return true
	}
	return seq == 1 || seq%100 == 0
}

func (r *run) signature(j *journal, rec *Record, found func(kind Kind, what, want, got string)) {
	if len(rec.Signature) == 0 && rec.KeyID == "" {
		if mustSign(rec.Kind, rec.Seq) {
			found(Signature, "signature", "a signature", "")
		}
		return
	}
	if want := hex.EncodeToString(j.key); rec.KeyID != want {
		found(Key, "key_id", want, rec.KeyID)
		return
	}
	if len(j.key) != ed25519.PublicKeySize || !ed25519.Verify(j.key, rec.Hash, rec.Signature) {
		found(Signature, "signature", "a signature of the hash by "+rec.KeyID, hex.EncodeToString(rec.Signature))
		return
	}
	r.rep.Heads++
}

// body takes the body apart and holds it against the row and the tables.
func (r *run) body(j *journal, rec *Record, b *said, unread error) error {
	at := Finding{Till: rec.Till, Seq: rec.Seq}
	if unread != nil {
		at.Kind, at.What, at.Want, at.Got = Body, "body", "the canonical body of "+rec.Kind, unread.Error()
		r.add(at)
		return nil
	}
	d := differ{report: func(what, want, got string) {
		at.Kind, at.What, at.Want, at.Got = Field, what, want, got
		r.add(at)
	}}
	d.text("act", b.act, rec.Act)
	d.text("actor", b.actor, rec.Staff)
	d.moment(b.at, b.offset, b.day, b.hour, rec.At, rec.Offset, rec.Day, rec.Hour)
	at = Finding{Till: rec.Till, Seq: rec.Seq}
	switch {
	case b.sale != nil:
		return r.sale(j, at, rec, b)
	case rec.Kind == "shift_open":
		r.shift(j, at, rec, b.other)
	case rec.Kind == "staff_add", rec.Kind == "staff_change", rec.Kind == "staff_key":
		r.staffRecord(at, rec.Kind, b)
	case rec.Kind == "time_entry":
		r.timeRecord(at, b.other)
	case rec.Kind == "tender_changed":
		r.tenderChange(at, b, rec.Staff)
		said := fields(b.other)
		r.within(j, at, said.text("sale"), said.text("shift"))
		j.tally.change(said.text("sale"), said.num("payment"), said.text("to"))
	case rec.Kind == "shift_close":
		r.closing(j, at, rec, b.other)
	case rec.Kind == "cash_move", rec.Kind == "no_sale":
		r.cashMove(j, at, rec, b.other)
	case rec.Kind == "count":
		r.cashCount(j, at, rec, b.other)
	case rec.Kind == "line_removed", rec.Kind == "basket_cleared", rec.Kind == "parked_deleted":
		if j.tally != nil {
			j.tally.undone(rec.Kind, fields(b.other).num("total"))
		}
	case rec.Kind == "tiles", rec.Kind == "tiles_dropped":
		r.pageRecord(at, rec.Kind, b.other)
	case rec.Kind == "offer", rec.Kind == "offer_dropped":
		r.offerRecord(at, rec.Kind, b.other)
	case rec.Kind == "stock_doc":
		r.doc(at, b.act, b.other)
		r.receivedGoods(at, rec, b.other)
	case rec.Kind == "product_add", rec.Kind == "product_change", rec.Kind == "price_change", rec.Kind == "product_archive",
		rec.Kind == "products_import", rec.Kind == "favourites", rec.Kind == "category_add", rec.Kind == "category_change":
		r.catalogueRecord(at, rec, b.other)
	case rec.Kind == "recovery_code":
		body := fields(b.other)
		r.say(settingKey{scopeShop, body.text("of"), "staff.recovery"}, saidValue{body.text("code"), rec.At, at})
	case rec.Kind == "owner_back":
		r.recovered(at, b)
	case rec.Kind == "restore":
		for _, s := range fields(b.other).list("series") {
			r.begins(at, rec.At, s.text("till"), s.text("to"))
		}
	case rec.Kind == "shop_init":
		r.staffRecord(at, rec.Kind, b)
		r.founded(j, at, rec.At, b.other)
	case rec.Kind == "settings_change":
		r.set(at, rec.At, fields(b.other).list("changes"))
	}
	r.ledger.other(at, b.act, b.other)
	return nil
}

// expected ticks off the heads that are known from outside.
func (r *run) expected(rec *Record) {
	for i := range r.expect {
		e := &r.expect[i]
		if e.Seq == rec.Seq && (e.Till == "" || e.Till == rec.Till) {
			if e.is(rec.Hash) {
				e.met = true
			} else {
				e.got = short(rec.Seq, rec.Hash)
			}
		}
	}
}
