package journal

import (
	"kassa/app/shop"
)

// The kinds of records about the stock room; version 1 each.
const (
	ProductChange  = "product_change"
	PriceChange    = "price_change"
	ProductArchive = "product_archive"
	CategoryAdd    = "category_add"
	CategoryChange = "category_change"
	StockDoc       = "stock_doc"
)

// Change is one field of a thing that was changed, as text.
type Change struct{ Field, Old, New string }

// OfProductChange says which fields of a product were changed by hand.
func OfProductChange(p shop.Product, changes []Change) Body {
	return factOf(ProductChange, 256+256*len(changes), func(w *writer) {
		appendChanges(w, changes)
		w.text("id", string(p.ID))
		w.text("kind", ProductChange)
		w.text("sku", p.SKU)
	})
}

func appendChanges(w *writer, changes []Change) {
	w.open("changes", '[')
	for _, c := range changes {
		w.item()
		w.text("field", c.Field)
		w.text("new", c.New)
		w.text("old", c.Old)
		w.close('}')
	}
	w.close(']')
}

// OfPriceChange says that a product has another price from now on, and nothing else of it was changed.
func OfPriceChange(old, p shop.Product) Body {
	return factOf(PriceChange, 256, func(w *writer) {
		w.text("id", string(p.ID))
		w.text("kind", PriceChange)
		w.int("new", int64(p.Price))
		w.text("new_kind", string(p.PriceKind))
		w.int("old", int64(old.Price))
		w.text("old_kind", string(old.PriceKind))
		w.text("sku", p.SKU)
	})
}

// OfProductArchive says that a product was put away, or brought back.
func OfProductArchive(p shop.Product, away bool) Body {
	return factOf(ProductArchive, 256, func(w *writer) {
		w.flag("away", away)
		w.text("id", string(p.ID))
		w.text("kind", ProductArchive)
		appendNames(w, p.Names)
		w.text("sku", p.SKU)
	})
}

// OfCategoryAdd says a category that was added.
func OfCategoryAdd(c shop.Category) Body {
	return factOf(CategoryAdd, 256, func(w *writer) {
		w.int("color", int64(c.Color))
		w.text("id", string(c.ID))
		w.text("kind", CategoryAdd)
		appendNames(w, c.Names)
	})
}

// OfCategoryChange says which fields of a category were changed.
func OfCategoryChange(c shop.Category, changes []Change) Body {
	return factOf(CategoryChange, 256, func(w *writer) {
		appendChanges(w, changes)
		w.text("id", string(c.ID))
		w.text("kind", CategoryChange)
	})
}

// StockEntry is a document of the stock room with what else its act did.
type StockEntry struct {
	Doc     shop.StockDoc
	Started []shop.ID // products whose stock is kept from now on
	// File and FileHash are those of the file that the document was made from; empty where a person typed it.
	File     string
	FileHash []byte
}

// OfStockDoc says a document of the stock room whole, and the number and hash ([HashMoves]) of its moves; each of them
// names the document, which is the act. Supplier and note stand as hashes ([NoteHash], lines -1 and 0).
func OfStockDoc(e StockEntry) Body {
	d := e.Doc
	moves := d.Moves()
	moved := HashMoves(moves)
	return factOf(StockDoc, 1024+320*len(d.Lines), func(w *writer) {
		w.int("at", d.At.At.UnixMilli())
		w.int("day", int64(d.At.Day))
		w.text("file", e.File)
		w.hex("file_hash", e.FileHash)
		w.int("hour", int64(d.At.Hour))
		w.text("id", string(d.ID))
		w.text("kind", StockDoc)
		w.open("lines", '[')
		for i := range d.Lines {
			appendStockLine(w, &d.Lines[i])
		}
		w.close(']')
		w.int("moves", int64(len(moves)))
		w.hex("moves_hash", moved)
		w.hex("note", NoteHash(d.ID, 0, d.Note))
		w.int("number", d.Number)
		w.int("offset", int64(d.At.OffsetMin))
		w.text("place", string(d.Place))
		w.text("reason", string(d.Reason))
		w.text("staff", string(d.Staff))
		w.text("staff_code", d.StaffCode)
		w.open("started", '[')
		for _, p := range e.Started {
			w.item()
			w.text("product", string(p))
			w.close('}')
		}
		w.close(']')
		w.hex("supplier", NoteHash(d.ID, -1, d.Supplier))
		w.text("till", string(d.Till))
		w.int("total", int64(d.Total))
		w.text("type", string(d.Kind))
	})
}

func appendStockLine(w *writer, l *shop.StockLine) {
	w.item()
	w.int("amount", int64(l.Amount))
	w.int("cost", int64(l.Cost))
	w.text("name", l.Name)
	w.int("no", int64(l.No))
	w.text("product", string(l.Product))
	w.int("qty", int64(l.Qty))
	w.text("sku", l.SKU)
	w.text("unit", string(l.Unit))
	w.close('}')
}
