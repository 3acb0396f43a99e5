package datatest

import (
	"cmp"
	"slices"
	"testing"

	"kassa/app/books"
	"kassa/app/shop"
)

// sumsAddUp compares what the database sums up with the same sums made here, from the sales themselves.
func sumsAddUp(t *testing.T, f Fixture) {
	var all []shop.Sale
	for n := 1; n <= 40; n++ {
		s := moved(f.Sale(n), f, n, n%5)
		if n%7 == 0 {
			turnBack(&s)
		}
		all = append(all, s)
	}
	other := shop.Staff{ID: ID("STAFF", 2), Code: "C2", Name: "Cashier 2", Role: "senior"}
	Update(t, f.Store, func(tx books.Tx) error { return tx.Shop().AddStaff(other) })
	for i := range all {
		all[i].Lines[i%5].Seller, all[i].Lines[(i+2)%5].Seller = other.ID, ""
	}
	all[3].Lines[0].Category, all[3].Lines[0].Product, all[5].Staff = "", "", ""
	f.addSales(t, all...)
	names := map[shop.ID]string{"": "", f.Staff.ID: f.Staff.Name, other.ID: other.Name}
	for _, p := range f.Products {
		names[p.ID] = p.Names["ru"]
	}
	for _, c := range []shop.Category{f.Drinks, f.Food} {
		names[c.ID] = c.Names["ru"]
	}
	for _, days := range [][2]int{{20261101, 20270131}, {20261201, 20261231}, {20261126, 20270102}, {20261210, 20261212}, {20261129, 20261202}} {
		for _, by := range []books.By{books.ByDay, books.ByHour, books.ByProduct, books.ByCategory, books.ByCashier, books.BySeller, books.ByTender} {
			want := expected(all, names, by, days[0], days[1])
			got := read(t, f.Store, func(tx books.Tx) ([]shop.DaySums, error) {
				return tx.Sums().Sales(days[0], days[1], by, shop.Russian)
			})
			order := func(a, b shop.DaySums) int {
				return cmp.Or(cmp.Compare(a.Day, b.Day), cmp.Compare(a.Hour, b.Hour), cmp.Compare(a.Key, b.Key))
			}
			slices.SortFunc(got, order)
			slices.SortFunc(want, order)
			same(t, string(by), want, got)
		}
	}
}

// turnBack makes a return of a sale: every number the other way round.
func turnBack(s *shop.Sale) {
	s.Kind = shop.KindReturn
	s.List, s.Discount, s.Net, s.Tax, s.Total, s.Cost = -s.List, -s.Discount, -s.Net, -s.Tax, -s.Total, -s.Cost
	for i := range s.Lines {
		l := &s.Lines[i]
		l.Qty, l.List, l.Net, l.Tax, l.Total, l.Cost = -l.Qty, -l.List, -l.Net, -l.Tax, -l.Total, -l.Cost
		l.Adjustments = []shop.Adjustment{{Reason: shop.ReasonLineDiscount, Amount: l.Total - l.List}}
	}
	for i := range s.Payments {
		s.Payments[i].Amount = -s.Payments[i].Amount
	}
}

func expected(all []shop.Sale, names map[shop.ID]string, by books.By, from, to int) []shop.DaySums {
	sums := map[shop.DaySums]*shop.DaySums{}
	add := func(key shop.DaySums, m shop.DaySums) {
		s, ok := sums[key]
		if !ok {
			s = &shop.DaySums{Day: key.Day, Hour: key.Hour, Key: key.Key}
			sums[key] = s
		}
		s.Receipts += m.Receipts
		s.Total, s.Net, s.Tax = s.Total+m.Total, s.Net+m.Net, s.Tax+m.Tax
		s.Discount, s.Cost, s.Qty = s.Discount+m.Discount, s.Cost+m.Cost, s.Qty+m.Qty
	}
	for _, s := range all {
		if s.At.Day < from || s.At.Day > to {
			continue
		}
		whole := shop.DaySums{Receipts: 1, Total: s.Total, Net: s.Net, Tax: s.Tax, Discount: s.Discount, Cost: s.Cost}
		seen := map[shop.ID]bool{}
		for _, l := range s.Lines {
			whole.Qty += l.Qty
			key := l.Product
			switch {
			case by == books.ByCategory:
				key = l.Category
			case by == books.BySeller && l.Seller != "":
				key = l.Seller
			case by == books.BySeller:
				key = s.Staff
			}
			if by == books.ByCategory || by == books.ByProduct || by == books.BySeller {
				m := shop.DaySums{Total: l.Total, Net: l.Net, Tax: l.Tax, Discount: l.List - l.Total, Cost: l.Cost, Qty: l.Qty}
				if !seen[key] {
					m.Receipts, seen[key] = 1, true
				}
				add(shop.DaySums{Key: names[key]}, m)
			}
		}
		switch by {
		case books.ByDay:
			add(shop.DaySums{Day: s.At.Day}, whole)
		case books.ByHour:
			add(shop.DaySums{Hour: s.At.Hour}, whole)
		case books.ByCashier:
			name := ""
			if s.Staff != "" {
				name = "Cashier 1"
			}
			add(shop.DaySums{Key: name}, whole)
		case books.ByTender:
			for _, p := range s.Payments {
				add(shop.DaySums{Key: p.Tender}, shop.DaySums{Receipts: 1, Total: p.Amount})
			}
		}
	}
	var list []shop.DaySums
	for _, s := range sums {
		list = append(list, *s)
	}
	return list
}
