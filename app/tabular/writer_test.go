package tabular_test

import (
	"bytes"
	"errors"
	"math"
	"strings"
	"testing"
	"time"

	"kassa/app/tabular"
)

// written gives the file that fill writes.
func written(t testing.TB, o tabular.WriterOptions, fill func(w *tabular.Writer)) string {
	t.Helper()
	var b bytes.Buffer
	w := tabular.NewWriter(&b, o)
	fill(w)
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

func TestTextsAreQuotedWhereNeeded(t *testing.T) {
	for text, want := range map[string]string{
		"Tea": "Tea", `5" pipe`: `"5"" pipe"`, "a,b": `"a,b"`, "a;b": `"a;b"`, "a|b": `"a|b"`, "one\r\ntwo": "\"one\r\ntwo\"", "a\tb": "\"a\tb\"",
		" a": `" a"`, "a ": `"a "`, "": `""`, "sep=;": `"sep=;"`, "Чай": "Чай", "a\x00\x1bb\u0085": "ab", "a\xffb": "a\uFFFDb", "\ufeffa": "\"\ufeffa\"",
	} {
		if got := written(t, tabular.WriterOptions{}, func(w *tabular.Writer) { w.Text(text); w.EndRow() }); got != want+"\r\n" {
			t.Errorf("%q: got %q, want %q", text, got, want)
		}
	}
}

func TestFormulasAreMadeTexts(t *testing.T) {
	for _, start := range []string{"=", "+", "-", "@", "\t", "\r", "\n", "\x00", "＝", "＋", "－", "＠", " =", "\u00a0=", "'=", "''-", "\x01=", "\x00\x00=", "\x00a", "\u200b"} {
		text := start + "cmd|'/c calc'!A1"
		got := written(t, tabular.WriterOptions{}, func(w *tabular.Writer) { w.Text(text); w.EndRow() })
		want := start != "\u200b"
		if guarded := strings.HasPrefix(strings.TrimPrefix(got, `"`), "'"); guarded != want {
			t.Errorf("%q is written as %q", text, got)
		}
	}
	for _, harmless := range []string{"a=b", "5-6", "'quoted'", "1", "", "\"=\""} {
		if got := tabular.Guard(harmless); got != harmless {
			t.Errorf("%q became %q", harmless, got)
		}
	}
}

func TestUnguardTakesBackWhatGuardDid(t *testing.T) {
	for _, s := range []string{"", "'", "''", "a", "=1", "'=1", "''=1", "'a", "-5", " =1", "' =1", "\x00", "\tx", "@"} {
		if got := tabular.Unguard(tabular.Guard(s)); got != s {
			t.Errorf("%q came back as %q", s, got)
		}
	}
}

func TestNumbersStayNumbers(t *testing.T) {
	at := time.Date(2026, 3, 1, 9, 30, 15, 999, time.FixedZone("", 3*3600))
	fill := func(w *tabular.Writer) {
		w.Int(-7)
		w.Decimal(-123450, 2)
		w.Decimal(5, 3)
		w.Decimal(-5, 2)
		w.Decimal(12, 0)
		w.Decimal(math.MinInt64, 2)
		w.Time(at)
		w.Time(time.Time{})
		w.Empty()
		w.EndRow()
	}
	const same = "2026-03-01T09:30:15+03:00"
	for _, c := range []struct {
		options tabular.WriterOptions
		want    string
	}{
		{tabular.WriterOptions{}, "-7,-1234.50,0.005,-0.05,12,-92233720368547758.08," + same + ",,\r\n"},
		{tabular.WriterOptions{Delimiter: ';', DecimalComma: true, Mark: true}, "\ufeff-7;-1234,50;0,005;-0,05;12;-92233720368547758,08;" + same + ";;\r\n"},
		{tabular.WriterOptions{DecimalComma: true}, "-7,\"-1234,50\",\"0,005\",\"-0,05\",12,\"-92233720368547758,08\"," + same + ",,\r\n"},
	} {
		if got := written(t, c.options, fill); got != c.want {
			t.Errorf("got %q, want %q", got, c.want)
		}
	}
}

// full is a disk without room.
type full struct{}

var errFull = errors.New("no room")

func (full) Write([]byte) (int, error) { return 0, errFull }

func TestWriterKeepsItsFirstError(t *testing.T) {
	w := tabular.NewWriter(full{}, tabular.WriterOptions{})
	productRows(w, 5_000)
	if err := w.Close(); !errors.Is(err, errFull) {
		t.Errorf("full disk: %v", err)
	}
	var b bytes.Buffer
	w = tabular.NewWriter(&b, tabular.WriterOptions{Delimiter: 'x'})
	w.Text("a")
	if err := w.Close(); err == nil || b.Len() > 0 {
		t.Errorf("delimiter x: %v, wrote %q", err, b.String())
	}
	w = tabular.NewWriter(&b, tabular.WriterOptions{})
	w.Decimal(1, 19)
	if err := w.Close(); err == nil {
		t.Error("19 decimals were written")
	}
}

func TestWhatIsWrittenIsReadBack(t *testing.T) {
	for _, o := range []tabular.WriterOptions{{}, {Delimiter: ';', Mark: true, DecimalComma: true}, {Delimiter: '\t'}, {Delimiter: '|'}} {
		r := table(t, written(t, o, func(w *tabular.Writer) { productRows(w, 1_000) }))
		columns, err := r.Match(tabular.Mapping{Fields: productFields()})
		if err != nil {
			t.Fatal(err)
		}
		style, err := r.Style(columns.Index("price"))
		if want := map[bool]tabular.Style{false: tabular.StylePoint, true: tabular.StyleComma}[o.DecimalComma]; err != nil || style != want {
			t.Fatalf("style %d, %v; want %d", style, err, want)
		}
		n := int64(0)
		for row, err := range r.Rows() {
			price, perr := columns.Decimal(row, "price", 2, style)
			stock, serr := columns.Decimal(row, "stock", 3, style)
			if err := errors.Join(err, perr, serr); err != nil || price != n*7%100_000 || stock != n*13%50_000 {
				t.Fatalf("row %d: price %d, stock %d, %v", n, price, stock, err)
			}
			n++
		}
		if n != 1_000 {
			t.Errorf("%d rows came back", n)
		}
	}
}
