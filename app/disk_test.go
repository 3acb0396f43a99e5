//go:build cgo

package app_test

import (
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"kassa/app/books"
	"kassa/app/fault"
	"kassa/app/notice"
)

// fillingDisk answers with the given rooms one after the other, then with the last, and notes what is done with the ballast.
type fillingDisk struct {
	mu    sync.Mutex
	rooms []uint64
	did   []string
}

func (d *fillingDisk) Free() (uint64, bool) {
	d.mu.Lock()
	defer d.mu.Unlock()
	room := d.rooms[0]
	if len(d.rooms) > 1 {
		d.rooms = d.rooms[1:]
	}
	return room, true
}

func (d *fillingDisk) Reserve() error { return d.note("reserve") }
func (d *fillingDisk) Release() error { return d.note("release") }

func (d *fillingDisk) note(what string) error {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.did = append(d.did, what)
	return nil
}

func (d *fillingDisk) done() []string {
	d.mu.Lock()
	defer d.mu.Unlock()
	return slices.Clone(d.did)
}

func TestLittleRoomOnTheDiskIsSaidAndTheBallastGivenUpWhenItIsFull(t *testing.T) {
	k := newTill(t)
	disk := &fillingDisk{rooms: []uint64{500 << 20, 150 << 20, 150 << 20, 300 << 20}}
	k.must(k.Close(k.ctx))
	k.disk = disk
	begun, minutes := time.Now(), atomic.Int64{} // every look at the clock is a minute after the one before
	k.now = func() time.Time { return begun.Add(time.Duration(minutes.Add(1)) * time.Minute) }
	k.open()
	k.must(k.Start(k.ctx))
	want := []notice.Notice{notice.DiskRoom{Low: true, Free: 150 << 20}, notice.DiskRoom{Low: true, Free: 150 << 20}, notice.DiskRoom{Free: 300 << 20}}
	var got []notice.Notice
	for n := range k.news {
		if _, is := n.(notice.DiskRoom); is {
			got = append(got, n)
		}
		if len(got) == len(want) {
			break
		}
	}
	if !slices.Equal(got, want) {
		t.Errorf("said %v, want %v", got, want)
	}
	k.Board.Post(notice.StorageFailed{Fault: fault.New(fault.StorageReadOnly, nil)})
	k.Board.Post(notice.StorageFailed{Fault: fault.New(fault.StorageFull, nil)})
	k.must(k.Close(k.ctx))
	did := disk.done()
	if n := slices.Index(did, "release"); n < 1 || slices.Contains(did[n+1:], "release") {
		t.Errorf("did %v, want the ballast made while there is room, and given up once", did)
	}
}

func TestWhyTheBooksWereOpenedAnewIsWrittenDown(t *testing.T) {
	k := newTill(t)
	k.must(k.TryBooks(k.ctx, fault.StorageReadOnly))
	var body string
	k.must(k.store.View(k.ctx, func(tx books.Tx) error {
		head, _, err := tx.Journal().Head(k.Till())
		body = string(head.Body)
		return err
	}))
	if want := `"body":{"cause":"storage_read_only","kind":"recovery","v":1}`; !strings.Contains(body, want) {
		t.Errorf("recorded %s, want %s", body, want)
	}
	k.must(k.Close(k.ctx))
}
