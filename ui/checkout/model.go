// Package checkout is the sell screen: the grid of goods on the left, the basket and the money on the right. It is a room of
// several parts: the goods with their groups and tiles are ui/checkout/grid, with a model and a view of their own.
//
// The rules. The model holds everything that is painted and answers intents; it knows no Fyne. Every change of the
// basket goes through one queue, in the order in which the intents came, so queued scans are booked before any tender.
// A tender acts on what was painted: its key carries the basket and the version that stood beside it. When another
// version is drawn, when a scan is under way, or when the total has been on the screen, or the last sale over, for less
// than [settle], nothing is taken: a low beep, and the total flashes.
//
// A worked example: €2.70 is on the screen for a second. The cashier reaches for "€5" while a helper scans. The scan is
// in the queue when the finger comes down: nothing is taken. €4.05 is drawn, painted, and flashes; the next tap, half a
// second later, takes 5.00 and the column shows the change of 0.95.
package checkout

import (
	"context"
	"time"

	counter "kassa/app/checkout"
	"kassa/app/fault"
	"kassa/app/money"
	"kassa/app/shop"
	"kassa/ui/checkout/aside"
	"kassa/ui/checkout/grid"
	"kassa/ui/room"
)

// settle is how long a total must have been on the screen before it can be paid.
const settle = 300 * time.Millisecond

// How long things stay.
const (
	flashLine  = 400 * time.Millisecond // the line that was scanned last
	flashTotal = 600 * time.Millisecond // a total that must be looked at
	wordsStay  = 6 * time.Second        // a message that needs no act
	typing     = 40 * time.Millisecond  // letters of a scanner come closer than this; paint after them
	searchWait = 90 * time.Millisecond  // a search waits for the next letter
	letGo      = 120 * time.Millisecond // after the last quick letter no scan is under way any more
)

// seller is what the screen needs of the counter.
type seller interface {
	Current(ctx context.Context) (counter.Basket, error)
	Scan(ctx context.Context, code string, times money.Qty) (counter.Basket, error)
	Take(ctx context.Context, p counter.Pick) (counter.Basket, error)
	AddOpen(ctx context.Context, o counter.OpenItem) (counter.Basket, error)
	SetQty(ctx context.Context, no int, qty money.Qty) (counter.Basket, error)
	SetPrice(ctx context.Context, no int, price money.Amount) (counter.Basket, error)
	SetDiscount(ctx context.Context, no int, d shop.Discount) (counter.Basket, error)
	SetNote(ctx context.Context, no int, note string) (counter.Basket, error)
	SetBasketDiscount(ctx context.Context, d shop.Discount) (counter.Basket, error)
	Undo(ctx context.Context, seen counter.Seen) (counter.Basket, error)
	Remove(ctx context.Context, no int, seen counter.Seen) (counter.Basket, error)
	Clear(ctx context.Context, seen counter.Seen, reason string) (counter.Basket, error)
	Park(ctx context.Context, note string) (counter.Basket, error)
	SetSaleNote(ctx context.Context, note string) (counter.Basket, error)
	aside.Counter
	grid.Counter
	Ways(ctx context.Context) (counter.Ways, error)
	Pay(ctx context.Context, t counter.Tender) (counter.Paid, error)
	CorrectTender(ctx context.Context, sale shop.ID, payment int, code, ref string) error
}

// Catalogue is what the screen needs of the catalogue.
type Catalogue interface {
	grid.Goods
	aside.Goods
	TaxGroups(ctx context.Context) ([]shop.TaxGroup, error)
	QuickAdd(ctx context.Context, p NewProduct) error
}

// NewProduct is what quick-add asks of a person; tax and unit are the shop's first.
type NewProduct struct {
	Name     string
	Barcode  string
	Price    money.Amount
	Category shop.ID
}

// Beep is a sound.
type Beep int

// The sounds: a high short one for a scan, a low long one for what was refused.
const (
	High Beep = iota
	Low
)

// Deps is what a model works with. Acts and Reads are two queues: a long search never holds a scan up.
type Deps struct {
	Counter seller
	Goods   Catalogue
	Drawer  aside.Drawer     // nil: none
	Lang    func() shop.Lang // of what is typed; nil: English
	Acts    room.Queue
	Reads   room.Queue
	Now     func() time.Time
	// PrintAgain prints the receipt of a sale, once more or for the first time; PrintGift one without prices.
	PrintAgain, PrintGift func(ctx context.Context, sale shop.ID) error
	// FindReceipt finds the receipt that carries a code, ShowReceipt opens it; nil: there is no room of receipts.
	FindReceipt func(ctx context.Context, code string) (shop.ID, error)
	ShowReceipt func(sale shop.ID)
	Sound       func(Beep) // nil: silent
	// Badge is asked whether a code that is no product is somebody's badge; otherwise is called when it is not. Nil: no code is.
	Badge func(code string, otherwise func())
	// WholeUnits says what "2 0" on a pad for money means: 20.00 when true, 0.20 when false.
	WholeUnits bool
}

// Model is the sell screen without its look. All its methods are called on the screen's thread.
type Model struct {
	d     Deps
	draw  func(State)
	state State
	goods *grid.Model
	got   func(text string) // gets what a form with one text asks for
	aside *aside.Model

	pending   int       // changes of the basket that were asked for and are not drawn yet
	shown     int64     // serial of the total that is painted
	shownAt   time.Time // since when
	endedAt   time.Time // when the last sale ended
	paidAt    time.Time // since when its change is on the screen; zero: it is not yet
	fastAt    time.Time // when a letter came as fast as a scanner's
	early     map[shop.ID]Print
	steps     int // changes of stepLine to stepQty that are under way
	stepLine  int
	stepQty   money.Qty
	asked     bool     // a question about the whole sale is open
	waiting   []string // codes that came while a form was open
	stopWords func()
	stopFlash func()
	stopTotal func()
	stopType  func()
	stopFind  func()
	stopLate  func() // the countdown to correct a tender
}

// New makes a model; nothing is read before Open.
func New(d Deps) *Model {
	if d.Sound == nil {
		d.Sound = func(Beep) {}
	}
	if d.Badge == nil {
		d.Badge = func(_ string, otherwise func()) { otherwise() }
	}
	nothing := func() {}
	m := &Model{d: d, early: map[shop.ID]Print{}, draw: func(State) {}, stopWords: nothing, stopFlash: nothing, stopTotal: nothing, stopType: nothing, stopFind: nothing, stopLate: nothing}
	m.state.Times = money.One
	m.aside = aside.New(aside.Deps{Counter: d.Counter, Goods: d.Goods, Reads: d.Reads, Change: m.changeFor, Add: m.add, Open: m.addOpen,
		Drawer: d.Drawer, Acts: d.Acts, Do: func(a shop.TileAct) { m.do(a, money.One) }, Opened: m.drawerOpened,
		MayStar: func() bool { return m.goods.State().May.Favourites },
		Name:    m.askName, NoneParked: m.noneParked, Closed: m.serveWaiting, Changed: m.partChanged})
	if d.Lang == nil {
		d.Lang = func() shop.Lang { return shop.English }
	}
	m.goods = grid.New(grid.Deps{Goods: d.Goods, Counter: d.Counter, Acts: d.Acts, Reads: d.Reads, Lang: d.Lang, Ask: m.askText, Changed: m.partChanged})
	return m
}

// OnDraw says who paints; it is called with every new state.
func (m *Model) OnDraw(draw func(State)) { m.draw = draw }

// State is what was drawn last.
func (m *Model) State() State { return m.state }

// Open reads the open basket and the goods, and draws.
func (m *Model) Open() {
	var b counter.Basket
	var parked []counter.ParkedSale
	var ways counter.Ways
	m.pending++
	m.d.Acts.Do("", func(ctx context.Context) (err error) {
		if b, err = m.d.Counter.Current(ctx); err == nil {
			parked, err = m.d.Counter.Parked(ctx)
		}
		if err == nil {
			ways, err = m.d.Counter.Ways(ctx)
		}
		return err
	}, func(err error) {
		m.pending--
		if err != nil {
			m.fail(err)
		} else {
			m.aside.TakeParked(parked)
			m.state.Ways = ways
			m.show(b)
			if !b.Empty() {
				m.say(Words{Key: RestoredWords, At: b.Cart.Opened.Local()})
			}
		}
		m.redraw()
	})
	m.goods.Read()
}

// SetUpChanged reads anew how a sale can end.
func (m *Model) SetUpChanged() {
	var ways counter.Ways
	m.d.Reads.Do("ways", func(ctx context.Context) (err error) {
		ways, err = m.d.Counter.Ways(ctx)
		return err
	}, func(err error) {
		if err == nil {
			m.state.Ways = ways
			m.redraw()
		}
	})
}

// Stop turns selling off, for books that cannot be written; nil turns it on again and reads the basket anew.
func (m *Model) Stop(why error) {
	m.state.Stopped = why
	if why == nil {
		m.Open()
	}
	m.redraw()
}

// Busy says that work takes long, or that it is over.
func (m *Model) Busy(yes bool) {
	if m.state.Busy != yes {
		m.state.Busy = yes
		m.redraw()
	}
}

// show takes a new basket over.
func (m *Model) show(b counter.Basket) {
	if b.Cash.Due != m.state.Basket.Cash.Due || b.Cart.ID != m.state.Basket.Cart.ID || b.Cart.Version != m.state.Basket.Cart.Version {
		m.state.Serial++
	}
	m.state.Basket = b
	if _, ok := m.state.Line(m.state.Selected); !ok {
		m.state.Selected = 0
		m.closePadOfLine()
	}
	if m.state.Flash != 0 {
		if _, ok := m.state.Line(m.state.Flash); !ok {
			m.state.Flash = 0
		}
	}
}

// redraw draws, and learns when the total that is drawn now was painted.
func (m *Model) redraw() {
	m.state.Goods, m.state.Aside = m.goods.State(), m.aside.State()
	m.state.CanPay = !m.state.Basket.Empty() && m.state.Paid == nil && m.state.Stopped == nil && m.state.Form == nil &&
		!m.state.Aside.Open() && !m.adding() && m.state.Goods.Edit == nil
	m.state.CanUndo = m.state.Stopped == nil && m.state.Basket.Cart.Version > 0 && m.state.Form == nil && m.state.Goods.Edit == nil
	m.draw(m.state)
	if serial := m.state.Serial; serial != m.shown {
		m.d.Acts.Painted(func() {
			if serial == m.state.Serial && serial != m.shown {
				m.shown, m.shownAt = serial, m.d.Now()
			}
		})
	}
}

// fail says what went wrong and what to do next.
func (m *Model) fail(err error) {
	m.d.Sound(Low)
	if f, ok := fault.Of(err); ok && stops(f.Code) {
		m.state.Stopped = err
	}
	m.say(Words{Err: err})
}

// stops names the faults of the books after which selling is off.
func stops(c fault.Code) bool {
	switch c {
	case fault.StorageFull, fault.StorageReadOnly, fault.StorageDamaged, fault.StorageUnknown:
		return true
	}
	return false
}

// say shows a message for a while.
func (m *Model) say(w Words) {
	m.state.Words = w
	m.stopWords()
	m.stopWords = m.d.Acts.After(wordsStay, func() {
		m.state.Words = Words{}
		m.redraw()
	})
}

// hush takes the message away.
func (m *Model) hush() {
	m.stopWords()
	m.state.Words = Words{}
}
