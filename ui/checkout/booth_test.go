package checkout

import (
	"context"
	"fmt"
	"slices"

	counter "kassa/app/checkout"
	"kassa/app/fault"
	"kassa/app/money"
	"kassa/app/shop"
)

// parkedAt is the place of a parked basket, or ParkedTaken.
func (b *booth) parkedAt(id shop.ID) (int, error) {
	i := slices.IndexFunc(b.parked, func(c shop.Cart) bool { return c.ID == id })
	if i < 0 {
		return 0, fault.New(fault.ParkedTaken, nil)
	}
	return i, nil
}

func (b *booth) Resume(_ context.Context, id shop.ID) (counter.Basket, error) {
	i, err := b.parkedAt(id)
	if err != nil {
		return counter.Basket{}, err
	}
	back := b.parked[i]
	b.parked = slices.Delete(b.parked, i, i+1)
	if len(b.cart.Lines) > 0 {
		b.parked = append(b.parked, b.cart)
	}
	b.cart = back
	return b.basket()
}

func (b *booth) DropParked(_ context.Context, id shop.ID, _ counter.Seen) (counter.Basket, error) {
	i, err := b.parkedAt(id)
	if err != nil {
		return counter.Basket{}, err
	}
	b.parked = slices.Delete(b.parked, i, i+1)
	return b.basket()
}

func (b *booth) NameParked(_ context.Context, id shop.ID, name string) error {
	i, err := b.parkedAt(id)
	if err == nil {
		b.parked[i].Name = name
	}
	return err
}

func (b *booth) Sellers(context.Context) ([]shop.Staff, error) {
	return []shop.Staff{{ID: "s1", Code: "S1", Name: "Seller 1", Role: "cashier"}, {ID: "s2", Code: "S2", Name: "Seller 2", Role: "senior"}}, nil
}

func (b *booth) SetSeller(_ context.Context, who shop.ID) (counter.Basket, error) {
	return b.change(func() (int, error) { b.cart.Seller = who; return 0, nil })
}

func (b *booth) SetLineSeller(_ context.Context, no int, who shop.ID) (counter.Basket, error) {
	return b.line(no, func(l *shop.CartLine) { l.Seller = who })
}

func (b *booth) SetSaleNote(_ context.Context, note string) (counter.Basket, error) {
	return b.change(func() (int, error) { b.cart.Note = note; return 0, nil })
}

func (b *booth) Star(_ context.Context, product shop.ID, yes bool) error {
	for i := range b.goods {
		if p := &b.goods[i]; p.ID == product {
			if p.Favourite = 0; yes {
				p.Favourite = 1
			}
		}
	}
	return b.broken
}

func (b *booth) tiles() []shop.Tile {
	var all []shop.Tile
	for i, p := range b.goods {
		all = append(all, shop.Tile{ID: p.ID, Names: p.Names, Price: p.Price, PriceKind: p.PriceKind, Unit: p.Unit, Color: []int{0, 1, 0, 2, 3, 7, 1, 3, 1, 2}[i%10],
			Tracked: p.Tracked, OnHand: money.Qty(p.Cost), Low: p.Low})
	}
	return all
}

func (b *booth) Favourites(context.Context) ([]shop.Tile, error) {
	if b.bare {
		return nil, nil
	}
	if b.favourites == nil {
		return b.tiles(), nil
	}
	var list []shop.Tile
	for _, id := range b.favourites {
		for _, t := range b.tiles() {
			if t.ID == id {
				list = append(list, t)
			}
		}
	}
	return list, nil
}

func (b *booth) Pages(context.Context) ([]counter.Page, error) {
	var list []counter.Page
	for _, p := range b.pages {
		page := counter.Page{TilePage: p, Goods: map[shop.ID]shop.Tile{}}
		for _, t := range b.tiles() {
			page.Goods[t.ID] = t
		}
		list = append(list, page)
	}
	slices.SortStableFunc(list, func(a, b counter.Page) int { return a.No - b.No })
	return list, nil
}

func (b *booth) MayArrange(context.Context) (counter.Arranging, error) {
	return counter.Arranging{Pages: !b.small, Favourites: !b.small}, nil
}

func (b *booth) ArrangePage(_ context.Context, p shop.TilePage) (shop.TilePage, error) {
	if b.broken != nil {
		return p, b.broken
	}
	if p.ID == "" {
		b.ids++
		p.ID = shop.ID(fmt.Sprintf("page-%d", b.ids))
	}
	i := slices.IndexFunc(b.pages, func(o shop.TilePage) bool { return o.ID == p.ID })
	switch {
	case i < 0:
		p.Version = 1
		b.pages = append(b.pages, p)
		return p, nil
	case b.pages[i].Version != p.Version:
		return p, fault.New(fault.PageChanged, nil)
	}
	p.Version++
	b.pages[i] = p
	return p, nil
}

func (b *booth) DropPage(_ context.Context, p shop.TilePage) error {
	b.pages = slices.DeleteFunc(b.pages, func(o shop.TilePage) bool { return o.ID == p.ID })
	return b.broken
}

func (b *booth) ArrangeFavourites(_ context.Context, products []shop.ID) error {
	b.favourites = products
	return b.broken
}
