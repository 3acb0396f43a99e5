package sound

import "encoding/binary"

// A file of a tone: 22,050 samples a second of 16 bits, one channel.
const (
	rate   = 22050
	loud   = 9000 // of 32,767
	header = 44
)

// wave is the tone as a RIFF WAVE file: a triangle, softened at both ends so that it does not click.
func wave(t Tone) []byte {
	hertz, milliseconds := t.shape()
	n := rate * milliseconds / 1000
	b := make([]byte, 0, header+2*n)
	b = append(b, "RIFF"...)
	b = binary.LittleEndian.AppendUint32(b, uint32(header-8+2*n))
	b = append(b, "WAVEfmt "...)
	b = binary.LittleEndian.AppendUint32(b, 16)
	b = binary.LittleEndian.AppendUint16(b, 1) // plain samples
	b = binary.LittleEndian.AppendUint16(b, 1) // one channel
	b = binary.LittleEndian.AppendUint32(b, rate)
	b = binary.LittleEndian.AppendUint32(b, 2*rate)
	b = binary.LittleEndian.AppendUint16(b, 2)
	b = binary.LittleEndian.AppendUint16(b, 16)
	b = append(b, "data"...)
	b = binary.LittleEndian.AppendUint32(b, uint32(2*n))
	const soft = rate / 200 // five milliseconds
	for i := range n {
		at := i * hertz % rate     // place in the period
		v := 4*loud*at/rate - loud // up in the first half
		if at >= rate/2 {
			v = 3*loud - 4*loud*at/rate
		}
		v = v * min(i, n-1-i, soft) / soft
		b = binary.LittleEndian.AppendUint16(b, uint16(int16(v)))
	}
	return b
}
