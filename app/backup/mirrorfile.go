package backup

import (
	"bufio"
	"bytes"
	"compress/flate"
	"crypto/aes"
	"crypto/cipher"
	"crypto/sha256"
	"encoding/base64"
	"encoding/binary"
	"encoding/json"
	"errors"
	"fmt"
	"hash/crc32"
	"io"
	"strings"
	"time"
	"unicode/utf8"

	"filippo.io/age"

	"kassa/app/books"
	"kassa/app/fault"
	"kassa/app/shop"
)

// The form of a file of the mirror:
//
//	kassa mirror 1                           a line that says what the file is
//	{"shop":…,"lock":…,"sealed":…,"after":…}  a line of JSON, open to read: see [mirrorOpening]
//	frames                                   until the end
//
// A frame is
//
//	4 bytes    how long its mark is      (high byte first)
//	4 bytes    how long its content is
//	4 bytes    CRC-32 of these eight, so that a flipped bit in them is not taken for a torn end
//	the mark   JSON, a [books.Mark]: where the books were after it; nothing in a frame that goes on in the next one
//	content    packed rows, sealed with the key of the file where the shop has a lock
//	32 bytes   SHA-256 of the sum before it and all of this frame
//
// The first sum is that of the two lines. So each frame stands on all before it: one that is taken out, put in or changed is
// found without any key, and a torn end costs the torn frame alone. The key of a file is made when the file is begun and stands in
// it under the shop's lock, so the till itself cannot read what it wrote. Content is AES-256-GCM with the number of the frame as
// nonce and the sum before it as additional data: a frame opens only in its place.
const (
	anyMirrorTitle = "kassa mirror "
	mirrorTitle    = anyMirrorTitle + "1\n"
	frameHead      = 12
	longestFrame   = 64 << 20
	frameFull      = 1 << 20 // when a content becomes a frame of its own
)

// mirrorOpening is what anybody may read of a file of the mirror.
type mirrorOpening struct {
	Shop    shop.ID    `json:"shop"`
	Till    shop.ID    `json:"till"`
	Made    time.Time  `json:"made"`
	Program string     `json:"program"`
	Lock    Lock       `json:"lock,omitzero"`
	Sealed  []byte     `json:"sealed,omitempty"` // the key of the file, an age file for lock.key
	From    books.Mark `json:"from"`             // where the books were before the first frame
	// After is the last sum of the file that this one goes on from; empty: it begins anew.
	After  []byte       `json:"after,omitempty"`
	Backup mirrorBackup `json:"backup,omitzero"`
}

// mirrorBackup is the newest backup at the second place when a file was begun, and where the journals end in it.
type mirrorBackup struct {
	File  string           `json:"file"`
	Heads []books.MarkHead `json:"heads"`
}

// mirrorRow is a set of rows as it stands in a content, one a line.
type mirrorRow struct {
	Table   string   `json:"t"`
	Whole   bool     `json:"w,omitempty"`
	Key     []string `json:"k,omitempty"`
	Gone    [][]any  `json:"g,omitempty"`
	Columns []string `json:"c,omitempty"`
	Rows    [][]any  `json:"r,omitempty"`
}

// raw are bytes in a content, or a text that is not UTF-8.
type raw struct {
	B    []byte `json:"b"`
	Text bool   `json:"t,omitempty"`
}

// mirrorLine writes rows as a line of a content.
func mirrorLine(r books.Rows) ([]byte, error) {
	line, err := json.Marshal(mirrorRow{r.Table, r.Whole, r.Key, plainRows(r.Gone), r.Columns, plainRows(r.Rows)})
	return append(line, '\n'), err
}

func plainRows(all [][]any) [][]any {
	list := make([][]any, len(all))
	for i, row := range all {
		list[i] = make([]any, len(row))
		for j, v := range row {
			switch s := v.(type) {
			case []byte:
				v = raw{B: s}
			case string:
				if !utf8.ValidString(s) {
					v = raw{[]byte(s), true}
				}
			}
			list[i][j] = v
		}
	}
	return list
}

// valuesOf turns what JSON made of values back into them.
func valuesOf(all [][]any) error {
	for _, row := range all {
		for i, v := range row {
			switch v := v.(type) {
			case json.Number:
				n, err := v.Int64()
				if err != nil {
					return err
				}
				row[i] = n
			case map[string]any:
				coded, _ := v["b"].(string)
				b, err := base64.StdEncoding.DecodeString(coded)
				if err != nil {
					return err
				}
				if row[i] = b; v["t"] == true {
					row[i] = string(b)
				}
			}
		}
	}
	return nil
}

// mirrorWriter writes one file of the mirror.
type mirrorWriter struct {
	w    io.Writer
	seal cipher.AEAD // nil: nothing is sealed
	sum  []byte      // of all so far
	no   uint64      // of the next frame
}

// beginMirror writes the opening of a file; chance makes its key.
func beginMirror(w io.Writer, o mirrorOpening, chance io.Reader) (*mirrorWriter, error) {
	m := &mirrorWriter{w: w}
	if o.Lock.Key != "" {
		key := make([]byte, 32)
		if _, err := io.ReadFull(chance, key); err != nil {
			return nil, err
		}
		var err error
		if m.seal, err = sealOf(key); err != nil {
			return nil, err
		}
		var sealed bytes.Buffer
		to, err := o.Lock.close(&sealed)
		if err == nil {
			_, err = to.Write(key)
		}
		if err == nil {
			err = to.Close()
		}
		if err != nil {
			return nil, err
		}
		o.Sealed = sealed.Bytes()
	}
	line, err := json.Marshal(o)
	if err != nil {
		return nil, err
	}
	text := mirrorTitle + string(line) + "\n"
	sum := sha256.Sum256([]byte(text))
	m.sum = sum[:]
	_, err = io.WriteString(w, text)
	return m, err
}

func sealOf(key []byte) (cipher.AEAD, error) {
	block, err := aes.NewCipher(key)
	if err != nil {
		return nil, err
	}
	return cipher.NewGCM(block)
}

func nonceOf(no uint64) []byte {
	return binary.BigEndian.AppendUint64(make([]byte, 4, 12), no)
}

// frame writes one frame; mark is empty where the next one goes on.
func (m *mirrorWriter) frame(mark, rows []byte) error {
	var packed bytes.Buffer
	pack, err := flate.NewWriter(&packed, flate.BestSpeed)
	if err != nil {
		return err
	}
	if _, err := pack.Write(rows); err != nil {
		return err
	}
	if err := pack.Close(); err != nil {
		return err
	}
	content := packed.Bytes()
	if m.seal != nil {
		content = m.seal.Seal(nil, nonceOf(m.no), content, append(m.sum[:len(m.sum):len(m.sum)], mark...))
	}
	b := binary.BigEndian.AppendUint32(make([]byte, 0, frameHead+len(mark)+len(content)+sha256.Size), uint32(len(mark)))
	b = binary.BigEndian.AppendUint32(b, uint32(len(content)))
	b = binary.BigEndian.AppendUint32(b, crc32.ChecksumIEEE(b))
	b = append(append(b, mark...), content...)
	next := sumAfter(m.sum, b)
	if _, err := m.w.Write(append(b, next...)); err != nil {
		return err
	}
	m.sum, m.no = next, m.no+1
	return nil
}

func sumAfter(sum, frame []byte) []byte {
	h := sha256.New()
	h.Write(sum)
	h.Write(frame)
	return h.Sum(nil)
}

// mirrorFrame is a frame as it was read; it is checked, and still sealed.
type mirrorFrame struct {
	no      uint64
	before  []byte // the sum before it
	sum     []byte
	rawMark []byte
	mark    books.Mark
	last    bool // of its reading: it has a mark
	content []byte
}

// mirrorReader reads a file frame by frame.
type mirrorReader struct {
	path string
	r    *bufio.Reader
	o    mirrorOpening
	sum  []byte
	no   uint64
	torn bool // the file ended within a frame
}

// openMirror reads the opening. Faults: MirrorDamaged, NewerBackup; io.ErrUnexpectedEOF where it ends before its first frame.
func openMirror(path string, r io.Reader) (*mirrorReader, error) {
	m := &mirrorReader{path: path, r: bufio.NewReaderSize(r, 1<<16)}
	at := fault.Args{"path": path}
	begin := make([]byte, len(mirrorTitle))
	n, err := io.ReadFull(m.r, begin)
	switch {
	case err != nil && strings.HasPrefix(mirrorTitle, string(begin[:n])):
		return nil, io.ErrUnexpectedEOF
	case err != nil || !strings.HasPrefix(string(begin), anyMirrorTitle):
		return nil, fault.Wrap(fault.MirrorDamaged, at, err)
	case string(begin) != mirrorTitle:
		return nil, fault.New(fault.NewerBackup, at)
	}
	text, err := m.r.ReadBytes('\n')
	if errors.Is(err, io.EOF) {
		return nil, io.ErrUnexpectedEOF
	}
	if err == nil {
		err = json.Unmarshal(text, &m.o)
	}
	if err != nil {
		return nil, fault.Wrap(fault.MirrorDamaged, at, err)
	}
	sum := sha256.Sum256(append(begin, text...))
	m.sum = sum[:]
	return m, nil
}

// next reads a frame. io.EOF ends the file; torn then says whether it ended within a frame. Fault: MirrorDamaged.
func (m *mirrorReader) next() (f mirrorFrame, err error) {
	head := make([]byte, frameHead)
	n, err := io.ReadFull(m.r, head)
	if err != nil {
		m.torn = n > 0
		if errors.Is(err, io.ErrUnexpectedEOF) {
			err = io.EOF
		}
		return f, err
	}
	marked, long := binary.BigEndian.Uint32(head), binary.BigEndian.Uint32(head[4:])
	if crc32.ChecksumIEEE(head[:8]) != binary.BigEndian.Uint32(head[8:]) || marked > longestFrame || long > longestFrame {
		return f, m.damaged(fmt.Errorf("frame %d has no head", m.no))
	}
	rest := make([]byte, int(marked)+int(long)+sha256.Size)
	if _, err := io.ReadFull(m.r, rest); err != nil {
		if errors.Is(err, io.ErrUnexpectedEOF) || errors.Is(err, io.EOF) {
			m.torn, err = true, io.EOF
		}
		return f, err
	}
	body, sum := rest[:len(rest)-sha256.Size], rest[len(rest)-sha256.Size:]
	if !bytes.Equal(sumAfter(m.sum, append(head, body...)), sum) {
		return f, m.damaged(fmt.Errorf("frame %d is not what was written", m.no))
	}
	f = mirrorFrame{no: m.no, before: m.sum, sum: sum, rawMark: body[:marked], last: marked > 0, content: body[marked:]}
	if f.last {
		if err := json.Unmarshal(f.rawMark, &f.mark); err != nil {
			return f, m.damaged(err)
		}
	}
	m.sum, m.no = sum, m.no+1
	return f, nil
}

func (m *mirrorReader) damaged(err error) error {
	return fault.Wrap(fault.MirrorDamaged, fault.Args{"path": m.path}, err)
}

// rows unseals and unpacks a frame and hands out its rows. open is nil where nothing is sealed. Fault: MirrorDamaged.
func (m *mirrorReader) rows(f mirrorFrame, open cipher.AEAD, put func(books.Rows) error) error {
	content := f.content
	if open != nil {
		var err error
		if content, err = open.Open(nil, nonceOf(f.no), content, append(f.before[:len(f.before):len(f.before)], f.rawMark...)); err != nil {
			return m.damaged(err)
		}
	}
	lines := json.NewDecoder(flate.NewReader(bytes.NewReader(content)))
	lines.UseNumber()
	for {
		var r mirrorRow
		err := lines.Decode(&r)
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err == nil {
			err = errors.Join(valuesOf(r.Rows), valuesOf(r.Gone))
		}
		if err != nil {
			return m.damaged(err)
		}
		if err := put(books.Rows{Table: r.Table, Whole: r.Whole, Key: r.Key, Gone: r.Gone, Columns: r.Columns, Rows: r.Rows}); err != nil {
			return err
		}
	}
}

// keyring opens the files of a mirror: the key of each lock is asked for once, since that takes a second.
type keyring struct {
	passphrase string
	keys       map[string]age.Identity
}

// of is what opens the frames of a file; nil where nothing is sealed. Faults: PassphraseAsked, WrongPassphrase, MirrorDamaged.
func (k *keyring) of(path string, o mirrorOpening) (cipher.AEAD, error) {
	if o.Lock.Key == "" {
		return nil, nil
	}
	by, there := k.keys[o.Lock.Key]
	if !there {
		var err error
		if by, err = o.Lock.identity(path, k.passphrase); err != nil {
			return nil, err
		}
		k.keys[o.Lock.Key] = by
	}
	r, err := age.Decrypt(bytes.NewReader(o.Sealed), by)
	var key []byte
	if err == nil {
		key, err = io.ReadAll(io.LimitReader(r, 64))
	}
	if err != nil || len(key) != 32 {
		return nil, fault.Wrap(fault.MirrorDamaged, fault.Args{"path": path}, err)
	}
	return sealOf(key)
}
