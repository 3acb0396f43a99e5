package tabular_test

import (
	"errors"
	"math/big"
	"strings"
	"testing"
	"unicode/utf8"

	"kassa/app/tabular"
)

// FuzzReader feeds any bytes: reading ends, errors are of this package, and the cells are harmless text within the limits.
func FuzzReader(f *testing.F) {
	for _, seed := range []string{
		"", "a,b\n1,2\n", "\ufeffa;b\r\n1;2", "a\tb\r1\t2\r", "sep=;\na;b\n", "a,b\n\"x\ny\",\"z\n1,2\n", "a,b\n1,\"x\"y\n", "\xff\xfea\x00,\x00b\x00", "a\x00;\x00b\x00\n\x00",
		"\xd7\xe0\xe9;\xd6\xe5\xed\xe0\n\xd7\xe0\xe9;1,5\n", "\x1f\x8b\x08", "PK\x03\x04", "a,b\n" + strings.Repeat("z\",\"", 50), "\"\"\"\"\n\"", "a\n\x1a",
	} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		var e *tabular.Error
		r, err := tabular.NewReader(strings.NewReader(string(data)), int64(len(data)), tabular.Options{})
		if err != nil {
			if !errors.As(err, &e) {
				t.Fatalf("%v is no *Error", err)
			}
			return
		}
		if _, err := r.Match(tabular.Mapping{Fields: productFields()}); err != nil && !errors.As(err, &e) {
			t.Fatalf("%v is no *Error", err)
		}
		line := 0
		for row, err := range r.Rows() {
			if err != nil && !errors.As(err, &e) {
				t.Fatalf("%v is no *Error", err)
			}
			if err == nil && (row.Line <= line || len(row.Cells) > tabular.MaxColumns) {
				t.Fatalf("row %+v behind line %d", row, line)
			}
			line = max(line, row.Line)
			for _, cell := range row.Cells {
				if !utf8.ValidString(cell) || strings.ContainsFunc(cell, func(r rune) bool { return r < ' ' || r >= 0x7F && r < 0xA0 }) {
					t.Fatalf("cell %q", cell)
				}
			}
		}
	})
}

// FuzzRoundTrip writes a table of any texts and numbers and reads it back.
func FuzzRoundTrip(f *testing.F) {
	f.Add("Tea", "=1+1", "line\r\nend", int64(-5), uint8(0))
	f.Add(`5" pipe`, "a;b,c|d\te", "'=x", int64(1<<62), uint8(1))
	f.Add(" blank ", "\x00\x01", "\xff\xfe", int64(0), uint8(6))
	f.Add("\r\x1e\n", "a\n;\n;", "", int64(7), uint8(3))
	f.Add("sep=,", "\ufeff", "Чай", int64(-1<<63), uint8(3))
	f.Fuzz(func(t *testing.T, a, b, c string, n int64, how uint8) {
		if len(a)+len(b)+len(c) > tabular.MaxField/3 {
			return
		}
		// The mark says that it is UTF-8: whether three letters are UTF-16 or not cannot be told otherwise.
		o := tabular.WriterOptions{Delimiter: ",;\t|"[how%4], Mark: true, DecimalComma: how&4 != 0}
		file := written(t, o, func(w *tabular.Writer) {
			w.Texts("a", "b", "c", "n")
			w.EndRow()
			w.Texts(a, b, c)
			w.Decimal(n, 2)
			w.EndRow()
		})
		rows, errs := read(table(t, file))
		if len(errs) > 0 || len(rows) != 1 || len(rows[0]) != 4 {
			t.Fatalf("%q gave %q and %v", file, rows, errs)
		}
		for i, text := range []string{a, b, c} {
			got := rows[0][i]
			if want := oneLine(text); strings.TrimLeft(got, "'") != strings.TrimLeft(want, "'") {
				t.Errorf("%q was written as %q and came back as %q", text, file, got)
			}
			if strings.ContainsAny(first(got), "=+-@") {
				t.Errorf("%q came out as a formula: %q", text, got)
			}
		}
		style := map[bool]tabular.Style{false: tabular.StylePoint, true: tabular.StyleComma}[o.DecimalComma]
		if got, err := tabular.ParseDecimal(rows[0][3], 2, style); (err != nil || got != n) && n != -1<<63 {
			t.Errorf("%d was written as %q and came back as %d, %v", n, rows[0][3], got, err)
		}
	})
}

// oneLine is what a text must look like after it was written, which takes control characters out, and read, which makes line ends blanks.
func oneLine(s string) string {
	s = strings.Map(func(r rune) rune {
		if r < ' ' && !strings.ContainsRune("\t\r\n", r) || r >= 0x7F && r < 0xA0 {
			return -1
		}
		return r
	}, strings.ToValidUTF8(s, "\uFFFD"))
	return strings.NewReplacer("\r\n", " ", "\r", " ", "\n", " ", "\t", " ", "\u2028", " ", "\u2029", " ").Replace(s)
}

// first is the first letter behind blanks.
func first(s string) string {
	for _, r := range strings.TrimLeft(s, " \u00a0") {
		return string(r)
	}
	return ""
}

// FuzzParseDecimal compares every number that is read with an exact fraction made from its digits.
func FuzzParseDecimal(f *testing.F) {
	for _, s := range []string{"1,234.56", "1.234,56", "1 234,56", "1'234", "-€5", "12,50 руб.", "1e9", "0x10", "NaN", "٣", "12.345", "9223372036854775807", ",5", "1,234"} {
		for style := range uint8(3) {
			f.Add(s, uint8(2), style)
		}
	}
	f.Fuzz(func(t *testing.T, s string, decimals, style uint8) {
		decimals, style = decimals%20, style%3
		got, err := tabular.ParseDecimal(s, int(decimals), tabular.Style(style))
		if err != nil {
			if tabular.KindOf(err) == "" || got != 0 {
				t.Fatalf("%q: %d, %v", s, got, err)
			}
			return
		}
		want, mark := new(big.Rat).SetInt64(got), tabular.CurrencyMark(s)
		want.Quo(want, new(big.Rat).SetInt(new(big.Int).Exp(big.NewInt(10), big.NewInt(int64(decimals)), nil)))
		bare := strings.NewReplacer(" ", "", "\t", "", "\u00a0", "", "\u2007", "", "\u2009", "", "\u202f", "", "'", "", "’", "", "\u2212", "-").Replace(strings.Replace(s, mark, "", 1))
		readings := 0
		for _, point := range []string{".", ","} {
			thousands := map[string]string{".": ",", ",": "."}[point]
			plain := strings.Replace(strings.ReplaceAll(bare, thousands, ""), point, ".", 1)
			if value, ok := new(big.Rat).SetString(plain); ok && value.Cmp(want) == 0 {
				readings++
			}
		}
		if readings == 0 {
			t.Errorf("%q was read as %d with %d decimals, which is neither reading of %q", s, got, decimals, bare)
		}
	})
}
