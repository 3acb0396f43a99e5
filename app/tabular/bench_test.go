package tabular_test

import (
	"bytes"
	"io"
	"testing"

	"kassa/app/tabular"
)

const benchRows = 100_000

func BenchmarkRead100000Rows(b *testing.B) {
	file := written(b, tabular.WriterOptions{}, func(w *tabular.Writer) { productRows(w, benchRows) })
	b.SetBytes(int64(len(file)))
	b.ReportAllocs()
	for b.Loop() {
		r, err := tabular.NewReader(bytes.NewReader([]byte(file)), int64(len(file)), tabular.Options{})
		if err != nil {
			b.Fatal(err)
		}
		n := 0
		for _, err := range r.Rows() {
			if err != nil {
				b.Fatal(err)
			}
			n++
		}
		if n != benchRows {
			b.Fatalf("%d rows", n)
		}
	}
	b.ReportMetric(float64(benchRows)*float64(b.N)/b.Elapsed().Seconds(), "rows/s")
}

func BenchmarkWrite100000Rows(b *testing.B) {
	b.ReportAllocs()
	for b.Loop() {
		w := tabular.NewWriter(io.Discard, tabular.WriterOptions{})
		productRows(w, benchRows)
		if err := w.Close(); err != nil {
			b.Fatal(err)
		}
	}
	b.ReportMetric(float64(benchRows)*float64(b.N)/b.Elapsed().Seconds(), "rows/s")
}

func BenchmarkParseDecimal(b *testing.B) {
	b.ReportAllocs()
	for b.Loop() {
		if _, err := tabular.ParseDecimal("1 234,56", 2, tabular.StyleComma); err != nil {
			b.Fatal(err)
		}
	}
}
