package inventory

import (
	"bufio"
	"context"
	"encoding/json"
	"errors"
	"io"
	"strings"

	"kassa/app/act"
	"kassa/app/books"
	"kassa/app/fault"
	"kassa/app/journal"
	"kassa/app/money"
	"kassa/app/rights"
	"kassa/app/shop"
	"kassa/app/tabular"
)

// ExportSpec says what to write out: "products" or "stock", as "csv", "xlsx" or "json". Path is for [Inventory.ExportFile];
// empty: a new file in the folder of the person at this machine.
type ExportSpec struct {
	What   string
	Format string
	Path   string
}

// Exported is what was written.
type Exported struct {
	Path string
	Rows int64
}

// Export writes all live products, with what is there of each, or the stock of those whose stock is kept. Brought in again
// the file changes nothing. Costs are in it only for whoever may see them. That data left is written down as an act; when
// that cannot be, the answer is an error, and what w got is to be thrown away. Faults: NoRight, BadOption, storage; errors
// of w.
func (v *Inventory) Export(ctx context.Context, spec ExportSpec, w io.Writer) (n int64, err error) {
	if err := v.frame.May(ctx, rights.Ask{Act: rights.Export}); err != nil {
		return 0, err
	}
	out, err := newGoodsSink(spec, w)
	if err != nil {
		return 0, err
	}
	err = v.view(ctx, func(tx books.Tx, set act.Setup) error {
		categories, err := tx.Products().Categories()
		if err != nil {
			return err
		}
		row := rowWriter{set: set, seesCost: v.seesCost(ctx, tx), stock: spec.What == "stock", names: map[shop.ID]string{}}
		for _, c := range categories {
			row.names[c.ID] = c.Names.In(set.Shop.Lang)
		}
		out.begin(row.columns())
		return tx.StockList().Walk(set.Till.Place, func(f shop.Found) error {
			if row.stock && !f.Product.Tracked {
				return ctx.Err()
			}
			n++
			out.row(row.cells(f))
			return ctx.Err()
		})
	})
	if err == nil {
		err = out.end()
	}
	_, written := v.frame.Do(context.WithoutCancel(ctx), act.Spec{ID: v.frame.NewID(), Right: rights.Export},
		func(books.Tx, shop.Moment) (journal.Body, error) { return journal.OfExport(spec.What, 0, 0, n), nil })
	return n, errors.Join(err, written)
}

// ExportFile writes into a file that is whole or not there; one that nobody named a place for takes the place of no other.
// Fault: FileUnwritable, those of Export.
func (v *Inventory) ExportFile(ctx context.Context, spec ExportSpec) (out Exported, err error) {
	write := func(w io.Writer) (err error) {
		out.Rows, err = v.Export(ctx, spec, w)
		return err
	}
	if out.Path = spec.Path; out.Path != "" {
		err = tabular.WriteWhole(out.Path, write)
	} else {
		var day int
		if err := v.view(ctx, func(_ books.Tx, set act.Setup) error { day = set.Shop.Moment(v.frame.Now()).Day; return nil }); err != nil {
			return out, err
		}
		out.Path, err = tabular.WriteAtHome(spec.What+"-"+shop.DayLabel(day)+"."+spec.Format, write)
	}
	if _, ours := fault.Of(err); err != nil && !ours {
		err = fault.Wrap(fault.FileUnwritable, fault.Args{"path": out.Path}, err)
	}
	return out, err
}

// goodsCell is one value on its way out: a text, or a number with decimals.
type goodsCell struct {
	text     string
	n        int64
	decimals int
	number   bool
}

// rowWriter says what stands in a row.
type rowWriter struct {
	set      act.Setup
	seesCost bool
	stock    bool
	names    map[shop.ID]string // of categories
}

func (r rowWriter) columns() []string {
	list := []string{"id", "sku", "barcode", "packs", "name_en", "name_ru", "category", "price", "cost", "tax", "unit", "tracked", "stock", "low",
		"favourite", "note", "note_confirm", "receipt_note"}
	if r.stock {
		list = []string{"id", "sku", "barcode", "name", "unit", "stock", "low", "cost", "value"}
	}
	if r.seesCost {
		return list
	}
	kept := list[:0]
	for _, c := range list {
		if c != "cost" && c != "value" {
			kept = append(kept, c)
		}
	}
	return kept
}

func (r rowWriter) cells(f shop.Found) map[string]goodsCell {
	p, exponent := f.Product, r.set.Shop.Currency.Exponent
	text := func(s string) goodsCell { return goodsCell{text: s} }
	price := func(v money.UnitPrice) goodsCell {
		if v%money.PerMinor == 0 {
			return goodsCell{n: int64(v / money.PerMinor), decimals: exponent, number: true}
		}
		return goodsCell{n: int64(v), decimals: exponent + 4, number: true}
	}
	cells := map[string]goodsCell{"id": text(string(p.ID)), "sku": text(p.SKU), "name": text(p.Names.In(r.set.Shop.Lang)),
		"name_en": text(p.Names[shop.English]), "name_ru": text(p.Names[shop.Russian]), "category": text(r.names[p.Category]), "price": price(p.Price),
		"cost": price(p.Cost), "tax": text(r.set.Taxes[p.TaxGroup].Code), "unit": text(string(p.Unit)), "tracked": text(yesNo(p.Tracked)),
		"low": quantity(p.Low), "note": text(p.CashierNote), "note_confirm": text(yesNo(p.NoteConfirm)), "receipt_note": text(p.ReceiptNote)}
	if p.PriceKind == shop.OpenPrice {
		cells["price"] = text("open")
	}
	if p.Favourite > 0 {
		cells["favourite"] = goodsCell{n: int64(p.Favourite), number: true}
	}
	if p.Tracked {
		cells["stock"] = quantity(f.OnHand)
	}
	if value, err := p.Cost.Times(f.OnHand, money.HalfUp); err == nil {
		cells["value"] = goodsCell{n: int64(value), decimals: exponent, number: true}
	}
	var plain, packs []string
	for _, b := range p.Barcodes {
		if b.Qty == money.One {
			plain = append(plain, b.Code)
		} else {
			packs = append(packs, b.Code+"="+b.Qty.String())
		}
	}
	cells["barcode"], cells["packs"] = text(strings.Join(plain, "|")), text(strings.Join(packs, "|"))
	return cells
}

// quantity is a cell with a quantity: never with exactly three decimals, which could be read as thousands.
func quantity(q money.Qty) goodsCell {
	for decimals, unit := range []money.Qty{1000, 100, 10} {
		if q%unit == 0 {
			return goodsCell{n: int64(q / unit), decimals: decimals, number: true}
		}
	}
	return goodsCell{n: 10 * int64(q), decimals: 4, number: true}
}

func yesNo(yes bool) string {
	if yes {
		return "yes"
	}
	return "no"
}

// goodsSink is a form in which rows are written.
type goodsSink struct {
	sheet   tabular.Sheet
	json    *bufio.Writer
	out     *bufio.Writer
	columns []string
	rows    int
	err     error
}

func newGoodsSink(spec ExportSpec, w io.Writer) (*goodsSink, error) {
	if spec.What != "products" && spec.What != "stock" {
		return nil, fault.New(fault.BadOption, fault.Args{"option": "what", "value": spec.What, "allowed": "products, stock"})
	}
	s := &goodsSink{out: bufio.NewWriterSize(w, 64<<10)}
	switch spec.Format {
	case "", "csv":
		s.sheet = tabular.NewWriter(s.out, tabular.WriterOptions{})
	case "xlsx":
		s.sheet = tabular.NewWorkbook(s.out)
	case "json":
		s.json = s.out
	default:
		return nil, fault.New(fault.BadOption, fault.Args{"option": "--format", "value": spec.Format, "allowed": "csv, xlsx, json"})
	}
	return s, nil
}

func (s *goodsSink) begin(columns []string) {
	s.columns = columns
	if s.sheet != nil {
		s.sheet.Texts(columns...)
		s.sheet.EndRow()
		return
	}
	_, s.err = s.json.WriteString("[")
}

func (s *goodsSink) row(cells map[string]goodsCell) {
	s.rows++
	if s.sheet == nil {
		s.object(cells)
		return
	}
	for _, name := range s.columns {
		switch c := cells[name]; {
		case c.number:
			s.sheet.Decimal(c.n, c.decimals)
		case c.text == "":
			s.sheet.Empty()
		default:
			s.sheet.Text(c.text)
		}
	}
	s.sheet.EndRow()
}

// object writes a row for a program: every number as a decimal text.
func (s *goodsSink) object(cells map[string]goodsCell) {
	o := make(map[string]string, len(s.columns))
	for _, name := range s.columns {
		c := cells[name]
		if o[name] = c.text; c.number {
			o[name] = tabular.Plain(c.n, c.decimals)
		}
	}
	mark := ",\n"
	if s.rows == 1 {
		mark = "\n"
	}
	b, err := json.Marshal(o)
	if err == nil && s.err == nil {
		_, err = s.json.WriteString(mark + string(b))
	}
	s.err = errors.Join(s.err, err)
}

func (s *goodsSink) end() error {
	if s.sheet != nil {
		s.err = errors.Join(s.err, s.sheet.Close())
	} else {
		_, err := s.json.WriteString("\n]\n")
		s.err = errors.Join(s.err, err)
	}
	return errors.Join(s.err, s.out.Flush())
}
