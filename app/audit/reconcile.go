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

// Sum is one line of what must be equal: what it is, how many of them, what they come to.
type Sum struct {
	Key    string // audit.sum.<Key>
	Count  int64
	Amount money.Amount
	Plain  bool // there is no amount
}

// Sums are the lines of a reconciliation, as a person compares them.
func Sums(r verify.Reconciled) []Sum {
	return []Sum{{Key: "receipts", Count: r.Receipts, Amount: money.Amount(r.Total)}, {Key: "payments", Count: r.Payments, Amount: money.Amount(r.Paid)},
		{Key: "reports", Count: r.Zs, Amount: money.Amount(r.Reported)},
		{Key: "moves", Count: r.Moves, Plain: true}, {Key: "documents", Count: r.Documents, Plain: true}}
}

// WriteReconcile says a reconciliation to a person: the sums, the first mismatch, the others.
func WriteReconcile(w io.Writer, r verify.Reconciled, in *words.Text) error {
	var b strings.Builder
	currency, known := money.CurrencyOf(r.Currency)
	if !known {
		currency = money.Currency{Code: r.Currency, Symbol: r.Currency, Exponent: r.Exponent}
	}
	for _, s := range Sums(r) {
		line := in.T("audit.sum."+s.Key) + ": "
		switch {
		case s.Plain:
			line += in.Number(s.Count)
		default:
			line += in.T("audit.in_closed", words.Args{"count": s.Count, "amount": in.Money(s.Amount, currency)})
		}
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
