package verify_test

import (
	"context"
	"fmt"
	"iter"
	"os"
	"runtime"
	"testing"
	"time"

	"kassa/app/journal"
	"kassa/app/shop"
	"kassa/app/verify"
)

// stream is a shop of any number of sales that are made anew whenever somebody asks for them: only what the verifier
// keeps is in memory.
type stream struct {
	shelf
	t     testing.TB
	k     *keeper
	model shop.Sale
	moves []shop.StockMove
	n     int64
}

func newStream(t testing.TB, n int64) *stream {
	s := &stream{t: t, n: n}
	s.k = newKeeper(t, &s.shelf, "T1", 7)
	s.k.openShift()
	k := newKeeper(t, &shelf{}, "T1", 7)
	k.shift = s.k.shift
	s.model, s.moves = k.compose(3, 50)
	for range n {
		s.addUp()
	}
	return s
}

func (s *stream) addUp() {
	if len(s.stocks) == 0 {
		s.k.move(s.moves)
		s.k.addUp(s.model)
		s.shelf.moves = nil
		return
	}
	for _, m := range s.moves {
		for i := range s.stocks {
			if s.stocks[i].Product == string(m.Product) {
				s.stocks[i].Qty += int64(m.Qty)
			}
		}
	}
	s.k.addUp(s.model)
}

// at is sale number i+1.
func (s *stream) at(i int64) (shop.Sale, []shop.StockMove) {
	sale := s.model
	sale.ID, sale.Number = shop.ID(fmt.Sprintf("01JSALE%019d", i+1)), i+1
	moves := append([]shop.StockMove(nil), s.moves...)
	for k := range moves {
		moves[k].Document = sale.ID
	}
	sale.Lines = append([]shop.Line(nil), sale.Lines...)
	return sale, moves
}

func (s *stream) Records(ctx context.Context, till string) iter.Seq2[verify.Record, error] {
	return func(yield func(verify.Record, error) bool) {
		for r := range s.shelf.Records(ctx, till) {
			if !yield(r, nil) {
				return
			}
		}
		k := *s.k
		for i := range s.n {
			k.shelf = &shelf{}
			sale, moves := s.at(i)
			if !yield(k.write(sale.ID, sale.At, journal.OfSale(sale, moves...)), nil) {
				return
			}
		}
	}
}

func (s *stream) Series(context.Context, string) ([]string, error) { return []string{"A"}, nil }

func (s *stream) Sales(context.Context, string, string) iter.Seq2[verify.Sale, error] {
	return func(yield func(verify.Sale, error) bool) {
		for i := range s.n {
			if sale, _ := s.at(i); !yield(row(sale), nil) {
				return
			}
		}
	}
}

func (s *stream) Moves(context.Context) iter.Seq2[verify.Move, error] {
	return func(yield func(verify.Move, error) bool) {
		for i := range s.n {
			_, moves := s.at(i)
			for _, m := range moves {
				if !yield(moveRow(m), nil) {
					return
				}
			}
		}
	}
}

func (s *stream) Counts(ctx context.Context) (verify.Counts, error) {
	c, err := s.shelf.Counts(ctx)
	lines := int64(len(s.model.Lines))
	c.Records, c.Sales, c.Lines, c.LineTaxes = c.Records+s.n, s.n, s.n*lines, s.n*lines
	c.SaleTaxes, c.Payments, c.Moves = s.n, s.n*int64(len(s.model.Payments)), s.n*int64(len(s.moves))
	return c, err
}

// drain walks over everything once, as the verifier does, and does nothing with it.
func (s *stream) drain(ctx context.Context) time.Duration {
	began := time.Now()
	for range s.Moves(ctx) {
		continue
	}
	for range s.Records(ctx, s.tills[0].ID) {
		continue
	}
	for range s.Sales(ctx, "", "") {
		continue
	}
	return time.Since(began)
}

// BenchmarkVerifyRecords verifies 100,000 records (a million with KASSA_PROVE), each a sale of three lines. What making
// them costs is measured by itself and taken off.
func BenchmarkVerifyRecords(b *testing.B) {
	n := int64(100_000)
	if os.Getenv("KASSA_PROVE") != "" {
		n = 1_000_000
	}
	ctx, s := context.Background(), newStream(b, n)
	making := s.drain(ctx)
	runs, most := 0, uint64(0)
	memory := func(records int64) {
		var m runtime.MemStats
		if records%20_000 == 0 {
			runtime.ReadMemStats(&m)
			most = max(most, m.Sys-m.HeapReleased)
		}
	}
	for b.Loop() {
		rep, err := verify.Run(ctx, s, verify.Options{Progress: memory})
		if err != nil || !rep.OK() {
			b.Fatal(err, rep.Findings)
		}
		runs++
	}
	own := b.Elapsed()/time.Duration(runs) - making
	b.ReportMetric(float64(own.Nanoseconds())/float64(n), "ns/record")
	b.ReportMetric(own.Seconds(), "s/run")
	b.ReportMetric(float64(most)/(1<<20), "MiB")
}
