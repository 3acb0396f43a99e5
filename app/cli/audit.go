package cli

import (
	"fmt"
	"io"

	"kassa/app/audit"
	"kassa/app/text"
	"kassa/app/verify"
)

// exportJournal writes what was done, by whom and when.
type exportJournal struct {
	span
	Format string `help:"cli.export.table" placeholder:"csv|xlsx"`
}

// Run writes it; that it left is written down too.
func (e exportJournal) Run(c *call) (err error) {
	from, to, err := e.days()
	if err != nil {
		return err
	}
	o, ctx, err := c.open(Writing)
	if err != nil {
		return err
	}
	defer shut(&err, o.Close)
	var n int64
	err = c.into(e.Output, func(w io.Writer) (err error) {
		n, err = o.App.Audit.Export(ctx, audit.ExportSpec{Query: audit.Query{From: from, To: to}, Format: c.format(e.Format, "csv"), Words: c.in}, w)
		return err
	})
	if err == nil && e.Output != "" && e.Output != "-" {
		c.say(c.Stderr, c.in.T("cli.export.done", text.Args{"rows": c.in.N("count.records", n), "path": e.Output}))
	}
	return err
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
