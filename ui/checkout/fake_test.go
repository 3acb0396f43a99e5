package checkout

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	counter "kassa/app/checkout"
	"kassa/app/fault"
	"kassa/app/money"
	"kassa/app/pricing"
	"kassa/app/shop"
	"kassa/ui/checkout/aside"
	"kassa/ui/checkout/grid"
)

// booth is a counter in memory that prices with the real rules, so that the numbers on pictures are the program's.
type booth struct {
	goods  []shop.Product
	cart   shop.Cart
	parked []shop.Cart
	undo   []shop.Cart
	sold   []counter.Paid
	rules  shop.Rules
	taxes  shop.TaxTable
	c      money.Currency
	lang   shop.Lang
	ids    int
	at     shop.Moment
	broken error             // what every change answers
	short  *counter.Shortage // what every added product is short of
	open   func(counter.OpenItem)

	pages      []shop.TilePage
	favourites []shop.ID // nil: all goods
	small      bool      // the person may arrange nothing
	bare       bool      // there are no favourites
	loose      bool      // takes a tender whatever version it saw: the control of the guard

	ways      counter.Ways
	asked     bool // receipts are printed only when asked for
	corrected []string
	gifts     int
}

func newBooth(lang shop.Lang) *booth {
	code, exponent := "EUR", int64(100)
	if lang == shop.Russian {
		code = "RUB"
	}
	_ = exponent
	c, _ := money.CurrencyOf(code)
	b := &booth{c: c, lang: lang, at: shop.Moment{At: time.Date(2026, 11, 23, 16, 42, 0, 0, time.UTC), OffsetMin: 60, Day: 20261123}}
	vat := shop.Tax{Code: "A", Names: shop.Names{"en": "VAT", "ru": "НДС"}, Rate: 190_000}
	b.taxes = shop.TaxTable{"a": {ID: "a", Code: "A", Inclusive: true, Taxes: []shop.Tax{vat}}}
	b.goods = goodsOf(lang)
	b.ways.Tenders = []shop.Tender{{Code: counter.Cash, Names: shop.Names{"en": "Cash", "ru": "Наличные"}, GivesChange: true, Rounds: true},
		{Code: "card", Names: shop.Names{"en": "Card", "ru": "Карта"}}}
	b.fresh()
	return b
}

func (b *booth) fresh() {
	b.ids++
	b.cart = shop.Cart{ID: shop.ID(fmt.Sprintf("cart-%d", b.ids)), NextNo: 1, Opened: b.at}
	b.undo = nil
}

func (b *booth) basket() (counter.Basket, error) {
	q, err := pricing.Quote(b.cart, pricing.Terms{Taxes: b.taxes, Rules: b.rules, At: b.at})
	if err != nil {
		return counter.Basket{}, err
	}
	due, err := pricing.Cash(q.Total, b.rules.Cash)
	cart := b.cart
	cart.Lines = slices.Clone(cart.Lines)
	return counter.Basket{Cart: cart, Quote: q, Cash: due, Notes: pricing.Notes(due.Due, b.c), Currency: b.c,
		Sellers: map[shop.ID]string{"s1": "Seller 1", "s2": "Seller 2"}}, err
}

// change runs an edit and moves the version.
func (b *booth) change(f func() (int, error)) (counter.Basket, error) {
	if b.broken != nil {
		return counter.Basket{}, b.broken
	}
	before := b.cart
	before.Lines = slices.Clone(b.cart.Lines)
	no, err := f()
	if err != nil {
		b.cart = before
		return counter.Basket{}, err
	}
	b.undo = append(b.undo, before)
	b.cart.Version = before.Version + 1
	basket, err := b.basket()
	basket.Changed = no
	return basket, err
}

func (b *booth) Current(context.Context) (counter.Basket, error) { return b.basket() }

func (b *booth) carry(code string) (list []shop.Found) {
	for _, p := range b.goods {
		if slices.ContainsFunc(p.Barcodes, func(c shop.Barcode) bool { return c.Code == code }) {
			list = append(list, shop.Found{Product: p, Qty: money.One, OnHand: money.Qty(p.Cost)})
		}
	}
	return list
}

func (b *booth) Scan(ctx context.Context, code string, times money.Qty) (counter.Basket, error) {
	switch list := b.carry(code); len(list) {
	case 0:
		return counter.Basket{}, fault.New(fault.UnknownCode, fault.Args{"code": code})
	case 1:
		return b.Take(ctx, counter.Pick{Product: list[0].Product.ID, Code: code, Qty: times})
	}
	return counter.Basket{}, fault.New(fault.WhichProduct, fault.Args{"code": code})
}

func (b *booth) Choices(_ context.Context, code string) ([]shop.Found, error) {
	return b.carry(code), nil
}

func (b *booth) Take(_ context.Context, pick counter.Pick) (counter.Basket, error) {
	i := slices.IndexFunc(b.goods, func(p shop.Product) bool { return p.ID == pick.Product })
	p := b.goods[i]
	needed := func(c fault.Code) error {
		return fault.New(c, fault.Args{"name": p.Names.In("en"), "names": p.Names, "product": string(p.ID), "unit": string(p.Unit), "note": p.CashierNote})
	}
	switch {
	case p.NoteConfirm && !pick.Confirmed:
		return counter.Basket{}, needed(fault.NoteToConfirm)
	case p.PriceKind == shop.OpenPrice:
		return counter.Basket{}, needed(fault.PriceNeeded)
	case p.Unit != shop.Piece && !pick.Typed && pick.Qty == money.One:
		return counter.Basket{}, needed(fault.QuantityNeeded)
	}
	basket, err := b.change(func() (int, error) {
		for i := range b.cart.Lines {
			if l := &b.cart.Lines[i]; l.Product == p.ID && l.Discount == (shop.Discount{}) {
				l.Qty += pick.Qty
				return l.No, nil
			}
		}
		return b.put(shop.CartLine{Product: p.ID, Names: p.Names, Unit: p.Unit, Qty: pick.Qty, Price: p.Price, ListPrice: p.Price, TaxGroup: "a"}), nil
	})
	basket.Short = b.short
	if basket.Told = p.CashierNote; pick.Confirmed {
		basket.Told = ""
	}
	return basket, err
}

func (b *booth) put(l shop.CartLine) int {
	l.No = b.cart.NextNo
	b.cart.NextNo++
	b.cart.Lines = append(b.cart.Lines, l)
	return l.No
}

func (b *booth) AddOpen(_ context.Context, o counter.OpenItem) (counter.Basket, error) {
	if b.open != nil {
		b.open(o)
	}
	return b.change(func() (int, error) {
		price, _ := money.PriceOf(o.Price)
		return b.put(shop.CartLine{Product: o.Product, Names: shop.Names{b.lang: o.Name}, Unit: shop.Piece, Qty: o.Qty, Price: price, ListPrice: price,
			Barcode: o.Barcode, TaxGroup: "a"}), nil
	})
}

func (b *booth) line(no int, f func(l *shop.CartLine)) (counter.Basket, error) {
	return b.change(func() (int, error) {
		for i := range b.cart.Lines {
			if b.cart.Lines[i].No == no {
				f(&b.cart.Lines[i])
				return no, nil
			}
		}
		return 0, fault.New(fault.NotFound, fault.Args{"what": "line"})
	})
}

func (b *booth) SetQty(_ context.Context, no int, qty money.Qty) (counter.Basket, error) {
	return b.line(no, func(l *shop.CartLine) { l.Qty = qty })
}

func (b *booth) SetPrice(_ context.Context, no int, a money.Amount) (counter.Basket, error) {
	return b.line(no, func(l *shop.CartLine) { l.Price, _ = money.PriceOf(a) })
}

func (b *booth) SetDiscount(_ context.Context, no int, d shop.Discount) (counter.Basket, error) {
	return b.line(no, func(l *shop.CartLine) { l.Discount = d })
}

func (b *booth) SetNote(_ context.Context, no int, note string) (counter.Basket, error) {
	return b.line(no, func(l *shop.CartLine) { l.Note = note })
}

func (b *booth) SetBasketDiscount(_ context.Context, d shop.Discount) (counter.Basket, error) {
	return b.change(func() (int, error) { b.cart.Discount = d; return 0, nil })
}

func (b *booth) Remove(_ context.Context, no int, _ counter.Seen) (counter.Basket, error) {
	return b.change(func() (int, error) {
		b.cart.Lines = slices.DeleteFunc(b.cart.Lines, func(l shop.CartLine) bool { return l.No == no })
		return 0, nil
	})
}

func (b *booth) Undo(context.Context, counter.Seen) (counter.Basket, error) {
	if len(b.undo) == 0 {
		return counter.Basket{}, fault.New(fault.NothingToUndo, nil)
	}
	version := b.cart.Version
	b.cart = b.undo[len(b.undo)-1]
	b.undo = b.undo[:len(b.undo)-1]
	b.cart.Version = version + 1
	return b.basket()
}

func (b *booth) Clear(context.Context, counter.Seen, string) (counter.Basket, error) {
	b.fresh()
	return b.basket()
}

func (b *booth) Park(context.Context, string) (counter.Basket, error) {
	b.parked = append(b.parked, b.cart)
	b.fresh()
	return b.basket()
}

func (b *booth) Parked(context.Context) (list []counter.ParkedSale, err error) {
	now := b.cart
	for _, c := range b.parked {
		b.cart = c
		basket, _ := b.basket()
		list = append(list, counter.ParkedSale{Basket: basket, Till: "T1", Here: len(list) == 0, Who: "Cashier 1", Since: b.at.Local()})
	}
	b.cart = now
	return list, nil
}

func (b *booth) Ways(context.Context) (counter.Ways, error) { return b.ways, nil }

func (b *booth) CorrectTender(_ context.Context, sale shop.ID, payment int, code, ref string) error {
	b.corrected = append(b.corrected, fmt.Sprintf("%s/%d %s %s", sale, payment, code, ref))
	return b.broken
}

func (b *booth) Pay(_ context.Context, t counter.Tender) (counter.Paid, error) {
	now, err := b.basket()
	switch {
	case err != nil:
		return counter.Paid{}, err
	case !b.loose && (t.Cart != b.cart.ID || t.Version != b.cart.Version):
		return counter.Paid{}, fault.New(fault.BasketChanged, fault.Args{"total": now.Cash.Due})
	case len(b.cart.Lines) == 0:
		return counter.Paid{}, fault.New(fault.EmptyBasket, nil)
	}
	due := now.Cash.Due
	if t.Code != counter.Cash {
		due = now.Quote.Total
	}
	given := t.Given
	if given == 0 {
		given = due
	}
	s := shop.Sale{ID: b.cart.ID, Series: "T1", Number: int64(4122 + len(b.sold)), Total: now.Quote.Total}
	for range b.cart.Lines {
		s.Lines = append(s.Lines, shop.Line{})
	}
	s.Payments = []shop.Payment{{No: 1, Given: given, Change: given - due, Amount: due, Tender: t.Code, Ref: t.Ref}}
	p := counter.Paid{Sale: s, Change: given - due, Currency: b.c, Pieces: pricing.Change(given-due, b.c), Prints: !b.asked}
	b.sold = append(b.sold, p)
	b.fresh()
	return p, nil
}

// goodsOf is a small shop.
func goodsOf(lang shop.Lang) []shop.Product {
	var all []shop.Product
	for i, row := range strings.Split(strings.TrimSpace(map[shop.Lang]string{"en": goodsEN, "ru": goodsRU}[lang]), "\n") {
		f := strings.Split(row, "|")
		cents, _ := money.ParsePlain(f[1], 2)
		price, _ := money.PriceOf(money.Amount(cents))
		hand, _ := money.ParseQty(f[3])
		p := shop.Product{ID: shop.ID(fmt.Sprintf("p%d", i)), Names: shop.Names{lang: f[0]}, Price: price, PriceKind: shop.FixedPrice, Unit: shop.Unit(f[2]),
			Tracked: f[3] != "-", Low: 6 * money.One, TaxGroup: "a", Barcodes: []shop.Barcode{{Code: fmt.Sprintf("40000000%05d", i), Qty: money.One}}}
		p.Cost = money.UnitPrice(hand) // kept here for the tile
		if f[1] == "0" {
			p.PriceKind = shop.OpenPrice
		}
		all = append(all, p)
	}
	return all
}

const goodsEN = `Sourdough loaf 600 g|4.20|pc|12
Whole milk 1 l|1.35|pc|48
Free-range eggs ×10|3.90|pc|6
Bananas, per kg|1.89|kg|40
Ground coffee 250 g|5.75|pc|21
Orange juice 1 l|2.60|pc|17
Butter 82 % 200 g|2.95|pc|3
Dark chocolate 85 %|2.20|pc|34
Sparkling water 1.5 l|0.95|pc|120
Tomatoes, per kg|2.79|kg|22
Olive oil 500 ml|8.40|pc|9
Croissant|1.50|pc|0
Greek yoghurt 400 g|2.10|pc|15
Basmati rice 1 kg|3.30|pc|26
Dish soap 500 ml|1.99|pc|40
Gift card|0|pc|-
Greeting card|2.50|pc|63
Paper bag|0.10|pc|-
Phone top-up|0|pc|-
Cheddar, per kg|12.90|kg|8`

const goodsRU = `Хлеб бородинский|62.00|pc|24
Молоко 3,2 % 1 л|89.90|pc|48
Яйцо С1, 10 шт|129.00|pc|6
Бананы, кг|119.90|kg|40
Кофе молотый 250 г|349.00|pc|21
Сок яблочный 1 л|145.00|pc|17
Масло 82,5 % 180 г|219.00|pc|3
Шоколад горький 85 %|159.00|pc|34
Вода газ. 1,5 л|49.00|pc|120
Помидоры, кг|199.90|kg|22
Масло оливковое 0,5 л|749.00|pc|9
Круассан|85.00|pc|0
Йогурт 400 г|112.00|pc|15
Рис басмати 1 кг|189.00|pc|26
Средство для посуды|134.00|pc|40
Подарочная карта|0|pc|-
Открытка|95.00|pc|63
Пакет|9.00|pc|-
Пополнение карты|0|pc|-
Сыр российский, кг|890.00|kg|8`

// rack is the catalogue of a booth.
type rack struct {
	b     *booth
	empty bool
	added []NewProduct
	fail  error
}

func (r *rack) tiles() []shop.Tile {
	if r.empty {
		return nil
	}
	return r.b.tiles()
}

func (r *rack) Search(_ context.Context, query string, limit int) (found []shop.Tile, err error) {
	for _, t := range r.tiles() {
		if strings.Contains(strings.ToLower(t.Names.In(r.b.lang)), strings.ToLower(query)) && len(found) < limit {
			found = append(found, t)
		}
	}
	return found, nil
}

func (r *rack) Tiles(_ context.Context, _ grid.Group, offset, limit int) ([]shop.Tile, error) {
	all := r.tiles()
	return all[min(offset, len(all)):min(offset+limit, len(all))], nil
}

func (r *rack) Count(context.Context, grid.Group) (int, error) { return len(r.tiles()), nil }

func (r *rack) Categories(context.Context) ([]shop.Category, error) {
	var all []shop.Category
	for i, pair := range strings.Fields("Bakery/Хлеб Dairy/Молочное Fruit/Фрукты Drinks/Напитки Household/Хозтовары Sweets/Сладости Frozen/Заморозка Pets/Животным") {
		en, ru, _ := strings.Cut(pair, "/")
		all = append(all, shop.Category{ID: shop.ID(fmt.Sprintf("c%d", i)), Names: shop.Names{"en": en, "ru": ru}})
	}
	if r.empty {
		return nil, nil
	}
	return all, nil
}

func (r *rack) PriceCheck(_ context.Context, code string) ([]shop.Found, error) {
	list := r.b.carry(code)
	if len(list) == 0 {
		return nil, fault.New(fault.UnknownCode, fault.Args{"code": code})
	}
	return list, nil
}

func (r *rack) Product(_ context.Context, id shop.ID) (shop.Found, error) {
	i := slices.IndexFunc(r.b.goods, func(p shop.Product) bool { return p.ID == id })
	return shop.Found{Product: r.b.goods[i], Qty: money.One, OnHand: money.Qty(r.b.goods[i].Cost)}, nil
}

func (r *rack) TaxGroups(context.Context) ([]shop.TaxGroup, error) {
	return []shop.TaxGroup{{ID: "a", Code: "A", Names: shop.Names{"en": "VAT 19 %", "ru": "НДС 22 %"}},
		{ID: "b", Code: "B", Names: shop.Names{"en": "VAT 7 %", "ru": "НДС 10 %"}}}, nil
}

func (r *rack) QuickAdd(_ context.Context, p NewProduct) error {
	if r.fail != nil {
		return r.fail
	}
	r.added = append(r.added, p)
	price, _ := money.PriceOf(p.Price)
	r.b.goods = append(r.b.goods, shop.Product{ID: shop.ID("new-" + p.Barcode), Names: shop.Names{r.b.lang: p.Name}, Price: price,
		PriceKind: shop.FixedPrice, Unit: shop.Piece, Barcodes: []shop.Barcode{{Code: p.Barcode, Qty: money.One}}})
	return nil
}

// stand is a model over a booth.
type stand struct {
	*Model
	drawer aside.Drawer
	booth  *booth
	rack   *rack
	clock  *clock
	beeps  []Beep
}

func newStand(lang shop.Lang) *stand {
	s := &stand{booth: newBooth(lang), clock: newClock()}
	s.rack = &rack{b: s.booth}
	s.open()
	return s
}

func (s *stand) open() {
	s.Model = New(Deps{Counter: s.booth, Goods: s.rack, Drawer: s.drawer, Lang: func() shop.Lang { return s.booth.lang }, Acts: s.clock, Reads: s.clock, Now: func() time.Time { return s.clock.now },
		PrintAgain: func(context.Context, shop.ID) error { return nil }, PrintGift: func(context.Context, shop.ID) error { s.booth.gifts++; return s.booth.broken }, Sound: func(b Beep) { s.beeps = append(s.beeps, b) }, WholeUnits: true})
	s.Model.Open()
	s.clock.pass(time.Second)
}

// code is the barcode of the i-th product.
func code(i int) string { return fmt.Sprintf("40000000%05d", i) }

// scan scans the i-th product and waits until the total may be paid.
func (s *stand) scan(i int) {
	s.Scan(code(i))
	s.clock.pass(time.Second)
}
