package office

import (
	"cmp"
	"maps"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"kassa/app/act"
	"kassa/app/books"
	"kassa/app/fault"
	"kassa/app/money"
	"kassa/app/rights"
	"kassa/app/shop"
	"kassa/app/text"
)

// known is a setting: for whom it holds, how its value is judged, where it is kept.
type known struct {
	key       string
	scope     books.Scope
	otherwise string              // what holds while nothing was set
	fits      func(v string) bool // nil: any single line
	may       string              // what the value may be, where that can be said shortly
	// Settings that are kept elsewhere than among the settings are read and written by these; nil: they are not.
	get func(set act.Setup) string
	put func(tx books.Tx, set act.Setup, at shop.Moment, v string) (fits bool, err error)
}

// right is what a person must be allowed to change this setting.
func (k known) right() rights.Act {
	switch {
	case IsAddress(k.key):
		return rights.SetUpDevices
	case k.key == shop.BackupPlace, k.key == shop.MirrorPlace:
		return rights.Restore
	case k.scope == books.ForTill:
		return rights.SetUpTill
	}
	return rights.SetUp
}

func (k known) of(set act.Setup) shop.ID {
	if k.scope == books.ForTill {
		return set.Till.ID
	}
	return set.Shop.ID
}

// read is the value that holds.
func (k known) read(tx books.Tx, set act.Setup) (string, error) {
	if k.get != nil {
		return k.get(set), nil
	}
	v, found, err := tx.Shop().Setting(k.scope, k.of(set), k.key)
	if !found || v == "" {
		v = k.otherwise
	}
	return v, err
}

// write stores a value that fits. Fault: BadOption.
func (k known) write(tx books.Tx, set act.Setup, at shop.Moment, v string) error {
	fits, err := true, error(nil)
	switch {
	case k.put != nil:
		fits, err = k.put(tx, set, at, v)
	case v != "" && !k.takes(v):
		fits = false
	default:
		err = tx.Shop().SetSetting(k.scope, k.of(set), k.key, cmp.Or(v, k.otherwise)) // as the record says it
	}
	if err == nil && !fits {
		args := fault.Args{"option": k.key, "value": v, "why": "setting"}
		if k.may != "" {
			args["allowed"] = k.may
		}
		err = fault.New(fault.BadOption, args)
	}
	return err
}

func (k known) takes(v string) bool {
	if k.fits == nil {
		return line(v)
	}
	return k.fits(v)
}

// IsAddress reports whether a setting holds the address of a device.
func IsAddress(key string) bool { return key == shop.PrinterReceipt || key == shop.DrawerKey }

// line reports whether a value is one line of reasonable length without control characters; prose allows several lines.
func line(v string) bool { return prose(v) && !strings.Contains(v, "\n") }

// folder reports whether a value may be that of a folder; whether it is there is seen when something is written to it.
func folder(v string) bool { return line(v) && filepath.IsAbs(v) }

func prose(v string) bool {
	return len(v) <= 1000 && !strings.ContainsFunc(v, func(r rune) bool { return r < ' ' && r != '\n' || r == 0x7f || r == '\ufffd' })
}

// choice is a setting with a few values, of which the first holds while nothing was set.
func choice(scope books.Scope, key string, values ...string) known {
	return known{key: key, scope: scope, otherwise: values[0], may: strings.Join(values, ", "),
		fits: func(v string) bool { return slices.Contains(values, v) }}
}

// number is a setting that is a whole number within bounds.
func number(scope books.Scope, key, otherwise string, from, to int64) known {
	return known{key: key, scope: scope, otherwise: otherwise, may: strconv.FormatInt(from, 10) + "–" + strconv.FormatInt(to, 10),
		fits: func(v string) bool {
			n, err := money.ParsePlain(v, 0)
			return err == nil && n >= from && n <= to
		}}
}

// sum is a setting that is an amount in minor units, 0 while nothing was set. Its bound is told to nobody: it is no amount
// that a person would type, and a screen shows amounts in another way.
func sum(scope books.Scope, key string, most int64) known {
	k := number(scope, key, "0", 0, most)
	k.may = ""
	return k
}

// ofShop is a setting that is a field of the shop itself; put says whether the value fits.
func ofShop(key, may string, get func(shop.Shop) string, put func(*shop.Shop, string) bool) known {
	return known{key: key, scope: books.ForShop, may: may, get: func(set act.Setup) string { return get(set.Shop) },
		put: func(tx books.Tx, set act.Setup, _ shop.Moment, v string) (bool, error) {
			s := set.Shop
			if !put(&s, v) {
				return false, nil
			}
			return true, tx.Shop().Put(s)
		}}
}

// The settings that this package alone names. Amounts are in minor units of the currency; 0 is never.
const (
	DropAbove   = shop.DropAbove
	LockMinutes = "till.lock_minutes"
	PerMM       = "ui.mm" // units of the window in a millimetre of the screen: "3.94"
)

// plain lists the settings that every shop and till has, in the order in which they are shown.
func (o *Office) plain() []known {
	list := []known{
		ofShop("shop.name", "", func(s shop.Shop) string { return s.Name }, func(s *shop.Shop, v string) bool { s.Name = v; return line(v) && v != "" }),
		ofShop("shop.address", "", func(s shop.Shop) string { return s.Address }, func(s *shop.Shop, v string) bool { s.Address = v; return prose(v) }),
		ofShop("shop.tax_id", "", func(s shop.Shop) string { return s.TaxID }, func(s *shop.Shop, v string) bool { s.TaxID = v; return line(v) }),
		ofShop("shop.lang", "en, ru", func(s shop.Shop) string { return string(s.Lang) }, func(s *shop.Shop, v string) bool {
			s.Lang = shop.Lang(v)
			return s.Lang == shop.English || s.Lang == shop.Russian
		}),
		ofShop("shop.day_start", "0–12", func(s shop.Shop) string { return strconv.Itoa(s.DayStart) }, func(s *shop.Shop, v string) bool {
			n, err := strconv.Atoi(v)
			s.DayStart = n
			return err == nil && n >= 0 && n <= 12
		}),
		ofShop("receipt.header", "", func(s shop.Shop) string { return s.Texts.Header }, func(s *shop.Shop, v string) bool { s.Texts.Header = v; return prose(v) }),
		ofShop("receipt.footer", "", func(s shop.Shop) string { return s.Texts.Footer }, func(s *shop.Shop, v string) bool { s.Texts.Footer = v; return prose(v) }),
		choice(books.ForShop, shop.ReceiptPrint, shop.PrintAlways, shop.PrintAsked, shop.PrintNever),
		choice(books.ForShop, shop.NegativeKey, string(shop.NegativeAllowed), string(shop.NegativeWarned), string(shop.NegativeRefused)),
		sum(books.ForShop, DropAbove, 1_000_000_000_000),
		number(books.ForShop, LockMinutes, "5", 0, 240),
		number(books.ForShop, shop.BackupMinutes, "15", 5, 1440),
		{key: shop.BackupPlace, scope: books.ForTill, fits: folder},
		{key: shop.MirrorPlace, scope: books.ForTill, fits: folder},
	}
	for _, key := range []string{shop.PrinterReceipt, shop.DrawerKey} {
		list = append(list, known{key: key, scope: books.ForTill, put: o.putAddress(key)})
	}
	return append(list,
		known{key: "ui.lang", scope: books.ForTill, may: "en, ru", fits: func(v string) bool { return v == text.English || v == text.Russian }},
		choice(books.ForTill, "ui.theme", "light", "dark"),
		choice(books.ForTill, "ui.text", "100", "115", "130"),
		choice(books.ForTill, "ui.side", "right", "left"),
		choice(books.ForTill, "ui.keyboard", "on", "off"),
		known{key: PerMM, scope: books.ForTill, may: "2.00–12.00", fits: func(v string) bool {
			n, err := money.ParsePlain(v, 2)
			return err == nil && n >= 200 && n <= 1200
		}},
		choice(books.ForTill, "ui.sound", "on", "off"),
		choice(books.ForTill, "pad.order", "789", "123"),
		choice(books.ForTill, "pad.money", "whole", "cents"),
	)
}

// putAddress stores where a device is, when there can be one.
func (o *Office) putAddress(key string) func(books.Tx, act.Setup, shop.Moment, string) (bool, error) {
	return func(tx books.Tx, set act.Setup, _ shop.Moment, v string) (bool, error) {
		if !line(v) {
			return false, nil
		}
		if v != "" && o.CheckAddress != nil {
			if err := o.CheckAddress(v); err != nil {
				return true, err
			}
		}
		return true, tx.Shop().SetSetting(books.ForTill, set.Till.ID, key, v)
	}
}

// ReasonActs are the acts for which a shop keeps reasons, in the order in which they are shown.
func ReasonActs() []string {
	return []string{shop.ReasonVoid, shop.ReasonNoSale, shop.ReasonCashIn, shop.ReasonCashOut, shop.ReasonExpense}
}

// foundReasons are the acts for which a new shop has reasons, in its language, and whether one must be chosen.
var foundReasons = []struct {
	act      string
	required bool
}{{"void", false}, {"no_sale", false}, {"cash_in", false}, {"cash_out", true}, {"expense", true}}

// reasons are the settings that hold reasons: "reasons.void" has one a line, "reasons.void.required" says whether a person
// must choose one.
func reasons() (list []known) {
	for _, a := range ReasonActs() {
		list = append(list, known{key: shop.ReasonSetting + a, scope: books.ForShop, fits: prose},
			choice(books.ForShop, shop.ReasonSetting+a+".required", "no", "yes"))
	}
	return list
}

// ofRights is a setting of the table of rights: "rights.discount.cashier" is "no", "yes", "12.5%" or an amount in minor
// units; empty is what every new shop has.
func ofRights(key string) (known, bool) {
	name, ours := strings.CutPrefix(key, rights.SettingPrefix)
	a, role, whole := strings.Cut(name, ".")
	if !ours || !whole || !slices.Contains(rights.Acts(), rights.Act(a)) || rights.Act(a) == rights.System ||
		!slices.Contains(rights.Roles(), role) || role == rights.Owner {
		return known{}, false
	}
	return known{key: key, scope: books.ForShop, may: "no, yes, 12.5%, 5000", fits: func(v string) bool {
		_, _, ok := rights.ParseLimit(v)
		return ok
	}}, true
}

// known finds a setting by its key.
func (o *Office) known(set act.Setup, key string) (known, bool) {
	if k, found := ofRights(key); found {
		return k, true
	}
	if k, found := ofTaxes(o.frame.NewID, set, key); found {
		return k, true
	}
	if k, found := ofTenders(o.frame.NewID, key); found {
		return k, true
	}
	for _, k := range append(o.plain(), reasons()...) {
		if k.key == key {
			return k, true
		}
	}
	return known{}, false
}

// listed are the settings that are shown: those that always are, taxes and tenders as they are now, rights that were changed.
func (o *Office) listed(set act.Setup) []known {
	list := append(o.plain(), reasons()...)
	var keys []string
	keys = append(append(keys, taxKeys(set)...), tenderKeys(set)...)
	for _, key := range slices.Sorted(maps.Keys(set.Settings)) {
		if _, is := ofRights(key); is && set.Settings[key] != "" {
			keys = append(keys, key)
		}
	}
	for _, key := range keys {
		if k, found := o.known(set, key); found {
			list = append(list, k)
		}
	}
	return list
}
