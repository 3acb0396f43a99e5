package office

import (
	"bytes"
	"cmp"
	"context"
	"fmt"
	"maps"
	"slices"

	"kassa/app/act"
	"kassa/app/books"
	"kassa/app/fault"
	"kassa/app/journal"
	"kassa/app/money"
	"kassa/app/rights"
	"kassa/app/shop"
	"kassa/app/tabular"
	"kassa/app/text"
	"kassa/assets"
)

// DemoSetting is set in the demo shop and in no other, from its first unit of work on, so that screens can say that this
// is play.
const DemoSetting = shop.Demo

// The values of DemoSetting: a demo shop is founded in several steps, and the last one makes it whole.
const (
	demoBegun = "begun"
	demoWhole = "1"
)

// Demo founds a demo shop with goods in both languages: in euros and Germany for English, in roubles and Russia for
// Russian. Its devices are simulated. A demo shop whose founding was interrupted is finished. It returns how many
// products there are. Faults as for [Init].
func Demo(ctx context.Context, f Founding, lang string) (Founded, int, error) {
	said, err := text.For(lang)
	if err != nil {
		return Founded{}, 0, bad("--lang", lang, "en", "ru")
	}
	spec := InitSpec{Name: said.T("demo.shop"), Lang: lang, Country: "DE", mark: demoBegun}
	if lang == text.Russian {
		spec.Country = "RU"
	}
	made, err := Init(ctx, f, spec)
	if fault.Is(err, fault.ShopExists) {
		var begun bool
		if made, begun, err = begunDemo(ctx, f); err == nil && !begun {
			err = fault.New(fault.ShopExists, fault.Args{"path": f.Path})
		}
	}
	if err != nil {
		return made, 0, err
	}
	goods, err := demoGoods(f, made)
	if err != nil {
		return made, 0, err
	}
	frame, ctx, err := f.frame(ctx, made)
	if err != nil {
		return made, 0, err
	}
	desk := New(frame)
	for _, key := range []string{shop.PrinterReceipt, shop.DrawerKey} {
		if err := desk.Set(ctx, key, "sim:"); err != nil {
			return made, 0, err
		}
	}
	return made, len(goods.products), goods.store(ctx, frame, made, func(tx books.Tx) error {
		return tx.Shop().SetSetting(books.ForShop, made.Shop.ID, DemoSetting, demoWhole)
	})
}

// frame is the frame of acts of a shop that was just founded, done by its first person.
func (f Founding) frame(ctx context.Context, made Founded) (*act.Frame, context.Context, error) {
	signer, err := journal.NewSigner(f.Seed)
	if err != nil {
		return nil, ctx, err
	}
	return &act.Frame{Store: f.Store, Now: f.Now, NewID: f.NewID, Till: made.Till.ID, Signer: signer}, act.As(ctx, made.Person), nil
}

// begunDemo finds a demo shop whose founding was interrupted.
func begunDemo(ctx context.Context, f Founding) (made Founded, begun bool, err error) {
	err = f.Store.View(ctx, func(tx books.Tx) error {
		s, _, err := tx.Shop().Get()
		if err != nil {
			return err
		}
		mark, _, err := tx.Shop().Setting(books.ForShop, s.ID, DemoSetting)
		if err != nil || mark != demoBegun {
			return err
		}
		tills, err := tx.Shop().Tills()
		if err != nil {
			return err
		}
		staff, err := tx.Shop().Staff()
		if err != nil {
			return err
		}
		taxes, err := tx.Shop().Taxes()
		if err != nil {
			return err
		}
		owner := slices.IndexFunc(staff, func(p shop.Staff) bool { return p.Role == rights.Owner })
		if len(tills) == 0 || owner < 0 {
			return fmt.Errorf("demo shop %s has %d tills and %d people", s.ID, len(tills), len(staff))
		}
		made, begun = Founded{Shop: s, Till: tills[0], Person: staff[owner], Groups: slices.Collect(maps.Values(taxes))}, true
		return nil
	})
	return made, begun, err
}

// goods are those of the demo shop.
type goods struct {
	categories []shop.Category
	products   []shop.Product
	stock      map[shop.ID]money.Qty
}

// store writes the goods and their opening stock as one act of the new shop; also is done in the same unit of work.
func (g goods) store(ctx context.Context, frame *act.Frame, made Founded, also func(books.Tx) error) error {
	id := frame.NewID()
	_, err := frame.Do(ctx, act.Spec{ID: id, Right: rights.ChangeGoods}, func(tx books.Tx, at shop.Moment) (journal.Body, error) {
		var moves []shop.StockMove
		for _, p := range g.products {
			q := g.stock[p.ID]
			if q == 0 {
				continue
			}
			cost, err := p.Cost.Times(q, money.HalfUp)
			if err != nil {
				return nil, err
			}
			moves = append(moves, shop.StockMove{Product: p.ID, Place: made.Till.Place, Kind: shop.MoveOpening, Qty: q, Cost: cost, Document: id, At: at})
		}
		for _, c := range g.categories {
			if err := tx.Products().AddCategory(c); err != nil {
				return nil, err
			}
		}
		if err := tx.Products().Add(g.products...); err != nil {
			return nil, err
		}
		if err := also(tx); err != nil {
			return nil, err
		}
		n := int64(len(g.products))
		return journal.OfProductsImport(journal.Import{File: "products.csv", Rows: n, Added: n, Moves: moves}), tx.Stock().Move(moves)
	})
	return err
}

// demoGoods reads the goods from the program's own files.
func demoGoods(f Founding, made Founded) (goods, error) {
	g := goods{stock: map[shop.ID]money.Qty{}}
	byKey := map[string]shop.ID{}
	err := eachRow("categories.csv", func(cell func(string) string) error {
		color, err := money.ParsePlain(cell("color"), 0)
		c := shop.Category{ID: f.NewID(), Names: both(cell), Color: int(color), Order: len(g.categories) + 1}
		byKey[cell("key")] = c.ID
		g.categories = append(g.categories, c)
		return err
	})
	if err != nil {
		return g, err
	}
	byCode := map[string]shop.ID{} // a country with fewer groups taxes the rest as it taxes most things
	for _, group := range made.Groups {
		byCode[group.Code] = group.ID
	}
	err = eachRow("products.csv", func(cell func(string) string) error {
		p, stock, err := demoProduct(cell, made.Shop.Currency)
		p.ID, p.Category, p.TaxGroup = f.NewID(), byKey[cell("category")], cmp.Or(byCode[cell("tax")], made.Groups[0].ID)
		if err == nil && (p.Category == "" || p.TaxGroup == "") {
			err = fmt.Errorf("no category %q, or no tax group", cell("category"))
		}
		g.products = append(g.products, p)
		g.stock[p.ID] = stock
		return err
	})
	return g, err
}

// demoProduct makes a product of a row, priced in the shop's currency.
func demoProduct(cell func(string) string, currency money.Currency) (shop.Product, money.Qty, error) {
	p := shop.Product{SKU: cell("sku"), Names: both(cell), Unit: shop.Unit(cell("unit")), PriceKind: shop.FixedPrice, Version: 1}
	if code := cell("barcode"); code != "" {
		p.Barcodes = []shop.Barcode{{Code: code, Qty: money.One}}
	}
	suffix := "_eur"
	if currency.Code == "RUB" {
		suffix = "_rub"
	}
	var stock int64
	for _, n := range []struct {
		column   string
		decimals int
		to       *int64
	}{{"price" + suffix, currency.Exponent + 4, (*int64)(&p.Price)}, {"cost" + suffix, currency.Exponent + 4, (*int64)(&p.Cost)},
		{"stock", 3, &stock}, {"low", 3, (*int64)(&p.Low)}} {
		value := cell(n.column)
		switch value {
		case "":
			continue
		case "open":
			p.PriceKind = shop.OpenPrice
			continue
		}
		v, err := money.ParsePlain(value, n.decimals)
		if err != nil {
			return p, 0, fmt.Errorf("%s of %s: %w", n.column, p.SKU, err)
		}
		*n.to = v
	}
	if place := cell("favourite"); place != "" {
		v, err := money.ParsePlain(place, 0)
		if err != nil {
			return p, 0, fmt.Errorf("favourite of %s: %w", p.SKU, err)
		}
		p.Favourite = int(v)
	}
	p.Tracked = cell("stock") != ""
	return p, money.Qty(stock), p.Validate()
}

func both(cell func(string) string) shop.Names {
	return shop.Names{shop.English: cell("name_en"), shop.Russian: cell("name_ru")}
}

// eachRow walks a table of the program's own.
func eachRow(file string, f func(cell func(column string) string) error) error {
	raw, err := assets.Demo.ReadFile("demo/" + file)
	if err != nil {
		return err
	}
	table, err := tabular.NewReader(bytes.NewReader(raw), int64(len(raw)), tabular.Options{})
	if err != nil {
		return err
	}
	place := map[string]int{}
	for i, heading := range table.Header().Cells {
		place[heading] = i
	}
	for row, err := range table.Rows() {
		if err == nil {
			err = f(func(column string) string {
				i, found := place[column]
				if !found {
					return ""
				}
				return row.Cell(i)
			})
		}
		if err != nil {
			return fmt.Errorf("%s, line %d: %w", file, row.Line, err)
		}
	}
	return nil
}
