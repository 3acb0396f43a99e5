package data

import (
	"slices"

	"kassa/app/fault"
	"kassa/app/shop"
)

// statements of the catalogue, each of many rows.
func insertProducts() statement {
	return statement{
		what: "product",
		head: `INSERT INTO products (id, uid, sku, category_id, tax_group_id, entity_id, unit, price, price_kind, cost, tracked,
			low, favourite, piece_code, row_version, names, cashier_note, note_confirm, receipt_note) VALUES `,
		row: "(?, ?, ?, " + optionalID("categories") + ", " + optionalID("tax_groups") + ", " + optionalID("entities") +
			", ?, ?, ?, ?, ?, ?, ?, ?, 1, ?, ?, ?, ?)",
	}
}

const productWidth = 21

func productArgs(key int64, p shop.Product) []any {
	return []any{key, id(p.ID), p.SKU, id(p.Category), id(p.Category), id(p.TaxGroup), id(p.TaxGroup), id(p.Entity), id(p.Entity),
		string(p.Unit), int64(p.Price), string(kindOf(p)), int64(p.Cost), p.Tracked, int64(p.Low), p.Favourite, p.PieceCode,
		namesText(p.Names), p.CashierNote, p.NoteConfirm, p.ReceiptNote}
}

// kindOf is the price kind to store: a product that says nothing has a price of its own.
func kindOf(p shop.Product) shop.PriceKind {
	if p.PriceKind == "" {
		return shop.FixedPrice
	}
	return p.PriceKind
}

func insertNames() statement {
	return statement{what: "product", head: "INSERT INTO product_names (lang, category_id, sort_name, product_id) VALUES ",
		row: "(?, COALESCE((SELECT id FROM categories WHERE uid = ?), 0), ?, ?)"}
}

// insertLists writes the words of a product as one text.
func insertLists() statement {
	return statement{what: "product", head: "INSERT INTO product_words (product_id, favourite, words) VALUES ", row: "(?, ?, ?)"}
}

func insertWords() statement {
	return statement{what: "product", head: "INSERT INTO words (word, product_id) VALUES ", row: "(?, ?)"}
}

func insertBarcodes() statement {
	return statement{what: "barcode", head: "INSERT INTO barcodes (product_id, code, qty, code_no) VALUES ", row: "(?, ?, ?, ?)",
		tail: " ON CONFLICT (product_id, code) DO UPDATE SET qty = excluded.qty, code_no = excluded.code_no, archived_at = NULL"}
}

// addBatch is how many products are written at once: enough for long statements, little enough for memory.
const addBatch = 512

// Add implements books.Products. All or none; a SKU that a live product carries is AlreadyExists.
func (t products) Add(list ...shop.Product) error {
	for part := range slices.Chunk(list, addBatch) {
		if err := t.addPart(part); err != nil {
			if f, ok := fault.Of(err); ok && f.Code == fault.AlreadyExists && len(list) == 1 {
				return fault.Wrap(f.Code, fault.Args{"what": "product", "value": list[0].SKU}, f.Err)
			}
			return err
		}
	}
	return nil
}

func (t products) addPart(part []shop.Product) error {
	for _, p := range part {
		if err := p.Validate(); err != nil {
			return err
		}
	}
	keys, err := t.newIDs("products", len(part))
	if err != nil {
		return err
	}
	var rows, names, lists, codes []any
	type entry struct {
		word string
		key  int64
	}
	var entries []entry
	for i, p := range part {
		words := wordsOf(p)
		rows = append(rows, productArgs(keys[i], p)...)
		names = append(names, nameArgs(keys[i], p)...)
		lists = append(lists, keys[i], p.Favourite > 0, wordList(words))
		codes = append(codes, barcodeArgs(keys[i], p)...)
		for _, w := range words {
			entries = append(entries, entry{w, keys[i]})
		}
	}
	// In the order of the index: neighbours share its pages.
	slices.SortStableFunc(entries, func(a, b entry) int {
		switch {
		case a.word < b.word:
			return -1
		case a.word > b.word:
			return 1
		}
		return int(a.key - b.key)
	})
	words := make([]any, 0, 2*len(entries))
	for _, e := range entries {
		words = append(words, e.word, e.key)
	}
	shelves, err := t.shelves(keys, part)
	if err != nil {
		return err
	}
	if err := t.insertAll(rows, names, lists, words, codes); err != nil {
		return err
	}
	return t.insert(insertShelves(), 3, shelves)
}

func (t products) insertAll(rows, names, lists, words, codes []any) error {
	if err := t.insert(insertProducts(), productWidth, rows); err != nil {
		return err
	}
	if err := t.insert(insertNames(), 4, names); err != nil {
		return err
	}
	if err := t.insert(insertLists(), 3, lists); err != nil {
		return err
	}
	if err := t.insert(insertWords(), 2, words); err != nil {
		return err
	}
	return t.insert(insertBarcodes(), 4, codes)
}

func nameArgs(key int64, p shop.Product) []any {
	var args []any
	for _, lang := range listedLangs() {
		args = append(args, string(lang), id(p.Category), sortName(p.Names.In(lang)), key)
	}
	return args
}

func barcodeArgs(key int64, p shop.Product) []any {
	var args []any
	for i, b := range p.Barcodes {
		args = append(args, key, b.Code, int64(b.Qty), i+1)
	}
	return args
}

// Update implements books.Products.
func (t products) Update(p shop.Product) (bool, error) {
	if err := p.Validate(); err != nil {
		return false, err
	}
	old, found, err := t.ByID("", p.ID)
	if err != nil || !found || old.Product.Version != p.Version {
		return false, err
	}
	key, err := t.keyOf("products", "product", p.ID)
	if err != nil {
		return false, err
	}
	n, err := t.exec("product", `UPDATE products SET sku = ?, category_id = `+optionalID("categories")+`, tax_group_id = `+
		optionalID("tax_groups")+`, entity_id = `+optionalID("entities")+`, unit = ?, price = ?, price_kind = ?, cost = ?,
		tracked = ?, low = ?, favourite = ?, piece_code = ?, names = ?, cashier_note = ?, note_confirm = ?, receipt_note = ?,
		row_version = row_version + 1
		WHERE id = ? AND row_version = ? AND archived_at IS NULL`,
		append(productArgs(key, p)[2:], key, p.Version)...)
	if err != nil || n == 0 {
		return false, err
	}
	if err := t.unlist(key, old.Product); err != nil {
		return false, err
	}
	if _, err := t.exec("product", "DELETE FROM barcodes WHERE product_id = ?", key); err != nil {
		return false, err
	}
	if err := t.relist(key, p); err != nil {
		return false, err
	}
	if err := t.insert(insertBarcodes(), 4, barcodeArgs(key, p)); err != nil || old.Product.Tracked == p.Tracked && old.Product.Low == p.Low {
		return err == nil, err
	}
	return true, t.watch(key, p.Tracked, int64(p.Low))
}

// unlist takes a product, as it was, out of the lists that find it.
func (t products) unlist(key int64, old shop.Product) error {
	for _, lang := range listedLangs() {
		if _, err := t.exec("product", `DELETE FROM product_names WHERE lang = ? AND sort_name = ? AND product_id = ?`,
			string(lang), sortName(old.Names.In(lang)), key); err != nil {
			return err
		}
	}
	for _, w := range wordsOf(old) {
		if _, err := t.exec("product", "DELETE FROM words WHERE word = ? AND product_id = ?", w, key); err != nil {
			return err
		}
	}
	_, err := t.exec("product", "DELETE FROM product_words WHERE product_id = ?", key)
	return err
}

// relist puts a product into the lists that find it.
func (t products) relist(key int64, p shop.Product) error {
	words := wordsOf(p)
	args := make([]any, 0, 2*len(words))
	for _, w := range words {
		args = append(args, w, key)
	}
	return t.insertAll(nil, nameArgs(key, p), []any{key, p.Favourite > 0, wordList(words)}, args, nil)
}
