package journal

import (
	"bytes"
	"crypto/ed25519"
	"encoding/base32"
	"encoding/hex"
	"errors"
	"fmt"
	"strconv"
	"strings"
	"time"

	"kassa/app/shop"
)

// HeadEvery is the distance of heads by number: every 100th record is signed, whatever it says.
const HeadEvery = 100

// NeedsSignature reports whether a record is a head: the first, every 100th, a start, a stop, a closed shift, a backup.
func NeedsSignature(kind string, seq int64) bool {
	switch kind {
	case ShopInit, Start, Stop, "shift_close", Backup, Restore, KeyChange:
		return true
	}
	return seq == 1 || seq%HeadEvery == 0
}

// Signer is the key of one till.
type Signer struct {
	private ed25519.PrivateKey
	keyID   string
}

// NewSigner makes the key of a till from its seed of 32 bytes.
func NewSigner(seed []byte) (*Signer, error) {
	if len(seed) != ed25519.SeedSize {
		return nil, fmt.Errorf("journal: a seed has %d bytes, not %d", ed25519.SeedSize, len(seed))
	}
	s := &Signer{private: ed25519.NewKeyFromSeed(seed)}
	s.keyID = KeyID(s.Public())
	return s, nil
}

// Public is the key that proves the signatures.
func (s *Signer) Public() ed25519.PublicKey { return s.private.Public().(ed25519.PublicKey) }

// KeyID is the public key as text, as records and tills store it.
func (s *Signer) KeyID() string { return s.keyID }

// Sign returns the record with a signature over its hash.
func (s *Signer) Sign(r shop.Record) shop.Record {
	r.Signature, r.KeyID = ed25519.Sign(s.private, r.Hash), s.keyID
	return r
}

// KeyID is a public key as text: 64 small hexadecimal digits.
func KeyID(public ed25519.PublicKey) string { return hex.EncodeToString(public) }

// ShortHead is what a receipt shows of a record, and what verify expects back: its number, a colon and the first ten
// base32 characters (50 bits) of its hash: "4122:MFRGGZDFMY".
func ShortHead(r shop.Record) string {
	text := base32.StdEncoding.EncodeToString(r.Hash)
	return strconv.FormatInt(r.Seq, 10) + ":" + text[:min(10, len(text))]
}

// Head is the end of a till's journal as it is remembered outside the database.
type Head struct {
	Till shop.ID
	Seq  int64
	Hash []byte
	At   time.Time // of the record, UTC, milliseconds
}

// HeadOf is the head that a record makes.
func HeadOf(r shop.Record) Head { return Head{Till: r.Till, Seq: r.Seq, Hash: r.Hash, At: r.At.At} }

// Differs reports whether the journal is not the one this head was taken from: at is the record that now has the
// number h.Seq, found is false when there is none (the end was cut off, or an old copy was put back).
func (h Head) Differs(at shop.Record, found bool) bool {
	return h.Seq > 0 && (!found || at.Seq != h.Seq || !bytes.Equal(at.Hash, h.Hash))
}

// HeadFile is the content of the file state/head: the heads of the tills that worked in this folder.
type HeadFile []Head

// Of is the head of a till.
func (f HeadFile) Of(till shop.ID) (Head, bool) {
	for _, h := range f {
		if h.Till == till {
			return h, true
		}
	}
	return Head{}, false
}

// With is the file with this head in place of the till's older one. A newer one stays: heads may arrive out of order,
// and what is known never goes backwards.
func (f HeadFile) With(h Head) HeadFile {
	list := make(HeadFile, 0, len(f)+1)
	for _, old := range f {
		switch {
		case old.Till != h.Till:
			list = append(list, old)
		case old.Seq > h.Seq:
			h = old
		}
	}
	return append(list, h)
}

const headTitle = "kassa heads 1"

// Encode is the file as text: a title, then one line per till with its id, number, hash and time.
func (f HeadFile) Encode() []byte {
	b := []byte(headTitle + "\n")
	for _, h := range f {
		b = fmt.Appendf(b, "%s %d %x %s\n", h.Till, h.Seq, h.Hash, h.At.UTC().Format(time.RFC3339Nano))
	}
	return b
}

// ErrHeadFile says that a head file is not readable: it was not written by [HeadFile.Encode].
var ErrHeadFile = errors.New("journal: the head file is not readable")

// DecodeHeadFile reads what Encode wrote. Error: [ErrHeadFile].
func DecodeHeadFile(text []byte) (HeadFile, error) {
	title, rest, whole := strings.Cut(string(text), "\n")
	if !whole || title != headTitle || rest != "" && !strings.HasSuffix(rest, "\n") {
		return nil, ErrHeadFile
	}
	var f HeadFile
	for line := range strings.Lines(rest) {
		h, err := decodeHead(strings.Fields(line))
		if err != nil {
			return nil, err
		}
		f = append(f, h)
	}
	return f, nil
}

func decodeHead(words []string) (Head, error) {
	if len(words) != 4 {
		return Head{}, ErrHeadFile
	}
	seq, err := strconv.ParseInt(words[1], 10, 64)
	if err != nil || seq < 1 {
		return Head{}, ErrHeadFile
	}
	hash, err := hex.DecodeString(words[2])
	if err != nil || len(hash) != 32 {
		return Head{}, ErrHeadFile
	}
	at, err := time.Parse(time.RFC3339Nano, words[3])
	if err != nil {
		return Head{}, ErrHeadFile
	}
	return Head{Till: shop.ID(words[0]), Seq: seq, Hash: hash, At: at.UTC()}, nil
}
