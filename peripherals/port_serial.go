package peripherals

import (
	"context"
	"errors"
	"fmt"
	"strconv"
	"strings"
	"time"

	"go.bug.st/serial"

	"kassa/app/fault"
)

// SerialMode says how a serial device talks. The zero value is 9600 baud, 8N1, and a flow control that finds itself.
type SerialMode struct {
	Baud     int    // 0 is 9600
	DataBits int    // 5..8; 0 is 8
	Parity   byte   // 'N', 'E' or 'O'; 0 is 'N'
	StopBits int    // 1 or 2; 0 is 1
	Flow     string // "auto" (or ""), "none", "xonxoff", "dsr", "cts"
}

// serialChunk is given to a serial device at once; the smallest receive buffers hold a few times as much.
const serialChunk = 256

// OpenSerial opens a serial port ("/dev/ttyUSB0", "COM3") and holds it alone. Bytes go out in chunks of 256, not faster
// than the baud rate allows. Flow "auto" obeys XON/XOFF, and DSR when the device showed it at the beginning; "none"
// passes all bytes through, for protocols of binary data.
func OpenSerial(ctx context.Context, name string, mode SerialMode) (Port, error) {
	lock, err := lockDevice(name)
	if err != nil {
		return nil, portFault(name, err)
	}
	port, err := serial.Open(name, mode.settings())
	if err != nil {
		lock()
		return nil, serialFault(name, err)
	}
	_ = port.ResetInputBuffer()
	rules := pumpRules{chunk: serialChunk, pace: mode.pace, ready: mode.ready(port),
		software: mode.Flow == "" || mode.Flow == "auto" || mode.Flow == "xonxoff",
		release:  func() { _ = port.ResetOutputBuffer() }}
	return newPump(ctx, &lockedSerial{port, lock}, rules), nil
}

// lockedSerial gives the lock back with the port.
type lockedSerial struct {
	serial.Port
	unlock func()
}

// Close closes the port, then lets others have it.
func (l *lockedSerial) Close() error {
	defer l.unlock()
	return l.Port.Close()
}

// settings gives the mode as the library wants it.
func (m SerialMode) settings() *serial.Mode {
	out := &serial.Mode{BaudRate: m.baud(), DataBits: 8, Parity: serial.NoParity, StopBits: serial.OneStopBit}
	if m.DataBits != 0 {
		out.DataBits = m.DataBits
	}
	switch m.Parity {
	case 'E':
		out.Parity = serial.EvenParity
	case 'O':
		out.Parity = serial.OddParity
	}
	if m.StopBits == 2 {
		out.StopBits = serial.TwoStopBits
	}
	return out
}

func (m SerialMode) baud() int {
	if m.Baud == 0 {
		return 9600
	}
	return m.Baud
}

// pace is how long n bytes take, with start, stop and parity bits counted as eleven in all at most.
func (m SerialMode) pace(n int) time.Duration {
	bits := 10
	if m.StopBits == 2 || m.Parity == 'E' || m.Parity == 'O' {
		bits = 11
	}
	return time.Duration(n*bits) * time.Second / time.Duration(m.baud())
}

// ready gives the question whether the plug says that the device takes bytes, or nil when nothing is to be asked.
// "auto" trusts DSR only when it was there at the beginning: many cables do not have the wire.
func (m SerialMode) ready(port serial.Port) func() bool {
	wanted := func(bits *serial.ModemStatusBits) bool { return bits.DSR }
	switch m.Flow {
	case "cts":
		wanted = func(bits *serial.ModemStatusBits) bool { return bits.CTS }
	case "dsr", "auto", "":
	default:
		return nil
	}
	bits, err := port.GetModemStatusBits()
	if err != nil || m.Flow != "cts" && m.Flow != "dsr" && !wanted(bits) {
		return nil
	}
	return func() bool {
		bits, err := port.GetModemStatusBits()
		return err != nil || wanted(bits)
	}
}

// serialFault translates the library's errors.
func serialFault(name string, err error) error {
	var known *serial.PortError
	if !errors.As(err, &known) {
		return portFault(name, err)
	}
	args := fault.Args{"address": name}
	switch known.Code() {
	case serial.PortBusy:
		return fault.Wrap(fault.PortBusy, args, err)
	case serial.PermissionDenied:
		return fault.Wrap(fault.PortDenied, args, err)
	case serial.PortNotFound, serial.InvalidSerialPort:
		return fault.Wrap(fault.PortMissing, args, err)
	case serial.InvalidSpeed, serial.InvalidDataBits, serial.InvalidParity, serial.InvalidStopBits:
		return fault.Wrap(fault.BadAddress, args, err)
	}
	return fault.Wrap(fault.DeviceSilent, args, err)
}

// serialMode reads baud, bits, parity (n, e, o), stop and flow from the options of an address.
func serialMode(address Address) (SerialMode, error) {
	var m SerialMode
	bad := func(name string) (SerialMode, error) {
		return m, badAddress(address.Text, fmt.Errorf("%s=%s", name, address.Query.Get(name)))
	}
	for _, number := range []struct {
		name     string
		into     *int
		min, max int
	}{{"baud", &m.Baud, 300, 4000000}, {"bits", &m.DataBits, 5, 8}, {"stop", &m.StopBits, 1, 2}} {
		if text := address.Query.Get(number.name); text != "" {
			value, err := strconv.Atoi(text)
			if err != nil || value < number.min || value > number.max {
				return bad(number.name)
			}
			*number.into = value
		}
	}
	switch parity := strings.ToUpper(address.Query.Get("parity")); parity {
	case "":
	case "N", "E", "O":
		m.Parity = parity[0]
	default:
		return bad("parity")
	}
	switch m.Flow = address.Query.Get("flow"); m.Flow {
	case "", "auto", "none", "xonxoff", "dsr", "cts":
	default:
		return bad("flow")
	}
	return m, nil
}
