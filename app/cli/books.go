package cli

import (
	"cmp"
	"context"
	"fmt"
	"io"
	"time"

	"kassa/app"
	"kassa/app/audit"
	"kassa/app/fault"
	"kassa/app/office"
	"kassa/app/report"
	"kassa/app/reports"
	"kassa/app/shop"
	"kassa/app/text"
	"kassa/app/verify"
)

// span is a period of days and where the answer goes.
type span struct {
	From   string `help:"cli.report.from" placeholder:"2026-11-01"`
	To     string `help:"cli.report.until" placeholder:"2026-11-30"`
	Output string `short:"o" help:"cli.report.file" placeholder:"FILE"`
}

// days reads the period; 0 where nothing was said. Fault: BadOption.
func (s span) days() (from, to int, err error) {
	for _, one := range []struct {
		option, value string
		day           *int
	}{{"--from", s.From, &from}, {"--to", s.To, &to}} {
		if one.value == "" {
			continue
		}
		t, err := time.Parse("2006-01-02", one.value)
		if err != nil {
			return 0, 0, fault.New(fault.BadOption, fault.Args{"option": one.option, "value": one.value, "why": "no_day", "allowed": "2026-11-23"})
		}
		*one.day = shop.DayOf(t)
	}
	if from != 0 && to != 0 && to < from {
		return 0, 0, fault.New(fault.BadOption, fault.Args{"option": "--to", "value": s.To, "why": "backwards", "from": s.From})
	}
	return from, to, nil
}

// format is the form of an answer: what was asked for, or JSON where every answer is to be.
func (c *call) format(asked, otherwise string) string {
	if asked == "" && c.args.JSON {
		return "json"
	}
	return cmp.Or(asked, otherwise)
}

// reportGroup prints reports.
type reportGroup struct {
	Sales   reportSales   `cmd:"" help:"cli.report.sales"`
	Tenders reportTenders `cmd:"" help:"cli.report.tenders"`
	Shifts  reportShifts  `cmd:"" help:"cli.report.shifts"`
	Staff   reportStaff   `cmd:"" help:"cli.report.staff"`

	Stock     reportStock     `cmd:"" help:"cli.report.stock"`
	Movements reportMovements `cmd:"" help:"cli.report.movements"`
}

// reportForm is a period and the form of its report.
type reportForm struct {
	span
	Format string `help:"cli.report.format" placeholder:"text|csv|json|pdf"`
}

// reportTenders prints what each way of paying brought in.
type reportTenders struct{ reportForm }

// Run prints the report.
func (r reportTenders) Run(c *call) error {
	return c.report(r.reportForm, "", (*reports.Reports).Tenders)
}

// reportShifts prints the Z reports.
type reportShifts struct{ reportForm }

// Run prints the report.
func (r reportShifts) Run(c *call) error {
	return c.report(r.reportForm, "", (*reports.Reports).Shifts)
}

// reportStaff prints the hours that people worked.
type reportStaff struct {
	reportForm
	By string `help:"cli.report.by_staff" default:"person" placeholder:"person"`
}

// Run prints the report.
func (r reportStaff) Run(c *call) error {
	return c.report(r.reportForm, r.By, (*reports.Reports).Staff)
}

// reportSales prints turnover.
type reportSales struct {
	reportForm
	By string `help:"cli.report.by" default:"day" placeholder:"day"`
}

// Run prints the report.
func (r reportSales) Run(c *call) error {
	return c.report(r.reportForm, r.By, (*reports.Reports).Sales)
}

// report asks for a report and prints it in a form.
func (c *call) report(f reportForm, by string, ask func(*reports.Reports, context.Context, reports.Question) (report.Table, error)) (err error) {
	from, to, err := f.days()
	if err != nil {
		return err
	}
	o, ctx, err := c.open(Reading)
	if err != nil {
		return err
	}
	defer shut(&err, o.Close)
	table, err := ask(o.App.Reports, ctx, reports.Question{From: from, To: to, By: by, Lang: shop.Lang(c.in.Lang())})
	if err != nil {
		return err
	}
	set, err := o.App.SetUp(ctx)
	if err != nil {
		return err
	}
	format := c.format(f.Format, "text")
	return c.into(f.Output, func(w io.Writer) error {
		switch format {
		case "text":
			return reports.WriteText(w, table, c.in)
		case "csv":
			return reports.WriteCSV(w, table)
		case "json":
			return reports.WriteJSON(w, table)
		case "pdf":
			return reports.WritePDF(w, table, c.in, set.Shop.Name, c.Now(), o.App.Training())
		}
		return fault.New(fault.BadOption, fault.Args{"option": "--format", "value": format, "allowed": "text, csv, json, pdf"})
	})
}

// exportGroup writes data out.
type exportGroup struct {
	Sales    exportSales    `cmd:"" help:"cli.export.sales"`
	Products exportProducts `cmd:"" help:"cli.export.products"`
	Stock    exportStock    `cmd:"" help:"cli.export.stock"`
	Journal  exportJournal  `cmd:"" help:"cli.export.journal"`
}

// exportSales writes the receipts of a period.
type exportSales struct {
	span
	Format string `help:"cli.export.format" placeholder:"csv|json"`
}

// Run writes them; that they left is written down too.
func (e exportSales) Run(c *call) error {
	from, to, err := e.days()
	if err != nil {
		return err
	}
	return c.export(e.Output, "count.receipts", func(ctx context.Context, a *app.App, w io.Writer) (int64, error) {
		return a.Office.ExportSales(ctx, office.ExportSpec{From: from, To: to, Format: c.format(e.Format, "csv")}, w)
	})
}

// export lets something leave the books of the shop, into the file that was named or to the standard output, and says how much
// it was; counted is the word for what is counted.
func (c *call) export(output, counted string, write func(context.Context, *app.App, io.Writer) (int64, error)) (err error) {
	o, ctx, err := c.open(Writing)
	if err != nil {
		return err
	}
	defer shut(&err, o.Close)
	var n int64
	err = c.into(output, func(w io.Writer) (err error) {
		n, err = write(ctx, o.App, w)
		return err
	})
	if err == nil && output != "" && output != "-" {
		c.say(c.Stderr, c.in.T("cli.export.done", text.Args{"rows": c.in.N(counted, n), "path": output}))
	}
	return err
}

// verifyCommand lets the independent verifier look at the books.
type verifyCommand struct {
	ExpectHead []string `name:"expect-head" help:"cli.verify.head" placeholder:"N:HASH"`
}

// Run verifies, writes down what was found in the folder's own books, and answers.
func (v verifyCommand) Run(c *call) error {
	rep, err := v.check(c)
	if err != nil {
		return err
	}
	if c.args.DB == "" { // other books, a copy or those of another folder, are only looked at
		if err := v.remember(c, rep); err != nil {
			c.warn(err)
		}
	}
	if c.args.JSON {
		err = audit.WriteVerifyJSON(c.Stdout, rep)
	} else {
		err = audit.WriteVerify(c.Stdout, rep, c.in)
	}
	if err == nil && !rep.OK() {
		err = errNo
	}
	return err
}

func (v verifyCommand) check(c *call) (rep verify.Report, err error) {
	books, err := c.OpenEvidence(c.ctx, c.where())
	if err != nil {
		return rep, err
	}
	defer shut(&err, books.Close)
	spec := audit.VerifySpec{Heads: books.Heads, Expect: v.ExpectHead}
	if c.IsTerminal {
		spec.Progress = func(n int64) { fmt.Fprintf(c.Stderr, "\r\x1b[K%s", c.in.N("verify.records", n)) }
		defer func() { fmt.Fprint(c.Stderr, "\r\x1b[K") }()
	}
	return audit.Verify(c.ctx, books.Source, spec)
}

// remember writes the result down. Books that are wrong, or a copy that only can be read, refuse it; the answer is given
// all the same.
func (v verifyCommand) remember(c *call, rep verify.Report) (err error) {
	o, ctx, err := c.openAlone(Writing)
	if err != nil {
		return err
	}
	defer shut(&err, o.Close)
	return o.App.Audit.Verified(ctx, rep)
}
