// Package sound lets the till beep.
//
// The rule: a beep never holds anything up. It is handed to a goroutine of its own; while one sounds at most one more
// waits, and what comes in between is not heard. Where the machine has no way to beep the till is silent and says nothing.
//
// A worked example: two codes are scanned, the third is not known. Play(High) twice and Play(Low) return at once; the
// speaker sounds 2,400 Hz for 70 milliseconds, then 350 Hz for 350.
package sound

import "sync"

// Tone is what is heard.
type Tone int

// The tones: a high short one for what went well, a low long one for what did not.
const (
	High Tone = iota
	Low
)

// shape is how high a tone is and how long.
func (t Tone) shape() (hertz, milliseconds int) {
	if t == Low {
		return 350, 350
	}
	return 2400, 70
}

// Speaker sounds tones, one after the other.
type Speaker struct {
	next  chan Tone
	ended sync.WaitGroup
}

// Open makes a speaker that uses what the machine has.
func Open() *Speaker { return open(machine()) }

// open makes a speaker that sounds tones by play and ends with done.
func open(play func(Tone), done func()) *Speaker {
	s := &Speaker{next: make(chan Tone, 1)}
	s.ended.Go(func() {
		for t := range s.next {
			play(t)
		}
		done()
	})
	return s
}

// Play sounds a tone soon, and returns at once. A low tone takes the place of a high one that waits.
func (s *Speaker) Play(t Tone) {
	select {
	case s.next <- t:
		return
	default:
	}
	if t == Low {
		select {
		case <-s.next:
		default:
		}
		select {
		case s.next <- t:
		default:
		}
	}
}

// Close ends the speaker, after the tones that wait. Play must not be called any more.
func (s *Speaker) Close() {
	close(s.next)
	s.ended.Wait()
}
