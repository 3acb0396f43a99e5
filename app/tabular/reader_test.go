package tabular_test

import (
	"bytes"
	"compress/gzip"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/unicode"

	"kassa/app/tabular"
)

// table opens text as a table.
func table(t testing.TB, text string) *tabular.Reader {
	t.Helper()
	r, err := tabular.NewReader(strings.NewReader(text), int64(len(text)), tabular.Options{})
	if err != nil {
		t.Fatalf("open: %v", err)
	}
	return r
}

// openError opens text that must be refused.
func openError(t *testing.T, text string) *tabular.Error {
	t.Helper()
	_, err := tabular.NewReader(strings.NewReader(text), int64(len(text)), tabular.Options{})
	var e *tabular.Error
	if !errors.As(err, &e) {
		t.Fatalf("got %v, want an *Error", err)
	}
	return e
}

// read collects the cells of the good rows and the errors of the broken ones.
func read(r *tabular.Reader) (rows [][]string, errs []*tabular.Error) {
	for row, err := range r.Rows() {
		var e *tabular.Error
		if errors.As(err, &e) {
			errs = append(errs, e)
			continue
		}
		rows = append(rows, row.Cells)
	}
	return rows, errs
}

// in writes UTF-8 text in other letters.
func in(t testing.TB, e encoding.Encoding, text string) string {
	t.Helper()
	out, err := e.NewEncoder().String(text)
	if err != nil {
		t.Fatal(err)
	}
	return out
}

// packed is the text as a gzip file.
func packed(t testing.TB, text string) string {
	t.Helper()
	var b bytes.Buffer
	z := gzip.NewWriter(&b)
	if _, err := z.Write([]byte(text)); err != nil {
		t.Fatal(err)
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

const russian = "Штрихкод;Наименование;Цена\r\n4600000000015;Чай «Утро» чёрный;12,50\r\n4600000000022;Ёлка № 5;99,00\r\n"

func TestLettersOfEveryKindAreRecognised(t *testing.T) {
	wide := func(e unicode.Endianness, b unicode.BOMPolicy) encoding.Encoding { return unicode.UTF16(e, b) }
	french := "code,nom\r\n1,Crème brûlée\r\n2,Thé à la menthe\r\n"
	latin := "code,name\r\n1,Tea\r\n2,Milk\r\n"
	for _, c := range []struct {
		name, file, want string
		encoding         tabular.Encoding
		mark             bool
		delimiter        byte
	}{
		{"plain letters", latin, latin, tabular.UTF8, false, ','},
		{"UTF-8", russian, russian, tabular.UTF8, false, ';'},
		{"UTF-8 with mark and semicolons", "\ufeff" + russian, russian, tabular.UTF8, true, ';'},
		{"Windows-1251 without mark", in(t, charmap.Windows1251, russian), russian, tabular.Windows1251, false, ';'},
		{"Windows-1251 in capitals", in(t, charmap.Windows1251, strings.ToUpper(russian)), strings.ToUpper(russian), tabular.Windows1251, false, ';'},
		{"Windows-1252", in(t, charmap.Windows1252, french), french, tabular.Windows1252, false, ','},
		{"UTF-16LE with mark", in(t, wide(unicode.LittleEndian, unicode.UseBOM), russian), russian, tabular.UTF16LE, true, ';'},
		{"UTF-16BE with mark", in(t, wide(unicode.BigEndian, unicode.UseBOM), russian), russian, tabular.UTF16BE, true, ';'},
		{"UTF-16LE without mark", in(t, wide(unicode.LittleEndian, unicode.IgnoreBOM), russian), russian, tabular.UTF16LE, false, ';'},
		{"UTF-16BE without mark", in(t, wide(unicode.BigEndian, unicode.IgnoreBOM), russian), russian, tabular.UTF16BE, false, ';'},
		{"UTF-16LE without mark, plain letters", in(t, wide(unicode.LittleEndian, unicode.IgnoreBOM), latin), latin, tabular.UTF16LE, false, ','},
	} {
		t.Run(c.name, func(t *testing.T) {
			for _, file := range []string{c.file, packed(t, c.file)} {
				r := table(t, file)
				want := tabular.Format{Encoding: c.encoding, Mark: c.mark, Gzip: file != c.file, Delimiter: c.delimiter}
				if diff := cmp.Diff(want, r.Format()); diff != "" {
					t.Errorf("format (-want +got):\n%s", diff)
				}
				var lines []string
				lines = append(lines, strings.Join(r.Header().Cells, string(rune(c.delimiter))))
				rows, errs := read(r)
				for _, cells := range rows {
					lines = append(lines, strings.Join(cells, string(rune(c.delimiter))))
				}
				if got := strings.Join(lines, "\r\n") + "\r\n"; got != c.want || len(errs) > 0 {
					t.Errorf("got %q and %v, want %q", got, errs, c.want)
				}
			}
		})
	}
}

func TestCyrillicFarBehindPlainLettersIsSeen(t *testing.T) {
	plain := strings.Repeat("123;Tea;1,50\n", 20_000)
	r := table(t, "code;name;price\n"+plain+in(t, charmap.Windows1251, "124;Молоко;2,00\n"))
	rows, _ := read(r)
	if got := rows[len(rows)-1][1]; got != "Молоко" {
		t.Errorf("got %q, want Молоко", got)
	}
}

func TestALetterCutBetweenTwoReadsIsWhole(t *testing.T) {
	for shift := range 4 {
		text := "имя\n" + strings.Repeat("x", shift) + strings.Repeat(strings.Repeat("ж", 200)+"\n", 400)
		r := table(t, text)
		for row, err := range r.Rows() {
			if err != nil || row.Replaced > 0 {
				t.Fatalf("line %d: replaced %d, error %v", row.Line, row.Replaced, err)
			}
		}
	}
}

func TestTheOnlyLetterCutBetweenTwoReadsTellsTheEncoding(t *testing.T) {
	const firstRead = 4096
	r := table(t, "a\n"+strings.Repeat("x", firstRead-3)+"ж\n")
	if got := r.Format().Encoding; got != tabular.UTF8 {
		t.Errorf("got %s, want utf-8", got)
	}
}

func TestAFewBadBytesAreReplacedAndCounted(t *testing.T) {
	r := table(t, "name,price\n"+strings.Repeat("Молоко,1\n", 10)+"Чай\xff\xfe,2\n")
	var last tabular.Row
	for row := range r.Rows() {
		last = row
	}
	if last.Cell(0) != "Чай\uFFFD\uFFFD" || last.Replaced != 2 || r.Format().Encoding != tabular.UTF8 {
		t.Errorf("got %q, %d replaced, %s", last.Cell(0), last.Replaced, r.Format().Encoding)
	}
}

func TestControlCharactersAreTakenOutAndCounted(t *testing.T) {
	r := table(t, "name,note\n\"a\x00b\x1b@c\u0085\",\"one\ttwo\r\nthree\u2028four\x7f\"\nclean,text\n")
	var got []tabular.Row
	for row, err := range r.Rows() {
		if err != nil {
			t.Fatal(err)
		}
		got = append(got, row)
	}
	want := []tabular.Row{
		{Number: 1, Line: 2, Cells: []string{"ab@c", "one two three four"}, Removed: 4},
		{Number: 2, Line: 4, Cells: []string{"clean", "text"}},
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

func TestDelimiterIsFoundRespectingQuotes(t *testing.T) {
	for _, c := range []struct {
		name, file string
		want       byte
	}{
		{"comma", "a,b,c\n1,2,3\n", ','},
		{"semicolon with decimal commas", "name;price\nTea;1,50\nMilk;0,99\n", ';'},
		{"tab", "name\tprice\nTea, green\t1,50\nMilk; fat\t0,99\n", '\t'},
		{"bar", "name|price\nTea|1,50\nMilk|0,99\n", '|'},
		{"commas only in quotes", "name;note\n\"a, b, c\";\"d, e\"\"; f\"\nx;y\n", ';'},
		{"semicolons only in quotes", "name,note\n\"a; b; c\",\"d; e; f\"\n\"a; b; c\",\"d; e; f\"\n", ','},
		{"inch marks in the middle", "name;size;price\nMonitor 17\"\";17\"\";100,00\nMonitor 19\";19\";120,00\n", ';'},
		{"titles above the header", "Price list, spring, all goods\n\nname;price\nTea;1,50\nMilk;0,99\n", ';'},
		{"one column", "name\nTea\nMilk\n", ','},
		{"uneven rows with decimal commas", "name;price;note\n" + strings.Repeat("Tea;1,50;x\n", 30) + strings.Repeat("Milk;0,99\n", 8), ';'},
		{"a long text in quotes with other marks", "a|b|c\n0|\"x;y\nz;1\nw;2\"|3\n", '|'},
		{"told by the file", "sep=|\na;b|c;d\n1;2|3;4\n", '|'},
		{"no line end", "a;b", ';'},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got := table(t, c.file).Format().Delimiter; got != c.want {
				t.Errorf("got %q, want %q", got, c.want)
			}
		})
	}
}

func TestEveryLineEndCounts(t *testing.T) {
	r := table(t, "a,b\r\n1,2\n3,4\r5,6\r\n\r\n\n\"7\r8\n9\",10\r\n11,12")
	want := []tabular.Row{
		{Number: 1, Line: 2, Cells: []string{"1", "2"}},
		{Number: 2, Line: 3, Cells: []string{"3", "4"}},
		{Number: 3, Line: 4, Cells: []string{"5", "6"}},
		{Number: 4, Line: 7, Cells: []string{"7 8 9", "10"}},
		{Number: 5, Line: 10, Cells: []string{"11", "12"}},
	}
	var got []tabular.Row
	for row, err := range r.Rows() {
		if err != nil {
			t.Fatal(err)
		}
		got = append(got, row)
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

func TestFieldsAreCutAsWritten(t *testing.T) {
	for _, c := range []struct {
		name, line string
		want       []string
	}{
		{"quotes doubled", `"say ""hi""",2`, []string{`say "hi"`, "2"}},
		{"blanks around quotes", `1, "a,b" `, []string{"1", "a,b"}},
		{"blanks without quotes stay", `1, a `, []string{"1", " a "}},
		{"quote inside", `17" monitor,2`, []string{`17" monitor`, "2"}},
		{"empty cells beyond the header", `1,2,,, `, []string{"1", "2"}},
		{"missing cells", "1\n2,3", []string{"1"}},
		{"empty quotes", `"",x`, []string{"", "x"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			rows, errs := read(table(t, "a,b\n"+c.line+"\n"))
			if len(errs) > 0 || len(rows) == 0 || cmp.Diff(c.want, rows[0]) != "" {
				t.Errorf("got %q and %v, want %q", rows, errs, c.want)
			}
		})
	}
}

func TestFilesThatAreNoTableAreNamed(t *testing.T) {
	cut := packed(t, strings.Repeat(russian, 5_000))
	for _, c := range []struct {
		name, file, text string
		kind             tabular.Kind
	}{
		{"nothing", "", "", tabular.Empty},
		{"only a mark", "\ufeff", "", tabular.Empty},
		{"only line ends", "\r\n\r\n \n", "", tabular.Empty},
		{"nothing, packed", packed(t, ""), "", tabular.Empty},
		{"torn workbook", "PK\x03\x04\x14\x00", "", tabular.Damaged},
		{"old workbook", "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "xls", tabular.NotText},
		{"PDF", "%PDF-1.7\n", "pdf", tabular.NotText},
		{"web page", "\n <!DOCTYPE html><table>", "html", tabular.NotText},
		{"packed twice", packed(t, packed(t, "a,b\n1,2\n")), "gzip", tabular.NotText},
		{"UTF-32", "\xff\xfe\x00\x00a\x00\x00\x00", "utf-32", tabular.NotText},
		{"program", strings.Repeat("\x7fELF\x02\x01\x01\x00\x00\x07\x13", 40), "binary", tabular.NotText},
		{"fours without zeros", strings.Repeat("a\x04", 100), "binary", tabular.NotText},
		{"cut gzip", cut[:len(cut)-20], "", tabular.Damaged},
		{"short cut gzip", packed(t, "a,b\n1,2\n")[:20], "", tabular.Damaged},
		{"gzip head only", "\x1f\x8b\x08", "", tabular.Damaged},
	} {
		t.Run(c.name, func(t *testing.T) {
			if e := openError(t, c.file); e.Kind != c.kind || e.Text != c.text {
				t.Errorf("got %v, want %s %q", e, c.kind, c.text)
			}
		})
	}
}

func TestHeaderWithoutRowsIsSaid(t *testing.T) {
	rows, errs := read(table(t, "name,price\n\n,\n"))
	if len(rows) != 0 || len(errs) != 1 || errs[0].Kind != tabular.NoRows || errs[0].Line != 1 {
		t.Errorf("got %q and %v, want NoRows at line 1", rows, errs)
	}
}

func TestOpenReadsAFileAndSaysWhyNot(t *testing.T) {
	dir := t.TempDir()
	path := filepath.Join(dir, "products.csv.gz")
	if err := os.WriteFile(path, []byte(packed(t, russian)), 0o600); err != nil {
		t.Fatal(err)
	}
	r, err := tabular.Open(path, tabular.Options{})
	if err != nil {
		t.Fatal(err)
	}
	for range 2 {
		if rows, errs := read(r); len(rows) != 2 || len(errs) > 0 {
			t.Errorf("got %d rows and %v, want 2", len(rows), errs)
		}
	}
	if done, size := r.Progress(); done != size || size == 0 {
		t.Errorf("progress %d of %d at the end", done, size)
	}
	if err := r.Close(); err != nil {
		t.Error(err)
	}
	if _, err := tabular.Open(filepath.Join(dir, "none.csv"), tabular.Options{}); tabular.KindOf(err) != tabular.Unreadable || !errors.Is(err, os.ErrNotExist) {
		t.Errorf("missing file: %v", err)
	}
	if _, err := tabular.Open(dir, tabular.Options{}); tabular.KindOf(err) != tabular.Unreadable {
		t.Errorf("folder: %v", err)
	}
}

func TestWhatTheCallerKnowsGoesBeforeWhatIsGuessed(t *testing.T) {
	file := "a#b,c\nx#\xe9,2\n"
	r, err := tabular.NewReader(strings.NewReader(file), int64(len(file)), tabular.Options{Delimiter: '#', Encoding: tabular.Windows1252})
	if err != nil {
		t.Fatal(err)
	}
	rows, errs := read(r)
	if diff := cmp.Diff([][]string{{"x", "é,2"}}, rows); diff != "" || len(errs) > 0 {
		t.Errorf("%s %v", diff, errs)
	}
	for _, c := range []byte{'"', ' ', '\n', 'a', '0', 0xff} {
		if _, err := tabular.NewReader(strings.NewReader("a"), 1, tabular.Options{Delimiter: c}); err == nil {
			t.Errorf("%q was taken as delimiter", c)
		}
	}
}
