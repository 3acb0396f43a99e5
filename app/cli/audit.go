package cli

import (
	"context"
	"fmt"
	"io"

	"kassa/app"
	"kassa/app/audit"
	"kassa/app/verify"
)

// exportJournal writes what was done, by whom and when.
type exportJournal struct {
	span
	Format string `help:"cli.export.table" placeholder:"csv|xlsx"`
}

// Run writes it; that it left is written down too.
func (e exportJournal) Run(c *call) error {
	from, to, err := e.days()
	if err != nil {
		return err
	}
	return c.export(e.Output, "count.records", func(ctx context.Context, a *app.App, w io.Writer) (int64, error) {
		return a.Audit.Export(ctx, audit.ExportSpec{Query: audit.Query{From: from, To: to}, Format: c.format(e.Format, "csv"), Words: c.in}, w)
	})
}

// reconcileCommand holds receipts, payments, Z reports and stock against each other.
type reconcileCommand struct{}

// Run reads the books and answers; nothing is written down.
func (reconcileCommand) Run(c *call) (err error) {
	rep, err := c.reconciled()
	if err != nil {
		return err
	}
	if c.args.JSON {
		err = audit.WriteReconcileJSON(c.Stdout, rep)
	} else {
		err = audit.WriteReconcile(c.Stdout, rep, c.in)
	}
	if err == nil && !rep.OK() {
		err = errNo
	}
	return err
}

func (c *call) reconciled() (rep verify.Reconciled, err error) {
	books, err := c.OpenEvidence(c.ctx, c.where())
	if err != nil {
		return rep, err
	}
	defer shut(&err, books.Close)
	var opt verify.Options
	if c.IsTerminal {
		opt.Progress = func(n int64) { fmt.Fprintf(c.Stderr, "\r\x1b[K%s", c.in.N("count.receipts", n)) }
		defer func() { fmt.Fprint(c.Stderr, "\r\x1b[K") }()
	}
	return verify.Reconcile(c.ctx, books.Source, opt)
}
