package sim

import (
	"context"
	"errors"
	"strings"
	"sync"

	"kassa/app/devices"
	"kassa/app/fault"
	"kassa/app/paper"
)

// Printer prints into memory. A paper.Pulse in a document counts as a pulse of the drawer on it.
type Printer struct {
	faults
	mu        sync.Mutex
	documents []paper.Document
	halves    []paper.Document
	pulses    int
}

// NewPrinter makes a printer that is well.
func NewPrinter() *Printer { return &Printer{} }

// Print implements devices.Printer with PaperOut, Cover, Offline, Half, Silent and Slow.
func (p *Printer) Print(ctx context.Context, doc paper.Document) (devices.Printed, error) {
	if err := ctx.Err(); err != nil {
		return devices.Printed{}, fault.Wrap(fault.PrinterOffline, fault.Args{"address": "sim:"}, err)
	}
	now := p.next()
	if err := refusal(ctx, now); err != nil {
		return devices.Printed{}, err
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	if now == Half {
		half := paper.Document{Items: doc.Items[:len(doc.Items)/2]}
		p.halves = append(p.halves, half)
		p.pulses += pulses(half)
		return devices.Printed{}, &devices.Unknown{Err: fault.New(fault.PrinterHalf, fault.Args{"address": "sim:"})}
	}
	p.documents = append(p.documents, paper.Document{Items: append([]paper.Item(nil), doc.Items...)})
	p.pulses += pulses(doc)
	return devices.Printed{Confirmed: now != Silent}, nil
}

// refusal gives the fault of a call that does nothing, or nil.
func refusal(ctx context.Context, now Fault) error {
	args := fault.Args{"address": "sim:"}
	switch now {
	case PaperOut:
		return fault.New(fault.PrinterPaperOut, args)
	case Cover:
		return fault.New(fault.PrinterCover, args)
	case Offline, Outage, Refuses:
		return fault.Wrap(fault.PrinterOffline, args, errors.New("simulated"))
	case Slow:
		return fault.Wrap(fault.PrinterOffline, args, outlast(ctx))
	}
	return nil
}

// pulses counts what opens the drawer.
func pulses(doc paper.Document) int {
	n := 0
	for _, item := range doc.Items {
		if _, ok := item.(paper.Pulse); ok {
			n++
		}
	}
	return n
}

// Documents lists what is on paper in full, oldest first.
func (p *Printer) Documents() []paper.Document {
	p.mu.Lock()
	defer p.mu.Unlock()
	return append([]paper.Document(nil), p.documents...)
}

// Halves lists what is on paper of documents that broke off.
func (p *Printer) Halves() []paper.Document {
	p.mu.Lock()
	defer p.mu.Unlock()
	return append([]paper.Document(nil), p.halves...)
}

// Pulses counts how often documents opened the drawer.
func (p *Printer) Pulses() int {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.pulses
}

// Text gives the words of a document, an item a line and the two sides of a row with a tab between them: what a test
// looks for.
func Text(doc paper.Document) string {
	var b strings.Builder
	for _, item := range doc.Items {
		switch it := item.(type) {
		case paper.Text:
			b.WriteString(it.Text)
		case paper.Row:
			b.WriteString(it.Left + "\t" + it.Right)
		case paper.Barcode:
			b.WriteString(it.Data)
		case paper.QR:
			b.WriteString(it.Data)
		}
		b.WriteByte('\n')
	}
	return b.String()
}

// Drawer is a drawer in memory.
type Drawer struct {
	faults
	mu    sync.Mutex
	opens int
}

// NewDrawer makes a drawer that is well.
func NewDrawer() *Drawer { return &Drawer{} }

// Open implements devices.Drawer with Offline, Half (it opens, and nobody knows) and Slow.
func (d *Drawer) Open(ctx context.Context) error {
	now := d.next()
	if err := refusal(ctx, now); err != nil {
		return err
	}
	d.mu.Lock()
	defer d.mu.Unlock()
	d.opens++
	if now == Half {
		return &devices.Unknown{Err: fault.New(fault.PrinterHalf, fault.Args{"address": "sim:"})}
	}
	return nil
}

// Opens counts how often it was opened.
func (d *Drawer) Opens() int {
	d.mu.Lock()
	defer d.mu.Unlock()
	return d.opens
}
