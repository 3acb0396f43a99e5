package tabular_test

import (
	"errors"
	"os"
	"path/filepath"
	"testing"

	"github.com/google/go-cmp/cmp"

	"kassa/app/tabular"
)

// productFields are the headings of goods in both languages.
func productFields() []tabular.Field {
	return []tabular.Field{
		{Name: "name", Synonyms: []string{"title", "product name", "description", "наименование", "название", "товар"}, Required: true},
		{Name: "barcode", Synonyms: []string{"ean", "ean13", "gtin", "upc", "штрихкод", "штрих-код"}},
		{Name: "sku", Synonyms: []string{"article", "code", "артикул", "код"}},
		{Name: "price", Synonyms: []string{"retail price", "sales price", "цена", "розничная цена", "цена продажи"}, Required: true},
		{Name: "cost", Synonyms: []string{"purchase price", "закупочная цена", "себестоимость"}},
		{Name: "stock", Synonyms: []string{"qty", "quantity", "on hand", "остаток", "количество"}},
		{Name: "category", Synonyms: []string{"group", "категория", "группа"}},
		{Name: "tax", Synonyms: []string{"vat", "ндс"}},
		{Name: "unit", Synonyms: []string{"uom", "ед. изм.", "единица"}},
	}
}

func TestHeadingsAreRecognised(t *testing.T) {
	for _, c := range []struct {
		name, file string
		want       map[string]int
		unknown    []string
	}{
		{"English", "Name,EAN,Price,VAT,On-Hand\n", map[string]int{"name": 0, "barcode": 1, "price": 2, "tax": 3, "stock": 4}, nil},
		{"Russian", "Артикул;Наименование;Штрих-код;Цена;Ед.изм.;Остаток\n", map[string]int{"sku": 0, "name": 1, "barcode": 2, "price": 3, "unit": 4, "stock": 5}, nil},
		{"case, blanks and underscores", "  PRODUCT_NAME ,retail   price,Purchase-Price\n", map[string]int{"name": 0, "price": 1, "cost": 2}, nil},
		{"accents", "Námé,Pricé\n", map[string]int{"name": 0, "price": 1}, nil},
		{"й written as two signs", "Товар;Ценa;Цена;Категори\u044f;Закупочна\u044f цена\n", map[string]int{"name": 0, "price": 2, "category": 3, "cost": 4}, []string{"Ценa"}},
		{"units behind", "Название;Цена, руб.;Остаток (шт);Закупочная цена, ₽\n", map[string]int{"name": 0, "price": 1, "stock": 2, "cost": 3}, nil},
		{"not a unit behind", "Name,Price (old),Price\n", map[string]int{"name": 0, "price": 2}, []string{"Price (old)"}},
		{"the better synonym wins", "Description,Name,Price\n", map[string]int{"name": 1, "price": 2}, []string{"Description"}},
		{"as it is before without unit", "Name,\"Price, EUR\",Price\n", map[string]int{"name": 0, "price": 2}, []string{"Price, EUR"}},
		{"unknown ones are listed", "Name,Colour,Price,,Size\n", map[string]int{"name": 0, "price": 2}, []string{"Colour", "Size"}},
		{"title above", "Price list of spring,,\n,,\nName,Price,Code\nTea,1,2\n", map[string]int{"name": 0, "price": 1, "sku": 2}, nil},
	} {
		t.Run(c.name, func(t *testing.T) {
			r := table(t, c.file)
			columns, err := r.Match(tabular.Mapping{Fields: productFields()})
			if err != nil {
				t.Fatal(err)
			}
			got := make(map[string]int)
			for _, f := range productFields() {
				if columns.Has(f.Name) {
					got[f.Name] = columns.Index(f.Name)
				}
			}
			if diff := cmp.Diff(c.want, got); diff != "" {
				t.Error(diff)
			}
			if diff := cmp.Diff(c.unknown, columns.Unknown); diff != "" {
				t.Errorf("unknown: %s", diff)
			}
		})
	}
}

func TestRowsBeginBelowTheHeaderThatWasFound(t *testing.T) {
	r := table(t, "Price list,,\n\nName,Price,Code\n Tea ,1,2\n")
	columns, err := r.Match(tabular.Mapping{Fields: productFields()})
	if err != nil {
		t.Fatal(err)
	}
	for row, err := range r.Rows() {
		if err != nil || row.Number != 1 || row.Line != 4 || columns.Text(row, "name") != "Tea" || columns.Text(row, "unit") != "" {
			t.Errorf("got %+v, %v", row, err)
		}
	}
	if r.Header().Line != 3 {
		t.Errorf("header at line %d, want 3", r.Header().Line)
	}
}

func TestMissingAndDoubleColumnsAreNamed(t *testing.T) {
	var e *tabular.Error
	_, err := table(t, "Code,Colour\n1,2\n").Match(tabular.Mapping{Fields: productFields()})
	if !errors.As(err, &e) || e.Kind != tabular.MissingColumns || cmp.Diff([]string{"name", "price"}, e.Names) != "" {
		t.Errorf("missing: %v", err)
	}
	_, err = table(t, "Name,Price (old)\n1,2\n").Match(tabular.Mapping{Fields: productFields()})
	if !errors.As(err, &e) || e.Kind != tabular.MissingColumns || cmp.Diff([]string{"price"}, e.Names) != "" {
		t.Errorf("an old price was taken for the price: %v", err)
	}
	_, err = table(t, "Name,Price,price\n1,2,3\n").Match(tabular.Mapping{Fields: productFields()})
	if !errors.As(err, &e) || e.Kind != tabular.DuplicateColumn || e.Name != "price" || e.Column != 3 || cmp.Diff([]string{"Price", "price"}, e.Names) != "" {
		t.Errorf("double: %v", err)
	}
	_, err = table(t, "Name,Price\n1,2\n").Match(tabular.Mapping{Fields: productFields(), Chosen: map[string]tabular.ColumnRef{
		"cost": {Heading: "Buying"}, "stock": {Number: 3},
	}})
	if !errors.As(err, &e) || e.Kind != tabular.MissingColumns || cmp.Diff([]string{"cost", "stock"}, e.Names) != "" {
		t.Errorf("chosen but missing: %v", err)
	}
}

func TestAHeadingThatFitsTwoFieldsGoesToTheFirst(t *testing.T) {
	fields := []tabular.Field{{Name: "sku", Synonyms: []string{"code"}}, {Name: "barcode", Synonyms: []string{"code"}}}
	columns, err := table(t, "Code,Note\n1,2\n").Match(tabular.Mapping{Fields: fields})
	if err != nil || columns.Index("sku") != 0 || columns.Has("barcode") {
		t.Errorf("sku %d, barcode %d, %v", columns.Index("sku"), columns.Index("barcode"), err)
	}
}

func TestChosenColumnsGoBeforeSynonyms(t *testing.T) {
	r := table(t, "Name,Price,Shelf price,Price,X\nTea,1,2,3,4\n")
	refs, err := tabular.ParseMap([]byte("# ours\nprice = \"shelf PRICE\"\nstock = 5\ncost = 4\n"), productFields())
	if err != nil {
		t.Fatal(err)
	}
	columns, err := r.Match(tabular.Mapping{Fields: productFields(), Chosen: refs})
	if err != nil {
		t.Fatal(err)
	}
	for row := range r.Rows() {
		got := []string{columns.Text(row, "name"), columns.Text(row, "price"), columns.Text(row, "stock"), columns.Text(row, "cost")}
		if diff := cmp.Diff([]string{"Tea", "2", "4", "3"}, got); diff != "" {
			t.Error(diff)
		}
	}
	if diff := cmp.Diff([]string{"Price"}, columns.Unknown); diff != "" {
		t.Error(diff)
	}
}

func TestMappingFilesSayWhatIsWrong(t *testing.T) {
	for _, c := range []struct {
		name, file, field string
		line              int
		names             []string
	}{
		{"no TOML", "name = \"a\"\nprice = Column\n", "", 2, nil},
		{"unknown fields", "name = \"a\"\nzoo = \"b\"\nage = \"c\"\n", "", 0, []string{"age", "zoo"}},
		{"no column", "name = true\n", "name", 0, nil},
		{"empty heading", "name = \" - \"\n", "name", 0, nil},
		{"number below one", "name = 0\n", "name", 0, nil},
		{"number too large", "name = 1001\n", "name", 0, nil},
	} {
		t.Run(c.name, func(t *testing.T) {
			var e *tabular.Error
			_, err := tabular.ParseMap([]byte(c.file), productFields())
			if !errors.As(err, &e) || e.Kind != tabular.BadMap || e.Name != c.field || e.Line != c.line || cmp.Diff(c.names, e.Names) != "" {
				t.Errorf("got %v", err)
			}
		})
	}
	if _, err := tabular.ParseMap(make([]byte, 70<<10), productFields()); tabular.KindOf(err) != tabular.BadMap {
		t.Errorf("too big: %v", err)
	}
}

func TestMappingFileIsReadFromDisk(t *testing.T) {
	path := filepath.Join(t.TempDir(), "map.toml")
	if err := os.WriteFile(path, []byte("\ufeffname = \"Товар (полное имя)\"\r\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	refs, err := tabular.ReadMap(path, productFields())
	if err != nil || refs["name"].Heading != "Товар (полное имя)" {
		t.Errorf("got %v, %v", refs, err)
	}
	if _, err := tabular.ReadMap(path+"x", productFields()); tabular.KindOf(err) != tabular.Unreadable {
		t.Errorf("missing: %v", err)
	}
}

func TestANumberInARowIsReadOrNamedWithItsPlace(t *testing.T) {
	r := table(t, "name;price\nTea;1 234,50 ₽\nMilk;1e9\n")
	columns, err := r.Match(tabular.Mapping{Fields: productFields()})
	if err != nil {
		t.Fatal(err)
	}
	for row := range r.Rows() {
		v, err := columns.Decimal(row, "price", 2, tabular.StyleComma)
		if row.Number == 1 && (v != 123450 || err != nil) {
			t.Errorf("got %d, %v; want 123450", v, err)
		}
		var e *tabular.Error
		if row.Number == 2 && (!errors.As(err, &e) || e.Row != 2 || e.Line != 3 || e.Column != 2 || e.Name != "price" || e.Text != "1e9") {
			t.Errorf("got %v", err)
		}
	}
}
