package tabular

import (
	"bytes"
	"compress/gzip"
	"errors"
	"io"
)

// source is the bytes of a table, which can be read from the start as often as wanted.
type source struct {
	at   io.ReaderAt
	size int64
	gzip bool
	enc  Encoding
	mark int // bytes of the byte order mark
}

// errTooBig stops reading of a file that unpacks to too much.
var errTooBig = errors.New("the unpacked table is too big")

// bytes gives the unpacked bytes from the start, and the counter of what was taken from the file for them.
func (s *source) bytes() (io.Reader, *counter, error) {
	taken := &counter{r: io.NewSectionReader(s.at, 0, s.size)}
	if !s.gzip {
		return taken, taken, nil
	}
	z, err := gzip.NewReader(taken)
	if err != nil {
		return nil, nil, err
	}
	return &unpacked{r: z, taken: taken, most: MaxBytes}, taken, nil
}

// text gives the table as UTF-8 from the start, without a byte order mark.
func (s *source) text() (io.Reader, *counter, error) {
	r, taken, err := s.bytes()
	if err != nil {
		return nil, nil, err
	}
	if s.mark > 0 {
		if _, err := io.CopyN(io.Discard, r, int64(s.mark)); err != nil {
			return nil, nil, err
		}
	}
	return decoded(r, s.enc), taken, nil
}

// examine looks at the whole file once: packing, kind, encoding. A chosen encoding is kept, unless a mark says otherwise.
func (s *source) examine(chosen Encoding) error {
	if s.size > MaxBytes {
		return &Error{Kind: TooBig, Limit: MaxBytes, Got: s.size}
	}
	magic := make([]byte, 2)
	if n, err := s.at.ReadAt(magic, 0); err != nil && err != io.EOF {
		return &Error{Kind: Unreadable, Err: err}
	} else if n == 0 {
		return &Error{Kind: Empty}
	}
	s.gzip = bytes.Equal(magic, []byte{0x1f, 0x8b})
	r, _, err := s.bytes()
	if err != nil {
		return s.failure(err)
	}
	head, err := readHead(r, lead)
	if err != nil {
		return s.failure(err)
	}
	if name := foreign(head); name == "xls" && locked(s.at, s.size) {
		return &Error{Kind: Locked}
	} else if name != "" {
		return &Error{Kind: NotText, Text: name}
	}
	if s.enc, s.mark = marks(head); s.mark == len(head) {
		return &Error{Kind: Empty}
	}
	if s.mark > 0 {
		return s.drain(r)
	}
	if s.enc = chosen; chosen == "" {
		s.enc = wide(head)
	}
	if s.enc == UTF16LE || s.enc == UTF16BE {
		return s.drain(r)
	}
	if binary(head) {
		return &Error{Kind: NotText, Text: "binary"}
	}
	return s.weigh(head, r)
}

// readHead reads up to most bytes; less only when the file has no more.
func readHead(r io.Reader, most int) ([]byte, error) {
	head, n := make([]byte, most), 0
	for n < most {
		m, err := r.Read(head[n:])
		n += m
		if err == io.EOF {
			break
		}
		if err != nil {
			return nil, err
		}
	}
	return head[:n], nil
}

// weigh reads to the end and decides between UTF-8 and the one-byte encodings.
func (s *source) weigh(head []byte, r io.Reader) error {
	var l letters
	l.add(head)
	piece := make([]byte, 64<<10)
	for {
		n, err := r.Read(piece)
		l.add(piece[:n])
		if err == io.EOF {
			break
		}
		if err != nil {
			return s.failure(err)
		}
	}
	if s.enc == "" {
		s.enc = l.verdict()
	}
	return nil
}

// drain reads to the end, so that a damaged or too big file is known now.
func (s *source) drain(r io.Reader) error {
	if _, err := io.Copy(io.Discard, r); err != nil {
		return s.failure(err)
	}
	return nil
}

// failure names an error of reading.
func (s *source) failure(err error) *Error {
	switch {
	case errors.Is(err, errTooBig):
		return &Error{Kind: TooBig, Limit: MaxBytes}
	case s.gzip:
		return &Error{Kind: Damaged, Err: err}
	}
	return &Error{Kind: Unreadable, Err: err}
}

// counter counts the bytes that pass.
type counter struct {
	r io.Reader
	n int64
}

func (c *counter) Read(p []byte) (int, error) {
	n, err := c.r.Read(p)
	c.n += int64(n)
	return n, err
}

// unpacked stops a file that unpacks to more than is allowed, in all or for its size.
type unpacked struct {
	r     io.Reader
	taken *counter
	n     int64
	most  int64
}

func (u *unpacked) Read(p []byte) (int, error) {
	n, err := u.r.Read(p)
	u.n += int64(n)
	if u.n > u.most || u.n > freeBytes && u.n > MaxPacking*u.taken.n {
		return 0, errTooBig
	}
	return n, err
}
