package data

import (
	"cmp"
	"slices"
	"strings"

	"kassa/app/books"
	"kassa/app/fault"
	"kassa/app/money"
	"kassa/app/shop"
)

// products keeps the catalogue: reading here, changing in productwrite.go, search in search.go and find.go.
type products struct{ *tx }

// The columns of a product as the till needs it, with the ids of what it belongs to and its stock in one place. The
// first value of the statement is the place.
const (
	foundColumns = ` p.id, p.uid, p.sku, p.names, COALESCE(c.uid, ''), COALESCE(g.uid, ''), COALESCE(e.uid, ''), p.unit,
		p.price, p.price_kind, p.cost, p.tracked, p.low, p.favourite, p.piece_code, p.cashier_note,
		p.note_confirm, p.receipt_note, p.row_version, COALESCE(s.qty, 0) `
	foundJoins = ` LEFT JOIN categories c ON c.id = p.category_id LEFT JOIN tax_groups g ON g.id = p.tax_group_id
		LEFT JOIN entities e ON e.id = p.entity_id
		LEFT JOIN stocks s ON s.product_id = p.id AND s.place_id = (SELECT id FROM places WHERE uid = ?) `
)

// productRow takes foundColumns.
type productRow struct {
	key                                      int64
	uid, sku, names, category, group, entity string
	unit, kind, cashierNote, receiptNote     string
	price, cost, low, onHand, version        int64
	favourite                                int
	tracked, pieceCode, confirm              bool
}

func (r *productRow) into() []any {
	return []any{&r.key, &r.uid, &r.sku, &r.names, &r.category, &r.group, &r.entity, &r.unit, &r.price, &r.kind, &r.cost,
		&r.tracked, &r.low, &r.favourite, &r.pieceCode, &r.cashierNote, &r.confirm, &r.receiptNote, &r.version, &r.onHand}
}

func (r *productRow) product() (shop.Product, error) {
	names, err := namesOf(r.names)
	return shop.Product{
		ID: shop.ID(r.uid), SKU: r.sku, Names: names, Category: shop.ID(r.category), TaxGroup: shop.ID(r.group),
		Entity: shop.ID(r.entity), Unit: shop.Unit(r.unit), Price: money.UnitPrice(r.price), PriceKind: shop.PriceKind(r.kind),
		Cost: money.UnitPrice(r.cost), Tracked: r.tracked, Low: money.Qty(r.low), Favourite: r.favourite,
		PieceCode: r.pieceCode, CashierNote: r.cashierNote, NoteConfirm: r.confirm, ReceiptNote: r.receiptNote, Version: r.version,
	}, err
}

// hit is one product found by a code.
type hit struct {
	key  int64
	code string
	shop.Found
}

// ByCodes implements books.Products.
func (t products) ByCodes(place shop.ID, codes []string) ([]shop.Found, error) {
	if len(codes) == 0 {
		return nil, nil
	}
	query := `WITH hit (product_id, code, qty, by_sku) AS (
		SELECT product_id, code, qty, 0 FROM barcodes WHERE code IN (` + marks(len(codes)) + `) AND archived_at IS NULL
		UNION ALL SELECT id, sku, 1000, 1 FROM products WHERE sku IN (` + marks(len(codes)) + `) AND sku <> '' AND archived_at IS NULL)
		SELECT hit.code, hit.qty, hit.by_sku,` + foundColumns + `FROM hit JOIN products p ON p.id = hit.product_id` + foundJoins
	args := make([]any, 0, 2*len(codes)+1)
	for range 2 {
		for _, c := range codes {
			args = append(args, c)
		}
	}
	type ranked struct {
		hit
		rank int
	}
	var hits []ranked
	err := t.each("find a code", query, append(args, id(place)), func(scan scanner) error {
		var (
			h     ranked
			r     productRow
			qty   int64
			bySKU int
		)
		if err := scan(append([]any{&h.code, &qty, &bySKU}, r.into()...)...); err != nil {
			return err
		}
		p, err := r.product()
		h.key, h.Found = r.key, shop.Found{Product: p, Qty: money.Qty(qty), OnHand: money.Qty(r.onHand)}
		h.rank = 2*slices.Index(codes, h.code) + bySKU
		hits = append(hits, h)
		return err
	})
	if err != nil {
		return nil, err
	}
	slices.SortFunc(hits, func(a, b ranked) int { return cmp.Or(cmp.Compare(a.rank, b.rank), cmp.Compare(a.key, b.key)) })
	var once []hit
	for _, h := range hits {
		if !slices.ContainsFunc(once, func(o hit) bool { return o.key == h.key }) {
			once = append(once, h.hit)
		}
	}
	return t.withBarcodes(once)
}

// withBarcodes completes live products by their codes.
func (t products) withBarcodes(hits []hit) ([]shop.Found, error) {
	return t.withCodes(hits, "archived_at IS NULL")
}

// withCodes completes products by those of their codes of which a condition holds.
func (t products) withCodes(hits []hit, which string) ([]shop.Found, error) {
	if len(hits) == 0 {
		return nil, nil
	}
	args := make([]any, len(hits))
	for i, h := range hits {
		args[i] = h.key
	}
	err := t.each("read barcodes", "SELECT product_id, code, qty FROM barcodes WHERE "+which+" AND product_id IN ("+
		marks(len(hits))+") ORDER BY product_id, code_no", args, func(scan scanner) error {
		var (
			key int64
			b   shop.Barcode
		)
		err := scan(&key, &b.Code, &b.Qty)
		for i := range hits {
			if hits[i].key == key {
				hits[i].Product.Barcodes = append(hits[i].Product.Barcodes, b)
			}
		}
		return err
	})
	found := make([]shop.Found, len(hits))
	for i, h := range hits {
		found[i] = h.Found
	}
	return found, err
}

// ByID implements books.Products.
func (t products) ByID(place, of shop.ID) (shop.Found, bool, error) {
	var r productRow
	found, err := t.one("read a product", "SELECT"+foundColumns+"FROM products p"+foundJoins+"WHERE p.uid = ? AND p.archived_at IS NULL",
		[]any{id(place), id(of)}, r.into()...)
	if err != nil || !found {
		return shop.Found{}, false, err
	}
	p, err := r.product()
	if err != nil {
		return shop.Found{}, false, t.fail("read a product", err)
	}
	all, err := t.withBarcodes([]hit{{key: r.key, Found: shop.Found{Product: p, Qty: money.One, OnHand: money.Qty(r.onHand)}}})
	if err != nil {
		return shop.Found{}, false, err
	}
	return all[0], true, nil
}

// Known implements books.Products.
func (t products) Known(codes []string) (map[string]shop.ID, error) {
	known := map[string]shop.ID{}
	for part := range slices.Chunk(codes, 8*manyRows) {
		args := make([]any, 0, 2*len(part))
		for range 2 {
			for _, c := range part {
				args = append(args, c)
			}
		}
		in := marks(len(part))
		err := t.each("look codes up", `SELECT p.sku, p.uid FROM products p WHERE p.sku IN (`+in+`) AND p.sku <> '' AND p.archived_at IS NULL
			UNION ALL SELECT b.code, p.uid FROM barcodes b JOIN products p ON p.id = b.product_id
			WHERE b.code IN (`+in+`) AND b.archived_at IS NULL`, args, func(scan scanner) error {
			var code, uid string
			err := scan(&code, &uid)
			known[code] = shop.ID(uid)
			return err
		})
		if err != nil {
			return nil, err
		}
	}
	return known, nil
}

// Categories implements books.Products.
func (t products) Categories() ([]shop.Category, error) {
	var all []shop.Category
	err := t.each("read the categories",
		"SELECT uid, names, color, place_no FROM categories WHERE archived_at IS NULL ORDER BY place_no, id", nil,
		func(scan scanner) error {
			var (
				c     shop.Category
				names string
			)
			if err := scan(&c.ID, &names, &c.Color, &c.Order); err != nil {
				return err
			}
			var err error
			c.Names, err = namesOf(names)
			all = append(all, c)
			return err
		})
	return all, err
}

// AddCategory implements books.Products.
func (t products) AddCategory(c shop.Category) error {
	_, err := t.exec("category", "INSERT INTO categories (uid, names, color, place_no, row_version) VALUES (?, ?, ?, ?, 1)",
		id(c.ID), namesText(c.Names), c.Color, c.Order)
	return err
}

const (
	tileColumns = ` p.id, p.uid, p.names, p.price, p.price_kind, p.unit, COALESCE(c.color, 0), p.tracked, COALESCE(s.qty, 0), p.low `
	tileJoins   = ` LEFT JOIN categories c ON c.id = p.category_id
		LEFT JOIN stocks s ON s.product_id = p.id AND s.place_id = (SELECT id FROM places WHERE uid = ?) `
)

// tile takes tileColumns.
func tile(scan scanner) (key int64, one shop.Tile, err error) {
	var names string
	err = scan(&key, &one.ID, &names, &one.Price, &one.PriceKind, &one.Unit, &one.Color, &one.Tracked,
		&one.OnHand, &one.Low)
	if err == nil {
		one.Names, err = namesOf(names)
	}
	return key, one, err
}

// Tiles implements books.Products.
func (t products) Tiles(place shop.ID, f books.Filter, lang shop.Lang, offset, limit int) ([]shop.Tile, error) {
	var all []shop.Tile
	collect := func(scan scanner) error {
		_, one, err := tile(scan)
		all = append(all, one)
		return err
	}
	if f.Favourites {
		query := "SELECT" + tileColumns + "FROM products p" + tileJoins +
			"WHERE p.favourite > 0 AND p.archived_at IS NULL ORDER BY p.favourite, p.id LIMIT ? OFFSET ?"
		return all, t.each("read favourites", query, []any{id(place), limit, offset}, collect)
	}
	listed, args, err := t.listed(f, lang)
	if err != nil {
		return nil, err
	}
	// The page is cut from the list of names alone; only its products are read.
	query := "SELECT" + tileColumns + "FROM (SELECT product_id, sort_name FROM product_names WHERE " + listed +
		" ORDER BY sort_name, product_id LIMIT ? OFFSET ?) n JOIN products p ON p.id = n.product_id" + tileJoins +
		"ORDER BY n.sort_name, n.product_id"
	err = t.each("read products", query, append(args, limit, offset, id(place)), collect)
	return all, err
}

// listed is the condition on product_names for a filter. A language without names of its own shows the English order.
func (t products) listed(f books.Filter, lang shop.Lang) (string, []any, error) {
	if !slices.Contains(listedLangs(), lang) {
		lang = shop.English
	}
	if f.Category == "" {
		return "lang = ?", []any{string(lang)}, nil
	}
	category, err := t.keyOf("categories", "category", f.Category)
	if fault.Is(err, fault.NotFound) {
		category, err = -1, nil
	}
	return "lang = ? AND category_id = ?", []any{string(lang), category}, err
}

// listedLangs are the languages that products are listed by.
func listedLangs() []shop.Lang { return []shop.Lang{shop.English, shop.Russian} }

// Count implements books.Products.
func (t products) Count(f books.Filter) (int, error) {
	var n int
	if f.Favourites {
		_, err := t.one("count favourites", "SELECT COUNT(*) FROM products WHERE favourite > 0 AND archived_at IS NULL", nil, &n)
		return n, err
	}
	listed, args, err := t.listed(f, shop.English)
	if err != nil {
		return 0, err
	}
	_, err = t.one("count products", "SELECT COUNT(*) FROM product_names WHERE "+listed, args, &n)
	return n, err
}

// wordList joins the words of a product as product_words holds them: with a blank before each.
func wordList(words []string) string { return " " + strings.Join(words, " ") }
