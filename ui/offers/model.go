// Package offers is the room of offers: what lowers prices by itself, made, tried and switched off.
//
// The rule: the form holds what a person typed; only Save stores it. What an odd offer is, and what it does to a basket, the shop
// says; the room asks and shows. The model knows no window.
//
// A worked example: "New offer", kind "n for m", takes 3, pays 2, on the category Chocolate without Gift boxes. Three bars are put
// into the basket beside the form: the line says "3 for 2 chocolate −€2.20" before anything is saved. Save; the list says
// "3 for 2" and "holds now".
package offers

import (
	"context"

	"kassa/app/money"
	"kassa/app/offers"
	"kassa/app/shop"
	"kassa/ui/room"
)

// Desk is what the room asks of the shop.
type Desk interface {
	All(ctx context.Context) (offers.Page, error)
	Save(ctx context.Context, act shop.ID, o shop.Offer) (shop.Offer, error)
	Drop(ctx context.Context, act shop.ID, o shop.Offer) error
	Try(ctx context.Context, o shop.Offer, list []offers.Wanted) (offers.Tried, error)
	Past(ctx context.Context, o shop.Offer) (offers.Past, error)
	NewID() shop.ID
}

// Goods finds products.
type Goods interface {
	Search(ctx context.Context, query string, limit int) ([]shop.Tile, error)
}

// Deps is what the model works with.
type Deps struct {
	Desk     Desk
	Goods    Goods
	Acts     room.Queue
	Reads    room.Queue
	Exponent int // of the shop's currency
}

// Page is one page of the room.
type Page int

// The pages.
const (
	List Page = iota
	Form
	Picking // goods for a group of the form
)

// State is what is drawn.
type State struct {
	Page   Page
	Shop   offers.Page
	Ready  bool
	Sheet  Sheet
	Picker Picker
	Trial  Trial
	Busy   bool
}

// Said is what has to be told: a fault, or the key of a message.
type Said struct {
	Err error
	Key string
}

// Model is the room without its look.
type Model struct {
	d     Deps
	s     State
	draw  func(State)
	say   func(Said)
	asked int // the newest search
}

// New makes the model; nothing is read before Open.
func New(d Deps) *Model { return &Model{d: d, draw: func(State) {}, say: func(Said) {}} }

// OnDraw says who draws and who tells from now on.
func (m *Model) OnDraw(draw func(State), say func(Said)) { m.draw, m.say = draw, say }

// State is what is drawn now.
func (m *Model) State() State { return m.s }

func (m *Model) drawn() { m.draw(m.s) }

// Open reads the offers.
func (m *Model) Open() {
	var p offers.Page
	m.d.Reads.Do("", func(ctx context.Context) (err error) {
		p, err = m.d.Desk.All(ctx)
		return err
	}, func(err error) {
		if err != nil {
			m.say(Said{Err: err})
			return
		}
		m.s.Shop, m.s.Ready = p, true
		m.drawn()
	})
}

// Show opens the i-th offer.
func (m *Model) Show(i int) {
	if i >= 0 && i < len(m.s.Shop.Offers) {
		m.edit(m.s.Shop.Offers[i])
	}
}

// Make opens the form of a new offer.
func (m *Model) Make() {
	m.edit(shop.Offer{Kind: shop.OfferPercent, Active: true, Take: 3, Pay: 2})
}

func (m *Model) edit(o shop.Offer) {
	m.s.Page, m.s.Sheet, m.s.Trial = Form, sheetOf(o, m.d.Exponent), Trial{}
	m.s.Sheet.act = m.d.Desk.NewID()
	m.drawn()
}

// Back goes to the page before; what was typed and not saved is let go.
func (m *Model) Back() {
	if m.s.Page == Picking {
		m.s.Page = Form
	} else {
		m.s.Page = List
	}
	m.drawn()
}

// Save stores the offer of the form.
func (m *Model) Save() {
	o, ok := m.composed()
	if !ok || m.s.Busy {
		return
	}
	id := m.s.Sheet.act
	m.act("offers.saved", func(ctx context.Context) error {
		_, err := m.d.Desk.Save(ctx, id, o)
		return err
	})
}

// Drop takes the offer of the form away.
func (m *Model) Drop() {
	if m.s.Busy {
		return
	}
	id, o := m.s.Sheet.act, m.s.Sheet.Offer
	m.act("offers.dropped", func(ctx context.Context) error { return m.d.Desk.Drop(ctx, id, o) })
}

func (m *Model) act(done string, work func(ctx context.Context) error) {
	m.s.Busy = true
	m.drawn()
	m.d.Acts.Do("offer", work, func(err error) {
		m.s.Busy = false
		if err != nil {
			m.say(Said{Err: err})
			m.drawn()
			return
		}
		m.s.Page = List
		m.say(Said{Key: done})
		m.Open()
	})
}

// composed is the offer that the form says; what cannot be read is marked.
func (m *Model) composed() (shop.Offer, bool) {
	o, wrong := m.s.Sheet.compose(m.d.Exponent)
	m.s.Sheet.Wrong = wrong
	m.drawn()
	return o, len(wrong) == 0
}

// Trial is a basket beside the form, and what was found out about the past.
type Trial struct {
	Goods   []shop.Tile // one for each line
	Qty     []money.Qty
	Tried   offers.Tried
	Done    bool // Tried is of this basket
	Past    offers.Past
	HasPast bool
	Working bool
}

// AddTry puts a product into the basket, or one more of it.
func (m *Model) AddTry(g shop.Tile) {
	t := &m.s.Trial
	for i := range t.Goods {
		if t.Goods[i].ID == g.ID {
			t.Qty[i] += money.One
			m.Try()
			return
		}
	}
	t.Goods, t.Qty = append(t.Goods, g), append(t.Qty, money.One)
	m.Try()
}

// Less takes one of the i-th product out of the basket.
func (m *Model) Less(i int) {
	t := &m.s.Trial
	if i < 0 || i >= len(t.Goods) {
		return
	}
	if t.Qty[i] -= money.One; t.Qty[i] <= 0 {
		t.Goods, t.Qty = append(t.Goods[:i:i], t.Goods[i+1:]...), append(t.Qty[:i:i], t.Qty[i+1:]...)
	}
	m.Try()
}

// Try prices the basket with the offer of the form.
func (m *Model) Try() {
	m.s.Trial.Done = false
	o, ok := m.composed()
	if !ok || len(m.s.Trial.Goods) == 0 {
		return
	}
	list := make([]offers.Wanted, len(m.s.Trial.Goods))
	for i, g := range m.s.Trial.Goods {
		list[i] = offers.Wanted{Product: g.ID, Qty: m.s.Trial.Qty[i]}
	}
	var tried offers.Tried
	m.d.Reads.Do("", func(ctx context.Context) (err error) {
		tried, err = m.d.Desk.Try(ctx, o, list)
		return err
	}, func(err error) {
		if err != nil {
			m.say(Said{Err: err})
			return
		}
		m.s.Trial.Tried, m.s.Trial.Done = tried, len(tried.Quote.Lines) == len(m.s.Trial.Goods)
		m.drawn()
	})
}

// LookBack asks what the offer of the form would have done to the sales of the last month.
func (m *Model) LookBack() {
	o, ok := m.composed()
	if !ok || m.s.Trial.Working {
		return
	}
	m.s.Trial.Working = true
	m.drawn()
	var past offers.Past
	m.d.Reads.Do("", func(ctx context.Context) (err error) {
		past, err = m.d.Desk.Past(ctx, o)
		return err
	}, func(err error) {
		m.s.Trial.Working = false
		if err != nil {
			m.say(Said{Err: err})
		} else {
			m.s.Trial.Past, m.s.Trial.HasPast = past, true
		}
		m.drawn()
	})
}
