package verify_test

import (
	"bytes"
	"cmp"
	"context"
	"fmt"
	"iter"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"time"

	"kassa/app/journal"
	"kassa/app/money"
	"kassa/app/shop"
	"kassa/app/verify"
)

// shelf is a small shop in memory: the rows as a database would hold them.
type shelf struct {
	tills   []verify.Till
	records map[string][]verify.Record
	sales   []verify.Sale
	shifts  []verify.Shift
	moves   []verify.Move
	docs    []verify.StockDoc
	stocks  []verify.Stock
	sums    []verify.Sum
	people  []verify.Staff
	times   []verify.Time
	changes []verify.TenderChange
	cash    []verify.CashMove
	counts  []verify.CashCount
	zs      []verify.Z
	pages   []verify.TilePage
	offers  []verify.Offer
	things  []verify.Thing
	set     []verify.Setting
	groups  []verify.TaxGroup
	tenders []verify.Tender
	strays  verify.Counts // rows that hang on nothing
}

func each[T any](list []T) iter.Seq2[T, error] {
	return func(yield func(T, error) bool) {
		for _, v := range list {
			if !yield(v, nil) {
				return
			}
		}
	}
}

func (b *shelf) Tills(context.Context) ([]verify.Till, error) { return b.tills, nil }
func (b *shelf) Records(_ context.Context, till string) iter.Seq2[verify.Record, error] {
	list := slices.Clone(b.records[till])
	slices.SortStableFunc(list, func(x, y verify.Record) int { return cmp.Compare(x.Seq, y.Seq) })
	return each(list)
}

func (b *shelf) Series(_ context.Context, till string) ([]string, error) {
	var list []string
	for i := range b.sales {
		if s := &b.sales[i]; s.Till == till && !slices.Contains(list, s.Series) {
			list = append(list, s.Series)
		}
	}
	return list, nil
}

func (b *shelf) Sales(_ context.Context, till, series string) iter.Seq2[verify.Sale, error] {
	var list []verify.Sale
	for _, s := range b.sales {
		if s.Till == till && s.Series == series {
			list = append(list, s)
		}
	}
	slices.SortStableFunc(list, func(x, y verify.Sale) int { return cmp.Compare(x.Number, y.Number) })
	return each(list)
}

func (b *shelf) Shifts(context.Context) iter.Seq2[verify.Shift, error] { return each(b.shifts) }
func (b *shelf) TilePages(context.Context) iter.Seq2[verify.TilePage, error] {
	return each(b.pages)
}
func (b *shelf) Catalogue(_ context.Context, asked map[string]bool) iter.Seq2[verify.Thing, error] {
	var list []verify.Thing
	for id := range asked { // the goods of the shelf are there, and their rows say nothing
		if strings.HasPrefix(id, "01JPRODUCT") {
			list = append(list, verify.Thing{ID: id})
		}
	}
	for _, one := range b.things {
		if asked[one.ID] {
			list = append(list, one)
		}
	}
	return each(list)
}
func (b *shelf) Offers(context.Context) iter.Seq2[verify.Offer, error] { return each(b.offers) }
func (b *shelf) Staff(context.Context) iter.Seq2[verify.Staff, error]  { return each(b.people) }
func (b *shelf) Times(context.Context) iter.Seq2[verify.Time, error]   { return each(b.times) }
func (b *shelf) Moves(context.Context) iter.Seq2[verify.Move, error]   { return each(b.moves) }
func (b *shelf) StockDocs(context.Context) iter.Seq2[verify.StockDoc, error] {
	return each(b.docs)
}
func (b *shelf) Stocks(context.Context) iter.Seq2[verify.Stock, error] { return each(b.stocks) }
func (b *shelf) TenderChanges(context.Context) iter.Seq2[verify.TenderChange, error] {
	return each(b.changes)
}

func (b *shelf) Sums(context.Context) iter.Seq2[verify.Sum, error] { return each(b.sums) }

func (b *shelf) Counts(context.Context) (verify.Counts, error) {
	c := b.strays
	for _, list := range b.records {
		c.Records += int64(len(list))
	}
	c.Sales += int64(len(b.sales))
	for _, s := range b.sales {
		c.Lines, c.SaleTaxes, c.Payments = c.Lines+int64(len(s.Lines)), c.SaleTaxes+int64(len(s.Taxes)), c.Payments+int64(len(s.Payments))
		for _, l := range s.Lines {
			c.LineTaxes += int64(len(l.Taxes))
		}
	}
	c.Moves += int64(len(b.moves))
	b.countDrawer(&c)
	for _, d := range b.docs {
		c.StockDocs, c.StockDocLines = c.StockDocs+1, c.StockDocLines+int64(len(d.Lines))
	}
	return c, nil
}

// keeper writes the books of one till the way the program does, through the journal package.
type keeper struct {
	*shelf
	t       testing.TB
	dice    *rand.Rand
	signer  *journal.Signer
	till    shop.Till
	head    shop.Record
	found   bool
	now     time.Time
	numbers map[string]int64
	shift   shop.ID
	day     shop.Figures // of the open shift, as the program adds them up
	last    shop.Z
	tenders map[string]shop.TenderSum // of the open shift
	ids     int64
}

func newKeeper(t testing.TB, b *shelf, code string, seed uint64) *keeper {
	t.Helper()
	signer, err := journal.NewSigner(bytes.Repeat([]byte(code[:1]), 32))
	if err != nil {
		t.Fatal(err)
	}
	k := &keeper{shelf: b, t: t, dice: rand.New(rand.NewPCG(seed, 1)), signer: signer, numbers: map[string]int64{},
		now:  time.UnixMilli(1795442880000).UTC(),
		till: shop.Till{ID: shop.ID("01JTILL" + code + "00000000000000000"), Code: code, Series: "A", Place: "01JPLACE000000000000000000", KeyID: signer.KeyID()}}
	b.tills = append(b.tills, verify.Till{ID: string(k.till.ID), Code: code, KeyID: signer.KeyID(), Series: k.till.Series, Place: string(k.till.Place)})
	if len(b.people) == 0 {
		b.people = []verify.Staff{{ID: "01JSTAFF000000000000000000", Code: "C1", Role: "owner", Version: 1}}
	}
	k.beginShop()
	k.act(k.id(), journal.OfStart("1.0"))
	return k
}

// hire lets people come and change beside the founder: a cashier who becomes a senior and loses the PIN, and one who left.
func (k *keeper) hire() {
	row := func(p shop.Staff, version int64) verify.Staff {
		return verify.Staff{ID: string(p.ID), Code: p.Code, Role: p.Role, Version: version}
	}
	cashier := shop.Staff{ID: "01JSTAFF000000000000000002", Code: "C2", Role: "cashier"}
	gone := shop.Staff{ID: "01JSTAFF000000000000000003", Code: "C3", Role: "cashier"}
	k.act(k.id(), journal.OfStaffAdd(cashier))
	k.act(k.id(), journal.OfStaffAdd(gone))
	k.act(k.id(), journal.OfStaffKey(cashier.ID, journal.Key{PIN: "$argon2id$first", Row: 1}))
	k.act(k.id(), journal.OfStaffKey(cashier.ID, journal.Key{PIN: "$argon2id$second", Badge: "0badge", Row: 2}))
	cashier.Code, cashier.Role = "S1", "senior"
	k.act(k.id(), journal.OfStaffChange(cashier, 2, true, false, journal.Key{Badge: "0badge", Row: 3}))
	k.act(k.id(), journal.OfStaffChange(gone, 2, false, true, journal.Key{}))
	senior, left := row(cashier, 2), row(gone, 2)
	senior.Badge, senior.KeyVersion, left.Archived = "0badge", 3, true
	k.people = append(k.people, senior, left)
}

// clock marks time, and corrects a mark.
func (k *keeper) clock() {
	e := shop.TimeEntry{ID: k.id(), Staff: "01JSTAFF000000000000000002", Till: k.till.ID, Kind: shop.TimeIn, At: k.moment(), By: "01JSTAFF000000000000000002"}
	late := e
	late.ID, late.Corrects, late.By, late.Reason = k.id(), e.ID, "01JSTAFF000000000000000000", "came later"
	late.At.At = late.At.At.Add(time.Minute)
	for _, one := range []shop.TimeEntry{e, late} {
		k.act(k.id(), journal.OfTimeEntry(one))
		k.times = append(k.times, verify.Time{ID: string(one.ID), Staff: string(one.Staff), Till: string(one.Till), Kind: string(one.Kind),
			At: one.At.At.UnixMilli(), Offset: int64(one.At.OffsetMin), Day: int64(one.At.Day), Hour: int64(one.At.Hour),
			Corrects: string(one.Corrects), By: string(one.By), Reason: one.Reason})
	}
}

func (k *keeper) id() shop.ID {
	k.ids++
	return shop.ID(fmt.Sprintf("01J%s%021d", k.till.Code, k.ids))
}

func (k *keeper) moment() shop.Moment {
	local := k.now.Add(time.Hour)
	return shop.Moment{At: k.now, OffsetMin: 60, Day: local.Year()*10000 + int(local.Month())*100 + local.Day(), Hour: local.Hour()}
}

// act writes one record.
func (k *keeper) act(act shop.ID, body journal.Body) verify.Record {
	k.t.Helper()
	k.now = k.now.Add(time.Duration(k.dice.IntN(60_000)) * time.Millisecond)
	return k.write(act, k.moment(), body)
}

func (k *keeper) write(act shop.ID, at shop.Moment, body journal.Body) verify.Record {
	k.t.Helper()
	rec, err := journal.Next(k.head, k.found, k.signer, journal.Entry{Till: k.till.ID, Act: act, At: at, Body: body,
		Staff: shop.Staff{ID: "01JSTAFF000000000000000000", Code: "C1"}})
	if err != nil {
		k.t.Fatal(err)
	}
	k.head, k.found = rec, true
	row := verify.Record{Till: string(rec.Till), Seq: rec.Seq, Act: string(rec.Act), Kind: rec.Kind, At: rec.At.At.UnixMilli(),
		Offset: int64(rec.At.OffsetMin), Day: int64(rec.At.Day), Hour: int64(rec.At.Hour), Staff: string(rec.Staff), Body: rec.Body,
		Prev: rec.Prev, Hash: rec.Hash, Signature: rec.Signature, KeyID: rec.KeyID}
	if k.shelf.records == nil {
		k.shelf.records = map[string][]verify.Record{}
	}
	k.shelf.records[row.Till] = append(k.shelf.records[row.Till], row)
	return row
}

// importGoods puts opening stock on the shelf.
func (k *keeper) importGoods(products int) {
	act, at := k.id(), k.moment()
	var moves []shop.StockMove
	for i := range products {
		moves = append(moves, shop.StockMove{Product: product(i), Place: k.till.Place, Kind: shop.MoveOpening, Qty: 1_000_000,
			Cost: 500, Document: act, At: at})
	}
	k.write(act, at, journal.OfProductsImport(journal.Import{File: "goods.csv", FileHash: bytes.Repeat([]byte{9}, 32),
		Rows: int64(products), Added: int64(products), Moves: moves}))
	k.move(moves)
}

func product(i int) shop.ID { return shop.ID(fmt.Sprintf("01JPRODUCT%016d", i)) }

func (k *keeper) move(moves []shop.StockMove) {
	for _, m := range moves {
		k.moves = append(k.moves, moveRow(m))
		i := slices.IndexFunc(k.stocks, func(s verify.Stock) bool {
			return s.Product == string(m.Product) && s.Place == string(m.Place)
		})
		if i < 0 {
			k.stocks = append(k.stocks, verify.Stock{Product: string(m.Product), Place: string(m.Place)})
			i = len(k.stocks) - 1
		}
		k.stocks[i].Qty += int64(m.Qty)
	}
}

func moveRow(m shop.StockMove) verify.Move {
	return verify.Move{Product: string(m.Product), Place: string(m.Place), Kind: string(m.Kind), Qty: int64(m.Qty),
		Cost: int64(m.Cost), Document: string(m.Document), At: m.At.At.UnixMilli(), Offset: int64(m.At.OffsetMin),
		Day: int64(m.At.Day), Hour: int64(m.At.Hour)}
}

// sell closes one sale.
func (k *keeper) sell(lines, products int) {
	s, moves := k.compose(lines, products)
	k.write(s.ID, s.At, journal.OfSale(s, moves...))
	k.sales = append(k.sales, row(s))
	k.move(moves)
	k.addUp(s)
	k.ring(s)
}

// compose is a sale with every field filled.
func (k *keeper) compose(lines, products int) (shop.Sale, []shop.StockMove) {
	k.now = k.now.Add(time.Duration(k.dice.IntN(60_000)) * time.Millisecond)
	k.numbers[k.till.Series]++
	s := shop.Sale{ID: k.id(), Kind: shop.KindSale, Till: k.till.ID, TillCode: k.till.Code, Series: k.till.Series, Number: k.numbers[k.till.Series],
		Place: k.till.Place, Entity: "01JENTITY00000000000000000", Shift: k.shift, Staff: "01JSTAFF000000000000000000", StaffCode: "C1",
		Customer: "01JCUSTOMER000000000000000", At: k.moment(),
		Rules: shop.Rules{Rounding: money.HalfEven, TaxRounding: shop.PerLine,
			Cash: shop.CashRounding{Step: 5, Direction: shop.CashNearest, Form: shop.CashLine}},
		Fiscal: shop.FiscalMark{Number: "F1", Signature: "sig", QR: "t=1&s=2", Outage: true}}
	var moves []shop.StockMove
	for no := 1; no <= lines; no++ {
		l := k.line(no, products)
		s.Lines = append(s.Lines, l)
		s.List, s.Net, s.Tax, s.Total, s.Cost = s.List+l.List, s.Net+l.Net, s.Tax+l.Tax, s.Total+l.Total, s.Cost+l.Cost
		s.Discount += l.List - l.Total
		moves = append(moves, shop.StockMove{Product: l.Product, Place: s.Place, Kind: shop.MoveSale, Qty: -l.Qty, Cost: -l.Cost,
			Document: s.ID, At: s.At})
	}
	s.Taxes = []shop.LineTax{vat(s.Net, s.Tax)}
	s.Rounding = -s.Total % 5
	due := s.Total + s.Rounding
	s.Payments = []shop.Payment{{No: 1, Tender: "cash", Amount: due - 100, Given: due, Change: 100, Currency: "EUR", Exponent: 2},
		{No: 2, Tender: "card", Amount: 100, Given: 100, Ref: "auth 77", Currency: "EUR", Exponent: 2}}
	return s, moves
}

func (k *keeper) line(no, products int) shop.Line {
	list := money.Amount(1000 + k.dice.IntN(1000)*6)
	off := money.Amount(k.dice.IntN(100))
	total := list - off
	tax := total / 6
	why := shop.Adjustment{Reason: shop.ReasonLineDiscount, Rate: 12_345, Amount: -off}
	if no == 2 {
		why = shop.Adjustment{Reason: shop.ReasonOffer, Amount: -off, Offer: "01JOFFER", Name: "3 for 2", Qty: 1000}
	}
	return shop.Line{No: no, Product: product((no + k.dice.IntN(products)) % products), SKU: "S1", Barcode: "4600000000001",
		Name: "Молоко й ё 3,2 % \"\\\n", Category: "01JCATEGORY000000000000000", Unit: shop.Piece, Qty: 1000, ListPrice: money.UnitPrice(list) * 10_000,
		Price: money.UnitPrice(list) * 10_000, List: list, Adjustments: []shop.Adjustment{why},
		Net: total - tax, Tax: tax, Total: total, Cost: list / 2, Taxes: []shop.LineTax{vat(total-tax, tax)}, Tracked: true,
		Note: "no sugar", PieceCode: "P\x1d1", MarkProof: "ok", Seller: "01JSELLER00000000000000000", OfSale: "01JOTHER000000000000000000", OfLine: 3}
}

func vat(base, amount money.Amount) shop.LineTax {
	return shop.LineTax{Code: "A", Names: shop.Names{"en": "VAT 20 %", "ru": "НДС 20 %"}, Rate: 200_000, Inclusive: true, Base: base, Amount: amount}
}

// row is a sale as the tables hold it.
func row(s shop.Sale) verify.Sale {
	r := verify.Sale{ID: string(s.ID), Kind: string(s.Kind), Till: string(s.Till), TillCode: s.TillCode, Series: s.Series, Number: s.Number,
		Place: string(s.Place), Entity: string(s.Entity), Shift: string(s.Shift), Staff: string(s.Staff), StaffCode: s.StaffCode,
		Customer: string(s.Customer), At: s.At.At.UnixMilli(), Offset: int64(s.At.OffsetMin), Day: int64(s.At.Day), Hour: int64(s.At.Hour),
		Currency: "EUR", Exponent: 2, Rounding: "half_even", TaxRounding: string(s.Rules.TaxRounding),
		CashDirection: string(s.Rules.Cash.Direction), CashForm: string(s.Rules.Cash.Form), CashStep: int64(s.Rules.Cash.Step),
		List: int64(s.List), Discount: int64(s.Discount), Net: int64(s.Net), Tax: int64(s.Tax), Total: int64(s.Total),
		CashRounding: int64(s.Rounding), Cost: int64(s.Cost), FiscalNumber: s.Fiscal.Number, FiscalQR: s.Fiscal.QR,
		FiscalSignature: s.Fiscal.Signature, FiscalOutage: s.Fiscal.Outage, Taxes: taxRows(s.Taxes)}
	for _, l := range s.Lines {
		line := verify.Line{No: int64(l.No), Product: string(l.Product), SKU: l.SKU, Barcode: l.Barcode, Name: l.Name, Category: string(l.Category),
			Unit: string(l.Unit), Qty: int64(l.Qty), ListPrice: int64(l.ListPrice), Price: int64(l.Price), List: int64(l.List),
			Discount: int64(l.List - l.Total), Net: int64(l.Net), Tax: int64(l.Tax), Total: int64(l.Total), Cost: int64(l.Cost),
			Taxes: taxRows(l.Taxes), Tracked: l.Tracked, Note: l.Note, PieceCode: l.PieceCode, MarkProof: l.MarkProof,
			Seller: string(l.Seller), OfSale: string(l.OfSale), OfLine: int64(l.OfLine)}
		for _, a := range l.Adjustments {
			line.Adjustments = append(line.Adjustments, verify.Adjustment{Reason: string(a.Reason), Rate: int64(a.Rate), Amount: int64(a.Amount),
				Offer: string(a.Offer), Name: a.Name, Qty: int64(a.Qty)})
		}
		r.Lines = append(r.Lines, line)
	}
	for _, p := range s.Payments {
		r.Payments = append(r.Payments, verify.Payment{No: int64(p.No), Tender: p.Tender, Amount: int64(p.Amount), Given: int64(p.Given),
			Change: int64(p.Change), Ref: p.Ref, Currency: p.Currency, Exponent: int64(p.Exponent)})
	}
	return r
}

func taxRows(list []shop.LineTax) []verify.Tax {
	var rows []verify.Tax
	for i, t := range list {
		names := map[string]string{}
		for l, n := range t.Names {
			names[string(l)] = n
		}
		rows = append(rows, verify.Tax{No: int64(i + 1), Code: t.Code, Names: names, Rate: int64(t.Rate), Base: int64(t.Base),
			Amount: int64(t.Amount), Inclusive: t.Inclusive})
	}
	return rows
}

func (k *keeper) addUp(s shop.Sale) {
	day := int64(s.At.Day)
	one := verify.Sum{By: verify.ByHour, Day: day, Hour: int64(s.At.Hour), Place: string(s.Place), Key: string(s.Staff), Receipts: 1,
		Total: int64(s.Total), Net: int64(s.Net), Tax: int64(s.Tax), Discount: int64(s.Discount), Cost: int64(s.Cost)}
	category := verify.Sum{By: verify.ByCategory, Day: day, Place: string(s.Place), Key: "01JCATEGORY000000000000000", Receipts: 1}
	counted := map[shop.ID]bool{}
	for _, l := range s.Lines {
		one.Qty += int64(l.Qty)
		p := verify.Sum{By: verify.ByProduct, Day: day / 100, Place: string(s.Place), Key: string(l.Product), Total: int64(l.Total), Net: int64(l.Net),
			Tax: int64(l.Tax), Discount: int64(l.List - l.Total), Cost: int64(l.Cost), Qty: int64(l.Qty)}
		category.Total, category.Net, category.Tax = category.Total+p.Total, category.Net+p.Net, category.Tax+p.Tax
		category.Discount, category.Cost, category.Qty = category.Discount+p.Discount, category.Cost+p.Cost, category.Qty+p.Qty
		if !counted[l.Product] {
			p.Receipts, counted[l.Product] = 1, true
		}
		k.keep(p)
	}
	k.keep(one)
	k.keep(category)
	for _, p := range s.Payments {
		k.keep(verify.Sum{By: verify.ByTender, Day: day, Place: string(s.Place), Key: p.Tender, Receipts: 1, Total: int64(p.Amount)})
	}
}

// correct moves the card payment of the newest sale to another tender.
func (k *keeper) correct(from, to string) {
	s := k.sales[len(k.sales)-1]
	p := s.Payments[1]
	c := shop.TenderChange{ID: k.id(), Sale: shop.ID(s.ID), Payment: int(p.No), From: from, To: to, Amount: money.Amount(p.Amount), Ref: "slip 9",
		Shift: shop.ID(s.Shift), Staff: "01JSTAFF000000000000000000", At: k.moment()}
	k.write(c.ID, c.At, journal.OfTenderChange(c))
	k.changes = append(k.changes, verify.TenderChange{ID: string(c.ID), Sale: s.ID, Payment: p.No, From: from, To: to, Amount: p.Amount, Ref: c.Ref,
		Shift: s.Shift, Staff: string(c.Staff), At: c.At.At.UnixMilli(), Offset: int64(c.At.OffsetMin), Day: int64(c.At.Day), Hour: int64(c.At.Hour)})
	receipts := map[string]int64{"cash": 0, "card": 1, "voucher": 1} // the first payment is cash, and stays
	for tender, sign := range map[string]int64{from: -1, to: 1} {
		k.keep(verify.Sum{By: verify.ByTender, Day: s.Day, Place: s.Place, Key: tender, Receipts: sign * receipts[tender], Total: sign * p.Amount})
		k.tender(tender, sign*receipts[tender], money.Amount(sign*p.Amount))
	}
}

func (k *keeper) keep(s verify.Sum) {
	for i := range k.sums {
		if o := &k.sums[i]; o.By == s.By && o.Day == s.Day && o.Hour == s.Hour && o.Place == s.Place && o.Key == s.Key {
			o.Receipts, o.Total, o.Net, o.Tax = o.Receipts+s.Receipts, o.Total+s.Total, o.Net+s.Net, o.Tax+s.Tax
			o.Discount, o.Cost, o.Qty = o.Discount+s.Discount, o.Cost+s.Cost, o.Qty+s.Qty
			return
		}
	}
	k.sums = append(k.sums, s)
}

// twoTills is a shop with two tills, two series, acts of many kinds and the given number of sales on each till.
func twoTills(t testing.TB, sales int) (*shelf, []*keeper) {
	t.Helper()
	b := &shelf{}
	keepers := []*keeper{newKeeper(t, b, "T1", 7), newKeeper(t, b, "X2", 8)}
	keepers[0].hire()
	keepers[0].importGoods(10)
	keepers[1].clock()
	keepers[0].receive(1, 2)
	for _, k := range keepers {
		k.openShift()
		for i := range sales {
			if i == sales/2 {
				k.till.Series = "B"
			}
			k.sell(1+k.dice.IntN(4), 10)
			switch i % 4 {
			case 1:
				k.correct("card", "voucher")
			case 2:
				k.correct("card", "voucher")
				k.correct("voucher", "cash")
			}
			if i%3 == 0 {
				k.act(k.id(), journal.OfLineRemoved(k.id(), shop.CartLine{SKU: "S1"}, 100, 5, true, false))
				k.day.Lines, k.day.LinesWorth = k.day.Lines+1, k.day.LinesWorth+100
			}
			if i == sales/2 {
				k.changeShift()
			}
		}
		k.act(k.id(), journal.OfStop("1.0"))
	}
	return b, keepers
}

func run(t testing.TB, b *shelf, opt verify.Options) verify.Report {
	t.Helper()
	rep, err := verify.Run(context.Background(), b, opt)
	if err != nil {
		t.Fatal(err)
	}
	return rep
}
