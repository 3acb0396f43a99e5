// Package office is the desk behind the shop: a shop is founded here, set up, verified, and its books are written out.
//
// The rules. A shop begins with what its country has (currency, taxes, cash rounding, time zone), which the owner may
// override; its first record in the journal names the till and the till's public key. A setting is changed by an act
// that says the old and the new value; only settings that are known are taken, and only values that make sense; several
// are changed together or not at all. Who may change one depends on what it is: the look of a till, its devices, or the
// shop. What is written out is the same numbers that the books hold: a point, minor units for programs, texts that no
// spreadsheet runs.
//
// A worked example: Init with the name "Corner shop" and the country CH makes a shop in francs whose cash is rounded
// to 0.05, with VAT of 8.1, 2.6 and 3.8 per cent, one till T1, one person C1 who owns it, cash and card as tenders,
// and record 1 of till T1: shop_init. Set("tax.A", "8.5 from 2028-01-01") ends the 8.1 per cent on 31 December 2027, as
// one act: settings_change.
package office

import (
	"context"
	"errors"
	"maps"
	"slices"
	"strings"

	"kassa/app/act"
	"kassa/app/books"
	"kassa/app/devices"
	"kassa/app/fault"
	"kassa/app/journal"
	"kassa/app/notice"
	"kassa/app/rights"
	"kassa/app/shop"
)

// Office is that of the frame's shop.
type Office struct {
	frame *act.Frame
	// CheckAddress refuses an address that no device can have. Fault: BadAddress. It may be nil.
	CheckAddress func(address string) error
	// Printer prints receipts, Hardware is the rest of the devices; both are nil where there are none.
	Printer  devices.Printer
	Hardware Hardware
}

// New makes the service.
func New(f *act.Frame) *Office { return &Office{frame: f} }

// Setting is one thing that can be set. Value is what holds; nothing may have been set yet.
type Setting struct {
	Key   string
	Value string
	Fixed bool // fixed when the shop was founded: it can be read only
}

// Settings lists the settings that the person may change with their values, then what is fixed. Fault: NoRight, for who may
// change none.
func (o *Office) Settings(ctx context.Context) ([]Setting, error) {
	var list []Setting
	err := o.frame.Store.View(ctx, func(tx books.Tx) error {
		set, err := o.frame.SetUp(tx)
		if err != nil {
			return err
		}
		list = nil
		var refused error
		for _, k := range o.listed(set) {
			if refused = o.frame.MayIn(ctx, tx, rights.Ask{Act: k.right()}); refused != nil {
				continue
			}
			v, err := k.read(tx, set)
			if err != nil {
				return err
			}
			list = append(list, Setting{Key: k.key, Value: v})
		}
		if len(list) == 0 {
			return refused
		}
		list = append(list, fixed(set)...)
		return nil
	})
	return list, err
}

// Setting is the value of one setting. Faults: NoRight, NotFound.
func (o *Office) Setting(ctx context.Context, key string) (value string, err error) {
	err = o.frame.Store.View(ctx, func(tx books.Tx) error {
		set, err := o.frame.SetUp(tx)
		if err != nil {
			return err
		}
		for _, f := range fixed(set) {
			if f.Key == key {
				value = f.Value
				return o.frame.MayIn(ctx, tx, rights.Ask{Act: rights.SetUp})
			}
		}
		k, err := o.find(set, key)
		if err == nil {
			err = o.frame.MayIn(ctx, tx, rights.Ask{Act: k.right()})
		}
		if err == nil {
			value, err = k.read(tx, set)
		}
		return err
	})
	return value, err
}

// Set changes one setting; see [Office.Change].
func (o *Office) Set(ctx context.Context, key, value string) error {
	return o.Change(ctx, map[string]string{key: value})
}

// errSame ends an act in which nothing is to be changed.
var errSame = errors.New("everything is set already")

// Change changes settings, together or not at all, as one act. What is set already is left out; when all is, nothing happens.
// Faults: NoRight, NotFound, BadOption (with what the value may be), BadAddress.
func (o *Office) Change(ctx context.Context, values map[string]string) error {
	right, err := o.rightFor(ctx, values)
	if err != nil {
		return err
	}
	_, err = o.frame.Do(ctx, act.Spec{ID: o.frame.NewID(), Right: right}, func(tx books.Tx, at shop.Moment) (journal.Body, error) {
		set, err := o.frame.SetUp(tx)
		if err != nil {
			return nil, err
		}
		var changes []journal.Setting
		before := tablesOf(tx, set)
		for _, key := range slices.Sorted(maps.Keys(values)) {
			change, changed, err := o.change(tx, set, at, key, strings.TrimSpace(values[key]))
			if err != nil {
				return nil, err
			}
			if changed {
				changes = append(changes, change)
			}
		}
		if len(changes) == 0 {
			return nil, errSame
		}
		if set, err = fresh(tx, set); err != nil {
			return nil, err
		}
		changes = append(changes, besides(changes, before, tablesOf(tx, set))...)
		return journal.OfSettingsChange(changes...), nil
	})
	if errors.Is(err, errSame) {
		return nil
	}
	if err == nil && o.frame.Board != nil {
		o.frame.Board.Post(notice.SettingsChanged{})
	}
	return err
}

// rightFor is the widest right that these settings ask for. Fault: NotFound.
func (o *Office) rightFor(ctx context.Context, values map[string]string) (right rights.Act, err error) {
	err = o.frame.Store.View(ctx, func(tx books.Tx) error {
		set, err := o.frame.SetUp(tx)
		if err != nil {
			return err
		}
		width := map[rights.Act]int{rights.SetUpTill: 1, rights.SetUpDevices: 2, rights.SetUp: 3}
		for _, key := range slices.Sorted(maps.Keys(values)) {
			k, err := o.find(set, key)
			if err != nil {
				return err
			}
			if width[k.right()] > width[right] {
				right = k.right()
			}
		}
		return nil
	})
	return right, err
}

// change writes one setting when it is another one now. What an earlier change of the same act did to the shop is read anew.
func (o *Office) change(tx books.Tx, set act.Setup, at shop.Moment, key, value string) (c journal.Setting, changed bool, err error) {
	if set, err = fresh(tx, set); err != nil {
		return c, false, err
	}
	k, err := o.find(set, key)
	if err != nil {
		return c, false, err
	}
	old, err := k.read(tx, set)
	if err != nil || old == value {
		return c, false, err
	}
	if err := k.write(tx, set, at, value); err != nil {
		return c, false, err
	}
	if set, err = fresh(tx, set); err != nil {
		return c, false, err
	}
	now, err := k.read(tx, set)
	return journal.Setting{Scope: string(k.scope), Of: k.of(set), Key: key, Old: old, New: now}, now != old, err
}

// fresh is the set-up with what was written in this unit of work.
func fresh(tx books.Tx, set act.Setup) (act.Setup, error) {
	var err error
	if set.Shop, _, err = tx.Shop().Get(); err != nil {
		return set, err
	}
	if set.Taxes, err = tx.Shop().Taxes(); err != nil {
		return set, err
	}
	if set.Tenders, err = tx.Shop().Tenders(); err != nil {
		return set, err
	}
	set.Settings, err = tx.Shop().Settings(books.ForShop, set.Shop.ID)
	return set, err
}

// fixed is what was decided when the shop was founded.
func fixed(set act.Setup) []Setting {
	return []Setting{{Key: "shop.country", Value: set.Shop.Country, Fixed: true}, {Key: "shop.currency", Value: set.Shop.Currency.Code, Fixed: true},
		{Key: "shop.zone", Value: set.Shop.Zone.String(), Fixed: true}}
}

// find is the setting of a key. Faults: BadOption for what is fixed, NotFound for what is none, with those that are.
func (o *Office) find(set act.Setup, key string) (known, error) {
	if k, found := o.known(set, key); found {
		return k, nil
	}
	for _, f := range fixed(set) {
		if f.Key == key {
			return known{}, fault.New(fault.BadOption, fault.Args{"option": key, "value": "", "why": "fixed"})
		}
	}
	var keys []string
	for _, k := range o.plain() {
		keys = append(keys, k.key)
	}
	keys = append(keys, "reasons.ACT", "tax.GROUP", "tender.CODE.does", "rights.ACT.ROLE")
	return known{}, fault.New(fault.NotFound, fault.Args{"what": "setting", "key": key, "why": "no_setting", "allowed": strings.Join(keys, ", ")})
}
