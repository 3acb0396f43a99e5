package checkout

import (
	"context"
	"slices"
	"strings"
	"time"

	"kassa/app/act"
	"kassa/app/books"
	"kassa/app/fault"
	"kassa/app/journal"
	"kassa/app/notice"
	"kassa/app/rights"
	"kassa/app/shop"
)

// AtOnce is how long after a sale whoever sells may put its tender right without a further right.
const AtOnce = 30 * time.Second

// CorrectTender says that a payment of a sale was made with another tender than was booked. The sale stays as it is, with
// the amount that was due then; how it was paid is a row of its own, and the sums by tender follow. It is possible at this
// till while the shift of the sale is open: by whoever may sell for [AtOnce], then by whoever may correct receipts. A
// tender that lies in the drawer opens it. Faults: TenderFixed, RefNeeded, NotFound, NoRight.
func (c *Checkout) CorrectTender(ctx context.Context, sale shop.ID, payment int, code, ref string) error {
	ref = strings.TrimSpace(ref)
	right, err := c.rightToCorrect(ctx, sale)
	if err != nil {
		return err
	}
	id := c.frame.NewID()
	_, err = c.frame.Do(ctx, act.Spec{ID: id, Right: right}, func(tx books.Tx, at shop.Moment) (journal.Body, error) {
		set, err := c.frame.SetUp(tx)
		if err != nil {
			return nil, err
		}
		s, p, err := c.payment(tx, sale, payment)
		if err != nil {
			return nil, err
		}
		kind, err := tenderOf(set, code, ref)
		if err != nil {
			return nil, err
		}
		if p.Tender == code {
			return nil, tenderFixed("same_tender")
		}
		change := shop.TenderChange{ID: id, Sale: sale, Payment: payment, From: p.Tender, To: code, Amount: p.Amount, Ref: ref, Shift: s.Shift,
			Staff: act.Person(ctx).ID, At: at}
		if err := tx.Sales().AddTenderChange(change); err != nil {
			return nil, err
		}
		if was, _ := set.Tender(p.Tender); kind.OpensDrawer && !was.OpensDrawer {
			err = tx.Jobs().Add(c.drawerJob(sale, at))
		}
		return journal.OfTenderChange(change), err
	})
	if err == nil && c.frame.Board != nil {
		c.frame.Board.Post(notice.ReceiptChanged{SaleID: string(sale)})
	}
	return err
}

// rightToCorrect is what a correction of a sale needs now.
func (c *Checkout) rightToCorrect(ctx context.Context, sale shop.ID) (right rights.Act, err error) {
	err = c.frame.Store.View(ctx, func(tx books.Tx) error {
		s, found, err := tx.Sales().ByID(sale)
		if err != nil || !found {
			return orNoReceipt(err)
		}
		right = rights.CorrectTenders
		if since := c.frame.Now().Sub(s.At.At); since >= 0 && since <= AtOnce {
			right = rights.CorrectTender
		}
		return nil
	})
	return right, err
}

// payment is a payment of a sale as it is now, when it may be corrected.
func (c *Checkout) payment(tx books.Tx, sale shop.ID, no int) (shop.Sale, shop.Payment, error) {
	s, found, err := tx.Sales().ByID(sale)
	if err != nil || !found {
		return s, shop.Payment{}, orNoReceipt(err)
	}
	if err := c.correctable(tx, s); err != nil {
		return s, shop.Payment{}, err
	}
	changes, err := tx.Sales().TenderChanges(sale)
	if err != nil {
		return s, shop.Payment{}, err
	}
	for _, p := range s.Corrected(changes).Payments {
		if p.No == no {
			return s, p, nil
		}
	}
	return s, shop.Payment{}, orNoReceipt(nil)
}

// correctable refuses receipts whose tenders are final: of another till, of a closed shift, signed by a fiscal device.
func (c *Checkout) correctable(tx books.Tx, s shop.Sale) error {
	if s.Till != c.frame.Till {
		return tenderFixed("other_till")
	}
	if s.Fiscal != (shop.FiscalMark{}) {
		return tenderFixed("signed")
	}
	shift, open, err := tx.Shifts().Open(s.Till)
	if err == nil && (!open || shift.ID != s.Shift) {
		err = tenderFixed("shift_closed")
	}
	return err
}

func tenderFixed(reason string) error {
	return fault.New(fault.TenderFixed, fault.Args{"reason": reason})
}

// others are the tenders of a shop that a sale was not paid with.
func others(all []shop.Tender, s shop.Sale) []shop.Tender {
	return slices.DeleteFunc(slices.Clone(all), func(t shop.Tender) bool {
		return len(s.Payments) == 1 && s.Payments[0].Tender == t.Code
	})
}
