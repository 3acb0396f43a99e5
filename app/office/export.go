package office

import (
	"bufio"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"time"

	"kassa/app/act"
	"kassa/app/books"
	"kassa/app/journal"
	"kassa/app/money"
	"kassa/app/rights"
	"kassa/app/shop"
	"kassa/app/tabular"
)

// ExportSpec says what to write out. Days are inclusive; 0 is open.
type ExportSpec struct {
	From, To int
	Format   string // "csv": one row per line of a receipt; "json": an array of receipts
}

// ExportSales writes closed sales, oldest first, one after the other: memory does not grow with them. It returns how many
// receipts were written. That they left is written down as an act, also when w or the context ended them early; when that
// cannot be, the answer is an error, and what w got is to be thrown away. Faults: NoRight, BadOption, storage; errors of w.
func (o *Office) ExportSales(ctx context.Context, spec ExportSpec, w io.Writer) (n int64, err error) {
	if err := o.frame.May(ctx, rights.Ask{Act: rights.Export}); err != nil {
		return 0, err
	}
	buffered := bufio.NewWriterSize(w, 64<<10)
	var out sink
	switch spec.Format {
	case "", "csv":
		out = &csvSales{out: tabular.NewWriter(buffered, tabular.WriterOptions{})}
	case "json":
		out = &jsonSales{w: buffered}
	default:
		return 0, bad("--format", spec.Format, "csv", "json")
	}
	began := false
	err = o.frame.Store.View(ctx, func(tx books.Tx) error {
		set, err := o.frame.SetUp(tx)
		if err != nil {
			return err
		}
		if err := o.frame.MaySums(ctx, tx, spec.To); err != nil {
			return err
		}
		began = true
		n, err = pour(ctx, tx, spec, set.Shop.Currency, out)
		return err
	})
	if err == nil {
		err = out.end()
	}
	if err == nil {
		err = buffered.Flush()
	}
	if began {
		err = errors.Join(err, o.exported(context.WithoutCancel(ctx), spec, n))
	}
	return n, err
}

// pour lets the sales of the period run into the sink, as they were really paid, and counts them.
func pour(ctx context.Context, tx books.Tx, spec ExportSpec, c money.Currency, out sink) (n int64, err error) {
	if err := out.begin(); err != nil {
		return 0, err
	}
	until := spec.To
	if until == 0 {
		until = 99991231
	}
	err = tx.Sales().List(spec.From, until, func(s shop.Sale) error {
		if err := ctx.Err(); err != nil {
			return err
		}
		changes, err := tx.Sales().TenderChanges(s.ID)
		if err != nil {
			return err
		}
		n++
		return out.sale(s.Corrected(changes), c)
	})
	return n, err
}

// exported writes down, as an act, that sales left the books.
func (o *Office) exported(ctx context.Context, spec ExportSpec, n int64) error {
	_, err := o.frame.Do(ctx, act.Spec{ID: o.frame.NewID(), Right: rights.Export}, func(books.Tx, shop.Moment) (journal.Body, error) {
		return journal.OfExport("sales", spec.From, spec.To, n), nil
	})
	return err
}

// sink is a form in which sales are written.
type sink interface {
	begin() error
	sale(s shop.Sale, c money.Currency) error
	end() error
}

// csvSales writes one row per line of a receipt; what belongs to the whole receipt stands in each of its rows.
type csvSales struct{ out *tabular.Writer }

func (t *csvSales) begin() error {
	t.out.Texts("receipt", "sale_id", "day", "time", "till", "cashier", "kind", "line", "sku", "barcode", "name", "quantity", "unit",
		"unit_price", "list", "discount", "net", "tax", "total", "cost", "note", "receipt_total", "cash_rounding", "tender", "currency")
	t.out.EndRow()
	return nil
}

func (t *csvSales) sale(s shop.Sale, c money.Currency) error {
	for _, l := range s.Lines {
		t.out.Texts(s.Label(), string(s.ID), shop.DayLabel(s.At.Day))
		t.out.Time(s.At.Local())
		t.out.Texts(s.TillCode, s.StaffCode, string(s.Kind))
		t.out.Int(int64(l.No))
		t.out.Texts(l.SKU, l.Barcode, l.Name)
		t.out.Decimal(int64(l.Qty), 3)
		t.out.Text(string(l.Unit))
		t.out.Decimal(int64(l.Price), c.Exponent+4)
		for _, a := range []money.Amount{l.List, taken(l), l.Net, l.Tax, l.Total, l.Cost} {
			t.out.Decimal(int64(a), c.Exponent)
		}
		t.out.Text(l.Note)
		t.out.Decimal(int64(s.Total), c.Exponent)
		t.out.Decimal(int64(s.Rounding), c.Exponent)
		tender := ""
		for i, p := range s.Payments {
			if i > 0 {
				tender += "+"
			}
			tender += p.Tender
		}
		t.out.Texts(tender, c.Code)
		t.out.EndRow()
	}
	return nil
}

func (t *csvSales) end() error { return t.out.Close() }

// taken is what the discounts of a line took.
func taken(l shop.Line) money.Amount {
	var sum money.Amount
	for _, a := range l.Adjustments {
		sum -= a.Amount
	}
	return sum
}

// jsonSales writes an array of receipts, one per line of text.
type jsonSales struct {
	w     *bufio.Writer
	count int
}

func (j *jsonSales) begin() error {
	_, err := j.w.WriteString("[")
	return err
}

func (j *jsonSales) sale(s shop.Sale, c money.Currency) error {
	mark := ",\n"
	if j.count == 0 {
		mark = "\n"
	}
	j.count++
	if _, err := j.w.WriteString(mark); err != nil {
		return err
	}
	b, err := json.Marshal(jsonSale(s, c))
	if err != nil {
		return fmt.Errorf("sale %s: %w", s.ID, err)
	}
	_, err = j.w.Write(b)
	return err
}

func (j *jsonSales) end() error {
	_, err := j.w.WriteString("\n]\n")
	return err
}

// saleJSON is a receipt as programs read it: names are stable, money is in minor units, quantities are decimal texts.
type saleJSON struct {
	Receipt  string        `json:"receipt"`
	ID       string        `json:"id"`
	Kind     string        `json:"kind"`
	Time     string        `json:"time"`
	Day      string        `json:"day"`
	Till     string        `json:"till"`
	Cashier  string        `json:"cashier"`
	Currency string        `json:"currency"`
	Exponent int           `json:"exponent"`
	List     money.Amount  `json:"list"`
	Discount money.Amount  `json:"discount"`
	Net      money.Amount  `json:"net"`
	Tax      money.Amount  `json:"tax"`
	Total    money.Amount  `json:"total"`
	Rounding money.Amount  `json:"cash_rounding"`
	Cost     money.Amount  `json:"cost"`
	Lines    []lineJSON    `json:"lines"`
	Taxes    []taxJSON     `json:"taxes"`
	Payments []paymentJSON `json:"payments"`
	Fiscal   string        `json:"fiscal_number,omitempty"`
}

type lineJSON struct {
	Line     int          `json:"line"`
	SKU      string       `json:"sku,omitempty"`
	Barcode  string       `json:"barcode,omitempty"`
	Name     string       `json:"name"`
	Quantity string       `json:"quantity"`
	Unit     string       `json:"unit"`
	Price    string       `json:"unit_price"`
	List     money.Amount `json:"list"`
	Discount money.Amount `json:"discount"`
	Net      money.Amount `json:"net"`
	Tax      money.Amount `json:"tax"`
	Total    money.Amount `json:"total"`
	Cost     money.Amount `json:"cost"`
	Note     string       `json:"note,omitempty"`
}

type taxJSON struct {
	Code      string       `json:"code"`
	Percent   string       `json:"percent"`
	Inclusive bool         `json:"inclusive"`
	Base      money.Amount `json:"base"`
	Amount    money.Amount `json:"amount"`
}

type paymentJSON struct {
	Tender string       `json:"tender"`
	Amount money.Amount `json:"amount"`
	Given  money.Amount `json:"given"`
	Change money.Amount `json:"change"`
}

func jsonSale(s shop.Sale, c money.Currency) saleJSON {
	j := saleJSON{Receipt: s.Label(), ID: string(s.ID), Kind: string(s.Kind), Time: s.At.Local().Format(time.RFC3339), Day: shop.DayLabel(s.At.Day),
		Till: s.TillCode, Cashier: s.StaffCode, Currency: c.Code, Exponent: c.Exponent, List: s.List, Discount: s.Discount, Net: s.Net,
		Tax: s.Tax, Total: s.Total, Rounding: s.Rounding, Cost: s.Cost, Fiscal: s.Fiscal.Number,
		Lines: []lineJSON{}, Taxes: []taxJSON{}, Payments: []paymentJSON{}}
	for _, l := range s.Lines {
		j.Lines = append(j.Lines, lineJSON{Line: l.No, SKU: l.SKU, Barcode: l.Barcode, Name: l.Name, Quantity: l.Qty.String(),
			Unit: string(l.Unit), Price: l.Price.Plain(c.Exponent), List: l.List, Discount: taken(l), Net: l.Net, Tax: l.Tax,
			Total: l.Total, Cost: l.Cost, Note: l.Note})
	}
	for _, t := range s.Taxes {
		j.Taxes = append(j.Taxes, taxJSON{Code: t.Code, Percent: t.Rate.Percent(), Inclusive: t.Inclusive, Base: t.Base, Amount: t.Amount})
	}
	for _, p := range s.Payments {
		j.Payments = append(j.Payments, paymentJSON{Tender: p.Tender, Amount: p.Amount, Given: p.Given, Change: p.Change})
	}
	return j
}
