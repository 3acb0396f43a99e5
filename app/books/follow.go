package books

import (
	"context"
	"slices"

	"kassa/app/shop"
)

// Mark is a moment of the books, as whoever follows them knows it: how far the journal of each till went, and how far each table
// that is only added to. The zero value is before everything.
type Mark struct {
	Heads []MarkHead       `json:"heads,omitempty"`
	Rows  map[string]int64 `json:"rows,omitempty"`
	At    int64            `json:"at,omitempty"` // when it was written down, in UTC milliseconds
}

// MarkHead is where the journal of a till ends at a mark.
type MarkHead struct {
	Till shop.ID `json:"till"`
	Seq  int64   `json:"seq"`
	Hash []byte  `json:"hash,omitempty"`
}

// Head is where the journal of a till ends at the mark; its Seq is 0 before the first record.
func (m Mark) Head(till shop.ID) MarkHead {
	for _, h := range m.Heads {
		if h.Till == till {
			return h
		}
	}
	return MarkHead{Till: till}
}

// Records is how many records of all tills there are at the mark.
func (m Mark) Records() (n int64) {
	for _, h := range m.Heads {
		n += h.Seq
	}
	return n
}

// Within reports whether all that is at this mark is at the other one too, by the numbers of the records.
func (m Mark) Within(other Mark) bool {
	return !slices.ContainsFunc(m.Heads, func(h MarkHead) bool { return h.Seq > other.Head(h.Till).Seq })
}

// Rows are rows of one table as they are now. Whoever puts them into other books takes away first what is there under their keys,
// or all of the table where it stands here whole; Gone are keys under which there is nothing any more.
type Rows struct {
	Table   string
	Whole   bool
	Key     []string // the columns that find a row, or those rows that belong together
	Gone    [][]any
	Columns []string
	Rows    [][]any // each value a text, a whole number, bytes, a truth or nothing
}

// Follower reads what was written in the books since a mark. It remembers, between two readings, what the rows that change looked
// like; one that remembers nothing hands out more than it must, never less. It is for one goroutine.
type Follower interface {
	// Behind is how many records the books have since a mark. ok is false where the mark is not one of these books: they never had
	// its last records, or have others under their numbers.
	Behind(ctx context.Context, from Mark) (records int64, ok bool, err error)
	// Now is the mark of this moment, for whoever begins to follow books of which a copy is made after it.
	Now(ctx context.Context) (Mark, error)
	// Since hands out every row that is new or changed since a mark, from one picture of the books, and says what moment that is.
	// Records of a quiet kind change the ledger and what is on the counter, and nothing of the catalogue. keep must be called when
	// what was handed out is safe; otherwise it is handed out again.
	Since(ctx context.Context, from Mark, quiet func(kind string) bool, emit func(Rows) error) (to Mark, keep func(), err error)
}
