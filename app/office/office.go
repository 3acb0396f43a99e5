// Package office is the desk behind the shop: a shop is founded here, set up, verified, and its books are written out.
//
// The rules. A shop begins with what its country has (currency, taxes, cash rounding, time zone), which the owner may
// override; its first record in the journal names the till and the till's public key. A setting is changed by an act
// that says the old and the new value; only settings that are known are taken, and only values that make sense. What
// is written out is the same numbers that the books hold: a point, minor units for programs, texts that no
// spreadsheet runs.
//
// A worked example: Init with the name "Corner shop" and the country CH makes a shop in francs whose cash is rounded
// to 0.05, with VAT of 8.1, 2.6 and 3.8 per cent, one till T1, one person C1 who owns it, cash and card as tenders,
// and record 1 of till T1: shop_init.
package office

import (
	"context"
	"slices"
	"strconv"
	"strings"

	"kassa/app/act"
	"kassa/app/books"
	"kassa/app/fault"
	"kassa/app/journal"
	"kassa/app/notice"
	"kassa/app/rights"
	"kassa/app/shop"
)

// Office is that of the frame's shop.
type Office struct{ frame *act.Frame }

// New makes the service.
func New(f *act.Frame) *Office { return &Office{frame: f} }

// Setting is one thing that can be set.
type Setting struct {
	Key   string
	Value string
	Fixed bool // fixed when the shop was founded: it can be read only
}

// known is a setting: where it is kept, and how a value is judged. Those of the shop itself are read and written by the
// two functions.
type known struct {
	key   string
	scope books.Scope
	get   func(shop.Shop) string
	put   func(*shop.Shop, string) bool // false: the value makes no sense
	may   string                        // what the value may be, where that is a short list
}

// all lists the settings in the order in which they are shown.
func all() []known {
	return []known{
		{key: "shop.name", scope: books.ForShop, get: func(s shop.Shop) string { return s.Name },
			put: func(s *shop.Shop, v string) bool { s.Name = v; return line(v) && v != "" }},
		{key: "shop.address", scope: books.ForShop, get: func(s shop.Shop) string { return s.Address },
			put: func(s *shop.Shop, v string) bool { s.Address = v; return prose(v) }},
		{key: "shop.tax_id", scope: books.ForShop, get: func(s shop.Shop) string { return s.TaxID },
			put: func(s *shop.Shop, v string) bool { s.TaxID = v; return line(v) }},
		{key: "shop.lang", scope: books.ForShop, may: "en, ru", get: func(s shop.Shop) string { return string(s.Lang) },
			put: func(s *shop.Shop, v string) bool {
				s.Lang = shop.Lang(v)
				return s.Lang == shop.English || s.Lang == shop.Russian
			}},
		{key: "shop.day_start", scope: books.ForShop, may: "0–12", get: func(s shop.Shop) string { return strconv.Itoa(s.DayStart) },
			put: func(s *shop.Shop, v string) bool {
				n, err := strconv.Atoi(v)
				s.DayStart = n
				return err == nil && n >= 0 && n <= 12
			}},
		{key: "receipt.header", scope: books.ForShop, get: func(s shop.Shop) string { return s.Texts.Header },
			put: func(s *shop.Shop, v string) bool { s.Texts.Header = v; return prose(v) }},
		{key: "receipt.footer", scope: books.ForShop, get: func(s shop.Shop) string { return s.Texts.Footer },
			put: func(s *shop.Shop, v string) bool { s.Texts.Footer = v; return prose(v) }},
		{key: shop.PrinterReceipt, scope: books.ForTill},
		{key: shop.DrawerKey, scope: books.ForTill},
		{key: "ui.lang", scope: books.ForTill},     // "en", "ru"
		{key: "ui.theme", scope: books.ForTill},    // "light", "dark"
		{key: "ui.text", scope: books.ForTill},     // per cent: "100", "130"
		{key: "ui.side", scope: books.ForTill},     // where the sale stands: "left", "right"
		{key: "ui.keyboard", scope: books.ForTill}, // the one on the screen: "on", "off"
	}
}

// IsAddress reports whether a setting holds the address of a device.
func IsAddress(key string) bool { return key == shop.PrinterReceipt || key == shop.DrawerKey }

// line reports whether a value is one line of reasonable length without control characters; prose allows several lines.
func line(v string) bool { return prose(v) && !strings.Contains(v, "\n") }

func prose(v string) bool {
	return len(v) <= 1000 && !strings.ContainsFunc(v, func(r rune) bool { return r < ' ' && r != '\n' || r == 0x7f || r == '\ufffd' })
}

// fixed is what was decided when the shop was founded: "shop.taxes" lists the groups with the rates of the day, those that
// come on top of a price with a plus: "A 19 %, B +8.875 %".
func fixed(set act.Setup, day int) []Setting {
	var taxes []string
	for _, g := range set.Taxes {
		said := g.Code
		for _, t := range g.On(day) {
			mark := " "
			if !g.Inclusive {
				mark = " +"
			}
			said += mark + t.Rate.Percent() + " %"
		}
		taxes = append(taxes, said)
	}
	slices.Sort(taxes)
	return []Setting{{Key: "shop.country", Value: set.Shop.Country, Fixed: true}, {Key: "shop.currency", Value: set.Shop.Currency.Code, Fixed: true},
		{Key: "shop.zone", Value: set.Shop.Zone.String(), Fixed: true}, {Key: "shop.taxes", Value: strings.Join(taxes, ", "), Fixed: true}}
}

// Settings lists all settings with their values, then what is fixed. Fault: NoRight.
func (o *Office) Settings(ctx context.Context) ([]Setting, error) {
	if err := o.frame.May(ctx, rights.Ask{Act: rights.SetUp}); err != nil {
		return nil, err
	}
	var list []Setting
	err := o.frame.Store.View(ctx, func(tx books.Tx) error {
		set, err := o.frame.SetUp(tx)
		if err != nil {
			return err
		}
		list = nil
		for _, k := range all() {
			v, err := k.value(tx, set)
			if err != nil {
				return err
			}
			list = append(list, Setting{Key: k.key, Value: v})
		}
		list = append(list, fixed(set, set.Shop.Moment(o.frame.Now()).Day)...)
		return nil
	})
	return list, err
}

// Setting is the value of one setting. Faults: NoRight, NotFound.
func (o *Office) Setting(ctx context.Context, key string) (string, error) {
	list, err := o.Settings(ctx)
	if err != nil {
		return "", err
	}
	i := slices.IndexFunc(list, func(s Setting) bool { return s.Key == key })
	if i < 0 {
		return "", unknown(key)
	}
	return list[i].Value, nil
}

// Set changes a setting, as an act. Setting what is set already changes nothing. Faults: NoRight, NotFound, BadOption.
func (o *Office) Set(ctx context.Context, key, value string) error {
	k, err := find(key)
	if err != nil {
		return err
	}
	if value = strings.TrimSpace(value); k.put == nil && !line(value) {
		return fault.New(fault.BadOption, fault.Args{"option": key, "value": value})
	}
	if now, err := o.Setting(ctx, key); err != nil || now == value {
		return err
	}
	_, err = o.frame.Do(ctx, act.Spec{ID: o.frame.NewID(), Right: rights.SetUp}, func(tx books.Tx, _ shop.Moment) (journal.Body, error) {
		set, err := o.frame.SetUp(tx)
		if err != nil {
			return nil, err
		}
		old, err := k.value(tx, set)
		if err != nil {
			return nil, err
		}
		change := journal.Setting{Scope: string(k.scope), Of: k.of(set), Key: key, Old: old, New: value}
		return journal.OfSettingsChange(change), k.set(tx, set, value)
	})
	if err == nil && o.frame.Board != nil {
		o.frame.Board.Post(notice.SettingsChanged{})
	}
	return err
}

func find(key string) (known, error) {
	for _, k := range all() {
		if k.key == key {
			return k, nil
		}
	}
	if slices.Contains([]string{"shop.country", "shop.currency", "shop.zone", "shop.taxes"}, key) {
		return known{}, fault.New(fault.BadOption, fault.Args{"option": key, "value": "", "why": "fixed"})
	}
	return known{}, unknown(key)
}

// unknown refuses a key and names those that can be set.
func unknown(key string) error {
	var keys []string
	for _, k := range all() {
		keys = append(keys, k.key)
	}
	return fault.New(fault.NotFound, fault.Args{"what": "setting", "key": key, "why": "no_setting", "allowed": strings.Join(keys, ", ")})
}

func (k known) of(set act.Setup) shop.ID {
	if k.scope == books.ForTill {
		return set.Till.ID
	}
	return set.Shop.ID
}

func (k known) value(tx books.Tx, set act.Setup) (string, error) {
	if k.get != nil {
		return k.get(set.Shop), nil
	}
	v, _, err := tx.Shop().Setting(k.scope, k.of(set), k.key)
	return v, err
}

func (k known) set(tx books.Tx, set act.Setup, value string) error {
	if k.put == nil {
		return tx.Shop().SetSetting(k.scope, k.of(set), k.key, value)
	}
	s := set.Shop
	if !k.put(&s, value) {
		args := fault.Args{"option": k.key, "value": value, "why": "setting"}
		if k.may != "" {
			args["allowed"] = k.may
		}
		return fault.New(fault.BadOption, args)
	}
	return tx.Shop().Put(s)
}
