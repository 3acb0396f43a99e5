package sound

import (
	"encoding/binary"
	"testing"
)

func TestABeepHoldsNothingUp(t *testing.T) {
	begun, goOn := make(chan Tone), make(chan bool)
	var heard []Tone
	closed := false
	s := open(func(t Tone) {
		heard = append(heard, t)
		begun <- t
		<-goOn
	}, func() { closed = true })
	s.Play(High)
	<-begun
	for range 50 { // while the first one sounds
		s.Play(High)
	}
	s.Play(Low)
	s.Play(High)
	goOn <- true
	if got := <-begun; got != Low {
		t.Errorf("after a beep that waits and one that warns %v was heard", got)
	}
	goOn <- true
	s.Close()
	if len(heard) != 2 || !closed {
		t.Errorf("heard %v, closed %v", heard, closed)
	}
}

func TestAToneIsAFileThatPlayersKnow(t *testing.T) {
	for _, tone := range []Tone{High, Low} {
		b := wave(tone)
		hertz, milliseconds := tone.shape()
		n := rate * milliseconds / 1000
		if len(b) != header+2*n || string(b[:4]) != "RIFF" || string(b[8:16]) != "WAVEfmt " || string(b[36:40]) != "data" ||
			int(binary.LittleEndian.Uint32(b[4:])) != len(b)-8 || int(binary.LittleEndian.Uint32(b[40:])) != 2*n {
			t.Fatalf("%v: %d bytes, header % x", tone, len(b), b[:header])
		}
		crossings, top, last := 0, 0, int16(0)
		for i := range n {
			v := int16(binary.LittleEndian.Uint16(b[header+2*i:]))
			if last < 0 && v >= 0 {
				crossings++
			}
			last, top = v, max(top, int(v))
		}
		if want := hertz * milliseconds / 1000; crossings < want-2 || crossings > want+2 {
			t.Errorf("%v: %d waves, want %d", tone, crossings, want)
		}
		if top < loud*3/4 || top > loud {
			t.Errorf("%v: %d loud", tone, top)
		}
	}
}
