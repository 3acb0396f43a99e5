package backup

import (
	"bufio"
	"bytes"
	"compress/gzip"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"
	"time"

	"kassa/app/books"
	"kassa/app/fault"
)

// The form of a backup, so that it can be opened without this program too:
//
//	kassa backup 1                      a line that says what the file is
//	{"made":…,"program":…,"lock":…}     a line of JSON, open to read: see [Opening]
//	…                                   the content; with a lock it is an age file (age-encryption.org/v1) for lock.key
//	32 bytes                            SHA-256 of all before
//
// The content is a line of JSON, the [Manifest], and then the SQLite database, packed with gzip.
const (
	anyTitle = "kassa backup "
	title    = anyTitle + "1\n"
)

// Opening is what anybody may read of a backup.
type Opening struct {
	Made    time.Time `json:"made"`
	Program string    `json:"program"`
	Lock    Lock      `json:"lock,omitzero"`
}

// Manifest says what is in a backup.
type Manifest struct {
	books.Copied
	Made    time.Time
	Program string
	Size    int64  // of the database
	Sum     string // its SHA-256 in hexadecimal digits
}

// longest bounds the lines of JSON.
const longest = 1 << 20

// pack writes a backup.
func pack(w io.Writer, o Opening, m Manifest, database io.Reader) error {
	sum := sha256.New()
	all := io.MultiWriter(w, sum)
	line, err := json.Marshal(o)
	if err != nil {
		return err
	}
	if _, err := io.WriteString(all, title+string(line)+"\n"); err != nil {
		return err
	}
	content, err := o.Lock.close(all)
	if err != nil {
		return err
	}
	if line, err = json.Marshal(m); err != nil {
		return err
	}
	if _, err := content.Write(append(line, '\n')); err != nil {
		return err
	}
	packed, err := gzip.NewWriterLevel(content, gzip.BestSpeed)
	if err != nil {
		return err
	}
	if _, err := io.Copy(packed, database); err != nil {
		return err
	}
	if err := errors.Join(packed.Close(), content.Close()); err != nil {
		return err
	}
	_, err = w.Write(sum.Sum(nil))
	return err
}

// Peek reads what anybody may read of a backup, and that it is whole. Faults: FileUnreadable, NotABackup, NewerBackup, BackupDamaged.
func Peek(ctx context.Context, path string) (Opening, error) {
	f, err := os.Open(path)
	if err != nil {
		return Opening{}, fault.Wrap(fault.FileUnreadable, fault.Args{"path": path}, err)
	}
	o, _, err := opened(ctx, path, f)
	return o, errors.Join(err, f.Close())
}

// opened checks a file whole and stands then where its content begins.
func opened(ctx context.Context, path string, f *os.File) (o Opening, content *bufio.Reader, err error) {
	at := fault.Args{"path": path}
	info, err := f.Stat()
	if err != nil || !info.Mode().IsRegular() {
		return o, nil, fault.Wrap(fault.NotABackup, at, err)
	}
	begin := make([]byte, len(title))
	n, err := io.ReadFull(f, begin)
	switch {
	case err != nil && !strings.HasPrefix(title, string(begin[:n])), err == nil && !strings.HasPrefix(string(begin), anyTitle):
		return o, nil, fault.Wrap(fault.NotABackup, at, err)
	case err != nil || info.Size() < int64(len(title)+sha256.Size):
		return o, nil, fault.Wrap(fault.BackupDamaged, at, err)
	case string(begin) != title:
		return o, nil, fault.New(fault.NewerBackup, at)
	}
	size := info.Size() - sha256.Size
	if _, err := f.Seek(0, io.SeekStart); err != nil {
		return o, nil, fault.Wrap(fault.FileUnreadable, at, err)
	}
	sum := sha256.New()
	want := make([]byte, sha256.Size)
	_, err = io.CopyN(sum, reading(ctx, f), size)
	if err == nil {
		_, err = io.ReadFull(f, want)
	}
	if ctx.Err() != nil {
		return o, nil, ctx.Err()
	}
	if err != nil || !bytes.Equal(sum.Sum(nil), want) {
		return o, nil, fault.Wrap(fault.BackupDamaged, at, err)
	}
	if _, err := f.Seek(int64(len(title)), io.SeekStart); err != nil {
		return o, nil, fault.Wrap(fault.FileUnreadable, at, err)
	}
	content = bufio.NewReaderSize(io.LimitReader(reading(ctx, f), size-int64(len(title))), 1<<16)
	return o, content, damaged(at, line(content, &o))
}

// line reads one line of JSON.
func line(r *bufio.Reader, into any) error {
	var text []byte
	for {
		piece, err := r.ReadSlice('\n')
		text = append(text, piece...)
		switch {
		case len(text) > longest:
			return errors.New("a line without end")
		case err == nil:
			return json.Unmarshal(text, into)
		case !errors.Is(err, bufio.ErrBufferFull):
			return err
		}
	}
}

// Contents opens a backup with its passphrase and says what is in it. Faults: those of [Unpack].
func Contents(ctx context.Context, path, passphrase string) (m Manifest, err error) {
	f, err := os.Open(path)
	if err != nil {
		return m, fault.Wrap(fault.FileUnreadable, fault.Args{"path": path}, err)
	}
	m, _, err = contents(ctx, path, passphrase, f)
	return m, errors.Join(err, f.Close())
}

// contents stands then where the packed database begins.
func contents(ctx context.Context, path, passphrase string, f *os.File) (m Manifest, in *bufio.Reader, err error) {
	o, r, err := opened(ctx, path, f)
	if err != nil {
		return m, nil, err
	}
	content, err := o.Lock.open(path, passphrase, r)
	if err != nil {
		return m, nil, err
	}
	in = bufio.NewReader(content)
	return m, in, damaged(fault.Args{"path": path}, line(in, &m))
}

// Unpack opens a backup with its passphrase and writes the database in it to a new file, whole and as it was when it was packed.
// A file that stands there is not touched. Faults: those of [Peek]; PassphraseAsked, WrongPassphrase, StorageFull, FileUnwritable.
func Unpack(ctx context.Context, path, passphrase, to string) (m Manifest, err error) {
	f, err := os.Open(path)
	if err != nil {
		return m, fault.Wrap(fault.FileUnreadable, fault.Args{"path": path}, err)
	}
	defer func() { err = errors.Join(err, f.Close()) }()
	m, in, err := contents(ctx, path, passphrase, f)
	if err != nil {
		return m, err
	}
	at := fault.Args{"path": path}
	packed, err := gzip.NewReader(in)
	if err != nil {
		return m, fault.Wrap(fault.BackupDamaged, at, err)
	}
	out, err := os.OpenFile(to, os.O_CREATE|os.O_EXCL|os.O_WRONLY, 0o600)
	if err != nil {
		return m, asFault(to, err)
	}
	if err := errors.Join(unpacked(ctx, at, m, out, packed), out.Close()); err != nil {
		return m, errors.Join(err, throwAway(to))
	}
	return m, nil
}

// unpacked writes the database and holds it against what the manifest says.
func unpacked(ctx context.Context, at fault.Args, m Manifest, out io.Writer, packed *gzip.Reader) error {
	sum := sha256.New()
	from := &noting{r: packed}
	n, err := io.Copy(io.MultiWriter(out, sum), io.LimitReader(from, m.Size+1))
	if err == nil {
		err = packed.Close()
	}
	switch {
	case ctx.Err() != nil:
		return ctx.Err()
	case err != nil && from.err == nil:
		return asFault(fmt.Sprint(at["path"]), err) // it is the writing that failed
	case err != nil || n != m.Size || hex.EncodeToString(sum.Sum(nil)) != m.Sum:
		return fault.Wrap(fault.BackupDamaged, at, err)
	}
	return nil
}

// noting remembers whether it was the reading that failed.
type noting struct {
	r   io.Reader
	err error
}

func (n *noting) Read(p []byte) (int, error) {
	k, err := n.r.Read(p)
	if err != nil && err != io.EOF {
		n.err = err
	}
	return k, err
}

// reading is a reader that ends with the context.
func reading(ctx context.Context, r io.Reader) io.Reader { return &ending{ctx, r} }

type ending struct {
	ctx context.Context
	r   io.Reader
}

func (e *ending) Read(p []byte) (int, error) {
	if err := e.ctx.Err(); err != nil {
		return 0, err
	}
	return e.r.Read(p)
}
