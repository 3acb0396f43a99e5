//go:build cgo

package checkout_test

import (
	"bytes"
	"context"
	"fmt"
	"path/filepath"
	"sync/atomic"
	"testing"
	"time"

	"kassa/app/act"
	"kassa/app/books"
	"kassa/app/checkout"
	"kassa/app/journal"
	"kassa/app/money"
	"kassa/app/notice"
	"kassa/app/shop"
	"kassa/data"
)

// desk is a counter over real books, with a clock and ids of its own.
type desk struct {
	t     testing.TB
	store *data.Store
	frame *act.Frame
	*checkout.Checkout
	ctx   context.Context
	clock time.Time
	ids   *atomic.Int64
}

// The goods of the fixture.
const (
	milk   = "4006381333931" // 1.35, tracked, 10 on hand
	coffee = "4006381333948" // 5.75
	six    = "4006381333955" // a pack of six milks
	watch  = "9000000000017" // pieces with a code of their own, 25.00
	gift   = "2000000000015" // open price
)

func newDesk(t testing.TB, d checkout.Devices) *desk {
	t.Helper()
	store, err := data.Open(context.Background(), data.Options{DSN: filepath.Join(t.TempDir(), "kassa.db")})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = store.Close() })
	k := &desk{t: t, store: store, ids: new(atomic.Int64), clock: time.Date(2026, 11, 23, 8, 0, 0, 0, time.UTC)}
	signer, err := journal.NewSigner(bytes.Repeat([]byte{1}, 32))
	if err != nil {
		t.Fatal(err)
	}
	k.frame = &act.Frame{Store: store, Now: func() time.Time { return k.clock }, NewID: k.newID, Board: &notice.Board{}, Signer: signer}
	k.furnish()
	k.ctx = act.As(context.Background(), shop.Staff{ID: k.id(900), Code: "C1", Role: "owner"})
	k.Checkout = checkout.New(k.frame, d)
	t.Cleanup(k.Checkout.Close)
	return k
}

func (k *desk) id(n int) shop.ID { return shop.ID(fmt.Sprintf("01KASSA%019d", n)) }

func (k *desk) newID() shop.ID {
	return k.id(100_000 + int(k.ids.Add(1)))
}

func (k *desk) must(err error) {
	k.t.Helper()
	if err != nil {
		k.t.Fatal(err)
	}
}

// furnish stores a shop with a till, a person, a tax, a shift and some goods.
func (k *desk) furnish() {
	eur, _ := money.CurrencyOf("EUR")
	place, till, tax := k.id(1), k.id(2), k.id(3)
	k.frame.Till = till
	k.must(k.store.Update(context.Background(), func(tx books.Tx) error {
		s := tx.Shop()
		k.must(s.Put(shop.Shop{ID: k.id(0), Name: "Corner shop", Currency: eur, Country: "DE", Lang: shop.English,
			Zone: time.UTC, DayStart: 4, Rules: shop.Rules{TaxRounding: shop.PerLine, Cash: shop.CashRounding{Direction: shop.CashNearest, Form: shop.CashLine}}}))
		k.must(s.AddPlace(shop.Place{ID: place, Name: "Shop"}))
		k.must(s.AddTill(shop.Till{ID: till, Place: place, Code: "T1", Name: "Till 1", Series: "A"}))
		k.must(s.AddStaff(shop.Staff{ID: k.id(900), Code: "C1", Name: "Cashier 1", Role: "owner"}))
		k.must(s.AddTaxGroup(shop.TaxGroup{ID: tax, Code: "A", Names: shop.Names{"en": "VAT 19 %"}, Inclusive: true,
			Taxes: []shop.Tax{{Code: "A", Names: shop.Names{"en": "VAT"}, Rate: 190_000}}}))
		k.must(s.AddTender(shop.Tender{ID: k.id(4), Code: "cash", Names: shop.Names{"en": "Cash"}, OpensDrawer: true, GivesChange: true, Rounds: true}))
		k.must(s.AddTender(shop.Tender{ID: k.id(7), Code: "card", Names: shop.Names{"en": "Card"}}))
		k.must(s.AddTender(shop.Tender{ID: k.id(8), Code: "voucher", Names: shop.Names{"en": "Voucher"}, NeedsRef: true, OpensDrawer: true}))
		k.must(tx.Products().Add(
			k.product(10, "Whole milk 1 l", 135, func(p *shop.Product) {
				p.Tracked, p.Cost = true, 900_000
				p.Barcodes = []shop.Barcode{{Code: milk, Qty: money.One}, {Code: six, Qty: 6 * money.One}}
			}),
			k.product(11, "Ground coffee 250 g", 575, func(p *shop.Product) { p.Barcodes = []shop.Barcode{{Code: coffee, Qty: money.One}} }),
			k.product(12, "Watch", 2500, func(p *shop.Product) {
				p.PieceCode, p.Barcodes = true, []shop.Barcode{{Code: watch, Qty: money.One}}
			}),
			k.product(13, "Gift", 0, func(p *shop.Product) {
				p.PriceKind, p.Barcodes = shop.OpenPrice, []shop.Barcode{{Code: gift, Qty: money.One}}
			}),
		))
		at := shop.Moment{At: k.clock, Day: 20261123, Hour: 8}
		k.must(tx.Stock().Move([]shop.StockMove{{Product: k.id(10), Place: place, Kind: shop.MoveOpening, Qty: 10 * money.One, Document: k.id(5), At: at}}))
		return tx.Shifts().Add(shop.Shift{ID: k.id(6), Till: till, No: 1, Opened: at, OpenedBy: k.id(900)})
	}))
}

func (k *desk) product(n int, name string, cents int64, more func(*shop.Product)) shop.Product {
	p := shop.Product{ID: k.id(n), SKU: fmt.Sprintf("S%d", n), Names: shop.Names{"en": name}, TaxGroup: k.id(3),
		Unit: shop.Piece, Price: money.UnitPrice(cents) * money.PerMinor, PriceKind: shop.FixedPrice}
	more(&p)
	return p
}

// scan adds codes and returns the basket after the last.
func (k *desk) scan(codes ...string) checkout.Basket {
	k.t.Helper()
	var b checkout.Basket
	for _, c := range codes {
		var err error
		b, err = k.Scan(k.ctx, c, money.One)
		k.must(err)
	}
	return b
}

// pay takes exact cash for the basket as it is painted.
func (k *desk) pay(b checkout.Basket, given money.Amount) (checkout.Paid, error) {
	return k.PayCash(k.ctx, checkout.CashTender{Cart: b.Cart.ID, Version: b.Cart.Version, Given: given})
}

// payBy takes another tender for the basket as it is painted.
func (k *desk) payBy(b checkout.Basket, code, ref string) (checkout.Paid, error) {
	return k.Pay(k.ctx, checkout.Tender{Cart: b.Cart.ID, Version: b.Cart.Version, Code: code, Ref: ref})
}

// set changes a setting of the shop.
func (k *desk) set(key, value string) {
	k.t.Helper()
	k.must(k.store.Update(context.Background(), func(tx books.Tx) error {
		return tx.Shop().SetSetting(books.ForShop, k.id(0), key, value)
	}))
}

func (k *desk) view(f func(books.Tx) error) {
	k.t.Helper()
	k.must(k.store.View(context.Background(), f))
}

func (k *desk) onHand() money.Qty {
	k.t.Helper()
	var q money.Qty
	k.view(func(tx books.Tx) error {
		var err error
		q, err = tx.Stock().OnHand(k.id(1), k.id(10))
		return err
	})
	return q
}

// kinds are the kinds of all records so far.
func (k *desk) kinds() []string {
	k.t.Helper()
	var list []string
	k.view(func(tx books.Tx) error {
		return tx.Journal().Walk(k.frame.Till, 1, func(r shop.Record) error {
			list = append(list, r.Kind)
			return nil
		})
	})
	return list
}
