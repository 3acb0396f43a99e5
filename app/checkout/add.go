package checkout

import (
	"context"
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
// 5000). A pack's barcode counts its pieces. Faults: UnknownCode, PriceNeeded, BadQuantity, TooManyLines.
func (c *Checkout) Scan(ctx context.Context, code string, times money.Qty) (Basket, error) {
	code = strings.TrimSpace(code)
	if code == "" || len(code) > shop.MaxBarcode {
		return Basket{}, fault.New(fault.UnknownCode, fault.Args{"code": short(code)})
	}
	return c.change(ctx, act.Only(rights.Sell), func(tx books.Tx, set act.Setup, cart *shop.Cart, at shop.Moment) (books.Undo, error) {
		list, err := tx.Products().ByCodes(set.Till.Place, shop.SameCodes(code))
		if err != nil {
			return books.Undo{}, err
		}
		if len(list) == 0 {
			return books.Undo{}, fault.New(fault.UnknownCode, fault.Args{"code": short(code)})
		}
		return addProduct(cart, list[0], code, times, at)
	})
}

// Add adds a product chosen on a tile or in a search.
func (c *Checkout) Add(ctx context.Context, product shop.ID, qty money.Qty) (Basket, error) {
	return c.change(ctx, act.Only(rights.Sell), func(tx books.Tx, set act.Setup, cart *shop.Cart, at shop.Moment) (books.Undo, error) {
		f, found, err := tx.Products().ByID(set.Till.Place, product)
		if err != nil {
			return books.Undo{}, err
		}
		if !found {
			return books.Undo{}, fault.New(fault.NotFound, fault.Args{"what": "product"})
		}
		f.Qty = money.One
		return addProduct(cart, f, "", qty, at)
	})
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
}

// AddOpen adds an open item at a typed price. Faults: EmptyName, BadPrice.
func (c *Checkout) AddOpen(ctx context.Context, o OpenItem) (Basket, error) {
	price, err := money.PriceOf(o.Price)
	if err != nil || o.Price < 0 {
		return Basket{}, fault.New(fault.BadPrice, fault.Args{"price": o.Price})
	}
	return c.change(ctx, act.Only(rights.Sell), func(tx books.Tx, set act.Setup, cart *shop.Cart, at shop.Moment) (books.Undo, error) {
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
			} else if err := c.frame.MayIn(ctx, tx, rights.Ask{Act: rights.ChangePrice}); err != nil {
				return books.Undo{}, err
			}
			if f.Product.PieceCode {
				return books.Undo{}, pieceNeeded(f.Product)
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

// addProduct adds a found product, or raises the line that holds the same at the same terms.
func addProduct(cart *shop.Cart, f shop.Found, code string, times money.Qty, at shop.Moment) (books.Undo, error) {
	p := f.Product
	if p.PriceKind == shop.OpenPrice {
		return books.Undo{}, fault.New(fault.PriceNeeded, fault.Args{"name": p.Names.In(shop.English), "product": string(p.ID)})
	}
	if p.PieceCode {
		return books.Undo{}, pieceNeeded(p)
	}
	qty, err := multiply(f.Qty, times)
	if err != nil {
		return books.Undo{}, err
	}
	l := lineOf(p, code)
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

func lineOf(p shop.Product, code string) shop.CartLine {
	return shop.CartLine{Product: p.ID, SKU: p.SKU, Barcode: code, Names: p.Names, Category: p.Category,
		TaxGroup: p.TaxGroup, Unit: p.Unit, ListPrice: p.Price, Price: p.Price, Cost: p.Cost, Tracked: p.Tracked}
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
			o.Discount == (shop.Discount{}) && o.Note == "" && o.PieceCode == "" && o.Seller == l.Seller {
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

// pieceNeeded says that a product is sold piece by piece, each by its own code: see AddPiece.
func pieceNeeded(p shop.Product) error {
	return fault.New(fault.PieceNeeded, fault.Args{"name": p.Names.In(shop.English)})
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
