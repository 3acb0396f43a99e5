//go:build cgo && linux

package main

import (
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// TestARestoreKilledAtAnyStepLeavesTheOldShopOrTheWholeNewOne kills a restore before each step in which files take their places.
// The next start finds the shop as it was, or the restored one whole; each verifies and sells on, and both happen. KASSA_PROVE=1 takes each step, else a few.
func TestARestoreKilledAtAnyStepLeavesTheOldShopOrTheWholeNewOne(t *testing.T) {
	program, env, arm := fragile(t)
	seen := map[string]int{}
	shop := newShop(t, goods(5))
	run(t, 0, "--data", shop, "simulate", "cashier", "--sales", "3", "--seed", "1")
	backup := filepath.Join(t.TempDir(), "one.backup")
	run(t, 0, "--data", shop, "backup", backup)
	run(t, 0, "--data", shop, "simulate", "cashier", "--sales", "2", "--seed", "2")
	steps, wantOld := []int{11, 10, 5, 2, 0}, 1
	if os.Getenv("KASSA_PROVE") != "" {
		steps, wantOld = []int{13, 12, 11, 10, 9, 8, 7, 6, 5, 4, 3, 2, 1, 0}, 3
	}
	for _, step := range steps {
		dir := filepath.Join(t.TempDir(), "shop")
		if out, err := exec.Command("cp", "-a", shop, dir).CombinedOutput(); err != nil {
			t.Fatalf("%v: %s", err, out)
		}
		arm(fmt.Sprintf("replace.%d kill", step))
		cmd := exec.Command(program, "--data", dir, "restore", backup)
		cmd.Env = append(os.Environ(), env...)
		out, err := cmd.CombinedOutput()
		if killed := step > 0; killed == (err == nil) {
			t.Fatalf("step %d: %v\n%s", step, err, out)
		}
		run(t, 0, "--data", dir, "verify")
		var report struct {
			Total struct {
				Receipts int `json:"receipts"`
			} `json:"total"`
		}
		text := run(t, 0, "--data", dir, "--json", "report", "sales")
		if err := json.Unmarshal([]byte(text[strings.Index(text, "{"):]), &report); err != nil {
			t.Fatal(err)
		}
		next := run(t, 0, "--data", dir, "simulate", "cashier", "--sales", "1", "--seed", "3")
		switch was := fmt.Sprint(report.Total.Receipts, strings.HasPrefix(next, "ACK T1-0000006 "), strings.HasPrefix(next, "ACK T1B")); was {
		case "5 true false", "3 false true":
			seen[was]++
		default:
			t.Errorf("killed at %d: %s\n%s%s", step, was, text, next)
		}
		run(t, 0, "--data", dir, "verify")
	}
	if seen["5 true false"] != wantOld || seen["3 false true"] != len(steps)-wantOld {
		t.Errorf("old and new shops: %v, want %d old of %d", seen, wantOld, len(steps))
	}
}
