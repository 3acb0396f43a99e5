package grid

import (
	"context"
	"fmt"
	"testing"
	"time"

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

// rack is a catalogue of n products in two categories, of which every third is a favourite.
type rack struct{ n, favourites int }

func (r rack) tile(i int) shop.Tile {
	return shop.Tile{ID: shop.ID(fmt.Sprint("p", i)), Names: shop.Names{"en": fmt.Sprint("Thing ", i)}, Unit: shop.Piece}
}

func (r rack) Search(_ context.Context, query string, limit int) ([]shop.Tile, error) {
	var all []shop.Tile
	for i := range min(r.n, limit) {
		if fmt.Sprint(i)[:1] == query[:1] {
			all = append(all, r.tile(i))
		}
	}
	return all, nil
}

func (r rack) Tiles(_ context.Context, g Group, offset, limit int) ([]shop.Tile, error) {
	var all []shop.Tile
	n, _ := r.Count(context.Background(), g)
	for i := offset; i < min(n, offset+limit); i++ {
		all = append(all, r.tile(i))
	}
	return all, nil
}

func (r rack) Count(_ context.Context, g Group) (int, error) {
	switch {
	case g.Favourites:
		return r.favourites, nil
	case g.Category != "":
		return r.n / 2, nil
	}
	return r.n, nil
}

func (r rack) Categories(context.Context) ([]shop.Category, error) {
	return []shop.Category{{ID: "a", Names: shop.Names{"en": "A"}}, {ID: "b", Names: shop.Names{"en": "B"}}}, nil
}

func newModel(r rack) (*Model, *now) {
	q := &now{}
	m := New(Deps{Goods: r, Reads: q, Changed: func(error) {}})
	m.Read()
	q.run()
	return m, q
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
	m, q := newModel(rack{n: 60 * page})
	for n := range m.State().Count / page {
		m.Want(n * page)
		q.run()
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
		m, _ := newModel(rack{n: 10, favourites: favourites})
		if s := m.State(); s.Group != want || len(s.Groups) != 4 || !s.Ready {
			t.Errorf("%d favourites: group %d of %d, want %d", favourites, s.Group, len(s.Groups), want)
		}
	}
}

func TestAnAnswerToOlderWordsIsDropped(t *testing.T) {
	m, q := newModel(rack{n: 200})
	m.Find("1")
	m.Find("2")
	q.run()
	first, _ := m.State().At(0)
	if s := m.State(); !s.Search || s.Count != 11 || first.ID != "p2" {
		t.Errorf("%d found, the first is %s", s.Count, first.ID)
	}
	m.Find("")
	q.run()
	if s := m.State(); s.Search || s.Count != 200 {
		t.Errorf("after the search: %d tiles", s.Count)
	}
}
