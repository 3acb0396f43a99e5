package inventory

import (
	"slices"
	"strings"

	"kassa/app/money"
	"kassa/app/shop"
	"kassa/app/tabular"
)

// ImportFields are the columns that an import of products looks for, with the headings that mean them in English,
// Russian, German (as spreadsheets and merchandise programs of Germany and Austria write them) and the exports of other tills.
func ImportFields() []tabular.Field {
	return []tabular.Field{
		{Name: "product_id", Synonyms: []string{"id"}},
		{Name: "barcode", Synonyms: []string{"barcodes", "bar code", "ean", "ean13", "ean-13", "ean8", "gtin", "upc", "upc-a",
			"штрихкод", "штрих-код", "штрихкоды", "штрихкод ean13", "шк", "код ean",
			"strichcode", "ean code", "ean nummer", "ean nr", "ean/gtin", "ean / barcode", "barcode (ean)"}},
		{Name: "sku", Synonyms: []string{"article", "item number", "item no", "product code", "stockcode", "reference", "internal reference",
			"артикул", "код товара", "код", "внутренний код",
			"artikelnummer", "artikel-nr", "artikel nr.", "art.-nr.", "artnr", "art. nummer", "artikelcode", "produktnummer", "sachnummer", "nummer", "nr"}},
		{Name: "name", Synonyms: []string{"product", "product name", "item", "item name", "title", "description", "product_name", "handle",
			"наименование", "название", "товар", "наименование товара", "номенклатура", "описание",
			"bezeichnung", "artikelbezeichnung", "artikelname", "artikel", "produktname", "produkt", "produktbezeichnung", "warenbezeichnung",
			"kurzbezeichnung", "artikeltext", "kurztext", "beschreibung"}},
		{Name: "name_en", Synonyms: []string{"name (en)", "english name", "name english", "name englisch", "наименование en", "название по-английски"}},
		{Name: "name_ru", Synonyms: []string{"name (ru)", "russian name", "name russian", "name russisch", "наименование ru", "название по-русски"}},
		{Name: "price", Synonyms: []string{"sale price", "selling price", "retail price", "unit price", "unitprice", "sales price", "lst_price",
			"цена", "розничная цена", "цена продажи", "цена за единицу", "цена розничная",
			"verkaufspreis", "verkaufspreis brutto", "vk-preis", "vk brutto", "vk", "vkp", "bruttopreis", "preis brutto", "einzelpreis", "ladenpreis",
			"endpreis", "stückpreis", "preis", "preis in eur", "preis in €", "preis eur"}},
		{Name: "cost", Synonyms: []string{"purchase price", "cost price", "buying price", "standard_price", "себестоимость", "закупочная цена",
			"цена закупки", "цена закупочная", "einkaufspreis", "einkaufspreis netto", "ek-preis", "ek netto", "ek", "ekp", "einstandspreis", "selbstkosten"}},
		{Name: "category", Synonyms: []string{"group", "department", "product category", "pos category", "категория", "группа", "группа товаров",
			"раздел", "отдел", "warengruppe", "artikelgruppe", "produktgruppe", "kategorie", "hauptwarengruppe", "sortiment", "abteilung", "gruppe", "wg", "wgr"}},
		{Name: "tax", Synonyms: []string{"vat", "vat rate", "tax rate", "tax group", "taxes", "ндс", "ставка ндс", "налог",
			"mwst", "mwst-satz", "mwst %", "mwst in %", "mehrwertsteuer", "mehrwertsteuersatz", "ust", "ust-satz", "umsatzsteuer", "umsatzsteuersatz",
			"steuersatz", "steuer", "steuer %"}},
		{Name: "unit", Synonyms: []string{"uom", "unit of measure", "единица", "ед", "ед. изм.", "единица измерения",
			"einheit", "mengeneinheit", "verkaufseinheit", "grundeinheit", "basiseinheit", "me"}},
		{Name: "stock", Synonyms: []string{"in stock", "quantity", "on hand", "qty on hand", "quantity on hand", "остаток", "остатки",
			"количество", "кол-во", "bestand", "lagerbestand", "aktueller bestand", "istbestand", "lagermenge", "anzahl", "menge", "stückzahl"}},
		{Name: "low", Synonyms: []string{"low stock", "reorder level", "minimum", "min stock", "минимальный остаток", "неснижаемый остаток", "mindestbestand", "meldebestand",
			"minimalbestand"}},
		{Name: "qty", Synonyms: []string{"pack quantity", "pack size", "units per pack", "в упаковке", "количество в упаковке",
			"packungsgröße", "verpackungseinheit", "verpackungsmenge", "ve", "stück pro packung"}},
		{Name: "packs"},
		{Name: "tracked"},
		{Name: "note", Synonyms: []string{"note for the cashier", "заметка для кассира", "kassenhinweis", "hinweis für die kasse"}},
		{Name: "note_confirm"},
		{Name: "receipt_note", Synonyms: []string{"note on the receipt", "заметка на чеке", "bontext", "hinweis auf dem bon"}},
		{Name: "favourite", Synonyms: []string{"favorite", "избранное", "favorit"}},
		{Name: "symbology", Synonyms: []string{"barcode type", "code type", "тип штрихкода", "barcodetyp"}},
	}
}

// unitOf finds a unit by what people write for it; empty is a piece.
func unitOf(s string) (shop.Unit, bool) {
	switch strings.TrimSuffix(strings.ToLower(s), ".") {
	case "", "pc", "pcs", "piece", "pieces", "ea", "each", "unit", "unit(s)", "units", "st", "stk", "stck", "stück", "stücke", "шт", "штука", "штук":
		return shop.Piece, true
	case "kg", "kilo", "kilogram", "kilogramm", "кг", "килограмм":
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
	case "yes", "y", "true", "1", "да", "ja", "j":
		return true, true
	case "no", "n", "false", "0", "нет", "nein":
		return false, true
	}
	return false, false
}

// openPrice reports whether a cell says that the price is typed at the till.
func openPrice(s string) bool {
	switch strings.ToLower(s) {
	case "open", "any", "free", "любая", "свободная", "свободная цена", "frei", "freier preis":
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

// groupOf finds a tax group by its code, its name in any language, or the rate of its only tax ("19", "19 %", "19 % MwSt.").
func groupOf(s string, taxes shop.TaxTable, day int, style tabular.Style) (shop.ID, bool) {
	var byRate shop.ID
	rate, err := tabular.ParsePercent(withoutTaxWord(s), 4, style)
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

// withoutTaxWord takes the name of the tax from beside its rate.
func withoutTaxWord(s string) string {
	words := strings.Fields(strings.ToLower(s))
	return strings.Join(slices.DeleteFunc(words, func(w string) bool {
		return slices.Contains([]string{"mwst", "ust", "vat", "ндс"}, strings.Trim(w, ".:"))
	}), " ")
}
