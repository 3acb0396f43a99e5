package offers

import (
	"fmt"
	"strconv"
	"strings"

	"kassa/app/money"
	"kassa/app/shop"
)

// Field is one field of the form.
type Field int

// The fields.
const (
	NameField Field = iota
	TakeField
	PayField
	RateField
	AmountField
	LeastField
	LimitField
	FromField
	UntilField
	BeginsField
	StopsField
	PieceField // of the first part of a bundle; the others follow
)

// Group is one of the groups of goods of the form: what the offer is on, what it lowers, the parts of a bundle.
type Group int

// The groups. Parts is the first part of a bundle; the others follow.
const (
	OfGroup Group = iota
	GetGroup
	PartGroup
)

// parts is how many parts of a bundle the form has.
const parts = 3

// Sheet is the form of one offer.
type Sheet struct {
	Offer shop.Offer // as it was opened, with the choices made since
	Texts map[Field]string
	Wrong map[Field]bool
	act   shop.ID
}

// Fields are those that a kind of offer has, beside its name and its time.
func Fields(k shop.OfferKind) []Field {
	switch k {
	case shop.OfferPercent:
		return []Field{RateField, LimitField}
	case shop.OfferNForM:
		return []Field{TakeField, PayField, LimitField}
	case shop.OfferBuyGet:
		return []Field{TakeField, PayField, RateField, LimitField}
	case shop.OfferBundle:
		return []Field{AmountField, LimitField, PieceField, PieceField + 1, PieceField + 2}
	case shop.OfferBasket:
		return []Field{LeastField, RateField, AmountField}
	}
	return []Field{AmountField, LimitField}
}

// Groups are the groups of goods that a kind of offer has.
func Groups(k shop.OfferKind) []Group {
	switch k {
	case shop.OfferBuyGet:
		return []Group{OfGroup, GetGroup}
	case shop.OfferBundle:
		return []Group{PartGroup, PartGroup + 1, PartGroup + 2}
	}
	return []Group{OfGroup}
}

// sheetOf is the form of an offer as it is stored.
func sheetOf(o shop.Offer, exponent int) Sheet {
	s := Sheet{Offer: o, Texts: map[Field]string{NameField: o.Name}}
	put := func(f Field, v string, is bool) {
		if is {
			s.Texts[f] = v
		}
	}
	put(TakeField, strconv.Itoa(o.Take), o.Take != 0)
	put(PayField, strconv.Itoa(o.Pay), o.Pay != 0)
	put(LimitField, strconv.Itoa(o.Limit), o.Limit != 0)
	put(RateField, o.Rate.Percent(), o.Rate != 0)
	put(AmountField, o.Amount.Plain(exponent), o.Amount != 0 || o.Kind == shop.OfferFixed)
	put(LeastField, o.Least.Plain(exponent), o.Least != 0)
	put(FromField, shop.DayLabel(o.When.From), o.When.From != 0)
	put(UntilField, shop.DayLabel(o.When.Until), o.When.Until != 0)
	put(BeginsField, clock(o.When.Begins), o.When.Begins != o.When.Stops)
	put(StopsField, clock(o.When.Stops), o.When.Begins != o.When.Stops)
	for i := len(o.Parts); i < parts; i++ {
		s.Offer.Parts = append(s.Offer.Parts[:i:i], shop.OfferPart{})
	}
	for i, p := range s.Offer.Parts {
		put(PieceField+Field(i), strconv.Itoa(p.Qty), p.Qty != 0)
	}
	return s
}

func clock(minutes int) string { return fmt.Sprintf("%02d:%02d", minutes/60, minutes%60) }

// compose is the offer that the form says. Fields that its kind does not have are as if nobody had typed there.
func (s *Sheet) compose(exponent int) (shop.Offer, map[Field]bool) {
	has, wrong := s.Offer, map[Field]bool{}
	o := shop.Offer{ID: has.ID, Version: has.Version, Kind: has.Kind, Active: has.Active, Name: strings.TrimSpace(s.Texts[NameField])}
	o.When.Days = has.When.Days
	read := func(f Field, parse func(string) (int64, bool)) int64 {
		text := strings.TrimSpace(s.Texts[f])
		if text == "" {
			return 0
		}
		v, ok := parse(text)
		if !ok {
			wrong[f] = true
		}
		return v
	}
	number := func(decimals int) func(string) (int64, bool) {
		return func(text string) (int64, bool) {
			v, err := money.ParsePlain(strings.NewReplacer(" ", "", "\u00a0", "", "\u202f", "", ",", ".", "%", "").Replace(text), decimals)
			return v, err == nil
		}
	}
	var pieces [parts]int
	for _, f := range Fields(o.Kind) {
		switch f {
		case TakeField:
			o.Take = int(read(f, number(0)))
		case PayField:
			o.Pay = int(read(f, number(0)))
		case LimitField:
			o.Limit = int(read(f, number(0)))
		case RateField:
			o.Rate = money.Rate(read(f, number(4)))
		case AmountField:
			o.Amount = money.Amount(read(f, number(exponent)))
		case LeastField:
			o.Least = money.Amount(read(f, number(exponent)))
		default:
			pieces[f-PieceField] = int(read(f, number(0)))
		}
	}
	for _, g := range Groups(o.Kind) {
		switch g {
		case OfGroup:
			o.Of = has.Of
		case GetGroup:
			o.Get = has.Get
		default:
			if part := has.Parts[g-PartGroup].Of; !part.Empty() {
				o.Parts = append(o.Parts, shop.OfferPart{Of: part, Qty: max(pieces[g-PartGroup], 1)})
			}
		}
	}
	o.When.From, o.When.Until = int(read(FromField, day)), int(read(UntilField, day))
	o.When.Begins, o.When.Stops = int(read(BeginsField, minutes)), int(read(StopsField, minutes))
	return o, wrong
}

// day reads 2026-11-30 and 30.11.2026.
func day(text string) (int64, bool) {
	part := strings.FieldsFunc(text, func(r rune) bool { return r == '.' || r == '-' || r == '/' })
	if len(part) != 3 {
		return 0, false
	}
	if len(part[0]) != 4 {
		part[0], part[2] = part[2], part[0]
	}
	y, e1 := strconv.Atoi(part[0])
	m, e2 := strconv.Atoi(part[1])
	d, e3 := strconv.Atoi(part[2])
	n := y*10_000 + m*100 + d
	real := e1 == nil && e2 == nil && e3 == nil && y > 2000 && y < 3000 && shop.DayOf(shop.DateOf(n)) == n
	return int64(n), real
}

// minutes reads 10:30 and 10.
func minutes(text string) (int64, bool) {
	hour, minute, _ := strings.Cut(text, ":")
	if minute == "" {
		minute = "0"
	}
	h, e1 := strconv.Atoi(hour)
	m, e2 := strconv.Atoi(minute)
	return int64(h*60 + m), e1 == nil && e2 == nil && h >= 0 && h <= 24 && m >= 0 && m < 60
}

// Write takes what a person typed.
func (m *Model) Write(f Field, text string) {
	m.s.Sheet.Texts[f] = text
	delete(m.s.Sheet.Wrong, f)
	m.stale()
}

// Choose changes the kind of the offer.
func (m *Model) Choose(i int) {
	m.s.Sheet.Offer.Kind = shop.OfferKinds()[i]
	m.stale()
}

// Switch turns the offer on or off.
func (m *Model) Switch(on bool) {
	m.s.Sheet.Offer.Active = on
	m.stale()
}

// Weekday adds a day of the week, or takes it away; Monday is 0. All seven are every day.
func (m *Model) Weekday(i int) {
	d := &m.s.Sheet.Offer.When.Days
	if *d == 0 {
		*d = 0x7f
	}
	if *d ^= 1 << i; *d == 0x7f {
		*d = 0
	}
	m.stale()
}

// stale forgets what was tried with another form.
func (m *Model) stale() {
	m.s.Trial.Done, m.s.Trial.HasPast = false, false
	m.drawn()
}
