package act

import (
	"cmp"
	"slices"

	"kassa/app/books"
	"kassa/app/journal"
	"kassa/app/shop"
)

// A shop that was put back from a backup does not know which receipts and Z reports were made after it. So receipts go on in
// another number series (see app/restore.go), and Z reports, which go on counting without a gap, are called by the series in
// which they were made: after Z 12 of a backup comes Z T1B7K-13, while the Z 13 that was lost is out on paper as Z 13.
// Nothing of it is stored with a report: the journal says when which series began.

// ZSeries returns how to find the number series in which a Z report was made; empty: before the shop was ever put back.
func (f *Frame) ZSeries(tx books.Tx) (func(shop.Z) string, error) {
	tills, err := tx.Shop().Tills()
	if err != nil {
		return nil, err
	}
	var begun []journal.Begun
	if slices.ContainsFunc(tills, func(t shop.Till) bool { return t.Series != t.Code }) { // never put back: nothing to look for
		for _, t := range tills {
			records, err := tx.Journal().OfKinds(t.ID, 0, journal.Restore)
			if err != nil {
				return nil, err
			}
			for _, r := range records {
				list, err := journal.SeriesOf(r)
				if err != nil {
					return nil, err
				}
				begun = append(begun, list...)
			}
		}
		slices.SortStableFunc(begun, func(a, b journal.Begun) int { return cmp.Compare(a.At, b.At) })
	}
	return func(z shop.Z) (series string) {
		for _, b := range begun {
			if b.Till == z.Shift.Till && b.At <= z.At.At.UnixMilli() {
				series = b.To
			}
		}
		return series
	}, nil
}
