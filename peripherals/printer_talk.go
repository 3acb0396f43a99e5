package peripherals

import (
	"context"
	"time"

	"kassa/app/devices"
	"kassa/app/fault"
)

// A talk is one connection to a printer.
type talk struct {
	printer *Printer
	port    Port
	ctx     func() error
	status  statusReader
	heard   bool  // it said something in this talk
	brief   bool  // too short a talk to take silence for a habit
	lost    error // the port gave up
}

// end says goodbye: nothing more to send, whatever the printer still says is read and forgotten.
func (t *talk) end() {
	if half, ok := t.port.(interface{ CloseWrite() error }); ok && t.lost == nil && t.ctx() == nil {
		if half.CloseWrite() == nil {
			drain(t.port, partingWait)
		}
	}
	_ = t.port.Close()
}

// listen reads until enough says so, the time is over or the port gives up.
func (t *talk) listen(limit time.Duration, enough func() bool) {
	over, stop := context.WithTimeout(context.Background(), limit)
	defer stop()
	var buf [64]byte
	for !enough() && over.Err() == nil && t.lost == nil {
		n, err := t.port.Read(buf[:])
		t.status.take(buf[:n])
		t.lost = err
	}
	if len(t.status.realTime) > 0 || len(t.status.paper) > 0 {
		t.heard = true
	}
}

// ask sends DLE EOT n and gives the answer.
func (t *talk) ask(n byte, limit time.Duration) (answer byte, heard bool) {
	t.status.realTime = nil
	if t.lost != nil {
		return 0, false
	}
	if _, err := t.port.Write([]byte{0x10, 0x04, n}); err != nil {
		return 0, false
	}
	t.listen(limit, func() bool { return len(t.status.realTime) > 0 })
	if len(t.status.realTime) == 0 {
		return 0, false
	}
	return t.status.realTime[0], true
}

// reason asks what the matter is. heard is false when the printer said nothing.
func (t *talk) reason(limit time.Duration) (bad *fault.Error, heard bool) {
	state, heard := t.ask(1, limit)
	if !heard {
		return nil, false
	}
	var cause byte
	if state&printerOffline != 0 {
		cause, _ = t.ask(2, limit)
	}
	roll, _ := t.ask(4, limit)
	return reason(t.printer.config.Address, state, cause, roll), true
}

// beforehand tells why it makes no sense to send anything, or nil.
func (t *talk) beforehand() error {
	answers, mute := t.printer.known()
	if answers == AnswersNo || t.deaf() {
		return t.ctx()
	}
	bad, heard := t.reason(firstWait)
	switch {
	case heard:
		t.printer.learn(AnswersYes, mute)
		if bad != nil {
			return bad
		}
		return nil
	case t.ctx() != nil:
		return t.offline(t.ctx())
	case t.lost != nil:
		return t.offline(t.lost)
	case answers == AnswersYes:
		return t.offline(nil)
	}
	return nil
}

// deaf tells that nobody reads questions here: a plain file.
func (t *talk) deaf() bool {
	_, plain := t.port.(*plainFile)
	return plain
}

// offline is the fault of a printer to which nothing was sent.
func (t *talk) offline(cause error) error {
	return fault.Wrap(fault.PrinterOffline, fault.Args{"address": t.printer.config.Address}, cause)
}

// half is the fault of a job that was begun and not confirmed.
func (t *talk) half(cause error) error {
	return &devices.Unknown{Err: fault.Wrap(fault.PrinterHalf, fault.Args{"address": t.printer.config.Address}, cause)}
}

// send sends a job and waits for the end of it.
func (t *talk) send(data []byte, wait time.Duration) (devices.Printed, error) {
	t.status.paper = nil // what was said before is no answer
	n, err := t.port.Write(data)
	if err == nil && t.deaf() {
		return devices.Printed{}, nil
	}
	if err == nil {
		_, err = t.port.Write([]byte{0x1D, 0x72, 0x01})
	}
	switch {
	case err != nil && n == 0 && fault.Is(err, fault.StorageFull):
		return devices.Printed{}, err
	case err != nil && n == 0:
		return devices.Printed{}, t.offline(err)
	case err != nil:
		if bad, _ := t.reason(firstWait); bad != nil {
			return devices.Printed{}, &devices.Unknown{Err: bad}
		}
		return devices.Printed{}, t.half(err)
	}
	return t.finish(wait)
}

// finish waits for the paper status. While it does not come the printer is asked now and then what the matter is.
func (t *talk) finish(wait time.Duration) (devices.Printed, error) {
	answers, mute := t.printer.known()
	again := t.printer.askAgain()
	if answers == AnswersNo {
		wait = oneWayWait
	} else if mute {
		wait = max(again, wait-t.printer.config.Wait+again)
	}
	alive := false // it answered the last question
	for ; wait > 0 && len(t.status.paper) == 0; wait -= again {
		t.listen(min(wait, again), func() bool { return len(t.status.paper) > 0 })
		switch {
		case len(t.status.paper) > 0, answers == AnswersNo && t.lost == nil:
			continue
		case t.ctx() != nil:
			return devices.Printed{}, t.half(t.ctx())
		case t.lost != nil && answers == AnswersNo:
			return devices.Printed{}, nil
		case t.lost != nil:
			return devices.Printed{}, t.half(t.lost)
		}
		bad, heard := t.reason(min(firstWait, again))
		if bad != nil && len(t.status.paper) == 0 {
			return devices.Printed{}, &devices.Unknown{Err: bad}
		}
		if alive = heard; !heard {
			wait -= min(firstWait, again) // went by as well
		}
	}
	return t.verdict(alive)
}

// verdict says what became of a job after the wait.
func (t *talk) verdict(alive bool) (devices.Printed, error) {
	answers, _ := t.printer.known()
	switch {
	case len(t.status.paper) > 0:
		t.printer.learn(AnswersYes, false)
		if t.status.paper[0]&paperOut == paperOut {
			return devices.Printed{}, &devices.Unknown{Err: reason(t.printer.config.Address, 0, causePaper, 0)}
		}
		return devices.Printed{Confirmed: true}, nil
	case alive: // it is well and has no answer to GS r
		t.printer.learn(AnswersYes, true)
	case t.heard, answers == AnswersYes:
		return devices.Printed{}, t.half(t.lost)
	case !t.brief:
		t.printer.learn(AnswersNo, false)
	}
	return devices.Printed{}, nil
}
