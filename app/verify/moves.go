package verify

import (
	"cmp"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"hash/maphash"
	"slices"
	"strconv"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// A name is an id made small: 128 bits that differ for different ids. Only equality counts.
type name [2]uint64

type naming [2]maphash.Seed

func newNaming() naming { return naming{maphash.MakeSeed(), maphash.MakeSeed()} }

func (n naming) of(id string) name { return name{maphash.String(n[0], id), maphash.String(n[1], id)} }

func (n name) compare(m name) int { return cmp.Or(cmp.Compare(n[0], m[0]), cmp.Compare(n[1], m[1])) }

// heap is the moves of one document that stood together in the ledger, as one hash. All heaps of a shop of five years
// fit into memory; their moves would not.
type heap struct {
	doc    name
	digest [16]byte
}

// ledger is what one walk over the stock moves leaves.
type ledger struct {
	naming naming
	heaps  []heap // sorted by doc
	known  []bool // beside heaps: a record says this document
	stock  map[Stock]int64
	open   []Move
	text   []byte
	count  int64
	// What needs a second walk: documents whose moves are not as recorded, or do not stand together.
	suspects map[string]suspect
}

// suspect is a document whose moves must be looked at one by one.
type suspect struct {
	at    Finding
	moves []Move // as recorded, of a sale
	count int64  // as recorded, of another kind
	hash  string
	got   []Move
}

// readLedger walks over all moves.
func readLedger(ctx context.Context, src Source, naming naming) (*ledger, error) {
	l := &ledger{naming: naming, stock: map[Stock]int64{}, suspects: map[string]suspect{}}
	for m, err := range src.Moves(ctx) {
		if err != nil {
			return nil, fmt.Errorf("read the stock moves: %w", err)
		}
		if len(l.open) > 0 && l.open[0].Document != m.Document {
			l.closeHeap()
		}
		l.open = append(l.open, m)
		l.count++
		l.stock[Stock{Place: m.Place, Product: m.Product}] += m.Qty
	}
	l.closeHeap()
	slices.SortFunc(l.heaps, func(a, b heap) int { return a.doc.compare(b.doc) })
	l.known = make([]bool, len(l.heaps))
	return l, nil
}

func (l *ledger) closeHeap() {
	if len(l.open) == 0 {
		return
	}
	sum := l.digest(l.open)
	l.heaps = append(l.heaps, heap{doc: l.naming.of(l.open[0].Document), digest: [16]byte(sum[:16])})
	l.open = l.open[:0]
}

// digest is SHA-256 over the canonical objects of the moves, each with a line feed, in a fixed order. It sorts moves.
func (l *ledger) digest(moves []Move) [32]byte {
	slices.SortFunc(moves, func(a, b Move) int {
		return cmp.Or(cmp.Compare(a.Product, b.Product), cmp.Compare(a.Place, b.Place), cmp.Compare(a.Kind, b.Kind),
			cmp.Compare(a.Qty, b.Qty), cmp.Compare(a.Cost, b.Cost), cmp.Compare(a.At, b.At))
	})
	l.text = l.text[:0]
	for i := range moves {
		l.text = appendMove(l.text, &moves[i])
	}
	return sha256.Sum256(l.text)
}

func appendMove(b []byte, m *Move) []byte {
	num := func(key string, v int64) { b = strconv.AppendInt(append(b, key...), v, 10) }
	text := func(key, v string) { b = appendQuoted(append(b, key...), v) }
	num(`{"at":`, m.At)
	num(`,"cost":`, m.Cost)
	num(`,"day":`, m.Day)
	text(`,"document":`, m.Document)
	num(`,"hour":`, m.Hour)
	text(`,"kind":`, m.Kind)
	num(`,"offset":`, m.Offset)
	text(`,"place":`, m.Place)
	text(`,"product":`, m.Product)
	num(`,"qty":`, m.Qty)
	return append(b, '}', '\n')
}

// appendQuoted writes ids and kinds, which hold nothing that must be escaped; what does is written so that it differs.
func appendQuoted(b []byte, s string) []byte {
	for i := range len(s) {
		if c := s[i]; c < 0x20 || c >= utf8.RuneSelf || c == '"' || c == '\\' {
			return strconv.AppendQuote(b, norm.NFC.String(s))
		}
	}
	return append(append(append(b, '"'), s...), '"')
}

// find marks the heaps of a document as known and returns the only one; one is false when there is none or several.
func (l *ledger) find(document string) (digest [16]byte, one, any bool) {
	doc := l.naming.of(document)
	first, found := slices.BinarySearchFunc(l.heaps, doc, func(h heap, n name) int { return h.doc.compare(n) })
	if !found {
		return digest, false, false
	}
	n := 0
	for i := first; i < len(l.heaps) && l.heaps[i].doc == doc; i++ {
		l.known[i] = true
		n++
	}
	return l.heaps[first].digest, n == 1, true
}

// sale holds the moves of a recorded sale against the ledger.
func (l *ledger) sale(at Finding, id string, moves []Move) {
	digest, one, found := l.find(id)
	if !found && len(moves) == 0 {
		return
	}
	if one {
		if sum := l.digest(moves); digest == [16]byte(sum[:16]) {
			return
		}
	}
	l.suspects[id] = suspect{at: at, moves: slices.Clone(moves)}
}

// other holds the moves of another kind of act against the ledger: it recorded their number and hash.
func (l *ledger) other(at Finding, act string, body map[string]any) {
	count, isMoved := body["moves"].(int64)
	hash, _ := body["moves_hash"].(string)
	if !isMoved {
		return
	}
	digest, one, found := l.find(act)
	if !found && count == 0 && hash == "" || one && len(hash) == 64 && hash[:32] == hex.EncodeToString(digest[:]) {
		return
	}
	l.suspects[act] = suspect{at: at, count: count, hash: hash}
}

// settle looks at the suspects and at the moves of unknown documents one by one.
func (r *run) settle(ctx context.Context) error {
	l := r.ledger
	unknown := map[name]bool{}
	for i, known := range l.known {
		if !known {
			unknown[l.heaps[i].doc] = true
		}
	}
	if len(unknown) == 0 && len(l.suspects) == 0 {
		return nil
	}
	for m, err := range r.src.Moves(ctx) {
		if err != nil {
			return fmt.Errorf("read the stock moves: %w", err)
		}
		if s, isSuspect := l.suspects[m.Document]; isSuspect {
			s.got = append(s.got, m)
			l.suspects[m.Document] = s
		} else if unknown[l.naming.of(m.Document)] {
			r.add(Finding{Kind: NoRecord, Document: m.Document, What: "move of " + m.Product,
				Got: strconv.FormatInt(m.Qty, 10)})
		}
	}
	documents := make([]string, 0, len(l.suspects))
	for document := range l.suspects {
		documents = append(documents, document)
	}
	slices.SortFunc(documents, func(a, b string) int {
		x, y := l.suspects[a].at, l.suspects[b].at
		return cmp.Or(cmp.Compare(x.Till, y.Till), cmp.Compare(x.Seq, y.Seq))
	})
	for _, document := range documents {
		r.examine(document, l.suspects[document])
	}
	return nil
}

func (r *run) examine(document string, s suspect) {
	sum := r.ledger.digest(s.got)
	at := s.at
	at.Document = document
	if s.moves == nil && s.hash != "" || s.count > 0 {
		if got := hex.EncodeToString(sum[:]); s.count != int64(len(s.got)) || s.hash != got {
			at.Kind, at.What = Field, "moves"
			at.Want, at.Got = fmt.Sprintf("%d moves of hash %s", s.count, s.hash), fmt.Sprintf("%d moves of hash %s", len(s.got), got)
			r.add(at)
		}
		return
	}
	wanted := r.ledger.digest(s.moves)
	if wanted == sum {
		return
	}
	d := differ{report: func(what, want, got string) {
		at.Kind, at.What, at.Want, at.Got = Field, what, want, got
		r.add(at)
	}}
	d.num("moves", int64(len(s.moves)), int64(len(s.got)))
	for i := range min(len(s.moves), len(s.got)) {
		one := d.at("moves", i)
		one.move(&s.moves[i], &s.got[i])
	}
}

// stocks: what lies in a place is the sum of what moved there.
func (r *run) stocks(ctx context.Context) error {
	left := r.ledger.stock
	check := func(s Stock, got int64) {
		if want := left[s]; want != got {
			r.add(Finding{Kind: Stocks, Document: s.Product, What: "stock in " + s.Place,
				Want: strconv.FormatInt(want, 10), Got: strconv.FormatInt(got, 10)})
		}
		delete(left, s)
	}
	for s, err := range r.src.Stocks(ctx) {
		if err != nil {
			return fmt.Errorf("read the stock: %w", err)
		}
		got := s.Qty
		s.Qty = 0
		check(s, got)
	}
	for s := range left {
		check(s, 0)
	}
	return nil
}
