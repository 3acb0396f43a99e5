package peripherals

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"slices"
	"time"

	"kassa/app/devices"
	"kassa/app/fault"
)

// errClosed is the answer of a hub that was closed, or of a device whose address was changed while a call waited.
var errClosed = errors.New("the device is no longer at hand")

// grace is how much longer than its time a driver may take before a caller leaves it alone.
const grace = 2 * time.Second

// A worker is the one goroutine that talks to a device.
type worker struct {
	calls  chan call
	closed chan struct{}
	ended  chan struct{}
}

type call struct {
	do   func() error
	done chan error // with room for one
}

func newWorker() *worker {
	w := &worker{calls: make(chan call), closed: make(chan struct{}), ended: make(chan struct{})}
	go w.run()
	return w
}

func (w *worker) run() {
	defer close(w.ended)
	for {
		select {
		case <-w.closed:
			return
		case c := <-w.calls:
			c.done <- c.do()
		}
	}
}

// close ends the worker after what it does now. To be called once.
func (w *worker) close() { close(w.closed) }

// do has something done and waits for it. A call whose time is over before its turn never starts. One that started is
// waited for a little longer than its time: the driver knows best what became of it; if even then no word comes, the
// outcome is unknown.
func (w *worker) do(ctx context.Context, address string, work func() error) error {
	late := func() error {
		return fault.Wrap(fault.DeviceSilent, fault.Args{"address": address}, context.Cause(ctx))
	}
	c := call{do: work, done: make(chan error, 1)}
	select {
	case w.calls <- c:
	case <-w.closed:
		return errClosed
	case <-ctx.Done():
		return late()
	}
	select {
	case err := <-c.done:
		return err
	case <-ctx.Done():
	}
	last := time.NewTimer(grace)
	defer last.Stop()
	select {
	case err := <-c.done:
		return err
	case <-last.C:
		return &devices.Unknown{Err: late()}
	}
}

// guarded calls a driver. A panic in it becomes an error: after it nobody knows what the device did.
func guarded(ctx context.Context, d *device, do func(context.Context, any) error) (err error) {
	defer func() {
		if broke := recover(); broke != nil {
			err = &devices.Unknown{Err: fmt.Errorf("the driver of %s broke: %v", d.key, broke)}
		}
	}()
	return do(ctx, d.driver)
}

// tell changes the state of a device and says so if it is another one. An error decides; without one the health does.
func (d *device) tell(on func(devices.State), health devices.Health, err error) {
	state := devices.State{Device: d.key, Address: d.address.Text, Health: health}
	if err != nil {
		state.Health = devices.Failed
		var known bool
		if state.Fault, known = fault.Of(err); !known {
			state.Fault = fault.Wrap(fault.Unexpected, nil, err)
		}
	}
	d.mu.Lock()
	defer d.mu.Unlock()
	if d.state.Device != "" && d.state.Health == state.Health && sameFault(d.state.Fault, state.Fault) {
		return
	}
	d.state = state
	if on != nil {
		on(state)
	}
}

// sameFault tells whether two faults say the same to a person.
func sameFault(a, b *fault.Error) bool {
	return a == b || a != nil && b != nil && a.Code == b.Code
}

// sortedKeys gives the keys of a map in order.
func sortedKeys[V any](m map[string]V) []string { return slices.Sorted(maps.Keys(m)) }
