package inventory

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"kassa/app/books"
	"kassa/app/money"
	"kassa/app/shop"
	"kassa/app/tabular"
)

// plan is what a batch comes to, judged against the books as they are in this unit of work.
type plan struct {
	categories []shop.Category
	add        []shop.Product
	stock      map[shop.ID]money.Qty // opening stock of added products
	change     []shop.Product
	same       int64
	free       int64 // products with a fixed price of 0
	refused    []lateRefusal
	lines      map[shop.ID]int // of the file, in which a product of the books was taken
	first      []judged        // of the first rows
	last       Outcome         // of the row that was judged last
}

// judged is a row and what becomes of it.
type judged struct {
	row     tabular.Row
	outcome Outcome
}

// lateRefusal is a row that the books refuse.
type lateRefusal struct {
	row tabular.Row
	no
}

// plan judges the batch. It writes nothing.
func (im *importer) plan(tx books.Tx) (plan, error) {
	p := plan{stock: map[shop.ID]money.Qty{}, lines: map[shop.ID]int{}}
	known, err := im.known(tx)
	if err != nil {
		return p, err
	}
	products, err := load(tx, im.set.Till.Place, known)
	if err != nil {
		return p, err
	}
	existing, err := tx.Products().Categories()
	if err != nil {
		return p, err
	}
	shelf := &shelf{known: existing, newID: im.v.frame.NewID, lang: im.set.Shop.Lang}
	for _, it := range im.batch {
		old, found, err := im.byID(tx, it)
		if err != nil {
			return p, err
		}
		var bad *no
		if !found {
			old, found, bad = match(it, known, products)
		}
		if !found && it.sku == "" && len(it.codes)+len(it.packs) == 0 {
			it.sku = ownSKU(it.names.In(im.set.Shop.Lang))
		}
		switch {
		case bad != nil:
		case found:
			bad = im.planChange(&p, shelf, old, it)
		default:
			bad = im.planNew(&p, shelf, it)
		}
		if bad != nil {
			p.refused = append(p.refused, lateRefusal{it.row, *bad})
		} else if it.row.Number <= FirstRows {
			p.first = append(p.first, judged{it.row, p.last})
		}
	}
	p.categories = shelf.made
	return p, nil
}

// byID finds the product of a row that names it, as an export of this shop does.
func (im *importer) byID(tx books.Tx, it item) (shop.Product, bool, error) {
	if it.id == "" {
		return shop.Product{}, false, nil
	}
	f, found, err := tx.Products().ByID(im.set.Till.Place, it.id)
	return f.Product, found, err
}

// known asks the books once for all codes of the batch, in every spelling.
func (im *importer) known(tx books.Tx) (map[string]shop.ID, error) {
	codes := make([]string, 0, 8*len(im.batch))
	for _, it := range im.batch {
		if it.sku != "" {
			codes = append(codes, it.sku)
		}
		for _, b := range slices.Concat(it.codes, it.packs) {
			codes = append(codes, shop.SameCodes(b.Code)...)
		}
	}
	if len(codes) == 0 {
		return nil, nil
	}
	return tx.Products().Known(codes)
}

// load reads the products that the batch touches, some at a time.
func load(tx books.Tx, place shop.ID, known map[string]shop.ID) (map[shop.ID]shop.Product, error) {
	products := make(map[shop.ID]shop.Product, len(known))
	one := map[shop.ID]string{} // one code of each product is enough
	for code, id := range known {
		if c, taken := one[id]; !taken || code < c {
			one[id] = code
		}
	}
	for part := range slices.Chunk(slices.Sorted(maps.Values(one)), 200) {
		found, err := tx.Products().ByCodes(place, part)
		if err != nil {
			return nil, err
		}
		for _, f := range found {
			products[f.Product.ID] = f.Product
		}
	}
	return products, nil
}

// match finds the product of a row: by its SKU, else by any spelling of a barcode. A row whose codes belong to several
// products, or to one with another SKU, is refused.
func match(it item, known map[string]shop.ID, products map[shop.ID]shop.Product) (p shop.Product, found bool, bad *no) {
	if id, ok := known[it.sku]; ok && it.sku != "" && products[id].SKU == it.sku {
		p, found = products[id], true
	}
	for _, b := range slices.Concat(it.codes, it.packs) {
		for _, c := range shop.SameCodes(b.Code) {
			id, ok := known[c]
			if !ok || !carries(products[id], c) {
				continue
			}
			other := products[id]
			if found && other.ID != p.ID || !found && it.sku != "" && other.SKU != "" {
				return p, false, refused("barcode_taken", map[string]any{"code": b.Code, "name": other.Names.In(shop.English)})
			}
			p, found = other, true
		}
	}
	return p, found, nil
}

// carries reports whether a product has the barcode in exactly this spelling.
func carries(p shop.Product, code string) bool {
	return slices.ContainsFunc(p.Barcodes, func(b shop.Barcode) bool { return b.Code == code })
}

// planChange changes a product that the books have, unless an earlier row of the file spoke of it under another code.
func (im *importer) planChange(p *plan, shelf *shelf, old shop.Product, it item) *no {
	line, twice := im.lines[old.ID]
	if !twice {
		line, twice = p.lines[old.ID]
	}
	if twice {
		return refused("product_twice", map[string]any{"line": line})
	}
	p.lines[old.ID] = it.row.Line
	next := im.changed(shelf, old, it)
	p.gift(next)
	if same(old, next) {
		p.same, p.last = p.same+1, RowSame
	} else {
		p.change, p.last = append(p.change, next), RowChanged
	}
	return nil
}

// planNew adds a product that the books do not have.
func (im *importer) planNew(p *plan, shelf *shelf, it item) *no {
	made := shop.Product{ID: im.v.frame.NewID(), SKU: it.sku, Names: it.names, TaxGroup: it.tax, Unit: it.unit, Price: it.price,
		PriceKind: shop.FixedPrice, Cost: it.cost, Barcodes: slices.Concat(it.codes, it.packs), Version: 1}
	if it.open {
		made.PriceKind = shop.OpenPrice
	}
	if !it.hasPrice {
		switch {
		case im.spec.DefaultPrice > 0:
			made.Price = money.UnitPrice(im.spec.DefaultPrice) * money.PerMinor
		case im.columns.Has("price"):
			return refused("price_missing", nil)
		default:
			made.PriceKind = shop.OpenPrice
		}
	}
	if made.TaxGroup == "" {
		made.TaxGroup = im.set.Taxes.First().ID
	}
	if it.stock != nil {
		if _, err := made.Cost.Times(*it.stock, money.HalfUp); err != nil {
			return refused("worth_large", nil)
		}
		made.Tracked = true
		p.stock[made.ID] = *it.stock
	}
	it.notes(&made)
	if it.low != nil {
		made.Low = *it.low
	}
	if it.place != nil {
		made.Favourite = *it.place
	}
	made.Category = shelf.find(it.category)
	p.gift(made)
	p.add, p.last = append(p.add, made), RowAdded
	return nil
}

// oneLine is a note as a table holds it.
func oneLine(note string) string { return strings.ReplaceAll(note, "\n", " ") }

// gift counts a product that would be given away.
func (p *plan) gift(made shop.Product) {
	if made.PriceKind == shop.FixedPrice && made.Price == 0 {
		p.free++
	}
}

// changed is a product as the row wants it; what the row does not say stays.
func (im *importer) changed(shelf *shelf, old shop.Product, it item) shop.Product {
	p := old
	p.Names = maps.Clone(old.Names)
	maps.Copy(p.Names, it.names)
	if it.sku != "" {
		p.SKU = it.sku
	}
	if it.hasPrice {
		p.Price, p.PriceKind = it.price, shop.FixedPrice
		if it.open {
			p.PriceKind = shop.OpenPrice
		}
	}
	if it.hasCost {
		p.Cost = it.cost
	}
	if it.tax != "" {
		p.TaxGroup = it.tax
	}
	if im.columns.Has("unit") {
		p.Unit = it.unit
	}
	it.notes(&p)
	if it.low != nil {
		p.Low = *it.low
	}
	if it.place != nil {
		p.Favourite = *it.place
	}
	if id := shelf.find(it.category); id != "" {
		p.Category = id
	}
	p.Barcodes = merged(merged(old.Barcodes, it.codes, it.hasPack), it.packs, true)
	return p
}

// notes takes what the row says of notes, and whether stock is kept.
func (it item) notes(p *shop.Product) {
	if it.tracked != nil {
		p.Tracked = *it.tracked || it.stock != nil && p.Tracked
	}
	if it.note != "" && it.note != oneLine(p.CashierNote) {
		p.CashierNote = it.note
	}
	if it.receipt != "" && it.receipt != oneLine(p.ReceiptNote) {
		p.ReceiptNote = it.receipt
	}
	if it.confirm != nil {
		p.NoteConfirm = *it.confirm && p.CashierNote != ""
	}
}

// merged adds the codes that a product does not have in any spelling; none is taken away. Those that it has take the
// pack quantity of the row when the row says one.
func merged(old, codes []shop.Barcode, hasPack bool) []shop.Barcode {
	list := slices.Clone(old)
	for _, b := range codes {
		i := slices.IndexFunc(list, func(o shop.Barcode) bool { return bare(o.Code) == bare(b.Code) })
		switch {
		case i < 0:
			list = append(list, b)
		case hasPack:
			list[i].Qty = b.Qty
		}
	}
	return list
}

func same(a, b shop.Product) bool {
	return a.SKU == b.SKU && a.Names.Same(b.Names) && a.Price == b.Price && a.PriceKind == b.PriceKind && a.Cost == b.Cost &&
		a.TaxGroup == b.TaxGroup && a.Unit == b.Unit && a.Low == b.Low && a.Favourite == b.Favourite && a.Category == b.Category &&
		slices.Equal(a.Barcodes, b.Barcodes) && a.Tracked == b.Tracked && a.CashierNote == b.CashierNote && a.NoteConfirm == b.NoteConfirm &&
		a.ReceiptNote == b.ReceiptNote
}

// shelf finds categories by name in any language and makes those that are missing.
type shelf struct {
	known []shop.Category
	made  []shop.Category
	newID func() shop.ID
	lang  shop.Lang
}

func (s *shelf) find(name string) shop.ID {
	if name == "" {
		return ""
	}
	for _, c := range s.known {
		for _, n := range c.Names {
			if strings.EqualFold(n, name) {
				return c.ID
			}
		}
	}
	c := shop.Category{ID: s.newID(), Names: shop.Names{s.lang: name}, Color: len(s.known), Order: len(s.known) + 1}
	s.known, s.made = append(s.known, c), append(s.made, c)
	return c.ID
}

// moves are the opening stocks of what is added.
func (p *plan) moves(place, act shop.ID, at shop.Moment) ([]shop.StockMove, error) {
	var list []shop.StockMove
	for _, made := range p.add {
		q, counted := p.stock[made.ID]
		if !counted || q == 0 {
			continue
		}
		cost, err := made.Cost.Times(q, money.HalfUp)
		if err != nil {
			return nil, fmt.Errorf("stock of %s: %w", made.SKU, err)
		}
		list = append(list, shop.StockMove{Product: made.ID, Place: place, Kind: shop.MoveOpening, Qty: q, Cost: cost, Document: act, At: at})
	}
	return list, nil
}

// write carries the plan out.
func (p *plan) write(tx books.Tx, moves []shop.StockMove) error {
	for _, c := range p.categories {
		if err := tx.Products().AddCategory(c); err != nil {
			return err
		}
	}
	if len(p.add) > 0 {
		if err := tx.Products().Add(p.add...); err != nil {
			return err
		}
	}
	for _, c := range p.change {
		found, err := tx.Products().Update(c)
		if err != nil {
			return err
		}
		if !found {
			return errMoved
		}
	}
	if len(moves) == 0 {
		return nil
	}
	return tx.Stock().Move(moves)
}
