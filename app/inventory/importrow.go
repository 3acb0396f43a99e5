package inventory

import (
	"encoding/base32"
	"hash/fnv"
	"slices"
	"strconv"
	"strings"

	"kassa/app/money"
	"kassa/app/shop"
	"kassa/app/tabular"
)

// item is a row that can be right: what it says, and what it leaves unsaid (has…).
type item struct {
	row      tabular.Row
	id       shop.ID // as an export of this shop says it
	sku      string
	packs    []shop.Barcode // codes with a quantity of their own
	tracked  *bool
	confirm  *bool
	note     string
	receipt  string
	codes    []shop.Barcode
	hasPack  bool // the row says how many pieces its codes stand for
	names    shop.Names
	hasPrice bool
	open     bool
	price    money.UnitPrice
	hasCost  bool
	cost     money.UnitPrice
	category string
	tax      shop.ID
	unit     shop.Unit
	stock    *money.Qty
	low      *money.Qty
	place    *int // among the favourites
}

// no is why a row cannot be taken.
type no struct {
	reason string
	values map[string]any
}

func refused(reason string, values map[string]any) *no { return &no{"reason." + reason, values} }

// read makes an item of a row, or says why not. A SKU or barcode counts as used once its row was read.
func (im *importer) read(row tabular.Row) (item, *no) {
	it := item{row: row, names: shop.Names{}}
	for _, step := range []func(*item, tabular.Row) *no{im.readName, im.readCodes, im.readPrice, im.readKind, im.readAmounts, im.readNotes, im.notTwice} {
		if bad := step(&it, row); bad != nil {
			return it, bad
		}
	}
	return it, nil
}

func (im *importer) readName(it *item, row tabular.Row) *no {
	for field, lang := range map[string]shop.Lang{"name_en": shop.English, "name_ru": shop.Russian, "name": ""} {
		name := CleanName(im.columns.Text(row, field))
		if name == "" {
			continue
		}
		if lang == "" {
			lang = im.set.Shop.Lang
			if CleanName(im.columns.Text(row, "name_"+string(lang))) != "" {
				continue
			}
		}
		it.names[lang] = name
	}
	if len(it.names) == 0 {
		return refused("name_empty", nil)
	}
	return nil
}

// readCodes reads the SKU and the barcodes; several stand in one cell with | ; or , between them.
func (im *importer) readCodes(it *item, row tabular.Row) *no {
	it.id = shop.ID(im.columns.Text(row, "product_id"))
	it.sku = CleanName(im.columns.Text(row, "sku"))
	pack := money.One
	if s := im.columns.Text(row, "qty"); s != "" {
		n, err := im.columns.Decimal(row, "qty", 3, im.amounts)
		if err != nil || n <= 0 {
			return refused("stock_bad", map[string]any{"value": short(s)})
		}
		pack, it.hasPack = money.Qty(n), true
	}
	cell := im.columns.Text(row, "barcode")
	for _, s := range strings.FieldsFunc(cell, func(r rune) bool { return r == '|' || r == ';' || r == ',' }) {
		if s = strings.TrimSpace(s); s == "" {
			continue
		}
		code, err := cleanCode(s)
		switch err {
		case nil:
			it.codes = append(it.codes, shop.Barcode{Code: code, Qty: pack})
		case errDigit:
			return refused("check_digit", map[string]any{"code": short(s)})
		default:
			return refused("barcode_bad", map[string]any{"code": short(s)})
		}
	}
	if bad := im.readPacks(it, row); bad != nil {
		return bad
	}
	if it.id == "" && it.sku == "" && len(it.codes)+len(it.packs) == 0 {
		it.sku = ownSKU(it.names.In(im.set.Shop.Lang))
	}
	return nil
}

// readPacks reads codes with how many units they stand for: "4006381333955=6|4006381333962=12".
func (im *importer) readPacks(it *item, row tabular.Row) *no {
	for s := range strings.SplitSeq(im.columns.Text(row, "packs"), "|") {
		if s = strings.TrimSpace(s); s == "" {
			continue
		}
		at := strings.LastIndexByte(s, '=')
		if at < 0 {
			return refused("stock_bad", map[string]any{"value": short(s)})
		}
		code, err := cleanCode(s[:at])
		qty, bad := money.ParseQty(s[at+1:])
		switch {
		case err == errDigit:
			return refused("check_digit", map[string]any{"code": short(s[:at])})
		case err != nil:
			return refused("barcode_bad", map[string]any{"code": short(s[:at])})
		case bad != nil || qty <= 0:
			return refused("stock_bad", map[string]any{"value": short(s[at+1:])})
		}
		it.packs = append(it.packs, shop.Barcode{Code: code, Qty: qty})
	}
	return nil
}

// readNotes reads the notes and what is said with yes and no.
func (im *importer) readNotes(it *item, row tabular.Row) *no {
	for field, to := range map[string]**bool{"tracked": &it.tracked, "note_confirm": &it.confirm} {
		s := im.columns.Text(row, field)
		if s == "" {
			continue
		}
		v, ok := yes(s)
		if !ok {
			return refused("yes_no", map[string]any{"value": short(s)})
		}
		*to = &v
	}
	for field, to := range map[string]*string{"note": &it.note, "receipt_note": &it.receipt} {
		if *to = cleanNote(im.columns.Text(row, field)); len([]rune(*to)) > shop.MaxNote {
			return refused("note_long", nil)
		}
	}
	return nil
}

// ownSKU is the number of goods that have neither a number nor a barcode: made from the name, so that the same file
// finds them again.
func ownSKU(name string) string {
	h := fnv.New64a()
	h.Write([]byte(strings.ToLower(name)))
	return "N-" + base32.StdEncoding.EncodeToString(h.Sum(nil))[:10]
}

// readPrice reads price and cost. A price has no more decimals than the currency, unless goods are measured: fuel at
// 2.199 a litre is a price, a loaf at 2.199 is a slip.
func (im *importer) readPrice(it *item, row tabular.Row) *no {
	unit, known := unitOf(im.columns.Text(row, "unit"))
	if !known {
		return refused("unit_unknown", map[string]any{"value": short(im.columns.Text(row, "unit"))})
	}
	it.unit = unit
	exponent := im.set.Shop.Currency.Exponent
	price := im.columns.Text(row, "price")
	switch {
	case openPrice(price):
		it.open, it.hasPrice = true, true
	case price != "":
		v, bad := im.amount(row, "price", pick(unit == shop.Piece, exponent, exponent+4))
		if bad != nil {
			return bad
		}
		it.price, it.hasPrice = v, true
	}
	if im.columns.Text(row, "cost") != "" {
		v, bad := im.amount(row, "cost", exponent+4)
		if bad != nil {
			return bad
		}
		it.cost, it.hasCost = v, true
	}
	return nil
}

// amount reads a price of the row, with so many decimals at most.
func (im *importer) amount(row tabular.Row, field string, decimals int) (money.UnitPrice, *no) {
	s := im.columns.Text(row, field)
	own := im.set.Shop.Currency
	v, err := im.columns.Decimal(row, field, decimals, im.prices)
	if err != nil {
		return 0, &no{"kind." + string(tabular.KindOf(err)), tableValues(err)}
	}
	for range own.Exponent + 4 - decimals {
		if v > int64(money.Limit) {
			return 0, refused("price_bad", map[string]any{"value": short(s)})
		}
		v *= 10
	}
	if v < 0 || v >= int64(money.Limit) || foreign(s, own) {
		return 0, refused("price_bad", map[string]any{"value": short(s)})
	}
	return money.UnitPrice(v), nil
}

// readKind reads category and tax.
func (im *importer) readKind(it *item, row tabular.Row) *no {
	it.category = CleanName(im.columns.Text(row, "category"))
	if s := im.columns.Text(row, "tax"); s != "" {
		day := im.set.Shop.Moment(im.v.frame.Now()).Day
		group, found := groupOf(s, im.set.Taxes, day, tabular.StyleUnknown)
		if !found {
			return refused("tax_unknown", map[string]any{"value": short(s)})
		}
		it.tax = group
	}
	return nil
}

func (im *importer) readAmounts(it *item, row tabular.Row) *no {
	for _, one := range []struct {
		field string
		to    **money.Qty
	}{{"stock", &it.stock}, {"low", &it.low}} {
		s := im.columns.Text(row, one.field)
		if s == "" {
			continue
		}
		v, err := im.columns.Decimal(row, one.field, 3, im.amounts)
		if err != nil || v > maxStock || v < -maxStock || one.field == "low" && v < 0 {
			return refused("stock_bad", map[string]any{"value": short(s)})
		}
		q := money.Qty(v)
		*one.to = &q
	}
	if s := im.columns.Text(row, "favourite"); s != "" {
		n, err := strconv.Atoi(s)
		if err != nil || n < 0 || n > 1_000_000 {
			return refused("stock_bad", map[string]any{"value": short(s)})
		}
		it.place = &n
	}
	return nil
}

// maxStock bounds a stock: a thousand million pieces.
const maxStock = 1_000_000_000 * int64(money.One)

// notTwice refuses a SKU or a code that an earlier row of the file has.
func (im *importer) notTwice(it *item, row tabular.Row) *no {
	keys := make([]string, 0, 2+len(it.codes)+len(it.packs))
	for _, b := range it.packs {
		if line, twice := im.first[bare(b.Code)]; twice {
			return refused("barcode_twice", map[string]any{"code": b.Code, "line": line})
		}
		keys = append(keys, bare(b.Code))
	}
	if it.sku != "" {
		keys = append(keys, "sku "+it.sku)
		if line, twice := im.first["sku "+it.sku]; twice {
			return refused("sku_twice", map[string]any{"sku": it.sku, "line": line})
		}
	}
	kept := it.codes[:0]
	for _, b := range it.codes {
		key := bare(b.Code)
		if line, twice := im.first[key]; twice {
			return refused("barcode_twice", map[string]any{"code": b.Code, "line": line})
		}
		if !slices.Contains(keys, key) {
			keys = append(keys, key)
			kept = append(kept, b)
		}
	}
	it.codes = kept
	for _, k := range keys {
		im.first[k] = row.Line
	}
	return nil
}

func pick(first bool, a, b int) int {
	if first {
		return a
	}
	return b
}
