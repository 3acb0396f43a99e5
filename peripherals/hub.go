package peripherals

import (
	"context"
	"errors"
	"sync"
	"syscall"
	"time"

	"kassa/app/devices"
	"kassa/app/fault"
	"kassa/app/paper"
)

// The keys of devices that the hub knows, as in `kassa config`.
const (
	ReceiptPrinter = "printer.receipt"
	DrawerKey      = "drawer"
)

// Options are what a hub is given at start. Every field may be empty.
type Options struct {
	Font      []byte                                 // draws characters that a printer has not (₽)
	OnState   func(devices.State)                    // told of every change, one call at a time for each device
	Simulated map[string]any                         // per key what stands at "sim:": a devices.Printer, a devices.Drawer
	Jitter    func(most time.Duration) time.Duration // a random part of most, for tills that share a printer; nil is half
	Limit     time.Duration                          // for one call, queue and retries included; 0 is 60 s
}

// Hub holds the devices of a till. Make one with [NewHub]; its methods may be called from anywhere.
type Hub struct {
	options Options

	mu      sync.Mutex
	closed  bool
	devices map[string]*device // by key
	workers map[string]*worker // by place, so that two keys at one place wait for each other
}

// A device is a key with its address and state.
type device struct {
	key     string
	address Address
	wrong   error   // why the address cannot be used
	worker  *worker // nil when wrong, or when there is nothing to do
	driver  any     // *Printer, or what Options.Simulated gave; nil for none:

	mu    sync.Mutex // held while OnState is told, so that states arrive in order
	state devices.State
}

// Retries of a printer that another till is using.
const (
	busyTries = 5
	busyWait  = 400 * time.Millisecond
)

// NewHub makes a hub of addresses by key. An address that cannot be used stops no till: its device is Failed from the
// beginning and every call to it returns the reason, fault.BadAddress.
func NewHub(options Options, addresses map[string]string) *Hub {
	if options.Limit <= 0 {
		options.Limit = time.Minute
	}
	if options.Jitter == nil {
		options.Jitter = func(most time.Duration) time.Duration { return most / 2 }
	}
	h := &Hub{options: options, devices: map[string]*device{}, workers: map[string]*worker{}}
	_ = h.Reconfigure(addresses)
	return h
}

// Reconfigure replaces all addresses. What runs is finished at the old address; devices whose address stays are not
// disturbed. The first address that cannot be used is returned as fault.BadAddress; all others work.
func (h *Hub) Reconfigure(addresses map[string]string) error {
	h.mu.Lock()
	if h.closed {
		h.mu.Unlock()
		return errClosed
	}
	var first error
	var fresh []*device
	old, workers := h.devices, h.workers
	h.devices, h.workers = map[string]*device{}, map[string]*worker{}
	for _, key := range sortedKeys(addresses) {
		if had := old[key]; had != nil && had.address.Text == addresses[key] {
			h.devices[key] = had
			if had.worker != nil {
				h.workers[had.address.line()] = had.worker
			}
			continue
		}
		d := h.device(key, addresses[key], workers)
		if d.wrong != nil && first == nil {
			first = d.wrong
		}
		h.devices[key] = d
		fresh = append(fresh, d)
	}
	for line, w := range workers {
		if h.workers[line] != w {
			w.close()
		}
	}
	h.mu.Unlock()
	for _, d := range fresh {
		d.tell(h.options.OnState, devices.Healthy, d.wrong)
	}
	return first
}

// device makes one of a key and an address.
func (h *Hub) device(key, text string, workers map[string]*worker) *device {
	d := &device{key: key}
	d.address, d.wrong = ParseAddress(text)
	if d.wrong == nil {
		switch d.address.Transport {
		case None:
		case Simulated:
			if d.driver = h.options.Simulated[key]; d.driver == nil {
				d.wrong = badAddress(text, errors.New("nothing is simulated for "+key))
			}
		default:
			d.driver, d.wrong = h.printerAt(d.address)
		}
	}
	if d.wrong == nil && d.driver != nil {
		line := d.address.line()
		w := h.workers[line]
		if w == nil {
			if w = workers[line]; w == nil {
				w = newWorker()
			}
			h.workers[line] = w
		}
		d.worker = w
	}
	return d
}

// printerAt gives the driver of an address, one for all keys at it: what is known of a printer is known once.
func (h *Hub) printerAt(address Address) (any, error) {
	for _, d := range h.devices {
		if p, ok := d.driver.(*Printer); ok && d.address.Text == address.Text {
			return p, nil
		}
	}
	p, err := PrinterAt(address, h.options.Font)
	if err != nil {
		return nil, err
	}
	return p, nil
}

// Close ends all workers after what they do now. Calls that wait return an error; no goroutine stays.
func (h *Hub) Close() error {
	h.mu.Lock()
	h.closed = true
	workers := h.workers
	h.workers, h.devices = nil, nil
	h.mu.Unlock()
	for _, w := range workers {
		w.close()
	}
	for _, w := range workers {
		<-w.ended
	}
	return nil
}

// Printer gives the printer of a key, whatever address it has at the time of a call. Without a printer (none:, or no
// address) a document counts as printed, unconfirmed: a shop without paper piles up no jobs.
func (h *Hub) Printer(key string) devices.Printer { return hubPrinter{h, key} }

// Drawer gives the drawer: at its own address, or on the receipt printer when it has none. With drawer at none: there
// is no drawer and nothing to open.
func (h *Hub) Drawer() devices.Drawer { return hubDrawer{h} }

// States lists how the devices are, by key.
func (h *Hub) States() []devices.State {
	h.mu.Lock()
	defer h.mu.Unlock()
	var states []devices.State
	for _, key := range sortedKeys(h.devices) {
		d := h.devices[key]
		d.mu.Lock()
		states = append(states, d.state)
		d.mu.Unlock()
	}
	return states
}

// Check asks the device of a key how it is, and prints nothing.
func (h *Hub) Check(ctx context.Context, key string) error {
	return h.call(ctx, key, func(ctx context.Context, driver any) error {
		if p, ok := driver.(*Printer); ok {
			return p.Check(ctx)
		}
		return nil
	})
}

type hubPrinter struct {
	hub *Hub
	key string
}

// Print prints through the hub.
func (p hubPrinter) Print(ctx context.Context, doc paper.Document) (devices.Printed, error) {
	var printed devices.Printed
	err := p.hub.call(ctx, p.key, func(ctx context.Context, driver any) (err error) {
		printer, ok := driver.(devices.Printer)
		if !ok {
			return badAddress(p.key, errors.New("there is no printer"))
		}
		printed, err = printer.Print(ctx, doc)
		return err
	})
	if err != nil {
		return devices.Printed{}, err
	}
	return printed, nil
}

type hubDrawer struct{ hub *Hub }

// Open opens the drawer through the hub.
func (d hubDrawer) Open(ctx context.Context) error {
	key := DrawerKey
	if own := d.hub.find(key); own == nil || own.address.Text == "" {
		key = ReceiptPrinter
	}
	return d.hub.call(ctx, key, func(ctx context.Context, driver any) error {
		switch drawer := driver.(type) {
		case *Printer:
			return drawer.Kick(ctx)
		case devices.Drawer:
			return drawer.Open(ctx)
		}
		if simulated, ok := d.hub.options.Simulated[DrawerKey].(devices.Drawer); ok {
			return simulated.Open(ctx) // the printer is simulated, and so is the drawer on it
		}
		return badAddress(key, errors.New("no drawer hangs there"))
	})
}

// find gives the device of a key, or nil.
func (h *Hub) find(key string) *device {
	h.mu.Lock()
	defer h.mu.Unlock()
	return h.devices[key]
}

// call does something with a device in its worker: one at a time, within the limit, with the state told. A device that
// somebody else is using is tried again, as long as nothing was sent to it.
func (h *Hub) call(ctx context.Context, key string, do func(context.Context, any) error) error {
	h.mu.Lock()
	d, closed := h.devices[key], h.closed
	h.mu.Unlock()
	switch {
	case closed:
		return errClosed
	case d == nil:
		return nil
	case d.wrong != nil:
		return d.wrong
	case d.worker == nil:
		return nil
	}
	ctx, stop := context.WithTimeout(ctx, h.options.Limit)
	defer stop()
	return d.worker.do(ctx, d.address.Text, func() error {
		d.tell(h.options.OnState, devices.Working, nil)
		var err error
		for try := 1; ; try++ {
			err = guarded(ctx, d, do)
			if try == busyTries || !isBusy(err) || !pause(ctx, busyWait/2+h.options.Jitter(busyWait)) {
				break
			}
		}
		d.tell(h.options.OnState, devices.Healthy, err)
		return err
	})
}

// isBusy tells an error after which another try makes sense: somebody holds the port, or the printer takes one
// connection at a time and refused this one. Nothing was sent then.
func isBusy(err error) bool {
	const refusedOnWindows = syscall.Errno(10061)
	return err != nil && !devices.IsUnknown(err) && (fault.Is(err, fault.PortBusy) ||
		errors.Is(err, syscall.ECONNREFUSED) || errors.Is(err, refusedOnWindows))
}

// pause waits, and tells whether there is time left.
func pause(ctx context.Context, d time.Duration) bool {
	timer := time.NewTimer(d)
	defer timer.Stop()
	select {
	case <-timer.C:
		return true
	case <-ctx.Done():
		return false
	}
}
