package office

import (
	"strconv"
	"strings"
)

// Chosen is how the window looks now.
func (m *Model) Chosen(key string) string {
	if m.d.Chosen != nil {
		if v := m.d.Chosen(key); v != "" {
			return v
		}
	}
	return m.s.Values[key]
}

// ChooseLook changes how the window looks, at once.
func (m *Model) ChooseLook(key, value string) {
	if m.Chosen(key) == value {
		return
	}
	m.s.Values[key] = value
	m.d.Choose(key, value)
	m.drawn()
}

// ToggleStart lets the till start with the computer, or no more.
func (m *Model) ToggleStart() {
	if m.d.Starts == nil {
		return
	}
	on := !m.s.Starts
	if err := m.d.Starts.Set(on); err != nil {
		m.d.Say(err, "")
		return
	}
	m.s.Starts = on
	m.drawn()
}

// CanStart tells whether the computer can start the till by itself.
func (m *Model) CanStart() bool { return m.d.Starts != nil }

// OpenRuler shows the ruler, CloseRuler takes it away.
func (m *Model) OpenRuler() {
	m.s.Ruler = true
	m.drawn()
}

// CloseRuler takes the ruler away without measuring.
func (m *Model) CloseRuler() {
	m.s.Ruler = false
	m.drawn()
}

// cardMM is how wide a bank card is (ISO/IEC 7810, ID-1): 85.60 mm.
const cardMM = 85.6

// Measured keeps what the ruler measured: how many units of the window a bank card is wide.
func (m *Model) Measured(units float32) {
	perMM := strconv.FormatFloat(float64(units)/cardMM, 'f', 2, 64)
	m.s.Ruler = false
	m.ChooseLook("ui.mm", perMM)
	m.drawn()
}

// CardWide is how many units a bank card is wide at so many units in a millimetre.
func CardWide(perMM float32) float32 { return perMM * cardMM }

// PerMM reads the setting of the ruler; 0 where none is.
func PerMM(value string) float32 {
	v, err := strconv.ParseFloat(strings.TrimSpace(value), 32)
	if err != nil || v < 2 || v > 12 {
		return 0
	}
	return float32(v)
}
