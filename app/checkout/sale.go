package checkout

import (
	"fmt"

	"kassa/app/act"
	"kassa/app/fault"
	"kassa/app/money"
	"kassa/app/shop"
)

// saleOf is the sale that a priced basket makes, without number, shift and payment.
func saleOf(set act.Setup, cart shop.Cart, q shop.Quote, at shop.Moment) (shop.Sale, error) {
	s := shop.Sale{ID: cart.ID, Kind: shop.KindSale, Till: set.Till.ID, TillCode: set.Till.Code, Series: set.Till.Series,
		Place: set.Till.Place, Customer: cart.Customer, At: at, Rules: set.Shop.Rules, Taxes: q.Taxes, Note: cart.Note,
		List: q.List, Discount: q.Discount, Net: q.Net, Tax: q.Tax, Total: q.Total}
	s.Lines = make([]shop.Line, len(cart.Lines))
	for i, l := range cart.Lines {
		p := q.Lines[i]
		cost, err := l.Cost.Times(l.Qty, money.HalfUp)
		if err != nil {
			return s, fault.Wrap(fault.AmountTooLarge, nil, err)
		}
		s.Cost += cost
		s.Lines[i] = shop.Line{No: i + 1, Product: l.Product, SKU: l.SKU, Barcode: l.Barcode,
			Name: l.Names.In(set.Shop.Lang), Category: l.Category, Unit: l.Unit, Qty: l.Qty, ListPrice: l.ListPrice, Price: l.Price,
			List: p.List, Adjustments: p.Adjustments, Net: p.Net, Tax: p.Tax, Total: p.Total, Cost: cost, Taxes: p.Taxes,
			Tracked: l.Tracked, Note: l.Note, PieceCode: l.PieceCode, MarkProof: l.MarkProof, Seller: sellerOf(cart, l)}
	}
	return s, nil
}

// moves takes the goods of a sale off the shelf.
func moves(s shop.Sale) []shop.StockMove {
	var list []shop.StockMove
	for _, l := range s.Lines {
		if l.Tracked && l.Product != "" {
			list = append(list, shop.StockMove{Product: l.Product, Place: s.Place, Kind: shop.MoveSale,
				Qty: -l.Qty, Cost: -l.Cost, Document: s.ID, At: s.At})
		}
	}
	return list
}

// sound checks what must hold of every sale before it is stored; a breach is our mistake and stops the sale.
func sound(s shop.Sale) error {
	var total, net, tax, paid money.Amount
	for _, l := range s.Lines {
		if l.Net+l.Tax != l.Total {
			return fmt.Errorf("sale %s line %d: net %d + tax %d is not %d", s.ID, l.No, l.Net, l.Tax, l.Total)
		}
		total, net, tax = total+l.Total, net+l.Net, tax+l.Tax
	}
	for _, p := range s.Payments {
		if p.Given-p.Change != p.Amount || p.Change < 0 {
			return fmt.Errorf("sale %s: given %d less change %d is not %d", s.ID, p.Given, p.Change, p.Amount)
		}
		paid += p.Amount
	}
	if total != s.Total || net != s.Net || tax != s.Tax || paid != s.Total+s.Rounding {
		return fmt.Errorf("sale %s: lines %d, total %d, rounding %d, paid %d do not agree", s.ID, total, s.Total, s.Rounding, paid)
	}
	return nil
}
