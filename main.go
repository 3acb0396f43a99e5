// Kassa is the till of a small shop: one binary, no server. This file only wires: it hands the command line the
// books, the devices and the window that the machine has, and the two things the shop itself may not reach for: the
// clock and chance.
package main

import (
	"context"
	"crypto/rand"
	"fmt"
	"os"
	"os/signal"
	"runtime/debug"
	"syscall"
	"time"

	"github.com/oklog/ulid/v2"
	"golang.org/x/term"

	"kassa/app/cli"
	"kassa/app/shop"
)

// version is set by the build: -ldflags "-X main.version=…".
var version = ""

func main() {
	joinConsole()
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	house := &house{now: time.Now, newID: newIDs()}
	since := house.now()
	code := cli.Run(ctx, house.world())
	stop()
	if err := house.again(since); err != nil {
		fmt.Fprintln(os.Stderr, err)
	}
	os.Exit(code)
}

func (house *house) world() cli.World {
	w := cli.World{
		Args:            os.Args[1:],
		Stdin:           os.Stdin,
		ReadSecret:      readSecret,
		Chance:          rand.Reader,
		Stdout:          os.Stdout,
		Stderr:          os.Stderr,
		Env:             environment,
		IsTerminal:      isTerminal(os.Stderr),
		Version:         programVersion(),
		Now:             house.now,
		NewID:           house.newID,
		CreateStore:     house.createStore,
		OpenShop:        house.openShop,
		OpenEvidence:    house.openEvidence,
		RunWindow:       house.runWindow,
		Examine:         house.examine,
		Autostart:       autostart{},
		FoundShop:       house.foundShop,
		RestoreShop:     house.restoreShop,
		RunAssistant:    house.runAssistant,
		Traces:          house.traces,
		CheckAddress:    checkAddress,
		SimulatePrinter: house.simulatePrinter,
	}
	if fromDesktop() {
		w.ShowFailure = house.showFailure
	}
	return w
}

// newIDs makes ULIDs that grow within a millisecond, so that rows written together lie together.
func newIDs() func() shop.ID {
	chance := &ulid.LockedMonotonicReader{MonotonicReader: ulid.Monotonic(rand.Reader, 0)}
	return func() shop.ID {
		return shop.ID(ulid.MustNew(ulid.Timestamp(time.Now()), chance).String())
	}
}

// programVersion is what the build said, or what Go knows of a plain `go run .`.
func programVersion() string {
	if version != "" {
		return version
	}
	if info, ok := debug.ReadBuildInfo(); ok && info.Main.Version != "" && info.Main.Version != "(devel)" {
		return info.Main.Version
	}
	return "0.1.0"
}

// readSecret asks on the terminal; what is typed is not shown.
func readSecret(prompt string) (string, error) {
	in := int(os.Stdin.Fd())
	if !term.IsTerminal(in) {
		return "", cli.ErrNoTerminal
	}
	fmt.Fprint(os.Stderr, prompt)
	typed, err := term.ReadPassword(in)
	fmt.Fprintln(os.Stderr)
	return string(typed), err
}

func isTerminal(f *os.File) bool {
	info, err := f.Stat()
	return err == nil && info.Mode()&os.ModeCharDevice != 0
}
