package app

import (
	"context"
	"fmt"

	"kassa/app/act"
	"kassa/app/books"
	"kassa/app/fault"
	"kassa/app/journal"
	"kassa/app/paper"
	"kassa/app/receipt"
	"kassa/app/rights"
	"kassa/app/shifts"
	"kassa/app/shop"
	"kassa/app/text"
)

// deskPaper makes the paper of a job of the cash desk. Whoever asked for the job had the right to it.
func (a *App) deskPaper(ctx context.Context, j shop.Job) (doc paper.Document, err error) {
	err = a.deps.Store.View(ctx, func(tx books.Tx) error {
		set, err := a.frame.SetUp(tx)
		if err != nil {
			return err
		}
		t, err := text.For(string(set.Shop.Lang))
		if err != nil {
			return err
		}
		desk := deskWriter{tx: tx, series: a.frame.ZSeries, t: t, o: receipt.Options{Copy: j.Copy, Training: a.training}, h: deskHead(set)}
		switch j.Kind {
		case shop.JobZ:
			doc, err = desk.z(j.Document)
		case shop.JobX:
			doc, err = desk.x(j)
		case shop.JobSlip:
			doc, err = desk.slip(j.Document)
		default:
			doc, err = desk.count(j.Document)
		}
		return err
	})
	return doc, err
}

// deskHead is what all papers of the cash desk say of shop and till.
func deskHead(set act.Setup) receipt.DeskHead {
	h := receipt.DeskHead{Head: receipt.Head{Shop: set.Shop, Till: set.Till.Name, Tenders: map[string]string{}}, TillCode: set.Till.Code,
		Key: set.Till.KeyID, Taxes: map[string]shop.Names{}}
	for _, d := range set.Tenders {
		h.Tenders[d.Code] = d.Names.In(set.Shop.Lang)
	}
	for _, g := range set.Taxes {
		for _, x := range g.Taxes {
			h.Taxes[x.Code] = x.Names
		}
	}
	return h
}

// deskWriter makes one paper from the books as they are in one unit of work.
type deskWriter struct {
	tx books.Tx
	t  *text.Text
	o  receipt.Options
	h  receipt.DeskHead

	series func(books.Tx) (func(shop.Z) string, error)
}

func (d *deskWriter) z(id shop.ID) (paper.Document, error) {
	z, found, err := d.tx.Shifts().ZByID(id)
	if err != nil || !found {
		return paper.Document{}, orNo("z", err)
	}
	rec, found, err := d.tx.Journal().ByAct(id)
	if err != nil {
		return paper.Document{}, err
	}
	if !found {
		return paper.Document{}, fmt.Errorf("the Z report %s has no record in the journal", id)
	}
	d.h.Journal = journal.ShortHead(rec)
	series, err := d.series(d.tx)
	if err != nil {
		return paper.Document{}, err
	}
	d.h.Series = series(z)
	if z.Opening, err = shifts.AtOpening(d.tx, z.Shift.ID); err != nil {
		return paper.Document{}, err
	}
	if d.h.Opened, _, err = d.person(z.Shift.OpenedBy); err == nil {
		d.h.Closed, _, err = d.person(z.By)
	}
	return receipt.Z(z, d.h, d.t, d.o), err
}

func (d *deskWriter) x(j shop.Job) (paper.Document, error) {
	sh, found, err := d.tx.Shifts().ByID(j.Document)
	if err != nil || !found {
		return paper.Document{}, orNo("shift", err)
	}
	if d.h.Opened, _, err = d.person(sh.OpenedBy); err != nil {
		return paper.Document{}, err
	}
	figures, err := shifts.Figures(d.tx, sh, j.Created)
	return receipt.X(figures, d.h, d.t, d.o), err
}

func (d *deskWriter) slip(id shop.ID) (paper.Document, error) {
	m, found, err := d.tx.Shifts().MoveByID(id)
	if err != nil || !found {
		return paper.Document{}, orNo("cash_move", err)
	}
	_, d.h.Cashier, err = d.person(m.Staff)
	return receipt.Slip(m, d.h, d.t, d.o), err
}

func (d *deskWriter) count(id shop.ID) (paper.Document, error) {
	c, found, err := d.tx.Shifts().CountByID(id)
	if err != nil || !found {
		return paper.Document{}, orNo("count", err)
	}
	_, d.h.Cashier, err = d.person(c.Staff)
	return receipt.CountSheet(c, d.h, d.t, d.o), err
}

// person is the name and the code of somebody, also of who works here no more.
func (d *deskWriter) person(id shop.ID) (name, code string, err error) {
	row, _, err := d.tx.Staff().ByID(id)
	return row.Name, row.Code, err
}

func orNo(what string, err error) error {
	if err != nil {
		return err
	}
	return fault.New(fault.NotFound, fault.Args{"what": what})
}

// PrintZ prints a Z report again, marked as a copy where the first one may be out. Faults: NotFound, NoRight.
func (a *App) PrintZ(ctx context.Context, z shop.ID) error {
	return a.printDesk(ctx, rights.Reprint, shop.JobZ, z, func(tx books.Tx) (bool, error) {
		_, found, err := tx.Shifts().ZByID(z)
		return found, err
	})
}

// PrintCount prints the sheet of a count. Faults: NotFound, NoRight.
func (a *App) PrintCount(ctx context.Context, count shop.ID) error {
	return a.printDesk(ctx, rights.CloseShift, shop.JobCount, count, func(tx books.Tx) (bool, error) {
		_, found, err := tx.Shifts().CountByID(count)
		return found, err
	})
}

// printDesk leaves a job to print a paper of the cash desk, and its record.
func (a *App) printDesk(ctx context.Context, right rights.Act, kind shop.JobKind, document shop.ID, exists func(books.Tx) (bool, error)) error {
	_, err := a.frame.Do(ctx, act.Spec{ID: a.deps.NewID(), Right: right}, func(tx books.Tx, at shop.Moment) (journal.Body, error) {
		if found, err := exists(tx); err != nil || !found {
			return nil, orNo(string(kind), err)
		}
		job, err := a.Outbox.Print(tx, kind, document, at)
		return journal.OfJobReprint(job), err
	})
	return err
}
