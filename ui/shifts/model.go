// Package shifts is the room "Cash": a shift is opened, money goes in and out, the drawer is counted, the shift is closed.
//
// The rule: the room shows one page at a time. Without a shift it offers to open one; with one it is the desk: who is there
// since when, what waits, and keys for everything that can be done with the drawer. A page is filled by the number pad on the
// screen or by the keyboard: digits go into the field in use, Enter goes to the next one, F12 confirms, Escape goes back. The
// model knows no window: what takes time goes through the two queues, and the view draws the state. It holds no expected sum
// but what the service told, which tells it only to whoever may know and only after a count was written down.
//
// A worked example: the cashier taps "Count and close". A receipt still waits for the printer, so the room says that first.
// "Go on" opens the drawer and shows the notes and coins of the currency; 2 Enter 0 Enter 1 … counts them, and the sum grows
// beside the pad. F12 writes the count down; the room says "counted", asks how much stays as float (150.00 is proposed), and
// "Close the shift" prints the Z report.
package shifts

import (
	"context"
	"time"

	"kassa/app/money"
	desk "kassa/app/shifts"
	"kassa/app/shop"
)

// Desk is what the room asks of the cash desk.
type Desk interface {
	NewID() shop.ID
	Status(ctx context.Context) (desk.Status, error)
	Offer(ctx context.Context) (desk.Offer, error)
	Open(ctx context.Context, o desk.Opening) (shop.Shift, error)
	Reasons(ctx context.Context, kind shop.CashKind) (shop.Reasons, error)
	Move(ctx context.Context, m desk.Movement) (shop.CashMove, error)
	NoSale(ctx context.Context, id shop.ID, reason string) (shop.CashMove, error)
	BeginCount(ctx context.Context) error
	Count(ctx context.Context, c desk.Counting) (desk.Counted, error)
	Waiting(ctx context.Context) (desk.Counted, bool, error)
	Close(ctx context.Context, c desk.Closing) (desk.Closed, error)
	LastClosed(ctx context.Context) ([]desk.Closed, error)
	Unsettled(ctx context.Context) ([]desk.Unsettled, error)
	X(ctx context.Context) (shop.Figures, error)
	PrintX(ctx context.Context) error
}

// Papers prints papers of the desk again.
type Papers interface {
	PrintZ(ctx context.Context, z shop.ID) error
	PrintCount(ctx context.Context, count shop.ID) error
}

// Queue does work outside the screen's thread.
type Queue interface {
	Do(key string, work func(ctx context.Context) error, done func(error)) bool
	After(d time.Duration, f func()) (stop func())
}

// Deps are what a model works with.
type Deps struct {
	Desk        Desk
	Papers      Papers
	Acts, Reads Queue
	Currency    money.Currency
	// WholeUnits says what "2 0" on a pad for money means: 20.00 when true, 0.20 when false.
	WholeUnits func() bool
	// Person is who is at the till: what one person was told is not for the next.
	Person func() shop.ID
	// Say shows a fault, or what was done by the key of its text.
	Say func(err error, done string)
}

// Page is what the room shows.
type Page string

// The pages.
const (
	DeskPage   Page = "desk"   // a shift is open
	OpenPage   Page = "open"   // none is
	MovePage   Page = "move"   // money in or out, or the drawer alone
	SettlePage Page = "settle" // what should be settled before closing
	CountPage  Page = "count"  // notes and coins: at closing, or of the float
	ResultPage Page = "result" // counted: how much stays
	DonePage   Page = "done"   // closed
	XPage      Page = "x"
)

// State is what is drawn.
type State struct {
	Ready     bool
	Page      Page
	Status    desk.Status
	Closed    []desk.Closed // the last closings, newest first
	Unsettled []desk.Unsettled
	Offer     desk.Offer

	Kind    shop.CashKind // of MovePage
	Reasons shop.Reasons
	Reason  string

	Opening bool // CountPage counts a float
	Fields  []Field
	Focus   int  // the field in use
	SumOnly bool // the sum is typed, not the pieces
	Counted desk.Counted
	Note    string
	Done    desk.Closed
	X       shop.Figures
	Working bool // an act is under way
}

// Model is the state of the room and answers what people do.
type Model struct {
	d      Deps
	s      State
	person shop.ID // for whom the state was read
	id     shop.ID // of the act that the page ends in, kept while it is repeated
	fresh  bool    // the next digit replaces what stands in the field
	pieces []Field // while the sum alone is typed
	sum    []Field // and the other way round
	asked  int64   // the newest question how the desk stands; older answers are dropped
	draw   func(State)
}

// New makes a model; nothing is read before Open.
func New(d Deps) *Model { return &Model{d: d, draw: func(State) {}} }

// OnDraw says who draws from now on.
func (m *Model) OnDraw(f func(State)) { m.draw = f }

// State is what is drawn now. It is a value of its own: later changes make another.
func (m *Model) State() State {
	s := m.s
	s.Fields = append([]Field(nil), m.s.Fields...)
	return s
}

func (m *Model) drawn() { m.draw(m.State()) }

// Open reads how the desk stands, and shows the page for that. A count or a form that was left in the middle stays; after a
// closing that was read, the next shift is offered.
func (m *Model) Open() {
	var s State
	if now := m.d.Person(); now != m.person {
		m.s, m.person = State{}, now
	}
	m.asked++
	serial := m.asked
	m.d.Reads.Do("", func(ctx context.Context) (err error) {
		s, err = m.read(ctx)
		return err
	}, func(err error) {
		if serial != m.asked {
			return
		}
		if err != nil {
			m.d.Say(err, "")
			return
		}
		m.took(s)
		switch {
		case !s.Status.Open && m.s.Page != OpenPage && !m.s.Opening:
			m.toOpening()
		case s.Status.Open && (m.s.Page == "" || m.s.Page == OpenPage || m.s.Page == DonePage || m.s.Opening):
			m.toDesk()
		}
		m.drawn()
	})
}

// took takes up what was read.
func (m *Model) took(s State) {
	m.s.Ready, m.s.Status, m.s.Closed, m.s.Unsettled, m.s.Offer = true, s.Status, s.Closed, s.Unsettled, s.Offer
}

// read asks the desk for what the first pages show.
func (m *Model) read(ctx context.Context) (s State, err error) {
	if s.Status, err = m.d.Desk.Status(ctx); err != nil {
		return s, err
	}
	if s.Closed, err = m.d.Desk.LastClosed(ctx); err != nil {
		return s, err
	}
	if !s.Status.Open {
		s.Offer, err = m.d.Desk.Offer(ctx)
		return s, err
	}
	s.Unsettled, err = m.d.Desk.Unsettled(ctx)
	return s, err
}

// Changed reads the desk again after something happened elsewhere.
func (m *Model) Changed() {
	if m.s.Page == DeskPage || m.s.Page == OpenPage || m.s.Page == SettlePage || m.s.Page == "" {
		m.Open()
	}
}

// toDesk shows the desk.
func (m *Model) toDesk() { m.page(DeskPage) }

// toOpening shows the offer of the float.
func (m *Model) toOpening() {
	m.page(OpenPage)
	m.s.Opening = false
	m.fields(Field{Typed: m.spell(m.s.Offer.Float), Known: m.s.Offer.Known})
}

// page begins a page: no field, a new id.
func (m *Model) page(p Page) {
	m.s.Page, m.s.Fields, m.s.Focus, m.s.Reason, m.s.SumOnly = p, nil, 0, "", false
	m.id, m.fresh = m.d.Desk.NewID(), true
}

// fields are what a page asks for.
func (m *Model) fields(list ...Field) {
	m.s.Fields, m.s.Focus, m.fresh = list, 0, true
}

// Back leaves a page.
func (m *Model) Back() {
	switch {
	case m.s.Working:
		return
	case m.s.Page == CountPage && m.s.Opening:
		m.toOpening()
	case m.s.Page == DonePage:
		m.toOpening()
		m.Open()
	case m.s.Page == OpenPage || m.s.Page == DeskPage:
		return
	default:
		m.toDesk()
		m.Open()
	}
	m.drawn()
}
