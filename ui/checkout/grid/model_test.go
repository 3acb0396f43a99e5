package grid

import (
	"context"
	"fmt"
	"slices"
	"testing"
	"time"

	counter "kassa/app/checkout"
	"kassa/app/fault"
	"kassa/app/shop"
)

// now is a queue that works at once.
type now struct{ held []func() }

func (q *now) Do(_ string, work func(context.Context) error, done func(error)) bool {
	q.held = append(q.held, func() { done(work(context.Background())) })
	return true
}

func (q *now) After(_ time.Duration, f func()) func() { f(); return func() {} }
func (q *now) Painted(f func())                       { f() }

// run does what was asked for, the first first.
func (q *now) run() {
	for len(q.held) > 0 {
		next := q.held[0]
		q.held = q.held[1:]
		next()
	}
}

// rack is a catalogue of n products in two categories, and a counter that keeps pages.
type rack struct {
	n, favourites int
	pages         []shop.TilePage
	starred       []shop.ID
	small         bool // the person may arrange nothing
	fail          error
	ids           int
}

func (r *rack) tile(i int) shop.Tile {
	return shop.Tile{ID: shop.ID(fmt.Sprint("p", i)), Names: shop.Names{"en": fmt.Sprint("Thing ", i)}, Unit: shop.Piece}
}

func (r *rack) Search(_ context.Context, query string, limit int) ([]shop.Tile, error) {
	var all []shop.Tile
	for i := range min(r.n, limit) {
		if fmt.Sprint(i)[:1] == query[:1] {
			all = append(all, r.tile(i))
		}
	}
	return all, nil
}

func (r *rack) PriceCheck(_ context.Context, code string) ([]shop.Found, error) {
	if r.fail != nil {
		return nil, r.fail
	}
	return []shop.Found{{Product: shop.Product{ID: shop.ID(code), Names: shop.Names{"en": code}}}}, nil
}

func (r *rack) Tiles(_ context.Context, g Group, offset, limit int) ([]shop.Tile, error) {
	var all []shop.Tile
	n, _ := r.Count(context.Background(), g)
	for i := offset; i < min(n, offset+limit); i++ {
		all = append(all, r.tile(i))
	}
	return all, nil
}

func (r *rack) Count(_ context.Context, g Group) (int, error) {
	if g.Category != "" {
		return r.n / 2, nil
	}
	return r.n, nil
}

func (r *rack) Categories(context.Context) ([]shop.Category, error) {
	return []shop.Category{{ID: "a", Names: shop.Names{"en": "A"}}, {ID: "b", Names: shop.Names{"en": "B"}, Color: 3}}, nil
}

func (r *rack) Favourites(context.Context) ([]shop.Tile, error) {
	var all []shop.Tile
	for i := range r.favourites {
		all = append(all, r.tile(i))
	}
	return all, nil
}

func (r *rack) Pages(context.Context) ([]counter.Page, error) {
	var all []counter.Page
	for _, p := range r.pages {
		page := counter.Page{TilePage: p, Goods: map[shop.ID]shop.Tile{}}
		for i := range r.n {
			page.Goods[r.tile(i).ID] = r.tile(i)
		}
		all = append(all, page)
	}
	slices.SortStableFunc(all, func(a, b counter.Page) int { return a.No - b.No })
	return all, nil
}

func (r *rack) MayArrange(context.Context) (counter.Arranging, error) {
	return counter.Arranging{Pages: !r.small, Favourites: !r.small}, nil
}

func (r *rack) ArrangePage(_ context.Context, p shop.TilePage) (shop.TilePage, error) {
	if r.fail != nil {
		return p, r.fail
	}
	if p.ID == "" {
		r.ids++
		p.ID = shop.ID(fmt.Sprint("page", r.ids))
	}
	i := slices.IndexFunc(r.pages, func(o shop.TilePage) bool { return o.ID == p.ID })
	if i >= 0 && r.pages[i].Version != p.Version {
		return p, fault.New(fault.PageChanged, nil)
	}
	if p.Version++; i < 0 {
		r.pages = append(r.pages, p)
	} else {
		r.pages[i] = p
	}
	return p, nil
}

func (r *rack) DropPage(_ context.Context, p shop.TilePage) error {
	r.pages = slices.DeleteFunc(r.pages, func(o shop.TilePage) bool { return o.ID == p.ID && o.Version == p.Version })
	return r.fail
}

func (r *rack) ArrangeFavourites(_ context.Context, products []shop.ID) error {
	r.starred = products
	return r.fail
}

// hall is a model over a rack, with the texts that a person types.
type hall struct {
	*Model
	rack  *rack
	queue *now
	typed string
	fault error
}

func newModel(r *rack) *hall {
	h := &hall{rack: r, queue: &now{}}
	h.Model = New(Deps{Goods: r, Counter: r, Acts: h.queue, Reads: h.queue, Lang: func() shop.Lang { return "en" },
		Ask: func(_ Question, _ string, got func(string)) { got(h.typed) }, Changed: func(err error) {
			if err != nil {
				h.fault = err
			}
		}})
	h.Read()
	h.queue.run()
	return h
}

func TestStockIsAWord(t *testing.T) {
	for want, tile := range map[Stock]shop.Tile{
		StockUnkept: {Unit: shop.Piece}, StockNone: {Unit: shop.Kilo, Tracked: true}, StockByUnit: {Unit: shop.Kilo, Tracked: true, OnHand: 9000, Low: 6000},
		StockLow: {Unit: shop.Piece, Tracked: true, OnHand: 6000, Low: 6000}, StockEnough: {Unit: shop.Piece, Tracked: true, OnHand: 6001, Low: 6000},
	} {
		if got := StockOf(tile); got != want {
			t.Errorf("%+v: %d, want %d", tile, got, want)
		}
	}
}

func TestALongGroupIsReadPageByPageAndForgottenFarAway(t *testing.T) {
	m := newModel(&rack{n: 60 * page, favourites: 1})
	m.Choose(3)
	m.queue.run()
	for n := range m.State().Count / page {
		m.Want(n * page)
		m.queue.run()
	}
	if got := len(m.State().pages); got > keptPages+1 {
		t.Errorf("%d pages are kept", got)
	}
	if _, ok := m.State().At(m.State().Count - 1); !ok {
		t.Error("the last page is not there")
	}
}

func TestAShopWithoutFavouritesBeginsWithAllItsGoods(t *testing.T) {
	for favourites, want := range map[int]int{0: 3, 5: 0} {
		m := newModel(&rack{n: 10, favourites: favourites})
		if s := m.State(); s.Group != want || len(s.Groups) != 4 || !s.Ready {
			t.Errorf("%d favourites: group %d of %d, want %d", favourites, s.Group, len(s.Groups), want)
		}
	}
}

func TestAnAnswerToOlderWordsIsDropped(t *testing.T) {
	m := newModel(&rack{n: 200})
	m.Find("1")
	m.Find("2")
	m.queue.run()
	first, _ := m.State().At(0)
	if s := m.State(); !s.Search || s.Count != 11 || first.Product.ID != "p2" {
		t.Errorf("%d found, the first is %s", s.Count, first.Product.ID)
	}
	m.Find("")
	m.queue.run()
	if s := m.State(); s.Search || s.Count != 200 {
		t.Errorf("after the search: %d tiles", s.Count)
	}
}
