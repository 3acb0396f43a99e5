// Package shop holds the nouns of the trade: product, basket, sale, payment, shift, stock move, and what a shop is set
// up to be. They are words: plain values with a Validate where a wrong one must be refused, no storage, no screen.
//
// An [ID] is a ULID that is made before the thing is stored and never changes; a basket's id becomes its sale's id.
// Times are UTC; the shop's day and hour are decided once, by [Shop.Moment], and stored with what happened.
//
// A worked example: at 01:30 on 24 November in a shop whose day starts at 04:00, Moment gives Day 20261123 and Hour 1:
// the sale belongs to the evening of the 23rd.
package shop

import (
	"time"

	"kassa/app/money"
)

// ID names one thing for ever: a ULID of 26 characters.
type ID string

// Lang is a language of names: "en", "ru".
type Lang string

// The languages of the first release.
const (
	English Lang = "en"
	Russian Lang = "ru"
)

// Names is one name per language. Empty languages fall back to English, then to any.
type Names map[Lang]string

// In returns the name in a language, falling back to English, then to any other.
func (n Names) In(l Lang) string {
	if s := n[l]; s != "" {
		return s
	}
	if s := n[English]; s != "" {
		return s
	}
	if s := n[Russian]; s != "" {
		return s
	}
	for _, s := range n {
		return s
	}
	return ""
}

// Same reports whether both hold the same names.
func (n Names) Same(m Names) bool {
	if len(n) != len(m) {
		return false
	}
	for l, s := range n {
		if m[l] != s {
			return false
		}
	}
	return true
}

// Moment is the time of one act: decided once, used for everything the act writes.
type Moment struct {
	At        time.Time // UTC, milliseconds
	OffsetMin int       // what the clock on the wall is ahead of UTC
	Day       int       // business day as 20261123
	Hour      int       // hour on the wall, 0..23
}

// Local is the time on the wall of the shop.
func (m Moment) Local() time.Time {
	return m.At.In(time.FixedZone("", m.OffsetMin*60))
}

// Shop is the business and its ground rules.
type Shop struct {
	ID       ID
	Name     string
	Address  string
	TaxID    string
	Currency money.Currency
	Country  string // ISO 3166-1 alpha-2
	Lang     Lang
	Zone     *time.Location
	DayStart int // hour at which the business day begins, 0..12
	Rules    Rules
	Texts    Texts
}

// Texts are the shop's own lines on the receipt.
type Texts struct{ Header, Footer string }

// Moment fixes the time of an act in this shop.
func (s Shop) Moment(now time.Time) Moment {
	at := now.UTC().Truncate(time.Millisecond)
	local := at.In(s.Zone)
	_, offset := local.Zone()
	return Moment{At: at, OffsetMin: offset / 60, Day: DayOf(local.Add(-time.Duration(s.DayStart) * time.Hour)), Hour: local.Hour()}
}

// Place is where goods lie and are sold; Till is one register in it; Staff is one person.
type Place struct {
	ID   ID
	Name string
}

// Till is one register.
type Till struct {
	ID     ID
	Place  ID
	Code   string // short, on receipts: "T1"
	Name   string
	Series string // number series; a restored shop starts a new one
	KeyID  string // public key that signs the heads of this till's journal
}

// Staff is one person who works here. Rights come with a later release of the room; the role is stored already.
type Staff struct {
	ID   ID
	Code string // short, on receipts: "C1"
	Name string
	Role string
}

// Entity is the legal entity whose goods are sold; most shops have one.
type Entity struct {
	ID    ID
	Name  string
	TaxID string
}
