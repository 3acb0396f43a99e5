package sim

import (
	"context"
	"sync"
)

// Fault is something that goes wrong on demand.
type Fault uint8

// The faults. Each device knows some of them; others do nothing to it.
const (
	None       Fault = iota
	PaperOut         // printer: refuses before the first byte
	Cover            // printer: refuses before the first byte
	Offline          // printer, drawer, marks: nobody is there
	Half             // printer: dies in the middle; the outcome is unknown, half a document is on paper
	Silent           // printer: prints and cannot confirm it
	Outage           // fiscal: sell on without a signature
	LostAnswer       // fiscal: signs, but the answer gets lost; the outcome is unknown
	NeverSaw         // fiscal: the request gets lost; the outcome is unknown
	Refuses          // fiscal, marks: says no
	Slow             // all: no answer until the caller's time is over
)

// Always says that the last fault given to Fail stays.
const Always Fault = 255

// faults is a queue of things that go wrong.
type faults struct {
	mu    sync.Mutex
	queue []Fault
}

// Fail queues faults, one for each of the next calls. Fail(PaperOut, Always) keeps the first until the next Fail;
// Fail() makes all well.
func (f *faults) Fail(queue ...Fault) {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.queue = append([]Fault(nil), queue...)
}

// next uses up a fault.
func (f *faults) next() Fault {
	f.mu.Lock()
	defer f.mu.Unlock()
	if len(f.queue) == 0 {
		return None
	}
	first := f.queue[0]
	if len(f.queue) > 1 && f.queue[1] == Always {
		return first
	}
	f.queue = f.queue[1:]
	return first
}

// outlast waits until the caller's time is over.
func outlast(ctx context.Context) error {
	<-ctx.Done()
	return ctx.Err()
}
