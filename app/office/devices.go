package office

import (
	"context"
	"slices"

	"kassa/app/act"
	"kassa/app/books"
	"kassa/app/devices"
	"kassa/app/fault"
	"kassa/app/paper"
	"kassa/app/receipt"
	"kassa/app/rights"
	"kassa/app/shop"
	"kassa/app/text"
)

// Hardware is what the office needs of the devices of this till, beside what is printed and opened every day.
type Hardware interface {
	// States is how the devices are that are set up, by key.
	States() []devices.State
	// Check asks the device of a key how it is; the answer stands in its state too.
	Check(ctx context.Context, key string) error
	// Find lists the plugs where a receipt printer may be.
	Find(ctx context.Context) ([]devices.Plug, error)
	// PrintAt prints at an address that need not be set up.
	PrintAt(ctx context.Context, address string, doc paper.Document) error
}

// Device is one that a till may have.
type Device struct {
	Key       string // of its setting: "printer.receipt"
	Address   string // empty: it is not set up
	OnPrinter bool   // a drawer that hangs on the receipt printer
	State     devices.State
}

// Devices lists the devices of this till as they are now, set up or not. Faults: NoRight, storage.
func (o *Office) Devices(ctx context.Context) ([]Device, error) {
	list := []Device{{Key: shop.PrinterReceipt}, {Key: shop.DrawerKey}}
	err := o.frame.Look(ctx, rights.Ask{Act: rights.SetUpDevices}, func(tx books.Tx, _ act.Setup) error {
		set, err := o.frame.SetUp(tx)
		for i := range list {
			if err == nil {
				list[i].Address, _, err = tx.Shop().Setting(books.ForTill, set.Till.ID, list[i].Key)
			}
			if err == nil && list[i].Address == "" {
				list[i].Address = set.Settings[list[i].Key]
			}
		}
		return err
	})
	if err != nil || o.Hardware == nil {
		return list, err
	}
	list[1].OnPrinter = list[1].Address == "" && list[0].Address != ""
	states := o.Hardware.States()
	for i := range list {
		key := list[i].Key
		if list[i].OnPrinter {
			key = list[0].Key
		}
		if at := slices.IndexFunc(states, func(s devices.State) bool { return s.Device == key }); at >= 0 {
			list[i].State = states[at]
		}
	}
	return list, nil
}

// AskDevices is Devices after each of them was asked how it is. Faults: NoRight, storage.
func (o *Office) AskDevices(ctx context.Context) ([]Device, error) {
	list, err := o.Devices(ctx)
	if err != nil || o.Hardware == nil {
		return list, err
	}
	for _, d := range list {
		if d.Address != "" {
			_ = o.Hardware.Check(ctx, d.Key) // its answer stands in its state
		}
	}
	return o.Devices(ctx)
}

// FindDevices lists the plugs of this computer. Fault: NoRight.
func (o *Office) FindDevices(ctx context.Context) ([]devices.Plug, error) {
	if err := o.frame.MayLook(ctx, rights.Ask{Act: rights.SetUpDevices}); err != nil || o.Hardware == nil {
		return nil, err
	}
	return o.Hardware.Find(ctx)
}

// CheckDevice asks a device how it is. Faults: NoRight, NotFound, those of devices.
func (o *Office) CheckDevice(ctx context.Context, key string) error {
	if err := o.tried(ctx, key); err != nil {
		return err
	}
	return o.Hardware.Check(ctx, key)
}

// TestPage prints a page on which a person sees whether the receipt printer is set up well: at its own address, or at one that
// is only tried. Faults: NoRight, NotFound (there is no printer), BadAddress, those of printers.
func (o *Office) TestPage(ctx context.Context, address string) error {
	if err := o.tried(ctx, shop.PrinterReceipt); err != nil {
		return err
	}
	if address == "" {
		list, err := o.Devices(ctx)
		if err != nil {
			return err
		}
		if list[0].Address == "" {
			return fault.New(fault.NotFound, fault.Args{"what": "printer"})
		}
		doc, err := o.testPage(ctx, list[0].Address)
		if err == nil {
			_, err = o.Printer.Print(ctx, doc)
		}
		return err
	}
	doc, err := o.testPage(ctx, address)
	if err != nil {
		return err
	}
	return o.Hardware.PrintAt(ctx, address, doc)
}

// tried says whether a device of this key may be tried by the person.
func (o *Office) tried(ctx context.Context, key string) error {
	if err := o.frame.MayLook(ctx, rights.Ask{Act: rights.SetUpDevices}); err != nil {
		return err
	}
	if !IsAddress(key) || o.Hardware == nil || o.Printer == nil {
		return fault.New(fault.NotFound, fault.Args{"what": "device"})
	}
	return nil
}

// testPage is the page for an address, in the language of the shop.
func (o *Office) testPage(ctx context.Context, address string) (doc paper.Document, err error) {
	var set act.Setup
	err = o.frame.Store.View(ctx, func(tx books.Tx) error {
		set, err = o.frame.SetUp(tx)
		return err
	})
	if err != nil {
		return doc, err
	}
	said, err := text.For(string(set.Shop.Lang))
	if err != nil {
		return doc, err
	}
	return receipt.TestPage(set.Shop, set.Till.Name, address, set.Shop.Moment(o.frame.Now()), said.With(set.Shop.Currency)), nil
}
