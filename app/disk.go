package app

import (
	"time"

	"kassa/app/fault"
	"kassa/app/notice"
)

// Disk is where the books lie. A ballast file holds some room that nothing else can take: when the disk is full it is given up,
// so that the sale on the screen, the shift and a copy can still be written.
type Disk interface {
	// Free is how many bytes may still be written; known is false where nobody can say.
	Free() (bytes uint64, known bool)
	// Reserve makes the ballast where it is missing and there is room for it.
	Reserve() error
	// Release gives it up.
	Release() error
}

// lowSpace is how little free room is said to the people at the till, in bytes.
const lowSpace = 200 << 20

// measuring is how often the free room is asked for.
const measuring = time.Minute

// disk watches the room of a till's disk; only the watch of the app touches it.
type disk struct {
	Disk
	asked time.Time
	low   bool
}

// watchDisk asks for the free room when it is time, says when it becomes low and when it no longer is, and keeps the ballast.
func (a *App) watchDisk() {
	now := a.deps.Now()
	if a.disk.Disk == nil || now.Sub(a.disk.asked) < measuring && !now.Before(a.disk.asked) {
		return
	}
	first := a.disk.asked.IsZero()
	a.disk.asked = now
	free, known := a.disk.Free()
	if !known {
		return
	}
	low := free < lowSpace
	if !low && !first { // the start has other work for the disk
		if err := a.disk.Reserve(); err != nil {
			a.deps.Log.Warn("ballast", "err", err)
		}
	}
	if low || a.disk.low {
		a.disk.low = low
		a.Board.Post(notice.DiskRoom{Low: low, Free: free})
	}
}

// hearDisk gives the ballast up when the disk is full; whoever tries again then has room.
func (a *App) hearDisk(n notice.Notice) {
	failed, is := n.(notice.StorageFailed)
	if !is || a.disk.Disk == nil || failed.Fault == nil || failed.Fault.Code != fault.StorageFull {
		return
	}
	if err := a.disk.Release(); err != nil {
		a.deps.Log.Warn("ballast", "err", err)
	}
}
