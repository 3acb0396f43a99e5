package cli

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"math/rand/v2"
	"net"
	"syscall"
	"time"

	"kassa/app"
	"kassa/app/checkout"
	"kassa/app/fault"
	"kassa/app/inventory"
	"kassa/app/money"
	"kassa/app/shop"
)

// simulateGroup stands in for a device or a person.
type simulateGroup struct {
	Printer simulatePrinter `cmd:"" help:"cli.simulate.printer"`
	Cashier simulateCashier `cmd:"" help:"cli.simulate.cashier"`
}

type simulatePrinter struct {
	At     string `help:"cli.simulate.address" required:"" placeholder:"escpos+tcp://127.0.0.1:9100"`
	Script string `help:"cli.simulate.script" placeholder:"WORDS"`
	Out    string `help:"cli.simulate.out" placeholder:"DIR"`
}

// Run is a printer until the program is stopped.
func (p simulatePrinter) Run(c *call) error {
	err := c.SimulatePrinter(c.ctx, p.At, p.Script, p.Out)
	if c.ctx.Err() != nil {
		return nil // stopping is how a printer ends
	}
	return p.named(err)
}

// named says which of the options cannot be used. What is neither a fault nor a failure of the world is a word of the
// script that the printer does not know.
func (p simulatePrinter) named(err error) error {
	var network *net.OpError
	var folder *fs.PathError
	_, told := fault.Of(err)
	switch {
	case err == nil || told:
		return err
	case errors.Is(err, fs.ErrPermission) && errors.As(err, &network):
		return fault.Wrap(fault.PortDenied, fault.Args{"address": p.At}, err)
	case errors.As(err, &network) && !errors.Is(err, syscall.EADDRINUSE) && !errors.Is(err, windowsInUse):
		return fault.Wrap(fault.BadAddress, fault.Args{"address": p.At}, err)
	case network != nil:
		return fault.Wrap(fault.PortBusy, fault.Args{"address": p.At}, err)
	case errors.As(err, &folder):
		return fault.Wrap(fault.FileUnwritable, fault.Args{"path": folder.Path}, err)
	case p.Script != "":
		return fault.Wrap(fault.BadOption, fault.Args{"option": "--script", "value": p.Script, "allowed": troubles}, err)
	}
	return err
}

// windowsInUse is WSAEADDRINUSE, which Windows gives in place of EADDRINUSE.
const windowsInUse = syscall.Errno(10048)

// troubles are the words of a script; N is a number of bytes.
const troubles = "ok, paper-out[=N], cover[=N], offline[=N], die-after=N, near-end, silent, mute, slow[=N]"

type simulateCashier struct {
	Sales  int    `help:"cli.simulate.sales" required:"" placeholder:"N"`
	Seed   uint64 `help:"cli.simulate.seed" default:"1" placeholder:"N"`
	Rate   int    `help:"cli.simulate.rate" placeholder:"N"`
	Tender string `help:"cli.simulate.tender" default:"cash" placeholder:"cash|card|mixed"`
}

// Run sells through the same services as the window, as the first cashier of the shop and without a PIN: it is the window
// without a window, for tests and support, in the hands of whoever may read the folder. A line ACK is printed only after its sale is durable.
func (s simulateCashier) Run(c *call) (err error) {
	switch {
	case s.Sales < 1:
		return fault.New(fault.BadOption, fault.Args{"option": "--sales", "value": fmt.Sprint(s.Sales), "allowed": "1, 2, 3 …"})
	case s.Rate < 0:
		return fault.New(fault.BadOption, fault.Args{"option": "--rate", "value": fmt.Sprint(s.Rate), "allowed": "0, 1, 2 …"})
	case s.Tender != checkout.Cash && s.Tender != card && s.Tender != mixed:
		return fault.New(fault.BadOption, fault.Args{"option": "--tender", "value": s.Tender, "allowed": "cash, card, mixed"})
	}
	o, _, err := c.openAlone(Selling)
	if err != nil {
		return err
	}
	defer shut(&err, o.Close)
	if err := o.App.StandIn(c.ctx); err != nil {
		return err
	}
	ctx := o.App.As(c.ctx)
	if err := o.App.ConfirmClock(ctx); err != nil { // a cashier made of software has no other clock to look at
		return err
	}
	k := &cashier{app: o.App, tender: s.Tender, dice: rand.New(rand.NewPCG(s.Seed, 0x6b61737361))}
	if err := k.look(ctx); err != nil {
		return err
	}
	pace := pacer(s.Rate)
	defer pace.stop()
	for range s.Sales {
		if err := pace.wait(ctx); err != nil {
			return err
		}
		paid, err := k.sell(ctx)
		if err != nil {
			return err
		}
		fmt.Fprintf(c.Stdout, "ACK %s %s %d\n", paid.Sale.Label(), paid.Sale.ID, paid.Sale.Total)
	}
	ctx, stop := context.WithTimeout(ctx, lastPapers)
	defer stop()
	return o.App.Outbox.Drain(ctx)
}

// lastPapers is how long the end waits for the printer; what is not out by then waits for the next start.
const lastPapers = time.Minute

// What a simulated cashier takes beside cash: cards, or the one or the other by chance.
const (
	card  = "card"
	mixed = "mixed"
)

// cashier fills baskets by chance and takes money for them.
type cashier struct {
	app    *app.App
	tender string
	dice   *rand.Rand
	goods  []shop.Tile
}

// known bounds how many products the simulated cashier knows.
const known = 500

// look learns what the shop sells: a page of the catalogue, without what needs a typed price.
func (k *cashier) look(ctx context.Context) error {
	n, err := k.app.Inventory.Count(ctx, inventory.Group{})
	if err != nil {
		return err
	}
	from := 0
	if n > known {
		from = k.dice.IntN(n - known)
	}
	all, err := k.app.Inventory.Tiles(ctx, inventory.Group{}, from, known)
	for _, t := range all {
		if t.PriceKind == shop.FixedPrice && t.Price > 0 {
			k.goods = append(k.goods, t)
		}
	}
	if err == nil && len(k.goods) == 0 {
		err = fault.New(fault.NotFound, fault.Args{"what": "product"})
	}
	return err
}

// sell fills the basket on the screen, which may be one that a crash left, and takes money for it.
func (k *cashier) sell(ctx context.Context) (checkout.Paid, error) {
	b, err := k.app.Checkout.Current(ctx)
	if err != nil {
		return checkout.Paid{}, err
	}
	for wanted := 1 + k.dice.IntN(8); len(b.Cart.Lines) < wanted && len(b.Cart.Lines) < len(k.goods); {
		if b, err = k.add(ctx); err != nil {
			return checkout.Paid{}, err
		}
	}
	for {
		paid, err := k.app.Checkout.Pay(ctx, k.pays(b))
		if !fault.Is(err, fault.BasketChanged) {
			return paid, err
		}
		if b, err = k.app.Checkout.Current(ctx); err != nil {
			return checkout.Paid{}, err
		}
	}
}

// add scans a product, or adds it where it has no code; what is weighed is weighed.
func (k *cashier) add(ctx context.Context) (checkout.Basket, error) {
	t := k.goods[k.dice.IntN(len(k.goods))]
	if t.Unit != shop.Piece {
		return k.app.Checkout.Add(ctx, t.ID, money.Qty(100+k.dice.IntN(2400)))
	}
	times := money.One
	if k.dice.IntN(6) == 0 {
		times = money.Qty(2+k.dice.IntN(4)) * money.One
	}
	p, err := k.app.Inventory.Product(ctx, t.ID)
	if err != nil {
		return checkout.Basket{}, err
	}
	if len(p.Product.Barcodes) == 0 {
		return k.app.Checkout.Add(ctx, t.ID, times)
	}
	return k.app.Checkout.Scan(ctx, p.Product.Barcodes[0].Code, times)
}

// pays is what the customer pays with: a card, exact cash, or one of the notes on the screen.
func (k *cashier) pays(b checkout.Basket) checkout.Tender {
	t := checkout.Tender{Cart: b.Cart.ID, Version: b.Cart.Version, Code: k.tender}
	if t.Code == mixed {
		t.Code = []string{checkout.Cash, card}[k.dice.IntN(2)]
	}
	if n := len(b.Notes); t.Code == checkout.Cash && n > 0 && k.dice.IntN(3) > 0 {
		t.Given = b.Notes[k.dice.IntN(n)]
	}
	return t
}

// pace keeps a rate; the zero value waits for nothing.
type pace struct{ tick *time.Ticker }

func pacer(perSecond int) pace {
	if perSecond == 0 {
		return pace{}
	}
	return pace{time.NewTicker(time.Second / time.Duration(perSecond))}
}

func (p pace) wait(ctx context.Context) error {
	if p.tick == nil {
		return ctx.Err()
	}
	select {
	case <-p.tick.C:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}

func (p pace) stop() {
	if p.tick != nil {
		p.tick.Stop()
	}
}
