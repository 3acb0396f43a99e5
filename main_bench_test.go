//go:build cgo && linux

package main

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"
)

// These figures are of the real program in a real window under Xvfb with software OpenGL, beside their yardstick in the
// same run: `make bench`, or go test -bench 'Window' -benchtime 15x .

// BenchmarkWindowStart starts the till on a shop of 100,000 products and the smallest Fyne program in turn, and reports
// the medians from start to the painted first screen, their ratio, and the memory of both.
func BenchmarkWindowStart(b *testing.B) {
	hello := filepath.Join(b.TempDir(), "hello")
	if out, err := exec.Command("go", "build", "-o", hello, "./testdata/hello").CombinedOutput(); err != nil {
		b.Fatalf("%v\n%s", err, out)
	}
	dir := bigShop(b, 100_000)
	screen := display(b, "1366x768")
	var yard, till []float64
	var yardKB, tillKB []float64
	for b.Loop() {
		ms, kb := startOnce(b, screen, hello)
		yard, yardKB = append(yard, ms), append(yardKB, kb)
		ms, kb = startOnce(b, screen, binary, "--data", dir, "--lang", "en")
		till, tillKB = append(till, ms), append(tillKB, kb)
	}
	b.ReportMetric(median(yard), "hello-ms")
	b.ReportMetric(median(till), "till-ms")
	b.ReportMetric(median(till)/median(yard), "x-hello")
	b.ReportMetric(median(yardKB)/1024, "hello-MB")
	b.ReportMetric(median(tillKB)/1024, "till-MB")
	b.ReportMetric((median(tillKB)-median(yardKB))/1024, "MB-more")
	b.ReportMetric(0, "ns/op")
}

// startOnce runs a program until it says READY: milliseconds from start, kilobytes resident.
func startOnce(b *testing.B, screen string, name string, args ...string) (ms, kb float64) {
	b.Helper()
	from := time.Now()
	p := launch(b, []string{"DISPLAY=" + screen, "LIBGL_ALWAYS_SOFTWARE=1", "KASSA_POSITIONS=1"}, name, args...)
	p.wait("the painted window", 0, has("READY"))
	ms = float64(time.Since(from).Microseconds()) / 1000
	kb = float64(resident(b, p.cmd.Process.Pid))
	p.kill()
	return ms, kb
}

// resident is the resident memory of a process in kilobytes (proc(5), VmRSS).
func resident(t testing.TB, pid int) int {
	t.Helper()
	text, err := os.ReadFile(fmt.Sprintf("/proc/%d/status", pid))
	if err != nil {
		t.Fatal(err)
	}
	for _, line := range strings.Split(string(text), "\n") {
		if f := strings.Fields(line); len(f) > 1 && f[0] == "VmRSS:" {
			kb, _ := strconv.Atoi(f[1])
			return kb
		}
	}
	return 0
}

// BenchmarkWindowScan types codes as a scanner does and reports the time from the Enter key to the painted basket.
func BenchmarkWindowScan(b *testing.B) {
	w := openWindow(b, bigShop(b, 1000))
	var took []float64
	for i := 0; b.Loop(); i++ {
		xdo(b, w.screen, "type", "--delay", "1", code(i%1000))
		seen := len(w.till.all())
		from := time.Now()
		xdo(b, w.screen, "key", "Return")
		w.till.wait("the painted line", seen, has("STATE"))
		took = append(took, float64(time.Since(from).Microseconds())/1000)
	}
	b.ReportMetric(median(took), "scan-ms")
	b.ReportMetric(0, "ns/op")
}

// BenchmarkWindowTap taps a tile and reports the time from the tap to the painted basket.
func BenchmarkWindowTap(b *testing.B) {
	w := openWindow(b, bigShop(b, 1000))
	x, y := w.till.spot("tile-0")
	xdo(b, w.screen, "mousemove", x, y)
	var took []float64
	for b.Loop() {
		seen := len(w.till.all())
		from := time.Now()
		xdo(b, w.screen, "click", "1")
		w.till.wait("the painted line", seen, has("STATE"))
		took = append(took, float64(time.Since(from).Microseconds())/1000)
	}
	b.ReportMetric(median(took), "tap-ms")
	b.ReportMetric(0, "ns/op")
}

// BenchmarkWindowSignIn locks a till of the demo shop, types the PIN of a cashier and reports the time from its last digit to the
// painted sell screen.
func BenchmarkWindowSignIn(b *testing.B) {
	w := openWindow(b, demoShop(b))
	var took []float64
	for b.Loop() {
		w.lock(b)
		w.press(b, "person: Cashier 1")
		xdo(b, w.screen, "type", "--delay", "120", "159")
		seen := len(w.till.all())
		from := time.Now()
		xdo(b, w.screen, "type", "2")
		w.till.wait("the sell screen", seen, has("PERSON", "C1"))
		took = append(took, float64(time.Since(from).Microseconds())/1000)
	}
	b.ReportMetric(median(took), "sign-in-ms")
	b.ReportMetric(0, "ns/op")
}

// BenchmarkWindowRooms goes from room to room by the keyboard and reports the time to the painted room.
func BenchmarkWindowRooms(b *testing.B) {
	w := openWindow(b, demoShop(b))
	w.lock(b)
	w.press(b, "person: Owner 1")
	xdo(b, w.screen, "type", "--delay", "40", "271828")
	w.till.wait("the owner", 0, has("PERSON", "O1"))
	took := map[string][]float64{}
	for b.Loop() {
		for key, name := range map[string]string{"2": "receipts", "3": "cash", "4": "stock", "1": "sell"} {
			xdo(b, w.screen, "mousemove", "700", "760")
			seen := len(w.till.all())
			from := time.Now()
			xdo(b, w.screen, "key", "ctrl+"+key)
			w.till.wait("the room", seen, has("ROOM", name))
			took[name] = append(took[name], float64(time.Since(from).Microseconds())/1000)
		}
	}
	for name, list := range took {
		b.ReportMetric(median(list), name+"-ms")
	}
	b.ReportMetric(0, "ns/op")
}

// demoShop is the demo shop in a fresh folder.
func demoShop(t testing.TB) string {
	t.Helper()
	dir := filepath.Join(t.TempDir(), "demo")
	run(t, 0, "demo", dir, "--no-window", "--lang", "en")
	return dir
}

func (w window) lock(t testing.TB) {
	t.Helper()
	seen := len(w.till.all())
	xdo(t, w.screen, "key", "ctrl+l")
	w.till.wait("the lock", seen, func(l string) bool { return l == "PERSON" })
}

// press taps a key by its words.
func (w window) press(t testing.TB, label string) {
	t.Helper()
	var x, y string
	w.till.until(label, func() (found bool) {
		_, x, y, found = w.till.standing(exactly(label))
		return found
	})
	xdo(t, w.screen, "mousemove", x, y, "click", "1")
}

// TestTwentyScansASecondLoseNothing types sixty codes (two hundred with KASSA_PROVE=1) at twenty a second into the real
// window; every one must be in the basket.
func TestTwentyScansASecondLoseNothing(t *testing.T) {
	scans := 60
	if os.Getenv("KASSA_PROVE") != "" {
		scans = 200
	}
	w := openWindow(t, bigShop(t, 500))
	beat := time.NewTicker(50 * time.Millisecond)
	defer beat.Stop()
	for i := range scans {
		<-beat.C
		xdo(t, w.screen, "type", "--delay", "1", code(i))
		xdo(t, w.screen, "key", "Return")
	}
	w.till.wait("the last line", 0, has("STATE", fmt.Sprintf("lines=%d", scans)))
}

// window is the till in a window of its own.
type window struct {
	screen string
	till   *process
}

func openWindow(t testing.TB, dir string) window {
	t.Helper()
	screen := display(t, "1366x768")
	till := launch(t, []string{"DISPLAY=" + screen, "LIBGL_ALWAYS_SOFTWARE=1", "KASSA_POSITIONS=1"}, binary, "--data", dir, "--lang", "en")
	till.wait("the window", 0, has("READY"))
	xdo(t, screen, "mousemove", "5", "400")
	return window{screen, till}
}

// bigShop is a shop of n products with the codes of code.
func bigShop(t testing.TB, n int) string {
	t.Helper()
	var csv strings.Builder
	csv.WriteString("barcode,name,price,tax,stock\n")
	for i := range n {
		fmt.Fprintf(&csv, "%s,Product %d of the shelf,%d.%02d,19,1000\n", code(i), i+1, 1+i%9, i*7%100)
	}
	return newShop(t, csv.String())
}

// code is the barcode of product i: an own code of the shop, no trade number.
func code(i int) string { return fmt.Sprintf("27%07d", i) }

func median(list []float64) float64 {
	s := slices.Sorted(slices.Values(list))
	return s[len(s)/2]
}
