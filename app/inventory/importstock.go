package inventory

import (
	"context"
	"errors"
	"path/filepath"

	"kassa/app/act"
	"kassa/app/books"
	"kassa/app/fault"
	"kassa/app/journal"
	"kassa/app/money"
	"kassa/app/rights"
	"kassa/app/shop"
	"kassa/app/tabular"
)

// StockFields are the columns that an import of stock looks for: which product, and how much of it was counted.
func StockFields() []tabular.Field {
	var list []tabular.Field
	for _, f := range ImportFields() {
		switch f.Name {
		case "product_id", "sku", "barcode":
			list = append(list, f)
		case "stock":
			f.Synonyms = append(f.Synonyms, "counted", "actual", "факт", "по факту", "фактический остаток", "gezählt", "gezählter bestand",
				"zählmenge", "inventurmenge")
			list = append(list, f)
		}
	}
	return list
}

// ImportStock sets what is there to what a file says was counted: for every batch of rows one correction in a document, with
// the difference of each product. What is as counted stays, so the same file again changes nothing. A product whose stock was
// not kept is kept from then on. Faults: those of Import.
func (v *Inventory) ImportStock(ctx context.Context, spec ImportSpec) (ImportReport, error) {
	one, err := v.importer(ctx, spec, StockFields())
	if err != nil {
		return ImportReport{}, err
	}
	defer one.table.Close() //nolint:errcheck // it was only read
	im := &stockImport{importer: *one}
	if err = im.prepare(ctx); err == nil {
		err = im.run(ctx)
	}
	im.inOrder()
	return im.report, fileFault(spec.Path, err)
}

// stockImport is one import of stock on its way.
type stockImport struct {
	importer
	counts []countedRow
}

// countedRow is what a row says was counted.
type countedRow struct {
	row   tabular.Row
	id    shop.ID
	codes []string // SKU and barcode, as they stand there
	qty   money.Qty
}

func (im *stockImport) prepare(ctx context.Context) error {
	if err := im.prepareColumns(); err != nil {
		return err
	}
	if !im.columns.Has("stock") {
		return fault.New(fault.ColumnMissing, fault.Args{"columns": "stock"})
	}
	if !im.columns.Has("product_id") && !im.columns.Has("sku") && !im.columns.Has("barcode") {
		return fault.New(fault.ColumnMissing, fault.Args{"columns": "sku_or_barcode"})
	}
	return im.prepareStyles(ctx)
}

func (im *stockImport) run(ctx context.Context) error {
	return im.walk(ctx, func(row tabular.Row) *no {
		c, bad := im.readCount(row)
		if bad == nil {
			im.counts = append(im.counts, c)
		}
		return bad
	}, im.commit)
}

func (im *stockImport) readCount(row tabular.Row) (countedRow, *no) {
	c := countedRow{row: row, id: shop.ID(im.columns.Text(row, "product_id"))}
	for _, field := range []string{"sku", "barcode"} {
		if s := im.columns.Text(row, field); s != "" {
			c.codes = append(c.codes, s)
		}
	}
	if c.id == "" && len(c.codes) == 0 {
		return c, refused("no_code", nil)
	}
	s := im.columns.Text(row, "stock")
	if s == "" {
		return c, refused("stock_bad", map[string]any{"value": ""})
	}
	n, err := im.columns.Decimal(row, "stock", 3, im.amounts)
	if err != nil || n > maxStock || n < -maxStock {
		return c, refused("stock_bad", map[string]any{"value": short(s)})
	}
	c.qty = money.Qty(n)
	return c, nil
}

// commit books a batch as one document, or only judges it.
func (im *stockImport) commit(ctx context.Context) error {
	if im.rows == 0 {
		return nil
	}
	b := stockBatch{lines: map[shop.ID]int{}}
	if len(im.counts) > 0 {
		if err := im.book(ctx, &b); err != nil && !errors.Is(err, errNothing) {
			return err
		}
	}
	im.report.Changed += b.changed
	im.report.Same += b.same
	im.counts = im.counts[:0]
	im.told(b.lines, b.refused, b.first)
	return nil
}

// stockBatch is what became of a batch.
type stockBatch struct {
	changed, same int64
	refused       []lateRefusal
	lines         map[shop.ID]int // of the file, in which a product was counted
	first         []judged
}

func (im *stockImport) book(ctx context.Context, b *stockBatch) error {
	fill := func(tx books.Tx, set act.Setup, e *journal.StockEntry) error {
		*b = stockBatch{lines: map[shop.ID]int{}} // a unit of work may be run again
		e.File, e.FileHash = filepath.Base(im.spec.Path), im.hash
		for _, c := range im.counts {
			if err := im.count(tx, set, e, b, c); err != nil {
				return err
			}
		}
		if len(e.Doc.Lines) == 0 {
			return errNothing
		}
		return nil
	}
	if im.spec.DryRun {
		return im.v.view(ctx, func(tx books.Tx, set act.Setup) error { return fill(tx, set, &journal.StockEntry{}) })
	}
	_, err := im.v.book(ctx, shop.StockDoc{Kind: shop.MoveCorrect, Reason: shop.StockCorrection}, rights.ImportGoods, fill)
	return err
}

// count adds the difference of one product to the document.
func (im *stockImport) count(tx books.Tx, set act.Setup, e *journal.StockEntry, b *stockBatch, c countedRow) error {
	no := func(reason string, values map[string]any) error {
		b.refused = append(b.refused, lateRefusal{c.row, *refused(reason, values)})
		return nil
	}
	f, found, err := im.productOf(tx, set, c)
	if err != nil {
		return err
	}
	if !found {
		code := string(c.id)
		if len(c.codes) > 0 {
			code = c.codes[0]
		}
		return no("unknown_code", map[string]any{"code": short(code)})
	}
	line, twice := im.lines[f.Product.ID]
	if !twice {
		line, twice = b.lines[f.Product.ID]
	}
	if twice {
		return no("product_twice", map[string]any{"line": line})
	}
	b.lines[f.Product.ID] = c.row.Line
	difference := c.qty - f.OnHand
	if difference == 0 {
		b.same++
		b.first = append(b.first, judged{c.row, RowSame})
		return nil
	}
	if err := addLine(set, e, f.Product, difference, f.Product.Cost); err != nil {
		delete(b.lines, f.Product.ID)
		return no("worth_large", nil)
	}
	b.changed++
	b.first = append(b.first, judged{c.row, RowChanged})
	if im.spec.DryRun || f.Product.Tracked {
		return nil
	}
	return tx.Products().Keep(f.Product.ID, f.Product.Cost)
}

// productOf finds the product of a row by its id, its SKU or a barcode.
func (im *stockImport) productOf(tx books.Tx, set act.Setup, c countedRow) (f shop.Found, found bool, err error) {
	if c.id != "" {
		if f, found, err = tx.Products().ByID(set.Till.Place, c.id); err != nil || found {
			return f, found, err
		}
	}
	for _, code := range c.codes {
		list, err := tx.Products().ByCodes(set.Till.Place, shop.SameCodes(code))
		if err != nil {
			return f, false, err
		}
		if len(list) > 0 {
			return list[0], true, nil
		}
	}
	return f, false, nil
}
