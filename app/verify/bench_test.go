package verify_test

import (
	"context"
	"testing"

	"kassa/app/verify"
)

// BenchmarkVerifyARecord walks over sales of five lines; ns/op is per record, sales being most of them.
func BenchmarkVerifyARecord(b *testing.B) {
	books := &shelf{}
	k := newKeeper(b, books, "T1", 7)
	k.importGoods(50)
	k.openShift()
	for range 3000 {
		k.sell(5, 50)
	}
	records := len(books.records[books.tills[0].ID])
	b.ReportAllocs()
	n := 0
	for b.Loop() {
		rep, err := verify.Run(context.Background(), books, verify.Options{})
		if err != nil || !rep.OK() {
			b.Fatal(err, rep.Findings)
		}
		n += records
	}
	b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(n), "ns/record")
}
