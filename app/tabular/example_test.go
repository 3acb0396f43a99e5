package tabular_test

import (
	"fmt"
	"strings"

	"kassa/app/tabular"
)

// A price list is read: the columns are found, the style of the numbers is proven by the column, a broken row is told.
func ExampleReader() {
	const file = "Артикул;Наименование;Цена, руб.\n7;Чай \"Утро\";1 250,00\n8;Сахар;1.500\n9;Соль;1e3\n10;\"Мука;5\n"
	r, err := tabular.NewReader(strings.NewReader(file), int64(len(file)), tabular.Options{})
	if err != nil {
		fmt.Println(err)
		return
	}
	columns, err := r.Match(tabular.Mapping{Fields: []tabular.Field{
		{Name: "name", Synonyms: []string{"наименование"}, Required: true},
		{Name: "price", Synonyms: []string{"цена"}, Required: true},
	}})
	if err != nil {
		fmt.Println(err)
		return
	}
	style, err := r.Style(columns.Index("price"))
	if err != nil {
		fmt.Println(err)
		return
	}
	for row, err := range r.Rows() {
		if err == nil {
			var price int64
			if price, err = columns.Decimal(row, "price", 2, style); err == nil {
				fmt.Println(row.Number, columns.Text(row, "name"), price)
				continue
			}
		}
		fmt.Println(err)
	}
	fmt.Println("not used:", columns.Unknown)
	// Output:
	// 1 Чай "Утро" 125000
	// 2 Сахар 150000
	// table: number syntax, row 3, line 4, column 3, field price, "1e3"
	// table: unterminated quote, row 4, line 5, column 2
	// not used: [Артикул]
}

// A table is written: texts are made harmless, numbers stay numbers.
func ExampleWriter() {
	var file strings.Builder
	w := tabular.NewWriter(&file, tabular.WriterOptions{})
	w.Texts("name", "sum")
	w.EndRow()
	w.Text("=HYPERLINK(A1)")
	w.Decimal(-1250, 2)
	w.EndRow()
	if err := w.Close(); err != nil {
		fmt.Println(err)
	}
	fmt.Println(strings.ReplaceAll(file.String(), "\r\n", "\n"))
	// Output:
	// name,sum
	// '=HYPERLINK(A1),-12.50
}
