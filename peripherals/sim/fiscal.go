package sim

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"sync"

	"kassa/app/devices"
	"kassa/app/fault"
)

// Fiscal is a fiscal device in memory. Its ledger goes by the id of the sale: one sale is one receipt, however often
// it is asked for.
type Fiscal struct {
	faults
	mu       sync.Mutex
	begun    []string
	receipts []FiscalReceipt
}

// FiscalReceipt is one signed sale.
type FiscalReceipt struct {
	Sale   devices.FiscalSale
	Answer devices.FiscalAnswer
}

// NewFiscal makes a device that is well and has signed nothing.
func NewFiscal() *Fiscal { return &Fiscal{} }

// Begin implements devices.Fiscal. Faults are left for Finish: an outage is no error here.
func (f *Fiscal) Begin(ctx context.Context, saleID string) error {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.begun = append(f.begun, saleID)
	return ctx.Err()
}

// Finish implements devices.Fiscal with Outage, LostAnswer, NeverSaw, Refuses and Slow (never saw it, after the
// caller's time was over).
func (f *Fiscal) Finish(ctx context.Context, sale devices.FiscalSale) (devices.FiscalAnswer, error) {
	switch f.next() {
	case Outage, Offline:
		return devices.FiscalAnswer{Outage: true}, nil
	case NeverSaw:
		return devices.FiscalAnswer{}, unknown(errors.New("the request got lost"))
	case Slow:
		return devices.FiscalAnswer{}, unknown(outlast(ctx))
	case Refuses:
		return devices.FiscalAnswer{}, fault.New(fault.FiscalRefused, fault.Args{"reason": "simulated"})
	case LostAnswer:
		f.sign(sale)
		return devices.FiscalAnswer{}, unknown(errors.New("the answer got lost"))
	}
	return f.sign(sale), nil
}

func unknown(err error) error {
	return &devices.Unknown{Err: fault.Wrap(fault.FiscalOutage, nil, err)}
}

// sign writes a receipt, or gives the one of this sale.
func (f *Fiscal) sign(sale devices.FiscalSale) devices.FiscalAnswer {
	f.mu.Lock()
	defer f.mu.Unlock()
	for _, one := range f.receipts {
		if one.Sale.SaleID == sale.SaleID {
			return one.Answer
		}
	}
	number := fmt.Sprintf("F%06d", len(f.receipts)+1)
	sum := sha256.Sum256(fmt.Appendf(nil, "%s|%s|%d", number, sale.SaleID, sale.Total))
	signature := hex.EncodeToString(sum[:12])
	answer := devices.FiscalAnswer{Number: number, Signature: signature,
		QR: fmt.Sprintf("n=%s&t=%s&s=%d&f=%s", number, sale.At.UTC().Format("20060102T150405"), sale.Total, signature)}
	f.receipts = append(f.receipts, FiscalReceipt{Sale: sale, Answer: answer})
	return answer
}

// Lookup implements devices.Fiscal. Offline and Slow make it fail; other faults are left for Finish.
func (f *Fiscal) Lookup(ctx context.Context, saleID string) (devices.FiscalAnswer, bool, error) {
	f.faults.mu.Lock()
	var first Fault
	if len(f.queue) > 0 {
		first = f.queue[0]
	}
	f.faults.mu.Unlock()
	if first == Offline || first == Slow {
		f.next()
		err := errors.New("nobody answers")
		if first == Slow {
			err = outlast(ctx)
		}
		return devices.FiscalAnswer{}, false, fault.Wrap(fault.FiscalOutage, nil, err)
	}
	f.mu.Lock()
	defer f.mu.Unlock()
	for _, one := range f.receipts {
		if one.Sale.SaleID == saleID {
			return one.Answer, true, nil
		}
	}
	return devices.FiscalAnswer{}, false, nil
}

// Begun lists the sales that were announced, in order, as often as they were.
func (f *Fiscal) Begun() []string {
	f.mu.Lock()
	defer f.mu.Unlock()
	return append([]string(nil), f.begun...)
}

// Receipts lists what was signed, in order.
func (f *Fiscal) Receipts() []FiscalReceipt {
	f.mu.Lock()
	defer f.mu.Unlock()
	return append([]FiscalReceipt(nil), f.receipts...)
}

// Marks is a service for marked goods in memory: it allows every piece but those that were refused.
type Marks struct {
	faults
	mu      sync.Mutex
	refused map[string]string
	asked   []string
}

// NewMarks makes a service that allows everything.
func NewMarks() *Marks { return &Marks{refused: map[string]string{}} }

// Refuse makes the service refuse a piece, with a reason.
func (m *Marks) Refuse(code, why string) {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.refused[code] = why
}

// Ask implements devices.Marks with Offline, Outage, Refuses and Slow.
func (m *Marks) Ask(ctx context.Context, code string) (devices.MarkAnswer, error) {
	now := m.next()
	m.mu.Lock()
	m.asked = append(m.asked, code)
	why, bad := m.refused[code]
	m.mu.Unlock()
	silent := fault.Args{"address": "sim:"}
	switch {
	case now == Offline || now == Outage:
		return devices.MarkAnswer{}, fault.New(fault.DeviceSilent, silent)
	case now == Slow:
		return devices.MarkAnswer{}, fault.Wrap(fault.DeviceSilent, silent, outlast(ctx))
	case now == Refuses:
		return devices.MarkAnswer{Reason: "simulated"}, nil
	case bad:
		return devices.MarkAnswer{Reason: why}, nil
	}
	sum := sha256.Sum256([]byte(code))
	return devices.MarkAnswer{Allowed: true, Proof: hex.EncodeToString(sum[:8])}, nil
}

// Asked lists the pieces that were asked about, in order.
func (m *Marks) Asked() []string {
	m.mu.Lock()
	defer m.mu.Unlock()
	return append([]string(nil), m.asked...)
}
