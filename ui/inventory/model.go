// Package inventory is the stock room: the list of products with what is there of each, the form of one product, goods
// that come in, movements, files brought in.
//
// The rules. The model holds everything that is painted and answers intents; it knows no Fyne. What is read goes through
// the queue of reads and is dropped when something else was asked for meanwhile; what changes goes through the queue of
// acts, with an id that is made before the first try. The list knows only the pages that were seen, each by the mark of
// the row before it, so a hundred thousand products cost as much as a hundred. A form that differs from what the books
// have holds the person back with a question.
//
// A worked example: the manager types "butt", sees Butter with 3 left in a warm colour, taps it, reads that 24 came on
// Monday, writes a new price and taps Save. On the other till the price had been changed meanwhile: the form stays, and
// says in words that somebody changed it.
package inventory

import (
	"context"
	"time"

	goods "kassa/app/inventory"
	"kassa/app/money"
	"kassa/app/shop"
)

// stockroom is what the room needs of the catalogue.
type stockroom interface {
	NewID() shop.ID
	Can(ctx context.Context) (goods.Can, error)
	Stock(ctx context.Context, q goods.StockQuestion) (goods.StockPage, error)
	StockCounts(ctx context.Context) (shop.StockCounts, error)
	StockValue(ctx context.Context) (money.Amount, error)
	Categories(ctx context.Context) ([]shop.Category, error)
	TaxGroups(ctx context.Context) ([]goods.TaxChoice, error)
	Find(ctx context.Context, code string) ([]shop.Found, error)
	Sheet(ctx context.Context, id shop.ID) (goods.Sheet, error)
	Movements(ctx context.Context, q goods.MoveQuestion) ([]shop.Movement, error)
	Add(ctx context.Context, e goods.Edit) (shop.Product, error)
	Change(ctx context.Context, e goods.Edit) (shop.Product, error)
	Archive(ctx context.Context, p goods.Put) error
	Archived(ctx context.Context, query string, limit int) ([]shop.Product, error)
	Restore(ctx context.Context, p goods.Put) error
	AddCategory(ctx context.Context, id shop.ID, names shop.Names) (shop.Category, error)
	Adjust(ctx context.Context, a goods.Adjustment) (shop.StockDoc, error)
	Receive(ctx context.Context, r goods.Receipt) (shop.StockDoc, error)
}

// Queue does work outside the screen's thread, in order; room.Queue is one.
type Queue interface {
	Do(key string, work func(ctx context.Context) error, done func(error)) bool
	After(d time.Duration, f func()) (stop func())
}

// Deps is what a model works with.
type Deps struct {
	Goods stockroom
	Files files
	Acts  Queue
	Reads Queue
	Long  Queue            // for what takes minutes; it holds nobody up
	Lang  func() shop.Lang // of the window
	// Exponent is how many decimals money has.
	Exponent int
}

// Page is what the room shows.
type Page int

// The pages. The first three stand in the head; the others are ways further in.
const (
	Products Page = iota
	Receiving
	Movements
	OneProduct
	Importing
	Away
)

// State is everything that is painted.
type State struct {
	Page       Page
	Can        goods.Can
	Categories []shop.Category
	Taxes      []goods.TaxChoice
	List       List
	Sheet      *Sheet // the product that is open; nil: none
	Moves      Moves
	Receipt    Receipt
	Import     Import
	Away       AwayList
	Said       Said // what the foot of the window is to say; told once
}

// Said is a message for the foot of the window: a fault, or a thing that was done.
type Said struct {
	Serial int
	Err    error
	Key    string // of the text
	Name   string // stands in it
}

// Model is the room without its look. All its methods are called on the screen's thread.
type Model struct {
	d       Deps
	draw    func(State)
	state   State
	asked   int64 // the newest question of the list; older answers are dropped
	moves   int64
	search  int64
	stop    func() // of a search that waits for the next letter
	leaving func() // what happens when the form lets go
}

// searchWait is how long a search waits for the next letter.
const searchWait = 120 * time.Millisecond

// New makes a model; nothing is read before Open.
func New(d Deps) *Model {
	m := &Model{d: d, draw: func(State) {}, stop: func() {}}
	m.state.List = emptyList()
	m.state.Receipt = Receipt{Selected: -1}
	return m
}

// OnDraw says who paints; it is called with every new state.
func (m *Model) OnDraw(draw func(State)) { m.draw = draw }

// State is what was drawn last.
func (m *Model) State() State { return m.state }

func (m *Model) redraw() { m.draw(m.state) }

// say leaves a message for the foot of the window.
func (m *Model) say(err error, key, name string) {
	m.state.Said = Said{Serial: m.state.Said.Serial + 1, Err: err, Key: key, Name: name}
}

// fail says what went wrong, if anything did, and reports it.
func (m *Model) fail(err error) bool {
	if err != nil {
		m.say(err, "", "")
		m.redraw()
	}
	return err != nil
}

// Open reads what the room needs and shows the page that was open last.
func (m *Model) Open() {
	var can goods.Can
	var categories []shop.Category
	var taxes []goods.TaxChoice
	m.d.Reads.Do("", func(ctx context.Context) (err error) {
		if can, err = m.d.Goods.Can(ctx); err != nil {
			return err
		}
		if categories, err = m.d.Goods.Categories(ctx); err != nil {
			return err
		}
		taxes, err = m.d.Goods.TaxGroups(ctx)
		return err
	}, func(err error) {
		if m.fail(err) {
			return
		}
		m.state.Can, m.state.Categories, m.state.Taxes = can, categories, taxes
		if m.state.Page == Receiving && !can.Receive {
			m.state.Page = Products
		}
		m.refresh()
	})
}

// refresh reads anew what the open page shows.
func (m *Model) refresh() {
	switch m.state.Page {
	case Movements:
		m.readMoves()
	case OneProduct:
		m.readSheet()
	case Away:
		m.readAway()
	default:
		m.readList()
	}
	m.redraw()
}

// Show opens one of the pages of the head.
func (m *Model) Show(p Page) {
	if p == m.state.Page || p == Receiving && !m.state.Can.Receive {
		return
	}
	m.state.Page = p
	m.refresh()
}

// Changed hears that stock or products were changed somewhere.
func (m *Model) Changed() {
	switch m.state.Page {
	case Products:
		m.readAgain()
	case Movements:
		m.readMoves()
	case OneProduct:
		m.readBeside()
	}
}

// Scan answers a scanned code: it finds the product, adds a line to what comes in, or a barcode to the form.
func (m *Model) Scan(code string) {
	switch {
	case m.state.Page == Receiving:
		m.scanIn(code)
	case m.state.Page == OneProduct && m.state.Sheet != nil && m.state.Can.Change:
		m.AddBarcode(code)
	default:
		m.scanFor(code)
	}
}

// scanFor opens the product that carries a code; of several the list shows all.
func (m *Model) scanFor(code string) {
	var found []shop.Found
	m.d.Reads.Do("", func(ctx context.Context) (err error) {
		found, err = m.d.Goods.Find(ctx, code)
		return err
	}, func(err error) {
		switch {
		case m.fail(err):
		case len(found) == 1:
			m.OpenProduct(found[0].Product.ID)
		default:
			m.state.Page = Products
			m.Search(code)
		}
	})
}

// category is the name of a category, in the language of the window.
func (s State) category(id shop.ID, lang shop.Lang) string {
	for _, c := range s.Categories {
		if c.ID == id {
			return c.Names.In(lang)
		}
	}
	return ""
}

// Escape goes one step back; it is false where there is no way back.
func (m *Model) Escape() bool {
	switch {
	case m.state.Sheet != nil && m.state.Sheet.Adjust != nil:
		m.CloseAdjust()
	case m.state.Page == Receiving && m.state.Receipt.Words != "":
		m.FindIn("")
	case m.state.Page == Products && m.state.List.Words != "":
		m.Search("")
	default:
		return false
	}
	return true
}
