package verify

import (
	"cmp"
	"context"
	"fmt"
	"reflect"
	"slices"
)

// Offer is an offer of the shop as stored; Terms is a text that says what it gives, on what and when.
type Offer struct {
	ID, Name, Kind string
	Active         bool
	Terms          string
	Version        int64
}

// offerState is an offer of the tables beside what the journals said last.
type offerState struct {
	row   Offer
	there bool
	said  Offer
	terms any  // as the journal says them
	away  bool // the last word was that it is gone
	at    Finding
}

// readOffers reads the offers.
func (r *run) readOffers(ctx context.Context) error {
	r.offers = map[string]*offerState{}
	for o, err := range r.src.Offers(ctx) {
		if err != nil {
			return fmt.Errorf("read the offers: %w", err)
		}
		r.offers[o.ID] = &offerState{row: o, there: true}
	}
	return nil
}

// offerRecord keeps what a record says of an offer; the highest version is the last word, whatever till said it.
func (r *run) offerRecord(at Finding, kind string, said fields) {
	id := said.text("id")
	o := r.offers[id]
	if o == nil {
		o = &offerState{row: Offer{ID: id}}
		r.offers[id] = o
	}
	away, version := kind == "offer_dropped", said.num("row")
	if version < o.said.Version || version == o.said.Version && !away {
		return
	}
	o.said = Offer{ID: id, Name: said.text("name"), Kind: said.text("type"), Active: said.num("active") == 1, Version: version}
	o.terms, o.away, o.at = said["terms"], away, at
}

// checkOffers holds the offers against the last records that speak of them.
func (r *run) checkOffers() {
	list := make([]*offerState, 0, len(r.offers))
	for _, o := range r.offers {
		list = append(list, o)
	}
	slices.SortFunc(list, func(a, b *offerState) int { return cmp.Compare(a.row.ID, b.row.ID) })
	for _, o := range list {
		at := o.at
		at.Document, at.What = o.row.ID, "offer"
		switch {
		case o.said.Version == 0 || o.away && o.there:
			at.Kind, at.Got = NoRecord, o.row.ID
			r.add(at)
		case !o.there && !o.away:
			at.Kind, at.Want = NoRow, o.row.ID
			r.add(at)
		case o.there:
			r.compareOffer(o)
		}
	}
}

func (r *run) compareOffer(o *offerState) {
	d := r.fieldsOf(o.at, o.row.ID, "offer.")
	d.text("name", o.said.Name, o.row.Name)
	d.text("type", o.said.Kind, o.row.Kind)
	d.flag("active", o.said.Active, o.row.Active)
	d.num("version", o.said.Version, o.row.Version)
	text := &reader{s: o.row.Terms}
	terms := any(text.object(0))
	if text.err != nil || text.i != len(text.s) {
		terms = o.row.Terms // what cannot be read is shown as it stands
	}
	if !reflect.DeepEqual(o.terms, terms) {
		d.found("terms", fmt.Sprint(o.terms), fmt.Sprint(terms))
	}
}
