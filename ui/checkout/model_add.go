package checkout

import (
	"context"
	"errors"

	counter "kassa/app/checkout"
	"kassa/app/fault"
	"kassa/app/money"
	"kassa/app/shop"
	"kassa/ui/checkout/aside"
	"kassa/ui/checkout/grid"
)

// Tile does what a tile is for: sells its product, or shows the price while prices are looked at. While a page is arranged,
// a tile is chosen or moved, and what a search found goes onto the page.
func (m *Model) Tile(i int) {
	item, ok := m.state.Goods.At(i)
	switch {
	case !ok || m.state.Form != nil || m.state.Stopped != nil:
		return
	case m.state.Goods.Edit != nil:
		m.arrangeTile(i, item)
		return
	}
	m.goods.Unmark()
	times := m.takeTimes()
	m.endSearch()
	m.closePad()
	switch p := item.Page; {
	case p == nil:
		m.do(shop.TileAct{Does: shop.TileSells, Ref: item.Product.ID}, times)
	case len(p.Acts) == 1:
		m.do(p.Acts[0], times)
	default:
		m.offer(*p)
	}
}

// arrangeTile is a tap while a page is arranged.
func (m *Model) arrangeTile(i int, item grid.Item) {
	if !m.state.Goods.Search {
		m.goods.TapTile(i)
		return
	}
	m.endTyping()
	m.goods.AddProduct(item.Product)
}

// offer lists what a tile with several acts can do.
func (m *Model) offer(p shop.PageTile) {
	var acts []aside.Act
	for _, a := range p.Acts {
		acts = append(acts, aside.Act{TileAct: a, Names: m.state.Goods.NamesOf(a)})
	}
	m.aside.Offer(acts)
}

// do does one act of a tile.
func (m *Model) do(a shop.TileAct, times money.Qty) {
	switch a.Does {
	case shop.TileSells:
		if m.aside.State().Kind == aside.Price {
			m.aside.LookAtProduct(a.Ref)
			return
		}
		m.aside.Close()
		m.add(counter.Pick{Product: a.Ref, Qty: times})
	case shop.TileShows:
		m.aside.Close()
		m.Category(m.state.Goods.PlaceOf(grid.Group{Category: a.Ref}))
	case shop.TileOpenItem:
		m.AskOpenItem()
	case shop.TilePriceCheck:
		m.LookAtPrices()
	case shop.TileSeller:
		m.AskSeller()
	case shop.TileDiscount:
		m.AskDiscount()
	case shop.TileNote:
		m.AskSaleNote()
	case shop.TilePark:
		m.Park()
	case shop.TileNoSale:
		m.aside.NoSale()
	}
}

// drawerOpened says that the drawer was opened without a sale.
func (m *Model) drawerOpened() { m.say(Words{Key: DrawerWords}) }

// add adds a product, and asks for what it needs.
func (m *Model) add(p counter.Pick) {
	m.change("", func(ctx context.Context) (counter.Basket, error) {
		b, err := m.d.Counter.Take(ctx, p)
		return b, of(err, p)
	}, m.added)
}

// addOpen adds something at a typed price.
func (m *Model) addOpen(o counter.OpenItem) {
	m.change("", func(ctx context.Context) (counter.Basket, error) {
		b, err := m.d.Counter.AddOpen(ctx, o)
		return b, ofOpen(err, o)
	}, m.added)
}

// added follows a product that came into the basket: it may tell the cashier something.
func (m *Model) added(b counter.Basket) {
	m.d.Sound(High)
	if b.Told != "" {
		m.say(Words{Key: ToldWords, Told: b.Told, Short: b.Short})
	}
}

// adding tells whether a product waits for what it needs before it comes into the basket.
func (m *Model) adding() bool {
	k := m.aside.State().Kind
	return m.state.Pad != nil && m.state.Pad.Pick.Product != "" || k == aside.Which || k == aside.Note
}

// noted is an error of something that was to be added, with what that was.
type noted struct {
	err  error
	pick counter.Pick
	open *counter.OpenItem // at a typed price
}

func (n *noted) Error() string { return n.err.Error() }
func (n *noted) Unwrap() error { return n.err }

func of(err error, p counter.Pick) error {
	if err == nil {
		return nil
	}
	return &noted{err: err, pick: p}
}

func ofOpen(err error, o counter.OpenItem) error {
	if err == nil {
		return nil
	}
	return &noted{err: err, pick: counter.Pick{Product: o.Product, Code: o.Barcode, Qty: o.Qty}, open: &o}
}

// askFor opens what something that was refused needs: a form for an unknown code, a list of those that carry a code, the
// note of a product, a pad for its price or quantity. False: none of these. While another question is open a scan waits.
func (m *Model) askFor(err error) bool {
	var was *noted
	f, ok := fault.Of(err)
	if !errors.As(err, &was) || !ok {
		return false
	}
	pick := was.pick
	if product, _ := f.Args["product"].(string); product != "" {
		pick.Product = shop.ID(product)
	}
	names, _ := f.Args["names"].(shop.Names)
	unit, _ := f.Args["unit"].(string)
	note, _ := f.Args["note"].(string)
	var ask func()
	switch f.Code {
	case fault.UnknownCode:
		ask = func() { m.openForm(Form{For: FormNew, Code: pick.Code, Times: pick.Qty}) }
	case fault.WhichProduct:
		ask = func() { m.aside.AskWhich(pick.Code, pick.Qty) }
	case fault.NoteToConfirm:
		ask = func() { m.aside.AskNote(aside.Question{Pick: pick, Open: was.open, Names: names, Note: note}) }
	case fault.PriceNeeded:
		ask = func() { m.openPad(Pad{For: PadOpenPrice, Pick: pick, Names: names}) }
	case fault.QuantityNeeded:
		ask = func() { m.openPad(Pad{For: PadWeight, Pick: pick, Names: names, Unit: shop.Unit(unit)}) }
	default:
		return false
	}
	if f.Code == fault.UnknownCode {
		m.d.Badge(pick.Code, func() {
			m.put(pick, true, ask)
			m.redraw()
		})
		return true
	}
	m.put(pick, f.Code != fault.PriceNeeded && f.Code != fault.QuantityNeeded || pick.Code != "", ask)
	return true
}

// put asks now, or lets a scan wait while another question is open.
func (m *Model) put(pick counter.Pick, beeps bool, ask func()) {
	if beeps {
		m.d.Sound(Low)
	}
	if m.holds() && pick.Code != "" {
		m.wait(spelled(pick))
		return
	}
	ask()
}

// spelled writes a scan as it would be typed: "5*4006381333931".
func spelled(p counter.Pick) string {
	if p.Qty == money.One {
		return p.Code
	}
	return p.Qty.String() + "*" + p.Code
}
