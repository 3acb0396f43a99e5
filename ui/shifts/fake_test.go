package shifts

import (
	"context"
	"fmt"
	"time"

	"kassa/app/fault"
	"kassa/app/money"
	desk "kassa/app/shifts"
	"kassa/app/shop"
)

// counter is a cash desk of a few lines: it answers what it is set to and remembers what it was asked.
type counter struct {
	n       int
	status  desk.Status
	offer   desk.Offer
	reasons shop.Reasons
	list    []desk.Unsettled
	waiting *desk.Counted
	closed  []desk.Closed
	figures shop.Figures
	seen    bool // whoever is there may see what is expected
	refuse  error

	opened  []desk.Opening
	moved   []desk.Movement
	noSales []string
	counted []desk.Counting
	closing []desk.Closing
	begun   int
	printed []string
}

func (c *counter) NewID() shop.ID {
	c.n++
	return shop.ID(fmt.Sprint("ID", c.n))
}

func (c *counter) Status(context.Context) (desk.Status, error) { return c.status, nil }
func (c *counter) Offer(context.Context) (desk.Offer, error)   { return c.offer, nil }

func (c *counter) Open(_ context.Context, o desk.Opening) (shop.Shift, error) {
	c.opened = append(c.opened, o)
	if c.refuse == nil {
		c.status = desk.Status{Open: true, Shift: shop.Shift{No: 12, Opened: at(8, 2), Float: o.Float}, By: "Cashier 1"}
	}
	return c.status.Shift, c.refuse
}

func (c *counter) Reasons(context.Context, shop.CashKind) (shop.Reasons, error) {
	return c.reasons, nil
}

func (c *counter) Move(_ context.Context, m desk.Movement) (shop.CashMove, error) {
	c.moved = append(c.moved, m)
	return shop.CashMove{}, c.refuse
}

func (c *counter) NoSale(_ context.Context, _ shop.ID, reason string) (shop.CashMove, error) {
	c.noSales = append(c.noSales, reason)
	return shop.CashMove{}, c.refuse
}

func (c *counter) BeginCount(context.Context) error {
	c.begun++
	return c.refuse
}

func (c *counter) Count(_ context.Context, k desk.Counting) (desk.Counted, error) {
	c.counted = append(c.counted, k)
	done := desk.Counted{Count: shop.CashCount{ID: k.ID, Total: k.Total}}
	if c.seen {
		done.Seen, done.Expected, done.Difference = true, 60_880, k.Total-60_880
	}
	return done, c.refuse
}

func (c *counter) Waiting(context.Context) (desk.Counted, bool, error) {
	if c.waiting == nil {
		return desk.Counted{}, false, nil
	}
	return *c.waiting, true, nil
}

func (c *counter) Close(_ context.Context, k desk.Closing) (desk.Closed, error) {
	c.closing = append(c.closing, k)
	if c.refuse != nil {
		return desk.Closed{}, c.refuse
	}
	c.status = desk.Status{}
	c.offer = desk.Offer{Known: true, Float: k.Keep, Note: k.Note, By: "Cashier 1", Closed: at(20, 5)}
	last := c.counted[len(c.counted)-1].Total
	done := desk.Closed{ID: k.ID, No: 12, At: at(20, 5), Receipts: 96, Counted: last, Kept: k.Keep, Taken: last - k.Keep, Seen: c.seen}
	if c.seen {
		done.Expected, done.Difference = 60_880, last-60_880
	}
	return done, nil
}

func (c *counter) LastClosed(context.Context) ([]desk.Closed, error)   { return c.closed, nil }
func (c *counter) Unsettled(context.Context) ([]desk.Unsettled, error) { return c.list, nil }
func (c *counter) X(context.Context) (shop.Figures, error)             { return c.figures, c.refuse }
func (c *counter) PrintX(context.Context) error                        { return c.print("x") }
func (c *counter) PrintZ(_ context.Context, z shop.ID) error           { return c.print("z " + string(z)) }
func (c *counter) PrintCount(_ context.Context, count shop.ID) error {
	return c.print("count " + string(count))
}
func (c *counter) print(what string) error {
	c.printed = append(c.printed, what)
	return c.refuse
}

func at(hour, minute int) shop.Moment {
	return shop.Moment{At: time.Date(2026, 11, 23, hour, minute, 0, 0, time.UTC), Day: 20261123, Hour: hour}
}

// queue does everything at once.
type queue struct{}

func (queue) Do(_ string, work func(context.Context) error, done func(error)) bool {
	done(work(context.Background()))
	return true
}

func (queue) After(time.Duration, func()) func() { return func() {} }
func (queue) Painted(f func())                   { f() }

// unread is a queue whose answers do not come.
type unread struct{ queue }

func (unread) Do(string, func(context.Context) error, func(error)) bool { return true }

// bench is a model over a counter, and what it said.
type bench struct {
	*Model
	counter *counter
	person  shop.ID
	failed  []error
	said    []string
	cents   bool // digits without a point are cents
}

func newBench(currency string, set func(*counter)) *bench {
	c, _ := money.CurrencyOf(currency)
	b := &bench{counter: &counter{}, person: "C1"}
	if set != nil {
		set(b.counter)
	}
	b.Model = New(Deps{Desk: b.counter, Papers: b.counter, Acts: queue{}, Reads: queue{}, Currency: c, WholeUnits: func() bool { return !b.cents },
		Person: func() shop.ID { return b.person }, Say: func(err error, done string) {
			if err != nil {
				b.failed = append(b.failed, err)
			} else {
				b.said = append(b.said, done)
			}
		}})
	b.Open()
	return b
}

// open is a till with a shift since the morning.
func open(c *counter) {
	c.status = desk.Status{Open: true, Shift: shop.Shift{No: 12, Opened: at(8, 2), Float: 15_000}, By: "Cashier 1", Receipts: 96}
	c.closed = []desk.Closed{{ID: "Z11", No: 11, At: shop.Moment{At: time.Date(2026, 11, 22, 20, 5, 0, 0, time.UTC)}, Receipts: 118, Counted: 71_200, Kept: 15_000, Taken: 56_200},
		{ID: "Z10", No: 10, At: shop.Moment{At: time.Date(2026, 11, 21, 20, 1, 0, 0, time.UTC)}, Receipts: 87, Counted: 53_340, Kept: 15_000, Taken: 38_340}}
}

// typed types digits, a point, "n" for the next field, "b" for backspace.
func (b *bench) typed(keys string) {
	for _, k := range keys {
		switch k {
		case 'n':
			b.Next()
		case 'b':
			b.Backspace()
		default:
			b.Type(k)
		}
	}
}

var noRight = fault.New(fault.NoRight, fault.Args{"act": "cash_out"})
