//go:build cgo

package app_test

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"reflect"
	"strconv"
	"strings"
	"testing"
	"time"

	"kassa/app/act"
	"kassa/app/books"
	"kassa/app/checkout"
	"kassa/app/fault"
	"kassa/app/money"
	"kassa/app/office"
	"kassa/app/reports"
	"kassa/app/rights"
	"kassa/app/shifts"
	"kassa/app/shop"
	"kassa/peripherals/sim"
)

// The sums of this test are long and odd, so that nothing else comes to one of them by chance.
const (
	oddFloat = money.Amount(5_432_187)
	oddSale  = money.Amount(31_337_771)
)

// secrets are the sums that nobody may find who counts blind: what the drawer should hold, the cash of the shift, its
// turnover; each as it is stored and as people write it.
func secrets(expected, cash, turnover money.Amount) (numbers map[int64]string, words []string) {
	numbers = map[int64]string{}
	for what, a := range map[string]money.Amount{"expected": expected, "cash": cash, "turnover": turnover} {
		numbers[int64(a)], numbers[-int64(a)] = what, what
		plain := a.Plain(2)
		words = append(words, strconv.FormatInt(int64(a), 10), plain, strings.Replace(plain, ".", ",", 1))
	}
	return numbers, words
}

// searcher looks through whatever it is given, unexported fields too.
type searcher struct {
	numbers map[int64]string
	words   []string
	seen    map[uintptr]bool
	found   []string
}

func (s *searcher) text(where, text string) {
	text = strings.NewReplacer("\u202f", "", "\u00a0", "", " ", "").Replace(text)
	for _, w := range s.words {
		if strings.Contains(text, w) {
			s.found = append(s.found, where+" says "+w)
		}
	}
}

func (s *searcher) value(where string, v reflect.Value) {
	switch v.Kind() {
	case reflect.Int, reflect.Int8, reflect.Int16, reflect.Int32, reflect.Int64:
		if what := s.numbers[v.Int()]; what != "" {
			s.found = append(s.found, where+" is "+what)
		}
	case reflect.String:
		s.text(where, v.String())
	case reflect.Pointer, reflect.Interface:
		if v.IsNil() || v.Kind() == reflect.Pointer && s.seen[v.Pointer()] {
			return
		}
		if v.Kind() == reflect.Pointer {
			s.seen[v.Pointer()] = true
		}
		s.value(where, v.Elem())
	case reflect.Struct:
		for i := range v.NumField() {
			s.value(where+"."+v.Type().Field(i).Name, v.Field(i))
		}
	case reflect.Slice, reflect.Array:
		if v.Type().Elem().Kind() == reflect.Uint8 && v.Kind() == reflect.Slice {
			s.text(where, string(v.Bytes()))
			return
		}
		for i := range v.Len() {
			s.value(where+"[]", v.Index(i))
		}
	case reflect.Map:
		for _, k := range v.MapKeys() {
			s.value(where+" key", k)
			s.value(where+"[]", v.MapIndex(k))
		}
	}
}

// spared are what a cashier does not ask: the life of the program, the signing in of people, what ends the blindness.
func spared(name string) bool {
	for _, one := range []string{"App.Start", "App.Close", "App.Attend", "App.Confirm", "App.Sign", "Checkout.Close", "Outbox.Run", "Outbox.Close", "Outbox.Drain",
		"Outbox.Recover", "Shifts.Close"} {
		if name == one || one != "Shifts.Close" && strings.HasPrefix(name, one) {
			return true
		}
	}
	return false
}

// asker calls methods with whatever a cashier could hand in.
type asker struct {
	t       *testing.T
	ctx     context.Context
	ids     []shop.ID
	written bytes.Buffer
	asked   int
	answers int
	*searcher
}

var (
	contextType = reflect.TypeFor[context.Context]()
	txType      = reflect.TypeFor[books.Tx]()
	writerType  = reflect.TypeFor[io.Writer]()
	errorType   = reflect.TypeFor[error]()
	idType      = reflect.TypeFor[shop.ID]()
)

// service calls all methods of a service, each once for every id.
func (a *asker) service(service any) {
	v := reflect.ValueOf(service)
	for i := range v.NumMethod() {
		name := v.Elem().Type().Name() + "." + v.Type().Method(i).Name
		if !spared(name) {
			for _, id := range a.ids {
				a.call(name, v.Method(i), id)
			}
		}
	}
}

func (a *asker) call(name string, method reflect.Value, id shop.ID) {
	in := make([]reflect.Value, method.Type().NumIn())
	for i := range in {
		switch kind := method.Type().In(i); kind {
		case txType:
			return // inside an act of somebody else
		case contextType:
			in[i] = reflect.ValueOf(a.ctx)
		case writerType:
			in[i] = reflect.ValueOf(&a.written)
		default:
			in[i] = reflect.New(kind).Elem()
			a.fill(in[i], id)
		}
	}
	defer func() { _ = recover() }() // an argument that makes no sense may be a panic; it answers nothing
	a.asked++
	a.written.Reset()
	out := method.Call(in)
	if method.Type().IsVariadic() {
		return
	}
	failed := len(out) > 0 && out[len(out)-1].Type() == errorType && !out[len(out)-1].IsNil()
	if !failed {
		a.answers++
	}
	for _, o := range out {
		a.value(name, o)
		if o.Type() == errorType && !o.IsNil() {
			a.text(name, o.Interface().(error).Error())
		}
	}
	a.text(name, a.written.String())
}

// fill puts the id wherever one is asked for, and days around today.
func (a *asker) fill(v reflect.Value, id shop.ID) {
	switch {
	case v.Type() == idType:
		v.SetString(string(id))
	case v.Kind() == reflect.Struct:
		for i := range v.NumField() {
			if f := v.Field(i); f.CanSet() {
				a.fill(f, id)
			}
		}
	}
}

func TestACashierFindsNowhereWhatTheDrawerShouldHold(t *testing.T) {
	k := newTill(t)
	cashier := shop.Staff{ID: k.id(77), Code: "C7", Name: "Cashier 7", Role: rights.Cashier}
	k.must(k.store.Update(k.ctx, func(tx books.Tx) error { return tx.Shop().AddStaff(cashier) }))
	before := oddDay(k, 1)
	k.must(second(k.Shifts.Open(k.ctx, shifts.Opening{ID: k.newID(), Float: before.Kept})))
	sales := oddSales(k, 3)
	k.must(second(k.Shifts.Move(k.ctx, shifts.Movement{ID: k.newID(), Kind: shop.CashIn, Amount: oddFloat})))
	k.must(k.Close(k.ctx)) // the queue is worked: nothing moves any more while we look
	manager, err := k.Shifts.X(k.ctx)
	k.must(err)
	numbers, words := secrets(manager.Cash.Expected(), manager.Cash.Sales, manager.Sales.Sold)
	k.SignIn(cashier)
	a := &asker{t: t, ctx: act.As(context.Background(), cashier), ids: []shop.ID{"", manager.Shift.ID, sales[0], before.ID, cashier.ID},
		searcher: &searcher{numbers: numbers, words: words, seen: map[uintptr]bool{}}}
	for _, service := range []any{k.App, k.Checkout, k.Inventory, k.Shifts, k.Reports, k.Office, k.Staff, k.Outbox} {
		a.service(service)
	}
	a.questions(k)
	for i, doc := range k.printer.Documents() {
		a.text(fmt.Sprintf("paper %d", i), sim.Text(doc))
	}
	for _, found := range a.found {
		t.Error(found)
	}
	t.Logf("%d questions, %d answers", a.asked, a.answers)
	if a.asked < 150 || a.answers < 40 {
		t.Errorf("only %d questions were asked, %d answered", a.asked, a.answers)
	}
	a.control(manager)
}

// control looks for the same where it is told: the search must be able to find something.
func (a *asker) control(f shop.Figures) {
	a.t.Helper()
	a.found = nil
	a.value("X", reflect.ValueOf(f))
	a.text("words", "there should be "+f.Cash.Expected().Plain(2))
	if len(a.found) < 4 {
		a.t.Errorf("the search finds only %v in what tells everything", a.found)
	}
}

// questions are those that need more than an id: counts, pages, periods.
func (a *asker) questions(k *till) {
	day := k.day()
	for _, q := range []struct {
		what string
		ask  func() (any, error)
	}{
		{"Shifts.Count", func() (any, error) {
			return k.Shifts.Count(a.ctx, shifts.Counting{ID: k.newID(), Total: 5})
		}},
		{"Shifts.Count by pieces", func() (any, error) {
			return k.Shifts.Count(a.ctx, shifts.Counting{ID: k.newID(), Pieces: []shop.Pieces{{Worth: 100, Count: 3}}})
		}},
		{"Shifts.Waiting", func() (any, error) {
			c, _, err := k.Shifts.Waiting(a.ctx)
			return c, err
		}},
		{"Checkout.Receipts", func() (any, error) { return k.Checkout.Receipts(a.ctx, checkout.ReceiptsAsked{From: day, To: day}) }},
		{"more out than there is", func() (any, error) {
			allowed := act.Allow(a.ctx, shop.Staff{ID: k.id(3), Role: rights.Owner})
			return k.Shifts.Move(allowed, shifts.Movement{ID: k.newID(), Kind: shop.CashOut, Amount: money.Limit - 1})
		}},
	} {
		answer, err := q.ask()
		a.value(q.what, reflect.ValueOf(answer))
		if err != nil {
			a.text(q.what, err.Error())
		} else {
			a.answers++
		}
	}
}

func (t *till) day() int {
	set, err := t.SetUp(t.ctx)
	t.must(err)
	return set.Shop.Moment(time.Now()).Day
}

// oddSales closes some sales of an odd price.
func oddSales(k *till, n int) (ids []shop.ID) {
	for range n {
		b, err := k.Checkout.AddOpen(k.ctx, checkout.OpenItem{Name: "Ring", Price: oddSale, Qty: money.One})
		k.must(err)
		paid, err := k.Checkout.PayCash(k.ctx, checkout.CashTender{Cart: b.Cart.ID, Version: b.Cart.Version})
		k.must(err)
		ids = append(ids, paid.Sale.ID)
	}
	return ids
}

// oddDay is a shift that was closed before.
func oddDay(k *till, n int) shifts.Closed {
	oddSales(k, n)
	c, err := k.Shifts.Count(k.ctx, shifts.Counting{ID: k.newID(), Total: 1_000_000})
	k.must(err)
	done, err := k.Shifts.Close(k.ctx, shifts.Closing{ID: k.newID(), Count: c.Count.ID, Keep: 77_777})
	k.must(err)
	return done
}

func second[T any](_ T, err error) error { return err }

func TestWhoeverMaySeeReportsButNotTheDrawerWaitsForTheClosing(t *testing.T) {
	k := newTill(t)
	manager := shop.Staff{ID: k.id(78), Code: "M8", Name: "Manager 8", Role: rights.Manager}
	k.must(k.store.Update(k.ctx, func(tx books.Tx) error {
		k.must(tx.Shop().AddStaff(manager))
		return tx.Shop().SetSetting(books.ForShop, k.id(0), "rights.see_expected.manager", "no")
	}))
	oddSales(k, 1)
	ctx, today := act.As(context.Background(), manager), k.day()
	ask := func() map[string]error {
		var file bytes.Buffer
		_, exported := k.Office.ExportSales(ctx, office.ExportSpec{}, &file)
		_, sales := k.Reports.Sales(ctx, reports.Question{})
		_, tenders := k.Reports.Tenders(ctx, reports.Question{From: shop.AddDays(today, -5), To: today})
		return map[string]error{"sales": sales, "tenders": tenders, "export": exported}
	}
	for what, err := range ask() {
		if !fault.Is(err, fault.NoRight) {
			t.Errorf("%s of an open shift: %v, want NoRight", what, err)
		}
	}
	if _, err := k.Shifts.X(ctx); !fault.Is(err, fault.NoRight) {
		t.Errorf("an X report: %v, want NoRight", err)
	}
	if _, err := k.Reports.Sales(ctx, reports.Question{To: shop.AddDays(today, -1)}); err != nil {
		t.Errorf("days that are over: %v", err)
	}
	c, err := k.Shifts.Count(ctx, shifts.Counting{ID: k.newID(), Total: 5})
	k.must(err)
	k.must(second(k.Shifts.Close(ctx, shifts.Closing{ID: k.newID(), Count: c.Count.ID})))
	for what, err := range ask() {
		if err != nil {
			t.Errorf("%s after the closing: %v", what, err)
		}
	}
	k.must(k.Close(k.ctx))
}
