package office

import (
	"bytes"
	"cmp"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
	"time"
	_ "time/tzdata" // time zones also where the system has none, as on Windows

	"github.com/BurntSushi/toml"

	"kassa/app/fault"
	"kassa/app/money"
	"kassa/app/shop"
	"kassa/assets"
)

// Country is what a shop begins with in a country: see assets/setup/countries.toml.
type Country struct {
	Currency      string  `toml:"currency"`
	Lang          string  `toml:"lang"`
	Zone          string  `toml:"zone"`
	CashStep      int64   `toml:"cash_step"`
	CashDirection string  `toml:"cash_direction"`
	CashForm      string  `toml:"cash_form"`
	TaxRounding   string  `toml:"tax_rounding"`
	Groups        []Group `toml:"group"`
}

// Group is a tax group as a file says it.
type Group struct {
	Code      string            `toml:"code"`
	Name      map[string]string `toml:"name"`
	Inclusive bool              `toml:"inclusive"`
	Taxes     []Tax             `toml:"tax"`
}

// Tax is a tax of a group; Rate is in per cent.
type Tax struct {
	Code  string            `toml:"code"`
	Name  map[string]string `toml:"name"`
	Rate  string            `toml:"rate"`
	From  int               `toml:"from"`
	Until int               `toml:"until"`
}

// elsewhere is the entry for countries that have none of their own.
const elsewhere = "ZZ"

// Countries are the presets by ISO 3166-1 code.
func Countries() (map[string]Country, error) {
	raw, err := assets.Setup.ReadFile("setup/countries.toml")
	if err != nil {
		return nil, err
	}
	var list map[string]Country
	if _, err := toml.Decode(string(raw), &list); err != nil {
		return nil, fmt.Errorf("countries: %w", err)
	}
	return list, nil
}

// preset is what a country begins with; any country that is not known begins with nothing.
func preset(code string) (Country, error) {
	list, err := Countries()
	if err != nil {
		return Country{}, err
	}
	if c, found := list[strings.ToUpper(code)]; found {
		return c, nil
	}
	return list[elsewhere], nil
}

// maxTaxFile bounds a tax file, in bytes.
const maxTaxFile = 64 << 10

// Override replaces what a file of the owner says: its groups stand instead of the country's, other values where they
// are named. Fault: FileUnreadable with the place in the file.
func (c Country) Override(r io.Reader, path string) (Country, error) {
	raw, err := io.ReadAll(io.LimitReader(r, maxTaxFile+1))
	if err == nil && len(raw) > maxTaxFile {
		err = errors.New("larger than a tax file can be")
	}
	groups := c.Groups
	c.Groups = nil
	if err == nil {
		var meta toml.MetaData
		meta, err = toml.NewDecoder(bytes.NewReader(bytes.TrimPrefix(raw, []byte("\ufeff")))).Decode(&c)
		if unknown := meta.Undecoded(); err == nil && len(unknown) > 0 {
			err = fmt.Errorf("%s is not known here", unknown[0])
		}
	}
	if err != nil {
		return c, fault.Wrap(fault.FileUnreadable, fault.Args{"path": path}, err)
	}
	if c.Groups == nil {
		c.Groups = groups
	}
	return c, nil
}

// rules are the rounding rules of a shop. Fault: BadOption.
func (c Country) rules() (shop.Rules, error) {
	r := shop.Rules{Rounding: money.HalfUp, TaxRounding: shop.TaxRounding(c.TaxRounding),
		Cash: shop.CashRounding{Step: money.Amount(c.CashStep), Direction: shop.CashDirection(c.CashDirection), Form: shop.CashForm(c.CashForm)}}
	if r.TaxRounding == "" {
		r.TaxRounding = shop.PerLine
	}
	if r.Cash.Direction == "" {
		r.Cash.Direction = shop.CashNearest
	}
	if r.Cash.Form == "" {
		r.Cash.Form = shop.CashLine
	}
	switch {
	case r.TaxRounding != shop.PerLine && r.TaxRounding != shop.PerDocument:
		return r, bad("tax_rounding", c.TaxRounding)
	case !slices.Contains([]shop.CashDirection{shop.CashNearest, shop.CashHalfDown, shop.CashDown}, r.Cash.Direction):
		return r, bad("cash_direction", c.CashDirection)
	case r.Cash.Form != shop.CashLine && r.Cash.Form != shop.CashDiscount:
		return r, bad("cash_form", c.CashForm)
	case r.Cash.Step < 0 || r.Cash.Step > 1_000_000:
		return r, bad("cash_step", fmt.Sprint(c.CashStep))
	}
	return r, nil
}

// groups are the tax groups of a shop. Fault: BadOption.
func (c Country) groups(newID func() shop.ID) ([]shop.TaxGroup, error) {
	var list []shop.TaxGroup
	for _, g := range c.Groups {
		if g.Code == "" || slices.ContainsFunc(list, func(o shop.TaxGroup) bool { return o.Code == g.Code }) {
			return nil, bad("group.code", g.Code)
		}
		group := shop.TaxGroup{ID: newID(), Code: g.Code, Names: namesOf(g.Name, g.Code), Inclusive: g.Inclusive}
		for _, t := range g.Taxes {
			rate, err := money.ParsePlain(t.Rate, 4)
			if err != nil || rate < 0 || money.Rate(rate) > money.Whole {
				return nil, bad("tax.rate", t.Rate)
			}
			if !isDay(t.From) || !isDay(t.Until) || t.Until != 0 && t.Until < t.From {
				return nil, bad("tax.from", fmt.Sprintf("%d – %d", t.From, t.Until))
			}
			group.Taxes = append(group.Taxes, shop.Tax{Code: cmp.Or(t.Code, g.Code), Names: namesOf(t.Name, cmp.Or(t.Code, g.Code)),
				Rate: money.Rate(rate), From: t.From, Until: t.Until})
		}
		list = append(list, group)
	}
	if len(list) == 0 {
		return nil, bad("group", "")
	}
	return list, nil
}

// isDay reports whether a number is a day as 20260101, or 0 for open.
func isDay(n int) bool {
	if n == 0 {
		return true
	}
	_, err := time.Parse("20060102", fmt.Sprint(n))
	return err == nil
}

func namesOf(m map[string]string, otherwise string) shop.Names {
	n := shop.Names{}
	for _, l := range []shop.Lang{shop.English, shop.Russian} {
		if s := strings.TrimSpace(m[string(l)]); s != "" {
			n[l] = s
		}
	}
	if len(n) == 0 {
		n[shop.English] = otherwise
	}
	return n
}

// bad refuses a value; allowed is what it may be, where that can be listed.
func bad(option, value string, allowed ...string) error {
	args := fault.Args{"option": option, "value": value}
	if len(allowed) > 0 {
		args["allowed"] = strings.Join(allowed, ", ")
	}
	return fault.New(fault.BadOption, args)
}
