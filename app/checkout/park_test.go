//go:build cgo

package checkout_test

import (
	"context"
	"encoding/json"
	"slices"
	"testing"
	"time"

	"kassa/app/act"
	"kassa/app/books"
	"kassa/app/checkout"
	"kassa/app/fault"
	"kassa/app/journal"
	"kassa/app/money"
	"kassa/app/notice"
	"kassa/app/shop"
)

// beside is the counter of a second till of the same shop, with its own shift and person.
func (k *desk) beside() *desk {
	k.t.Helper()
	signer, err := journal.NewSigner(make([]byte, 32))
	k.must(err)
	other := *k
	other.frame = &act.Frame{Store: k.frame.Store, Now: k.frame.Now, NewID: k.frame.NewID, Board: &notice.Board{}, Till: k.id(20), Signer: signer}
	k.must(k.store.Update(context.Background(), func(tx books.Tx) error {
		k.must(tx.Shop().AddTill(shop.Till{ID: k.id(20), Place: k.id(1), Code: "T2", Name: "Till 2", Series: "A"}))
		k.must(tx.Shop().AddStaff(shop.Staff{ID: k.id(901), Code: "C2", Role: "cashier"}))
		return tx.Shifts().Add(shop.Shift{ID: k.id(21), Till: k.id(20), No: 1, Opened: shop.Moment{At: k.clock, Day: 20261123, Hour: 8}, OpenedBy: k.id(901)})
	}))
	other.ctx = act.As(context.Background(), shop.Staff{ID: k.id(901), Code: "C2", Role: "cashier"})
	other.Checkout = checkout.New(other.frame, checkout.Devices{})
	return &other
}

// said is the body of the newest record of the till.
func (k *desk) said() map[string]any {
	k.t.Helper()
	var body map[string]any
	k.view(func(tx books.Tx) error {
		head, _, err := tx.Journal().Head(k.frame.Till)
		k.must(err)
		var whole struct{ Body map[string]any }
		k.must(json.Unmarshal(head.Body, &whole))
		body = whole.Body
		return nil
	})
	return body
}

func TestABasketIsPutAsideAndTakenBack(t *testing.T) {
	k := newDesk(t, checkout.Devices{})
	first := k.scan(milk)
	empty, err := k.Park(k.ctx, " blue coat ")
	k.must(err)
	if !empty.Empty() {
		t.Fatal("the parked basket is still on the screen")
	}
	parked, err := k.Parked(k.ctx)
	k.must(err)
	if len(parked) != 1 || parked[0].Cart.Name != "blue coat" || parked[0].Till != "T1" || !parked[0].Here || parked[0].Who != "Cashier 1" ||
		!parked[0].Since.Equal(k.clock.Truncate(time.Millisecond)) || parked[0].Quote.Total != 135 {
		t.Fatalf("parked: %+v", parked)
	}
	second := k.scan(coffee)
	back, err := k.Resume(k.ctx, first.Cart.ID)
	k.must(err)
	if back.Cart.ID != first.Cart.ID || back.Quote.Total != 135 || back.Cart.ParkedAt != 0 {
		t.Errorf("taken back: %+v", back.Cart)
	}
	if parked, err = k.Parked(k.ctx); err != nil || len(parked) != 1 || parked[0].Cart.ID != second.Cart.ID {
		t.Errorf("parked now: %+v (%v), want the other basket", parked, err)
	}
	if got := k.kinds(); !slices.Equal(got, []string{"parked", "swapped"}) {
		t.Errorf("journal %v", got)
	}
	if said := k.said(); said["aside"] != string(second.Cart.ID) || said["total"] != 575.0 {
		t.Errorf("the record of the swap says %v", said)
	}
	if _, err := k.Resume(k.ctx, first.Cart.ID); !fault.Is(err, fault.ParkedTaken) {
		t.Errorf("a basket that is not parked: %v", err)
	}
}

func TestAnotherTillTakesAParkedSaleBackAndSellsIt(t *testing.T) {
	k := newDesk(t, checkout.Devices{})
	other := k.beside()
	first := k.scan(milk, coffee)
	_, err := k.Park(k.ctx, "")
	k.must(err)
	list, err := other.Parked(other.ctx)
	k.must(err)
	if len(list) != 1 || list[0].Till != "T1" || list[0].Here {
		t.Fatalf("the other till sees %+v", list)
	}
	b, err := other.Resume(other.ctx, first.Cart.ID)
	k.must(err)
	if b.Cart.Till != k.id(20) || len(b.Cart.Lines) != 2 {
		t.Fatalf("resumed: %+v", b.Cart)
	}
	paid, err := other.pay(other.scan(milk), 0)
	k.must(err)
	if paid.Sale.TillCode != "T2" || paid.Sale.Total != 2*135+575 || paid.Sale.Shift != k.id(21) {
		t.Errorf("sold: %+v", paid.Sale)
	}
	mine, err := k.Current(k.ctx)
	k.must(err)
	if !mine.Empty() {
		t.Error("the first till still has the sale on its screen")
	}
}

func TestOfTwoTillsOneGetsTheParkedSaleAndTheOtherIsTold(t *testing.T) {
	k := newDesk(t, checkout.Devices{})
	other := k.beside()
	for range 20 {
		b := k.scan(milk)
		_, err := k.Park(k.ctx, "")
		k.must(err)
		var won [2]error
		done := make(chan struct{})
		go func() {
			_, won[1] = other.Resume(other.ctx, b.Cart.ID)
			close(done)
		}()
		_, won[0] = k.Resume(k.ctx, b.Cart.ID)
		<-done
		if (won[0] == nil) == (won[1] == nil) {
			t.Fatalf("both or none: %v", won)
		}
		winner, loser := k, won[1]
		if won[0] != nil {
			winner, loser = other, won[0]
		}
		if !fault.Is(loser, fault.ParkedTaken) {
			t.Errorf("the other till is told %v", loser)
		}
		_, err = winner.Clear(winner.ctx, checkout.Seen{}, "")
		k.must(err)
	}
}

func TestADeletedParkedSaleIsWrittenDownWithItsWorth(t *testing.T) {
	k := newDesk(t, checkout.Devices{})
	other := k.beside()
	first := k.scan(milk, coffee)
	_, err := k.Park(k.ctx, "blue coat")
	k.must(err)
	k.clock = k.clock.Add(95 * time.Second)
	on := k.scan(milk)
	b, err := other.DropParked(other.ctx, first.Cart.ID, checkout.Seen{TotalShown: true})
	k.must(err)
	if !b.Empty() {
		t.Errorf("the other till has %+v", b.Cart)
	}
	said := other.said()
	if said["total"] != 710.0 || said["seconds"] != 95.0 || said["total_shown"] != 1.0 || len(said["lines"].([]any)) != 2 || said["name"] == "" {
		t.Errorf("the record says %v", said)
	}
	if err := k.NameParked(k.ctx, first.Cart.ID, "x"); !fault.Is(err, fault.ParkedTaken) {
		t.Errorf("named: %v", err)
	}
	if list, err := k.Parked(k.ctx); err != nil || len(list) != 0 {
		t.Errorf("still parked: %+v (%v)", list, err)
	}
	for what, act := range map[string]func() (checkout.Basket, error){
		"deleted once more": func() (checkout.Basket, error) { return k.DropParked(k.ctx, first.Cart.ID, checkout.Seen{}) },
		"taken back":        func() (checkout.Basket, error) { return k.Resume(k.ctx, first.Cart.ID) },
		"not parked":        func() (checkout.Basket, error) { return other.DropParked(other.ctx, on.Cart.ID, checkout.Seen{}) },
	} {
		if _, err := act(); !fault.Is(err, fault.ParkedTaken) {
			t.Errorf("%s: %v", what, err)
		}
	}
}

func TestAParkedSaleIsNamedLater(t *testing.T) {
	k := newDesk(t, checkout.Devices{})
	first := k.scan(milk)
	_, err := k.Park(k.ctx, "")
	k.must(err)
	k.must(k.beside().NameParked(k.ctx, first.Cart.ID, "  green bag "))
	list, err := k.Parked(k.ctx)
	k.must(err)
	if len(list) != 1 || list[0].Cart.Name != "green bag" {
		t.Errorf("parked: %+v", list)
	}
	if b, err := k.Resume(k.ctx, first.Cart.ID); err != nil || b.Cart.Name != "green bag" {
		t.Errorf("taken back: %+v (%v)", b.Cart, err)
	}
}

func TestAnUndoTakesOneStepBackWhenAnotherProcessChangedTheBasket(t *testing.T) {
	k := newDesk(t, checkout.Devices{})
	k.scan(milk)
	other := checkout.New(k.frame, checkout.Devices{}) // of the same till, as a command beside its window is
	for _, n := range []money.Qty{2, 3} {
		_, err := other.SetQty(k.ctx, 1, n*money.One)
		k.must(err)
	}
	for _, want := range []money.Qty{2, 1} {
		b, err := k.Undo(k.ctx, checkout.Seen{})
		k.must(err)
		if got := b.Cart.Lines[0].Qty; got != want*money.One {
			t.Errorf("quantity %s, want %d", got, want)
		}
	}
}
