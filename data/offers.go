package data

import (
	"kassa/app/money"
	"kassa/app/shop"
)

// offers keeps the offers of the shop: each is written whole.
type offers struct{ *tx }

// idJSON, goodsJSON, partJSON and termsJSON are what an offer gives as stored: the same shape as in the journal, keys ascending.
type idJSON struct {
	ID string `json:"id"`
}

type goodsJSON struct {
	All           int      `json:"all"` // 1: everything
	Categories    []idJSON `json:"categories"`
	NotCategories []idJSON `json:"not_categories"`
	NotProducts   []idJSON `json:"not_products"`
	Products      []idJSON `json:"products"`
}

type partJSON struct {
	Of  goodsJSON `json:"of"`
	Qty int       `json:"qty"`
}

type termsJSON struct {
	Amount int64      `json:"amount"`
	Begins int        `json:"begins"`
	Days   int        `json:"days"`
	From   int        `json:"from"`
	Get    goodsJSON  `json:"get"`
	Least  int64      `json:"least"`
	Limit  int        `json:"limit"`
	Of     goodsJSON  `json:"of"`
	Parts  []partJSON `json:"parts"`
	Pay    int        `json:"pay"`
	Rate   int64      `json:"rate"`
	Stops  int        `json:"stops"`
	Take   int        `json:"take"`
	Until  int        `json:"until"`
}

func idsJSON(list []shop.ID) []idJSON {
	all := make([]idJSON, len(list))
	for i, one := range list {
		all[i].ID = string(one)
	}
	return all
}

func idsOf(list []idJSON) []shop.ID {
	var all []shop.ID
	for _, one := range list {
		all = append(all, shop.ID(one.ID))
	}
	return all
}

func jsonOfGoods(g shop.Goods) goodsJSON {
	all := 0
	if g.All {
		all = 1
	}
	return goodsJSON{all, idsJSON(g.Categories), idsJSON(g.NotCategories), idsJSON(g.NotProducts), idsJSON(g.Products)}
}

func (g goodsJSON) goods() shop.Goods {
	return shop.Goods{All: g.All == 1, Categories: idsOf(g.Categories), Products: idsOf(g.Products),
		NotCategories: idsOf(g.NotCategories), NotProducts: idsOf(g.NotProducts)}
}

func termsText(o shop.Offer) string {
	t := termsJSON{Amount: int64(o.Amount), Begins: o.When.Begins, Days: int(o.When.Days), From: o.When.From, Get: jsonOfGoods(o.Get),
		Least: int64(o.Least), Limit: o.Limit, Of: jsonOfGoods(o.Of), Parts: make([]partJSON, len(o.Parts)), Pay: o.Pay,
		Rate: int64(o.Rate), Stops: o.When.Stops, Take: o.Take, Until: o.When.Until}
	for i, p := range o.Parts {
		t.Parts[i] = partJSON{jsonOfGoods(p.Of), p.Qty}
	}
	return asJSON(t)
}

// readTerms fills an offer from its stored terms.
func readTerms(text string, o *shop.Offer) error {
	var t termsJSON
	if err := fromJSON(text, &t); err != nil {
		return err
	}
	o.Amount, o.Get, o.Least, o.Limit, o.Of = money.Amount(t.Amount), t.Get.goods(), money.Amount(t.Least), t.Limit, t.Of.goods()
	o.Pay, o.Rate, o.Take = t.Pay, money.Rate(t.Rate), t.Take
	o.When = shop.OfferTime{From: t.From, Until: t.Until, Days: uint8(t.Days), Begins: t.Begins, Stops: t.Stops}
	for _, p := range t.Parts {
		o.Parts = append(o.Parts, shop.OfferPart{Of: p.Of.goods(), Qty: p.Qty})
	}
	return nil
}

// All implements books.Offers.
func (t offers) All() ([]shop.Offer, error) {
	var all []shop.Offer
	err := t.each("read offers", "SELECT uid, name, kind, active, terms, row_version FROM offers ORDER BY id", nil, func(scan scanner) error {
		var (
			o     shop.Offer
			terms string
		)
		err := scan(&o.ID, &o.Name, &o.Kind, &o.Active, &terms, &o.Version)
		if err == nil {
			err = readTerms(terms, &o)
		}
		all = append(all, o)
		return err
	})
	return all, err
}

// Put implements books.Offers.
func (t offers) Put(o shop.Offer) (bool, error) {
	if err := o.Validate(); err != nil {
		return false, err
	}
	query, args := "UPDATE offers SET name = ?, kind = ?, active = ?, terms = ?, row_version = row_version + 1 WHERE uid = ? AND row_version = ?",
		[]any{o.Name, string(o.Kind), o.Active, termsText(o), id(o.ID), o.Version}
	if o.Version == 0 {
		query, args = "INSERT INTO offers (name, kind, active, terms, uid, row_version) VALUES (?, ?, ?, ?, ?, 1)", args[:5]
	}
	n, err := t.exec("offer", query, args...)
	if err != nil || n == 0 {
		return false, err
	}
	return true, shops(t).grow()
}

// Drop implements books.Offers.
func (t offers) Drop(offer shop.ID, version int64) (bool, error) {
	n, err := t.exec("offer", "DELETE FROM offers WHERE uid = ? AND row_version = ?", id(offer), version)
	if err != nil || n == 0 {
		return false, err
	}
	return true, shops(t).grow()
}
