package checkout

import (
	counter "kassa/app/checkout"
	"kassa/app/fault"
	"kassa/app/shop"
	"kassa/app/text"
	"kassa/ui/receipts"
	"kassa/ui/widgets"
)

// wayOf is the key beside a message: what it is called and what it does. A message that needs none gets "".
func (v *View) wayOf(w Words) (label string, take func()) {
	if v.in.WayToShift != nil && fault.Is(w.Err, fault.NoShift) {
		if enter := v.in.WayToShift(); enter != nil {
			return v.in.Text.T("cash.key.open_counted"), enter
		}
	}
	if w.Key == ParkedWords {
		return v.in.Text.T("sell.park_list.name"), v.m.AnswerWords
	}
	return "", nil
}

// wordsOf says a message in the language of the screen.
func (v *View) wordsOf(w Words) (widgets.Tone, string) {
	t := v.in.Text
	switch {
	case w.Err != nil:
		title, _, next := t.Fault(w.Err)
		return widgets.Warning, title + ". " + next
	case w.Key == RestoredWords:
		return widgets.Normal, t.T("sell.basket_restored", text.Args{"time": t.Time(w.At)})
	case w.Key == TotalMovedWords:
		return widgets.Warning, t.T("sell.total_moved")
	case w.Key == UndoneWords:
		return widgets.Normal, t.T("sell.undone")
	case w.Key == CancelledWords:
		return widgets.Normal, t.T("sell.cancelled")
	case w.Key == ParkedWords:
		return widgets.Normal, t.T("sell.park_list.done")
	case w.Key == DrawerWords:
		return widgets.Normal, t.T("sell.no_sale.done")
	case w.Key == NoneParkedWords:
		return widgets.Normal, t.T("sell.park_list.none")
	case w.Key == ToldWords:
		if w.Short != nil {
			return widgets.Warning, w.Told + " · " + v.shortWords(*w.Short)
		}
		return widgets.Warning, w.Told
	case w.Key == ShortWords:
		return widgets.Warning, v.shortWords(*w.Short)
	case w.Key == CopyWords && v.last.Paid != nil:
		return v.copyWords(v.last.Paid.Print)
	case w.Key == CorrectedWords:
		return widgets.Strong, t.T("sell.paid.corrected")
	case w.Key == FilledWords:
		return v.filledWords(w)
	case w.Key == GiftWords:
		return widgets.Strong, t.T("sell.paid.gift_printing")
	}
	return widgets.Normal, ""
}

// filledWords says how many lines of a receipt came into the sale, and which did not.
func (v *View) filledWords(w Words) (widgets.Tone, string) {
	said := v.in.Text.N("receipts.added", int64(w.Added))
	if missing := receipts.MissingWords(v.in.Text, w.Missing); missing != "" {
		return widgets.Warning, said + " " + missing
	}
	return widgets.Strong, said
}

// shortWords says how much there is of what a line takes too much of; the sale goes on.
func (v *View) shortWords(s counter.Shortage) string {
	t := v.in.Text
	name := s.Names.In(shop.Lang(t.Lang()))
	if s.There <= 0 {
		return t.T("sell.short.none", text.Args{"name": name})
	}
	return t.T("sell.short.some", text.Args{"name": name, "qty": t.Qty(s.There, string(s.Unit))})
}
