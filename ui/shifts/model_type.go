package shifts

import (
	"strings"

	"kassa/app/money"
	"kassa/app/shop"
)

// Field is one number that a person fills in: pieces of one worth, or an amount.
type Field struct {
	Worth money.Amount // of one note or coin; 0: the field is an amount
	Typed string       // digits, with a point in an amount
	Known bool         // it was filled in by the till
}

// The most digits of pieces and of whole units.
const (
	mostPieces = 5
	mostUnits  = 9
)

// Pieces is how many pieces were typed.
func (f Field) Pieces() int64 {
	n, err := money.ParsePlain(f.Typed, 0)
	if err != nil {
		return 0
	}
	return n
}

// Amount is what a field comes to.
func (m *Model) Amount(f Field) money.Amount {
	if f.Worth != 0 {
		return f.Worth * money.Amount(f.Pieces())
	}
	typed, decimals := strings.TrimSuffix(f.Typed, "."), m.d.Currency.Exponent
	if !m.d.WholeUnits() && !strings.Contains(f.Typed, ".") {
		decimals = 0
	}
	n, err := money.ParsePlain(typed, decimals)
	if err != nil {
		return 0
	}
	return money.Amount(n)
}

// spell is an amount as it would be typed.
func (m *Model) spell(a money.Amount) string {
	if !m.d.WholeUnits() {
		return a.Plain(0)
	}
	return strings.TrimSuffix(a.Plain(m.d.Currency.Exponent), "."+strings.Repeat("0", m.d.Currency.Exponent))
}

// Total is what all fields come to.
func (m *Model) Total() (sum money.Amount) {
	for _, f := range m.s.Fields {
		sum += m.Amount(f)
	}
	return sum
}

// Keep is how much stays in the drawer, and Rest what is taken out, as the result page proposes or says.
func (m *Model) Keep() money.Amount {
	if m.s.Page == ResultPage {
		return m.Total()
	}
	return m.proposed(m.Total())
}

// proposed is the float of the shift, when there is as much.
func (m *Model) proposed(counted money.Amount) money.Amount {
	return min(m.s.Status.Shift.Float, counted)
}

// Focus puts a field in use.
func (m *Model) Focus(i int) {
	if i >= 0 && i < len(m.s.Fields) && !m.s.Working {
		m.s.Focus, m.fresh = i, true
		m.drawn()
	}
}

// Next goes to the next field, if there is one.
func (m *Model) Next() { m.Focus(m.s.Focus + 1) }

// Type puts a digit, or the point of an amount, into the field in use. It returns false when there is none.
func (m *Model) Type(ch rune) bool {
	if m.s.Focus >= len(m.s.Fields) || m.s.Working {
		return false
	}
	f := &m.s.Fields[m.s.Focus]
	typed := f.Typed
	if m.fresh {
		typed = ""
	}
	switch {
	case ch == '.' || ch == ',':
		if f.Worth != 0 || m.d.Currency.Exponent == 0 || strings.Contains(typed, ".") {
			return false
		}
		if typed == "" {
			typed = "0"
		}
		typed += "."
	case ch < '0' || ch > '9' || !m.room(f.Worth, typed):
		return ch >= '0' && ch <= '9'
	case typed == "0":
		typed = string(ch)
	default:
		typed += string(ch)
	}
	f.Typed, f.Known, m.fresh = typed, false, false
	m.drawn()
	return true
}

// room tells whether one more digit fits.
func (m *Model) room(worth money.Amount, typed string) bool {
	whole, cents, pointed := strings.Cut(typed, ".")
	switch {
	case worth != 0:
		return len(typed) < mostPieces
	case pointed:
		return len(cents) < m.d.Currency.Exponent
	}
	return len(whole) < mostUnits
}

// Double types two zeros.
func (m *Model) Double() {
	m.Type('0')
	m.Type('0')
}

// Backspace takes the last digit back; what stood there before it was typed goes whole.
func (m *Model) Backspace() {
	if m.s.Focus >= len(m.s.Fields) || m.s.Working {
		return
	}
	f := &m.s.Fields[m.s.Focus]
	if m.fresh || f.Typed == "" {
		f.Typed = ""
	} else {
		f.Typed = f.Typed[:len(f.Typed)-1]
	}
	f.Known, m.fresh = false, false
	m.drawn()
}

// counting is what was counted, for the service: pieces that are there, or the sum alone.
func (m *Model) counting() (pieces []shop.Pieces, total money.Amount) {
	for _, f := range m.s.Fields {
		if f.Worth != 0 && f.Pieces() > 0 {
			pieces = append(pieces, shop.Pieces{Worth: f.Worth, Count: f.Pieces()})
		}
	}
	return pieces, m.Total()
}

// worths are the notes and coins of the currency, each worth once, largest first.
func worths(c money.Currency) (list []Field) {
	seen := map[money.Amount]bool{}
	for _, all := range [][]money.Amount{c.Notes, c.Coins} {
		for _, worth := range all {
			if !seen[worth] {
				seen[worth] = true
				list = append(list, Field{Worth: worth})
			}
		}
	}
	return list
}

// ToggleSum changes between counting pieces and typing the sum alone. What was typed in the other way stays there.
func (m *Model) ToggleSum() {
	if m.s.Page != CountPage || m.s.Working {
		return
	}
	if m.s.SumOnly {
		m.sum = m.s.Fields
		m.fields(m.pieces...)
	} else {
		m.pieces = m.s.Fields
		if len(m.sum) == 0 {
			m.sum = []Field{{}}
		}
		m.fields(m.sum...)
	}
	m.s.SumOnly = !m.s.SumOnly
	m.drawn()
}
