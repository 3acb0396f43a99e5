//go:build cgo

package ui

import (
	"context"
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"

	"kassa/app/act"
	"kassa/app/books"
	"kassa/app/fault"
	"kassa/app/journal"
	"kassa/app/money"
	"kassa/app/notice"
	"kassa/app/shop"
	"kassa/data/datatest"
	"kassa/ui/room"
	"kassa/ui/uitest"
	"kassa/ui/widgets"
)

// guarded is a till where people sign in: C1 owns the shop (271828), C2 sells (3846), M1 manages (314159). It starts locked.
func guarded(t *testing.T, v uitest.Variant) *house {
	t.Helper()
	h := newHouse(t, v)
	owner := h.app.Person()
	owner.Role = "owner"
	datatest.Update(t, h.store, func(tx books.Tx) error { return tx.Staff().Change(books.StaffRow{Staff: owner}) })
	ctx := h.app.As(t.Context())
	must := func(err error) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
	}
	must(h.app.Staff.SetPIN(ctx, owner.ID, "271828"))
	for _, p := range []struct{ code, name, role, pin string }{{"C2", "Cashier 2", "cashier", "3846"}, {"M1", "Manager 1", "manager", "314159"}} {
		made, err := h.app.Staff.Add(ctx, shop.Staff{Code: p.code, Name: p.name, Role: p.role})
		must(err)
		must(h.app.Staff.SetPIN(ctx, made.ID, p.pin))
		if p.role == "manager" {
			must(h.app.Staff.SetBadge(ctx, made.ID, "BADGE-000042"))
		}
	}
	h.ui.Close()
	h.start(v)
	return h
}

// enter signs somebody in on the lock screen.
func (h *house) enter(name, pin string) {
	h.t.Helper()
	h.TapText(name)
	for _, d := range pin {
		h.TapText(string(d))
	}
}

// kinds are the kinds of the newest records of the journal, the newest last.
func (h *house) kinds(n int) (all []string) {
	h.t.Helper()
	datatest.View(h.t, h.store, func(tx books.Tx) error {
		return tx.Journal().Walk(h.app.Till(), 1, func(r shop.Record) error {
			all = append(all, r.Kind)
			return nil
		})
	})
	return all[max(0, len(all)-n):]
}

func TestATillWherePeopleSignInStartsLocked(t *testing.T) {
	h := guarded(t, uitest.Standard())
	if h.ui.guard.lock == nil || h.Shows("Favourites") {
		t.Fatal("the sell screen can be reached before anybody signed in")
	}
	h.ui.scan("4006381333931")
	h.enter("Cashier 2", "3846")
	if h.ui.guard.lock != nil || h.ui.person.Code != "C2" || h.app.Person().Code != "C2" {
		t.Fatalf("at the till is %q", h.ui.person.Code)
	}
	h.ui.scan("4006381333931")
	h.sees("Whole milk 1 l")
	h.sees("Cashier 2")
	if got := len(h.ui.model.State().Basket.Cart.Lines); got != 1 {
		t.Errorf("%d lines, want that of the scan after the sign-in", got)
	}
}

func TestTheOpenBasketStaysUnderTheLock(t *testing.T) {
	h := guarded(t, uitest.Standard())
	h.enter("Cashier 2", "3846")
	h.ui.scan("4006381333931")
	h.TapText("Lock")
	if h.ui.guard.lock == nil || h.app.Person().ID != "" {
		t.Fatal("the lock did not lock")
	}
	if got := h.kinds(1); got[0] != journal.SignOut {
		t.Errorf("the journal ends with %v", got)
	}
	h.enter("Cashier 2", "3846")
	h.sees("Whole milk 1 l")
}

func TestWhoGoesAwayLeavesALockedTill(t *testing.T) {
	h := guarded(t, uitest.Standard())
	h.enter("Cashier 2", "3846")
	h.pass(4 * time.Minute)
	h.ui.scan("4006381333931")
	h.pass(4 * time.Minute)
	if h.ui.guard.lock != nil {
		t.Fatal("locked four minutes after a scan")
	}
	h.pass(2 * time.Minute)
	if h.ui.guard.lock == nil {
		t.Fatal("not locked after five idle minutes")
	}
}

func TestABadgeChangesThePersonOnTheSellScreen(t *testing.T) {
	h := guarded(t, uitest.Standard())
	h.enter("Cashier 2", "3846")
	h.ui.scan("4006381333931")
	h.ui.scan("BADGE-000042")
	if h.ui.person.Code != "M1" || h.app.Person().Code != "M1" {
		t.Fatalf("at the till is %q", h.ui.person.Code)
	}
	h.sees("Manager 1")
	if got := len(h.ui.model.State().Basket.Cart.Lines); got != 1 {
		t.Errorf("%d lines after the change, want the one that was there", got)
	}
	h.ui.scan("BADGE-000043")
	if h.ui.model.State().Form == nil {
		t.Error("a code of nobody and nothing does not open the form for a new product")
	}
}

func TestAnotherPersonAllowsWhatWasRefusedAndTheSameWorkRuns(t *testing.T) {
	h := guarded(t, uitest.Standard())
	h.enter("Cashier 2", "3846")
	h.ui.scan("4006381333931")
	var got error
	ran := 0
	h.ui.acts.Do("", func(ctx context.Context) error {
		ran++
		_, err := h.app.Checkout.SetBasketDiscount(ctx, shop.Discount{Kind: shop.Percent, Rate: money.Rate(300_000)})
		return err
	}, func(err error) { got = err })
	if h.ui.guard.allow == nil || !h.Shows("Giving a discount: 30\u202f%") {
		t.Fatalf("nobody is asked: %v, %v", got, h.Texts())
	}
	h.ui.scan("BADGE-000042")
	if got != nil || ran != 2 || h.ui.guard.allow != nil || h.Shows("Giving a discount: 30\u202f%") {
		t.Errorf("after the badge: %v in %d runs", got, ran)
	}
	if kinds := h.kinds(1); kinds[0] != journal.Allowed {
		t.Errorf("the journal ends with %v", kinds)
	}
	if h.ui.person.Code != "C2" {
		t.Errorf("at the till is %q", h.ui.person.Code)
	}
}

func TestWhoDoesNotGetLeaveHearsWhatWasRefused(t *testing.T) {
	h := guarded(t, uitest.Standard())
	h.enter("Cashier 2", "3846")
	var got error
	h.ui.acts.Do("", func(ctx context.Context) error { return h.app.Office.Set(ctx, "shop.name", "Another") }, func(err error) { got = err })
	h.TapText("Back")
	if !fault.Is(got, fault.NoRight) || h.ui.guard.allow != nil {
		t.Errorf("after Back: %v", got)
	}
	got = nil
	h.ui.acts.Do("", func(ctx context.Context) error { return h.app.Office.Set(ctx, "shop.name", "Another") }, func(err error) { got = err })
	h.pass(6 * time.Minute) // the till locks meanwhile
	if !fault.Is(got, fault.NoRight) || h.ui.guard.lock == nil {
		t.Errorf("when the till locked: %v", got)
	}
}

func TestNothingUnderTheLockHearsAKey(t *testing.T) {
	h := guarded(t, uitest.Standard())
	h.enter("Cashier 2", "3846")
	h.ui.scan("4006381333931")
	h.ui.lock("lock")
	h.Press(fyne.KeyF12)
	h.Press(fyne.KeyEscape)
	h.Type("3846")
	h.pass(time.Second)
	if h.ui.guard.lock != nil {
		t.Fatal("a PIN from the keyboard was not taken")
	}
	if got := len(h.ui.model.State().Basket.Cart.Lines); got != 1 || h.ui.model.State().Form != nil {
		t.Errorf("%d lines; the keys reached the screen under the lock", got)
	}
}

func TestAnotherPersonBeginsOnTheSellScreen(t *testing.T) {
	h := guarded(t, uitest.Standard())
	h.enter("Manager 1", "314159")
	h.TapText("Setup")
	if h.ui.rooms.open != room.Setup {
		t.Fatalf("open is %s", h.ui.rooms.open)
	}
	h.TapText("Lock")
	h.enter("Manager 1", "314159")
	if h.ui.rooms.open != room.Setup {
		t.Errorf("the same person finds %s", h.ui.rooms.open)
	}
	h.TapText("Lock")
	h.enter("Cashier 2", "3846")
	if h.ui.rooms.open != room.Sell {
		t.Errorf("another person finds %s", h.ui.rooms.open)
	}
}

// goes lets a long time go by at once: what rings every tenth of a second rings once.
func (h *house) goes(d time.Duration) {
	h.now = h.now.Add(d - time.Second)
	h.pass(time.Second)
}

func TestTheNextPersonDoesNotSeeTheChangeOfTheOneBefore(t *testing.T) {
	h := guarded(t, uitest.Standard())
	h.enter("Cashier 2", "3846")
	h.wand(milk)
	h.Press(fyne.KeyF9)
	h.sees("Next sale")
	h.TapText("Lock")
	h.enter("Cashier 2", "3846")
	h.sees("Next sale") // whoever comes back finds it as it was
	h.TapText("Lock")
	h.enter("Manager 1", "314159")
	h.seesNot("Next sale")
	if !h.ui.model.State().Basket.Empty() || h.ui.model.State().Paid != nil {
		t.Errorf("paid %+v", h.ui.model.State().Paid)
	}
}

func TestWhatTheSellScreenIsToldCoversNoKey(t *testing.T) {
	for _, v := range uitest.Variants() {
		h := guarded(t, v)
		h.enter("Cashier 2", "3846")
		h.ui.say(room.Words{Err: fault.New(fault.WrongPIN, fault.Args{"left": 4})})
		said := h.ui.said
		from, to := said.Position(), said.Position().Add(said.Size())
		if !said.Visible() || said.Size().Width < 200 {
			t.Fatalf("%s: the message is %v", v.Name(), said.Size())
		}
		for _, k := range widgets.Targets(h.ui.view.Root()) {
			end := k.At.Add(k.Size)
			if k.At.X < to.X && end.X > from.X && k.At.Y < to.Y && end.Y > from.Y {
				t.Errorf("%s: %q lies under the message", v.Name(), k.Label)
			}
		}
		h.ui.Close()
	}
}

func TestSigningInOffersToClockIn(t *testing.T) {
	h := guarded(t, uitest.Standard())
	h.enter("Cashier 2", "3846")
	h.TapText("Clock in")
	if got := h.kinds(1); got[0] != journal.TimeEntry {
		t.Fatalf("the journal ends with %v", got)
	}
	h.TapText("Lock")
	h.Find("clocked in 09:")
	h.enter("Cashier 2", "3846")
	if h.Shows("You are not clocked in.") {
		t.Error("clocking in is offered to whoever did")
	}
}

func TestTheCardOfThePersonHasTheClockThePINAndTheLock(t *testing.T) {
	h := guarded(t, uitest.Standard())
	h.enter("Cashier 2", "3846")
	h.TapText("C2")
	for _, words := range []string{"Clock in", "Change my PIN", "Lock, change person"} {
		if !h.Shows(words) {
			t.Errorf("no %q on the card: %v", words, h.Texts())
		}
	}
	h.TapText("Change my PIN")
	for _, pin := range []string{"3846", "7294", "7294"} {
		h.Type(pin)
		h.TapText("Next")
	}
	if words := strings.Join(h.Texts(), " "); !strings.Contains(words, "The PIN was changed.") {
		t.Errorf("after the change: %s", words)
	}
	h.TapText("Lock")
	h.enter("Cashier 2", "7294")
	if h.ui.guard.lock != nil {
		t.Error("the new PIN is not taken")
	}
}

func TestAShopWithoutPINsHasNoLock(t *testing.T) {
	h := newHouse(t, uitest.Standard())
	h.goes(time.Hour)
	if h.ui.guard.lock != nil || h.Shows("Lock") {
		t.Error("a till without PINs locks")
	}
}

func TestAManagerKeepsPeopleFromTheCard(t *testing.T) {
	h := guarded(t, uitest.Standard())
	h.enter("Manager 1", "314159")
	h.TapText("M1")
	h.TapText("People")
	if h.ui.rooms.open != room.People {
		t.Fatalf("open is %s", h.ui.rooms.open)
	}
	h.TapText("C2  Cashier 2")
	h.TapText("New PIN")
	for range 2 {
		h.Type("7294")
		h.TapText("Next")
	}
	h.TapText("Give a badge")
	h.ui.scan("BADGE-000077")
	h.TapText("C1  Cashier 1") // the owner: not for a manager alone
	h.TapText("New PIN")
	for range 2 {
		h.Type("583920")
		h.TapText("Next")
	}
	if h.ui.guard.allow == nil {
		t.Fatalf("nobody is asked: %v", h.Texts())
	}
	h.Type("271828")
	h.pass(time.Second)
	if kinds := h.kinds(1); kinds[0] != journal.StaffKey || h.ui.guard.allow != nil {
		t.Errorf("the journal ends with %v: %v", kinds, h.Texts())
	}
	h.TapText("Lock")
	h.ui.scan("BADGE-000077")
	if h.ui.person.Code != "C2" {
		t.Errorf("the new badge let in %q", h.ui.person.Code)
	}
	h.TapText("C2")
	if h.Shows("People") {
		t.Error("a cashier may enter the page of people")
	}
}

func TestTheTimeClockIsAPageOfItsOwn(t *testing.T) {
	h := guarded(t, uitest.Standard())
	h.enter("Cashier 2", "3846")
	h.TapText("C2")
	h.TapText("Time clock")
	h.TapText("Clock in")
	h.goes(3 * time.Hour)
	h.enter("Cashier 2", "3846") // the till locked meanwhile; the page is still open
	if words := strings.Join(h.Texts(), "|"); !strings.Contains(words, "At work since 09:30") {
		t.Errorf("the page says %s", words)
	}
	if h.Shows("Everybody") {
		t.Error("a cashier sees everybody's time")
	}
}

// The key that opens the books again is above the lock, and above whatever was asked; under it everything is as it was.
func TestALockedTillCanOpenItsBooksAgain(t *testing.T) {
	h := guarded(t, uitest.Standard())
	fails := func() {
		h.app.Board.Post(notice.StorageFailed{Fault: fault.New(fault.StorageFull, fault.Args{"path": "/shop"})})
	}
	fails()
	h.Golden("storage-locked")
	h.TapText("Try again")
	h.pass(time.Second)
	h.enter("Cashier 2", "3846")
	if got := h.app.Person().Code; got != "C2" {
		t.Fatalf("%q is at the till, want C2", got)
	}
	fails()
	h.pass(6 * time.Minute) // nobody can be locked out of what nobody can use
	h.Press(fyne.KeyReturn)
	h.pass(6 * time.Second)
	if h.app.Person().ID != "" || h.ui.guard.lock == nil {
		t.Error("the till that nobody was at is not locked")
	}
	h.enter("Cashier 2", "3846")
	h.sees("Scan")
}

// The owner who forgot the PIN comes in with the recovery code; everybody else reads who can give a new one.
func TestAForgottenPINIsRenewedByTheRecoveryCode(t *testing.T) {
	for _, v := range []uitest.Variant{uitest.Standard(), russian()} {
		h := guarded(t, v)
		owner, err := h.app.Staff.ByCode(t.Context(), "C1")
		if err != nil {
			t.Fatal(err)
		}
		code, err := h.app.Staff.NewRecoveryCode(act.As(t.Context(), owner))
		if err != nil {
			t.Fatal(err)
		}
		h.TapText(map[string]string{"en": "PIN forgotten?", "ru": "Забыли ПИН-код?"}[v.Lang])
		h.sees("M1 Manager 1")
		h.Golden("forgotten")
		h.slowly("AAAAA-AAAAA-AAAAA-AAAAA")
		h.Press(fyne.KeyReturn)
		h.sees(map[string]string{"en": "This is not the recovery code", "ru": "Это не код восстановления"}[v.Lang])
		h.Press(fyne.KeyEscape)
		if h.app.Person().ID != "" {
			t.Fatal("a wrong code lets somebody in")
		}
		h.TapText(map[string]string{"en": "PIN forgotten?", "ru": "Забыли ПИН-код?"}[v.Lang])
		h.pass(time.Second)
		h.slowly(strings.ToLower(code))
		h.Press(fyne.KeyReturn)
		for range 2 {
			h.slowly("141421")
			h.Press(fyne.KeyReturn)
		}
		if got := h.app.Person().Code; got != "C1" || h.ui.guard.lock != nil {
			t.Errorf("%q is at the till, want the owner", got)
		}
	}
}

// slowly types as a person does, whom nobody takes for a scanner.
func (h *house) slowly(words string) {
	for _, r := range words {
		h.pass(300 * time.Millisecond)
		h.Type(string(r))
	}
	h.pass(300 * time.Millisecond)
}
