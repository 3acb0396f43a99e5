package tabular_test

import (
	"errors"
	"fmt"
	"io"
	"os"
	"runtime"
	"strings"
	"testing"

	"kassa/app/tabular"
)

func TestUnterminatedQuoteNamesTheLineWhereItOpened(t *testing.T) {
	const lines = 150_000
	var b strings.Builder
	b.WriteString("code,name,price\n")
	for n := 2; n <= lines; n++ {
		if n == 100_000 {
			fmt.Fprintf(&b, "%d,\"Tea,1.50\n", n)
			continue
		}
		fmt.Fprintf(&b, "%d,Tea,1.50\n", n)
	}
	rows, errs := read(table(t, b.String()))
	if len(errs) != 1 || errs[0].Kind != tabular.UnterminatedQuote || errs[0].Line != 100_000 || errs[0].Column != 2 || errs[0].Row != 99_999 {
		t.Fatalf("got %v, want one unterminated quote at line 100000", errs)
	}
	if len(rows) != lines-2 || rows[99_998][0] != "100001" {
		t.Errorf("got %d rows, then %q; want every other line", len(rows), rows[99_998])
	}
}

func TestUnterminatedQuoteNearTheEndLosesOnlyItsRow(t *testing.T) {
	rows, errs := read(table(t, "code,name\n1,\"Tea\n2,Milk\n3,Bread"))
	if len(errs) != 1 || errs[0].Kind != tabular.UnterminatedQuote || errs[0].Line != 2 {
		t.Errorf("got %v, want one unterminated quote at line 2", errs)
	}
	if len(rows) != 2 || rows[0][0] != "2" || rows[1][1] != "Bread" {
		t.Errorf("got %q, want rows 2 and 3", rows)
	}
}

func TestTextFromInsideABrokenQuoteIsNoRow(t *testing.T) {
	rows, errs := read(table(t, "code,name,price\n1,\"Tea\nfresh from the garden\n2,Milk,3\n"))
	if len(errs) != 2 || errs[1].Kind != tabular.ColumnCount || errs[1].Line != 3 || len(rows) != 1 || rows[0][0] != "2" {
		t.Errorf("got %q and %v, want line 3 refused and row 2 read", rows, errs)
	}
}

func TestStrayQuoteIsReportedAndReadingGoesOn(t *testing.T) {
	for _, c := range []struct {
		name, file string
		line       int
	}{
		{"in one line", "a,b\n1,\"5\" pipe\"\n2,x\n", 2},
		{"the next line closed it", "a,b\n0,z\n1,\"pipe\n\"2\",\"x\"\n", 3},
	} {
		t.Run(c.name, func(t *testing.T) {
			rows, errs := read(table(t, c.file))
			if len(errs) != 1 || errs[0].Kind != tabular.StrayQuote || errs[0].Line != c.line || !errs[0].RowOnly() {
				t.Fatalf("got %v, want a stray quote at line %d", errs, c.line)
			}
			if last := rows[len(rows)-1]; last[0] != "2" || last[1] != "x" {
				t.Errorf("got %q, want 2 and x", last)
			}
		})
	}
}

func TestWrongNumberOfColumnsIsReportedWithItsRow(t *testing.T) {
	rows, errs := read(table(t, "code,name,price\n1,Tea, green,1.50\n2,Milk,1\n3,Br"))
	if len(rows) != 1 || len(errs) != 2 {
		t.Fatalf("got %q and %v", rows, errs)
	}
	if e := errs[0]; e.Kind != tabular.ColumnCount || e.Row != 1 || e.Line != 2 || e.Got != 4 || e.Limit != 3 {
		t.Errorf("too many: %v", e)
	}
	if e := errs[1]; e.Kind != tabular.ColumnCount || e.Row != 3 || e.Line != 4 || e.Got != 2 {
		t.Errorf("cut off: %v", e)
	}
}

func TestColumnsFieldsAndRowsHaveLimits(t *testing.T) {
	wide := strings.Repeat("x,", tabular.MaxColumns)
	long := strings.Repeat("x", tabular.MaxField)
	full := strings.Repeat(long+",", tabular.MaxRecord/tabular.MaxField)
	for _, c := range []struct {
		name, line string
		kind       tabular.Kind
		column     int
	}{
		{"column", wide + "x", tabular.TooManyColumns, 0},
		{"field", "1," + long + "x", tabular.FieldTooLong, 2},
		{"quoted field", "1,\"" + long + "x\",y", tabular.FieldTooLong, 2},
		{"record", full + long, tabular.RecordTooLong, 0},
	} {
		t.Run(c.name, func(t *testing.T) {
			rows, errs := read(table(t, "a,b\n1,2\n"+c.line+"\n3,4\n"))
			if len(errs) != 1 || errs[0].Kind != c.kind || errs[0].Line != 3 || errs[0].Row != 2 || errs[0].Column != c.column || errs[0].Limit == 0 {
				t.Errorf("got %v, want %s at line 3", errs, c.kind)
			}
			if len(rows) != 2 || rows[1][0] != "3" {
				t.Errorf("got %q, want the rows around it", rows)
			}
		})
	}
	t.Run("just within", func(t *testing.T) {
		r := table(t, strings.TrimSuffix(strings.Repeat("h,", tabular.MaxColumns), ",")+"\n"+strings.TrimSuffix(wide, ",")+"\n")
		if rows, errs := read(r); len(errs) > 0 || len(rows) != 1 || len(rows[0]) != tabular.MaxColumns {
			t.Errorf("%d columns refused: %v", tabular.MaxColumns, errs)
		}
		if rows, errs := read(table(t, "a,b\n1,"+long+"\n2,\""+long+"\"\n")); len(errs) > 0 || len(rows) != 2 {
			t.Errorf("%d bytes refused: %v", tabular.MaxField, errs)
		}
	})
	t.Run("header", func(t *testing.T) {
		if e := openError(t, wide+"x\n1,2\n"); e.Kind != tabular.TooManyColumns || e.Line != 1 {
			t.Errorf("got %v", e)
		}
	})
	t.Run("rows", func(t *testing.T) {
		n, last := 0, error(nil)
		for _, err := range table(t, "a\n"+strings.Repeat("1\n", tabular.MaxRows+1)).Rows() {
			if last = err; err == nil {
				n++
			}
		}
		if n != tabular.MaxRows || tabular.KindOf(last) != tabular.TooManyRows {
			t.Errorf("got %d rows and %v", n, last)
		}
	})
	t.Run("broken rows", func(t *testing.T) {
		n, last := 0, error(nil)
		for _, err := range table(t, "a,b\n"+strings.Repeat("1,\"x\"y\n", tabular.MaxBroken+5)).Rows() {
			n, last = n+1, err
		}
		if n != tabular.MaxBroken+1 || tabular.KindOf(last) != tabular.TooManyBroken {
			t.Errorf("got %d rows, the last with %v", n, last)
		}
	})
}

func TestAHugeFieldIsRefusedWithinLittleMemory(t *testing.T) {
	for _, quote := range []string{"", `"`} {
		text := "code,name\n1," + quote + strings.Repeat("x", 10<<20) + quote + "\n2,Tea\n"
		r := table(t, text)
		var before, after runtime.MemStats
		runtime.ReadMemStats(&before)
		rows, errs := read(r)
		runtime.ReadMemStats(&after)
		if len(errs) != 1 || errs[0].Kind != tabular.FieldTooLong || errs[0].Line != 2 || len(rows) != 1 || rows[0][1] != "Tea" {
			t.Errorf("got %q and %v", rows, errs)
		}
		if used := after.TotalAlloc - before.TotalAlloc; used > 2<<20 {
			t.Errorf("took %d bytes of memory, want at most 2 MiB", used)
		}
	}
}

func TestABombIsRefusedSoon(t *testing.T) {
	bomb := packed(t, "a,b\n"+strings.Repeat("1,1\n", 10<<20))
	if e := openError(t, bomb); e.Kind != tabular.TooBig {
		t.Errorf("got %v, want TooBig", e)
	}
	if _, err := tabular.NewReader(strings.NewReader("a"), tabular.MaxBytes+1, tabular.Options{}); tabular.KindOf(err) != tabular.TooBig {
		t.Errorf("got %v for a file beyond MaxBytes", err)
	}
	fair := packed(t, "a,b\n"+strings.Repeat("1,1\n", 1_000_000))
	if len(fair)*tabular.MaxPacking > 4_000_000 {
		t.Fatalf("%d bytes: the file must pack better than the limit to say anything", len(fair))
	}
	if rows, errs := read(table(t, fair)); len(rows) != 1_000_000 || len(errs) > 0 {
		t.Errorf("a small table that packs well: %d rows, %v", len(rows), errs)
	}
}

// failing is a file on a medium that is pulled out after the first pass over it.
type failing struct {
	text string
	left int
}

var errPulled = errors.New("pulled out")

func (f *failing) ReadAt(p []byte, off int64) (int, error) {
	if f.left -= len(p); f.left < 0 {
		return 0, errPulled
	}
	return strings.NewReader(f.text).ReadAt(p, off)
}

func TestAFileThatVanishesEndsTheReading(t *testing.T) {
	text := "code,name\n" + strings.Repeat("1,\"Tea\"\n", 100_000)
	f := &failing{text: text, left: 3 * len(text)}
	r, err := tabular.NewReader(f, int64(len(text)), tabular.Options{})
	if err != nil {
		t.Fatal(err)
	}
	f.left = 200_000
	var last error
	for _, err := range r.Rows() {
		last = err
	}
	if tabular.KindOf(last) != tabular.Unreadable || !errors.Is(last, errPulled) {
		t.Errorf("got %v, want Unreadable", last)
	}
	if _, err := r.Style(1); !errors.Is(err, errPulled) {
		t.Errorf("style: got %v, want Unreadable", err)
	}
}

// TestManyRowsTakeLittleMemory reads 200,000 rows from a file on disk and looks at the memory in between.
func TestManyRowsTakeLittleMemory(t *testing.T) {
	f, err := os.CreateTemp(t.TempDir(), "*.csv")
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	w := tabular.NewWriter(f, tabular.WriterOptions{})
	productRows(w, 200_000)
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	size, err := f.Seek(0, io.SeekEnd)
	if err != nil {
		t.Fatal(err)
	}
	runtime.GC()
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	before, most, n := m.HeapInuse, uint64(0), 0
	r, err := tabular.NewReader(f, size, tabular.Options{})
	if err != nil {
		t.Fatal(err)
	}
	for _, err := range r.Rows() {
		if err != nil {
			t.Fatal(err)
		}
		if n++; n%5_000 == 0 {
			runtime.ReadMemStats(&m)
			most = max(most, m.HeapInuse)
		}
	}
	if n != 200_000 || most > before+20<<20 {
		t.Errorf("%d rows of %d bytes took %d KiB of heap, want at most 20 MiB", n, size, (most-before)>>10)
	}
}

// productRows writes a header and n rows as a shop has them.
func productRows(w *tabular.Writer, n int) {
	w.Texts("barcode", "name", "category", "price", "tax", "stock", "unit")
	w.EndRow()
	for i := range int64(n) {
		w.Int(4_600_000_000_000 + i)
		w.Text(fmt.Sprintf("Чай «Утро» чёрный, %d г", i))
		w.Text("Tea")
		w.Decimal(i*7%100_000, 2)
		w.Int(20)
		w.Decimal(i*13%50_000, 3)
		w.Text("pcs")
		w.EndRow()
	}
}
