//go:build cgo

package cli_test

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"kassa/app"
	"kassa/app/cli"
	"kassa/app/fault"
	"kassa/app/office"
)

func TestTheTillStartsByItselfWithTheShopThatWasNamed(t *testing.T) {
	w := newWorld(t)
	w.must(0, "--data", w.dir, "--till", "T2", "autostart", "on", "--fullscreen")
	if got, want := strings.Join(w.starts, " "), "--data "+w.dir+" --till T2 --fullscreen"; got != want {
		t.Errorf("it starts with %q, want %q", got, want)
	}
	if a := w.must(0, "autostart", "off", "--json"); w.starts != nil || strings.TrimSpace(a.out) != `{"autostart":false}` {
		t.Errorf("it still starts: %q, answered %s", w.starts, a.out)
	}
}

func TestTheDoctorAnswersNoWhenSomethingIsWrong(t *testing.T) {
	w := newWorld(t)
	w.facts = office.Facts{Program: "Kassa 1.2.3", Free: 50 << 30, HasFree: true,
		Database: office.Database{Kind: "postgres", Settings: map[string]string{"fsync": "on", "synchronous_commit": "on"}}}
	if a := w.must(0, "doctor"); !strings.Contains(a.out, "ok     Program: Kassa 1.2.3") || !strings.Contains(a.out, "There is no backup yet.") ||
		!strings.HasSuffix(a.out, "Nothing is wrong.\n") {
		t.Errorf("it says\n%s", a.out)
	}
	w.facts.Key = fault.New(fault.KeyDiffers, nil)
	w.facts.Free = 1
	if a := w.must(1, "doctor", "--lang", "ru"); !strings.Contains(a.out, "ПЛОХО  Ключ кассы") || !strings.Contains(a.out, "Диск почти заполнен") {
		t.Errorf("it says\n%s", a.out)
	}
	var said struct {
		OK     bool
		Checks []struct{ Name, State, Text string }
	}
	if err := json.Unmarshal([]byte(w.must(1, "doctor", "--json").out), &said); err != nil || said.OK || len(said.Checks) < 8 {
		t.Errorf("%+v, %v", said, err)
	}
}

func TestDevicesAreListedAndTried(t *testing.T) {
	w := newWorld(t)
	dir := w.shop()
	if a := w.must(0, "--data", dir, "devices", "list"); !strings.Contains(a.out, "Receipt printer: – · not set up") {
		t.Errorf("it says\n%s", a.out)
	}
	w.must(0, "--data", dir, "config", "set", "printer.receipt", "sim:")
	var said struct {
		Devices []struct{ Key, Address, State string }
	}
	if err := json.Unmarshal([]byte(w.must(0, "--data", dir, "devices", "list", "--json").out), &said); err != nil ||
		len(said.Devices) != 2 || said.Devices[0].Address != "sim:" || said.Devices[0].State != "healthy" {
		t.Errorf("%+v, %v", said, err)
	}
	if a := w.must(0, "--data", dir, "devices", "test", "drawer"); !strings.Contains(a.out, "written down") {
		t.Errorf("it says\n%s", a.out)
	}
	if a := w.must(2, "--data", dir, "devices", "test", "kettle"); !strings.Contains(a.err, "printer.receipt") {
		t.Errorf("it says\n%s", a.err)
	}
}

func TestAnEmptyFolderAsksTheOwnerAndOpensTheTillOfTheShopThatIsFounded(t *testing.T) {
	w := newWorld(t)
	dir := filepath.Join(w.dir, "new")
	w.lang = "ru_RU.UTF-8"
	w.assist = func(ctx context.Context, a cli.Assistant) error {
		if a.Lang != "ru" || a.Locale != "ru_RU.UTF-8" || a.Theme != "dark" {
			t.Errorf("the assistant begins with %+v", a)
		}
		if _, err := a.Found(ctx, app.FirstDay{Answers: office.Answers{Lang: "ru", Country: "RU"}}); !fault.Is(err, fault.EmptyName) {
			t.Errorf("a shop without a name: %v", err)
		}
		if _, err := os.Stat(filepath.Join(dir, "kassa.db")); err == nil {
			t.Error("books were left by a founding that failed")
		}
		day := app.FirstDay{Answers: office.Answers{Lang: "ru", Name: "Лавка", Country: "RU", Examples: true}, PIN: "271828"}
		if _, err := a.Found(ctx, day); err != nil {
			return err
		}
		till, note, err := a.Open(ctx)
		if err != nil {
			return err
		}
		if p := till.Person(); p.Code != "O1" || note(nil) != "" {
			t.Errorf("at the till is %+v", p)
		}
		return nil
	}
	w.must(0, "--data", dir, "--theme", "dark")
	w.must(0, "--data", dir, "verify")
	w.assist = func(context.Context, cli.Assistant) error { return errors.New("asked again") }
	w.must(0, "--data", dir)
	if len(w.windows) != 1 {
		t.Errorf("%d windows of the till, want one", len(w.windows))
	}
}

func TestAShopThatWasFoundedButNotOpenedIsOpenedByTheNextTry(t *testing.T) {
	w := newWorld(t)
	dir := filepath.Join(w.dir, "new")
	w.assist = func(ctx context.Context, a cli.Assistant) error {
		day := app.FirstDay{Answers: office.Answers{Lang: "en", Name: "Corner shop", Country: "DE"}, PIN: "271828"}
		code, err := a.Found(ctx, day)
		if err != nil || code == "" {
			t.Fatalf("code %q, %v", code, err)
		}
		w.spoiled = bytes.Repeat([]byte{6}, 32)
		if _, _, err = a.Open(ctx); err == nil || w.opens != 0 {
			t.Errorf("opened with another pepper: %v, and %d shops stay open", err, w.opens)
		}
		w.spoiled = nil
		again, err := a.Found(ctx, day)
		if err != nil || again != code {
			t.Errorf("the second try says %q, %v; want the code %q", again, err, code)
		}
		till, _, err := a.Open(ctx)
		if err != nil || till.Person().Code != "O1" || w.opens != 1 {
			t.Errorf("%v, %d shops are open", err, w.opens)
		}
		return nil
	}
	w.must(0, "--data", dir)
	if w.opens != 0 {
		t.Errorf("%d shops stay open", w.opens)
	}
}

func TestAWindowIsOpenedAgainForTheSameShop(t *testing.T) {
	dir := t.TempDir()
	got, err := cli.Window{At: cli.Where{Data: dir, Till: "T2"}, Lang: "ru", Fullscreen: true}.Args()
	if want := []string{"--data", dir, "--till", "T2", "--lang", "ru", "--fullscreen"}; err != nil || !slices.Equal(got, want) {
		t.Errorf("got %q (%v), want %q", got, err, want)
	}
	if got, err := (cli.Window{}).Args(); err != nil || len(got) != 0 {
		t.Errorf("the shop of this person: %q (%v), want none", got, err)
	}
}
