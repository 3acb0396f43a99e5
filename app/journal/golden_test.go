package journal_test

import (
	"bytes"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"testing"
	"time"

	"kassa/app/journal"
	"kassa/app/money"
	"kassa/app/shop"
)

var update = flag.Bool("update", false, "write the bodies as they are now: only for a new kind or a new version of one")

// released is one body of every kind as this release writes it. What was written once must stay readable for ever, so a
// kind that has to say more gets a new version, and these stay.
func released() []journal.Body {
	at := moment(1795442880000)
	names := shop.Names{"en": "Milk 3.2 %", "ru": "Молоко 3,2 %"}
	line := shop.CartLine{No: 2, Product: "01JDEMOPRODUCT000000000000", SKU: "4600", Barcode: "4601234567893", Names: names, Qty: 2000, Price: 12_000_000}
	cart := shop.Cart{ID: "01JDEMOBASKET0000000000000", Name: "for the neighbour", Opened: at, ParkedAt: at.At.UnixMilli(), Lines: []shop.CartLine{line}}
	move := shop.StockMove{Product: "01JDEMOPRODUCT000000000000", Place: "01JDEMOPLACE00000000000000", Kind: shop.MoveOpening, Qty: 5000, Cost: 4000,
		Document: actID, At: at}
	sold := sale(2)
	sold.Rules = shop.Rules{Rounding: money.HalfEven, TaxRounding: shop.PerDocument,
		Cash: shop.CashRounding{Step: 5, Direction: shop.CashHalfDown, Form: shop.CashLine}}
	sold.Fiscal = shop.FiscalMark{Number: "77", Signature: "c2ln", QR: "t=20261123&s=60.00", Outage: true}
	sold.Lines[1].Note, sold.Lines[1].OfSale, sold.Lines[1].OfLine = "no sugar", "01JDEMOSALE000000000000000", 3
	out := move
	out.Kind, out.Qty, out.Cost = shop.MoveSale, -2000, -1600
	noted := sold
	noted.Note = "please call"
	return slices.Concat([]journal.Body{
		journal.OfSale(sold, out),
		journal.OfLineRemoved(cart.ID, line, 2400, 7, true, false),
		journal.OfBasketCleared(cart, 2400, 0, true, true, ""),
		journal.OfParked(cart, 2400),
		journal.OfResumed(cart),
		journal.OfShiftOpen(shop.Shift{ID: "01JDEMOSHIFT00000000000000", Till: till, No: 3, Opened: at, OpenedBy: "01JDEMOSTAFF00000000000000", Float: 10_000}),
		journal.OfSettingsChange(journal.Setting{Scope: "till", Of: till, Key: "printer.receipt", Old: "", New: "escpos+tcp://127.0.0.1:9100"}),
		journal.OfStaffAdd(shop.Staff{ID: "01JDEMOSTAFF00000000000000", Code: "C1", Name: "Cashier 1", Role: "cashier"}),
		journal.OfShopInit(shop.Shop{ID: "01JDEMOSHOP000000000000000", Name: "Shop", TaxID: "DE1", Country: "DE", Zone: time.UTC, DayStart: 4,
			Currency: money.Currency{Code: "EUR", Exponent: 2}, Rules: sold.Rules},
			shop.Till{ID: till, Place: "01JDEMOPLACE00000000000000", Code: "T1", Series: "A"}, bytes.Repeat([]byte{1}, 32), "1.0"),
		journal.OfStart("1.0"),
		journal.OfStop("1.0"),
		journal.OfVerifyResult(journal.Verified{Records: 10, Sales: 7, Findings: 1, First: "field"}),
		journal.OfJobReprint(shop.Job{ID: "01JDEMOJOB0000000000000000", Document: "01JDEMOSALE000000000000000", Kind: shop.JobReceipt, Copy: true}),
		journal.OfClockJump(at.At, at.At.Add(-time.Hour)),
		journal.OfRecovery("storage_unknown"),
		journal.OfProductsImport(journal.Import{File: "goods.csv", FileHash: bytes.Repeat([]byte{2}, 32), Rows: 3, Added: 1, Changed: 1, Refused: 1,
			Moves: []shop.StockMove{move}}),
		journal.OfProductAdd(shop.Product{ID: "01JDEMOPRODUCT000000000000", SKU: "4600", Names: names, Unit: shop.Piece, Price: 12_000_000,
			PriceKind: shop.FixedPrice, Tracked: true, Barcodes: []shop.Barcode{{Code: "4601234567893", Qty: 1000}}}, move),
		journal.OfExport("sales", 20261101, 0, 12),
		journal.OfAllowed("discount", 300_000, 0),
		journal.OfStaffChange(shop.Staff{ID: "01JDEMOSTAFF00000000000000", Code: "S1", Role: "senior"}, 3, true, false,
			journal.Key{Badge: "0badge", Row: 4}),
		journal.OfStaffKey("01JDEMOSTAFF00000000000000", journal.Key{PIN: "$argon2id$v=19$m=19456,t=2,p=1$c2FsdA$aGFzaA", Row: 2}),
		journal.OfSignIn("01JDEMOSTAFF00000000000000", "pin", "window"),
		journal.OfSignOut("01JDEMOSTAFF00000000000000", "idle"),
		journal.OfPINFailed("01JDEMOSTAFF00000000000000", 6, time.Minute),
		journal.OfPINLocked("01JDEMOSTAFF00000000000000", 20),
		journal.OfPINUnlocked("01JDEMOSTAFF00000000000000", 20),
		journal.OfBadgeFailed(5, 30*time.Second),
		journal.OfTimeEntry(shop.TimeEntry{ID: "01JDEMOTIME000000000000000", Staff: "01JDEMOSTAFF00000000000000", Till: till, Kind: shop.TimeOut, At: at,
			Corrects: "01JDEMOTIME000000000000001", By: "01JDEMOSTAFF00000000000001", Reason: "forgot to clock out"}),
		journal.OfSale(noted, out),
		journal.OfSwapped(cart, cart, 2400),
		journal.OfParkedDeleted(cart, 2400, 95, true, false),
		journal.OfBasketCleared(cart, 2400, 0, true, true, "The customer left"),
		journal.OfTenderChange(shop.TenderChange{ID: actID, Sale: "01JDEMOSALE000000000000000", Payment: 1, From: "cash", To: "card", Amount: 1367,
			Ref: "000123", Shift: "01JDEMOSHIFT00000000000000", Staff: "01JDEMOSTAFF00000000000000", At: at}),
		journal.OfJobsReprint([]shop.Job{{ID: "01JDEMOJOB0000000000000000", Document: "01JDEMOSALE000000000000000", Kind: shop.JobReceipt, Copy: true}}),
		journal.OfJobDropped(shop.Job{ID: "01JDEMOJOB0000000000000000", Document: "01JDEMOSALE000000000000000", Kind: shop.JobGift, Sent: true}),
		journal.OfGiftReceipt(shop.Job{ID: "01JDEMOJOB0000000000000000", Document: "01JDEMOSALE000000000000000", Kind: shop.JobGift}),
		journal.OfShiftOpening(shop.Shift{ID: "01JDEMOSHIFT00000000000000", Till: till, No: 4, Opened: at, OpenedBy: "01JDEMOSTAFF00000000000000", Float: 9_950},
			10_000, drawn(shop.CashOpening, -50), counted(shop.CountOpening)),
		journal.OfCashMove(drawn(shop.CashExpense, -1250)),
		journal.OfCashMove(drawn(shop.CashNoSale, 0)),
		journal.OfCount(counted(shop.CountClosing)),
		journal.OfXReport("01JDEMOSHIFT00000000000000"),
		journal.OfShiftClose(closed(at), drawn(shop.CashClosing, -105), drawn(shop.CashTaken, -45_775)),
	}, append(ofStockRoom(names, at), journal.OfCountBegun("01JDEMOSHIFT00000000000000")), ofSellScreen(cart), ofBackups(),
		[]journal.Body{journal.OfTrainingStart(), journal.OfTrainingEnd(actID)})
}

// ofSellScreen is one body of every kind about sales in progress that came after the first release.
func ofSellScreen(cart shop.Cart) []journal.Body {
	page := shop.TilePage{ID: "01JDEMOPAGE000000000000000", Till: till, Names: shop.Names{"en": "Bakery", "ru": "Выпечка"}, No: 2, Version: 3,
		Tiles: []shop.PageTile{{Color: shop.NoColor, Acts: []shop.TileAct{{Does: shop.TileSells, Ref: "01JDEMOPRODUCT000000000000"}}},
			{Names: shop.Names{"en": "Empties back"}, Color: 4, Acts: []shop.TileAct{{Does: shop.TileOpenItem}, {Does: shop.TileShows, Ref: "01JDEMOCATEGORY00000000000"}}}}}
	return []journal.Body{
		journal.OfBasketCleared(cart, 2400, 95, true, false, "changed their mind"),
		journal.OfTiles(page),
		journal.OfTilesDropped(page),
		journal.OfOffer(shop.Offer{ID: "01JDEMOOFFER00000000000000", Name: "3 for 2 chocolate", Kind: shop.OfferNForM, Active: true, Take: 3, Pay: 2, Version: 4,
			Of:   shop.Goods{Categories: []shop.ID{"01JDEMOCATEGORY00000000000"}, NotProducts: []shop.ID{"01JDEMOPRODUCT000000000000"}},
			When: shop.OfferTime{From: 20261101, Until: 20261130, Days: 0x70, Begins: 600, Stops: 1200}}),
		journal.OfOfferDropped(shop.Offer{ID: "01JDEMOOFFER00000000000000", Name: "3 for 2 chocolate", Version: 4}),
		journal.OfFavourites([]shop.ID{"01JDEMOPRODUCT000000000001", "01JDEMOPRODUCT000000000000"}),
	}
}

// ofBackups is one body of every kind about backups.
func ofBackups() []journal.Body {
	made := time.UnixMilli(1795442880000)
	end := journal.Head{Till: till, Seq: 4122, Hash: bytes.Repeat([]byte{4}, 32)}
	return []journal.Body{
		journal.OfBackup(journal.BackedUp{File: "kassa-x-20261123-150800.backup", Size: 120_000, Sum: bytes.Repeat([]byte{5}, 32), Locked: true, Why: "shift",
			Heads: []journal.Head{end}}),
		journal.OfRestore(journal.Restored{Made: made, From: end, Known: journal.Head{Till: till, Seq: 4130, Hash: bytes.Repeat([]byte{6}, 32)}, Findings: 1,
			Series: []journal.Series{{Till: till, From: "T1", To: "T1B7K"}}, Program: "1.0"}),
		journal.OfKeyChange(till, "00ff", bytes.Repeat([]byte{7}, 32)),
		journal.OfRecoveryCode("01JDEMOSHOP000000000000000", "00ff00ff"),
		journal.OfOwnerBack("01JDEMOSTAFF00000000000000", []journal.PersonKey{{Person: "01JDEMOSTAFF00000000000000", Key: journal.Key{PIN: "$argon2id$", Row: 3}},
			{Person: "01JDEMOSTAFF00000000000001", Key: journal.Key{Row: 2}}}),
		journal.OfNoRecovery(),
	}
}

// ofStockRoom is one body of every kind about the stock room.
func ofStockRoom(names shop.Names, at shop.Moment) []journal.Body {
	return []journal.Body{
		journal.OfProductChange(shop.Product{ID: "01JDEMOPRODUCT000000000000", SKU: "4600"},
			[]journal.Change{{Field: "name.en", Old: "Milk", New: "Milk 3.2 %"}, {Field: "low", Old: "0", New: "5"}}),
		journal.OfPriceChange(shop.Product{Price: 11_000_000, PriceKind: shop.FixedPrice},
			shop.Product{ID: "01JDEMOPRODUCT000000000000", SKU: "4600", Price: 0, PriceKind: shop.OpenPrice}),
		journal.OfProductArchive(shop.Product{ID: "01JDEMOPRODUCT000000000000", SKU: "4600", Names: names}, true),
		journal.OfCategoryAdd(shop.Category{ID: "01JDEMOCATEGORY00000000000", Names: names, Color: 3}),
		journal.OfCategoryChange(shop.Category{ID: "01JDEMOCATEGORY00000000000"}, []journal.Change{{Field: "name.ru", Old: "Молоко", New: "Молочное"}}),
		journal.OfStockDoc(journal.StockEntry{Doc: stockDoc(at), Started: []shop.ID{"01JDEMOPRODUCT000000000000"},
			File: "count.xlsx", FileHash: bytes.Repeat([]byte{3}, 32)}),
	}
}

// stockDoc is goods received, whole.
func stockDoc(at shop.Moment) shop.StockDoc {
	return shop.StockDoc{ID: actID, Kind: shop.MoveReceipt, Place: "01JDEMOPLACE00000000000000", Till: till, Number: 118,
		Staff: "01JDEMOSTAFF00000000000000", StaffCode: "C1", Supplier: "Supplier 2", Reason: shop.StockCorrection, Note: "one box is open", At: at,
		Total: 8520, Lines: []shop.StockLine{{No: 1, Product: "01JDEMOPRODUCT000000000000", SKU: "4600", Name: "Milk 3.2 %", Unit: shop.Piece,
			Qty: 24_000, Cost: 3_550_000, Amount: 8520}}}
}

func TestBodiesStayAsTheyWereReleased(t *testing.T) {
	var text bytes.Buffer
	for _, b := range released() {
		said, err := b.Canonical()
		if err != nil {
			t.Fatal(b.Kind(), err)
		}
		fmt.Fprintf(&text, "%s\n", said)
	}
	path := filepath.Join("testdata", "bodies_v1.txt")
	if *update {
		if err := os.WriteFile(path, text.Bytes(), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	got, wanted := bytes.Split(text.Bytes(), []byte("\n")), bytes.Split(want, []byte("\n"))
	for i := range max(len(got), len(wanted)) {
		if i >= len(got) || i >= len(wanted) || !bytes.Equal(got[i], wanted[i]) {
			t.Fatalf("body %d differs\n got %s\nwant %s", i, at(got, i), at(wanted, i))
		}
	}
}

func at(lines [][]byte, i int) []byte {
	if i < len(lines) {
		return lines[i]
	}
	return nil
}

func drawn(kind shop.CashKind, amount money.Amount) shop.CashMove {
	return shop.CashMove{ID: "01JDEMOMOVE000000000000000", Till: till, Shift: "01JDEMOSHIFT00000000000000", Kind: kind, Amount: amount, Reason: "window cleaner"}
}

func counted(phase shop.CountPhase) shop.CashCount {
	return shop.CashCount{ID: "01JDEMOCOUNT00000000000000", Shift: "01JDEMOSHIFT00000000000000", No: 1, Phase: phase, Total: 9_950,
		Pieces: []shop.Pieces{{Worth: 5000, Count: 1}, {Worth: 50, Count: 99}}}
}

// closed is a Z report with every field filled.
func closed(at shop.Moment) shop.Z {
	z := shop.Z{ID: "01JDEMOZ000000000000000000", No: 3, By: "01JDEMOSTAFF00000000000000", Count: "01JDEMOCOUNT00000000000000", Counted: 60_775,
		Difference: -105, Kept: 15_000, Taken: 45_775, AllSold: 1_000_000, AllReturned: 5_000, HeadSeq: 4121, HeadHash: "8f9eecad", Note: "the printer squeaks"}
	z.Shift = shop.Shift{ID: "01JDEMOSHIFT00000000000000", Till: till}
	z.At = at
	z.Sales = shop.ShiftSales{Receipts: 96, First: "A-0000001", Last: "A-0000096", Sold: 120_000, Returned: 1_500, Returns: 1, Discount: 900,
		Net: 99_580, Tax: 18_920, Rounding: 4, Tenders: []shop.TenderSum{{Tender: "card", Receipts: 30, Amount: 70_000}, {Tender: "cash", Receipts: 66, Amount: 48_504}},
		Taxes: []shop.TaxSum{{Code: "A", Rate: 190_000, Inclusive: true, Base: 99_580, Amount: 18_920}}}
	z.Cash = shop.Cash{Float: 15_000, Sales: 48_504, In: 5_000, Out: 2_000, Expense: 1_250, Drop: 4_374}
	z.Undone = shop.Undone{Lines: 3, LinesWorth: 450, Baskets: 1, BasketWorth: 1_299, NoSales: 2}
	return z
}
