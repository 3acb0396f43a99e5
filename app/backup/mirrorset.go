package backup

import (
	"bytes"
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"filippo.io/age"

	"kassa/app/books"
	"kassa/app/fault"
	"kassa/app/shop"
)

// mirrorSuffix ends the name of a file of the mirror: "kassa-7k3q2m-9x4c1d-000012.mirror", after the shop, the till that wrote it, and
// a number that counts on.
const mirrorSuffix = ".mirror"

// mirrorPrefix begins the names of the files of one till.
func mirrorPrefix(of, till shop.ID) string {
	end := strings.ToLower(string(till))
	return prefixOf(of) + end[max(0, len(end)-6):] + "-"
}

// mirrorNo is the number in the name of a file of the mirror.
func mirrorNo(prefix, name string) (no int, ok bool) {
	middle, ours := strings.CutPrefix(name, prefix)
	middle, whole := strings.CutSuffix(middle, mirrorSuffix)
	if !ours || !whole {
		return 0, false
	}
	no, err := strconv.Atoi(middle)
	return no, err == nil && no > 0
}

// mirrorsIn are the files of one prefix in a folder, the oldest first.
func mirrorsIn(folder, prefix string) (paths []string, last int, err error) {
	names, err := namesIn(folder)
	if err != nil {
		return nil, 0, err
	}
	names = slices.DeleteFunc(names, func(n string) bool { _, ok := mirrorNo(prefix, n); return !ok })
	slices.SortFunc(names, func(a, b string) int {
		x, _ := mirrorNo(prefix, a)
		y, _ := mirrorNo(prefix, b)
		return cmp.Compare(x, y)
	})
	for _, n := range names {
		paths = append(paths, filepath.Join(folder, n))
		last, _ = mirrorNo(prefix, n)
	}
	return paths, last, nil
}

// taken is one reading of the books as it stands in a file, in one frame or several.
type taken struct {
	first, last uint64
	mark        books.Mark
	sum         []byte
}

// scanned is a file of the mirror as it was looked through, without any key.
type scanned struct {
	path     string
	o        mirrorOpening
	readings []taken
	torn     bool  // its end is not whole
	damage   error // what stands behind the last reading is not what was written
}

// scanMirror looks a file through. A file without a whole opening has no readings and ok is false.
func scanMirror(ctx context.Context, path string) (s scanned, ok bool, err error) {
	f, err := os.Open(path)
	if err != nil {
		return s, false, err
	}
	defer func() { err = errors.Join(err, f.Close()) }()
	s.path = path
	m, err := openMirror(path, reading(ctx, f))
	if errors.Is(err, io.ErrUnexpectedEOF) {
		return s, false, nil
	}
	if _, is := fault.Of(err); is {
		s.damage = err
		return s, false, nil
	}
	if err != nil {
		return s, false, err
	}
	s.o = m.o
	var first uint64
	for {
		f, err := m.next()
		switch {
		case errors.Is(err, io.EOF):
			s.torn = m.torn || first != m.no
			return s, true, nil
		case fault.Is(err, fault.MirrorDamaged):
			s.damage = err
			return s, true, nil
		case err != nil:
			return s, true, err
		}
		if f.last {
			s.readings = append(s.readings, taken{first, f.no, f.mark, f.sum})
			first = f.no + 1
		}
	}
}

// end is where a file leads: the books at its end, and the sum that the next one goes on from.
func (s scanned) end() (at books.Mark, sum []byte) {
	if n := len(s.readings); n > 0 {
		return s.readings[n-1].mark, s.readings[n-1].sum
	}
	return s.o.From, s.o.After
}

// trail is a run of files in which each goes on where the one before it ended.
type trail struct{ files []scanned }

func (t trail) from() books.Mark { return t.files[0].o.From }

func (t trail) end() (books.Mark, []byte) { return t.files[len(t.files)-1].end() }

// join adds a file that goes on from this trail. What stands behind the place where it goes on was never whole, or lost on the way.
func (t *trail) join(next scanned) bool {
	if len(next.o.After) == 0 {
		return false
	}
	for i := len(t.files) - 1; i >= 0; i-- {
		f := &t.files[i]
		if _, sum := f.end(); bytes.Equal(sum, next.o.After) {
			f.damage, f.torn = nil, false
			t.files = append(t.files[:i+1], next)
			return true
		}
		for n := len(f.readings) - 1; n >= 0; n-- {
			if bytes.Equal(f.readings[n].sum, next.o.After) {
				f.readings, f.damage, f.torn = f.readings[:n+1], nil, false
				t.files = append(t.files[:i+1], next)
				return true
			}
		}
	}
	return false
}

// trailsOf joins files, the oldest first, to trails.
func trailsOf(files []scanned) (all []trail) {
	for _, f := range files {
		if n := len(all); n == 0 || !all[n-1].join(f) {
			all = append(all, trail{[]scanned{f}})
		}
	}
	return all
}

// Mirrored is what a mirror holds beyond a backup.
type Mirrored struct {
	To   books.Mark // where the books are after it
	Torn bool       // the last record was not written whole, and is lost
	// Missing is why not all that is there can be put back; nil: it can.
	Missing error

	base  books.Mark
	trail trail
	keys  *keyring
}

// MirrorWish is a mirror that somebody wants to read.
type MirrorWish struct {
	Folder     string
	Shop       shop.ID    // empty: whatever shop is there
	Base       books.Mark // where the journals end in the backup; the zero mark is before everything
	Passphrase string
	AsFound    bool // also where records are missing or damaged: what stands before them
}

// OpenMirror finds what follows on a backup. Faults: MirrorNone; MirrorGap, MirrorDamaged where not AsFound.
func OpenMirror(ctx context.Context, w MirrorWish) (best *Mirrored, err error) {
	tills, err := mirrorTills(w.Folder, w.Shop)
	if err != nil {
		return nil, fault.Wrap(fault.MirrorNone, fault.Args{"path": w.Folder}, err)
	}
	for _, prefix := range tills {
		m, err := mirrorOf(ctx, w.Folder, prefix, w.Shop, w.Base)
		if err != nil {
			return nil, err
		}
		if m != nil && (best == nil || m.To.Records() > best.To.Records()) {
			best = m
		}
	}
	if best == nil {
		return nil, fault.New(fault.MirrorNone, fault.Args{"path": w.Folder})
	}
	best.keys = &keyring{passphrase: w.Passphrase, keys: map[string]age.Identity{}}
	if best.Missing != nil && !w.AsFound {
		return nil, best.Missing
	}
	return best, nil
}

// MirrorLocked tells whether a passphrase is needed to read the mirror in a folder. Fault: MirrorNone.
func MirrorLocked(folder string) (bool, error) {
	tills, err := mirrorTills(folder, "")
	for _, prefix := range tills {
		paths, _, err := mirrorsIn(folder, prefix)
		if err != nil {
			return false, fault.Wrap(fault.MirrorNone, fault.Args{"path": folder}, err)
		}
		for _, path := range paths {
			if o, err := openingOf(path); err == nil && o.Lock.Key != "" {
				return true, nil
			}
		}
	}
	if err != nil || len(tills) == 0 {
		return false, fault.Wrap(fault.MirrorNone, fault.Args{"path": folder}, err)
	}
	return false, nil
}

// mirrorTills are the prefixes of all files of the mirror in a folder that may be a shop's.
func mirrorTills(folder string, of shop.ID) (list []string, err error) {
	names, err := namesIn(folder)
	for _, n := range names {
		cut := strings.LastIndexByte(n, '-')
		if cut < 0 || of != "" && !strings.HasPrefix(n, prefixOf(of)) {
			continue
		}
		if _, ok := mirrorNo(n[:cut+1], n); ok && !slices.Contains(list, n[:cut+1]) {
			list = append(list, n[:cut+1])
		}
	}
	return list, err
}

// mirrorOf looks through what one till wrote; nil where nothing of it is of the shop.
func mirrorOf(ctx context.Context, folder, prefix string, of shop.ID, base books.Mark) (*Mirrored, error) {
	paths, _, err := mirrorsIn(folder, prefix)
	if err != nil {
		return nil, err
	}
	var files []scanned
	for i, path := range paths {
		s, ok, err := scanMirror(ctx, path)
		switch {
		case err != nil:
			return nil, fault.Wrap(fault.FileUnreadable, fault.Args{"path": path}, err)
		case ok && (of == "" || s.o.Shop == of):
			files = append(files, s)
		case i == len(paths)-1 && len(files) > 0: // the newest: nothing goes on from it, so what it held is missing
			last := &files[len(files)-1]
			last.damage, last.torn = s.damage, last.torn || s.damage == nil && !ok
		}
	}
	if len(files) == 0 {
		return nil, nil
	}
	return pick(trailsOf(files), base), nil
}

// pick chooses the trail that follows on the base: the newest, or else the one that leads furthest, and says what is missing then.
func pick(all []trail, base books.Mark) *Mirrored {
	newest := all[len(all)-1]
	m := &Mirrored{base: base, To: base}
	for _, t := range all {
		if to, _ := t.end(); t.from().Within(base) && (to.Records() >= m.To.Records() || m.trail.files == nil) {
			m.trail = t
			m.To = to
		}
	}
	if m.trail.files != nil {
		last := m.trail.files[len(m.trail.files)-1]
		m.Torn, m.Missing = last.torn, last.damage
	}
	if m.To.Records() < base.Records() {
		m.To = base
	}
	if to, _ := newest.end(); m.Missing == nil && !to.Within(m.To) {
		m.Missing = gapOf(m.To, newest.from())
	}
	return m
}

// gapOf names the records that stand nowhere.
func gapOf(reached, begins books.Mark) error {
	for _, h := range begins.Heads {
		if had := reached.Head(h.Till).Seq; h.Seq > had {
			return fault.New(fault.MirrorGap, fault.Args{"from": had + 1, "to": h.Seq})
		}
	}
	return fault.New(fault.MirrorGap, fault.Args{"from": reached.Records(), "to": begins.Records()})
}

// Rows hands out, in their order, the rows that go beyond the base. Faults: PassphraseAsked, WrongPassphrase, MirrorDamaged.
func (m *Mirrored) Rows(ctx context.Context, put func(books.Rows) error) error {
	for _, s := range m.trail.files {
		if to, _ := s.end(); len(s.readings) == 0 || to.Within(m.base) {
			continue
		}
		if err := m.rowsOf(ctx, s, put); err != nil {
			return err
		}
	}
	return nil
}

func (m *Mirrored) rowsOf(ctx context.Context, s scanned, put func(books.Rows) error) (err error) {
	f, err := os.Open(s.path)
	if err != nil {
		return fault.Wrap(fault.FileUnreadable, fault.Args{"path": s.path}, err)
	}
	defer func() { err = errors.Join(err, f.Close()) }()
	r, err := openMirror(s.path, reading(ctx, f))
	if err != nil {
		return err
	}
	open, err := m.keys.of(s.path, r.o)
	if err != nil {
		return err
	}
	for _, one := range s.readings {
		for r.no <= one.last {
			f, err := r.next()
			if err != nil {
				return fmt.Errorf("%s changed while it was read: %w", s.path, err)
			}
			if one.mark.Within(m.base) {
				continue
			}
			if err := r.rows(f, open, put); err != nil {
				return err
			}
		}
	}
	return nil
}
