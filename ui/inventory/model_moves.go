package inventory

import (
	"context"

	goods "kassa/app/inventory"
	"kassa/app/shop"
)

// Moves is the ledger of goods, the newest first.
type Moves struct {
	Rows  []shop.Movement
	Ready bool
	More  bool
	Rev   int64
	asked bool
}

// movesKept bounds how far back a person scrolls; a report goes further.
const movesKept = 5_000

func (m *Model) readMoves() {
	m.moves++
	m.moreMoves(m.moves, 0)
}

func (m *Model) moreMoves(serial, before int64) {
	var rows []shop.Movement
	m.state.Moves.asked = true
	m.d.Reads.Do("", func(ctx context.Context) (err error) {
		rows, err = m.d.Goods.Movements(ctx, goods.MoveQuestion{Before: before, Limit: pageRows})
		return err
	}, func(err error) {
		if serial != m.moves {
			return
		}
		m.state.Moves.asked = false
		if m.fail(err) {
			return
		}
		v := &m.state.Moves
		if before == 0 {
			v.Rows = nil
		}
		v.Rows = append(v.Rows, rows...)
		v.Ready, v.More, v.Rev = true, len(rows) == pageRows && len(v.Rows) < movesKept, v.Rev+1
		m.redraw()
	})
}

// WantMove reads on when the end of what is known comes into sight.
func (m *Model) WantMove(i int) {
	v := &m.state.Moves
	if v.More && !v.asked && i >= len(v.Rows)-ahead {
		m.moreMoves(m.moves, v.Rows[len(v.Rows)-1].Mark)
	}
}

// TapMove opens the product of a movement.
func (m *Model) TapMove(i int) {
	if i >= 0 && i < len(m.state.Moves.Rows) {
		m.OpenProduct(m.state.Moves.Rows[i].Product)
	}
}
