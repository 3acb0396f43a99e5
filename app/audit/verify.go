package audit

import (
	"cmp"
	"context"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"io"
	"strings"

	"kassa/app/act"
	"kassa/app/books"
	"kassa/app/fault"
	"kassa/app/journal"
	"kassa/app/rights"
	"kassa/app/shop"
	words "kassa/app/text"
	"kassa/app/verify"
)

// VerifySpec says what is known from outside the books, and who watches.
type VerifySpec struct {
	// Heads is the content of the file that keeps the heads of the tills; nil: there is none.
	Heads []byte
	// Expect are heads as they stand on receipts: "4122:MFRGGZDFMY".
	Expect []string
	// Progress hears now and then how many records were checked. It may be nil.
	Progress func(records int64)
}

// Verify lets the independent verifier look at the books. Findings are no error. Faults: BadOption (a head that is none);
// another error means that the books could not be read.
func Verify(ctx context.Context, src verify.Source, spec VerifySpec) (verify.Report, error) {
	opt := verify.Options{Progress: spec.Progress}
	heads, err := journal.DecodeHeadFile(spec.Heads)
	if err != nil {
		heads = nil // written anew by the next act; what it knew is lost, and that is said by doctor, not here
	}
	for _, h := range heads {
		opt.Expect = append(opt.Expect, verify.Expected{Till: string(h.Till), Seq: h.Seq, Hash: hex.EncodeToString(h.Hash), From: "head file"})
	}
	for _, text := range spec.Expect {
		e, err := verify.ParseHead(text)
		if err != nil {
			return verify.Report{}, fault.Wrap(fault.BadOption, fault.Args{"option": "--expect-head", "value": text}, err)
		}
		e.From = "receipt"
		opt.Expect = append(opt.Expect, e)
	}
	return verify.Run(ctx, src, opt)
}

// Verified writes down, as an act, what a verification found.
func (a *Audit) Verified(ctx context.Context, r verify.Report) error {
	v := journal.Verified{Records: r.Records, Sales: r.Sales, Findings: r.Total}
	if r.First != nil {
		v.First = r.First.String()
	}
	_, err := a.frame.Do(ctx, act.Spec{ID: a.frame.NewID(), Right: rights.System}, func(books.Tx, shop.Moment) (journal.Body, error) {
		return journal.OfVerifyResult(v), nil
	})
	return err
}

// maxShown bounds the findings that a person is shown.
const maxShown = 50

// facts are what was read and where the journals end.
func facts(r verify.Report, in *words.Text) []string {
	list := []string{in.N("verify.records", r.Records), in.N("verify.heads", r.Heads), in.N("verify.sales", r.Sales)}
	for _, e := range r.Ends {
		list = append(list, in.T("verify.till", words.Args{"till": cmp.Or(e.Code, e.Till), "seq": e.Seq, "head": e.Short}))
	}
	return list
}

// WriteVerify says a verification to a person: what was read, the heads, the first bad record, the findings.
func WriteVerify(w io.Writer, r verify.Report, in *words.Text) error {
	var b strings.Builder
	for _, line := range facts(r, in) {
		fmt.Fprintln(&b, line)
	}
	if r.OK() {
		fmt.Fprintln(&b, in.T("verify.content"))
	} else {
		fmt.Fprintln(&b, in.T("verify.wrong"), in.N("verify.findings", r.Total))
	}
	for i, f := range r.Findings {
		if i == maxShown {
			fmt.Fprintln(&b, in.N("verify.more", r.Total-maxShown))
			break
		}
		fmt.Fprintln(&b, "- "+Say(f, in)+" ["+f.String()+"]")
	}
	_, err := io.WriteString(w, b.String())
	return err
}

// Say is one finding in a sentence. Behind it a program or whoever looks after the till wants the words of the verifier:
// Finding.String.
func Say(f verify.Finding, in *words.Text) string {
	key := "verify.finding." + string(f.Kind) + "_wrong"
	what, rest, _ := strings.Cut(f.What, ".")
	what = strings.ReplaceAll(what, " ", "_")
	switch {
	case in.Has(key + "_" + what):
		key += "_" + what // of a person, a mark of the time clock, a setting …: no receipt is meant
	case f.Number == 0 && in.Has(key+"_other"):
		key += "_other"
	case !in.Has(key):
		return f.String()
	}
	number := f.Series
	if f.Number != 0 {
		number = shop.Sale{Series: f.Series, Number: f.Number}.Label()
	}
	return in.T(key, words.Args{"seq": f.Seq, "number": number, "no": f.Number, "name": rest})
}

// WriteVerifyJSON says it to a program; "ok" is the answer.
func WriteVerifyJSON(w io.Writer, r verify.Report) error {
	out := json.NewEncoder(w)
	out.SetEscapeHTML(false)
	return out.Encode(struct {
		OK bool `json:"ok"`
		verify.Report
	}{r.OK(), r})
}
