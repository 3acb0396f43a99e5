package printer

import (
	"context"
	"errors"
	"io"
	"net"
	"sync"
	"time"
)

// Options are what a twin is given. Every field may be empty.
type Options struct {
	Out    string    // folder for 0001.txt, 0001.bin, 0001.png; empty keeps jobs in memory only
	Script string    // what is wrong from the beginning: see [Twin.Script]
	Maker  string    // whose numbers of code pages: epson (default), rp326, pos-5890
	Dots   int       // width of the drawn paper; 0 is 512
	OnJob  func(Job) // told of each finished job
}

// Twin is a printer. Make one with [New].
type Twin struct {
	options Options
	codes   map[byte]page

	mu      sync.Mutex
	trouble trouble
	jobs    []Job
	next    int
	talking *session
}

// errDied ends a connection of a printer that lost its power.
var errDied = errors.New("the printer died")

// New makes a twin. The error names an unknown word of the script, an unknown maker, or a folder that cannot be used.
func New(options Options) (*Twin, error) {
	if options.Dots <= 0 {
		options.Dots = 512
	}
	codes, err := codeNumbers(options.Maker)
	if err != nil {
		return nil, err
	}
	t := &Twin{options: options, codes: codes}
	if t.trouble, err = parseScript(options.Script); err != nil {
		return nil, err
	}
	t.next, err = firstNumber(options.Out)
	return t, err
}

// Script says what is wrong with the printer from now on, also for a job that waits: ok, paper-out, cover, offline,
// die-after=N, near-end, silent, mute, slow, separated by spaces or commas. paper-out=N, cover=N and offline=N begin
// after N bytes of a job.
func (t *Twin) Script(words string) error {
	trouble, err := parseScript(words)
	if err != nil {
		return err
	}
	t.mu.Lock()
	t.trouble = trouble
	s := t.talking
	t.mu.Unlock()
	if s != nil {
		s.feed(nil)
	}
	return nil
}

// now gives what is wrong at this moment.
func (t *Twin) now() trouble {
	t.mu.Lock()
	defer t.mu.Unlock()
	return t.trouble
}

// Serve answers connections, one at a time as printers do, until ctx ends; then it closes the listener and returns nil.
func (t *Twin) Serve(ctx context.Context, listener net.Listener) error {
	stop := context.AfterFunc(ctx, func() { _ = listener.Close() })
	defer stop()
	for {
		conn, err := listener.Accept()
		if err != nil {
			if ctx.Err() != nil {
				return nil
			}
			return err
		}
		err = t.Talk(ctx, conn)
		if hard, ok := conn.(*net.TCPConn); ok && errors.Is(err, errDied) {
			_ = hard.SetLinger(0) // a reset, and not a goodbye
		}
		_ = conn.Close()
	}
}

// Talk answers one connection or serial line until it ends or ctx does; then it closes the line if it can be closed.
// It returns nil at the end of the line, and an error when the script let the printer die.
func (t *Twin) Talk(ctx context.Context, line io.ReadWriter) error {
	_, whole := line.(net.Conn)
	s := &session{twin: t, line: line, whole: whole}
	s.begin()
	t.mu.Lock()
	t.talking = s
	t.mu.Unlock()
	stop := context.AfterFunc(ctx, func() {
		if closer, ok := line.(io.Closer); ok {
			_ = closer.Close()
		}
	})
	defer stop()
	err := s.listen(ctx)
	t.mu.Lock()
	t.talking = nil
	t.mu.Unlock()
	return errors.Join(err, s.end())
}

// A session is one connection.
type session struct {
	twin  *Twin
	line  io.ReadWriter
	whole bool // the connection is one job

	mu       sync.Mutex
	decoder  *decoder
	pending  []byte // came and was not worked through
	scanned  int    // of pending, for real-time commands while the printer stands still
	done     int    // bytes of this job that were worked through
	received int    // bytes of this connection
	failed   error  // of the ledger
	dead     bool   // a printer on a serial line that lost its power: it hears nothing until the script says ok
}

// begin starts a job.
func (s *session) begin() {
	fresh := newSheet(s.twin.codes)
	if s.decoder == nil {
		s.decoder = &decoder{sheet: fresh, reply: s.reply, status: s.status, ended: s.asked, fresh: s.restarted, codes: s.twin.codes}
	} else {
		fresh.page, fresh.style, fresh.align = s.decoder.sheet.page, s.decoder.sheet.style, s.decoder.sheet.align
		s.decoder.sheet = fresh
	}
	s.done = 0
}

// listen reads until the line ends.
func (s *session) listen(ctx context.Context) error {
	buf := make([]byte, 4096)
	for {
		n, err := s.line.Read(buf)
		switch alive := s.take(ctx, buf[:n]); {
		case !alive && s.whole:
			return errDied
		case !alive && !s.dead:
			s.dead = true
			s.failed = errors.Join(s.failed, s.end())
			s.decoder.sheet.reset()
		case alive:
			s.dead = false
		}
		if err != nil {
			return nil // the end of the line, however it ended
		}
	}
}

// take works through what came, at the printer's pace. false: it died.
func (s *session) take(ctx context.Context, data []byte) bool {
	trouble := s.twin.now()
	if trouble.slowPerSec > 0 && len(data) > 0 {
		timer := time.NewTimer(time.Duration(len(data)) * time.Second / time.Duration(trouble.slowPerSec))
		defer timer.Stop()
		select {
		case <-timer.C:
		case <-ctx.Done():
		}
	}
	if s.dead && trouble.dieAfter >= 0 {
		return false
	} else if s.dead {
		s.received = 0
	}
	if left := trouble.dieAfter - s.received; trouble.dieAfter >= 0 && left <= len(data) {
		s.feed(data[:max(0, left)])
		return false
	}
	s.received += len(data)
	s.feed(data)
	return true
}

// feed adds bytes and works through all that can be.
func (s *session) feed(data []byte) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.decoder.sheet.job.Raw = append(s.decoder.sheet.job.Raw, data...)
	s.pending = append(s.pending, data...)
	for len(s.pending) > 0 {
		if s.twin.now().stopped(s.done) {
			s.onlyRealTime()
			return
		}
		sheet := s.decoder.sheet
		if !s.whole && sheet.isCut && s.pending[0] >= 0x20 {
			s.close(len(s.pending))
		}
		n := s.decoder.step(s.portion())
		if n == 0 {
			return
		}
		s.pending = s.pending[n:]
		s.done += n
		s.scanned = 0
	}
}

// portion is what the decoder may see: no more than up to the byte at which the trouble begins, and at least a command.
func (s *session) portion() []byte {
	trouble := s.twin.now()
	for _, after := range []int{trouble.paperOut, trouble.cover, trouble.offline} {
		left := after - s.done
		if after < 0 || left >= len(s.pending) {
			continue
		}
		if first := s.pending[0]; first >= 0x20 && first != 0x7F {
			return s.pending[:max(1, left)]
		}
	}
	return s.pending
}

// onlyRealTime answers what a printer answers while it stands still, and keeps the rest.
func (s *session) onlyRealTime() {
	for i := s.scanned; i+2 < len(s.pending); {
		s.scanned = i
		b := s.pending[i:]
		switch {
		case b[0] == 0x10 && b[1] == 0x04 && b[2] >= 1 && b[2] <= 4:
			s.reply(s.status(0x04, b[2])...)
			s.pending = append(s.pending[:i:i], b[3:]...)
		case b[0] == 0x10 && b[1] == 0x14 && b[2] == 0x01 && len(b) < 5:
			return
		case b[0] == 0x10 && b[1] == 0x14 && b[2] == 0x01:
			s.decoder.sheet.pulse(b[3], int(b[4])*100)
			s.pending = append(s.pending[:i:i], b[5:]...)
		default:
			i++
			s.scanned = i
		}
	}
}

// reply says something to the till. A till that is gone hears nothing, and that is no error of the printer.
func (s *session) reply(data ...byte) {
	if len(data) > 0 && !s.twin.now().silent {
		_, _ = s.line.Write(data)
	}
}

// status answers a question.
func (s *session) status(command, n byte) []byte {
	trouble := s.twin.now()
	switch {
	case command == 0x04:
		return []byte{trouble.realTime(n, s.done)}
	case trouble.mute:
		return nil
	case command == 'r' && n&1 == 1:
		return []byte{trouble.paper()}
	case command == 'r':
		return []byte{0}
	case command == 'I' && n >= 0x41:
		return append([]byte{0x5F}, "TWIN\x00"...)
	case command == 'I':
		return []byte{0}
	case command == 'a' && n != 0:
		return []byte{0x10, 0, trouble.paper(), 0}
	}
	return nil
}

// asked is called when GS r was worked through: on a serial line that is the end of a job.
func (s *session) asked() {
	s.decoder.sheet.job.Asked = !s.twin.now().silent && !s.twin.now().mute
	if !s.whole {
		s.close(max(0, len(s.pending)-3))
	}
}

// restarted is called at ESC @: on a serial line something new begins.
func (s *session) restarted() {
	if !s.whole && len(s.decoder.sheet.strips) > 0 {
		s.close(len(s.pending))
	}
}

// close ends a job; the last `left` bytes belong to the next.
func (s *session) close(left int) {
	job := s.decoder.sheet.job
	cut := max(0, len(job.Raw)-left)
	rest := append([]byte(nil), job.Raw[cut:]...)
	job.Raw = job.Raw[:cut]
	s.failed = errors.Join(s.failed, s.twin.keep(s.decoder.sheet))
	s.begin()
	s.decoder.sheet.job.Raw = rest
}

// end closes the last job.
func (s *session) end() error {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.decoder.sheet.job.Unprinted += len(s.pending)
	s.pending = nil
	s.close(0)
	err := s.failed
	s.failed = nil
	return err
}
