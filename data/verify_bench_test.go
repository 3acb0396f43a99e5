//go:build cgo

package data_test

import (
	"os"
	"path/filepath"
	"runtime"
	"testing"
)

// BenchmarkVerifyBooks verifies a shop on SQLite, of 5,000 sales (100,000 with KASSA_PROVE, which are written for some minutes
// first); ns/record is per journal record, almost each a sale of three lines, so that 20,000 is a million records in 20 s.
func BenchmarkVerifyBooks(b *testing.B) {
	l := openLedger(b, filepath.Join(b.TempDir(), "kassa.db"))
	l.plain = true
	sales := 5000
	if os.Getenv("KASSA_PROVE") != "" {
		sales = 100_000
	}
	for range sales {
		l.sell(3, "")
	}
	var records int64
	b.ReportAllocs()
	for b.Loop() {
		rep, err := verified(b, l.store)
		if err != nil || !rep.OK() {
			b.Fatal(err, rep.Findings)
		}
		records += rep.Records
	}
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(records), "ns/record")
	b.ReportMetric(float64(m.Sys)/(1<<20), "MiB")
}
