//go:build cgo

package cli_test

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// run calls and gives the answer in parts.
func (w *world) run(args ...string) (out, errs string, code int) {
	a := w.call(args...)
	return a.out, a.err, a.code
}

// guarded is a shop whose owner has a PIN, and a cashier too.
func guarded(t *testing.T) (*world, string) {
	w := newWorld(t)
	dir := filepath.Join(w.dir, "shop")
	w.stdin = "271828\n"
	if _, errs, code := w.run("init", "--data", dir, "--name", "Corner shop", "--country", "DE", "--owner-pin-stdin"); code != 0 {
		t.Fatal(errs)
	}
	w.typed = "271828"
	if out, errs, code := w.run("--data", dir, "--as", "O1", "staff", "add", "Cashier 2"); code != 0 || !strings.Contains(errs, "as C1") {
		t.Fatal(out, errs)
	}
	w.typed, w.stdin = "", "271828\n7391\n"
	if _, errs, code := w.run("--data", dir, "--as", "O1", "--pin-stdin", "staff", "pin", "C1"); code != 0 {
		t.Fatal(errs)
	}
	w.stdin = ""
	return w, dir
}

func TestACommandSaysWhoGivesItWherePeopleSignIn(t *testing.T) {
	w, dir := guarded(t)
	refused := func(says string, args ...string) {
		t.Helper()
		if out, errs, code := w.run(append([]string{"--data", dir}, args...)...); code != 2 || !strings.Contains(errs, says) {
			t.Errorf("%v: code %d, %s%s, want a refusal with %q", args, code, out, errs, says)
		}
	}
	done := func(args ...string) string {
		t.Helper()
		out, errs, code := w.run(append([]string{"--data", dir}, args...)...)
		if code != 0 {
			t.Errorf("%v: code %d, %s", args, code, errs)
		}
		return out + errs
	}
	refused("Who is this?", "report", "sales")
	refused("Who is this?", "config", "list")
	refused("Who is this?", "staff", "list")
	refused("no terminal", "--as", "O1", "report", "sales")
	w.typed = "271829"
	refused("Wrong PIN", "--as", "O1", "report", "sales")
	refused("Wrong PIN", "--as", "C9", "report", "sales")
	w.typed = "7391"
	refused("You may not do this", "--as", "C1", "report", "sales")
	w.typed = "271828"
	done("--as", "O1", "report", "sales")
	if said := done("--as", "O1", "staff", "list"); !strings.Contains(said, "Cashier 2") || strings.Contains(said, "no PIN") {
		t.Errorf("the list says %s", said)
	}
	w.typed = ""
	done("verify")
	done("version")
}

func TestACashierMadeOfSoftwareIsTheFirstCashier(t *testing.T) {
	w := newWorld(t)
	dir := filepath.Join(w.dir, "demo")
	if _, errs, code := w.run("demo", dir, "--no-window"); code != 0 || !strings.Contains(errs, "M1 314159") {
		t.Fatalf("code %d: %s", code, errs)
	}
	if _, errs, code := w.run("--data", dir, "simulate", "cashier", "--sales", "2", "--seed", "3"); code != 0 {
		t.Fatal(errs)
	}
	w.typed = "314159"
	out, errs, code := w.run("--data", dir, "--as", "M1", "--json", "report", "sales", "--by", "cashier")
	if code != 0 || !strings.Contains(out, `"cashier":"C1`) && !strings.Contains(out, `"cashier":"Cashier 1`) {
		t.Errorf("code %d: %s %s", code, out, errs)
	}
	if _, errs, code := w.run("--data", dir, "verify"); code != 0 {
		t.Errorf("after that the books are not sound: %s", errs)
	}
}

func TestADemoWindowStartsWithTheFirstCashierAndOthersWithNobody(t *testing.T) {
	w, dir := guarded(t)
	if _, errs, code := w.run("--data", dir); code != 0 {
		t.Fatal(errs)
	}
	if _, errs, code := w.run("demo", filepath.Join(w.dir, "demo")); code != 0 {
		t.Fatal(errs)
	}
	if len(w.persons) != 2 || w.persons[0] != "" || w.persons[1] != "C1" {
		t.Errorf("at the till are %q, want nobody and C1", w.persons)
	}
}

func TestPeopleAreKeptFromTheCommandLine(t *testing.T) {
	w, dir := guarded(t)
	run := func(args ...string) (string, string) {
		t.Helper()
		w.typed = "271828"
		out, errs, code := w.run(append([]string{"--data", dir, "--as", "O1"}, args...)...)
		if code != 0 {
			t.Fatalf("%v: %s", args, errs)
		}
		return out, errs
	}
	run("staff", "change", "C1", "--role", "senior", "--name", "Senior 1", "--code", "S1")
	badge, _ := run("staff", "badge", "S1")
	if len(strings.TrimSpace(badge)) != 16 {
		t.Errorf("the new badge is %q", badge)
	}
	run("staff", "unlock", "S1")
	out, _ := run("--json", "staff", "list")
	var list struct {
		Staff []struct {
			Code, Name, Role string
			PIN, Badge       bool
		}
	}
	if err := json.Unmarshal([]byte(out), &list); err != nil || len(list.Staff) != 2 {
		t.Fatalf("%s: %v", out, err)
	}
	if s := list.Staff[1]; s.Code != "S1" || s.Name != "Senior 1" || s.Role != "senior" || !s.PIN || !s.Badge {
		t.Errorf("the senior is %+v", s)
	}
	run("staff", "archive", "S1")
	if out, _ := run("staff", "list"); strings.Contains(out, "S1") {
		t.Errorf("who left is still there: %s", out)
	}
	if _, errs, code := w.run("--data", dir, "--as", "O1", "staff", "archive", "O1"); code != 2 || !strings.Contains(errs, "One owner must stay") {
		t.Errorf("the only owner: %d %s", code, errs)
	}
}

func TestAWeakPINOfTheOwnerFoundsNoShop(t *testing.T) {
	w := newWorld(t)
	dir := filepath.Join(w.dir, "shop")
	w.stdin = "123456\n"
	if _, errs, code := w.run("init", "--data", dir, "--name", "Corner shop", "--country", "DE", "--owner-pin-stdin"); code != 2 || !strings.Contains(errs, "Choose another PIN") {
		t.Errorf("code %d: %s", code, errs)
	}
	if _, err := os.Stat(dir); err == nil {
		t.Error("a shop was begun all the same")
	}
}

func TestHoursAreReportedInEveryForm(t *testing.T) {
	w, dir := guarded(t)
	for form, says := range map[string]string{"text": "Hours by person", "csv": "person,days,worked_minutes", "json": `"report":"staff"`, "pdf": "%PDF"} {
		w.typed = "271828"
		out, errs, code := w.run("--data", dir, "--as", "O1", "report", "staff", "--format", form)
		if code != 0 || !strings.Contains(out, says) {
			t.Errorf("%s: code %d, %s %s", form, code, out, errs)
		}
	}
	w.typed = "7391"
	if _, errs, code := w.run("--data", dir, "--as", "C1", "report", "staff"); code != 2 {
		t.Errorf("a cashier sees everybody's hours: %s", errs)
	}
}
