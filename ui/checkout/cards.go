package checkout

import (
	"kassa/app/shop"
)

// drawCard draws the key of the first tender beside cash, where the shop has one.
func (p *salePart) drawCard(s State, there bool) {
	all := s.Cashless()
	show(p.card, there && len(all) > 0)
	if len(all) > 0 {
		p.card.SetLabel(p.v.tenderName(all[0]))
		p.card.SetAmount(p.v.in.Text.Money(s.DueBy(all[0]), s.Basket.Currency))
		p.card.SetEnabled(s.CanPay)
	}
}

// takeCard takes the whole amount with the first tender beside cash.
func (v *View) takeCard() {
	if all := v.last.Cashless(); len(all) > 0 {
		v.m.Take(v.last.By(all[0].Code))
	}
}

// tenderName is what the shop calls a tender.
func (v *View) tenderName(t shop.Tender) string {
	if name := t.Names.In(v.lang()); name != "" {
		return name
	}
	return t.Code
}
