package app

import (
	"context"

	"kassa/app/act"
	"kassa/app/books"
	"kassa/app/devices"
	"kassa/app/fault"
	"kassa/app/journal"
	"kassa/app/office"
	"kassa/app/paper"
	"kassa/app/receipt"
	"kassa/app/rights"
	"kassa/app/shop"
	"kassa/app/text"
)

// Training mode: the till works on books of its own, made of those of the shop (see [office.Train]), while the shop's stay as they
// are. The journal of the shop says when that began and ended, and by whom; that it did begin and not end is how a till that starts
// again knows in which of the two it is.
//
// What makes a training till is the mark in its books, never how they were opened: its drawer stays shut, no fiscal device is
// told, no backup is made, and whatever it prints says what it is.

// Training reports whether these are the books of a training till.
func (a *App) Training() bool { return a.training }

// inTraining are the dependencies of a training till: it touches nothing but paper.
func inTraining(d Deps, t *text.Text) Deps {
	d.Drawer, d.Fiscal, d.Marks = shut{}, nil, nil
	d.CopyBooks, d.BackupFolder = nil, ""
	if d.Printer != nil {
		d.Printer = trainingPrinter{d.Printer, t}
	}
	if d.Hardware != nil {
		d.Hardware = trainingHardware{d.Hardware, t}
	}
	return d
}

// shut is the drawer of a training till.
type shut struct{}

// Open leaves it shut.
func (shut) Open(context.Context) error { return nil }

// trainingPrinter says on every paper that it was printed in training.
type trainingPrinter struct {
	devices.Printer
	t *text.Text
}

// Print prints the marked document.
func (p trainingPrinter) Print(ctx context.Context, doc paper.Document) (devices.Printed, error) {
	return p.Printer.Print(ctx, receipt.InTraining(doc, p.t))
}

type trainingHardware struct {
	office.Hardware
	t *text.Text
}

// PrintAt prints the marked document.
func (h trainingHardware) PrintAt(ctx context.Context, address string, doc paper.Document) error {
	return h.Hardware.PrintAt(ctx, address, receipt.InTraining(doc, h.t))
}

// MakeTraining fills empty books with what a training till of this shop needs. Faults: storage.
func (a *App) MakeTraining(ctx context.Context, f office.Founding) error {
	return office.Train(ctx, a.deps.Store, a.frame.Till, f)
}

// MayTrain says whether training may begin now. Faults: NoRight, TrainingBasket, TrainingOnly.
func (a *App) MayTrain(ctx context.Context) error {
	return a.deps.Store.View(ctx, func(tx books.Tx) error {
		if err := a.frame.MayIn(ctx, tx, rights.Ask{Act: rights.Training}); err != nil {
			return err
		}
		return a.idle(tx)
	})
}

// idle refuses training while something is under way: lines in the open basket, a sale for which the fiscal device has not
// answered. Parked sales wait.
func (a *App) idle(tx books.Tx) error {
	if a.training {
		return fault.New(fault.TrainingOnly, nil)
	}
	cart, found, err := tx.Carts().Current(a.frame.Till)
	if err != nil {
		return err
	}
	if found && len(cart.Lines) > 0 {
		return fault.New(fault.TrainingBasket, nil)
	}
	open, err := tx.Fiscal().Open(a.frame.Till)
	if err == nil && len(open) > 0 {
		err = fault.New(fault.TrainingBasket, nil)
	}
	return err
}

// BeginTraining writes down that training begins; start is the id of that act. Nobody is at the till of the shop from then on,
// where people sign in. Faults: those of [App.MayTrain].
func (a *App) BeginTraining(ctx context.Context, start shop.ID) error {
	_, err := a.frame.Do(ctx, act.Spec{ID: start, Right: rights.Training}, func(tx books.Tx, _ shop.Moment) (journal.Body, error) {
		return journal.OfTrainingStart(), a.idle(tx)
	})
	if err != nil {
		return err
	}
	return a.leaveTill(ctx)
}

// leaveTill lets nobody be at the till of the shop any more, where people sign in.
func (a *App) leaveTill(ctx context.Context) error {
	guarded, err := a.Staff.Guarded(ctx)
	if err == nil && guarded {
		a.SignIn(shop.Staff{})
	}
	return err
}

// trainingEnd is the id of the act that ends a training.
func trainingEnd(start shop.ID) shop.ID { return start + ".end" }

// EndTraining writes down that the training which began with an act is over: whoever is there may say so, also where nobody
// signed in; the till of the shop asks who is there then.
func (a *App) EndTraining(ctx context.Context, start shop.ID) error {
	_, err := a.frame.Do(ctx, act.Spec{ID: trainingEnd(start), Right: rights.System}, func(books.Tx, shop.Moment) (journal.Body, error) {
		return journal.OfTrainingEnd(start), nil
	})
	if err != nil {
		return err
	}
	return a.leaveTill(ctx)
}

// Trains reports whether the training that began with an act goes on, by the journal of the shop.
func (a *App) Trains(ctx context.Context, start shop.ID) (goes bool, err error) {
	err = a.deps.Store.View(ctx, func(tx books.Tx) error {
		_, began, err := tx.Journal().ByAct(start)
		if err != nil || !began {
			return err
		}
		_, ended, err := tx.Journal().ByAct(trainingEnd(start))
		goes = !ended
		return err
	})
	return goes, err
}
