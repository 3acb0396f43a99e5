package receipts

import (
	"slices"

	"kassa/app"
	counter "kassa/app/checkout"
	"kassa/app/paper"
	"kassa/app/shop"
)

// Page is one of the two pages of the room.
type Page int

// The pages.
const (
	List Page = iota
	Queue
)

// Days says of which days receipts are shown.
type Days int

// The choices.
const (
	Today Days = iota
	Yesterday
	OneDay // State.Day
	AllDays
)

// State is everything that is painted.
type State struct {
	Page Page

	counter.ReceiptChoices
	Days     Days
	Day      int
	Text     string
	Tender   string
	AllTills bool

	Heads   []shop.ReceiptHead
	More    bool // there are older ones
	Loading bool

	Chosen  shop.ID
	Open    *Open // the receipt on the right; nil: none
	Picking bool  // its lines are chosen for the open sale
	Picked  []int // numbers of lines

	Queue    app.Papers
	Selected shop.ID // the job of the queue that was tapped
}

// Open is the receipt that is looked at.
type Open struct {
	counter.Receipt
	Paper paper.Document
}

// Row is where the chosen receipt stands in the list, -1 when it does not.
func (s State) Row() int {
	return slices.IndexFunc(s.Heads, func(h shop.ReceiptHead) bool { return h.ID == s.Chosen })
}

// OneDayOnly tells whether all receipts of the list are of one day, so that the day need not be said.
func (s State) OneDayOnly() bool { return s.Days != AllDays }

// Jobs is the print queue as one list: what waits for a person, what is under way, what is over.
func (s State) Jobs() []shop.Job {
	return slices.Concat(s.Queue.Failed, s.Queue.Waiting, s.Queue.Over)
}

// Job is the job that was tapped, while it waits for a person.
func (s State) Job() (shop.Job, bool) {
	i := slices.IndexFunc(s.Queue.Failed, func(j shop.Job) bool { return j.ID == s.Selected })
	if i < 0 {
		return shop.Job{}, false
	}
	return s.Queue.Failed[i], true
}

// Printed is the newest receipt that was asked for of the one that is looked at; found is false when none was.
func (o Open) Printed() (j shop.Job, found bool) {
	for _, one := range o.Jobs {
		if one.Kind == shop.JobReceipt {
			j, found = one, true
		}
	}
	return j, found
}

// Said is a message: a fault, or one of ours.
type Said struct {
	Err     error
	Key     SaidKey
	Missing []string // of NothingAdded
}

// SaidKey names a message that is no fault.
type SaidKey int

// The messages.
const (
	CopyPrints SaidKey = iota + 1
	GiftPrints
	TenderCorrected
	JobsPrint    // the papers that waited
	JobGivenUp   // a paper
	NothingAdded // every line was missing
)
