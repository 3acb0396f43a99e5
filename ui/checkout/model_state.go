package checkout

import (
	"time"

	counter "kassa/app/checkout"
	"kassa/app/money"
	"kassa/app/shop"
	"kassa/ui/checkout/aside"
	"kassa/ui/checkout/grid"
)

// State is everything that is painted.
type State struct {
	Basket   counter.Basket
	Serial   int64 // grows whenever what a tender would take changes
	Selected int   // number of the selected line, 0: none
	Flash    int   // number of the line that was scanned last, 0: none
	Refused  int   // tenders that took nothing
	Alarm    bool  // the total changed under a tender: look at it
	CanPay   bool
	CanUndo  bool
	Busy     bool
	Stopped  error // the books cannot be written: selling is off
	Waiting  int   // scans that wait until a form, a pad or a question is closed

	Pad   *Pad  // the number pad lies over the notes; nil: it does not
	Form  *Form // quick-add, open item, note; nil: none
	Paid  *Paid // the sale that was just closed; nil: selling
	Words Words
	Ways  counter.Ways

	Query string // what stands in the search field
	Times money.Qty
	Goods grid.State
	Aside aside.State

	Taxes    []shop.TaxGroup // an open item may name one
	OpenName string          // what an open item without a name is called
}

// Line finds a line of the basket by its number; i is its place.
func (s State) Line(no int) (i int, ok bool) {
	for i := range s.Basket.Cart.Lines {
		if s.Basket.Cart.Lines[i].No == no && no != 0 {
			return i, true
		}
	}
	return -1, false
}

// Pieces is how many pieces are in the basket, as a person counts them: what is weighed or measured is one.
func (s State) Pieces() int64 {
	n := int64(0)
	for _, l := range s.Basket.Cart.Lines {
		if l.Unit == shop.Piece && l.Qty%money.One == 0 {
			n += int64(l.Qty / money.One)
		} else {
			n++
		}
	}
	return n
}

// Tender is what a key takes: so much for the basket as it stood beside the key. Given 0 is the exact amount.
type Tender struct {
	Cart    shop.ID
	Version int64
	Code    string
	Given   money.Amount
	Ref     string // the number of a slip
}

// Exact is the tender of the key for exact cash.
func (s State) Exact() Tender {
	return Tender{Cart: s.Basket.Cart.ID, Version: s.Basket.Cart.Version, Code: counter.Cash}
}

// Note is the tender of the i-th quick note.
func (s State) Note(i int) Tender {
	t := s.Exact()
	t.Given = s.Basket.Notes[i]
	return t
}

// By is the tender of a key that takes the whole amount with one of the shop's tenders.
func (s State) By(code string) Tender {
	t := s.Exact()
	t.Code = code
	return t
}

// Cashless are the tenders beside cash; the first has a key of its own.
func (s State) Cashless() []shop.Tender {
	var all []shop.Tender
	for _, t := range s.Ways.Tenders {
		if t.Code != counter.Cash {
			all = append(all, t)
		}
	}
	return all
}

// DueBy is what a tender comes to: rounded where the tender rounds.
func (s State) DueBy(t shop.Tender) money.Amount {
	if t.Rounds {
		return s.Basket.Cash.Due
	}
	return s.Basket.Quote.Total
}

// tender finds one of the shop's tenders.
func (s State) tender(code string) shop.Tender {
	for _, t := range s.Ways.Tenders {
		if t.Code == code {
			return t
		}
	}
	return shop.Tender{Code: code}
}

// Paid is the sale that was just closed.
type Paid struct {
	counter.Paid
	Print Print
	Left  int // seconds in which whoever sells may put the tender right; then it needs the right to correct receipts
}

// Given is what the customer handed over.
func (p Paid) Given() money.Amount {
	var sum money.Amount
	for _, t := range p.Sale.Payments {
		sum += t.Given
	}
	return sum
}

// Tender is the code of what it was paid with.
func (p Paid) Tender() string {
	if len(p.Sale.Payments) == 0 {
		return ""
	}
	return p.Sale.Payments[0].Tender
}

// Print says what became of the receipt.
type Print int

// The states of a print.
const (
	Printing Print = iota
	Printed
	Waiting   // its device failed; the job waits
	Unprinted // nobody asked for it yet
)

// WordsKey names a message that is no fault.
type WordsKey int

// The messages.
const (
	NoWords WordsKey = iota
	RestoredWords
	TotalMovedWords
	UndoneWords
	CancelledWords
	ParkedWords // a key beside it names the sale
	NoneParkedWords
	DrawerWords // the drawer was opened without a sale
	ToldWords   // a product tells the cashier something
	CopyWords   // the receipt prints again, or was printed again
	CorrectedWords
	GiftWords
	ShortWords  // a line takes more than there is by the books
	FilledWords // lines of a receipt came into the sale
)

// Words is a message over the totals: a fault, or one of ours.
type Words struct {
	Key  WordsKey
	Err  error
	At   time.Time // of RestoredWords
	Told string    // of ToldWords
	Sale shop.ID   // of ParkedWords
	// Short is what there is too little of: of ShortWords, and beside what a product tells.
	Short *counter.Shortage

	Added   int // of FilledWords
	Missing []string
}

// Any tells whether there is something to say.
func (w Words) Any() bool { return w.Key != NoWords || w.Err != nil }
