// Package notice carries news from the services to the open screens, after the commit and never before it.
//
// Notices are few, typed and small: they say that something changed, not what to draw; a screen that cares asks the
// service again. They may be dropped when nobody listens; nothing that must happen depends on one.
//
// A worked example: checkout commits a sale and says SaleClosed{SaleID}; the outbox prints it and says
// JobDone{SaleID}; the sell screen, showing the change of that sale, writes "printed" beside the receipt number.
package notice

import (
	"sync"

	"kassa/app/devices"
	"kassa/app/fault"
)

// Notice is one of the types below.
type Notice interface{ notice() }

// SaleClosed says that a sale was committed.
type SaleClosed struct{ SaleID string }

// ReceiptChanged says that a tender of a receipt was put right.
type ReceiptChanged struct{ SaleID string }

// BasketChanged says that the till's open basket was changed by somebody else than the screen's own act.
type BasketChanged struct{ CartID string }

// StockChanged says that the stock of some products changed.
type StockChanged struct{ ProductIDs []string }

// ProductsChanged says that products were added or changed, by an import or on another till.
type ProductsChanged struct{}

// SettingsChanged says that settings must be read again.
type SettingsChanged struct{}

// ShiftChanged says that a shift was opened or closed, or that its drawer was counted or money moved in it.
type ShiftChanged struct{}

// ShiftClosed says that a shift was closed, after ShiftChanged.
type ShiftClosed struct{}

// StaffChanged says that people, what they are recognised by, or their time changed.
type StaffChanged struct{}

// DeviceChanged says that a device got well or ill.
type DeviceChanged struct{ State devices.State }

// JobDone says that a stored job of a document (a receipt, a drawer pulse) was carried out.
type JobDone struct{ JobID, SaleID, Kind string }

// JobFailed says that a stored job waits because its device failed.
type JobFailed struct {
	JobID, SaleID, Kind string
	Fault               *fault.Error
}

// JobDropped says that a person gave a stored job up.
type JobDropped struct{ JobID, SaleID string }

// StorageFailed says that the books cannot be written: selling stops until they were opened again.
type StorageFailed struct{ Fault *fault.Error }

// DiskRoom says that little room is left on the disk of the books, in bytes, or that there is enough again.
type DiskRoom struct {
	Low  bool
	Free uint64
}

// MirrorChanged says that the journal mirror cannot be written, and why, or that it is written again.
type MirrorChanged struct{ Fault *fault.Error }

func (SaleClosed) notice()      {}
func (ReceiptChanged) notice()  {}
func (BasketChanged) notice()   {}
func (StockChanged) notice()    {}
func (ProductsChanged) notice() {}
func (SettingsChanged) notice() {}
func (ShiftChanged) notice()    {}
func (ShiftClosed) notice()     {}
func (StaffChanged) notice()    {}
func (DeviceChanged) notice()   {}
func (JobDone) notice()         {}
func (JobFailed) notice()       {}
func (JobDropped) notice()      {}
func (StorageFailed) notice()   {}
func (DiskRoom) notice()        {}
func (MirrorChanged) notice()   {}

// Board hands notices to whoever listens. The zero value is ready.
type Board struct {
	mu     sync.Mutex
	next   int
	listen map[int]func(Notice)
}

// Listen calls f for every notice from now on, on the goroutine of whoever posts; f must return at once.
// The returned function ends it.
func (b *Board) Listen(f func(Notice)) (stop func()) {
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.listen == nil {
		b.listen = map[int]func(Notice){}
	}
	id := b.next
	b.next++
	b.listen[id] = f
	return func() {
		b.mu.Lock()
		defer b.mu.Unlock()
		delete(b.listen, id)
	}
}

// Post tells everybody who listens, in the order in which they began to.
func (b *Board) Post(n Notice) {
	b.mu.Lock()
	all := make([]func(Notice), 0, len(b.listen))
	for id := 0; id < b.next; id++ {
		if f, ok := b.listen[id]; ok {
			all = append(all, f)
		}
	}
	b.mu.Unlock()
	for _, f := range all {
		f(n)
	}
}
