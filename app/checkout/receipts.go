package checkout

import (
	"context"
	"strings"
	"unicode"

	"kassa/app/act"
	"kassa/app/books"
	"kassa/app/fault"
	"kassa/app/money"
	"kassa/app/rights"
	"kassa/app/shop"
)

// ReceiptsAsked is what a person wants to see of the receipts. Empty fields ask for all.
type ReceiptsAsked struct {
	From, To int    // business days, inclusive
	Text     string // a number, an amount, a code, words of a product, a cashier
	Tender   string
	AllTills bool
	Before   shop.ID // the last of the page before
}

// ReceiptPage is some receipts, newest first; More tells that there are older ones.
type ReceiptPage struct {
	Heads []shop.ReceiptHead
	More  bool
}

// ReceiptChoices is what a person chooses from in the list of receipts.
type ReceiptChoices struct {
	Today   int           // business day
	Tills   int           // how many there are
	Tenders []shop.Tender // of the shop
}

// ReceiptChoices reads what a person chooses from in the list of receipts.
func (c *Checkout) ReceiptChoices(ctx context.Context) (r ReceiptChoices, err error) {
	err = c.frame.Store.View(ctx, func(tx books.Tx) error {
		set, err := c.frame.SetUp(tx)
		if err != nil {
			return err
		}
		tills, err := tx.Shop().Tills()
		r = ReceiptChoices{Today: set.Shop.Moment(c.frame.Now()).Day, Tills: len(tills), Tenders: tendersOf(set)}
		return err
	})
	return r, err
}

// PageSize is how many receipts a page holds.
const PageSize = 50

// Receipts lists receipts page by page. There is no sum over them: who counts a drawer blind must not find what it should
// hold. Fault: NoRight.
func (c *Checkout) Receipts(ctx context.Context, a ReceiptsAsked) (p ReceiptPage, err error) {
	err = c.frame.Look(ctx, rights.Ask{Act: rights.SeeReceipts}, func(tx books.Tx, set act.Setup) error {
		f := books.ReceiptFilter{FromDay: a.From, ToDay: a.To, Tender: a.Tender, Before: a.Before, Any: meanings(set, a.Text)}
		if !a.AllTills {
			f.Till = c.frame.Till
		}
		p.Heads, err = tx.Sales().Heads(f, PageSize+1)
		p.More = len(p.Heads) > PageSize
		p.Heads = p.Heads[:min(len(p.Heads), PageSize)]
		return err
	})
	return p, err
}

// meanings are what a typed text may mean: "T1-0004122" is a number, "4122" a number or an amount, "13,67" an amount,
// "4006381333931" a barcode, "milk" a product or a cashier.
func meanings(set act.Setup, text string) books.ReceiptWords {
	text = strings.TrimSpace(text)
	var w books.ReceiptWords
	if text == "" {
		return w
	}
	if w.Series, w.Number, _ = shop.ParseLabel(text); w.Series != "" && w.Number != 0 {
		return w // a whole number means nothing else
	}
	w.Series = ""
	plain := strings.NewReplacer(" ", "", "\u00a0", "", "\u202f", "", ",", ".", set.Shop.Currency.Symbol, "").Replace(text)
	if v, err := money.ParsePlain(plain, set.Shop.Currency.Exponent); err == nil && v > 0 {
		w.Amounts = []money.Amount{money.Amount(v)}
	}
	if !strings.ContainsFunc(text, unicode.IsSpace) {
		w.Code = text
	}
	for word := range strings.FieldsSeq(text) {
		if w.Number == 0 && len(w.Amounts) == 0 { // names are full of figures: "milk 1 l"
			w.Names = append(w.Names, spellings(word))
		}
	}
	for id, p := range set.Staff {
		if strings.EqualFold(p.Code, text) || strings.Contains(strings.ToLower(p.Name), strings.ToLower(text)) {
			w.Staff = append(w.Staff, id)
		}
	}
	return w
}

// spellings are a word as it was typed, small, large, and with a large first letter.
func spellings(word string) []string {
	small, large := strings.ToLower(word), strings.ToUpper(word)
	list := []string{word}
	first := []rune(small)
	first[0] = unicode.ToUpper(first[0])
	for _, s := range []string{small, large, string(first)} {
		if s != word {
			list = append(list, s)
		}
	}
	return list
}

// Receipt is one receipt with what happened to it since.
type Receipt struct {
	Sale    shop.Sale // as it was closed
	Changes []shop.TenderChange
	Jobs    []shop.Job // its papers, oldest first
	Cashier string
	// Tenders are those that it may be corrected to, when it may be at all: the shop's, without the one that it has.
	Tenders  []shop.Tender
	Currency money.Currency
}

// Receipt reads one receipt; what its goods cost the shop only for whoever may see it. Faults: NotFound, NoRight.
func (c *Checkout) Receipt(ctx context.Context, id shop.ID) (r Receipt, err error) {
	err = c.frame.Look(ctx, rights.Ask{Act: rights.SeeReceipts}, func(tx books.Tx, set act.Setup) error {
		var found bool
		if r.Sale, found, err = tx.Sales().ByID(id); err != nil || !found {
			return orNoReceipt(err)
		}
		if r.Changes, err = tx.Sales().TenderChanges(id); err != nil {
			return err
		}
		jobs, err := tx.Jobs().ByDocument(id)
		for _, j := range jobs {
			if j.Kind != shop.JobDrawer {
				r.Jobs = append(r.Jobs, j)
			}
		}
		r.Cashier, r.Currency = set.Staff[r.Sale.Staff].Name, set.Shop.Currency
		if err == nil && c.correctable(tx, r.Sale) == nil {
			r.Tenders = others(set.Tenders, r.Sale.Corrected(r.Changes))
		}
		if !c.seesCost(ctx, tx) {
			r.Sale.Cost = 0
			for i := range r.Sale.Lines {
				r.Sale.Lines[i].Cost = 0
			}
		}
		return err
	})
	return r, err
}

// ReceiptByLabel finds the receipt whose whole number was scanned, of any till. What was printed in training is no receipt of a
// shop. Faults: NotFound, TrainingPaper, NoRight.
func (c *Checkout) ReceiptByLabel(ctx context.Context, label string) (shop.ID, error) {
	series, _, ok := shop.ParseLabel(label)
	if !ok || series == "" {
		return "", orNoReceipt(nil)
	}
	if strings.EqualFold(series, shop.TrainingSeries) {
		if err := c.onlyInTraining(ctx, label); err != nil {
			return "", err
		}
	}
	p, err := c.Receipts(ctx, ReceiptsAsked{Text: label, AllTills: true})
	if err != nil || len(p.Heads) == 0 {
		return "", orNoReceipt(err)
	}
	return p.Heads[0].ID, nil
}

// onlyInTraining refuses a paper of training where the till sells.
func (c *Checkout) onlyInTraining(ctx context.Context, label string) error {
	return c.frame.Store.View(ctx, func(tx books.Tx) error {
		set, err := c.frame.SetUp(tx)
		if err == nil && set.Settings[shop.Training] == "" {
			err = fault.New(fault.TrainingPaper, fault.Args{"code": strings.TrimSpace(label)})
		}
		return err
	})
}

func orNoReceipt(err error) error {
	if err != nil {
		return err
	}
	return fault.New(fault.NotFound, fault.Args{"what": "receipt"})
}
