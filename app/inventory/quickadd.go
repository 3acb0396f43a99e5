package inventory

import (
	"context"

	"kassa/app/act"
	"kassa/app/books"
	"kassa/app/fault"
	"kassa/app/journal"
	"kassa/app/money"
	"kassa/app/notice"
	"kassa/app/rights"
	"kassa/app/shop"
)

// QuickProduct is what a person types to add a product at the till. ID is made before the first try and kept over
// repetitions; empty: one is made.
type QuickProduct struct {
	ID       shop.ID
	Code     string // its barcode; empty: none
	SKU      string
	Name     string
	Lang     shop.Lang // of the name; empty: the shop's
	Price    money.Amount
	Open     bool // the price is typed at the till
	Category shop.ID
	TaxGroup shop.ID   // empty: the first of the shop
	Unit     shop.Unit // empty: piece
}

// QuickAdd adds a product. Faults: NoRight, EmptyName, BadPrice, BadBarcode, AlreadyExists (what: barcode or SKU),
// NotFound (the id is that of an act which added no product).
func (v *Inventory) QuickAdd(ctx context.Context, q QuickProduct) (shop.Product, error) {
	if q.ID == "" {
		q.ID = v.frame.NewID()
	}
	var p shop.Product
	out, err := v.frame.Do(ctx, act.Spec{ID: q.ID, Right: rights.QuickAdd}, func(tx books.Tx, _ shop.Moment) (journal.Body, error) {
		set, err := v.frame.SetUp(tx)
		if err != nil {
			return nil, err
		}
		if p, err = q.product(set); err != nil {
			return nil, err
		}
		if err := notTaken(tx, p, false); err != nil {
			return nil, err
		}
		return journal.OfProductAdd(p), tx.Products().Add(p)
	})
	if err != nil {
		return shop.Product{}, err
	}
	if out.Repeated {
		f, err := v.Product(ctx, q.ID)
		return f.Product, err
	}
	v.tell()
	return p, nil
}

// product checks what was typed and makes a product of it.
func (q QuickProduct) product(set act.Setup) (shop.Product, error) {
	price, err := money.PriceOf(q.Price)
	if err != nil || q.Price < 0 {
		return shop.Product{}, fault.New(fault.BadPrice, fault.Args{"price": q.Price})
	}
	p := shop.Product{ID: q.ID, SKU: CleanName(q.SKU), Names: shop.Names{}, Category: q.Category, TaxGroup: q.TaxGroup,
		Unit: q.Unit, Price: price, PriceKind: shop.FixedPrice, Version: 1}
	if q.Lang == "" {
		q.Lang = set.Shop.Lang
	}
	if name := CleanName(q.Name); name != "" {
		p.Names[q.Lang] = name
	}
	if q.Open {
		p.PriceKind, p.Price = shop.OpenPrice, 0
	}
	if p.TaxGroup == "" {
		p.TaxGroup = set.Taxes.First().ID
	}
	if p.Unit == "" {
		p.Unit = shop.Piece
	}
	if q.Code != "" {
		code, err := cleanCode(q.Code)
		if err != nil {
			return p, fault.Wrap(fault.BadBarcode, fault.Args{"code": short(code)}, err)
		}
		p.Barcodes = []shop.Barcode{{Code: code, Qty: money.One}}
	}
	return p, p.Validate()
}

// notTaken refuses a SKU, or a barcode in any spelling unless it may be shared, that another product carries already.
func notTaken(tx books.Tx, p shop.Product, shared bool) error {
	codes := []string{}
	if p.SKU != "" {
		codes = append(codes, p.SKU)
	}
	for _, b := range p.Barcodes {
		if !shared {
			codes = append(codes, shop.SameCodes(b.Code)...)
		}
	}
	if len(codes) == 0 {
		return nil
	}
	known, err := tx.Products().Known(codes)
	if err != nil {
		return err
	}
	if other, taken := known[p.SKU]; taken && p.SKU != "" && other != p.ID {
		return fault.New(fault.AlreadyExists, fault.Args{"what": "sku", "value": p.SKU})
	}
	for _, b := range p.Barcodes {
		for _, code := range shop.SameCodes(b.Code) {
			if other, taken := known[code]; taken && other != p.ID {
				return fault.New(fault.AlreadyExists, fault.Args{"what": "barcode", "value": b.Code})
			}
		}
	}
	return nil
}

func (v *Inventory) tell() {
	if v.frame.Board != nil {
		v.frame.Board.Post(notice.ProductsChanged{})
	}
}
