package report

import (
	"kassa/app/money"
	"kassa/app/shop"
)

// ByGoods is the grouping of reports of which each line is about one product.
const ByGoods = "goods"

// Stock is what is there of each product whose stock is kept, in the order of the rows. Cost and value are there only when
// costs may be told; of all columns the value alone has a total. Error: money.ErrOverflow.
func Stock(span Span, lang shop.Lang, rows []shop.StockRow, costs bool) (Table, error) {
	t := Table{Name: "stock", By: ByGoods, From: span.From, To: span.To, Currency: span.Currency,
		Columns: []Column{{"product", Text}, {"sku", Text}, {"barcode", Text}, {"unit", Word}, {"on_hand", Qty}, {"low", Qty}, {"state", Word}}}
	if costs {
		t.Columns = append(t.Columns, Column{"value", Sum})
	}
	var total money.Amount
	for _, r := range rows {
		if !r.Tracked {
			continue
		}
		state := ""
		switch {
		case r.Out():
			state = "out"
		case r.IsLow():
			state = "low"
		}
		line := []Cell{{Text: r.Names.In(lang)}, {Text: r.SKU}, {Text: r.Barcode}, {Text: string(r.Unit)}, {N: int64(r.OnHand)}, {N: int64(r.Low)}, {Text: state}}
		if costs {
			value, err := r.Cost.Times(r.OnHand, money.HalfUp)
			if err == nil {
				total, err = total.Plus(value)
			}
			if err != nil {
				return t, err
			}
			line = append(line, Cell{N: int64(value)})
		}
		t.Lines = append(t.Lines, line)
	}
	t.Total = blanks(len(t.Columns))
	if costs {
		t.Total[len(t.Total)-1] = Cell{N: int64(total)}
	}
	return t, nil
}

// blanks is a total of columns whose sum would say something false.
func blanks(n int) []Cell {
	list := make([]Cell, n)
	for i := range list {
		list[i].Blank = true
	}
	return list
}

// Movements is the ledger of goods in the order of the rows; the cost is there only when costs may be told.
func Movements(span Span, lang shop.Lang, rows []shop.Movement, costs bool) (Table, error) {
	t := Table{Name: "movements", By: ByGoods, From: span.From, To: span.To, Currency: span.Currency, Columns: []Column{{"time", Text}, {"product", Text},
		{"sku", Text}, {"kind", Word}, {"document", Text}, {"reason", Word}, {"cashier", Text}, {"quantity", Qty}}}
	if costs {
		t.Columns = append(t.Columns, Column{"cost", Sum})
	}
	var total money.Amount
	for _, m := range rows {
		line := []Cell{{Text: m.At.Local().Format("2006-01-02 15:04")}, {Text: m.Names.In(lang)}, {Text: m.SKU}, {Text: string(m.Kind)}, {Text: m.Label},
			{Text: string(m.Reason)}, {Text: m.Staff}, {N: int64(m.Qty)}}
		if costs {
			var err error
			if total, err = total.Plus(m.Cost); err != nil {
				return t, err
			}
			line = append(line, Cell{N: int64(m.Cost)})
		}
		t.Lines = append(t.Lines, line)
	}
	t.Total = blanks(len(t.Columns))
	if costs {
		t.Total[len(t.Total)-1] = Cell{N: int64(total)}
	}
	return t, nil
}
