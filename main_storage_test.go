//go:build cgo && linux

package main

import (
	"fmt"
	"strings"
	"testing"
)

// TestASaleWhoseCommitFailsIsFoundOrSoldAgain lets the disk fail at the commit of a sale in the real window, after it took place,
// before it, and so that the books cannot be opened again at once. Each sale is booked exactly once.
func TestASaleWhoseCommitFailsIsFoundOrSoldAgain(t *testing.T) {
	program, env, arm := fragile(t)
	dir := bigShop(t, 20)
	screen := display(t, "1366x768")
	till := launch(t, append(env, "DISPLAY="+screen, "LIBGL_ALWAYS_SOFTWARE=1", "KASSA_POSITIONS=1"), program, "--data", dir, "--lang", "en")
	till.wait("the window", 0, has("READY"))
	scan := func(i int) {
		t.Helper()
		from := len(till.all())
		xdo(t, screen, "type", "--delay", "1", code(i))
		xdo(t, screen, "key", "Return")
		till.wait("a line", from, has("STATE", "lines=1"))
	}
	refused := has("STATE", "receipt=")
	// cash takes exact cash, as often as the till says that the total was not read yet, and waits for what comes of it.
	cash := func(what string, match func(string) bool) string {
		t.Helper()
		for {
			from := len(till.all())
			xdo(t, screen, "key", "F9")
			line, _ := till.wait(what, from, func(l string) bool { return match(l) || refused(l) })
			if match(line) {
				return line
			}
		}
	}
	receipt := func(no int) (string, func(string) bool) {
		return fmt.Sprintf("receipt %d", no), has("STATE", fmt.Sprintf("receipt=T1-%07d", no))
	}

	scan(1)
	arm("commit.after eio")
	cash(receipt(1)) // it was booked, and is found

	scan(2)
	arm("commit.before eio")
	cash("the word that the disk failed", has("FAULT", "storage_again"))
	cash(receipt(2)) // it was not, and is sold again

	scan(3)
	arm("commit.after eio", "reopen eio")
	key := cash("the key to try again", func(l string) bool { return has("KEY")(l) && strings.HasSuffix(l, " Try again") })
	at := strings.Fields(key)
	from := len(till.all())
	xdo(t, screen, "mousemove", middle(at[1], at[3]), middle(at[2], at[4]), "click", "1")
	till.wait("the sell screen without the basket that was paid", from, has("STATE", "lines=0"))
	scan(4)
	cash(receipt(4))
	till.kill()
	run(t, 0, "--data", dir, "verify")
	if report := run(t, 0, "--data", dir, "--json", "report", "sales"); !strings.Contains(report, `"receipts":4`) {
		t.Errorf("the report says\n%s\nwant four receipts", report)
	}
}
