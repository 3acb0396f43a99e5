package checkout

import (
	"context"
	"slices"
	"strings"

	"kassa/app/act"
	"kassa/app/books"
	"kassa/app/fault"
	"kassa/app/money"
	"kassa/app/rights"
	"kassa/app/shop"
)

// MaxQty bounds the quantity of one line: 99,999 pieces.
const MaxQty = 99_999 * money.One

// Scan adds the product that carries a code, times the given number of it (money.One for a plain scan; "5*" makes it
// 5000). A pack's barcode counts its pieces. Faults: UnknownCode, WhichProduct (see Choices), and those of Take.
func (c *Checkout) Scan(ctx context.Context, code string, times money.Qty) (Basket, error) {
	code = strings.TrimSpace(code)
	if code == "" || len(code) > shop.MaxBarcode {
		return Basket{}, fault.New(fault.UnknownCode, fault.Args{"code": short(code)})
	}
	return c.addFound(ctx, Pick{Code: code, Qty: times}, func(tx books.Tx, set act.Setup) (shop.Found, error) {
		list, err := tx.Products().ByCodes(set.Till.Place, shop.SameCodes(code))
		switch {
		case err != nil:
			return shop.Found{}, err
		case len(list) == 0:
			return shop.Found{}, fault.New(fault.UnknownCode, fault.Args{"code": short(code)})
		case len(list) > 1:
			return shop.Found{}, fault.New(fault.WhichProduct, fault.Args{"code": short(code)})
		}
		return list[0], nil
	})
}

// addFound adds what find finds, and says what the product has to tell the cashier.
func (c *Checkout) addFound(ctx context.Context, p Pick, find func(books.Tx, act.Setup) (shop.Found, error)) (Basket, error) {
	told := ""
	b, err := c.change(ctx, act.Only(rights.Sell), func(tx books.Tx, set act.Setup, cart *shop.Cart, at shop.Moment) (books.Undo, error) {
		f, err := find(tx, set)
		if err != nil {
			return books.Undo{}, err
		}
		if told = f.Product.CashierNote; p.Confirmed {
			told = ""
		}
		return addProduct(cart, f, p, at)
	})
	b.Told = told
	return b, err
}

// Choices are the products that carry a code which several do, the one that was chosen last at this till in front; their cost
// only for whoever may see it.
func (c *Checkout) Choices(ctx context.Context, code string) (list []shop.Found, err error) {
	err = c.frame.Store.View(ctx, func(tx books.Tx) error {
		set, err := c.frame.SetUp(tx)
		if err != nil {
			return err
		}
		if list, err = tx.Products().ByCodes(set.Till.Place, shop.SameCodes(code)); err != nil {
			return err
		}
		last, found, err := tx.Products().Chosen(c.frame.Till, code)
		if i := slices.IndexFunc(list, func(f shop.Found) bool { return f.Product.ID == last }); err == nil && found && i > 0 {
			chosen := list[i]
			list = slices.Insert(slices.Delete(list, i, i+1), 0, chosen)
		}
		for i := range list {
			if !c.seesCost(ctx, tx) {
				list[i].Product.Cost = 0
			}
		}
		return err
	})
	return list, err
}

// seesCost tells whether the person may know what goods cost the shop; another who allows an act opens no view of it.
func (c *Checkout) seesCost(ctx context.Context, tx books.Tx) bool {
	return c.frame.MayIn(act.Alone(ctx), tx, rights.Ask{Act: rights.SeeCost}) == nil
}

// Pick is a product that was chosen: on a tile, in a search, or among several that carry one code.
type Pick struct {
	Product shop.ID
	Code    string // that was scanned; empty: none
	Qty     money.Qty
	Typed   bool // Qty was typed for it: what is weighed or measured asks no more
	Chosen  bool // Code fits several products and this is the one: the till remembers
	// Confirmed says that the cashier has read the product's note and goes on.
	Confirmed bool
}

// Add adds so much of a product; what is weighed asks for nothing more.
func (c *Checkout) Add(ctx context.Context, product shop.ID, qty money.Qty) (Basket, error) {
	return c.Take(ctx, Pick{Product: product, Qty: qty, Typed: true})
}

// Take adds a product that was chosen. Faults: NotFound, PriceNeeded, PieceNeeded, QuantityNeeded (weighed or measured, and
// nobody said how much), NoteToConfirm, BadQuantity, TooManyLines.
func (c *Checkout) Take(ctx context.Context, p Pick) (Basket, error) {
	return c.addFound(ctx, p, func(tx books.Tx, set act.Setup) (shop.Found, error) { return c.found(tx, set, p) })
}

// found reads the product of a pick, with the quantity of the code that was scanned, and remembers a choice among several.
func (c *Checkout) found(tx books.Tx, set act.Setup, p Pick) (shop.Found, error) {
	f, found, err := tx.Products().ByID(set.Till.Place, p.Product)
	if err != nil || !found {
		return f, orNotFound(err)
	}
	f.Qty = money.One
	for _, code := range shop.SameCodes(p.Code) {
		for _, b := range f.Product.Barcodes {
			if p.Chosen && b.Code == code {
				f.Qty = b.Qty
			}
		}
	}
	if p.Chosen {
		err = tx.Products().Choose(c.frame.Till, p.Code, p.Product)
	}
	return f, err
}

// OpenItem is something that is not in the catalogue, or whose price is typed.
type OpenItem struct {
	Product  shop.ID // empty: not in the catalogue
	Name     string
	Price    money.Amount
	Category shop.ID
	TaxGroup shop.ID // empty: the first group of the shop
	Barcode  string
	Qty      money.Qty
	// Confirmed says that the cashier has read the note of the product and goes on.
	Confirmed bool
}

// AddOpen adds an open item at a typed price. Faults: EmptyName, BadPrice, NotFound, PieceNeeded, NoteToConfirm.
func (c *Checkout) AddOpen(ctx context.Context, o OpenItem) (Basket, error) {
	price, err := money.PriceOf(o.Price)
	if err != nil || o.Price < 0 {
		return Basket{}, fault.New(fault.BadPrice, fault.Args{"price": o.Price})
	}
	return c.change(ctx, o.right, func(tx books.Tx, set act.Setup, cart *shop.Cart, at shop.Moment) (books.Undo, error) {
		l := shop.CartLine{Barcode: o.Barcode, Category: o.Category, TaxGroup: o.TaxGroup, Unit: shop.Piece,
			Names: shop.Names{set.Shop.Lang: strings.TrimSpace(o.Name)}, Price: price, ListPrice: price}
		if o.Product != "" {
			f, found, err := tx.Products().ByID(set.Till.Place, o.Product)
			if err != nil || !found {
				return books.Undo{}, orNotFound(err)
			}
			l = lineOf(f.Product, o.Barcode)
			l.Price = price
			if f.Product.PriceKind == shop.OpenPrice {
				l.ListPrice = price
			}
			if f.Product.PieceCode {
				return books.Undo{}, needed(fault.PieceNeeded, f.Product)
			}
			if mustRead(f.Product) && !o.Confirmed {
				return books.Undo{}, needed(fault.NoteToConfirm, f.Product)
			}
		}
		if l.TaxGroup == "" {
			l.TaxGroup = set.Taxes.First().ID
		}
		if l.Names.In(set.Shop.Lang) == "" {
			return books.Undo{}, fault.New(fault.EmptyName, nil)
		}
		l.Qty = o.Qty
		return appendLine(cart, l, at)
	})
}

// right is what an open item asks for: what is not in the catalogue a right of its own, a product with a price another price.
func (o OpenItem) right(tx books.Tx, set act.Setup) (rights.Ask, error) {
	if o.Product == "" {
		return rights.Ask{Act: rights.OpenItem}, nil
	}
	f, found, err := tx.Products().ByID(set.Till.Place, o.Product)
	if err != nil || !found {
		return rights.Ask{}, orNotFound(err)
	}
	if f.Product.PriceKind == shop.OpenPrice {
		return rights.Ask{Act: rights.Sell}, nil
	}
	return rights.Ask{Act: rights.ChangePrice}, nil
}

// addProduct adds a found product, or raises the line that holds the same at the same terms.
func addProduct(cart *shop.Cart, f shop.Found, pick Pick, at shop.Moment) (books.Undo, error) {
	p := f.Product
	if p.PriceKind == shop.OpenPrice {
		return books.Undo{}, needed(fault.PriceNeeded, p)
	}
	if p.PieceCode {
		return books.Undo{}, needed(fault.PieceNeeded, p)
	}
	if mustRead(p) && !pick.Confirmed {
		return books.Undo{}, needed(fault.NoteToConfirm, p)
	}
	if measured(p) && !pick.Typed && pick.Qty == money.One && f.Qty == money.One {
		return books.Undo{}, needed(fault.QuantityNeeded, p)
	}
	qty, err := multiply(f.Qty, pick.Qty)
	if err != nil {
		return books.Undo{}, err
	}
	l := lineOf(p, pick.Code)
	if i := sameTerms(*cart, l); i >= 0 {
		before := cart.Lines[i]
		if before.Qty+qty > MaxQty {
			return books.Undo{}, badQty(before.Qty + qty)
		}
		own(cart)
		cart.Lines[i].Qty += qty
		return books.Undo{Line: before.No, Before: &before}, nil
	}
	l.Qty = qty
	return appendLine(cart, l, at)
}

// measured tells whether a product is sold by weight, volume or length.
func measured(p shop.Product) bool { return p.Unit != shop.Piece && p.Unit != "" }

// mustRead tells whether a product has a note that the cashier must confirm before it is sold.
func mustRead(p shop.Product) bool { return p.NoteConfirm && p.CashierNote != "" }

// needed says what a product needs before it can be added: a price, a quantity, the code of its piece, a cashier who has
// read its note.
func needed(what fault.Code, p shop.Product) error {
	return fault.New(what, fault.Args{"name": p.Names.In(shop.English), "names": p.Names, "product": string(p.ID),
		"unit": string(p.Unit), "note": p.CashierNote})
}

// lineOf is a line of a product; what the product says on receipts is the line's note, so that a person may add to it.
func lineOf(p shop.Product, code string) shop.CartLine {
	return shop.CartLine{Product: p.ID, SKU: p.SKU, Barcode: code, Names: p.Names, Category: p.Category,
		TaxGroup: p.TaxGroup, Unit: p.Unit, ListPrice: p.Price, Price: p.Price, Cost: p.Cost, Tracked: p.Tracked,
		Note: p.ReceiptNote}
}

func appendLine(cart *shop.Cart, l shop.CartLine, at shop.Moment) (books.Undo, error) {
	if l.Qty <= 0 || l.Qty > MaxQty {
		return books.Undo{}, badQty(l.Qty)
	}
	if len(cart.Lines) >= shop.MaxLines {
		return books.Undo{}, fault.New(fault.TooManyLines, fault.Args{"limit": shop.MaxLines})
	}
	l.No, l.AddedAt = cart.NextNo, at.At.UnixMilli()
	cart.NextNo++
	cart.Lines = append(cart.Lines, l)
	return books.Undo{Line: l.No}, nil
}

// sameTerms finds the line to raise: the same product at the same price, untouched by hand.
func sameTerms(cart shop.Cart, l shop.CartLine) int {
	for i := len(cart.Lines) - 1; i >= 0; i-- {
		o := &cart.Lines[i]
		if o.Product == l.Product && o.Price == l.Price && o.TaxGroup == l.TaxGroup &&
			o.Discount == (shop.Discount{}) && o.Note == l.Note && o.PieceCode == "" && o.Seller == l.Seller {
			return i
		}
	}
	return -1
}

func multiply(a, times money.Qty) (money.Qty, error) {
	if times <= 0 || times > MaxQty || a <= 0 || a > MaxQty {
		return 0, badQty(times)
	}
	q := a * times / money.One // "5*" and packs are whole; a typed weight times one is itself
	if q <= 0 || q > MaxQty {
		return 0, badQty(times)
	}
	return q, nil
}

func badQty(q money.Qty) error { return fault.New(fault.BadQuantity, fault.Args{"qty": q}) }

func orNotFound(err error) error {
	if err != nil {
		return err
	}
	return fault.New(fault.NotFound, fault.Args{"what": "product"})
}

// short keeps a scanned text readable in a message.
func short(code string) string {
	if r := []rune(code); len(r) > 24 {
		return string(r[:24]) + "…"
	}
	return code
}
