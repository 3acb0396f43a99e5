package verify

import (
	"cmp"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"slices"
	"strconv"

	"golang.org/x/text/unicode/norm"
)

// docs is what one walk over the documents of the stock room leaves: a hash of each. A record of a document must have
// the same one; where it has not, a second walk says in which field.
type docs struct {
	rows     map[name]*docRow
	numbers  map[docSeries][]int64
	suspects map[string]suspectDoc
}

type docRow struct {
	digest                     [16]byte
	supplierErased, noteErased bool
	recorded                   bool
}

// docSeries is what documents are numbered in.
type docSeries struct{ place, kind string }

type suspectDoc struct {
	at   Finding
	want StockDoc
}

func (r *run) readDocs(ctx context.Context) error {
	r.docs = docs{rows: map[name]*docRow{}, numbers: map[docSeries][]int64{}, suspects: map[string]suspectDoc{}}
	for d, err := range r.src.StockDocs(ctx) {
		if err != nil {
			return fmt.Errorf("read the stock documents: %w", err)
		}
		r.counts.StockDocs++
		r.counts.StockDocLines += int64(len(d.Lines))
		series := docSeries{d.Place, d.Kind}
		r.docs.numbers[series] = append(r.docs.numbers[series], d.Number)
		row := &docRow{supplierErased: d.SupplierErased && d.Supplier == "", noteErased: d.NoteErased && d.Note == ""}
		d.hashTexts()
		row.digest = r.digestDoc(&d)
		r.docs.rows[r.naming.of(d.ID)] = row
	}
	return nil
}

// hashTexts puts the hashes that a record holds in place of what a person typed.
func (d *StockDoc) hashTexts() {
	hash := func(line, text string) string {
		if text == "" {
			return ""
		}
		sum := sha256.Sum256([]byte("POSN1" + d.ID + "\x00" + line + "\x00" + text))
		return hex.EncodeToString(sum[:])
	}
	d.Supplier, d.Note = hash("-1", d.Supplier), hash("0", d.Note)
}

// digestDoc is a hash over every field of a document.
func (r *run) digestDoc(d *StockDoc) [16]byte {
	b := r.text[:0]
	num := func(list ...int64) {
		for _, v := range list {
			b = append(strconv.AppendInt(b, v, 10), 0)
		}
	}
	text := func(list ...string) {
		for _, s := range list {
			b = append(append(b, norm.NFC.String(s)...), 0)
		}
	}
	text(d.ID, d.Kind, d.Place, d.Till, d.Staff, d.StaffCode, d.Reason, d.Supplier, d.Note)
	num(d.Number, d.Total, d.At, d.Offset, d.Day, d.Hour, int64(len(d.Lines)))
	for i := range d.Lines {
		l := &d.Lines[i]
		text(l.Product, l.SKU, l.Name, l.Unit)
		num(l.No, l.Qty, l.Cost, l.Amount)
	}
	r.text = b
	sum := sha256.Sum256(b)
	return [16]byte(sum[:16])
}

// doc holds a recorded document against its row, and against itself: its lines make its total and its moves.
func (r *run) doc(at Finding, act string, body map[string]any) {
	d := readDoc(body)
	at.Document = d.ID
	found := func(kind Kind, what, want, got string) {
		at.Kind, at.What, at.Want, at.Got = kind, what, want, got
		r.add(at)
	}
	if d.ID != act {
		found(Field, "id", act, d.ID)
	}
	var total int64
	moves := make([]Move, 0, len(d.Lines))
	for _, l := range d.Lines {
		total += l.Amount
		moves = append(moves, Move{Product: l.Product, Place: d.Place, Kind: d.Kind, Qty: l.Qty, Cost: l.Amount, Document: d.ID,
			At: d.At, Offset: d.Offset, Day: d.Day, Hour: d.Hour})
	}
	if total != d.Total {
		found(Adding, "total of the lines", strconv.FormatInt(d.Total, 10), strconv.FormatInt(total, 10))
	}
	sum := r.ledger.digest(moves)
	if moved, _ := body["moves_hash"].(string); moved != hex.EncodeToString(sum[:]) {
		found(Adding, "moves of the lines", hex.EncodeToString(sum[:]), moved)
	}
	row := r.docs.rows[r.naming.of(d.ID)]
	if row == nil {
		found(NoRow, "stock document", strconv.FormatInt(d.Total, 10), "")
		return
	}
	row.recorded = true
	want := d
	if row.supplierErased {
		want.Supplier = ""
	}
	if row.noteErased {
		want.Note = ""
	}
	if r.digestDoc(&want) != row.digest {
		r.docs.suspects[d.ID] = suspectDoc{at, d}
	}
}

// readDoc takes the body of a document apart; what is not there is empty, which its row is not.
func readDoc(body map[string]any) StockDoc {
	text := func(m map[string]any, key string) string { s, _ := m[key].(string); return s }
	num := func(m map[string]any, key string) int64 { n, _ := m[key].(int64); return n }
	d := StockDoc{ID: text(body, "id"), Kind: text(body, "type"), Place: text(body, "place"), Till: text(body, "till"), Number: num(body, "number"),
		Staff: text(body, "staff"), StaffCode: text(body, "staff_code"), Reason: text(body, "reason"), Supplier: text(body, "supplier"),
		Note: text(body, "note"), Total: num(body, "total"), At: num(body, "at"), Offset: num(body, "offset"), Day: num(body, "day"), Hour: num(body, "hour")}
	lines, _ := body["lines"].([]any)
	for _, one := range lines {
		l, _ := one.(map[string]any)
		d.Lines = append(d.Lines, StockDocLine{No: num(l, "no"), Product: text(l, "product"), SKU: text(l, "sku"), Name: text(l, "name"),
			Unit: text(l, "unit"), Qty: num(l, "qty"), Cost: num(l, "cost"), Amount: num(l, "amount")})
	}
	return d
}

// checkDocs says what is wrong with documents: numbers with a gap, fields that differ, rows that nobody recorded.
func (r *run) checkDocs(ctx context.Context) error {
	series := make([]docSeries, 0, len(r.docs.numbers))
	for s := range r.docs.numbers {
		series = append(series, s)
	}
	slices.SortFunc(series, func(a, b docSeries) int { return cmp.Or(cmp.Compare(a.place, b.place), cmp.Compare(a.kind, b.kind)) })
	for _, s := range series {
		numbers := r.docs.numbers[s]
		slices.Sort(numbers)
		for i, n := range numbers {
			if want := int64(i + 1); n != want {
				r.add(Finding{Kind: Number, What: "number of " + s.kind, Want: strconv.FormatInt(want, 10), Got: strconv.FormatInt(n, 10)})
				break
			}
		}
	}
	unrecorded := false
	for _, row := range r.docs.rows {
		unrecorded = unrecorded || !row.recorded
	}
	if !unrecorded && len(r.docs.suspects) == 0 {
		return nil
	}
	for d, err := range r.src.StockDocs(ctx) {
		if err != nil {
			return fmt.Errorf("read the stock documents: %w", err)
		}
		if s, suspect := r.docs.suspects[d.ID]; suspect {
			differ := differ{report: func(what, want, got string) {
				s.at.Kind, s.at.What, s.at.Want, s.at.Got = Field, what, want, got
				r.add(s.at)
			}}
			differ.doc(&s.want, d)
		} else if !r.docs.rows[r.naming.of(d.ID)].recorded {
			r.add(Finding{Kind: NoRecord, Till: d.Till, Document: d.ID, What: "stock document", Got: strconv.FormatInt(d.Number, 10)})
		}
	}
	return nil
}

// doc compares a recorded document with its row.
func (d *differ) doc(want *StockDoc, got StockDoc) {
	typed := got
	typed.hashTexts()
	d.text("kind", want.Kind, got.Kind)
	d.text("place", want.Place, got.Place)
	d.text("till", want.Till, got.Till)
	d.num("number", want.Number, got.Number)
	d.text("staff", want.Staff, got.Staff)
	d.text("staff_code", want.StaffCode, got.StaffCode)
	d.text("reason", want.Reason, got.Reason)
	if !got.SupplierErased || got.Supplier != "" {
		d.text("supplier", want.Supplier, typed.Supplier)
	}
	if !got.NoteErased || got.Note != "" {
		d.text("note", want.Note, typed.Note)
	}
	d.num("total", want.Total, got.Total)
	d.moment(want.At, want.Offset, want.Day, want.Hour, got.At, got.Offset, got.Day, got.Hour)
	d.num("lines", int64(len(want.Lines)), int64(len(got.Lines)))
	for i := range min(len(want.Lines), len(got.Lines)) {
		w, g, one := &want.Lines[i], &got.Lines[i], d.at("lines", i)
		one.num("no", w.No, g.No)
		one.text("product", w.Product, g.Product)
		one.text("sku", w.SKU, g.SKU)
		one.text("name", w.Name, g.Name)
		one.text("unit", w.Unit, g.Unit)
		one.num("qty", w.Qty, g.Qty)
		one.num("cost", w.Cost, g.Cost)
		one.num("amount", w.Amount, g.Amount)
	}
}
