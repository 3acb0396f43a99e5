package audit

import (
	"encoding/json"
	"fmt"
	"io"
	"strings"

	"kassa/app/money"
	words "kassa/app/text"
	"kassa/app/verify"
)

// Fitted is a reconciliation as a person reads it.
type Fitted struct{ verify.Reconciled }

// Lines are the findings for a person, the first mismatch first.
func (f Fitted) Lines(in *words.Text) []Line { return lines(f.Findings, in) }

// Facts are what must be equal, and what was read.
func (f Fitted) Facts(in *words.Text) (list []string) {
	currency, known := money.CurrencyOf(f.Currency)
	if !known {
		currency = money.Currency{Code: f.Currency, Symbol: f.Currency, Exponent: f.Exponent}
	}
	for _, s := range []struct {
		key           string
		count, amount int64
	}{{"receipts", f.Receipts, f.Total}, {"payments", f.Payments, f.Paid}, {"reports", f.Zs, f.Reported}} {
		list = append(list, in.T("audit.sum."+s.key)+": "+in.T("audit.in_closed",
			words.Args{"count": s.count, "amount": in.Money(money.Amount(s.amount), currency)}))
	}
	return append(list, in.T("audit.sum.moves")+": "+in.Number(f.Moves), in.T("audit.sum.documents")+": "+in.Number(f.Documents))
}

// WriteReconcile says a reconciliation to a person: the sums, the first mismatch, the others.
func WriteReconcile(w io.Writer, r verify.Reconciled, in *words.Text) error {
	var b strings.Builder
	for _, line := range (Fitted{r}).Facts(in) {
		fmt.Fprintln(&b, line)
	}
	if r.OK() {
		fmt.Fprintln(&b, in.T("audit.fits"))
	} else {
		fmt.Fprintln(&b, in.T("audit.fits_not"), in.N("verify.findings", r.Found))
	}
	for i, f := range r.Findings {
		if i == maxShown {
			fmt.Fprintln(&b, in.N("verify.more", r.Found-maxShown))
			break
		}
		fmt.Fprintln(&b, "- "+Say(f, in)+" ["+f.String()+"]")
	}
	_, err := io.WriteString(w, b.String())
	return err
}

// WriteReconcileJSON says it to a program; "ok" is the answer.
func WriteReconcileJSON(w io.Writer, r verify.Reconciled) error {
	out := json.NewEncoder(w)
	out.SetEscapeHTML(false)
	return out.Encode(struct {
		OK bool `json:"ok"`
		verify.Reconciled
	}{r.OK(), r})
}
