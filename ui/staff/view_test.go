package staff

import (
	"testing"
	"time"

	"fyne.io/fyne/v2"

	"kassa/app/fault"
	"kassa/app/money"
	"kassa/app/shop"
	"kassa/app/text"
	"kassa/ui/uitest"
	"kassa/ui/widgets"
)

func words(t *testing.T, v uitest.Variant) *text.Text {
	t.Helper()
	in, err := text.For(v.Lang)
	if err != nil {
		t.Fatal(err)
	}
	euro, _ := money.CurrencyOf("EUR")
	return in.With(euro)
}

// locked is a lock screen in a window.
func locked(t *testing.T, v uitest.Variant, d *desk, last string, demo bool) (*uitest.Window, *Lock, *Gate) {
	t.Helper()
	in := words(t, v)
	g := d.gate(shop.ID(last))
	var lock *Lock
	w := uitest.Open(t, v, func() fyne.CanvasObject {
		lock = NewLock(g, LockWords{Text: in, Zone: time.UTC, Shop: "Kassa", Demo: demo})
		lock.SetAbout(in.T("lock.about", text.Args{"shop": "Corner Shop", "till": in.T("status.till_name", text.Args{"code": "1"}),
			"shift": in.T("status.shift_since", text.Args{"time": "08:02"})}))
		return lock.Root()
	})
	return w, lock, g
}

// looks are the eight variants and the large text in the smaller size.
func looks() []uitest.Variant {
	return append(uitest.Variants(), uitest.Variant{Lang: "ru", Width: 1024, Height: 768, TextPercent: 130})
}

func TestTheLockScreenLooksRight(t *testing.T) {
	for _, v := range looks() {
		d := newDesk()
		d.faces[2].Locked = true
		w, _, g := locked(t, v, d, "c1", false)
		digits(g, d, "15")
		w.Golden("lock")
		if small := w.SmallTargets(); len(small) > 0 {
			t.Errorf("%s: %d targets are too small", v.Name(), len(small))
		}
	}
}

func TestAWrongPINLooksRight(t *testing.T) {
	for _, v := range []uitest.Variant{uitest.Standard(), {Lang: "ru", Dark: true, Width: 1024, Height: 768}} {
		d := newDesk()
		w, _, g := locked(t, v, d, "c1", true)
		d.next = fault.New(fault.PINWait, fault.Args{"wait": 30 * time.Second})
		digits(g, d, "1593")
		d.pass(3 * time.Second)
		w.Golden("lock-wait")
	}
}

func TestACrowdFitsOnTheLockScreen(t *testing.T) {
	for _, v := range []uitest.Variant{uitest.Standard(), {Lang: "ru", Width: 1024, Height: 768, TextPercent: 130}} {
		d := newDesk()
		for i := range 22 {
			f := d.faces[1]
			f.ID, f.Code, f.Name = shop.ID(rune('a'+i)), "C"+string(rune('a'+i)), "Cashier "+string(rune('a'+i))
			d.faces = append(d.faces, f)
		}
		w, lock, _ := locked(t, v, d, "", false)
		w.Golden("lock-crowd")
		seen := map[string]bool{}
		for range 6 {
			for _, target := range widgets.Targets(lock.Root()) {
				seen[target.Label] = true
			}
			if lock.more.Visible() {
				w.TapText(words(t, v).T("lock.more"))
			}
		}
		for _, f := range d.faces {
			if !seen["person: "+f.Name] {
				t.Errorf("%s: %s is on no page", v.Name(), f.Name)
			}
		}
	}
}

func TestATapOnATileAndThePadLetSomebodyIn(t *testing.T) {
	d := newDesk()
	w, _, _ := locked(t, uitest.Standard(), d, "", false)
	w.TapText("Cashier 2")
	for _, digit := range []string{"3", "8", "4", "6"} {
		w.TapText(digit)
		d.settle()
	}
	if len(d.in) != 1 || d.in[0].ID != "c2" {
		t.Errorf("in are %v after %v", d.in, d.looked)
	}
}

// asking is the question who allows a discount, over a card.
func asking(t *testing.T, v uitest.Variant, d *desk, refused *fault.Error) (*uitest.Window, *Allow, *Gate) {
	t.Helper()
	w := uitest.Open(t, v, func() fyne.CanvasObject { return widgets.NewPanel(widgets.Page, nil) })
	g := d.gate("m1")
	a := NewAllow(g, AllowWords{Text: words(t, v), Refused: refused, Person: "Cashier 1", Cancel: func() { d.looked = append(d.looked, "cancel") }})
	a.modal.Open(w.Canvas(), nil)
	return w, a, g
}

func TestTheQuestionWhoAllowsLooksRight(t *testing.T) {
	over := fault.New(fault.OverLimit, fault.Args{"act": "discount", "rate": money.Rate(300_000), "amount": money.Amount(0), "limit": money.Rate(100_000)})
	for _, v := range looks() {
		d := newDesk()
		w, _, g := asking(t, v, d, over)
		digits(g, d, "314")
		w.Golden("allow")
		if small := w.SmallTargets(); len(small) > 0 {
			t.Errorf("%s: %d targets are too small", v.Name(), len(small))
		}
	}
}

func TestTheQuestionSaysWhatIsWrongAndKeepsItsSize(t *testing.T) {
	none := fault.New(fault.NoRight, fault.Args{"act": "no_sale", "rate": money.Rate(0), "amount": money.Amount(0)})
	d := newDesk()
	d.faces = d.faces[3:]
	w, a, g := asking(t, uitest.Variant{Lang: "ru", Width: 1024, Height: 768, TextPercent: 130}, d, none)
	before := a.body.MinSize()
	digits(g, d, "314158")
	if a.body.MinSize() != before {
		t.Errorf("the card grew from %v to %v", before, a.body.MinSize())
	}
	w.Golden("allow-wrong")
	digits(g, d, "314159")
	if len(d.in) != 1 {
		t.Errorf("in are %v", d.in)
	}
}

func TestTheQuestionCanBeLeft(t *testing.T) {
	d := newDesk()
	w, a, _ := asking(t, uitest.Standard(), d, fault.New(fault.NoRight, fault.Args{"act": "no_sale"}))
	w.TapText("Back")
	if a.modal.IsOpen() || len(d.looked) != 1 || d.looked[0] != "cancel" {
		t.Errorf("open %v, %v", a.modal.IsOpen(), d.looked)
	}
	a.Scan("BADGE-0042")
	d.settle()
	if len(d.in) != 0 {
		t.Error("a badge after the question was left let somebody in")
	}
}
