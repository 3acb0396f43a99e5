package data

import (
	"context"
	"iter"

	"kassa/app/verify"
)

// Offers implements verify.Source.
func (r *Rows) Offers(context.Context) iter.Seq2[verify.Offer, error] {
	return func(yield func(verify.Offer, error) bool) {
		var all []verify.Offer
		err := r.each("read offers", "SELECT uid, name, kind, active, terms, row_version FROM offers ORDER BY id", nil, func(scan scanner) error {
			var o verify.Offer
			err := scan(&o.ID, &o.Name, &o.Kind, &o.Active, &o.Terms, &o.Version)
			all = append(all, o)
			return err
		})
		if err != nil {
			yield(verify.Offer{}, err)
			return
		}
		for _, o := range all {
			if !yield(o, nil) {
				return
			}
		}
	}
}
