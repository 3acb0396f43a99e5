//go:build cgo

package cli_test

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"sync/atomic"
	"testing"

	"kassa/app/cli"
)

func TestOtherBooksAreVerifiedWithoutBeingTouched(t *testing.T) {
	w := newWorld(t)
	dir := w.shop()
	w.must(0, "--data", dir, "verify")
	head := string(w.heads[dir])
	w.must(0, "--data", dir, "--db", w.file(cli.Where{Data: dir}), "verify")
	if string(w.heads[dir]) != head {
		t.Error("the folder's head was written for other books")
	}
	if a := w.must(0, "--data", dir, "verify"); !strings.Contains(a.out, "3 records") {
		t.Errorf("the first verification is not the only record beside those of the founding:\n%s", a.out)
	}
}

func TestAnExportIsWrittenDown(t *testing.T) {
	w := newWorld(t)
	dir := w.shop()
	head := string(w.heads[dir])
	w.must(0, "--data", dir, "export", "sales")
	if string(w.heads[dir]) == head {
		t.Error("the head was not kept")
	}
	if a := w.must(0, "--data", dir, "verify"); !strings.Contains(a.out, "3 records") {
		t.Error(a.out)
	}
}

// ending is a context that ends after it was asked so often.
type ending struct {
	context.Context
	left atomic.Int64
}

func (e *ending) Err() error {
	if e.left.Add(-1) < 0 {
		return context.Canceled
	}
	return nil
}

func TestAnImportSaysItsOwnErrorBesideThatOfItsList(t *testing.T) {
	w := newWorld(t)
	dir := w.shop()
	var b strings.Builder
	b.WriteString("barcode,name,price\n")
	for i := range 8000 {
		fmt.Fprintf(&b, "%d,Product %d,1.00\n", 2_000_000+i, i)
	}
	ctx := &ending{Context: t.Context()}
	ctx.left.Store(6000)
	a := w.callIn(ctx, "--data", dir, "import", "products", w.file1("goods.csv", b.String()), "--refused", filepath.Join(w.dir, "none", "refused.csv"))
	for _, part := range []string{"Stopped", "The file cannot be written"} {
		if a.code != 2 || !strings.Contains(a.err, part) {
			t.Errorf("exit %d, no %q in %q", a.code, part, a.err)
		}
	}
}

func TestAnAnswerInAFileAppearsWholeOrNotAtAll(t *testing.T) {
	w := newWorld(t)
	dir := w.shop()
	out := filepath.Join(w.dir, "sales.csv")
	if a := w.must(0, "--data", dir, "export", "sales", "-o", out); a.out != "" || !strings.Contains(a.err, out) {
		t.Errorf("%+v", a)
	}
	if b, err := os.ReadFile(out); err != nil || !strings.HasPrefix(string(b), "receipt,sale_id,") {
		t.Errorf("%q %v", b, err)
	}
	w.must(2, "--data", dir, "export", "sales", "--format", "xml", "-o", filepath.Join(w.dir, "sales.xml"))
	entries, err := os.ReadDir(w.dir)
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range entries {
		if strings.Contains(e.Name(), "xml") || strings.HasPrefix(e.Name(), ".kassa") {
			t.Errorf("%s was left behind", e.Name())
		}
	}
	w.must(2, "--data", dir, "export", "sales", "-o", filepath.Join(w.dir, "none", "sales.csv"))
}
