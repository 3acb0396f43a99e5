package inventory

import (
	"cmp"
	"context"
	"crypto/sha256"
	"errors"
	"io"
	"maps"
	"os"
	"path/filepath"
	"slices"

	"kassa/app/act"
	"kassa/app/books"
	"kassa/app/fault"
	"kassa/app/journal"
	"kassa/app/money"
	"kassa/app/rights"
	"kassa/app/shop"
	"kassa/app/tabular"
)

// ImportSpec says what to import and how.
type ImportSpec struct {
	Path string
	// Map is the path of a file that says which column is what; empty: by the headings. See tabular.ReadMap.
	Map string
	// DryRun reads and judges every row and changes nothing.
	DryRun bool
	// DefaultPrice is the price of new products whose row has none; 0: there is none. Where the file has no column for
	// prices at all, new products without it have an open price, typed at the till.
	DefaultPrice money.Amount
	// Progress hears, after every batch, how many bytes of how many were read. It may be nil.
	Progress func(done, total int64)
}

// ImportReport is what became of a file.
type ImportReport struct {
	Format  tabular.Format
	Columns []string // what was recognised, by field: "barcode", "name" ...
	Unknown []string // headings that were not used
	Rows    int64
	Added   int64
	Changed int64
	Same    int64
	Refused int64
	// Free is how many products of the file have a fixed price of 0, which is a slip more often than a gift.
	Free int64
	// Header has the headings of the file, for a list of refused rows that can be imported again.
	Header []string
	// Refusals are the refused rows by row, [MaxRefusals] of them.
	Refusals []Refusal
	// First is what became, or would become, of the first rows, [FirstRows] of them: a preview.
	First []FirstRow
}

// FirstRows bounds the preview.
const FirstRows = 50

// Outcome is what becomes of a row.
type Outcome string

// The outcomes.
const (
	RowAdded   Outcome = "added"
	RowChanged Outcome = "changed"
	RowSame    Outcome = "same"
	RowRefused Outcome = "refused"
)

// FirstRow is one row of a preview. Refusal says why, where it was refused.
type FirstRow struct {
	Line    int
	Outcome Outcome
	Cells   []string // of the columns that were recognised, in their order
	Refusal *Refusal
}

// MaxRefusals bounds the list of refused rows; Refused counts them all.
const MaxRefusals = 10_000

// Refusal is a row that was not taken. Reason is a key of the texts below "import.": "reason.name_empty" or
// "kind.number_syntax"; Values stand in its sentence.
type Refusal struct {
	Row    int // under the header, from 1
	Line   int // of the file, from 1
	Reason string
	Values map[string]any
	Cells  []string // as they stand in the file; empty where the row could not be cut into cells
}

// batchRows is how many rows one act takes: enough to spread the cost of a commit, little enough to be interrupted.
const batchRows = 2_000

// errMoved says that a product changed under the unit of work that read it, which the books never allow.
var errMoved = errors.New("a product changed while it was imported")

// errNothing ends an act that would change nothing.
var errNothing = errors.New("nothing to change")

// Import brings products in from a file. Rows that were refused are no error; what was committed before an error or the end
// of the context stays and is in the report. Faults: NoRight, FileUnreadable, FileEmpty, FileTooLarge, ColumnMissing,
// storage; a broken file or mapping gives a *tabular.Error beneath a fault.
func (v *Inventory) Import(ctx context.Context, spec ImportSpec) (ImportReport, error) {
	im, err := v.importer(ctx, spec, ImportFields())
	if err != nil {
		return ImportReport{}, err
	}
	defer im.table.Close() //nolint:errcheck // it was only read
	if err = im.prepare(ctx); err == nil {
		err = im.run(ctx)
	}
	im.inOrder()
	if !spec.DryRun && im.report.Added+im.report.Changed > 0 {
		v.tell()
	}
	return im.report, fileFault(spec.Path, err)
}

// importer begins to read a file, for whoever may bring goods in. The caller closes its table.
func (v *Inventory) importer(ctx context.Context, spec ImportSpec, fields []tabular.Field) (*importer, error) {
	if err := v.frame.May(ctx, rights.Ask{Act: rights.ImportGoods}); err != nil {
		return nil, err
	}
	table, err := tabular.Open(spec.Path, tabular.Options{})
	if err != nil {
		return nil, fileFault(spec.Path, err)
	}
	return &importer{v: v, spec: spec, table: table, fields: fields, first: map[string]int{}, lines: map[shop.ID]int{}}, nil
}

// importer is one import on its way.
type importer struct {
	v       *Inventory
	spec    ImportSpec
	table   *tabular.Reader
	fields  []tabular.Field
	columns tabular.Columns
	prices  tabular.Style
	amounts tabular.Style
	set     act.Setup
	hash    []byte
	report  ImportReport
	first   map[string]int  // line in which a SKU or a bare code was taken first
	lines   map[shop.ID]int // line in which a product of the books was taken, of batches that were committed
	batch   []item
	refused int64 // rows of this batch that were refused before it reached the books
	rows    int64 // rows of this batch
}

// prepare learns all that holds for the whole file, before anything is changed.
func (im *importer) prepare(ctx context.Context) error {
	if err := im.prepareColumns(); err != nil {
		return err
	}
	if !im.columns.Has("name") && !im.columns.Has("name_en") && !im.columns.Has("name_ru") {
		return fault.New(fault.ColumnMissing, fault.Args{"columns": "name"})
	}
	return im.prepareStyles(ctx)
}

// prepareColumns finds the columns.
func (im *importer) prepareColumns() error {
	mapping := tabular.Mapping{Fields: im.fields}
	var err error
	if im.spec.Map != "" {
		if mapping.Chosen, err = tabular.ReadMap(im.spec.Map, mapping.Fields); err != nil {
			return fileFault(im.spec.Map, err)
		}
	}
	if im.columns, err = im.table.Match(mapping); err != nil {
		return err
	}
	im.report.Format, im.report.Unknown = im.table.Format(), im.columns.Unknown
	im.report.Header = im.table.Header().Cells
	for _, f := range mapping.Fields {
		if im.columns.Has(f.Name) {
			im.report.Columns = append(im.report.Columns, f.Name)
		}
	}
	return nil
}

// prepareStyles learns how numbers are written, what the file is, and how the shop is set up.
func (im *importer) prepareStyles(ctx context.Context) (err error) {
	if im.prices, err = im.table.Style(im.columns.Index("price"), im.columns.Index("cost")); err != nil {
		return err
	}
	if im.amounts, err = im.table.Style(im.columns.Index("stock"), im.columns.Index("low"), im.columns.Index("qty")); err != nil {
		return err
	}
	if im.hash, err = fileHash(im.spec.Path); err != nil {
		return err
	}
	return im.v.view(ctx, func(_ books.Tx, set act.Setup) error {
		im.set = set
		return nil
	})
}

// run takes the rows in batches.
func (im *importer) run(ctx context.Context) error {
	return im.walk(ctx, func(row tabular.Row) *no {
		it, bad := im.read(row)
		if bad == nil {
			im.batch = append(im.batch, it)
		}
		return bad
	}, im.commit)
}

// walk hands out the rows that can be read, says of the others why not, and commits a batch when it is full.
func (im *importer) walk(ctx context.Context, take func(tabular.Row) *no, commit func(context.Context) error) error {
	for row, err := range im.table.Rows() {
		if ctx.Err() != nil {
			return ctx.Err()
		}
		if err != nil && !rowOnly(err) {
			return err
		}
		im.rows++
		if err != nil {
			im.refuse(row, "kind."+string(tabular.KindOf(err)), tableValues(err))
		} else if bad := take(row); bad != nil {
			im.refuse(row, bad.reason, bad.values)
		}
		if im.rows >= batchRows {
			if err := commit(ctx); err != nil {
				return err
			}
		}
	}
	return commit(ctx)
}

// refuse keeps a row that was not taken.
func (im *importer) refuse(row tabular.Row, reason string, values map[string]any) {
	im.refused++
	im.report.Refused++
	im.preview(row, RowRefused, &Refusal{Row: row.Number, Line: row.Line, Reason: reason, Values: values})
	if len(im.report.Refusals) < MaxRefusals {
		im.report.Refusals = append(im.report.Refusals, Refusal{Row: row.Number, Line: row.Line, Reason: reason, Values: values, Cells: row.Cells})
	}
}

// preview keeps what becomes of one of the first rows.
func (im *importer) preview(row tabular.Row, o Outcome, why *Refusal) {
	if row.Number > FirstRows {
		return
	}
	first := FirstRow{Line: row.Line, Outcome: o, Refusal: why}
	for _, field := range im.report.Columns {
		first.Cells = append(first.Cells, im.columns.Text(row, field))
	}
	im.report.First = append(im.report.First, first)
}

// inOrder puts what was refused, and the preview, in the order of the file.
func (im *importer) inOrder() {
	slices.SortStableFunc(im.report.Refusals, func(a, b Refusal) int { return cmp.Compare(a.Row, b.Row) })
	slices.SortStableFunc(im.report.First, func(a, b FirstRow) int { return cmp.Compare(a.Line, b.Line) })
}

// commit writes a batch as one act, or only judges it.
func (im *importer) commit(ctx context.Context) error {
	if im.rows == 0 {
		return nil
	}
	var p plan
	err := im.store(ctx, &p)
	if err != nil && !errors.Is(err, errNothing) {
		return err
	}
	im.report.Added += int64(len(p.add))
	im.report.Changed += int64(len(p.change))
	im.report.Same += p.same
	im.report.Free += p.free
	im.batch = im.batch[:0]
	im.told(p.lines, p.refused, p.first)
	return nil
}

// told ends a batch: the report has its rows, with those that the books refused, and whoever watches hears of it.
func (im *importer) told(lines map[shop.ID]int, refused []lateRefusal, first []judged) {
	im.report.Rows += im.rows
	maps.Copy(im.lines, lines)
	for _, r := range refused {
		im.refuse(r.row, r.reason, r.values)
	}
	for _, r := range first {
		im.preview(r.row, r.outcome, nil)
	}
	im.rows, im.refused = 0, 0
	if im.spec.Progress != nil {
		im.spec.Progress(im.table.Progress())
	}
}

// store plans the batch within one unit of work and carries it out there, so that nothing changes in between.
func (im *importer) store(ctx context.Context, p *plan) error {
	if im.spec.DryRun {
		return im.v.view(ctx, func(tx books.Tx, _ act.Setup) (err error) {
			*p, err = im.plan(tx)
			return err
		})
	}
	id := im.v.frame.NewID()
	_, err := im.v.frame.Do(ctx, act.Spec{ID: id, Right: rights.ImportGoods}, func(tx books.Tx, at shop.Moment) (journal.Body, error) {
		var err error
		if *p, err = im.plan(tx); err != nil {
			return nil, err
		}
		if len(p.add)+len(p.change) == 0 {
			return nil, errNothing
		}
		moves, err := p.moves(im.set.Till.Place, id, at)
		if err != nil {
			return nil, err
		}
		body := journal.OfProductsImport(journal.Import{File: filepath.Base(im.spec.Path), FileHash: im.hash, Rows: im.rows,
			Added: int64(len(p.add)), Changed: int64(len(p.change)), Refused: im.refused + int64(len(p.refused)), Moves: moves})
		return body, p.write(tx, moves)
	})
	return err
}

func fileHash(path string) ([]byte, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer f.Close() //nolint:errcheck // it was only read
	h := sha256.New()
	if _, err := io.Copy(h, f); err != nil {
		return nil, err
	}
	return h.Sum(nil), nil
}

func rowOnly(err error) bool {
	var e *tabular.Error
	return errors.As(err, &e) && e.RowOnly()
}

// fileFault says in a fault what is wrong with a file.
func fileFault(path string, err error) error {
	var e *tabular.Error
	if _, told := fault.Of(err); told || !errors.As(err, &e) {
		return err
	}
	name := fault.Args{"path": path}
	switch e.Kind {
	case tabular.Empty, tabular.NoRows:
		return fault.Wrap(fault.FileEmpty, name, err)
	case tabular.NotText:
		return fault.Wrap(fault.NotATable, fault.Args{"path": path, "what": e.Text}, err)
	case tabular.Locked:
		return fault.Wrap(fault.FileLocked, name, err)
	case tabular.TooBig, tabular.TooManyRows:
		return fault.Wrap(fault.FileTooLarge, name, err)
	case tabular.MissingColumns, tabular.DuplicateColumn:
		return fault.Wrap(fault.ColumnMissing, fault.Args{"columns": e.Names}, err)
	}
	return fault.Wrap(fault.FileUnreadable, name, err)
}

// tableValues are what the sentence of a broken row or number needs.
func tableValues(err error) map[string]any {
	var e *tabular.Error
	if !errors.As(err, &e) {
		return nil
	}
	return map[string]any{"text": e.Text, "limit": e.Limit, "got": e.Got, "name": e.Name, "names": e.Names}
}
