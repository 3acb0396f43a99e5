package peripherals

import (
	"context"
	"errors"
	"io"
	"sync"
	"time"
)

// A pump makes a Port of a device whose calls may hang: serial ports have no time limit for writing, and closing one
// does not end a write that hangs. So one goroutine reads, one writes, and the caller waits for them no longer than it
// wants to.
type pump struct {
	raw   io.ReadWriteCloser
	ctx   func() error
	stop  func() bool
	rules pumpRules

	gone   chan struct{} // closed when the context ended or Close was called
	once   sync.Once
	orders chan []byte
	done   chan error
	ended  sync.WaitGroup
	stuck  bool // a chunk is still with the writer; used by the one goroutine that writes and closes

	mu   sync.Mutex
	held []byte
	fail error
	halt bool // the device sent XOFF
	news chan struct{}
}

// pumpRules says how a device wants its bytes.
type pumpRules struct {
	chunk    int                       // bytes given at once
	pace     func(n int) time.Duration // how long n bytes take on the wire
	software bool                      // XON and XOFF in what the device says hold bytes back
	ready    func() bool               // whether the lines of the plug say that the device takes bytes
	release  func()                    // ends a write that hangs, before closing
}

// heldMost is how much of what a device says is kept for a reader who does not come.
const heldMost = 64 << 10

// newPump starts reading.
func newPump(ctx context.Context, raw io.ReadWriteCloser, rules pumpRules) *pump {
	p := &pump{raw: raw, ctx: ctx.Err, rules: rules, gone: make(chan struct{}), orders: make(chan []byte),
		done: make(chan error, 1), news: make(chan struct{}, 1)}
	p.stop = context.AfterFunc(ctx, p.leave)
	p.ended.Go(p.read)
	p.ended.Go(p.write)
	return p
}

func (p *pump) leave() { p.once.Do(func() { close(p.gone) }) }

// read takes what the device says until the port is closed.
func (p *pump) read() {
	buf := make([]byte, 512)
	for {
		n, err := p.raw.Read(buf)
		p.mu.Lock()
		for _, b := range buf[:n] {
			switch {
			case p.rules.software && b == 0x13:
				p.halt = true
			case p.rules.software && b == 0x11:
				p.halt = false
			case len(p.held) < heldMost:
				p.held = append(p.held, b)
			}
		}
		p.fail = err
		p.mu.Unlock()
		select {
		case p.news <- struct{}{}:
		default:
		}
		if err != nil {
			return
		}
		select {
		case <-p.gone:
			return
		default:
		}
	}
}

// write gives chunks to the device.
func (p *pump) write() {
	for {
		select {
		case chunk := <-p.orders:
			_, err := p.raw.Write(chunk)
			p.done <- err
		case <-p.gone:
			return
		}
	}
}

// Read gives what came, waiting at most 0.1 s.
func (p *pump) Read(into []byte) (int, error) {
	limit := time.NewTimer(readWait)
	defer limit.Stop()
	for {
		p.mu.Lock()
		n := copy(into, p.held)
		p.held = p.held[n:]
		err := p.fail
		p.mu.Unlock()
		if n > 0 || len(into) == 0 {
			return n, nil
		}
		if err != nil {
			return 0, err
		}
		select {
		case <-p.news:
		case <-p.gone:
			return 0, p.why()
		case <-limit.C:
			return 0, nil
		}
	}
}

// why tells why the port serves no more.
func (p *pump) why() error {
	if err := p.ctx(); err != nil {
		return err
	}
	return errors.New("the port is closed")
}

// Write gives the bytes in chunks, not faster than the wire.
func (p *pump) Write(data []byte) (int, error) {
	question := len(data) <= 16
	sent := 0
	for sent < len(data) {
		chunk := data[sent:min(len(data), sent+p.rules.chunk)]
		if p.stuck {
			return sent, errStalled
		}
		if !question {
			if err := p.allowed(); err != nil {
				return sent, err
			}
		}
		if err := p.give(chunk); err != nil {
			return sent + len(chunk), err
		}
		sent += len(chunk)
		if err := p.wait(p.rules.pace(len(chunk))); err != nil {
			return sent, err
		}
	}
	return sent, nil
}

// give hands one chunk to the writer and waits for it.
func (p *pump) give(chunk []byte) error {
	limit := time.NewTimer(writeWait)
	defer limit.Stop()
	p.stuck = true
	select {
	case p.orders <- append([]byte(nil), chunk...):
	case <-p.gone:
		p.stuck = false
		return p.why()
	}
	select {
	case err := <-p.done:
		p.stuck = false
		return err
	case <-p.gone:
		return p.why()
	case <-limit.C:
		return errStalled
	}
}

// allowed waits until the device takes bytes, at most 5 s.
func (p *pump) allowed() error {
	for end := time.Now().Add(writeWait); ; {
		p.mu.Lock()
		free := !p.halt
		p.mu.Unlock()
		if free && (p.rules.ready == nil || p.rules.ready()) {
			return nil
		}
		if time.Now().After(end) {
			return errStalled
		}
		if err := p.wait(10 * time.Millisecond); err != nil {
			return err
		}
	}
}

// wait lets time pass unless the port goes.
func (p *pump) wait(d time.Duration) error {
	if d <= 0 {
		return nil
	}
	timer := time.NewTimer(d)
	defer timer.Stop()
	select {
	case <-timer.C:
		return nil
	case <-p.gone:
		return p.why()
	}
}

// Close ends both goroutines. A write that hangs is released first, which gives up what the device did not take.
func (p *pump) Close() error {
	p.stop()
	p.leave()
	if p.stuck && p.rules.release != nil {
		p.rules.release()
	}
	err := p.raw.Close()
	ended := make(chan struct{})
	go func() { p.ended.Wait(); close(ended) }()
	limit := time.NewTimer(time.Second)
	defer limit.Stop()
	select {
	case <-ended:
	case <-limit.C: // the system holds a call back; its goroutine ends when the device lets go
	}
	return err
}
