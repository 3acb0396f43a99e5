package cli

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"strings"

	"kassa/app"
	"kassa/app/fault"
	"kassa/app/inventory"
	"kassa/app/money"
	"kassa/app/tabular"
	"kassa/app/text"
)

// importGroup brings data in.
type importGroup struct {
	Products importProducts `cmd:"" help:"cli.import.products"`
	Stock    importStock    `cmd:"" help:"cli.import.stock"`
}

// importProducts brings products in from a file.
type importProducts struct {
	File    string `arg:"" help:"cli.import.file"`
	Map     string `help:"cli.import.map" placeholder:"FILE"`
	Price   string `help:"cli.import.price" placeholder:"1.00"`
	Refused string `help:"cli.import.refused_file" placeholder:"FILE"`
	DryRun  bool   `help:"cli.import.dry"`
}

// Run imports. The answer is no when rows were refused.
func (i importProducts) Run(c *call) error {
	return i.bring(c, func(ctx context.Context, a *app.App, spec inventory.ImportSpec) (inventory.ImportReport, error) {
		return a.Inventory.Import(ctx, spec)
	})
}

// bring opens the shop, brings a file in and tells what became of it.
func (i importProducts) bring(c *call, take func(context.Context, *app.App, inventory.ImportSpec) (inventory.ImportReport, error)) (err error) {
	use := Writing
	if i.DryRun {
		use = Reading
	}
	o, ctx, err := c.open(use)
	if err != nil {
		return err
	}
	defer shut(&err, o.Close)
	set, err := o.App.SetUp(ctx)
	if err != nil {
		return err
	}
	price, err := i.price(set.Shop.Currency)
	if err != nil {
		return err
	}
	spec := inventory.ImportSpec{Path: i.File, Map: i.Map, DryRun: i.DryRun, DefaultPrice: price}
	if c.IsTerminal {
		spec.Progress = func(read, all int64) { c.progress(read, all) }
	}
	rep, failed := take(ctx, o.App, spec)
	if c.IsTerminal {
		fmt.Fprint(c.Stderr, "\r\x1b[K")
	}
	if failed != nil && rep.Rows == 0 {
		return failed
	}
	if err := c.tell(rep, i, failed); err != nil {
		if failed == nil {
			return err
		}
		c.warn(err) // the import's own error is the answer
	}
	if failed == nil && rep.Refused > 0 {
		failed = errNo
	}
	return failed
}

func (i importProducts) price(currency money.Currency) (money.Amount, error) {
	if i.Price == "" {
		return 0, nil
	}
	v, err := tabular.ParseDecimal(i.Price, currency.Exponent, tabular.StylePoint)
	if err != nil || v <= 0 || !money.Amount(v).Valid() {
		return 0, fault.New(fault.BadOption, fault.Args{"option": "--price", "value": i.Price})
	}
	return money.Amount(v), nil
}

// progress draws how far a file was read, in per cent, on one line.
func (c *call) progress(read, all int64) {
	if all <= 0 {
		return
	}
	fmt.Fprintf(c.Stderr, "\r\x1b[K%s", c.in.T("cli.progress", text.Args{
		"done": c.in.Percent(money.Rate(read * 100 / all * 10_000)), "all": c.in.Percent(money.Whole)}))
}

// shownRefusals bounds the refused rows that are listed for a person.
const shownRefusals = 20

// tell prints what became of a file; as JSON with the error that ended the import, so that there is one answer.
func (c *call) tell(r inventory.ImportReport, i importProducts, failed error) error {
	if i.Refused != "" {
		if err := c.into(i.Refused, func(w io.Writer) error { return c.refusedTable(w, r) }); err != nil {
			return err
		}
	}
	if c.args.JSON {
		all := c.importJSON(r, i)
		if failed != nil {
			all["error"] = c.failure(failed)
		}
		c.answered = true
		return writeJSON(c.Stdout, all)
	}
	var columns []string
	for _, f := range r.Columns {
		columns = append(columns, c.in.T("import.column."+f))
	}
	if !r.Format.Workbook {
		c.say(c.Stdout, c.in.T("import.encoding", text.Args{"encoding": string(r.Format.Encoding), "separator": separator(r.Format.Delimiter)}))
	}
	c.say(c.Stdout, c.in.T("import.found", text.Args{"columns": strings.Join(columns, ", ")}))
	if len(r.Unknown) > 0 {
		c.say(c.Stdout, c.in.T("import.unknown_columns", text.Args{"columns": strings.Join(r.Unknown, ", ")}))
	}
	for n, row := range r.Refusals {
		if n == shownRefusals {
			break
		}
		c.say(c.Stdout, c.in.T("import.refused_row", text.Args{"line": row.Line, "reason": c.reason(row)}))
	}
	if more := r.Refused - shownRefusals; more > 0 {
		c.say(c.Stdout, c.in.N("import.refused_more", more))
	}
	if i.Refused != "" {
		c.say(c.Stdout, c.in.T("import.refused_kept", text.Args{"path": i.Refused}))
	}
	c.say(c.Stdout, c.in.N("import.added", r.Added))
	c.say(c.Stdout, c.in.N("import.changed", r.Changed))
	c.say(c.Stdout, c.in.N("import.same", r.Same))
	c.say(c.Stdout, c.in.N("import.refused", r.Refused))
	if r.Free > 0 {
		c.say(c.Stdout, c.in.N("import.free", r.Free))
	}
	if i.DryRun {
		c.say(c.Stdout, c.in.T("import.dry"))
	}
	return nil
}

func separator(b byte) string {
	if b == '\t' {
		return "TAB"
	}
	return string(rune(b))
}

// reason says in a sentence why a row was refused.
func (c *call) reason(r inventory.Refusal) string {
	return c.in.T("import."+r.Reason, text.Args(r.Values))
}

// refusedTable writes the refused rows with their own cells, in the form of the file, so that they can be corrected and
// imported again; line and reason stand behind them.
func (c *call) refusedTable(w io.Writer, r inventory.ImportReport) error {
	out := tabular.NewWriter(w, tabular.WriterOptions{Delimiter: r.Format.Delimiter})
	out.Texts(r.Header...)
	out.Texts("refused_line", "refused_reason")
	out.EndRow()
	for _, row := range r.Refusals {
		for i := range r.Header {
			cell := ""
			if i < len(row.Cells) {
				cell = row.Cells[i]
			}
			out.Text(cell)
		}
		out.Int(int64(row.Line))
		out.Text(c.reason(row))
		out.EndRow()
	}
	return out.Close()
}

func (c *call) importJSON(r inventory.ImportReport, i importProducts) map[string]any {
	refusals := make([]map[string]any, 0, len(r.Refusals))
	for _, row := range r.Refusals {
		refusals = append(refusals, map[string]any{"row": row.Row, "line": row.Line, "code": row.Reason, "reason": c.reason(row)})
	}
	return map[string]any{"file": i.File, "dry_run": i.DryRun, "workbook": r.Format.Workbook, "encoding": r.Format.Encoding, "separator": separator(r.Format.Delimiter),
		"columns": r.Columns, "unknown_columns": append([]string{}, r.Unknown...), "rows": r.Rows, "added": r.Added, "changed": r.Changed, "same": r.Same, "free": r.Free,
		"refused": r.Refused, "refusals": refusals}
}

// writeJSON prints an object on one line.
func writeJSON(w io.Writer, v any) error {
	out := json.NewEncoder(w)
	out.SetEscapeHTML(false)
	return out.Encode(v)
}
