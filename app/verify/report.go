package verify

import (
	"crypto/ed25519"
	"encoding/base32"
	"encoding/hex"
	"fmt"
	"strconv"
	"strings"
)

// Kind names what a finding is about; programs may rely on the words.
type Kind string

// The kinds of findings.
const (
	Sequence  Kind = "sequence"  // a record is missing or repeated
	Chain     Kind = "chain"     // a record does not follow from the one before it
	Hash      Kind = "hash"      // a record is not what its hash says
	Signature Kind = "signature" // a head is not signed, or not by its key
	Key       Kind = "key"       // signed by a key that is not the till's
	Act       Kind = "act"       // an act or sale was recorded twice
	Clock     Kind = "clock"     // time ran backwards
	Body      Kind = "body"      // a body is not canonical, or not of its kind
	Field     Kind = "field"     // a table says something else than the record
	NoRow     Kind = "no_row"    // recorded, but not in the table
	NoRecord  Kind = "no_record" // in the table, but never recorded
	Number    Kind = "number"    // receipt or shift numbers with a gap or repeat
	Adding    Kind = "adding"    // a sale does not add up
	Stocks    Kind = "stock"     // stock is not the sum of its moves
	Rollup    Kind = "rollup"    // a kept sum is not the sum of the sales
	Ended     Kind = "ended"     // the journal ends before a head that is known, or is another one
	Rows      Kind = "rows"      // a table holds rows that belong to nothing
)

// Finding is one thing that is not as it must be. Empty fields do not apply.
type Finding struct {
	Kind     Kind   `json:"kind"`
	Till     string `json:"till,omitempty"`
	Seq      int64  `json:"seq,omitempty"` // the journal record
	Series   string `json:"series,omitempty"`
	Number   int64  `json:"number,omitempty"` // the receipt
	Document string `json:"document,omitempty"`
	What     string `json:"what,omitempty"` // the field: "lines[2].price"
	Want     string `json:"want"`
	Got      string `json:"got"`
}

// String is the finding in one line, for logs and support.
func (f Finding) String() string {
	var b strings.Builder
	b.WriteString(string(f.Kind))
	for _, part := range []struct{ name, text string }{{"till", f.Till}, {"record", number(f.Seq)}, {"series", f.Series},
		{"receipt", number(f.Number)}, {"document", f.Document}, {"", f.What}} {
		if part.text != "" {
			b.WriteString(" " + strings.TrimSpace(part.name+" "+part.text))
		}
	}
	fmt.Fprintf(&b, ": want %s, got %s", clip(f.Want), clip(f.Got))
	return b.String()
}

func number(n int64) string {
	if n == 0 {
		return ""
	}
	return strconv.FormatInt(n, 10)
}

func clip(s string) string {
	const most = 80
	if len(s) > most {
		return strconv.Quote(strings.ToValidUTF8(s[:most], "")) + "..."
	}
	return strconv.Quote(s)
}

// MaxFindings is how many findings a report keeps when Options names no other number.
const MaxFindings = 1000

// Options of a run.
type Options struct {
	// Keys are the public keys that may sign a till's heads, by till id, as the owner knows them from paper. A till
	// that is not named here is checked against the key that the database names.
	Keys map[string]ed25519.PublicKey
	// Expect are heads known from outside the database: from a receipt, a head file, a backup.
	Expect []Expected
	// MaxFindings bounds the findings that are kept; 0 means [MaxFindings].
	MaxFindings int
	// Progress, when not nil, is called now and then with the number of records checked so far.
	Progress func(records int64)
}

// Expected is a record that the journal must hold.
type Expected struct {
	Till string // empty: any till
	Seq  int64
	Hash string // 64 hexadecimal digits, or the first ten or more base32 characters, as on a receipt
	From string // where it is known from, for the finding: "head file", "receipt"
}

// ParseHead reads "N:HASH" as it stands on a receipt.
func ParseHead(text string) (Expected, error) {
	n, hash, _ := strings.Cut(strings.TrimSpace(text), ":")
	seq, err := strconv.ParseInt(n, 10, 64)
	e := Expected{Seq: seq, Hash: strings.ToUpper(hash)}
	if err != nil || seq < 1 || !e.readable() {
		return Expected{}, fmt.Errorf("verify: %q is not a head: want NUMBER:HASH with at least ten characters of the hash", clip(text))
	}
	return e, nil
}

func (e Expected) readable() bool {
	if len(e.Hash) == 64 {
		_, err := hex.DecodeString(e.Hash)
		return err == nil
	}
	return len(e.Hash) >= 10 && len(e.Hash) <= 56 && strings.Trim(e.Hash, "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567=") == ""
}

func (e Expected) is(hash []byte) bool {
	if len(e.Hash) == 64 {
		return strings.EqualFold(e.Hash, hex.EncodeToString(hash))
	}
	return e.readable() && strings.HasPrefix(base32.StdEncoding.EncodeToString(hash), e.Hash)
}

// End is where the journal of a till ends now.
type End struct {
	Till  string `json:"till"`
	Code  string `json:"till_code"` // as on a receipt: "T1"
	Seq   int64  `json:"seq"`
	Hash  string `json:"hash"`  // 64 hexadecimal digits
	Short string `json:"short"` // as on a receipt
}

// KeyChange is a record that says a till's new key.
type KeyChange struct {
	Till string `json:"till"`
	Seq  int64  `json:"seq"`
	Key  string `json:"key"`
}

// Report is what a run found.
type Report struct {
	Records int64 `json:"records"`
	Heads   int64 `json:"heads"` // records with a signature that holds
	Sales   int64 `json:"sales"`
	Lines   int64 `json:"lines"`
	Moves   int64 `json:"moves"`
	Times   int64 `json:"times"`
	Ends    []End `json:"ends"`
	// Keys are the records from which on a till signed with another key: each is a restore on another computer, or asks for a reason.
	Keys     []KeyChange `json:"key_changes,omitempty"`
	First    *Finding    `json:"first,omitempty"` // the first bad record: the lowest of the first till that has one
	Findings []Finding   `json:"findings"`
	Total    int64       `json:"total"` // findings, also those that are not kept
}

// OK reports whether nothing was found.
func (r *Report) OK() bool { return r.Total == 0 }
