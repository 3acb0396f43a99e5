package office

import (
	"context"
	"slices"
	"strconv"
	"strings"
	"time"

	"kassa/app/office"
	"kassa/app/shop"
)

// TaxForm is a rate of tax that is being changed or added.
type TaxForm struct {
	Code     string
	New      bool
	Rate     string // as typed; "" with None
	None     bool   // no tax
	Day      string // from which it holds, as typed; "" is today
	OnTop    bool   // of a new group
	English  string
	Russian  string
	Today    string // the rate that holds, for comparison
	WrongDay bool
}

func (m *Model) readTaxes() {
	var list []office.TaxRow
	m.d.Reads.Do("office taxes", func(ctx context.Context) (err error) {
		list, err = m.d.Desk.Taxes(ctx)
		return err
	}, func(err error) {
		if err != nil {
			m.d.Say(err, "")
		} else {
			m.s.Taxes = list
		}
		m.drawn()
	})
}

// OpenTax opens the form of a group; a group of several taxes has none.
func (m *Model) OpenTax(i int) {
	if i < 0 || i >= len(m.s.Taxes) || m.s.Taxes[i].Several {
		return
	}
	row := m.s.Taxes[i]
	form := &TaxForm{Code: row.Code, None: row.None, OnTop: !row.Inclusive, English: row.Names[shop.English], Russian: row.Names[shop.Russian]}
	if !row.None {
		form.Rate, form.Today = row.Today.Percent(), row.Today.Percent()
	}
	m.s.Tax = form
	m.forms()
}

// NewTax opens the form of a group that is not there yet, with the next free letter.
func (m *Model) NewTax() {
	code := ""
	for letter := 'A'; letter <= 'Z' && code == ""; letter++ {
		if !slices.ContainsFunc(m.s.Taxes, func(r office.TaxRow) bool { return r.Code == string(letter) }) {
			code = string(letter)
		}
	}
	if code != "" {
		m.s.Tax = &TaxForm{Code: code, New: true, OnTop: len(m.s.Taxes) > 0 && !m.s.Taxes[0].Inclusive}
		m.forms()
	}
}

// forms draws a form that was just opened.
func (m *Model) forms() {
	m.s.Wrong = map[string]error{}
	m.s.Filled++
	m.drawn()
}

// EditTax changes the open form.
func (m *Model) EditTax(change func(*TaxForm)) {
	if m.s.Tax == nil {
		return
	}
	change(m.s.Tax)
	m.s.Tax.WrongDay = false
	delete(m.s.Wrong, "rate")
	m.drawn()
}

// CloseForm leaves the open form; what was typed is forgotten.
func (m *Model) CloseForm() {
	m.s.Tax, m.s.Tender = nil, nil
	m.drawn()
}

// SaveTax saves the open form.
func (m *Model) SaveTax() {
	f := m.s.Tax
	if f == nil {
		return
	}
	day, ok := readDay(f.Day)
	if !ok {
		f.WrongDay = true
		m.drawn()
		return
	}
	value := strings.TrimSpace(f.Rate)
	if f.None {
		value = "none"
	}
	values := map[string]string{}
	if f.New || f.None != (f.Today == "") || !f.None && value != f.Today || day != "" {
		if day != "" {
			value += " from " + day
		}
		if f.New {
			value += map[bool]string{true: " on_top", false: " included"}[f.OnTop]
		}
		values["tax."+f.Code] = value
	}
	if !f.New || f.English != "" {
		values["tax."+f.Code+".en"] = strings.TrimSpace(f.English)
	}
	if !f.New || f.Russian != "" {
		values["tax."+f.Code+".ru"] = strings.TrimSpace(f.Russian)
	}
	m.renameWithRate(f, values, day)
	m.change(values, "setup.saved", func() { m.s.Tax = nil })
}

// renameWithRate leaves the names to the office when nobody typed another one: it gives "VAT 19 %" its new rate.
func (m *Model) renameWithRate(f *TaxForm, values map[string]string, day string) {
	if _, rate := values["tax."+f.Code]; !rate || f.New || day != "" {
		return
	}
	for _, row := range m.s.Taxes {
		if row.Code == f.Code && row.Names[shop.English] == strings.TrimSpace(f.English) && row.Names[shop.Russian] == strings.TrimSpace(f.Russian) {
			delete(values, "tax."+f.Code+".en")
			delete(values, "tax."+f.Code+".ru")
		}
	}
}

// readDay reads a day as people type it: 2027-01-01, 01.01.2027; nothing is today.
func readDay(typed string) (day string, ok bool) {
	typed = strings.TrimSpace(typed)
	if typed == "" {
		return "", true
	}
	for _, form := range []string{"2006-01-02", "2.1.2006", "02.01.2006"} {
		if t, err := time.Parse(form, typed); err == nil {
			return t.Format("2006-01-02"), true
		}
	}
	return "", false
}

// TenderForm is a way to pay that is being changed or added.
type TenderForm struct {
	Code    string // empty for a new one: it follows from the name
	English string
	Russian string
	Does    map[string]bool
	Own     bool // cash and card: they stay
	Fixed   bool // what it does is fixed
}

// Deeds are what a way to pay may do, in their order.
func Deeds() []string { return []string{"drawer", "change", "rounds", "reference"} }

func (m *Model) readTenders() {
	var list []shop.Tender
	m.d.Reads.Do("office tenders", func(ctx context.Context) (err error) {
		list, err = m.d.Desk.Tenders(ctx)
		return err
	}, func(err error) {
		if err != nil {
			m.d.Say(err, "")
		} else {
			m.s.Tenders = list
		}
		m.drawn()
	})
}

// OpenTender opens the form of a way to pay.
func (m *Model) OpenTender(i int) {
	if i < 0 || i >= len(m.s.Tenders) {
		return
	}
	t := m.s.Tenders[i]
	m.s.Tender = &TenderForm{Code: t.Code, English: t.Names[shop.English], Russian: t.Names[shop.Russian], Own: t.Code == "cash" || t.Code == "card",
		Fixed: t.Code == "cash", Does: map[string]bool{"drawer": t.OpensDrawer, "change": t.GivesChange, "rounds": t.Rounds, "reference": t.NeedsRef}}
	m.forms()
}

// NewTender opens the form of a way to pay that is not there yet.
func (m *Model) NewTender() {
	m.s.Tender = &TenderForm{Does: map[string]bool{}}
	m.forms()
}

// EditTender changes the open form.
func (m *Model) EditTender(change func(*TenderForm)) {
	if m.s.Tender != nil {
		change(m.s.Tender)
		m.s.Wrong = map[string]error{}
		m.drawn()
	}
}

// SaveTender saves the open form.
func (m *Model) SaveTender() {
	f := m.s.Tender
	if f == nil {
		return
	}
	code := f.Code
	if code == "" {
		code = m.freeCode(f.English)
	}
	values := map[string]string{}
	if f.Code != "" || f.English != "" {
		values["tender."+code+".en"] = strings.TrimSpace(f.English)
	}
	if f.Code != "" || f.Russian != "" {
		values["tender."+code+".ru"] = strings.TrimSpace(f.Russian)
	}
	if len(values) == 0 {
		values["tender."+code+".en"] = ""
	}
	if !f.Fixed {
		var does []string
		for _, d := range Deeds() {
			if f.Does[d] {
				does = append(does, d)
			}
		}
		if values["tender."+code+".does"] = strings.Join(does, " "); len(does) == 0 {
			values["tender."+code+".does"] = "nothing"
		}
	}
	m.change(values, "setup.saved", func() { m.s.Tender = nil })
}

// RemoveTender takes the way to pay of the open form away.
func (m *Model) RemoveTender() {
	if f := m.s.Tender; f != nil && f.Code != "" && !f.Own {
		m.change(map[string]string{"tender." + f.Code + ".does": "off"}, "setup.saved", func() { m.s.Tender = nil })
	}
}

// freeCode is a code for a new way to pay: its English name in the letters that a code may have, else "tender", and a number
// where that is taken.
func (m *Model) freeCode(name string) string {
	code := strings.Map(func(r rune) rune {
		switch {
		case r >= 'a' && r <= 'z' || r >= '0' && r <= '9':
			return r
		case r == ' ' || r == '-':
			return '_'
		}
		return -1
	}, strings.ToLower(name))
	if code = strings.Trim(code, "_"); code == "" {
		code = "tender"
	}
	code = code[:min(len(code), 16)]
	taken := func(c string) bool {
		return slices.ContainsFunc(m.s.Tenders, func(t shop.Tender) bool { return t.Code == c })
	}
	free := code
	for n := 2; taken(free); n++ {
		free = code + strconv.Itoa(n)
	}
	return free
}

// firstOf is the first day of a month, as it is typed; month 13 is January.
func firstOf(year, month int) string {
	return time.Date(year, time.Month(month), 1, 0, 0, 0, 0, time.UTC).Format("2006-01-02")
}
