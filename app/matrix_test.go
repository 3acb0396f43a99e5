//go:build cgo

package app_test

import (
	"bytes"
	"context"
	"slices"
	"strings"
	"testing"
	"time"

	"kassa/app/act"
	"kassa/app/audit"
	"kassa/app/backup"
	"kassa/app/checkout"
	"kassa/app/fault"
	"kassa/app/inventory"
	"kassa/app/money"
	"kassa/app/office"
	"kassa/app/reports"
	"kassa/app/rights"
	"kassa/app/shifts"
	"kassa/app/shop"
)

// The rights of a new shop, written out by hand: whoever changes a right changes a line here too, on purpose.
//
// A row is an act done through its service, once by each role in each of five ways: alone, and with somebody beside who
// allows it. Each way names who gets it done: C cashier, S senior, M manager, O owner.

// ways are who stands beside, in the order of the columns.
var ways = []string{"alone", "manager", "owner", "cashier", "gone"}

// deed is one act as a service does it. ready prepares what it needs, as the owner.
type deed struct {
	act   rights.Act
	what  string
	who   [5]string
	kind  kind
	ready func(*hall)
	do    func(*hall, context.Context) error
}

// Who gets an act done, by column, in the cases that come again.
var (
	everybody = [5]string{"CSMO", "CSMO", "CSMO", "CSMO", "CSMO"}
	senior    = [5]string{"SMO", "CSMO", "CSMO", "SMO", "SMO"}
	manager   = [5]string{"MO", "CSMO", "CSMO", "MO", "MO"}
	owner     = [5]string{"O", "O", "CSMO", "O", "O"}
	// themselves: who counts blind stays blind, whoever stands beside.
	themselves = [5]string{"MO", "MO", "MO", "MO", "MO"}
)

// kind says what a deed leaves in the journal.
type kind int

const (
	writes kind = iota // a record, which names who allowed it
	looks              // none, but one of who allowed it
	asked              // none at all: nothing is shown
)

func deeds() []deed {
	return slices.Concat(atTheTill(), lowering(), atTheDesk(), inTheOffice())
}

func atTheTill() []deed {
	return []deed{
		{rights.Sell, "scan", everybody, writes, (*hall).basket, func(h *hall, ctx context.Context) error {
			return second(h.Checkout.Scan(ctx, code, money.One))
		}},
		{rights.Sell, "pay", everybody, writes, (*hall).basket, func(h *hall, ctx context.Context) error {
			return second(h.Checkout.PayCash(ctx, checkout.CashTender{Cart: h.cart.ID, Version: h.cart.Version}))
		}},
		{rights.OpenItem, "sell what is not in the catalogue", everybody, writes, (*hall).basket, func(h *hall, ctx context.Context) error {
			return second(h.Checkout.AddOpen(ctx, checkout.OpenItem{Name: "Ring", Price: 500, Qty: money.One}))
		}},
		{rights.RemoveLine, "a line", everybody, writes, (*hall).basket, func(h *hall, ctx context.Context) error {
			return second(h.Checkout.Remove(ctx, h.line, checkout.Seen{}))
		}},
		{rights.RemoveLine, "the whole basket", everybody, writes, (*hall).basket, func(h *hall, ctx context.Context) error {
			return second(h.Checkout.Clear(ctx, checkout.Seen{}, ""))
		}},
		{rights.Park, "put aside", everybody, writes, (*hall).basket, func(h *hall, ctx context.Context) error {
			return second(h.Checkout.Park(ctx, "Blue coat"))
		}},
		{rights.SeeReceipts, "the list", everybody, looks, nil, func(h *hall, ctx context.Context) error {
			return second(h.Checkout.Receipts(ctx, checkout.ReceiptsAsked{From: h.day(), To: h.day()}))
		}},
		{rights.Reprint, "without prices", everybody, writes, (*hall).sold, func(h *hall, ctx context.Context) error { return h.PrintGift(ctx, h.sale.ID) }},
		{rights.CorrectTender, "right after the sale", everybody, writes, (*hall).sold, (*hall).correct},
		{rights.CorrectTenders, "a minute after the sale", senior, writes, func(h *hall) {
			h.sold()
			h.later(time.Minute)
		}, (*hall).correct},
		{rights.NoSale, "open the drawer", senior, writes, (*hall).shift, func(h *hall, ctx context.Context) error {
			return second(h.Shifts.NoSale(ctx, h.newID(), ""))
		}},
		{rights.Favourite, "a star", senior, writes, nil, func(h *hall, ctx context.Context) error { return h.Checkout.Star(ctx, h.id(5), true) }},
		{rights.ArrangeTiles, "a page", senior, writes, (*hall).noPages, func(h *hall, ctx context.Context) error {
			return second(h.Checkout.ArrangePage(ctx, shop.TilePage{Names: shop.Names{"en": "Drinks"}}))
		}},
	}
}

// lowering are the ways to take something off by hand; all of them together have one limit, see app/pricing.
func lowering() []deed {
	return []deed{
		discount("just below a cashier's limit", everybody, 99_999),
		discount("at a cashier's limit", everybody, 100_000),
		discount("just above a cashier's limit", senior, 100_001),
		discount("just below a senior's limit", senior, 199_999),
		discount("at a senior's limit", senior, 200_000),
		discount("just above a senior's limit", manager, 200_001),
		discount("just below a manager's limit", manager, 499_999),
		discount("at a manager's limit", manager, 500_000),
		discount("just above a manager's limit", owner, 500_001),
		discount("all of it", owner, money.Whole),
		reduction("0.13 of 1.35", everybody, 13),
		reduction("0.14 of 1.35", senior, 14),
		reduction("0.27 of 1.35", senior, 27),
		reduction("0.28 of 1.35", manager, 28),
		reduction("0.68 of 1.35", owner, 68),
		{rights.ChangePrice, "of a line, up", senior, writes, (*hall).basket, asksPrice(500)},
		{rights.ChangePrice, "of a line, down within a senior's limit", senior, writes, (*hall).basket, asksPrice(108)},
		{rights.ChangePrice, "of a line, down beyond a senior's limit", manager, writes, (*hall).basket, asksPrice(107)},
		{rights.ChangePrice, "of a line, down beyond a manager's limit", owner, writes, (*hall).basket, asksPrice(67)},
		{rights.ChangePrice, "while it is added", senior, writes, (*hall).basket, func(h *hall, ctx context.Context) error {
			return second(h.Checkout.AddOpen(ctx, checkout.OpenItem{Product: h.id(5), Price: 108, Qty: money.One}))
		}},
		{rights.ChangePrice, "while it is added, beyond a senior's limit", manager, writes, (*hall).basket, func(h *hall, ctx context.Context) error {
			return second(h.Checkout.AddOpen(ctx, checkout.OpenItem{Product: h.id(5), Price: 107, Qty: money.One}))
		}},
		// 10 % of the line and then 10 % of the basket are 19 % together; and so on.
		{rights.Discount, "of a basket, on a line that has a cashier's whole limit", senior, writes, (*hall).lowered, ofBasket(100_000)},
		{rights.Discount, "of a basket, together at a senior's limit", senior, writes, (*hall).lowered, ofBasket(111_111)},
		{rights.Discount, "of a basket, together just above a senior's limit", manager, writes, (*hall).lowered, ofBasket(111_112)},
		{rights.Discount, "of a basket, together just above a manager's limit", owner, writes, (*hall).lowered, ofBasket(444_445)},
		{rights.Discount, "a fixed reduction of a line that shrinks, beyond a cashier's limit", senior, writes, (*hall).reduced, (*hall).shrink},
		{rights.Discount, "a fixed reduction of a basket out of which goods go", senior, writes, (*hall).reducedBasket, (*hall).shrink},
		{rights.Discount, "taken back and given again by undo", manager, writes, (*hall).undone, func(h *hall, ctx context.Context) error {
			return second(h.Checkout.Undo(ctx, checkout.Seen{}))
		}},
	}
}

func atTheDesk() []deed {
	return []deed{
		{rights.OpenShift, "open", everybody, writes, (*hall).noShift, func(h *hall, ctx context.Context) error {
			return second(h.Shifts.Open(ctx, shifts.Opening{ID: h.newID()}))
		}},
		{rights.CloseShift, "count", everybody, writes, (*hall).shift, func(h *hall, ctx context.Context) error {
			return second(h.Shifts.Count(ctx, shifts.Counting{ID: h.newID(), Total: 100}))
		}},
		{rights.CloseShift, "close", everybody, writes, func(h *hall) { h.counted(0) }, (*hall).end},
		{rights.CashIn, "put in", everybody, writes, (*hall).shift, moves(shop.CashIn, 900)},
		{rights.CashOut, "take out", senior, writes, (*hall).shift, moves(shop.CashOut, 900)},
		{rights.CashOut, "to the safe", senior, writes, (*hall).shift, moves(shop.CashDrop, 900)},
		{rights.Expense, "pay out of the drawer", senior, writes, (*hall).shift, moves(shop.CashExpense, 900)},
		{rights.SeeExpected, "what a count is off by", themselves, asked, func(h *hall) { h.counted(0) }, (*hall).expected},
		{rights.SeeExpected, "asked for", manager, asked, nil, asks(rights.SeeExpected)},
		{rights.XReport, "on the screen", manager, looks, (*hall).shift, func(h *hall, ctx context.Context) error { return second(h.Shifts.X(ctx)) }},
		{rights.XReport, "on paper", manager, writes, (*hall).shift, func(h *hall, ctx context.Context) error { return h.Shifts.PrintX(ctx) }},
		{rights.ClockTime, "come or go", everybody, writes, nil, (*hall).clock},
		{rights.SeeHours, "of all", manager, looks, nil, func(h *hall, ctx context.Context) error {
			return second(h.Staff.Worked(ctx, h.day(), h.day(), ""))
		}},
		{rights.CorrectTime, "of somebody", manager, writes, nil, (*hall).setRight},
		{rights.OwnPIN, "change it", everybody, asked, nil, asks(rights.OwnPIN)}, // the change itself takes a fifth of a second: see app/staff
		{rights.ManageStaff, "a cashier", manager, writes, nil, hires(rights.Cashier)},
		{rights.ManageStaff, "a senior", manager, writes, nil, hires(rights.Senior)},
		{rights.ManageHeads, "a manager", owner, writes, nil, hires(rights.Manager)},
		{rights.ManageHeads, "an owner", owner, writes, nil, hires(rights.Owner)},
	}
}

func inTheOffice() []deed {
	return []deed{
		{rights.SeeStock, "the list", everybody, looks, nil, func(h *hall, ctx context.Context) error {
			return second(h.Inventory.Stock(ctx, inventory.StockQuestion{Limit: 1}))
		}},
		{rights.SeeCost, "what the stock is worth", manager, looks, nil, func(h *hall, ctx context.Context) error { return second(h.Inventory.StockValue(ctx)) }},
		{rights.QuickAdd, "a product at the till", senior, writes, nil, func(h *hall, ctx context.Context) error {
			return second(h.Inventory.QuickAdd(ctx, inventory.QuickProduct{Name: "Chalk", Price: 120}))
		}},
		{rights.ChangeGoods, "a product", manager, writes, nil, func(h *hall, ctx context.Context) error {
			return second(h.Inventory.Add(ctx, inventory.Edit{Product: shop.Product{Names: shop.Names{"en": "Chalk"}, Unit: shop.Piece, Price: money.PerMinor}}))
		}},
		{rights.ChangeGoods, "a category", manager, writes, nil, func(h *hall, ctx context.Context) error {
			return second(h.Inventory.AddCategory(ctx, h.newID(), shop.Names{"en": "Category " + string(h.newID())}))
		}},
		{rights.ReceiveGoods, "goods that came", senior, writes, nil, func(h *hall, ctx context.Context) error {
			return second(h.Inventory.Receive(ctx, inventory.Receipt{Lines: []inventory.ReceiptLine{{Product: h.id(5), Qty: money.One}}}))
		}},
		{rights.AdjustStock, "goods that broke", manager, writes, nil, func(h *hall, ctx context.Context) error {
			return second(h.Inventory.Adjust(ctx, inventory.Adjustment{Product: h.id(5), Qty: -money.One, Reason: shop.StockDamage}))
		}},
		{rights.ImportGoods, "products", manager, writes, (*hall).file, func(h *hall, ctx context.Context) error {
			return second(h.Inventory.Import(ctx, inventory.ImportSpec{Path: h.path}))
		}},
		{rights.ChangeOffers, "an offer", manager, writes, nil, func(h *hall, ctx context.Context) error {
			return second(h.Offers.Save(ctx, h.newID(), shop.Offer{Name: "A tenth off", Kind: shop.OfferPercent, Rate: money.Whole / 10, Of: shop.Goods{All: true},
				When: shop.OfferTime{From: 20990101}}))
		}},
		{rights.SeeReports, "turnover", manager, looks, nil, func(h *hall, ctx context.Context) error { return second(h.Reports.Sales(ctx, reports.Question{})) }},
		{rights.Export, "receipts", manager, writes, nil, func(h *hall, ctx context.Context) error {
			return second(h.Office.ExportSales(ctx, office.ExportSpec{}, &bytes.Buffer{}))
		}},
		{rights.Export, "products", manager, writes, nil, func(h *hall, ctx context.Context) error {
			return second(h.Inventory.Export(ctx, inventory.ExportSpec{What: "products"}, &bytes.Buffer{}))
		}},
		{rights.Training, "begin it", manager, writes, (*hall).clear, func(h *hall, ctx context.Context) error { return h.BeginTraining(ctx, h.newID()) }},
		{rights.SetUpTill, "the look", everybody, writes, func(h *hall) { h.must(h.Office.Set(h.ctx, "ui.theme", "light")) }, sets("ui.theme", "dark")},
		{rights.SetUpDevices, "a printer", senior, writes, func(h *hall) { h.must(h.Office.Set(h.ctx, shop.PrinterReceipt, "")) },
			sets(shop.PrinterReceipt, "tcp://printer:9100")},
		{rights.SetUp, "the name", owner, writes, func(h *hall) { h.must(h.Office.Set(h.ctx, "shop.name", "Old name")) }, sets("shop.name", "New name")},
		{rights.SetUp, "who may what", owner, writes, func(h *hall) { h.must(h.Office.Set(h.ctx, "rights.park.cashier", "yes")) }, sets("rights.park.cashier", "")},
		{rights.SeeJournal, "what was done", manager, looks, nil, func(h *hall, ctx context.Context) error { return second(h.Audit.List(ctx, audit.Query{})) }},
		{rights.BackUp, "now", manager, asked, nil, func(h *hall, ctx context.Context) error {
			if _, err := h.Backup.Make(ctx, backup.Wish{Why: backup.Asked}); !fault.Is(err, fault.BackupElsewhere) {
				return err // these books have no folder: who may is answered before that
			}
			return nil
		}},
		{rights.Restore, "put the shop back", owner, asked, nil, func(h *hall, ctx context.Context) error { return h.Backup.MayRestore(ctx) }},
		{rights.System, "what the program does", everybody, asked, nil, asks(rights.System)},
	}
}

// limited are acts of a shop that set limits of its own: see [TestTheMatrixOfLimitsThatAShopSets].
func limited() []deed {
	return []deed{
		{rights.CashOut, "just below a cashier's limit", everybody, writes, (*hall).shift, moves(shop.CashOut, 999)},
		{rights.CashOut, "at a cashier's limit", everybody, writes, (*hall).shift, moves(shop.CashOut, 1000)},
		{rights.CashOut, "just above a cashier's limit", senior, writes, (*hall).shift, moves(shop.CashOut, 1001)},
		{rights.CashOut, "just below a senior's limit", senior, writes, (*hall).shift, moves(shop.CashOut, 4999)},
		{rights.CashOut, "at a senior's limit", senior, writes, (*hall).shift, moves(shop.CashOut, 5000)},
		{rights.CashOut, "just above a senior's limit", manager, writes, (*hall).shift, moves(shop.CashOut, 5001)},
		{rights.Expense, "just below a senior's limit", senior, writes, (*hall).shift, moves(shop.CashExpense, 2999)},
		{rights.Expense, "at a senior's limit", senior, writes, (*hall).shift, moves(shop.CashExpense, 3000)},
		{rights.Expense, "just above a senior's limit", manager, writes, (*hall).shift, moves(shop.CashExpense, 3001)},
		{rights.CloseShift, "just below what a cashier may be off", everybody, writes, func(h *hall) { h.counted(499) }, (*hall).end},
		{rights.CloseShift, "as much as a cashier may be off", everybody, writes, func(h *hall) { h.counted(500) }, (*hall).end},
		{rights.CloseShift, "just above what a cashier may be off", senior, writes, func(h *hall) { h.counted(501) }, (*hall).end},
	}
}

func TestTheMatrixOfActsAndRoles(t *testing.T) {
	h := newHall(t)
	rows := deeds()
	for _, d := range rows {
		h.try(d)
	}
	for _, missing := range withoutRow(rights.Acts(), rows) {
		t.Errorf("the act %q has no row", missing)
	}
	if got := withoutRow([]rights.Act{"unheard_of"}, rows); len(got) != 1 {
		t.Error("the control: an act without a row must be found")
	}
}

func TestTheMatrixOfLimitsThatAShopSets(t *testing.T) {
	h := newHall(t)
	h.must(h.Office.Change(h.ctx, map[string]string{"rights.cash_out.cashier": "1000", "rights.cash_out.senior": "5000", "rights.expense.senior": "3000",
		"rights.close_shift.cashier": "500"}))
	for _, d := range limited() {
		h.try(d)
	}
}

// withoutRow are the acts that no row tries.
func withoutRow(all []rights.Act, rows []deed) (missing []rights.Act) {
	for _, a := range all {
		found := false
		for _, d := range rows {
			found = found || d.act == a
		}
		if !found {
			missing = append(missing, a)
		}
	}
	return missing
}

// try does a deed by each role in each way and compares who got it done, and what the journal says of it.
func (h *hall) try(d deed) {
	h.t.Helper()
	var alone string
	for column, way := range ways {
		done := ""
		for _, role := range rights.Roles() {
			letter := strings.ToUpper(role[:1])
			if d.ready != nil {
				d.ready(h)
			}
			ctx := act.As(context.Background(), h.people[role])
			if beside, some := h.beside[way]; some {
				ctx = act.Allow(ctx, beside)
			}
			before := h.head()
			err := d.do(h, ctx)
			after := h.head()
			switch {
			case err == nil:
				done += letter
				needed := column > 0 && !strings.Contains(alone, letter)
				if d.kind == writes || d.kind == looks && needed {
					h.says(d, role, way, needed, before, after)
				} else if after.Seq != before.Seq {
					h.t.Errorf("%s, %s: %s, %s: a look wrote down %s", d.act, d.what, role, way, after.Body)
				}
			case !fault.Is(err, fault.NoRight) && !fault.Is(err, fault.OverLimit):
				h.t.Errorf("%s, %s: %s, %s: %v", d.act, d.what, role, way, err)
			case after.Seq != before.Seq:
				h.t.Errorf("%s, %s: refused to %s, %s, and yet the journal grew: %s", d.act, d.what, role, way, after.Body)
			}
		}
		if column == 0 {
			alone = done
		}
		if done != d.who[column] {
			h.t.Errorf("%s, %s: %s: done by %q, want %q", d.act, d.what, way, done, d.who[column])
		}
	}
}

// says compares the newest record with who did it and who had to allow it.
func (h *hall) says(d deed, role, way string, needed bool, before, after shop.Record) {
	h.t.Helper()
	if !needed {
		if after.Seq != before.Seq && strings.Contains(string(after.Body), `"approver"`) {
			h.t.Errorf("%s, %s: %s had the right, and yet the record names %s: %s", d.act, d.what, role, way, after.Body)
		}
		return
	}
	if after.Seq == before.Seq || after.Staff != h.people[role].ID || !strings.Contains(string(after.Body), `"approver":"`+string(h.beside[way].ID)+`"`) {
		h.t.Errorf("%s, %s: %s, allowed by %s: the record does not name both: %s", d.act, d.what, role, way, after.Body)
	}
}
