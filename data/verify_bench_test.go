//go:build cgo

package data_test

import (
	"path/filepath"
	"runtime"
	"testing"
)

// BenchmarkVerifyBooks verifies a shop on SQLite; ns/record is per journal record, almost each a sale of three lines.
func BenchmarkVerifyBooks(b *testing.B) {
	l := openLedger(b, filepath.Join(b.TempDir(), "kassa.db"))
	l.plain = true
	for range 5000 {
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
