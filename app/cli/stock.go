package cli

import (
	"context"
	"io"

	"kassa/app"
	"kassa/app/inventory"
	"kassa/app/report"
	"kassa/app/reports"
)

// importStock sets what is there to what was counted.
type importStock struct {
	File    string `arg:"" help:"cli.import.file"`
	Map     string `help:"cli.import.map" placeholder:"FILE"`
	Refused string `help:"cli.import.refused_file" placeholder:"FILE"`
	DryRun  bool   `help:"cli.import.dry"`
}

// Run imports. The answer is no when rows were refused.
func (i importStock) Run(c *call) error {
	return importProducts{File: i.File, Map: i.Map, Refused: i.Refused, DryRun: i.DryRun}.bring(c,
		func(ctx context.Context, a *app.App, spec inventory.ImportSpec) (inventory.ImportReport, error) {
			return a.Inventory.ImportStock(ctx, spec)
		})
}

// exportGoods writes products or stock out.
type exportGoods struct {
	Format string `help:"cli.export.goods_format" placeholder:"csv|xlsx|json"`
	Output string `short:"o" help:"cli.export.file" placeholder:"FILE"`
}

type exportProducts struct{ exportGoods }

// Run writes all products.
func (e exportProducts) Run(c *call) error { return e.write(c, "products") }

type exportStock struct{ exportGoods }

// Run writes the stock.
func (e exportStock) Run(c *call) error { return e.write(c, "stock") }

func (e exportGoods) write(c *call, what string) error {
	return c.export(e.Output, "count.products", func(ctx context.Context, a *app.App, w io.Writer) (int64, error) {
		return a.Inventory.Export(ctx, inventory.ExportSpec{What: what, Format: c.format(e.Format, "csv")}, w)
	})
}

// reportStock prints what is there of each product.
type reportStock struct {
	Format string `help:"cli.report.format" placeholder:"text|csv|json|pdf"`
	Output string `short:"o" help:"cli.report.file" placeholder:"FILE"`
}

// Run prints the report.
func (r reportStock) Run(c *call) error {
	return c.report(reportForm{span{Output: r.Output}, r.Format}, "", func(all *reports.Reports, ctx context.Context, q reports.Question) (report.Table, error) {
		return all.Stock(ctx, q.Lang)
	})
}

// reportMovements prints the ledger of goods.
type reportMovements struct{ reportForm }

// Run prints the report.
func (r reportMovements) Run(c *call) error {
	return c.report(r.reportForm, "", (*reports.Reports).Movements)
}
