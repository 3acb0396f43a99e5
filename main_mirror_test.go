//go:build cgo && linux

package main

import (
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"
)

// TestALostFolderComesBackFromTheMirror lets the simulated cashier sell, takes the whole folder of the shop away at a random moment
// and kills the till, and puts the shop back from the backup and the mirror on the stick: of what was acknowledged more than two
// seconds before, nothing may be missing, and the books must check out. KASSA_PROVE=1 does it a hundred times, else twice.
func TestALostFolderComesBackFromTheMirror(t *testing.T) {
	rounds := 2
	if os.Getenv("KASSA_PROVE") != "" {
		rounds = 100
	}
	random := rand.New(rand.NewPCG(2026, 12))
	lost, acked := 0, 0
	for round := range rounds {
		stick, dir := t.TempDir(), newShop(t, goods(20))
		run(t, 0, "--data", dir, "config", "set", "mirror.place", stick)
		run(t, 0, "--data", dir, "simulate", "cashier", "--sales", "1", "--seed", "1") // with the backup that the mirror goes on from
		seen := sellAndLose(t, dir, time.Duration(500+random.IntN(3000))*time.Millisecond, fmt.Sprint(round))
		into := filepath.Join(t.TempDir(), "shop")
		run(t, 0, "restore", newestBackup(t, stick), "--mirror", stick, "--into", into)
		run(t, 0, "--data", into, "verify")
		run(t, 0, "--data", into, "reconcile")
		stored := storedSales(t, into)
		for _, s := range seen.sales {
			acked++
			switch {
			case stored[s.id] == s.said:
			case seen.end.Sub(s.at) > 2*time.Second || stored[s.id] != "":
				t.Errorf("round %d: sale %s was acknowledged %v before the end as %q and came back as %q", round, s.id, seen.end.Sub(s.at), s.said, stored[s.id])
			default:
				lost++
			}
		}
	}
	t.Logf("%d folders lost, %d sales acknowledged, %d younger than two seconds not in the mirror", rounds, acked, lost)
	if acked < rounds {
		t.Errorf("only %d sales were acknowledged", acked)
	}
}

// TestAMirrorWithoutItsFirstFileIsRefused is the control: what is taken out of the mirror must be missed, by its records.
func TestAMirrorWithoutItsFirstFileIsRefused(t *testing.T) {
	stick, dir := t.TempDir(), newShop(t, goods(5))
	run(t, 0, "--data", dir, "config", "set", "mirror.place", stick)
	sell := func() []string {
		run(t, 0, "--data", dir, "simulate", "cashier", "--sales", "3", "--seed", "1")
		files, err := filepath.Glob(filepath.Join(stick, "*.mirror"))
		if err != nil {
			t.Fatal(err)
		}
		return files
	}
	known := sell()
	early := filepath.Join(t.TempDir(), filepath.Base(newestBackup(t, stick))) // the next of this second takes its place
	content, err := os.ReadFile(newestBackup(t, stick))
	if err == nil {
		err = os.WriteFile(early, content, 0o600)
	}
	if err != nil {
		t.Fatal(err)
	}
	sell()
	files := sell()
	later := slices.DeleteFunc(files, func(name string) bool { return slices.Contains(known, name) })
	if len(later) < 2 {
		t.Fatalf("%d files of the mirror are younger than the first backup, want at least 2", len(later))
	}
	if err := os.Remove(later[0]); err != nil {
		t.Fatal(err)
	}
	into := filepath.Join(t.TempDir(), "shop")
	run(t, 2, "restore", early, "--mirror", stick, "--into", into)
	run(t, 0, "restore", newestBackup(t, stick), "--mirror", stick, "--into", into)
}

// ackedSale is a sale as it was acknowledged, and when that was read.
type ackedSale struct {
	id, said string
	at       time.Time
}

// lostSales is what was acknowledged before a folder was lost.
type lostSales struct {
	sales []ackedSale
	end   time.Time
}

// sellAndLose sells for a while; then the folder is gone, and the till with it.
func sellAndLose(t *testing.T, dir string, after time.Duration, seed string) (s lostSales) {
	t.Helper()
	p := start(t, nil, "--data", dir, "simulate", "cashier", "--sales", "100000", "--rate", "40", "--seed", seed)
	p.wait("a sale", 0, has("ACK"))
	var watching sync.WaitGroup
	done := make(chan struct{})
	watching.Go(func() {
		beat := time.NewTicker(5 * time.Millisecond)
		defer beat.Stop()
		for read := 0; ; {
			lines := p.all()
			for ; read < len(lines); read++ {
				if f := strings.Fields(lines[read]); len(f) >= 4 && f[0] == "ACK" {
					s.sales = append(s.sales, ackedSale{f[2], f[1] + " " + f[3], time.Now()})
				}
			}
			select {
			case <-done:
				return
			case <-beat.C:
			}
		}
	})
	<-time.After(after)
	s.end = time.Now()
	if err := os.Rename(dir, dir+"-lost"); err != nil {
		t.Fatal(err)
	}
	p.kill()
	close(done)
	watching.Wait()
	if err := os.RemoveAll(dir + "-lost"); err != nil {
		t.Fatal(err)
	}
	return s
}

// newestBackup is the newest backup in a folder.
func newestBackup(t *testing.T, folder string) string {
	t.Helper()
	list, err := filepath.Glob(filepath.Join(folder, "*.backup"))
	if err != nil || len(list) == 0 {
		t.Fatalf("no backup in %s: %v", folder, err)
	}
	return slices.Max(list)
}
