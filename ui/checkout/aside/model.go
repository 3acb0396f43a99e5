// Package aside is what lies over the basket of the sell screen for a moment: the sales that were put aside, the question
// which of several products a code means, who sold, and a price that is only looked at.
//
// The rules. One thing lies there at a time. Whatever changes the basket goes through the sell screen and its queue; lists
// are read beside it. While the till asks which product was scanned, scans wait; over anything else a scan is booked and
// the basket is seen again, but a scan while a price is looked at is looked at.
//
// A worked example: two mugs carry one code. The scan is refused with WhichProduct; AskWhich reads both, the blue one in
// front because it was meant last time. Return takes the blue one, the arrow keys or a tap the red one.
package aside

import (
	"context"

	counter "kassa/app/checkout"
	"kassa/app/fault"
	"kassa/app/money"
	"kassa/app/shop"
	"kassa/ui/room"
)

// Kind says what lies over the basket.
type Kind int

// The kinds.
const (
	Nothing Kind = iota
	Parked       // the sales that were put aside
	Which        // which of several products a code means
	Seller       // who sold the sale or a line
	Price        // a price that is only looked at
	Note         // what the cashier must read before a product is sold
	Acts         // what a tile with several acts offers
	Reasons      // why the drawer is opened without a sale
)

// Mode says what a tap on a parked sale does.
type Mode int

// The modes.
const (
	TakeBack Mode = iota
	Rename
	Delete
)

// Counter is what the lists need of the counter.
type Counter interface {
	Parked(ctx context.Context) ([]counter.ParkedSale, error)
	Resume(ctx context.Context, id shop.ID) (counter.Basket, error)
	DropParked(ctx context.Context, id shop.ID, seen counter.Seen) (counter.Basket, error)
	NameParked(ctx context.Context, id shop.ID, name string) error
	Choices(ctx context.Context, code string) ([]shop.Found, error)
	Sellers(ctx context.Context) ([]shop.Staff, error)
	SetSeller(ctx context.Context, who shop.ID) (counter.Basket, error)
	SetLineSeller(ctx context.Context, no int, who shop.ID) (counter.Basket, error)
	Star(ctx context.Context, product shop.ID, yes bool) error
}

// Drawer is what is needed to open the drawer without a sale.
type Drawer interface {
	NewID() shop.ID
	Reasons(ctx context.Context, kind shop.CashKind) (shop.Reasons, error)
	NoSale(ctx context.Context, id shop.ID, reason string) (shop.CashMove, error)
}

// Goods is what is needed of the catalogue to look at a price.
type Goods interface {
	PriceCheck(ctx context.Context, code string) ([]shop.Found, error)
	Product(ctx context.Context, id shop.ID) (shop.Found, error)
}

// State is what is painted.
type State struct {
	Kind   Kind
	Ready  bool // what it shows was read
	Marked int  // chosen with the arrow keys, -1: none

	Sales []counter.ParkedSale // that are parked, also while nothing lies over the basket
	Mode  Mode
	Sure  shop.ID // the parked sale that is deleted when it is meant once more

	Code  string // Which and Price: what was scanned
	Found []shop.Found
	times money.Qty

	People []shop.Staff // Seller
	Line   int          // of which the seller is asked, 0: of the sale

	Unknown bool // Price: no product carries the code

	Question Question // Note
	Acts     []Act
	Reasons  shop.Reasons

	MayStar bool // the person at the till may choose favourites
}

// Act is one act of a tile, and what it is about.
type Act struct {
	shop.TileAct
	Names shop.Names // of the product or the category; nil: an act of the screen
}

// Question is the note of a product that the cashier must read, and what is added then.
type Question struct {
	Pick  counter.Pick
	Open  *counter.OpenItem // at a typed price; nil: at its own
	Names shop.Names
	Note  string
}

// Open tells whether something lies over the basket.
func (s State) Open() bool { return s.Kind != Nothing }

// Rows is how many things one can choose from.
func (s State) Rows() int {
	switch s.Kind {
	case Parked:
		return len(s.Sales)
	case Which:
		return len(s.Found)
	case Seller:
		if s.Ready {
			return len(s.People) + 1 // and nobody but the cashier
		}
	case Acts:
		return len(s.Acts)
	case Reasons:
		if !s.Reasons.Required {
			return len(s.Reasons.Lines) + 1 // and none
		}
		return len(s.Reasons.Lines)
	}
	return 0
}

// Looked is the product whose price is looked at; ok is false while there is none.
func (s State) Looked() (f shop.Found, ok bool) {
	if s.Kind != Price || len(s.Found) == 0 {
		return f, false
	}
	return s.Found[0], true
}

// Deps is what a model works with.
type Deps struct {
	Counter Counter
	Goods   Goods
	Drawer  Drawer // nil: none
	Acts    room.Queue
	Reads   room.Queue
	// Change changes the basket in the order in which it was asked for; after is told in any case.
	Change func(key string, ask func(ctx context.Context) (counter.Basket, error), after func(err error))
	// Add adds a product and asks for what it needs; Open adds one at a typed price.
	Add  func(counter.Pick)
	Open func(counter.OpenItem)
	// Do does what a tile offers.
	Do func(shop.TileAct)
	// MayStar tells whether the person at the till may choose favourites.
	MayStar func() bool
	// Opened is told when the drawer was opened without a sale.
	Opened func()
	// Name asks a person for the name of a parked sale.
	Name func(counter.ParkedSale)
	// NoneParked is told when the list of parked sales has nothing to show.
	NoneParked func()
	// Closed is told when nothing lies over the basket any more.
	Closed func()
	// Changed is told when there is something new to draw, or why there is not.
	Changed func(err error)
}

// Model is the lists without their look. All its methods are called on the screen's thread.
type Model struct {
	d      Deps
	state  State
	serial int64 // of what is open; answers for what was open before are dropped
}

// New makes a model with nothing open.
func New(d Deps) *Model { return &Model{d: d, state: State{Marked: -1}} }

// State is what is painted now.
func (m *Model) State() State { return m.state }

// open lays something over the basket.
func (m *Model) open(s State) {
	m.serial++
	s.Sales, s.Marked = m.state.Sales, -1
	m.state = s
}

// Close takes away what lies over the basket.
func (m *Model) Close() {
	if m.state.Kind == Nothing {
		return
	}
	m.open(State{})
	m.d.Closed()
	m.d.Changed(nil)
}

// read asks the counter for what is shown; got is called with the answer unless something else was opened since.
func (m *Model) read(ask func(ctx context.Context) error, got func()) {
	serial := m.serial
	m.d.Reads.Do("", ask, func(err error) {
		if serial != m.serial {
			return
		}
		if err == nil {
			m.state.Ready = true
			got()
		}
		m.d.Changed(err)
	})
}

// Mark moves the mark of the arrow keys.
func (m *Model) Mark(by int) {
	if n := m.state.Rows(); n > 0 {
		m.state.Marked, m.state.Sure = min(max(m.state.Marked+by, 0), n-1), ""
		m.d.Changed(nil)
	}
}

// Enter answers with what is marked; what is looked at, or was read, is added.
func (m *Model) Enter() {
	switch {
	case m.state.Kind == Price:
		m.AddLooked()
	case m.state.Kind == Note:
		m.Confirm()
	default:
		m.Answer(m.state.Marked)
	}
}

// Answer chooses a row.
func (m *Model) Answer(i int) {
	if i < 0 || i >= m.state.Rows() {
		return
	}
	switch s := m.state; s.Kind {
	case Parked:
		m.answerParked(s.Sales[i])
	case Which:
		pick := counter.Pick{Product: s.Found[i].Product.ID, Code: s.Code, Qty: s.times, Chosen: true}
		m.open(State{})
		m.d.Add(pick)
		m.d.Closed()
		m.d.Changed(nil)
	case Seller:
		who := shop.ID("")
		if i > 0 {
			who = s.People[i-1].ID
		}
		m.name(s.Line, who)
	case Acts:
		m.Close()
		m.d.Do(s.Acts[i].TileAct)
	case Reasons:
		reason := ""
		if i < len(s.Reasons.Lines) {
			reason = s.Reasons.Lines[i]
		}
		m.Close()
		m.openDrawer(reason)
	}
}

// AskWhich asks which of several products a code means; times is the number that was typed before it.
func (m *Model) AskWhich(code string, times money.Qty) {
	m.open(State{Kind: Which, Code: code, times: times})
	var list []shop.Found
	m.read(func(ctx context.Context) (err error) {
		list, err = m.d.Counter.Choices(ctx, code)
		return err
	}, func() { m.state.Found, m.state.Marked = list, 0 })
}

// AskNote shows what the cashier must read before a product is sold.
func (m *Model) AskNote(q Question) {
	m.open(State{Kind: Note, Ready: true, Question: q})
	m.d.Changed(nil)
}

// Confirm adds the product whose note was read.
func (m *Model) Confirm() {
	q := m.state.Question
	if m.state.Kind != Note {
		return
	}
	m.open(State{})
	if q.Open != nil {
		item := *q.Open
		item.Confirmed = true
		m.d.Open(item)
	} else {
		q.Pick.Confirmed = true
		m.d.Add(q.Pick)
	}
	m.d.Closed()
	m.d.Changed(nil)
}

// AskSeller asks who sold a line, or the whole sale when line is 0; asked again it closes.
func (m *Model) AskSeller(line int) {
	if m.state.Kind == Seller {
		m.Close()
		return
	}
	m.open(State{Kind: Seller, Line: line})
	var list []shop.Staff
	m.read(func(ctx context.Context) (err error) {
		list, err = m.d.Counter.Sellers(ctx)
		return err
	}, func() { m.state.People = list })
	m.d.Changed(nil)
}

// name names the seller of a line, or of the sale.
func (m *Model) name(line int, who shop.ID) {
	m.Close()
	m.d.Change("", func(ctx context.Context) (counter.Basket, error) {
		if line != 0 {
			return m.d.Counter.SetLineSeller(ctx, line, who)
		}
		return m.d.Counter.SetSeller(ctx, who)
	}, func(error) {})
}

// LookAt begins to look at prices, or ends it.
func (m *Model) LookAt() {
	if m.state.Kind == Price {
		m.Close()
		return
	}
	m.open(State{Kind: Price})
	m.d.Changed(nil)
}

// LookUp looks at the price of what carries a code.
func (m *Model) LookUp(code string) {
	m.look(code, func(ctx context.Context) ([]shop.Found, error) {
		list, err := m.d.Goods.PriceCheck(ctx, code)
		if fault.Is(err, fault.UnknownCode) {
			err = nil
		}
		return list, err
	})
}

// LookAtProduct looks at the price of a product that was tapped.
func (m *Model) LookAtProduct(id shop.ID) {
	m.look("", func(ctx context.Context) ([]shop.Found, error) {
		f, err := m.d.Goods.Product(ctx, id)
		return []shop.Found{f}, err
	})
}

func (m *Model) look(code string, ask func(ctx context.Context) ([]shop.Found, error)) {
	m.open(State{Kind: Price, Code: code, MayStar: m.d.MayStar()})
	var list []shop.Found
	m.read(func(ctx context.Context) (err error) {
		list, err = ask(ctx)
		return err
	}, func() { m.state.Found, m.state.Unknown = list, len(list) == 0 })
}

// AddLooked adds what is looked at to the basket.
func (m *Model) AddLooked() {
	f, ok := m.state.Looked()
	if !ok {
		return
	}
	pick := counter.Pick{Product: f.Product.ID, Code: m.state.Code, Qty: money.One, Chosen: m.state.Code != "" && len(m.state.Found) > 1}
	m.Close()
	m.d.Add(pick)
}

// ChooseLooked shows the price of another of the products that carry the code.
func (m *Model) ChooseLooked(i int) {
	if list := m.state.Found; i > 0 && i < len(list) {
		next := append([]shop.Found{list[i]}, list[:i]...)
		m.state.Found = append(next, list[i+1:]...)
		m.d.Changed(nil)
	}
}
