package porttest

import (
	"bytes"
	"errors"
	"fmt"
	"math/rand/v2"
	"strings"
	"sync"
)

// Port is what a driver talks through; it is peripherals.Port, written here again so that the tests of that package can
// use this one.
type Port interface {
	Read([]byte) (int, error)
	Write([]byte) (int, error)
	Close() error
}

// Recorder passes everything on and writes it down.
type Recorder struct {
	port Port
	mu   sync.Mutex
	talk []turn
}

// A turn is what one side said until the other spoke.
type turn struct {
	host bool
	data []byte
}

// Record makes a port that writes down what is said over another one.
func Record(port Port) *Recorder { return &Recorder{port: port} }

// Read passes on and writes down what the device said.
func (r *Recorder) Read(into []byte) (int, error) {
	n, err := r.port.Read(into)
	r.note(false, into[:n])
	return n, err
}

// Write passes on and writes down what the till said.
func (r *Recorder) Write(data []byte) (int, error) {
	r.note(true, data)
	return r.port.Write(data)
}

// Close closes the port.
func (r *Recorder) Close() error { return r.port.Close() }

func (r *Recorder) note(host bool, data []byte) {
	r.mu.Lock()
	defer r.mu.Unlock()
	switch last := len(r.talk) - 1; {
	case len(data) == 0:
	case last >= 0 && r.talk[last].host == host:
		r.talk[last].data = append(r.talk[last].data, data...)
	default:
		r.talk = append(r.talk, turn{host, bytes.Clone(data)})
	}
}

// Talk gives the talk as text: "> 10 04 01" is the till, "< 12" the device.
func (r *Recorder) Talk() string {
	r.mu.Lock()
	defer r.mu.Unlock()
	var b strings.Builder
	for _, one := range r.talk {
		mark := "<"
		if one.host {
			mark = ">"
		}
		fmt.Fprintf(&b, "%s % X\n", mark, one.data)
	}
	return b.String()
}

// Player is a device that knows one talk.
type Player struct {
	mu    sync.Mutex
	talk  []turn
	heard []byte
	say   []byte
	wrong error
}

// Playback makes a device of the text of a talk, as [Recorder.Talk] writes it. A till that says something else gets an
// error, now and from [Player.Wrong]. After the talk the device says nothing more.
func Playback(talk string) (*Player, error) {
	p := &Player{}
	for line := range strings.Lines(talk) {
		line = strings.TrimSpace(line)
		if line == "" || line[0] == '#' {
			continue
		}
		var data []byte
		if _, err := fmt.Sscanf(strings.ReplaceAll(line[1:], " ", ""), "%X", &data); err != nil || line[0] != '>' && line[0] != '<' {
			return nil, fmt.Errorf("%q is no turn of a talk: %v", line, err)
		}
		p.talk = append(p.talk, turn{line[0] == '>', data})
	}
	p.answer()
	return p, nil
}

// answer says what comes next in the talk, up to the till's turn.
func (p *Player) answer() {
	for len(p.talk) > 0 && !p.talk[0].host {
		p.say = append(p.say, p.talk[0].data...)
		p.talk = p.talk[1:]
	}
}

// Read gives what the device says next.
func (p *Player) Read(into []byte) (int, error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	n := copy(into, p.say)
	p.say = p.say[n:]
	return n, nil
}

// Write compares with the talk.
func (p *Player) Write(data []byte) (int, error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.heard = append(p.heard, data...)
	for len(p.heard) > 0 && p.wrong == nil {
		if len(p.talk) == 0 {
			p.wrong = fmt.Errorf("the talk was over, the till said % X", p.heard)
			break
		}
		want := p.talk[0].data
		if n := min(len(want), len(p.heard)); !bytes.Equal(want[:n], p.heard[:n]) {
			p.wrong = fmt.Errorf("the till said % X, in the talk it was % X", p.heard, want)
			break
		}
		if len(p.heard) < len(want) {
			break
		}
		p.heard, p.talk = p.heard[len(want):], p.talk[1:]
		p.answer()
	}
	return len(data), p.wrong
}

// Close does nothing.
func (p *Player) Close() error { return nil }

// Wrong tells where the till left the talk, and whether it stopped before the end.
func (p *Player) Wrong() error {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.wrong == nil && len(p.talk) > 0 {
		return fmt.Errorf("%d turns of the talk are left", len(p.talk))
	}
	return p.wrong
}

// FlakyRules says how bad a wire is.
type FlakyRules struct {
	Seed     uint64
	Noise    int // of 1000 reads, how many bring bytes that nobody said
	Halves   bool
	DieAfter int // bytes written; 0 is never
}

// ErrUnplugged is the error of a wire that was pulled out.
var ErrUnplugged = errors.New("unplugged")

// Flaky makes a bad wire of a good one: it brings answers byte by byte, brings noise, and is pulled out.
func Flaky(port Port, rules FlakyRules) Port {
	return &flaky{port: port, rules: rules, dice: rand.New(rand.NewPCG(rules.Seed, 1))}
}

type flaky struct {
	port    Port
	rules   FlakyRules
	mu      sync.Mutex
	dice    *rand.Rand
	written int
}

func (f *flaky) Read(into []byte) (int, error) {
	f.mu.Lock()
	noise := f.dice.IntN(1000) < f.rules.Noise
	b := byte(f.dice.IntN(256))
	dead := f.rules.DieAfter > 0 && f.written >= f.rules.DieAfter
	f.mu.Unlock()
	switch {
	case dead:
		return 0, ErrUnplugged
	case noise && len(into) > 0:
		into[0] = b
		return 1, nil
	case f.rules.Halves && len(into) > 1:
		into = into[:1]
	}
	return f.port.Read(into)
}

func (f *flaky) Write(data []byte) (int, error) {
	f.mu.Lock()
	left := len(data)
	if f.rules.DieAfter > 0 {
		left = max(0, f.rules.DieAfter-f.written)
	}
	f.written += len(data)
	f.mu.Unlock()
	if left < len(data) {
		n, _ := f.port.Write(data[:left])
		return n, ErrUnplugged
	}
	return f.port.Write(data)
}

func (f *flaky) Close() error { return f.port.Close() }
