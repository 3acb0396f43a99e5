package inventory

import (
	"context"

	goods "kassa/app/inventory"
	"kassa/app/shop"
)

// AwayList is the products that were put away, the newest first.
type AwayList struct {
	Rows  []shop.Product
	Ready bool
	Asked int // row about which it was asked whether it comes back, -1: none
}

// awayMost is how many of them are shown.
const awayMost = 500

// OpenAway lists the products that were put away.
func (m *Model) OpenAway() {
	if m.state.Can.Change {
		m.state.Page = Away
		m.readAway()
	}
}

func (m *Model) readAway() {
	var rows []shop.Product
	m.d.Reads.Do("away", func(ctx context.Context) (err error) {
		rows, err = m.d.Goods.Archived(ctx, "", awayMost)
		return err
	}, func(err error) {
		if !m.fail(err) {
			m.state.Away = AwayList{Rows: rows, Ready: true, Asked: -1}
			m.redraw()
		}
	})
	m.redraw()
}

// CloseAway goes back to the list.
func (m *Model) CloseAway() {
	m.state.Page = Products
	m.readList()
	m.redraw()
}

// AskBack asks whether a product comes back; -1 asks no more.
func (m *Model) AskBack(i int) {
	m.state.Away.Asked = -1
	if i >= 0 && i < len(m.state.Away.Rows) {
		m.state.Away.Asked = i
	}
	m.redraw()
}

// BringBack brings the product back that was asked about, and opens it.
func (m *Model) BringBack() {
	i := m.state.Away.Asked
	if i < 0 || i >= len(m.state.Away.Rows) {
		return
	}
	p := m.state.Away.Rows[i]
	m.AskBack(-1)
	put := goods.Put{ID: m.d.Goods.NewID(), Product: p.ID}
	m.d.Acts.Do("restore", func(ctx context.Context) error { return m.d.Goods.Restore(ctx, put) }, func(err error) {
		if m.fail(err) {
			return
		}
		m.say(nil, "stock.back.done", p.Names.In(m.d.Lang()))
		m.state.List.Ready = false
		m.OpenProduct(p.ID)
	})
}
