//go:build cgo

package cli_test

import (
	"strings"
	"testing"
)

func TestASimulatedCashierTakesCardsToo(t *testing.T) {
	w := newWorld(t)
	dir := w.shop()
	w.must(0, "--data", dir, "import", "products", w.file1("goods.csv", "barcode,name,price,tax\n4006381333931,Highlighter,1.35,19\n"))
	w.must(0, "--data", dir, "simulate", "cashier", "--sales", "12", "--seed", "3", "--tender", "mixed")
	tenders := w.must(0, "--data", dir, "report", "sales", "--by", "tender").out
	if !strings.Contains(tenders, "Cash") || !strings.Contains(tenders, "Card") {
		t.Errorf("twelve mixed sales are reported as\n%s", tenders)
	}
	w.must(0, "--data", dir, "verify")
}
