package main

import (
	"cmp"
	"context"
	"crypto/rand"
	"errors"
	"io/fs"
	"log/slog"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"time"

	"github.com/adrg/xdg"

	"kassa/app"
	"kassa/app/audit"
	"kassa/app/cli"
	"kassa/app/devices"
	"kassa/app/fault"
	"kassa/app/notice"
	"kassa/app/shop"
	"kassa/app/verify"
	"kassa/assets"
	"kassa/data"
	"kassa/peripherals"
	"kassa/peripherals/sim"
)

// house opens shops for the command line.
type house struct {
	now    func() time.Time
	newID  func() shop.ID
	logger *slog.Logger // of the shop that was opened last
	home   *data.Home   // its folder
	shown  shown        // what its window works with
	// crashed is the number of the mistake that broke the window.
	crashed string
	toolkit
}

// site is a shop's folder and where its books are.
type site struct {
	home *data.Home
	dsn  string
	till string
	// foreign books are not those of the folder, which has its own.
	foreign bool
}

// locate finds the folder and reads what must be known before the books open.
func locate(at cli.Where, open func(dir string) (*data.Home, error)) (site, error) {
	dir := at.Data
	if dir == "" {
		dir = filepath.Join(xdg.DataHome, "kassa")
	}
	home, err := open(dir)
	if err == nil {
		err = home.Settle()
	}
	if err != nil {
		return site{}, err
	}
	boot, err := home.Bootstrap()
	if err != nil {
		return site{}, err
	}
	s := site{home: home, dsn: cmp.Or(at.DB, home.Resolve(boot.Database), home.Path("kassa.db")), till: cmp.Or(at.Till, boot.Till)}
	own := cmp.Or(home.Resolve(boot.Database), home.Path("kassa.db"))
	s.foreign = s.dsn != own && site{dsn: own}.exists()
	return s, home.Fits(s.dsn)
}

// heads is where the head of the journal is kept: in the folder of the books. Books from elsewhere, a copy that --db names,
// are judged by themselves and leave no trace in this folder.
func (s site) heads() app.Heads {
	if s.foreign {
		return noHeads{}
	}
	return s.home
}

type noHeads struct{}

func (noHeads) Read() ([]byte, error) { return nil, nil }
func (noHeads) Write([]byte) error    { return nil }

// exists reports whether the books are there; a PostgreSQL address is asked when it is opened.
func (s site) exists() bool {
	if strings.Contains(s.dsn, "://") {
		return true
	}
	info, err := os.Stat(s.dsn)
	return !errors.Is(err, fs.ErrNotExist) && (err != nil || info.Size() > 0)
}

// createStore makes empty books, and the key of their first till.
func (h *house) createStore(ctx context.Context, at cli.Where) (cli.NewBooks, error) {
	s, err := locate(at, data.MakeHome)
	if err != nil {
		return cli.NewBooks{}, err
	}
	seed, err := s.home.Seed(rand.Reader)
	if err != nil {
		return cli.NewBooks{}, err
	}
	pepper, err := s.home.Pepper(rand.Reader)
	if err != nil {
		return cli.NewBooks{}, err
	}
	store, err := data.Open(ctx, data.Options{DSN: s.dsn})
	if err != nil {
		return cli.NewBooks{}, err
	}
	return cli.NewBooks{Store: store, Seed: seed, Pepper: pepper, Path: s.home.Dir(), Close: store.Close}, nil
}

// foundShop makes the books of a new shop, and the keys of its first till: the keys may stay when the rest fails, the books
// appear whole or not at all.
func (h *house) foundShop(ctx context.Context, at cli.Where, work func(cli.NewBooks) error) error {
	s, err := locate(at, data.MakeHome)
	if err != nil {
		return err
	}
	seed, err := s.home.Seed(rand.Reader)
	if err != nil {
		return err
	}
	pepper, err := s.home.Pepper(rand.Reader)
	if err != nil {
		return err
	}
	return data.Found(ctx, s.dsn, func(store *data.Store) error {
		return work(cli.NewBooks{Store: store, Seed: seed, Pepper: pepper, Path: s.home.Dir(), Close: func() error { return nil }})
	})
}

// openEvidence opens the books for the verifier.
func (h *house) openEvidence(ctx context.Context, at cli.Where) (cli.Evidence, error) {
	s, err := locate(at, data.OpenHome)
	if err != nil {
		return cli.Evidence{}, err
	}
	if !s.exists() {
		return cli.Evidence{}, fault.New(fault.ShopMissing, fault.Args{"path": s.dsn})
	}
	heads, err := s.heads().Read()
	if err != nil {
		return cli.Evidence{}, err
	}
	rows, err := data.OpenEvidence(ctx, data.Options{DSN: s.dsn})
	if err != nil {
		return cli.Evidence{}, err
	}
	return cli.Evidence{Source: rows, Heads: heads, Close: rows.Close}, nil
}

// rowsOf opens the books that the till works with for a check.
func rowsOf(store *data.Store) audit.Rows {
	return func(ctx context.Context) (verify.Source, func() error, error) {
		rows, err := store.OpenRows(ctx)
		if err != nil {
			return nil, nil, err
		}
		return rows, rows.Close, nil
	}
}

// checkAddress refuses an address that no device can have.
func checkAddress(address string) error {
	_, err := peripherals.ParseAddress(address)
	return err
}

// opening is a shop that is being opened: what was opened so far is closed in reverse order.
type opening struct {
	closers []func() error
}

func (o *opening) later(f func() error) { o.closers = append(o.closers, f) }

func (o *opening) close() error {
	var all []error
	for i := len(o.closers) - 1; i >= 0; i-- {
		all = append(all, o.closers[i]())
	}
	o.closers = nil
	return errors.Join(all...)
}

// closing is how long the end of a till may take: the queue's last job, the last record, the head.
const closing = 10 * time.Second

// openShop opens an existing shop for a use; see cli.Use for what runs then. For a window the toolkit wakes up meanwhile:
// the display and the fonts take longer than the books.
func (h *house) openShop(ctx context.Context, at cli.Where, use cli.Use) (cli.Opened, error) {
	if use != cli.Showing {
		return h.openNow(ctx, at, use)
	}
	var opened cli.Opened
	var failed error
	var books sync.WaitGroup
	books.Go(func() { opened, failed = h.openNow(ctx, at, use) })
	noWindow := h.wakeUp()
	books.Wait()
	if failed == nil && noWindow != nil {
		return cli.Opened{}, errors.Join(noWindow, opened.Close())
	}
	return opened, failed
}

func (h *house) openNow(ctx context.Context, at cli.Where, use cli.Use) (cli.Opened, error) {
	var o opening
	opened, err := h.open(ctx, at, use, &o)
	if err != nil {
		return cli.Opened{}, errors.Join(err, o.close())
	}
	opened.Close = o.close
	return opened, nil
}

func (h *house) open(ctx context.Context, at cli.Where, use cli.Use, o *opening) (cli.Opened, error) {
	s, err := locate(at, data.OpenHome)
	if err != nil {
		return cli.Opened{}, err
	}
	if !s.exists() {
		return cli.Opened{}, fault.New(fault.ShopMissing, fault.Args{"path": s.dsn})
	}
	if use == cli.Showing || use == cli.Selling {
		release, err := s.home.Lock()
		if err != nil {
			return cli.Opened{}, err
		}
		o.later(release)
	}
	h.home = s.home
	if use == cli.Showing {
		if err := h.watchFatal(s.home); err != nil {
			return cli.Opened{}, err
		}
	}
	keys, err := s.keys(use)
	if err != nil {
		return cli.Opened{}, err
	}
	store, err := data.Open(ctx, data.Options{DSN: s.dsn})
	if err != nil {
		return cli.Opened{}, err
	}
	o.later(store.Close)
	log, err := h.log(s.home, o)
	if err != nil {
		return cli.Opened{}, err
	}
	a, err := h.join(ctx, s, use, store, keys, log, o)
	if err != nil {
		return cli.Opened{}, err
	}
	return cli.Opened{App: a, Store: store}, nil
}

// keys are the secrets of a folder.
type keys struct{ seed, pepper []byte }

// keys reads them. A shop of a release without PINs has no pepper yet; looking at a shop makes none.
func (s site) keys(use cli.Use) (k keys, err error) {
	if k.seed, err = s.home.KeptSeed(); err != nil {
		return k, err
	}
	if use == cli.Reading {
		k.pepper, err = s.home.KeptPepper()
	} else {
		k.pepper, err = s.home.Pepper(rand.Reader)
	}
	return k, err
}

// join builds the app over the books and the devices of the till, and starts what the use needs.
func (h *house) join(ctx context.Context, s site, use cli.Use, store *data.Store, k keys, log *slog.Logger, o *opening) (*app.App, error) {
	board := &notice.Board{}
	hub, err := newHub(board)
	if err != nil {
		return nil, err
	}
	o.later(hub.Close)
	if use == cli.Showing {
		h.shown = shown{s, k, hub}
	}
	a, err := app.New(ctx, app.Deps{Store: store, Now: h.now, NewID: h.newID, Seed: k.seed, Pepper: k.pepper, Chance: rand.Reader, Till: s.till, Board: board,
		Printer: hub.Printer(peripherals.ReceiptPrinter), Drawer: hub.Drawer(), Heads: s.heads(), Disk: s.home, Log: log, Version: programVersion(), CheckAddress: checkAddress, Hardware: hub,
		Rows: rowsOf(store), CopyBooks: store.Copy, BackupFolder: s.backups(),
		Follow: store.Follow(), MirrorAlone: s.home.LockMirror})
	if err != nil {
		return nil, err
	}
	o.later(func() error {
		ctx, stop := context.WithTimeout(context.WithoutCancel(ctx), closing)
		defer stop()
		return a.Close(ctx)
	})
	if use != cli.Reading && use != cli.Writing {
		connect(ctx, a, hub, log)
	}
	switch use {
	case cli.Writing, cli.Trying:
		err = a.Attend(ctx)
	case cli.Selling, cli.Showing:
		err = a.Start(ctx)
	}
	return a, err
}

func newHub(board *notice.Board) (*peripherals.Hub, error) {
	font, err := assets.Fonts.ReadFile("font/NotoSans-Regular.ttf")
	if err != nil {
		return nil, err
	}
	simulated := map[string]any{peripherals.ReceiptPrinter: sim.NewPrinter(), peripherals.DrawerKey: sim.NewDrawer()}
	return peripherals.NewHub(peripherals.Options{Font: font, Simulated: simulated,
		OnState: func(s devices.State) { board.Post(notice.DeviceChanged{State: s}) }}, nil), nil
}

// connect gives the hub the addresses that the shop has set up, now and whenever they change.
func connect(ctx context.Context, a *app.App, hub *peripherals.Hub, log *slog.Logger) {
	again := func() {
		addresses, err := a.Addresses(ctx)
		if err == nil {
			err = hub.Reconfigure(addresses)
		}
		if err != nil {
			log.Warn("devices", "err", err)
		}
	}
	again()
	a.Board.Listen(func(n notice.Notice) {
		if _, ok := n.(notice.SettingsChanged); ok {
			again()
		}
	})
}

// log is a file in the folder; what a command wants to say it says on its own streams.
func (h *house) log(home *data.Home, o *opening) (*slog.Logger, error) {
	path := home.Path("log", "kassa.log")
	err := os.MkdirAll(filepath.Dir(path), 0o700) // somebody may have tidied up
	if err != nil {
		return nil, fault.Wrap(fault.StorageReadOnly, fault.Args{"path": home.Dir()}, err)
	}
	f, err := os.OpenFile(path, os.O_CREATE|os.O_APPEND|os.O_WRONLY, 0o600)
	if err != nil {
		return nil, fault.Wrap(fault.StorageReadOnly, fault.Args{"path": home.Dir()}, err)
	}
	o.later(f.Close)
	h.logger = slog.New(slog.NewTextHandler(f, nil))
	return h.logger, nil
}
