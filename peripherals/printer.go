package peripherals

import (
	"bytes"
	"context"
	"errors"
	"sync"
	"time"

	"kassa/app/devices"
	"kassa/app/fault"
	"kassa/app/paper"
	"kassa/peripherals/escpos"
)

// Answers says whether a printer talks back.
type Answers uint8

// What is known of a printer. A printer of which nothing is known is asked; one that never says a word is taken for a
// one-way printer (many with USB or Bluetooth are) until it does.
const (
	AnswersUnknown Answers = iota
	AnswersYes             // it does: silence is a failure
	AnswersNo              // it does not: what was sent counts as printed, unconfirmed
)

// PrinterConfig is what a driver needs to know of one printer.
type PrinterConfig struct {
	Address string // for the messages
	Profile escpos.Profile
	Answers Answers
	Wait    time.Duration                       // for the end of a job, beside its length; 0 is 5 s
	Open    func(context.Context) (Port, error) // one call for each job
}

// Printer drives an ESC/POS receipt printer and the drawer on it. One job is one connection: status, bytes, the
// question for the paper status, which the printer answers when it has worked through everything before it (GS r 1 of
// Epson's reference). It implements devices.Printer; calls are not to overlap ([Hub] sees to that).
type Printer struct {
	config PrinterConfig

	mu      sync.Mutex
	answers Answers
	mute    bool // it answers DLE EOT and never GS r
}

// Times of the talk with a printer. Those that depend on how slow a printer is go by PrinterConfig.Wait.
const (
	firstWait   = 700 * time.Millisecond // for the first word of a printer
	finishWait  = 5 * time.Second        // PrinterConfig.Wait when nothing is configured
	oneWayWait  = 200 * time.Millisecond // for a printer that never said a word
	partingWait = 300 * time.Millisecond // for it to close its side
)

// patience is how long the end of a job is waited for: Wait, a hundredth of it for each line (50 ms, a slow printer
// takes 30), a fifth for each 16 KB of pictures.
func (p *Printer) patience(data []byte) time.Duration {
	wait := p.config.Wait
	return wait + time.Duration(bytes.Count(data, []byte{'\n'}))*wait/100 + time.Duration(len(data)>>14)*wait/5
}

// askAgain is how long a printer is left alone before it is asked what the matter is: a second of five.
func (p *Printer) askAgain() time.Duration { return p.config.Wait / 5 }

// NewPrinter makes a driver.
func NewPrinter(config PrinterConfig) *Printer {
	if config.Wait < 5*time.Millisecond {
		config.Wait = finishWait
	}
	return &Printer{config: config, answers: config.Answers}
}

// PrinterAt makes a driver of an address: escpos over tcp, serial or file, with the options of escpos.FromQuery, of the
// port, answers=auto|yes|no, and wait=5s for the end of a job. Font draws characters that the printer has not; nil writes them out. The fault is
// BadAddress.
func PrinterAt(address Address, font []byte) (*Printer, error) {
	if address.Protocol != "escpos" {
		return nil, badAddress(address.Text, errors.New("a printer speaks escpos"))
	}
	if err := address.only("profile", "columns", "dots", "cut", "qr", "raster", "pages", "pin", "on", "off",
		"answers", "wait", "baud", "bits", "parity", "stop", "flow"); err != nil {
		return nil, err
	}
	profile, err := escpos.FromQuery(address.Query)
	if err != nil {
		return nil, badAddress(address.Text, err)
	}
	profile.Font = font
	config := PrinterConfig{Address: address.Text, Profile: profile}
	switch answers := address.Query.Get("answers"); answers {
	case "", "auto":
	case "yes":
		config.Answers = AnswersYes
	case "no":
		config.Answers = AnswersNo
	default:
		return nil, badAddress(address.Text, errors.New("answers="+answers+": wanted is auto, yes or no"))
	}
	if wait := address.Query.Get("wait"); wait != "" {
		if config.Wait, err = time.ParseDuration(wait); err != nil || config.Wait < 5*time.Millisecond || config.Wait > time.Minute {
			return nil, badAddress(address.Text, errors.New("wait="+wait+": wanted is a time such as 5s, up to 1m"))
		}
	}
	if _, err := serialMode(address); err != nil {
		return nil, err
	}
	config.Open = func(ctx context.Context) (Port, error) { return Open(ctx, address) }
	return NewPrinter(config), nil
}

// Print prints a document.
//
//   - nil, Confirmed: the printer worked through all of it.
//   - nil, not Confirmed: everything was sent, and this printer tells nothing or not that.
//   - a plain fault (PrinterPaperOut, PrinterCover, PrinterOffline, PrinterFault, PortBusy, ...): nothing was sent.
//   - devices.Unknown around a fault: something was sent and the end was not confirmed. The fault is the reason that
//     the printer gave, PrinterHalf when it gave none.
func (p *Printer) Print(ctx context.Context, doc paper.Document) (devices.Printed, error) {
	data, err := escpos.Encode(doc, p.config.Profile)
	if err != nil {
		return devices.Printed{}, err
	}
	t, err := p.begin(ctx)
	if err != nil {
		return devices.Printed{}, err
	}
	defer t.end()
	if bad := t.beforehand(); bad != nil {
		return devices.Printed{}, bad
	}
	return t.send(data, p.patience(data))
}

// Kick opens the drawer. A printer that is offline, without paper for example, is told with the real-time command: the
// drawer must open, and must not open later when the paper is back. nil means that the printer took the command;
// a one-way printer cannot say so.
func (p *Printer) Kick(ctx context.Context) error {
	t, err := p.begin(ctx)
	if err != nil {
		return err
	}
	defer t.end()
	bad := t.beforehand()
	switch {
	case bad == nil:
		wait := p.config.Wait
		if t.brief = !t.heard; t.brief {
			wait = min(wait, firstWait) // the receipt waits behind the drawer
		}
		_, err = t.send(escpos.Kick(p.config.Profile), wait)
		return err
	case !t.heard:
		return bad
	}
	if n, err := t.port.Write(escpos.KickNow(p.config.Profile)); err != nil {
		if n == 0 {
			return bad
		}
		return t.half(err)
	}
	if _, heard := t.ask(1, firstWait); !heard {
		return t.half(nil)
	}
	return nil
}

// Check asks the printer how it is and prints nothing. nil also stands for a printer that does not answer and never did.
func (p *Printer) Check(ctx context.Context) error {
	t, err := p.begin(ctx)
	if err != nil {
		return err
	}
	defer t.end()
	return t.beforehand()
}

// known tells what is known of the printer.
func (p *Printer) known() (answers Answers, mute bool) {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.answers, p.mute
}

// learn keeps what became known.
func (p *Printer) learn(answers Answers, mute bool) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.answers, p.mute = answers, mute
}

// begin opens the port. Nobody at the address is PrinterOffline.
func (p *Printer) begin(ctx context.Context) (*talk, error) {
	port, err := p.config.Open(ctx)
	if err != nil {
		if fault.Is(err, fault.DeviceSilent) {
			err = fault.Wrap(fault.PrinterOffline, fault.Args{"address": p.config.Address}, err)
		}
		return nil, err
	}
	return &talk{printer: p, port: port, ctx: ctx.Err}, nil
}
