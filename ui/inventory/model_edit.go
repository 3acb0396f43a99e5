package inventory

import (
	"context"
	"maps"
	"slices"
	"strings"

	"kassa/app/fault"
	goods "kassa/app/inventory"
	"kassa/app/money"
	"kassa/app/shop"
)

// Field names a place of the form in which something may be wrong.
type Field int

// The fields.
const (
	NoField Field = iota
	NameEnField
	NameRuField
	SKUField
	BarcodeField
	PriceField
	CostField
	LowField
	CashierNoteField
	ReceiptNoteField
)

// Kind is what a product is sold as; the form shows four.
type Kind int

// The kinds: counted by the piece, weighed or measured, at a price typed at the till, without stock.
const (
	Counted Kind = iota
	Weighed
	OpenPrice
	Service
)

// KindOf is the kind that the form shows for a product.
func KindOf(p shop.Product) Kind {
	switch {
	case p.PriceKind == shop.OpenPrice:
		return OpenPrice
	case p.Unit != shop.Piece:
		return Weighed
	case !p.Tracked:
		return Service
	}
	return Counted
}

// Sheet is the form of one product. Texts are what stands in its fields; Product is what they were made from and what the
// keys beside them chose.
type Sheet struct {
	ID      shop.ID // empty: a new product
	Product shop.Product
	Texts   map[Field]string
	Wrong   map[Field]error
	OnHand  money.Qty
	Margin  money.Rate
	// HasMargin says that Margin is that of the product as it is stored.
	HasMargin bool
	SeesCost  bool
	Moves     []shop.Movement
	Saving    bool
	Leaving   bool    // asked whether to leave unsaved words
	Twin      bool    // a barcode is carried by another product: it may be shared on purpose
	Adjust    *Adjust // the panel for changing the stock; nil: closed

	before shop.Product
	texts  map[Field]string // as they were
	act    shop.ID
}

// Dirty reports whether the form differs from what the books have.
func (s *Sheet) Dirty() bool {
	return s != nil && (!maps.Equal(s.Texts, s.texts) || !alike(s.Product, s.before))
}

// alike compares what the keys of the form choose.
func alike(a, b shop.Product) bool {
	return a.Category == b.Category && a.TaxGroup == b.TaxGroup && a.Unit == b.Unit && a.PriceKind == b.PriceKind && a.Tracked == b.Tracked &&
		a.NoteConfirm == b.NoteConfirm && (a.Favourite > 0) == (b.Favourite > 0) && slices.Equal(a.Barcodes, b.Barcodes)
}

// beside is how many movements stand beside the form.
const beside = 12

// NewProduct opens an empty form.
func (m *Model) NewProduct() {
	p := shop.Product{Unit: shop.Piece, PriceKind: shop.FixedPrice, Tracked: true}
	if len(m.state.Taxes) > 0 {
		p.TaxGroup = m.state.Taxes[0].ID
	}
	m.state.Page = OneProduct
	m.fill(goods.Sheet{Product: p, SeesCost: m.state.Can.SeeCost})
	m.redraw()
}

// OpenProduct opens the form of a product, when the one that is open lets go.
func (m *Model) OpenProduct(id shop.ID) {
	m.Leave(func() {
		m.state.Sheet = &Sheet{ID: id}
		m.readSheet()
	})
}

func (m *Model) readSheet() {
	if m.state.Sheet == nil || m.state.Sheet.ID == "" {
		return
	}
	id := m.state.Sheet.ID
	var sheet goods.Sheet
	m.d.Reads.Do("", func(ctx context.Context) (err error) {
		sheet, err = m.d.Goods.Sheet(ctx, id)
		return err
	}, func(err error) {
		if m.state.Sheet == nil || m.state.Sheet.ID != id {
			return
		}
		if err != nil {
			m.state.Page, m.state.Sheet = Products, nil
			m.fail(err)
			m.readList()
			return
		}
		m.state.Page = OneProduct
		m.fill(sheet)
		m.readBeside()
		m.redraw()
	})
}

// fill makes the form of what was read.
func (m *Model) fill(r goods.Sheet) {
	p := r.Product
	texts := map[Field]string{NameEnField: p.Names[shop.English], NameRuField: p.Names[shop.Russian], SKUField: p.SKU,
		CashierNoteField: p.CashierNote, ReceiptNoteField: p.ReceiptNote}
	if p.Price != 0 || p.ID != "" && p.PriceKind == shop.FixedPrice {
		texts[PriceField] = m.typed(p.Price.Plain(m.d.Exponent))
	}
	if p.Cost != 0 {
		texts[CostField] = m.typed(p.Cost.Plain(m.d.Exponent))
	}
	if p.Low != 0 {
		texts[LowField] = m.typed(p.Low.String())
	}
	m.state.Sheet = &Sheet{ID: p.ID, Product: p, Texts: texts, Wrong: map[Field]error{}, OnHand: r.OnHand, Margin: r.Margin, HasMargin: r.HasMargin,
		SeesCost: r.SeesCost, before: p, texts: maps.Clone(texts), act: m.d.Goods.NewID()}
}

// typed writes a plain number as the language does.
func (m *Model) typed(plain string) string {
	if m.d.Lang() == shop.Russian {
		return strings.ReplaceAll(plain, ".", ",")
	}
	return plain
}

// readBeside reads what stands beside the form: the stock and the last movements.
func (m *Model) readBeside() {
	s := m.state.Sheet
	if s == nil || s.ID == "" {
		return
	}
	var sheet goods.Sheet
	var moves []shop.Movement
	m.d.Reads.Do("beside", func(ctx context.Context) (err error) {
		if sheet, err = m.d.Goods.Sheet(ctx, s.ID); err == nil {
			moves, err = m.d.Goods.Movements(ctx, goods.MoveQuestion{Product: s.ID, Limit: beside})
		}
		return err
	}, func(err error) {
		if now := m.state.Sheet; now == nil || now.ID != s.ID || fault.Is(err, fault.NotFound) || m.fail(err) {
			return
		}
		m.state.Sheet.OnHand, m.state.Sheet.Moves = sheet.OnHand, moves
		if !m.state.Sheet.Dirty() && sheet.Product.Version != m.state.Sheet.Product.Version {
			m.fill(sheet) // somebody changed it, and nothing here would be lost
			m.state.Sheet.Moves = moves
		}
		m.redraw()
	})
}

// Write takes what stands in a field.
func (m *Model) Write(f Field, text string) {
	s := m.state.Sheet
	if s == nil || s.Texts[f] == text {
		return
	}
	if text == "" {
		delete(s.Texts, f)
	} else {
		s.Texts[f] = text
	}
	delete(s.Wrong, f)
	m.redraw()
}

// change lets a key of the form choose something.
func (m *Model) change(f func(*shop.Product)) {
	if s := m.state.Sheet; s != nil && m.state.Can.Change {
		f(&s.Product)
		m.redraw()
	}
}

// ChooseCategory files the product under the i-th category, -1: none.
func (m *Model) ChooseCategory(i int) {
	m.change(func(p *shop.Product) {
		p.Category = ""
		if i >= 0 && i < len(m.state.Categories) {
			p.Category = m.state.Categories[i].ID
		}
	})
}

// ChooseTax gives the product the i-th tax group.
func (m *Model) ChooseTax(i int) {
	m.change(func(p *shop.Product) { p.TaxGroup = m.state.Taxes[i].ID })
}

// ChooseUnit measures the product in the i-th unit.
func (m *Model) ChooseUnit(i int) {
	m.change(func(p *shop.Product) { p.Unit = shop.Units()[i] })
}

// ChooseKind says what the product is sold as.
func (m *Model) ChooseKind(k Kind) {
	m.change(func(p *shop.Product) {
		p.PriceKind, p.Tracked = shop.FixedPrice, true
		switch k {
		case Counted:
			p.Unit = shop.Piece
		case Weighed:
			if p.Unit == shop.Piece {
				p.Unit = shop.Kilo
			}
		case OpenPrice:
			p.PriceKind, p.Tracked = shop.OpenPrice, false
		case Service:
			p.Unit, p.Tracked = shop.Piece, false
		}
	})
}

// Confirmed says whether the cashier must confirm the note.
func (m *Model) Confirmed(yes bool) { m.change(func(p *shop.Product) { p.NoteConfirm = yes }) }

// Star puts the product among the favourites, or takes it away.
func (m *Model) Star() {
	m.change(func(p *shop.Product) {
		if p.Favourite > 0 {
			p.Favourite = 0
		} else {
			p.Favourite = 1_000
		}
	})
}

// AddBarcode adds a scanned or typed code.
func (m *Model) AddBarcode(code string) {
	code = strings.TrimSpace(code)
	s := m.state.Sheet
	if s == nil || code == "" || slices.ContainsFunc(s.Product.Barcodes, func(b shop.Barcode) bool { return b.Code == code }) {
		return
	}
	delete(s.Wrong, BarcodeField)
	m.change(func(p *shop.Product) {
		p.Barcodes = append(slices.Clone(p.Barcodes), shop.Barcode{Code: code, Qty: money.One})
	})
}

// DropBarcode takes the i-th code away.
func (m *Model) DropBarcode(i int) {
	m.change(func(p *shop.Product) { p.Barcodes = slices.Delete(slices.Clone(p.Barcodes), i, i+1) })
}

// PackOf says how many units the i-th code stands for.
func (m *Model) PackOf(i int, qty money.Qty) {
	if qty > 0 {
		m.change(func(p *shop.Product) {
			p.Barcodes = slices.Clone(p.Barcodes)
			p.Barcodes[i].Qty = qty
		})
	}
}

// AddCategory makes a category and files the product under it.
func (m *Model) AddCategory(name string) {
	id, made := m.d.Goods.NewID(), shop.Category{}
	m.d.Acts.Do("category", func(ctx context.Context) (err error) {
		made, err = m.d.Goods.AddCategory(ctx, id, shop.Names{m.d.Lang(): name})
		return err
	}, func(err error) {
		if m.fail(err) {
			return
		}
		m.state.Categories = append(slices.Clone(m.state.Categories), made)
		m.ChooseCategory(len(m.state.Categories) - 1)
	})
}

// product reads the form; the second value is what is wrong.
func (m *Model) product() (shop.Product, map[Field]error) {
	s, wrong := m.state.Sheet, map[Field]error{}
	p := s.Product
	p.Names = maps.Clone(p.Names)
	if p.Names == nil {
		p.Names = shop.Names{}
	}
	p.Names[shop.English], p.Names[shop.Russian] = s.Texts[NameEnField], s.Texts[NameRuField]
	p.SKU, p.CashierNote, p.ReceiptNote = s.Texts[SKUField], s.Texts[CashierNoteField], s.Texts[ReceiptNoteField]
	number := func(f Field, decimals int, bad fault.Code) int64 {
		text := s.Texts[f]
		if text == "" {
			return 0
		}
		v, err := parse(text, decimals)
		if err != nil || v < 0 || v >= int64(money.Limit) {
			wrong[f] = fault.New(bad, fault.Args{"price": text, "qty": text})
		}
		return v
	}
	decimals := m.d.Exponent
	if p.Unit != shop.Piece {
		decimals += 4
	}
	p.Price = money.UnitPrice(number(PriceField, decimals, fault.BadPrice) * tens(m.d.Exponent+4-decimals))
	p.Cost = money.UnitPrice(number(CostField, m.d.Exponent+4, fault.BadPrice))
	p.Low = money.Qty(number(LowField, 3, fault.BadQuantity))
	if s.Texts[PriceField] == "" && p.PriceKind == shop.FixedPrice {
		wrong[PriceField] = fault.New(fault.BadPrice, fault.Args{"price": ""})
	}
	return p, wrong
}

// parse reads a typed number: "1 250,50" and "1250.50" are the same.
func parse(text string, decimals int) (int64, error) {
	plain := strings.NewReplacer(" ", "", "\u00a0", "", "\u202f", "", ",", ".").Replace(text)
	return money.ParsePlain(plain, decimals)
}

func tens(n int) int64 {
	v := int64(1)
	for range n {
		v *= 10
	}
	return v
}

// Save stores the form. What is wrong is said at its field; shared lets a barcode be carried by several products.
func (m *Model) Save(shared bool) { m.save(shared, func() {}) }

func (m *Model) save(shared bool, then func()) {
	s := m.state.Sheet
	if s == nil || s.Saving || !m.state.Can.Change {
		return
	}
	p, wrong := m.product()
	if len(wrong) > 0 {
		s.Wrong = wrong
		m.redraw()
		return
	}
	s.Saving, s.Twin = true, false
	edit := goods.Edit{ID: s.act, Product: p, Shared: shared}
	var stored shop.Product
	m.d.Acts.Do("save", func(ctx context.Context) (err error) {
		if s.ID == "" {
			stored, err = m.d.Goods.Add(ctx, edit)
		} else {
			stored, err = m.d.Goods.Change(ctx, edit)
		}
		return err
	}, func(err error) {
		s.Saving = false
		if err != nil {
			m.refused(s, err)
			return
		}
		m.say(nil, "stock.saved", stored.Names.In(m.d.Lang()))
		m.state.List.Ready = false
		s.ID = stored.ID
		m.readSheet()
		then()
	})
}

// refused says at its field why the form was not stored, or at the foot of the window.
func (m *Model) refused(s *Sheet, err error) {
	f, _ := fault.Of(err)
	at := NoField
	if f != nil {
		switch f.Code {
		case fault.EmptyName, fault.TextTooLong:
			at = NameEnField
			if m.d.Lang() == shop.Russian {
				at = NameRuField
			}
		case fault.BadPrice:
			at = PriceField
		case fault.BadBarcode:
			at = BarcodeField
		case fault.BadQuantity:
			at = LowField
		case fault.AlreadyExists:
			at = SKUField
			if f.Args["what"] == "barcode" {
				at, s.Twin = BarcodeField, true
			}
		}
	}
	if at == NoField {
		m.say(err, "", "")
	} else {
		s.Wrong = map[Field]error{at: err}
	}
	m.redraw()
}

// PutAway takes the product out of the catalogue.
func (m *Model) PutAway() {
	s := m.state.Sheet
	if s == nil || s.ID == "" {
		return
	}
	put := goods.Put{ID: m.d.Goods.NewID(), Product: s.ID, Version: s.Product.Version}
	m.d.Acts.Do("away", func(ctx context.Context) error { return m.d.Goods.Archive(ctx, put) }, func(err error) {
		if m.fail(err) {
			return
		}
		m.say(nil, "stock.put_away", s.Product.Names.In(m.d.Lang()))
		m.back()
	})
}

// Back leaves the form for the list, when nothing is unsaved.
func (m *Model) Back() { m.Leave(m.back) }

func (m *Model) back() {
	m.state.Page, m.state.Sheet = Products, nil
	if !m.state.List.Ready {
		m.readList()
	} else {
		m.readAgain()
	}
	m.redraw()
}

// Leave calls then at once when nothing is unsaved; else the view asks what to do (see Leaving) and calls SaveAndGo or
// Forget.
func (m *Model) Leave(then func()) {
	s := m.state.Sheet
	if m.state.Page != OneProduct || !s.Dirty() || !m.state.Can.Change {
		then()
		return
	}
	s.Leaving = true
	m.leaving = then
	m.redraw()
}

// Stay answers that the person goes on with the form.
func (m *Model) Stay() { m.left(func() {}) }

// Forget answers that what was written may be lost.
func (m *Model) Forget() {
	m.left(func() {
		m.state.Sheet = nil
		m.leaving()
	})
}

// SaveAndGo saves, and goes when that was done.
func (m *Model) SaveAndGo() { m.left(func() { m.save(false, m.leaving) }) }

func (m *Model) left(then func()) {
	if s := m.state.Sheet; s != nil && s.Leaving {
		s.Leaving = false
		then()
		m.redraw()
	}
}
