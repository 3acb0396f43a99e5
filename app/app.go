package app

import (
	"context"
	"fmt"
	"io"
	"log/slog"
	"maps"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	"kassa/app/act"
	"kassa/app/audit"
	"kassa/app/backup"
	"kassa/app/books"
	"kassa/app/checkout"
	"kassa/app/devices"
	"kassa/app/fault"
	"kassa/app/inventory"
	"kassa/app/journal"
	"kassa/app/notice"
	"kassa/app/offers"
	"kassa/app/office"
	"kassa/app/outbox"
	"kassa/app/reports"
	"kassa/app/rights"
	"kassa/app/shifts"
	"kassa/app/shop"
	"kassa/app/staff"
	"kassa/app/text"
)

// Heads keeps the head of the journal outside the books, so that a cut-off end or an old copy is seen at start.
type Heads interface {
	Read() ([]byte, error)
	Write([]byte) error
}

// Deps is what main hands in: the books, the world's clock and chance, the devices, and where the head is kept.
type Deps struct {
	Store books.Store
	Now   func() time.Time
	NewID func() shop.ID
	Seed  []byte // of the key that signs this till's heads
	// Pepper is the secret of the folder that PINs and badges are made with; Chance makes their salts.
	Pepper  []byte
	Chance  io.Reader
	Till    string // its code; empty: the first till of the shop
	Printer devices.Printer
	Drawer  devices.Drawer
	Fiscal  devices.Fiscal
	Marks   devices.Marks
	Heads   Heads
	Disk    Disk // nil: nobody asks how much room there is
	Log     *slog.Logger
	Version string
	// CheckAddress refuses an address that no device can have. Fault: BadAddress. It may be nil.
	CheckAddress func(address string) error
	// CopyBooks writes a whole copy of the books to a new file; BackupFolder is where backups are kept. Nil or empty: books that are
	// not backed up from here.
	CopyBooks    func(ctx context.Context, path string) (books.Copied, error)
	BackupFolder string
	// Follow reads what was written in the books for the journal mirror, which one process of a till writes alone; nil: none does.
	Follow      books.Follower
	MirrorAlone func() (release func() error, err error)
	// PassphraseWork is how hard passphrases of backups are to guess; 0 is what is right outside a test.
	PassphraseWork int
	Hardware       office.Hardware // nil: no devices but those above
	Rows           audit.Rows      // opens the books for a check; nil where nobody checks
	Board          *notice.Board   // made here when nil; devices may want to post before the app exists
}

// App is the shop as a till sees it.
type App struct {
	Board     *notice.Board
	Checkout  *checkout.Checkout
	Inventory *inventory.Inventory
	Shifts    *shifts.Shifts
	Reports   *reports.Reports
	Office    *office.Office
	Offers    *offers.Offers
	Audit     *audit.Audit
	Staff     *staff.Staff
	Backup    *backup.Backup
	Outbox    *outbox.Outbox

	deps  Deps
	frame *act.Frame
	// training: these are the books of a training till
	training bool
	person   atomic.Pointer[shop.Staff]

	disk disk

	heads    chan shop.Record
	keeping  sync.WaitGroup
	unattend func()       // nil: not attending
	starting sync.Mutex   // who arrives while the till starts finds it started or not, nothing between
	started  bool         // the start is written down, so the stop will be; guarded by starting
	own      atomic.Int64 // how many records were written here
	unwatch  context.CancelFunc
	unhear   func()
	watching sync.WaitGroup
}

// New joins the services for one till of the shop in the store. It reads, and changes nothing. Faults: ShopMissing, UnknownTill, KeyDiffers.
func New(ctx context.Context, d Deps) (*App, error) {
	signer, err := journal.NewSigner(d.Seed)
	if err != nil {
		return nil, fmt.Errorf("till key: %w", err)
	}
	if d.Board == nil {
		d.Board = &notice.Board{}
	}
	a := &App{Board: d.Board, deps: d, disk: disk{Disk: d.Disk}, heads: make(chan shop.Record, 1)}
	till, person, err := a.whoAndWhere(ctx)
	if err != nil {
		return nil, err
	}
	if till.KeyID != "" && till.KeyID != signer.KeyID() {
		return nil, fault.New(fault.KeyDiffers, nil)
	}
	if d, err = a.mode(ctx, d); err != nil {
		return nil, err
	}
	a.SignIn(person)
	a.frame = &act.Frame{Store: d.Store, Now: d.Now, NewID: d.NewID, Board: a.Board, Till: till.ID, Signer: signer,
		Wake: func() { a.Outbox.Wake() }, Head: a.remember}
	a.Checkout = checkout.New(a.frame, checkout.Devices{Fiscal: d.Fiscal, Marks: d.Marks})
	a.Inventory = inventory.New(a.frame)
	a.Shifts = shifts.New(a.frame)
	a.Reports = reports.New(a.frame)
	a.Office = office.New(a.frame)
	a.Offers = offers.New(a.frame)
	a.Office.CheckAddress, a.Office.Printer, a.Office.Hardware = d.CheckAddress, d.Printer, d.Hardware
	a.Audit = audit.New(a.frame, d.Rows, headsOf(d.Heads))
	a.Staff = staff.New(a.frame, staff.Deps{Pepper: d.Pepper, Chance: d.Chance})
	a.Backup = backup.New(a.frame, backup.Deps{Copy: d.CopyBooks, Folder: d.BackupFolder, Version: d.Version, Log: d.Log, Work: d.PassphraseWork,
		Follow: d.Follow, Alone: d.MirrorAlone, Chance: d.Chance})
	a.Outbox = outbox.New(outbox.Deps{Store: d.Store, Draft: a.draft, Till: till.ID, Printer: d.Printer, Drawer: d.Drawer, Board: a.Board,
		NewID: d.NewID, Paper: a.paperOf, Log: d.Log})
	return a, nil
}

// mode finds out whether these are the books of a training till, and takes from its dependencies what it may not touch.
func (a *App) mode(ctx context.Context, d Deps) (Deps, error) {
	var lang shop.Lang
	err := d.Store.View(ctx, func(tx books.Tx) error {
		s, _, err := tx.Shop().Get()
		if err != nil {
			return err
		}
		lang = s.Lang
		_, a.training, err = tx.Shop().Setting(books.ForShop, s.ID, shop.Training)
		return err
	})
	if err != nil || !a.training {
		return d, err
	}
	t, err := text.For(string(lang))
	if err == nil {
		d = inTraining(d, t)
	}
	a.deps = d
	return d, err
}

// headsOf reads what is known of the journals outside the books; nil where nothing is.
func headsOf(h Heads) func() ([]byte, error) {
	if h == nil {
		return nil
	}
	return h.Read
}

// whoAndWhere finds the till and the person who is at it when it starts: the first of the shop where nobody has a PIN, nobody
// where people sign in. No sign-in outlives the program.
func (a *App) whoAndWhere(ctx context.Context) (till shop.Till, person shop.Staff, err error) {
	err = a.deps.Store.View(ctx, func(tx books.Tx) error {
		if _, found, err := tx.Shop().Get(); err != nil || !found {
			if err == nil {
				err = fault.New(fault.ShopMissing, fault.Args{"path": ""})
			}
			return err
		}
		tills, err := tx.Shop().Tills()
		if err != nil {
			return err
		}
		for _, t := range tills {
			if a.deps.Till == "" || t.Code == a.deps.Till {
				till = t
				break
			}
		}
		if till.ID == "" {
			return fault.New(fault.UnknownTill, fault.Args{"code": a.deps.Till})
		}
		people, err := tx.Shop().Staff()
		if err != nil {
			return err
		}
		guarded, err := staff.Guarded(tx)
		if err == nil && !guarded && len(people) > 0 {
			person = people[0]
		}
		return err
	})
	return till, person, err
}

// Till is the id of this till.
func (a *App) Till() shop.ID { return a.frame.Till }

// SetUp is how the shop is set up now.
func (a *App) SetUp(ctx context.Context) (set act.Setup, err error) {
	err = a.deps.Store.View(ctx, func(tx books.Tx) error {
		set, err = a.frame.SetUp(tx)
		return err
	})
	return set, err
}

// Attend readies the app for acts beside a window that may be open: it compares the journal with the head that was kept
// outside, and keeps heads from now on. Fault: BooksDiffer.
func (a *App) Attend(ctx context.Context) error {
	done := make(chan struct{})
	a.unattend = func() { close(done) }
	a.keepHeads(done)
	return a.compareHead(ctx)
}

// Start makes the till ready: it attends and, when nobody has to look at the clock first (see [App.Doubt]), settles what a
// crash left open, writes the start down, sees that there is a shift, and begins to work the queue.
func (a *App) Start(ctx context.Context) error {
	if err := a.Attend(ctx); err != nil {
		return err
	}
	d, found, err := a.Doubt(ctx)
	if err != nil {
		return err
	}
	if found {
		a.frame.Hold(d.fault())
		return nil
	}
	return a.begin(ctx)
}

// begin is the rest of a start.
func (a *App) begin(ctx context.Context) error {
	if err := a.Outbox.Recover(ctx); err != nil {
		return err
	}
	if err := a.record(ctx, journal.OfStart(a.deps.Version)); err != nil {
		return err
	}
	if err := a.ready(ctx); err != nil {
		return err
	}
	if err := a.Checkout.Recover(a.As(ctx)); err != nil {
		a.deps.Log.Error("fiscal steps that a crash left open", "err", err) // the rest of the shop goes on
	}
	a.Outbox.Run(context.WithoutCancel(ctx))
	a.Outbox.Wake()
	watched, stop := context.WithCancel(context.WithoutCancel(ctx))
	a.unwatch = stop
	deaf := a.Board.Listen(a.hearDisk)
	a.watching.Go(func() { defer deaf(); a.watch(watched) })
	a.Backup.Run(context.WithoutCancel(ctx))
	a.Backup.RunMirror(context.WithoutCancel(ctx))
	a.unhear = a.Board.Listen(func(n notice.Notice) {
		if _, ok := n.(notice.ShiftClosed); ok {
			a.Backup.Wake(backup.Shift)
		}
	})
	return nil
}

// ready says that the till is started, and sees that there is a shift: from now on whoever arrives sees to that.
func (a *App) ready(ctx context.Context) error {
	a.starting.Lock()
	defer a.starting.Unlock()
	a.started = true
	return a.ensureShift(ctx)
}

// running tells whether the till is started.
func (a *App) running() bool {
	a.starting.Lock()
	defer a.starting.Unlock()
	return a.started
}

// lastRecord is how long the record of the stop may take, however long the queue took before it.
const lastRecord = 5 * time.Second

// Close ends the work in order: counter, queue, the last record, the head. It may be called whatever was started.
func (a *App) Close(ctx context.Context) error {
	var err error
	if a.unwatch != nil {
		a.unhear()
		a.unwatch()
		a.watching.Wait()
	}
	if a.running() {
		a.Checkout.Close()
		a.Outbox.Close(ctx)
		a.closeBackup(ctx)
		last, stop := context.WithTimeout(context.WithoutCancel(ctx), lastRecord)
		err = a.record(last, journal.OfStop(a.deps.Version))
		a.Backup.CloseMirror(last) // with the record of the stop
		stop()
	}
	if a.unattend != nil {
		a.unattend()
		a.keeping.Wait()
	}
	a.starting.Lock()
	a.started = false
	a.starting.Unlock()
	a.unattend, a.unwatch = nil, nil
	return err
}

// lastBackup is how long the backup at the end may take; a larger shop has that of the last closed shift.
const lastBackup = time.Minute

// closeBackup makes the last backup. It has its own limit, since nobody waits in front of it.
func (a *App) closeBackup(ctx context.Context) {
	ctx, stop := context.WithTimeout(context.WithoutCancel(ctx), lastBackup)
	defer stop()
	a.Backup.Close(ctx)
}

// record writes something down that the program did by itself.
func (a *App) record(ctx context.Context, body journal.Body) error {
	_, err := a.frame.Do(a.As(ctx), act.Spec{ID: a.deps.NewID(), Right: rights.System},
		func(books.Tx, shop.Moment) (journal.Body, error) { return body, nil })
	return err
}

// draft changes what the program keeps for itself and no record tells of: the states of jobs.
func (a *App) draft(ctx context.Context, work func(books.Tx) error) error {
	return a.frame.Draft(ctx, act.Only(rights.System), func(tx books.Tx, _ shop.Moment) error { return work(tx) })
}

// Addresses are the device addresses of this till by key; a till's own stands before its shop's.
func (a *App) Addresses(ctx context.Context) (map[string]string, error) {
	list := map[string]string{}
	err := a.deps.Store.View(ctx, func(tx books.Tx) error {
		set, err := a.frame.SetUp(tx)
		if err != nil {
			return err
		}
		own, err := tx.Shop().Settings(books.ForTill, a.frame.Till)
		if err != nil {
			return err
		}
		for _, key := range DeviceKeys() {
			if v := own[key]; v != "" {
				list[key] = v
			} else if v := set.Settings[key]; v != "" {
				list[key] = v
			}
		}
		return nil
	})
	return list, err
}

// Look is how the window of this till was set up, by key ("ui.lang", "pad.order" ...); what was never chosen is not there.
func (a *App) Look(ctx context.Context) (map[string]string, error) {
	var all map[string]string
	err := a.deps.Store.View(ctx, func(tx books.Tx) (err error) {
		all, err = tx.Shop().Settings(books.ForTill, a.frame.Till)
		return err
	})
	maps.DeleteFunc(all, func(key, _ string) bool { return !strings.HasPrefix(key, "ui.") && !strings.HasPrefix(key, "pad.") })
	return all, err
}

// DeviceKeys are the settings that hold device addresses.
func DeviceKeys() []string { return []string{shop.PrinterReceipt, shop.DrawerKey} }
