package journal

import (
	"cmp"
	"crypto/sha256"
	"slices"

	"kassa/app/shop"
)

// The kinds of records about goods; version 1 each.
const (
	ProductsImport = "products_import"
	ProductAdd     = "product_add"
)

// Import is what an import of products did.
type Import struct {
	File     string // the name of the file, without its folder
	FileHash []byte // SHA-256 of the file as it was read
	Rows     int64  // rows of the file
	Added    int64  // products that were new
	Changed  int64  // products that were known and changed
	Refused  int64  // rows that were refused
	Moves    []shop.StockMove
}

// OfProductsImport says an import: the file, what became of its rows, and the number and hash ([HashMoves]) of the
// stock moves it made. Each of those moves names the id of the import's act as its Document.
func OfProductsImport(i Import) Body {
	moved := HashMoves(i.Moves)
	return factOf(ProductsImport, 512, func(w *writer) {
		w.int("added", i.Added)
		w.int("changed", i.Changed)
		w.text("file", i.File)
		w.hex("file_hash", i.FileHash)
		w.text("kind", ProductsImport)
		w.int("moves", int64(len(i.Moves)))
		w.hex("moves_hash", moved)
		w.int("refused", i.Refused)
		w.int("rows", i.Rows)
	})
}

// OfProductAdd says a product as it was added by hand, and the stock moves that were made with it; their Document is
// the id of the act.
func OfProductAdd(p shop.Product, moves ...shop.StockMove) Body {
	moved := HashMoves(moves)
	return factOf(ProductAdd, 1024, func(w *writer) {
		w.open("barcodes", '[')
		for _, b := range p.Barcodes {
			w.item()
			w.text("code", b.Code)
			w.int("qty", int64(b.Qty))
			w.close('}')
		}
		w.close(']')
		w.text("category", string(p.Category))
		w.int("cost", int64(p.Cost))
		w.text("entity", string(p.Entity))
		w.text("id", string(p.ID))
		w.text("kind", ProductAdd)
		w.int("moves", int64(len(moves)))
		w.hex("moves_hash", moved)
		appendNames(w, p.Names)
		w.int("price", int64(p.Price))
		w.text("price_kind", string(p.PriceKind))
		w.text("sku", p.SKU)
		w.text("tax_group", string(p.TaxGroup))
		w.flag("tracked", p.Tracked)
		w.text("unit", string(p.Unit))
	})
}

// HashMoves stands for many stock moves of one document: SHA-256 over their canonical objects, as [OfSale] writes them,
// each followed by a line feed, in the order of product, place, kind, quantity, cost, time. No moves have no hash.
func HashMoves(moves []shop.StockMove) []byte {
	if len(moves) == 0 {
		return nil
	}
	sorted := slices.SortedFunc(slices.Values(moves), func(a, b shop.StockMove) int {
		return cmp.Or(cmp.Compare(a.Product, b.Product), cmp.Compare(a.Place, b.Place), cmp.Compare(a.Kind, b.Kind),
			cmp.Compare(a.Qty, b.Qty), cmp.Compare(a.Cost, b.Cost), a.At.At.Compare(b.At.At))
	})
	h := sha256.New()
	w := &writer{b: make([]byte, 0, 256)}
	for i := range sorted {
		w.b = w.b[:0]
		appendMove(w, &sorted[i])
		w.b = append(w.b, '\n')
		h.Write(w.b)
	}
	return h.Sum(nil)
}
