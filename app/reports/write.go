package reports

import (
	"encoding/json"
	"fmt"
	"io"
	"strings"
	"time"
	"unicode/utf8"

	"kassa/app/money"
	"kassa/app/pdf"
	"kassa/app/report"
	"kassa/app/shop"
	"kassa/app/tabular"
	"kassa/app/text"
)

// WriteText prints a table in columns for a person: texts on the left, numbers on the right, the total under a line.
func WriteText(w io.Writer, t report.Table, in *text.Text) error {
	var b strings.Builder
	fmt.Fprintln(&b, heading(t, in))
	if len(t.Lines) == 0 {
		fmt.Fprintln(&b, nothing(t, in))
	} else {
		rows, total := grid(t, in)
		draw(&b, t.Columns, append(append([][]string{heads(t, in)}, rows...), total))
	}
	_, err := io.WriteString(w, b.String())
	return err
}

// WritePDF draws a table on A4: made is the time the paper carries, shopName the name at its head. What is drawn from the books of
// a training till says so on every page.
func WritePDF(w io.Writer, t report.Table, in *text.Text, shopName string, made time.Time, training bool) error {
	mark := ""
	if training {
		mark = in.T("training.paper")
	}
	s := pdf.Sheet{Shop: shopName, Mark: mark, Title: heading(t, in), Heads: heads(t, in), Empty: nothing(t, in), Made: made}
	for _, c := range t.Columns {
		s.Left = append(s.Left, c.Kind == report.Text || c.Kind == report.Word || c.Kind == report.Day || c.Kind == report.Hour)
	}
	if len(t.Lines) > 0 {
		s.Rows, s.Total = grid(t, in)
	}
	return s.Write(w)
}

// nothing says that there is nothing to report.
func nothing(t report.Table, in *text.Text) string {
	if key := "report.none." + t.Name; in.Has(key) {
		return in.T(key)
	}
	return in.T("report.nothing")
}

// heading is what the report is and of when.
func heading(t report.Table, in *text.Text) string {
	period := in.Day(t.From)
	if t.From != t.To {
		period = in.T("report.period", text.Args{"from": in.Day(t.From), "until": in.Day(t.To)})
	}
	return in.T("report.heading."+t.Name+"."+t.By) + ", " + period
}

// heads name the columns, sums with their currency.
func heads(t report.Table, in *text.Text) []string {
	row := make([]string, len(t.Columns))
	for i, c := range t.Columns {
		row[i] = in.T("report.column." + c.Key)
		if c.Kind == report.Sum {
			row[i] += ", " + t.Currency.Symbol
		}
	}
	return row
}

// grid is the table as a person reads it, and its total.
func grid(t report.Table, in *text.Text) (rows [][]string, total []string) {
	for _, line := range t.Lines {
		rows = append(rows, spoken(t, line, in))
	}
	total = spoken(t, t.Total, in)
	total[0] = in.T("report.total")
	return rows, total
}

// spoken is a line as a person reads it.
func spoken(t report.Table, line []report.Cell, in *text.Text) []string {
	row := make([]string, len(line))
	for i, cell := range line {
		if cell.Blank {
			continue
		}
		switch t.Columns[i].Kind {
		case report.Word:
			if cell.Text != "" {
				row[i] = in.T("report.word." + t.Columns[i].Key + "." + cell.Text)
			}
		case report.Day:
			if cell.N != report.NoTime {
				row[i] = in.Day(int(cell.N))
			}
		case report.Minutes:
			row[i] = fmt.Sprintf("%d:%02d", cell.N/60, cell.N%60)
		case report.Clock:
			row[i] = onTheWall(cell.N)
		case report.Hour:
			row[i] = in.T("report.value.hour", text.Args{"from": clock(cell.N), "until": clock((cell.N + 1) % 24)})
		case report.Count:
			row[i] = in.Number(cell.N)
		case report.Sum:
			row[i] = in.Sum(money.Amount(cell.N), t.Currency)
		case report.Qty:
			row[i] = in.Qty(money.Qty(cell.N), "")
		case report.Share:
			row[i] = in.Percent(money.Rate(cell.N))
		default:
			row[i] = orNone(t, cell.Text, in)
		}
	}
	return row
}

// orNone says in words what has no name.
func orNone(t report.Table, name string, in *text.Text) string {
	switch {
	case name != "":
		return name
	case t.By == report.ByCategory:
		return in.T("report.value.no_category")
	case t.By == report.ByProduct:
		return in.T("report.value.open_item")
	}
	return "–"
}

// onTheWall is a time as 08:02; nothing where there is none.
func onTheWall(minute int64) string {
	if minute == report.NoTime {
		return ""
	}
	return fmt.Sprintf("%02d:%02d", minute/60, minute%60)
}

func clock(hour int64) string { return onTheWall(hour * 60) }

// draw puts a grid into columns; its last row stands under a line.
func draw(b *strings.Builder, columns []report.Column, grid [][]string) {
	wide := make([]int, len(columns))
	for _, row := range grid {
		for i, cell := range row {
			wide[i] = max(wide[i], utf8.RuneCountInString(cell))
		}
	}
	for n, row := range grid {
		if n == len(grid)-1 {
			for i := range wide {
				b.WriteString(strings.Repeat("-", wide[i]))
				b.WriteString(strings.Repeat("-", 2*min(1, len(wide)-1-i)))
			}
			b.WriteByte('\n')
		}
		line := ""
		for i, cell := range row {
			space := strings.Repeat(" ", wide[i]-utf8.RuneCountInString(cell))
			if columns[i].Kind == report.Text || columns[i].Kind == report.Word || i == 0 {
				line += cell + space + "  "
			} else {
				line += space + cell + "  "
			}
		}
		b.WriteString(strings.TrimRight(line, " ") + "\n")
	}
}

// WriteCSV prints a table for a spreadsheet: the keys of the columns, plain numbers with a point, days as 2026-11-23, no total.
func WriteCSV(w io.Writer, t report.Table) error {
	out := tabular.NewWriter(w, tabular.WriterOptions{})
	for _, c := range t.Columns {
		out.Text(c.Key)
	}
	out.EndRow()
	for _, line := range t.Lines {
		for i, cell := range line {
			switch t.Columns[i].Kind {
			case report.Day:
				out.Text(shop.DayLabel(int(cell.N)))
			case report.Hour, report.Count, report.Minutes:
				out.Int(cell.N)
			case report.Clock:
				out.Text(onTheWall(cell.N))
			case report.Sum:
				out.Decimal(cell.N, t.Currency.Exponent)
			case report.Qty:
				out.Decimal(cell.N, 3)
			case report.Share:
				out.Decimal(cell.N, 6)
			default:
				out.Text(cell.Text)
			}
		}
		out.EndRow()
	}
	return out.Close()
}

// WriteJSON prints a table for a program: minor units, quantities and per cent as decimal texts
// ("margin_percent":"25.94"), days as 2026-11-23.
func WriteJSON(w io.Writer, t report.Table) error {
	rows := make([]map[string]any, 0, len(t.Lines))
	for _, line := range t.Lines {
		rows = append(rows, object(t, line, false))
	}
	out := json.NewEncoder(w)
	out.SetEscapeHTML(false)
	return out.Encode(map[string]any{
		"report": t.Name, "by": t.By, "from": shop.DayLabel(t.From), "to": shop.DayLabel(t.To),
		"currency": t.Currency.Code, "exponent": t.Currency.Exponent,
		"rows": rows, "total": object(t, t.Total, true),
	})
}

// object is a line by the keys of its columns; the total leaves out what the line is about.
func object(t report.Table, line []report.Cell, total bool) map[string]any {
	o := make(map[string]any, len(line))
	for i, cell := range line {
		key := t.Columns[i].Key
		if cell.Blank || total && (i == 0 || t.Columns[i].Kind == report.Day || t.Columns[i].Kind == report.Clock) {
			continue
		}
		switch t.Columns[i].Kind {
		case report.Day:
			o[key] = shop.DayLabel(int(cell.N))
		case report.Qty:
			o[key] = money.Qty(cell.N).String()
		case report.Share:
			o[key+"_percent"] = money.Rate(cell.N).Percent()
		case report.Text, report.Word:
			o[key] = cell.Text
		case report.Clock:
			o[key] = onTheWall(cell.N)
		default:
			o[key] = cell.N
		}
	}
	return o
}
