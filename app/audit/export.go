package audit

import (
	"context"
	"errors"
	"io"

	"kassa/app/act"
	"kassa/app/books"
	"kassa/app/fault"
	"kassa/app/journal"
	"kassa/app/rights"
	"kassa/app/shop"
	"kassa/app/tabular"
	"kassa/app/text"
)

// ExportSpec says what leaves, how ("csv", "xlsx"), in which words, and where to (empty: the home of whoever sits there).
type ExportSpec struct {
	Query
	Format string
	Path   string
	Words  *text.Text
}

// Exported is what left.
type Exported struct {
	Path string
	Rows int64
}

// sheet is a table that is being written.
type sheet interface {
	Text(s string)
	Texts(cells ...string)
	Int(n int64)
	EndRow()
	Close() error
}

// exportPage is how many records are read at once.
const exportPage = 500

// Export writes the records that fit, newest first, and writes down that they left. Faults: NoRight, BadOption; errors of w.
func (a *Audit) Export(ctx context.Context, spec ExportSpec, w io.Writer) (n int64, err error) {
	if err := a.frame.May(ctx, rights.Ask{Act: rights.Export}); err != nil {
		return 0, err
	}
	var out sheet
	switch spec.Format {
	case "csv":
		out = tabular.NewWriter(w, tabular.WriterOptions{Mark: true})
	case "xlsx":
		out = tabular.NewWorkbook(w)
	default:
		return 0, fault.New(fault.BadOption, fault.Args{"option": "--format", "value": spec.Format, "allowed": "csv, xlsx"})
	}
	out.Texts("till", "record", "time", "day", "person", "allowed_by", "kind", "what", "details", "head")
	out.EndRow()
	q := spec.Query
	q.Limit = exportPage
	for more := true; more; {
		page, err := a.List(ctx, q)
		if err != nil {
			return n, err
		}
		for _, e := range page.Entries {
			row(out, e, spec.Words)
			n, q.Before = n+1, e.Seq
		}
		more = page.More
	}
	err = out.Close()
	_, written := a.frame.Do(context.WithoutCancel(ctx), act.Spec{ID: a.frame.NewID(), Right: rights.Export},
		func(books.Tx, shop.Moment) (journal.Body, error) {
			return journal.OfExport("journal", q.From, q.To, n), nil
		})
	return n, errors.Join(err, written)
}

func row(out sheet, e Entry, in *text.Text) {
	out.Text(e.TillCode)
	out.Int(e.Seq)
	out.Texts(e.At.Local().Format("2006-01-02T15:04:05Z07:00"), shop.DayLabel(e.At.Day), e.Who, e.Allowed, e.Kind, e.Title(in), e.Say(in), e.Head)
	out.EndRow()
}

// ExportFile writes them into a file that is whole or not there; one that nobody named a place for takes the place of no other.
// Faults: FileUnwritable, those of Export.
func (a *Audit) ExportFile(ctx context.Context, spec ExportSpec) (out Exported, err error) {
	write := func(w io.Writer) (err error) {
		out.Rows, err = a.Export(ctx, spec, w)
		return err
	}
	if out.Path = spec.Path; out.Path != "" {
		err = tabular.WriteWhole(out.Path, write)
	} else {
		var today int
		if err := a.frame.Store.View(ctx, func(tx books.Tx) error {
			set, err := a.frame.SetUp(tx)
			today = set.Shop.Moment(a.frame.Now()).Day
			return err
		}); err != nil {
			return out, err
		}
		out.Path, err = tabular.WriteAtHome("journal-"+shop.DayLabel(today)+"."+spec.Format, write)
	}
	if _, ours := fault.Of(err); err != nil && !ours {
		err = fault.Wrap(fault.FileUnwritable, fault.Args{"path": out.Path}, err)
	}
	return out, err
}
