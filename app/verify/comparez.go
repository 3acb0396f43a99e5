package verify

// z compares two Z reports, without the note.
func (d *differ) z(want, got *Z) {
	d.text("id", want.ID, got.ID)
	d.text("till", want.Till, got.Till)
	d.text("shift", want.Shift, got.Shift)
	d.text("by", want.By, got.By)
	d.num("no", want.No, got.No)
	d.moment(want.At, want.Offset, want.Day, want.Hour, got.At, got.Offset, got.Day, got.Hour)
	d.text("first", want.First, got.First)
	d.text("last", want.Last, got.Last)
	d.text("count", want.Count, got.Count)
	d.text("head_hash", want.HeadHash, got.HeadHash)
	for _, n := range []struct {
		what      string
		want, got int64
	}{
		{"receipts", want.Receipts, got.Receipts}, {"sold", want.Sold, got.Sold}, {"returned", want.Returned, got.Returned},
		{"returns", want.Returns, got.Returns}, {"discount", want.Discount, got.Discount}, {"net", want.Net, got.Net},
		{"tax", want.Tax, got.Tax}, {"rounding", want.Rounding, got.Rounding}, {"float", want.Float, got.Float},
		{"cash_sales", want.CashSales, got.CashSales}, {"in", want.In, got.In}, {"out", want.Out, got.Out},
		{"expense", want.Expense, got.Expense}, {"drop", want.Drop, got.Drop}, {"expected", want.Expected, got.Expected},
		{"lines", want.Lines, got.Lines}, {"lines_worth", want.LinesWorth, got.LinesWorth}, {"baskets", want.Baskets, got.Baskets},
		{"basket_worth", want.BasketWorth, got.BasketWorth}, {"no_sales", want.NoSales, got.NoSales},
		{"counted", want.Counted, got.Counted}, {"difference", want.Difference, got.Difference}, {"kept", want.Kept, got.Kept},
		{"taken", want.Taken, got.Taken}, {"all_sold", want.AllSold, got.AllSold}, {"all_returned", want.AllReturned, got.AllReturned},
		{"head_seq", want.HeadSeq, got.HeadSeq},
		{"tenders", int64(len(want.Tenders)), int64(len(got.Tenders))}, {"taxes", int64(len(want.Taxes)), int64(len(got.Taxes))},
	} {
		d.num(n.what, n.want, n.got)
	}
	for i := range min(len(want.Tenders), len(got.Tenders)) {
		w, g, one := &want.Tenders[i], &got.Tenders[i], d.at("tenders", i)
		one.text("tender", w.Tender, g.Tender)
		one.num("receipts", w.Receipts, g.Receipts)
		one.num("amount", w.Amount, g.Amount)
	}
	for i := range min(len(want.Taxes), len(got.Taxes)) {
		w, g, one := &want.Taxes[i], &got.Taxes[i], d.at("taxes", i)
		one.text("code", w.Code, g.Code)
		one.num("rate", w.Rate, g.Rate)
		one.flag("inclusive", w.Inclusive, g.Inclusive)
		one.num("base", w.Base, g.Base)
		one.num("amount", w.Amount, g.Amount)
	}
}
