package inventory

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"kassa/app/fault"
	goods "kassa/app/inventory"
	"kassa/app/money"
	"kassa/app/shop"
)

// atOnce does everything when it is asked for.
type atOnce struct{}

func (atOnce) Do(_ string, work func(context.Context) error, done func(error)) bool {
	err := work(context.Background())
	if done != nil {
		done(err)
	}
	return true
}

func (atOnce) After(_ time.Duration, f func()) (stop func()) { f(); return func() {} }

func (atOnce) Painted(f func()) { f() }

// shelf is a stock room in memory. Its list is sorted by name; wrong is what every act is refused with.
type shelf struct {
	can        goods.Can
	rows       []goods.StockLine
	categories []shop.Category
	taxes      []goods.TaxChoice
	sheets     map[shop.ID]goods.Sheet
	moves      []shop.Movement
	asked      []goods.StockQuestion
	edits      []goods.Edit
	adjusted   []goods.Adjustment
	received   []goods.Receipt
	put        []goods.Put
	exported   []goods.ExportSpec
	imports    []goods.ImportSpec
	report     goods.ImportReport
	during     func(ctx context.Context, spec goods.ImportSpec) error // an import on its way; nil: it takes no time
	wrong      error
	ids        int
}

func (s *shelf) NewID() shop.ID { s.ids++; return shop.ID(fmt.Sprintf("ID%d", s.ids)) }

func (s *shelf) Can(context.Context) (goods.Can, error) { return s.can, nil }

func (s *shelf) Stock(_ context.Context, q goods.StockQuestion) (goods.StockPage, error) {
	s.asked = append(s.asked, q)
	page := goods.StockPage{SeesCost: s.can.SeeCost}
	for _, r := range s.rows {
		name := r.Names.In(q.Lang)
		fits := q.After == "" || r.Mark > q.After
		fits = fits && (q.Words == "" || strings.Contains(strings.ToLower(name+" "+r.Barcode), strings.ToLower(q.Words))) && (q.Category == "" || r.Category == q.Category)
		fits = fits && (q.State != goods.Low || r.IsLow()) && (q.State != goods.Out || r.Out())
		if fits && len(page.Rows) < q.Limit {
			page.Rows = append(page.Rows, r)
		}
	}
	return page, nil
}

func (s *shelf) StockCounts(context.Context) (c shop.StockCounts, _ error) {
	c.Products = len(s.rows)
	for _, r := range s.rows {
		if r.IsLow() {
			c.Low++
		}
		if r.Out() {
			c.Out++
		}
	}
	return c, nil
}

func (s *shelf) StockValue(context.Context) (money.Amount, error) { return 4_821_000, nil }

func (s *shelf) Categories(context.Context) ([]shop.Category, error) { return s.categories, nil }

func (s *shelf) TaxGroups(context.Context) ([]goods.TaxChoice, error) { return s.taxes, nil }

func (s *shelf) Find(_ context.Context, code string) (list []shop.Found, _ error) {
	for _, r := range s.rows {
		if r.Barcode == code {
			list = append(list, shop.Found{Product: s.sheets[r.ID].Product, Qty: money.One, OnHand: r.OnHand})
		}
	}
	if len(list) == 0 {
		return nil, fault.New(fault.UnknownCode, fault.Args{"code": code})
	}
	return list, nil
}

func (s *shelf) Sheet(_ context.Context, id shop.ID) (goods.Sheet, error) {
	sheet, found := s.sheets[id]
	if !found {
		return sheet, fault.New(fault.NotFound, fault.Args{"what": "product"})
	}
	return sheet, nil
}

func (s *shelf) Movements(_ context.Context, q goods.MoveQuestion) (list []shop.Movement, _ error) {
	for _, m := range s.moves {
		if (q.Product == "" || m.Product == q.Product) && (q.Before == 0 || m.Mark < q.Before) && len(list) < q.Limit {
			list = append(list, m)
		}
	}
	return list, nil
}

func (s *shelf) Add(_ context.Context, e goods.Edit) (shop.Product, error) {
	s.edits = append(s.edits, e)
	p := e.Product
	p.ID, p.Version = e.ID, 1
	if s.wrong == nil {
		s.sheets[p.ID] = goods.Sheet{Product: p, SeesCost: s.can.SeeCost}
	}
	return p, s.wrong
}

func (s *shelf) Change(_ context.Context, e goods.Edit) (shop.Product, error) {
	s.edits = append(s.edits, e)
	p := e.Product
	p.Version++
	if s.wrong == nil {
		s.sheets[p.ID] = goods.Sheet{Product: p, OnHand: s.sheets[p.ID].OnHand, SeesCost: s.can.SeeCost}
	}
	return p, s.wrong
}

func (s *shelf) Archive(_ context.Context, p goods.Put) error {
	s.put = append(s.put, p)
	return s.wrong
}

func (s *shelf) Archived(context.Context, string, int) ([]shop.Product, error) {
	return []shop.Product{{ID: "P4", SKU: "S-004", Names: shop.Names{"en": "Croissant", "ru": "Круассан"}}}, nil
}

func (s *shelf) Restore(_ context.Context, p goods.Put) error {
	s.put = append(s.put, p)
	return s.wrong
}

func (s *shelf) AddCategory(_ context.Context, id shop.ID, names shop.Names) (shop.Category, error) {
	c := shop.Category{ID: id, Names: names}
	s.categories = append(slices.Clone(s.categories), c)
	return c, s.wrong
}

func (s *shelf) Adjust(_ context.Context, a goods.Adjustment) (shop.StockDoc, error) {
	s.adjusted = append(s.adjusted, a)
	if s.wrong == nil {
		sheet := s.sheets[a.Product]
		sheet.OnHand += a.Qty
		s.sheets[a.Product] = sheet
	}
	return shop.StockDoc{Kind: shop.MoveAdjustment, Number: 1}, s.wrong
}

func (s *shelf) Receive(_ context.Context, r goods.Receipt) (shop.StockDoc, error) {
	s.received = append(s.received, r)
	return shop.StockDoc{Kind: shop.MoveReceipt, Number: 118}, s.wrong
}

func (s *shelf) Folder(_ context.Context, path string) (goods.Folder, error) {
	if path == "/nowhere" {
		return goods.Folder{}, fault.New(fault.FileUnreadable, fault.Args{"path": path})
	}
	return goods.Folder{Path: "/home/shop", Parent: "/home", Entries: []goods.FolderEntry{{Name: "old", Dir: true}, {Name: "goods.xlsx", Size: 22_677}}}, nil
}

func (s *shelf) Import(ctx context.Context, spec goods.ImportSpec) (goods.ImportReport, error) {
	s.imports = append(s.imports, spec)
	if s.during != nil {
		return s.report, s.during(ctx, spec)
	}
	return s.report, s.wrong
}

func (s *shelf) ImportStock(ctx context.Context, spec goods.ImportSpec) (goods.ImportReport, error) {
	spec.Map = "stock"
	return s.Import(ctx, spec)
}

func (s *shelf) ExportFile(_ context.Context, spec goods.ExportSpec) (goods.Exported, error) {
	s.exported = append(s.exported, spec)
	return goods.Exported{Path: "/home/shop/products-2026-11-24.xlsx", Rows: 8}, s.wrong
}

// full is a stock room with everything a person may do.
func full() *shelf {
	s := &shelf{can: goods.Can{SeeCost: true, Change: true, Receive: true, Adjust: true, Import: true, Export: true}, sheets: map[shop.ID]goods.Sheet{},
		categories: []shop.Category{{ID: "C1", Names: shop.Names{"en": "Drinks", "ru": "Напитки"}}, {ID: "C2", Names: shop.Names{"en": "Dairy", "ru": "Молочное"}},
			{ID: "C3", Names: shop.Names{"en": "Bakery", "ru": "Хлеб"}}},
		taxes: []goods.TaxChoice{{TaxGroup: shop.TaxGroup{ID: "T1", Code: "A", Names: shop.Names{"en": "VAT 19 %", "ru": "НДС 19 %"}}, Rate: 190_000},
			{TaxGroup: shop.TaxGroup{ID: "T2", Code: "B", Names: shop.Names{"en": "VAT 7 %", "ru": "НДС 7 %"}}, Rate: 70_000}}}
	at := shop.Moment{At: time.Date(2026, 11, 24, 8, 15, 0, 0, time.UTC), OffsetMin: 60, Day: 20261124, Hour: 9}
	for i, p := range []struct {
		en, ru, code string
		category     shop.ID
		cost, price  int64
		onHand, low  money.Qty
		unit         shop.Unit
	}{
		{"Basmati rice 1 kg", "Рис басмати 1 кг", "8076809513753", "", 210, 330, 26_000, 5_000, shop.Piece},
		{"Butter 82 % 200 g", "Масло сливочное 82 % 200 г", "4607025392408", "C2", 205, 295, 3_000, 5_000, shop.Piece},
		{"Cheddar, per kg", "Чеддер, кг", "2100000000007", "C2", 870, 1290, 6_350, 2_000, shop.Kilo},
		{"Croissant", "Круассан", "2000000000015", "C3", 62, 150, 0, 4_000, shop.Piece},
		{"Ground coffee 250 g", "Кофе молотый 250 г", "4600051000057", "C1", 360, 575, 21_000, 5_000, shop.Piece},
		{"Olive oil 500 ml", "Масло оливковое 500 мл", "8001440123453", "", 590, 840, 9_000, 2_000, shop.Piece},
		{"Sparkling water 1.5 l", "Вода газированная 1,5 л", "5449000000996", "C1", 41, 95, 120_000, 24_000, shop.Piece},
		{"Whole milk 1 l", "Молоко 3,2 % 1 л", "4600494690018", "C2", 94, 135, 48_000, 12_000, shop.Piece},
	} {
		id := shop.ID(fmt.Sprintf("P%d", i+1))
		product := shop.Product{ID: id, SKU: fmt.Sprintf("S-%03d", i+1), Names: shop.Names{"en": p.en, "ru": p.ru}, Category: p.category, TaxGroup: "T1", Unit: p.unit,
			Price: money.UnitPrice(p.price) * money.PerMinor, PriceKind: shop.FixedPrice, Cost: money.UnitPrice(p.cost) * money.PerMinor, Tracked: true, Low: p.low,
			Barcodes: []shop.Barcode{{Code: p.code, Qty: money.One}}, Version: 1}
		s.sheets[id] = goods.Sheet{Product: product, OnHand: p.onHand, SeesCost: true, Margin: 249_000, HasMargin: true}
		s.rows = append(s.rows, goods.StockLine{StockRow: shop.StockRow{ID: id, SKU: product.SKU, Barcode: p.code, Names: product.Names, Category: p.category, TaxGroup: "T1",
			Unit: p.unit, Price: product.Price, PriceKind: shop.FixedPrice, Cost: product.Cost, Tracked: true, OnHand: p.onHand, Low: p.low, Mark: fmt.Sprintf("%04d", i)},
			Margin: 249_000, HasMargin: true})
		s.moves = append(s.moves, shop.Movement{Mark: int64(10 - i), Product: id, SKU: product.SKU, Names: product.Names, Unit: p.unit, Kind: shop.MoveReceipt, Qty: 24_000,
			Cost: 8520, At: at, Label: "GR-118", Staff: "M1"})
	}
	s.moves[1].Kind, s.moves[1].Qty, s.moves[1].Label = shop.MoveSale, -1000, "T1-0004121"
	s.moves[3].Kind, s.moves[3].Qty, s.moves[3].Label, s.moves[3].Reason = shop.MoveAdjustment, -2000, "SA-12", shop.StockWaste
	s.report = goods.ImportReport{Columns: []string{"barcode", "name", "price"}, Unknown: []string{"colour"}, Rows: 3, Added: 1, Changed: 1, Refused: 1,
		First: []goods.FirstRow{{Line: 2, Outcome: goods.RowAdded, Cells: []string{"4006381333931", "Highlighter", "1,35"}},
			{Line: 3, Outcome: goods.RowChanged, Cells: []string{"4600494690018", "Whole milk 1 l", "1,40"}},
			{Line: 4, Outcome: goods.RowRefused, Cells: []string{"4006381333932", "Marker", "2,00"},
				Refusal: &goods.Refusal{Line: 4, Reason: "reason.check_digit", Values: map[string]any{"code": "4006381333932"}}}}}
	return s
}

// open is a model over a stock room, opened.
func open(t testing.TB, s *shelf) *Model {
	t.Helper()
	m := New(Deps{Goods: s, Files: s, Acts: atOnce{}, Reads: atOnce{}, Long: atOnce{}, Lang: func() shop.Lang { return shop.English }, Exponent: 2})
	m.Open()
	return m
}
