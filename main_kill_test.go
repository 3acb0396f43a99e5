//go:build cgo && linux

package main

import (
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"os"
	"strings"
	"testing"
	"time"
)

// TestKilledAtAnyMomentNoAcknowledgedSaleIsLost kills the simulated cashier at random moments, again and again on the same
// books. Whatever was acknowledged must be stored with its number and total, the numbers must have no gap, and the
// verifier must be content. Twenty kills, with KASSA_PROVE=1 a thousand on twenty shops one after the other.
func TestKilledAtAnyMomentNoAcknowledgedSaleIsLost(t *testing.T) {
	shops, rounds := 1, 20
	if os.Getenv("KASSA_PROVE") != "" {
		shops, rounds = 20, 50
	}
	random := rand.New(rand.NewPCG(2026, 11))
	for range shops {
		killAgainAndAgain(t, random, rounds)
	}
}

// killAgainAndAgain opens a shop and kills the cashier in it.
func killAgainAndAgain(t *testing.T, random *rand.Rand, rounds int) {
	t.Helper()
	dir := newShop(t, goods(40))
	acked := map[string]string{} // sale id → "number total"
	for round := range rounds {
		p := start(t, nil, "--data", dir, "simulate", "cashier", "--sales", "100000", "--seed", fmt.Sprint(round))
		p.wait("a sale", 0, has("ACK"))
		<-time.After(time.Duration(random.IntN(300)) * time.Millisecond)
		p.kill()
		for _, line := range p.all() {
			if f := strings.Fields(line); len(f) >= 4 && f[0] == "ACK" {
				acked[f[2]] = f[1] + " " + f[3]
			}
		}
		run(t, 0, "--data", dir, "verify")
	}
	stored := storedSales(t, dir)
	if len(acked) < rounds {
		t.Fatalf("only %d sales were acknowledged in %d rounds", len(acked), rounds)
	}
	for id, want := range acked {
		if stored[id] != want {
			t.Errorf("sale %s was acknowledged as %q and is stored as %q", id, want, stored[id])
		}
	}
	t.Logf("%d kills, %d sales acknowledged, %d stored", rounds, len(acked), len(stored))
}

// TestAReceiptThatWasNeverStoredIsMissed is the control of the test above: a made-up acknowledgement must be noticed.
func TestAReceiptThatWasNeverStoredIsMissed(t *testing.T) {
	dir := newShop(t, goods(5))
	run(t, 0, "--data", dir, "simulate", "cashier", "--sales", "3", "--seed", "1")
	stored := storedSales(t, dir)
	if len(stored) != 3 {
		t.Fatalf("%d sales stored, want 3", len(stored))
	}
	if _, found := stored["01AAAAAAAAAAAAAAAAAAAAAAAA"]; found {
		t.Error("a sale that was never made is stored")
	}
}

// storedSales are the sales of a shop by id, as "number total", after a look that numbers have no gap.
func storedSales(t *testing.T, dir string) map[string]string {
	t.Helper()
	var list []struct {
		ID     string `json:"id"`
		Number string `json:"receipt"`
		Total  int64  `json:"total"`
	}
	out := run(t, 0, "--data", dir, "export", "sales", "--format", "json")
	if err := json.Unmarshal([]byte(out), &list); err != nil {
		t.Fatalf("%v in %s", err, tail(out))
	}
	stored := map[string]string{}
	for i, s := range list {
		stored[s.ID] = fmt.Sprintf("%s %d", s.Number, s.Total)
		if !strings.HasSuffix(s.Number, fmt.Sprintf("%07d", i+1)) {
			t.Errorf("sale %d of the books is number %s: a gap, or a repetition", i+1, s.Number)
		}
	}
	return stored
}

// goods is a product file of n rows.
func goods(n int) string {
	var b strings.Builder
	b.WriteString("barcode,name,price,tax,stock\n")
	for i := range n {
		fmt.Fprintf(&b, "%d,Product %d,%d.%02d,19,1000000\n", 2000000+i, i+1, 1+i%9, i*7%100)
	}
	return b.String()
}
