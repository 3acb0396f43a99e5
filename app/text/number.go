package text

import (
	"fmt"
	"strconv"
	"strings"
	"time"
	"unicode"

	"kassa/app/money"
)

const (
	// thin is the narrow no-break space.
	thin = "\u202f"
	// minus is an en dash: the font has no U+2212.
	minus = "\u2013"
	// longestValue bounds a text that came from outside and stands in a sentence.
	longestValue = 200
)

// style is how a language writes numbers, money and dates.
type style struct {
	decimal     string
	symbolFirst bool
	date        string
	shortDate   string
}

func styleOf(lang string) (style, bool) {
	switch lang {
	case English:
		return style{decimal: ".", symbolFirst: true, date: "2 Jan 2006", shortDate: "2 Jan"}, true
	case Russian:
		return style{decimal: ",", date: "02.01.2006", shortDate: "02.01"}, true
	}
	return style{}, false
}

// Number is a whole number with its thousands parted: 102 431.
func (t *Text) Number(n int64) string { return t.digits(strconv.FormatInt(n, 10)) }

// Sum is an amount without its currency: 13.67, 1 234,56. Tables and papers say the currency once, in their heading.
func (t *Text) Sum(a money.Amount, c money.Currency) string { return t.digits(a.Plain(c.Exponent)) }

// Money is an amount in its currency: €13.67, 900,87 ₽.
func (t *Text) Money(a money.Amount, c money.Currency) string {
	return t.inCurrency(t.Sum(a, c), c)
}

// Note is an amount as a key with a note or coin on it says it: without decimals when there are none, €15, 1 000 ₽.
func (t *Text) Note(a money.Amount, c money.Currency) string {
	if unit := c.Unit(); a%unit == 0 {
		return t.inCurrency(t.Number(int64(a/unit)), c)
	}
	return t.Money(a, c)
}

// UnitPrice is the price of one unit: €1.35, and as many decimals as the price has, €0.0125.
func (t *Text) UnitPrice(p money.UnitPrice, c money.Currency) string {
	return t.inCurrency(t.UnitSum(p, c), c)
}

// UnitSum is the price of one unit without its currency: 1.35, 0.0125.
func (t *Text) UnitSum(p money.UnitPrice, c money.Currency) string {
	return t.digits(p.Plain(c.Exponent))
}

// CurrencyWord is how a paper calls the currency beside a sum without a symbol: "EUR", «руб.».
func (t *Text) CurrencyWord(c money.Currency) string {
	if key := "currency." + c.Code; t.Has(key) {
		return t.T(key)
	}
	return c.Code
}

// PricePer is the price of one unit with the unit: "€1.35 each", "€1.89 / kg", «119,90 ₽ / кг».
// The unit is as in [Text.Qty].
func (t *Text) PricePer(p money.UnitPrice, c money.Currency, unit string) string {
	key := "unit.per." + unit
	if !t.Has(key) {
		return t.UnitPrice(p, c) + " / " + clean(unit)
	}
	return t.T(key, Args{"price": t.UnitPrice(p, c)})
}

// Qty is a quantity in its unit: "0.742 kg", «0,742 кг», "2 pcs". The unit is one of "pc", "kg", "l", "m"; an empty one
// gives the number alone, and one that is not known is shown as it is.
func (t *Text) Qty(q money.Qty, unit string) string {
	number := t.digits(q.String())
	switch {
	case unit == "":
		return number
	case !t.Has("unit.short." + unit):
		return number + thin + clean(unit)
	}
	return number + thin + t.NQty("unit.short."+unit, q)
}

// Percent is a rate: 19 %, 8,875 %.
func (t *Text) Percent(r money.Rate) string { return t.digits(r.Percent()) + thin + "%" }

// Date is the day of a time on the wall: "23 Nov 2026", «23.11.2026».
func (t *Text) Date(at time.Time) string { return at.Format(t.style.date) }

// ShortDate is the day without its year: "23 Nov", «23.11».
func (t *Text) ShortDate(at time.Time) string { return at.Format(t.style.shortDate) }

// Time is the time on the wall: 17:42.
func (t *Text) Time(at time.Time) string { return at.Format("15:04") }

// DateTime is both.
func (t *Text) DateTime(at time.Time) string { return t.Date(at) + " " + t.Time(at) }

// Duration is how long something takes yet: whole seconds up to a minute and a half, whole minutes above, never too little.
func (t *Text) Duration(d time.Duration) string {
	key, unit := "duration.seconds", time.Second
	if d > 90*time.Second {
		key, unit = "duration.minutes", time.Minute
	}
	return t.T(key, Args{"n": int64((d + unit - 1) / unit)})
}

// Day is a business day that is kept as the number 20261123.
func (t *Text) Day(day int) string {
	return t.Date(time.Date(day/10000, time.Month(day/100%100), day%100, 0, 0, 0, 0, time.UTC))
}

// inCurrency puts the currency before or after a printed number. A symbol of letters (CHF) keeps its distance.
func (t *Text) inCurrency(number string, c money.Currency) string {
	if !t.style.symbolFirst {
		return number + thin + c.Symbol
	}
	sign, bare := "", number
	if rest, negative := strings.CutPrefix(number, minus); negative {
		sign, bare = minus, rest
	}
	if strings.ContainsFunc(c.Symbol, unicode.IsLetter) {
		return sign + c.Symbol + thin + bare
	}
	return sign + c.Symbol + bare
}

// digits turns a plain decimal number ("-1234.56") into one for the eye.
func (t *Text) digits(plain string) string {
	var b strings.Builder
	if rest, negative := strings.CutPrefix(plain, "-"); negative {
		b.WriteString(minus)
		plain = rest
	}
	whole, frac, broken := strings.Cut(plain, ".")
	for i := range len(whole) {
		if i > 0 && (len(whole)-i)%3 == 0 {
			b.WriteString(thin)
		}
		b.WriteByte(whole[i])
	}
	if broken {
		b.WriteString(t.style.decimal)
		b.WriteString(frac)
	}
	return b.String()
}

// value prints a value of a sentence by its type.
func (t *Text) value(v any) any {
	switch v := v.(type) {
	case string:
		return clean(v)
	case []string:
		return clean(strings.Join(v, ", "))
	case money.Amount:
		if t.currency == nil {
			return t.digits(v.Plain(2))
		}
		return t.Money(v, *t.currency)
	case money.UnitPrice:
		if t.currency == nil {
			return t.digits(v.Plain(2))
		}
		return t.UnitPrice(v, *t.currency)
	case money.Qty:
		return t.Qty(v, "")
	case money.Rate:
		return t.Percent(v)
	case int:
		return t.Number(int64(v))
	case int64:
		return t.Number(v)
	case time.Duration:
		return t.Duration(v)
	case time.Time:
		return t.DateTime(v)
	case fmt.Stringer:
		return clean(v.String())
	case error:
		return clean(v.Error())
	}
	return v
}

// clean takes what could disturb a screen out of a text that came from outside, and bounds its length.
func clean(s string) string {
	var b strings.Builder
	n := 0
	for _, r := range s {
		if unicode.IsControl(r) || unicode.Is(unicode.Bidi_Control, r) {
			continue
		}
		if n++; n > longestValue {
			b.WriteRune('…')
			break
		}
		b.WriteRune(r)
	}
	return b.String()
}
