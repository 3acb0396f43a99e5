package inventory

import (
	"context"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"kassa/app/act"
	"kassa/app/books"
	"kassa/app/fault"
	"kassa/app/journal"
	"kassa/app/money"
	"kassa/app/rights"
	"kassa/app/shop"
)

// Edit is a product as a person wrote it. ID is that of the act, made before the first try and kept over repetitions;
// Product.ID is the product's own, and empty for a new one. Product.Version says which state of the product was on the
// screen.
type Edit struct {
	ID      shop.ID
	Product shop.Product
	// Shared says that its barcodes may be carried by other products too: the till then asks which one is meant.
	Shared bool
}

// Add adds a product to the catalogue; repeated with the same id it returns the product that exists. Faults: NoRight,
// EmptyName, TextTooLong, BadPrice, BadBarcode, BadQuantity, AlreadyExists (what: barcode or sku), NotFound.
func (v *Inventory) Add(ctx context.Context, e Edit) (shop.Product, error) {
	if e.ID == "" {
		e.ID = v.frame.NewID()
	}
	p := e.Product
	p.ID, p.Version = e.ID, 1
	out, err := v.frame.Do(ctx, act.Spec{ID: e.ID, Right: rights.ChangeGoods}, func(tx books.Tx, _ shop.Moment) (journal.Body, error) {
		set, err := v.frame.SetUp(tx)
		if err != nil {
			return nil, err
		}
		if err := v.written(ctx, tx, set, e, &p, shop.Product{}); err != nil {
			return nil, err
		}
		return journal.OfProductAdd(p), tx.Products().Add(p)
	})
	return v.stored(ctx, p, out, err)
}

// Change changes a product. When somebody changed it since Version it is left alone: Stale. A change of nothing but the price
// is written down as one. Faults: those of Add, Stale.
func (v *Inventory) Change(ctx context.Context, e Edit) (shop.Product, error) {
	if e.ID == "" {
		e.ID = v.frame.NewID()
	}
	p := e.Product
	out, err := v.frame.Do(ctx, act.Spec{ID: e.ID, Right: rights.ChangeGoods}, func(tx books.Tx, _ shop.Moment) (journal.Body, error) {
		set, err := v.frame.SetUp(tx)
		if err != nil {
			return nil, err
		}
		old, found, err := tx.Products().ByID(set.Till.Place, p.ID)
		if err == nil && !found {
			err = fault.New(fault.NotFound, fault.Args{"what": "product"})
		}
		if err == nil && old.Product.Version != p.Version {
			err = stale(old.Product, set)
		}
		if err == nil {
			err = v.written(ctx, tx, set, e, &p, old.Product)
		}
		if err != nil {
			return nil, err
		}
		changes := differences(old.Product, p)
		if len(changes) == 0 {
			return nil, errNothing
		}
		if done, err := tx.Products().Update(p); err != nil || !done {
			return nil, orStale(err, old.Product, set)
		}
		if onlyPrice(changes) {
			return journal.OfPriceChange(old.Product, p), nil
		}
		return journal.OfProductChange(p, changes), nil
	})
	if err == errNothing {
		err = nil
	} else if err == nil && !out.Repeated {
		p.Version++
	}
	return v.stored(ctx, p, out, err)
}

// stored is what an editing act ends with: the product that the books have, and word to the screens.
func (v *Inventory) stored(ctx context.Context, p shop.Product, out act.Outcome, err error) (shop.Product, error) {
	if err != nil {
		return shop.Product{}, err
	}
	if out.Repeated {
		s, err := v.Sheet(ctx, p.ID)
		return s.Product, err
	}
	v.tell()
	return p, nil
}

func stale(p shop.Product, set act.Setup) error {
	return fault.New(fault.Stale, fault.Args{"name": p.Names.In(set.Shop.Lang)})
}

func orStale(err error, p shop.Product, set act.Setup) error {
	if err != nil {
		return err
	}
	return stale(p, set)
}

// written cleans what a person wrote and refuses what cannot be; old is the product as it was, empty for a new one.
func (v *Inventory) written(ctx context.Context, tx books.Tx, set act.Setup, e Edit, p *shop.Product, old shop.Product) error {
	if err := cleanTexts(p); err != nil {
		return err
	}
	var codes []shop.Barcode
	for _, b := range p.Barcodes {
		code, err := cleanCode(b.Code)
		if err != nil {
			return fault.Wrap(fault.BadBarcode, fault.Args{"code": short(b.Code)}, err)
		}
		if b.Qty <= 0 || int64(b.Qty) > maxStock {
			return fault.New(fault.BadQuantity, fault.Args{"qty": b.Qty})
		}
		if !slices.ContainsFunc(codes, func(c shop.Barcode) bool { return bare(c.Code) == bare(code) }) {
			codes = append(codes, shop.Barcode{Code: code, Qty: b.Qty})
		}
	}
	p.Barcodes = codes
	if p.TaxGroup == "" {
		p.TaxGroup = set.Taxes.First().ID
	}
	if _, known := set.Taxes[p.TaxGroup]; !known {
		return fault.New(fault.NotFound, fault.Args{"what": "tax_group"})
	}
	if !slices.Contains(shop.Units(), p.Unit) {
		return fault.New(fault.NotFound, fault.Args{"what": "unit"})
	}
	if p.PriceKind == shop.OpenPrice {
		p.Price = 0
	} else {
		p.PriceKind = shop.FixedPrice
	}
	if p.Low < 0 || int64(p.Low) > maxStock || p.Favourite < 0 {
		return fault.New(fault.BadQuantity, fault.Args{"qty": p.Low})
	}
	if !v.seesCost(ctx, tx) {
		p.Cost = old.Cost // who does not see it does not change it
	}
	if p.Cost < 0 || p.Cost >= money.UnitPrice(money.Limit) {
		return fault.New(fault.BadPrice, fault.Args{"price": p.Cost.Plain(set.Shop.Currency.Exponent)})
	}
	if err := p.Validate(); err != nil {
		return err
	}
	return notTaken(tx, *p, e.Shared)
}

// cleanTexts cleans names, SKU and notes. A form refuses what is too long: cutting it would surprise whoever wrote it.
func cleanTexts(p *shop.Product) error {
	names := shop.Names{}
	for lang, name := range p.Names {
		if utf8.RuneCountInString(name) > shop.MaxName {
			return fault.New(fault.TextTooLong, fault.Args{"limit": shop.MaxName})
		}
		if name = CleanName(name); name != "" {
			names[lang] = name
		}
	}
	if len(names) == 0 {
		return fault.New(fault.EmptyName, nil)
	}
	p.Names = names
	if utf8.RuneCountInString(p.SKU) > shop.MaxBarcode {
		return fault.New(fault.TextTooLong, fault.Args{"limit": shop.MaxBarcode})
	}
	p.SKU = CleanName(p.SKU)
	for _, note := range []*string{&p.CashierNote, &p.ReceiptNote} {
		if utf8.RuneCountInString(*note) > shop.MaxNote {
			return fault.New(fault.TextTooLong, fault.Args{"limit": shop.MaxNote})
		}
		*note = cleanNote(*note)
	}
	p.NoteConfirm = p.NoteConfirm && p.CashierNote != ""
	return nil
}

// differences are the fields in which a product differs from what it was, each as text.
func differences(old, p shop.Product) []journal.Change {
	var list []journal.Change
	add := func(field, before, now string) {
		if before != now {
			list = append(list, journal.Change{Field: field, Old: before, New: now})
		}
	}
	num := func(field string, before, now int64) {
		add(field, strconv.FormatInt(before, 10), strconv.FormatInt(now, 10))
	}
	langs := map[shop.Lang]bool{}
	for _, names := range []shop.Names{old.Names, p.Names} {
		for lang := range names {
			langs[lang] = true
		}
	}
	for _, lang := range sortedLangs(langs) {
		add("name."+string(lang), old.Names[lang], p.Names[lang])
	}
	add("sku", old.SKU, p.SKU)
	add("barcodes", codesText(old.Barcodes), codesText(p.Barcodes))
	add("category", string(old.Category), string(p.Category))
	add("tax_group", string(old.TaxGroup), string(p.TaxGroup))
	add("unit", string(old.Unit), string(p.Unit))
	num("price", int64(old.Price), int64(p.Price))
	add("price_kind", string(old.PriceKind), string(p.PriceKind))
	num("cost", int64(old.Cost), int64(p.Cost))
	add("tracked", strconv.FormatBool(old.Tracked), strconv.FormatBool(p.Tracked))
	num("low", int64(old.Low), int64(p.Low))
	num("favourite", int64(old.Favourite), int64(p.Favourite))
	add("piece_code", strconv.FormatBool(old.PieceCode), strconv.FormatBool(p.PieceCode))
	add("cashier_note", old.CashierNote, p.CashierNote)
	add("note_confirm", strconv.FormatBool(old.NoteConfirm), strconv.FormatBool(p.NoteConfirm))
	add("receipt_note", old.ReceiptNote, p.ReceiptNote)
	return list
}

func sortedLangs(set map[shop.Lang]bool) []shop.Lang {
	var list []shop.Lang
	for lang := range set {
		list = append(list, lang)
	}
	slices.Sort(list)
	return list
}

// codesText writes barcodes as one text: "4006381333931 4006381333955=6".
func codesText(list []shop.Barcode) string {
	said := make([]string, len(list))
	for i, b := range list {
		said[i] = b.Code
		if b.Qty != money.One {
			said[i] += "=" + b.Qty.String()
		}
	}
	return strings.Join(said, " ")
}

func onlyPrice(changes []journal.Change) bool {
	return !slices.ContainsFunc(changes, func(c journal.Change) bool { return c.Field != "price" && c.Field != "price_kind" })
}

// Put is a product that is put away or brought back: ID is that of the act, Version what was on the screen.
type Put struct {
	ID      shop.ID
	Product shop.ID
	Version int64
}

// Archive takes a product out of the catalogue; receipts and movements still name it. Faults: NoRight, NotFound, Stale.
func (v *Inventory) Archive(ctx context.Context, p Put) error {
	return v.put(ctx, p, func(tx books.Tx, set act.Setup, at shop.Moment) (journal.Body, error) {
		f, found, err := tx.Products().ByID(set.Till.Place, p.Product)
		if err == nil && !found {
			err = fault.New(fault.NotFound, fault.Args{"what": "product"})
		}
		if err != nil {
			return nil, err
		}
		if done, err := tx.Products().Archive(p.Product, p.Version, at); err != nil || !done {
			return nil, orStale(err, f.Product, set)
		}
		return journal.OfProductArchive(f.Product, true), nil
	})
}

// Restore brings a product back. Faults: NoRight, NotFound, AlreadyExists (its SKU was given to another one).
func (v *Inventory) Restore(ctx context.Context, p Put) error {
	return v.put(ctx, p, func(tx books.Tx, set act.Setup, _ shop.Moment) (journal.Body, error) {
		done, err := tx.Products().Restore(p.Product)
		if err == nil && !done {
			err = fault.New(fault.NotFound, fault.Args{"what": "product"})
		}
		if err != nil {
			return nil, err
		}
		f, _, err := tx.Products().ByID(set.Till.Place, p.Product)
		return journal.OfProductArchive(f.Product, false), err
	})
}

func (v *Inventory) put(ctx context.Context, p Put, work func(books.Tx, act.Setup, shop.Moment) (journal.Body, error)) error {
	if p.ID == "" {
		p.ID = v.frame.NewID()
	}
	_, err := v.frame.Do(ctx, act.Spec{ID: p.ID, Right: rights.ChangeGoods}, func(tx books.Tx, at shop.Moment) (journal.Body, error) {
		set, err := v.frame.SetUp(tx)
		if err != nil {
			return nil, err
		}
		return work(tx, set, at)
	})
	if err == nil {
		v.tell()
	}
	return err
}
