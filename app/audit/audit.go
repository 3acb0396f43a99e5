// Package audit is how the owner looks at the books: what was done, by whom and when, whether the books are what was written
// down, and whether they fit together.
//
// The rule. The journal is read as it is and shown in words: each record has a title and a sentence made of what the record
// itself says. Nothing can be changed here. Who may see the journal may check the books; what a check found is an act of its
// own, so that it is known when the books were sound last. Lists leave the shop only by the right to export, and that is
// written down too.
//
// A worked example: a manager asks for the records of yesterday that are about what was not sold. Record 9377 says that C1 took
// milk for 1.89 out of a basket eleven seconds after its scan; the list shows "Line removed", "Milk, €1.89, 11 s after the
// scan", C1, 14:08. Check finds that a table says something else than record 9380 and names it.
package audit

import (
	"context"
	"errors"
	"slices"

	"kassa/app/act"
	"kassa/app/books"
	"kassa/app/rights"
	"kassa/app/shop"
	"kassa/app/text"
	"kassa/app/verify"
)

// Rows opens the books for a check; the till may go on selling meanwhile. Close ends the reading.
type Rows func(ctx context.Context) (src verify.Source, close func() error, err error)

// Audit is that of the frame's shop.
type Audit struct {
	frame *act.Frame
	rows  Rows
	// Heads reads what is known of the journals outside the books; nil where nothing is.
	heads func() ([]byte, error)
}

// New makes the service.
func New(f *act.Frame, rows Rows, heads func() ([]byte, error)) *Audit {
	return &Audit{frame: f, rows: rows, heads: heads}
}

// Query chooses records. Empty fields choose all.
type Query struct {
	Till     shop.ID // empty: this one
	Staff    shop.ID
	Kinds    []string
	From, To int   // business days, inclusive
	Before   int64 // the number of the last record of the page before
	Limit    int
}

func (q Query) filter(till shop.ID) books.JournalFilter {
	if q.Till != "" {
		till = q.Till
	}
	return books.JournalFilter{Till: till, Staff: q.Staff, Kinds: q.Kinds, FromDay: q.From, ToDay: q.To, Before: q.Before}
}

// Page is a part of the journal, newest first, with who and which tills there are.
type Page struct {
	Entries []Entry
	More    bool // there are older ones
	People  []shop.Staff
	Tills   []shop.Till
	Till    shop.ID // whose records these are
	Today   int
}

// List reads a part of the journal. Fault: NoRight.
func (a *Audit) List(ctx context.Context, q Query) (p Page, err error) {
	err = a.frame.Look(ctx, rights.Ask{Act: rights.SeeJournal}, func(tx books.Tx, set act.Setup) error {
		p, err = a.page(tx, set, q)
		return err
	})
	return p, err
}

func (a *Audit) page(tx books.Tx, set act.Setup, q Query) (p Page, err error) {
	if p.People, err = tx.Shop().Staff(); err != nil {
		return p, err
	}
	if p.Tills, err = tx.Shop().Tills(); err != nil {
		return p, err
	}
	filter := q.filter(set.Till.ID)
	p.Till, p.Today = filter.Till, set.Shop.Moment(a.frame.Now()).Day
	records, err := tx.Journal().Page(filter, q.Limit+1)
	if err != nil {
		return p, err
	}
	if p.More = len(records) > q.Limit; p.More {
		records = records[:q.Limit]
	}
	look := lookups{tx: tx, zone: set.Shop.Zone, codes: map[shop.ID]string{}, labels: map[shop.ID]string{}}
	for _, s := range p.People {
		look.codes[s.ID] = s.Code
	}
	code := ""
	if i := slices.IndexFunc(p.Tills, func(t shop.Till) bool { return t.ID == filter.Till }); i >= 0 {
		code = p.Tills[i].Code
	}
	for _, r := range records {
		e, err := look.entry(r)
		if err != nil {
			return p, err
		}
		e.TillCode = code
		p.Entries = append(p.Entries, e)
	}
	return p, nil
}

// Checked is what a check found. Unwritten is why it could not be written down; the finding holds all the same.
type Checked struct {
	verify.Report
	Unwritten error
}

// Lines are the findings for a person.
func (c Checked) Lines(in *text.Text) []Line { return lines(c.Findings, in) }

// Facts are what was read, for a person.
func (c Checked) Facts(in *text.Text) []string { return facts(c.Report, in) }

// Line is one finding: in a sentence, and in the exact words of the verifier.
type Line struct{ Said, Exact string }

func lines(list []verify.Finding, in *text.Text) []Line {
	all := make([]Line, len(list))
	for i, f := range list {
		all[i] = Line{Say(f, in), f.String()}
	}
	return all
}

// Check lets the verifier look at the books, and writes down what it found. Progress hears now and then how many records
// were checked. Fault: NoRight; another error means that the books could not be read.
func (a *Audit) Check(ctx context.Context, progress func(records int64)) (c Checked, err error) {
	if err := a.frame.MayLook(ctx, rights.Ask{Act: rights.SeeJournal}); err != nil {
		return c, err
	}
	var heads []byte
	if a.heads != nil { // before the rows: a head may be older than they are, not newer
		if heads, err = a.heads(); err != nil {
			return c, err
		}
	}
	src, close, err := a.rows(ctx)
	if err != nil {
		return c, err
	}
	c.Report, err = Verify(ctx, src, VerifySpec{Heads: heads, Progress: progress})
	if err = errors.Join(err, close()); err == nil {
		c.Unwritten = a.Verified(ctx, c.Report)
	}
	return c, err
}

// Reconcile holds receipts, payments, Z reports and stock against each other. Progress hears now and then how many receipts
// were read. Fault: NoRight; another error means that the books could not be read.
func (a *Audit) Reconcile(ctx context.Context, progress func(receipts int64)) (rep Fitted, err error) {
	if err := a.frame.MayLook(ctx, rights.Ask{Act: rights.SeeJournal}); err != nil {
		return rep, err
	}
	src, close, err := a.rows(ctx)
	if err != nil {
		return rep, err
	}
	rep.Reconciled, err = verify.Reconcile(ctx, src, verify.Options{Progress: progress})
	return rep, errors.Join(err, close())
}
