package peripherals

import (
	"errors"
	"fmt"
	"net"
	"net/url"
	"runtime"
	"strconv"
	"strings"

	"kassa/app/fault"
)

// Transport is how a device is reached.
type Transport string

// The transports.
const (
	None      Transport = "none"   // there is no such device, and nobody misses it
	Simulated Transport = "sim"    // a twin in the same process
	TCP       Transport = "tcp"    // Place is host:port
	Serial    Transport = "serial" // Place is a device or a COM port
	File      Transport = "file"   // Place is a path
)

// Address says what a device speaks and where it is.
type Address struct {
	Text      string // as it was given
	Protocol  string // "escpos" ...; empty for a bare port
	Transport Transport
	Place     string
	Query     url.Values
}

// ParseAddress reads an address: escpos+tcp://127.0.0.1:9100?profile=TM-T88V, escpos+serial:///dev/ttyUSB0?baud=19200,
// escpos+serial://COM3, serial://COM3, escpos+file:///dev/usb/lp0, sim:, none:. The empty text is none:. A printer
// without a port number is at 9100. The fault is BadAddress; its cause says what is wrong.
func ParseAddress(text string) (Address, error) {
	a := Address{Text: text}
	if strings.TrimSpace(text) == "" {
		a.Transport = None
		return a, nil
	}
	u, err := url.Parse(strings.TrimSpace(text))
	if err != nil {
		return a, badAddress(text, err)
	}
	a.Query, err = url.ParseQuery(u.RawQuery)
	if err != nil {
		return a, badAddress(text, err)
	}
	protocol, transport, joined := strings.Cut(u.Scheme, "+")
	if !joined {
		protocol, transport = "", u.Scheme
	}
	a.Protocol, a.Transport = protocol, Transport(transport)
	switch a.Transport {
	case None, Simulated:
		return a, nil
	case TCP:
		a.Place, err = tcpPlace(u, protocol)
	case Serial, File:
		a.Place, err = filePlace(u)
	default:
		err = fmt.Errorf("%q is no way to reach a device; known are tcp, serial, file, sim, none", transport)
	}
	if err != nil {
		return a, badAddress(text, err)
	}
	return a, nil
}

// line names what two addresses have in common when they reach the same plug.
func (a Address) line() string { return string(a.Transport) + " " + a.Place }

// badAddress is the fault of an address that cannot be used.
func badAddress(text string, cause error) error {
	return fault.Wrap(fault.BadAddress, fault.Args{"address": text}, cause)
}

// tcpPlace gives host:port.
func tcpPlace(u *url.URL, protocol string) (string, error) {
	host, port := u.Hostname(), u.Port()
	if port == "" && protocol == "escpos" {
		port = "9100"
	}
	if n, err := strconv.Atoi(port); host == "" || err != nil || n < 1 || n > 65535 {
		return "", errors.New("wanted is tcp://host:port")
	}
	if u.Path != "" && u.Path != "/" {
		return "", fmt.Errorf("nothing is expected at %q", u.Path)
	}
	return net.JoinHostPort(host, port), nil
}

// filePlace gives a path, or the name of a COM port.
func filePlace(u *url.URL) (string, error) {
	place := u.Path
	if u.Host != "" {
		place = u.Host + u.Path // serial://COM3
	}
	if u.Opaque != "" {
		place = u.Opaque
	}
	if runtime.GOOS == "windows" && len(place) > 2 && place[0] == '/' && place[2] == ':' {
		place = place[1:] // /C:/receipts.bin
	}
	if place == "" || place == "/" || strings.ContainsRune(place, 0) {
		return "", errors.New("the name of the port is missing")
	}
	return place, nil
}

// only checks that an address has no options but these. A misspelt option is better refused than not obeyed.
func (a Address) only(known ...string) error {
	for name := range a.Query {
		found := false
		for _, one := range known {
			found = found || one == name
		}
		if !found {
			return badAddress(a.Text, fmt.Errorf("the option %q is not known; known are %s", name, strings.Join(known, ", ")))
		}
	}
	return nil
}
