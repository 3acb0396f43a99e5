package aside

import (
	"context"

	"kassa/app/shop"
)

// Offer lists what a tile with several acts can do.
func (m *Model) Offer(acts []Act) {
	m.open(State{Kind: Acts, Ready: true, Acts: acts})
	m.d.Changed(nil)
}

// NoSale opens the drawer without a sale; where the shop has reasons for that, one is asked for.
func (m *Model) NoSale() {
	if m.d.Drawer == nil {
		return
	}
	var reasons shop.Reasons
	m.d.Reads.Do("reasons", func(ctx context.Context) (err error) {
		reasons, err = m.d.Drawer.Reasons(ctx, shop.CashNoSale)
		return err
	}, func(err error) {
		switch {
		case err != nil:
		case len(reasons.Lines) == 0:
			m.openDrawer("")
			return
		default:
			m.open(State{Kind: Reasons, Ready: true, Reasons: reasons})
		}
		m.d.Changed(err)
	})
}

// openDrawer opens the drawer; the id is made before the first try.
func (m *Model) openDrawer(reason string) {
	id := m.d.Drawer.NewID()
	m.d.Acts.Do("no sale", func(ctx context.Context) error {
		_, err := m.d.Drawer.NoSale(ctx, id, reason)
		return err
	}, func(err error) {
		if err == nil {
			m.d.Opened()
		}
		m.d.Changed(err)
	})
}

// Star puts the product whose price is looked at among the favourites, or takes it out.
func (m *Model) Star() {
	f, ok := m.state.Looked()
	if !ok || !m.state.MayStar {
		return
	}
	id, yes := f.Product.ID, f.Product.Favourite == 0
	m.d.Acts.Do("star", func(ctx context.Context) error { return m.d.Counter.Star(ctx, id, yes) }, func(err error) {
		if now, still := m.state.Looked(); err == nil && still && now.Product.ID == id {
			if m.state.Found[0].Product.Favourite = 1; !yes {
				m.state.Found[0].Product.Favourite = 0
			}
		}
		m.d.Changed(err)
	})
}
