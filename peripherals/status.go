package peripherals

import "kassa/app/fault"

// A statusReader finds answers in what a printer says. What it knows of the bytes (Epson's tables of DLE EOT, GS r and
// ASB):
//
//	real-time status (DLE EOT n)   0xx1xx10
//	paper status (GS r 1)          0000eenn, both bits of a sensor alike: 00, 03, 0C or 0F
//	automatic status (ASB)         0xx1xx00 and three bytes more, which are skipped
//	XON 11, XOFF 13                anywhere, also between the bytes of an ASB
//
// Everything else is noise, greetings of print servers among it, and confirms nothing.
type statusReader struct {
	skip     int    // bytes of an ASB that are still to come
	realTime []byte // answers to DLE EOT, oldest first
	paper    []byte // answers to GS r 1, oldest first
}

// take reads bytes.
func (s *statusReader) take(data []byte) {
	for _, b := range data {
		switch {
		case b == 0x11 || b == 0x13:
		case s.skip > 0 && b&0x90 == 0:
			s.skip--
		case b&0x93 == 0x10:
			s.skip = 3
		case b&0x93 == 0x12:
			s.skip = 0
			s.realTime = append(s.realTime, b)
		case b == 0x00 || b == 0x03 || b == 0x0C || b == 0x0F:
			s.paper = append(s.paper, b)
		}
	}
}

// Bits of the answers to DLE EOT 1, 2, 4 and GS r 1.
const (
	printerOffline  = 0x08 // DLE EOT 1
	printerRecovers = 0x20
	causeCover      = 0x04 // DLE EOT 2
	causePaper      = 0x20
	causeError      = 0x40
	rollOut         = 0x60 // DLE EOT 4
	paperOut        = 0x0C // GS r 1
)

// reason names why a printer cannot print, from its answers to DLE EOT 1, 2 and 4; nil when nothing is the matter.
func reason(address string, state, cause, roll byte) *fault.Error {
	args := fault.Args{"address": address}
	switch {
	case cause&causeCover != 0:
		return fault.New(fault.PrinterCover, args)
	case roll&rollOut != 0, cause&causePaper != 0:
		return fault.New(fault.PrinterPaperOut, args)
	case cause&causeError != 0, state&printerRecovers != 0:
		return fault.New(fault.PrinterFault, args)
	case state&printerOffline != 0:
		return fault.New(fault.PrinterOffline, args)
	}
	return nil
}
