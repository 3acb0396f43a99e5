package journal

import "kassa/app/shop"

// The kinds of records about receipts and their papers; version 1 each.
const (
	TenderChanged = "tender_changed"
	JobsReprint   = "jobs_reprint"
	JobDropped    = "job_dropped"
	GiftReceipt   = "gift_receipt"
)

// OfTenderChange says that a payment was made with another tender than its sale had recorded. The id of the change is
// that of the act, its person and time are those of the record.
func OfTenderChange(c shop.TenderChange) Body {
	return factOf(TenderChanged, 384, func(w *writer) {
		w.int("amount", int64(c.Amount))
		w.text("from", c.From)
		w.text("kind", TenderChanged)
		w.int("payment", int64(c.Payment))
		w.text("ref", c.Ref)
		w.text("sale", string(c.Sale))
		w.text("shift", string(c.Shift))
		w.text("to", c.To)
	})
}

// OfJobsReprint says that all papers that waited were asked for again.
func OfJobsReprint(jobs []shop.Job) Body {
	return factOf(JobsReprint, 64+160*len(jobs), func(w *writer) {
		w.open("jobs", '[')
		for _, j := range jobs {
			w.item()
			w.flag("copy", j.Copy)
			w.text("document", string(j.Document))
			w.text("job", string(j.ID))
			w.text("job_kind", string(j.Kind))
			w.close('}')
		}
		w.close(']')
		w.text("kind", JobsReprint)
	})
}

// OfJobDropped says that a paper that waited was given up; sent is whether something of it may exist.
func OfJobDropped(j shop.Job) Body {
	return factOf(JobDropped, 256, func(w *writer) {
		w.text("document", string(j.Document))
		w.text("job", string(j.ID))
		w.text("job_kind", string(j.Kind))
		w.text("kind", JobDropped)
		w.flag("sent", j.Sent)
	})
}

// OfGiftReceipt says that a receipt without prices was asked for.
func OfGiftReceipt(j shop.Job) Body {
	return factOf(GiftReceipt, 256, func(w *writer) {
		w.text("document", string(j.Document))
		w.text("job", string(j.ID))
		w.text("kind", GiftReceipt)
	})
}
