package inventory

import (
	"strings"

	"kassa/app/money"
	"kassa/app/shop"
	"kassa/app/tabular"
)

// ImportFields are the columns that an import of products looks for, with the headings that mean them in English,
// Russian and the exports of other tills.
func ImportFields() []tabular.Field {
	return []tabular.Field{
		{Name: "product_id", Synonyms: []string{"id"}},
		{Name: "barcode", Synonyms: []string{"barcodes", "bar code", "ean", "ean13", "ean-13", "ean8", "gtin", "upc", "upc-a",
			"штрихкод", "штрих-код", "штрихкоды", "штрихкод ean13", "шк", "код ean"}},
		{Name: "sku", Synonyms: []string{"article", "item number", "item no", "product code", "stockcode", "reference", "internal reference",
			"артикул", "код товара", "код", "внутренний код"}},
		{Name: "name", Synonyms: []string{"product", "product name", "item", "item name", "title", "description", "product_name", "handle",
			"наименование", "название", "товар", "наименование товара", "номенклатура", "описание"}},
		{Name: "name_en", Synonyms: []string{"name (en)", "english name", "name english", "наименование en", "название по-английски"}},
		{Name: "name_ru", Synonyms: []string{"name (ru)", "russian name", "name russian", "наименование ru", "название по-русски"}},
		{Name: "price", Synonyms: []string{"sale price", "selling price", "retail price", "unit price", "unitprice", "sales price", "lst_price",
			"цена", "розничная цена", "цена продажи", "цена за единицу", "цена розничная"}},
		{Name: "cost", Synonyms: []string{"purchase price", "cost price", "buying price", "standard_price", "себестоимость", "закупочная цена",
			"цена закупки", "цена закупочная"}},
		{Name: "category", Synonyms: []string{"group", "department", "product category", "pos category", "категория", "группа", "группа товаров",
			"раздел", "отдел"}},
		{Name: "tax", Synonyms: []string{"vat", "vat rate", "tax rate", "tax group", "taxes", "ндс", "ставка ндс", "налог"}},
		{Name: "unit", Synonyms: []string{"uom", "unit of measure", "единица", "ед", "ед. изм.", "единица измерения"}},
		{Name: "stock", Synonyms: []string{"in stock", "quantity", "on hand", "qty on hand", "quantity on hand", "остаток", "остатки",
			"количество", "кол-во"}},
		{Name: "low", Synonyms: []string{"low stock", "reorder level", "minimum", "min stock", "минимальный остаток", "неснижаемый остаток"}},
		{Name: "qty", Synonyms: []string{"pack quantity", "pack size", "units per pack", "в упаковке", "количество в упаковке"}},
		{Name: "packs"},
		{Name: "tracked"},
		{Name: "note", Synonyms: []string{"note for the cashier", "заметка для кассира"}},
		{Name: "note_confirm"},
		{Name: "receipt_note", Synonyms: []string{"note on the receipt", "заметка на чеке"}},
		{Name: "favourite", Synonyms: []string{"favorite", "избранное"}},
		{Name: "symbology", Synonyms: []string{"barcode type", "code type", "тип штрихкода"}},
	}
}

// unitOf finds a unit by what people write for it; empty is a piece.
func unitOf(s string) (shop.Unit, bool) {
	switch strings.TrimSuffix(strings.ToLower(s), ".") {
	case "", "pc", "pcs", "piece", "pieces", "ea", "each", "unit", "unit(s)", "units", "st", "stk", "шт", "штука", "штук":
		return shop.Piece, true
	case "kg", "kilo", "kilogram", "кг", "килограмм":
		return shop.Kilo, true
	case "l", "lt", "ltr", "litre", "liter", "л", "литр":
		return shop.Litre, true
	case "m", "metre", "meter", "м", "метр", "пог. м", "пог.м":
		return shop.Metre, true
	}
	return "", false
}

// yes reads a cell that says yes or no; ok is false when it says neither.
func yes(s string) (yes, ok bool) {
	switch strings.ToLower(s) {
	case "yes", "y", "true", "1", "да":
		return true, true
	case "no", "n", "false", "0", "нет":
		return false, true
	}
	return false, false
}

// openPrice reports whether a cell says that the price is typed at the till.
func openPrice(s string) bool {
	switch strings.ToLower(s) {
	case "open", "any", "free", "любая", "свободная", "свободная цена":
		return true
	}
	return false
}

// foreign reports whether a price names a currency that is not the shop's.
func foreign(s string, own money.Currency) bool {
	mark := strings.ToLower(strings.TrimSuffix(strings.TrimSpace(tabular.CurrencyMark(s)), "."))
	if mark == "" {
		return false
	}
	for code, marks := range map[string]string{
		"EUR": "eur € euro евро", "RUB": "rub rur ₽ руб р рублей рубль", "USD": "usd $ us$ долл", "GBP": "gbp £",
		"CHF": "chf fr sfr", "KZT": "kzt ₸ тг тенге", "JPY": "jpy ¥ 円", "KWD": "kwd kd",
	} {
		for known := range strings.FieldsSeq(marks) {
			if known == mark {
				return code != own.Code
			}
		}
	}
	return mark != strings.ToLower(own.Code) && mark != strings.ToLower(own.Symbol)
}

// groupOf finds a tax group by its code, its name in any language, or the rate of its only tax ("19", "19 %").
func groupOf(s string, taxes shop.TaxTable, day int, style tabular.Style) (shop.ID, bool) {
	var byRate shop.ID
	rate, err := tabular.ParsePercent(s, 4, style)
	for id, g := range taxes {
		if strings.EqualFold(g.Code, s) {
			return id, true
		}
		for _, name := range g.Names {
			if strings.EqualFold(name, s) {
				return id, true
			}
		}
		var sum money.Rate
		for _, t := range g.On(day) {
			sum += t.Rate
		}
		if err == nil && sum == money.Rate(rate) && (byRate == "" || g.Code < taxes[byRate].Code) {
			byRate = id
		}
	}
	return byRate, byRate != ""
}
