//go:build cgo && linux

package main

import (
	"fmt"
	"strings"
	"testing"
)

// TestTheDoctorLooksAtATillWhosePeopleHavePINs asks it without a PIN: it finds the printer of the shop and the key of the till.
func TestTheDoctorLooksAtATillWhosePeopleHavePINs(t *testing.T) {
	dir := demoShop(t)
	at := fmt.Sprintf("escpos+tcp://127.0.0.1:%d", freePort(t))
	d := &day{cashier: &cashier{t: t}, dir: dir}
	d.typing("271828\n", "--as", "O1", "config", "set", "printer.receipt", at)
	printer := start(t, nil, "simulate", "printer", "--at", at, "--out", t.TempDir())
	printer.wait("the printer", 0, has("READY"))
	said := run(t, 0, "--data", dir, "--lang", "en", "doctor")
	for _, want := range []string{"ok     Key of the till", "ok     Receipt printer"} {
		if !strings.Contains(said, want) {
			t.Errorf("the doctor lacks %q:\n%s", want, said)
		}
	}
}
