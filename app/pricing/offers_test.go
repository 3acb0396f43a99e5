package pricing_test

import (
	"fmt"
	"os"
	"reflect"
	"testing"
	"time"

	"kassa/app/money"
	"kassa/app/pricing"
	"kassa/app/shop"
)

// shelf is a small shop: four products in two categories.
var shelf = []struct{ product, category shop.ID }{{"p1", "c1"}, {"p2", "c1"}, {"p3", "c2"}, {"p4", "c2"}}

// goods is a random group of products.
func (d dice) goods() shop.Goods {
	g := shop.Goods{All: d.one(5)}
	for g.Empty() {
		for _, c := range []shop.ID{"c1", "c2"} {
			if d.one(3) {
				g.Categories = append(g.Categories, c)
			}
		}
		for _, s := range shelf {
			if d.one(4) {
				g.Products = append(g.Products, s.product)
			}
		}
	}
	if d.one(6) {
		g.NotProducts = append(g.NotProducts, shelf[d.IntN(4)].product)
	}
	return g
}

// offer is a random one that may be stored.
func (d dice) offer(id int) shop.Offer {
	for {
		o := shop.Offer{ID: shop.ID(fmt.Sprintf("o%03d", id)), Name: fmt.Sprintf("offer %d", id), Active: true, Of: d.goods(),
			Kind: pick(d, shop.OfferKinds()...)}
		switch o.Kind {
		case shop.OfferPercent:
			o.Rate = pick(d, money.Rate(100_000), 333_333, 500_000, 50_000)
		case shop.OfferAmount, shop.OfferFixed:
			o.Amount = money.Amount(d.upTo(300))
		case shop.OfferNForM:
			o.Take = 2 + d.IntN(3)
			o.Pay = 1 + d.IntN(o.Take-1)
		case shop.OfferBuyGet:
			o.Take, o.Pay, o.Rate = 1+d.IntN(2), 1+d.IntN(2), pick(d, money.Rate(500_000), money.Whole, 250_000)
			if d.one(2) {
				o.Get = d.goods()
			}
		case shop.OfferBundle:
			o.Amount = money.Amount(d.upTo(900))
			for range 1 + d.IntN(3) {
				o.Parts = append(o.Parts, shop.OfferPart{Of: d.goods(), Qty: 1 + d.IntN(2)})
			}
		case shop.OfferBasket:
			o.Least = money.Amount(d.upTo(2000))
			if d.one(2) {
				o.Rate = pick(d, money.Rate(100_000), 77_777)
			} else {
				o.Amount = money.Amount(d.upTo(int64(o.Least)))
			}
		}
		if o.Kind != shop.OfferBasket && d.one(4) {
			o.Limit = 1 + d.IntN(2)
		}
		if o.Validate() == nil {
			return o
		}
	}
}

// filled is a basket of at most so many pieces.
func (d dice) filled(pieces int) shop.Cart {
	var c shop.Cart
	prices := []money.Amount{money.Amount(d.upTo(400)), money.Amount(d.upTo(400)), money.Amount(d.upTo(400)), 100}
	for left := 1 + d.IntN(pieces); left > 0; {
		s := d.IntN(len(shelf))
		n := 1 + d.IntN(min(3, left))
		left -= n
		l := line("free", prices[s], money.Qty(n)*money.One)
		if d.one(4) {
			l = line("in20", money.Amount(d.upTo(400)), l.Qty)
		}
		l.No, l.Product, l.Category, l.Unit = len(c.Lines)+1, shelf[s].product, shelf[s].category, shop.Piece
		l.ListPrice = l.Price
		c.Lines = append(c.Lines, l)
	}
	return c
}

func offered(list []shop.Offer) pricing.Terms {
	by := terms(groups(), shop.Rules{})
	by.Offers = pricing.PrepareOffers(list)
	return by
}

func (d dice) offers(n int) []shop.Offer {
	list := make([]shop.Offer, n)
	for i := range list {
		list[i] = d.offer(i)
	}
	return list
}

// rounds is how many random baskets are tried: short in every test, 10^5 where proof is asked for.
func rounds(short int) int {
	if os.Getenv("KASSA_PROVE") != "" {
		return 100_000
	}
	return short
}

func TestOffersCombineToTheBestTotalThatThereIs(t *testing.T) {
	for seed := range rounds(2_000) {
		d := seeded(uint64(seed))
		cart, list := d.filled(pick(d, 3, 5, 6, 7, 8)), d.offers(1+d.IntN(5))
		q, err := pricing.Quote(cart, offered(list))
		if err != nil {
			t.Fatalf("seed %d: %v", seed, err)
		}
		if want := (&brute{cart: cart, offers: list}).total(); q.Total != want {
			t.Fatalf("seed %d: total %d, the best is %d\ncart %+v\noffers %+v\nquote %+v", seed, q.Total, want, cart.Lines, list, q.Lines)
		}
	}
}

func TestManyOffersAreNeverWorseThanTheBestOfThem(t *testing.T) {
	for seed := range rounds(5_000) / 50 {
		d := seeded(uint64(seed))
		cart, list := d.filled(120), d.offers(2+d.IntN(8))
		q, err := pricing.Quote(cart, offered(list))
		if err != nil {
			t.Fatal(err)
		}
		for _, o := range list {
			one, err := pricing.Quote(cart, offered([]shop.Offer{o}))
			if err != nil {
				t.Fatal(err)
			}
			if q.Total > one.Total {
				t.Fatalf("seed %d: together %d, %s alone %d\noffers %+v", seed, q.Total, o.ID, one.Total, list)
			}
		}
	}
}

func TestTheOrderOfLinesChangesNoSum(t *testing.T) {
	for seed := range rounds(2_000) {
		d := seeded(uint64(seed))
		cart, list := d.filled(pick(d, 8, 40)), d.offers(1+d.IntN(6))
		cart.Lines[d.IntN(len(cart.Lines))].Qty += money.Qty(d.IntN(2) * 250)
		before, err := pricing.Quote(cart, offered(list))
		if err != nil {
			t.Fatal(err)
		}
		d.Shuffle(len(cart.Lines), reflect.Swapper(cart.Lines))
		for i := range cart.Lines {
			cart.Lines[i].No = i + 1
		}
		d.Shuffle(len(list), reflect.Swapper(list))
		after, err := pricing.Quote(cart, offered(list))
		if err != nil {
			t.Fatal(err)
		}
		if before.Total != after.Total || before.Discount != after.Discount || !reflect.DeepEqual(before.Taxes, after.Taxes) {
			t.Fatalf("seed %d: %d, shuffled %d\n%+v\n%+v\n%+v", seed, before.Total, after.Total, cart.Lines, before, after)
		}
	}
}

func TestOffersAddUpAndLeaveNoLineBelowNothing(t *testing.T) {
	for seed := range rounds(2_000) {
		d := seeded(uint64(seed))
		cart, list := d.filled(pick(d, 8, 60)), d.offers(1+d.IntN(8))
		if d.one(3) {
			cart.Discount = percent(10)
		}
		q, err := pricing.Quote(cart, offered(list))
		if err != nil {
			t.Fatal(err)
		}
		for i, l := range q.Lines {
			sum := l.List
			for _, a := range l.Adjustments {
				sum += a.Amount
				if a.Amount > 0 || a.Reason == shop.ReasonOffer && (a.Offer == "" || a.Name == "" || a.Qty <= 0 || a.Qty > cart.Lines[i].Qty) {
					t.Fatalf("seed %d: %+v", seed, a)
				}
			}
			if sum != l.Total || sum < 0 || l.Net < 0 {
				t.Fatalf("seed %d: line %+v", seed, l)
			}
		}
	}
}

// bars are so many lines of one piece each at these prices, all of category c1.
func bars(prices ...money.Amount) (c shop.Cart) {
	for i, p := range prices {
		l := line("in20", p, money.One)
		l.No, l.Product, l.Category, l.Unit, l.ListPrice = i+1, shop.ID(fmt.Sprintf("p%d", i)), "c1", shop.Piece, l.Price
		c.Lines = append(c.Lines, l)
	}
	return c
}

func TestWhatOffersTake(t *testing.T) {
	chocolate := shop.Goods{Categories: []shop.ID{"c1"}}
	threeForTwo := shop.Offer{ID: "a", Name: "3 for 2", Kind: shop.OfferNForM, Active: true, Of: chocolate, Take: 3, Pay: 2}
	tenth := shop.Offer{ID: "b", Name: "10 %", Kind: shop.OfferPercent, Active: true, Of: chocolate, Rate: 100_000}
	from := shop.Offer{ID: "c", Name: "1.00 off", Kind: shop.OfferBasket, Active: true, Of: shop.Goods{All: true}, Least: 800, Amount: 100}
	once := tenth
	once.Limit = 1
	away := threeForTwo
	away.Active = false
	morning := tenth
	morning.When = shop.OfferTime{Begins: 10 * 60, Stops: 12 * 60}
	half := shop.Offer{ID: "d", Name: "second at half", Kind: shop.OfferBuyGet, Active: true, Of: chocolate, Take: 1, Pay: 1, Rate: 500_000}
	kilo := shop.Offer{ID: "e", Name: "1.00 a kilo off", Kind: shop.OfferAmount, Active: true, Of: chocolate, Amount: 100}
	weighed := bars(1290)
	weighed.Lines[0].Qty, weighed.Lines[0].Unit = 742, shop.Kilo
	typed, byHand, back := bars(220, 220, 220), bars(220, 220, 220), bars(220, 220, 220)
	typed.Lines[0].ListPrice, byHand.Lines[0].Discount, back.Lines[0].Qty = 1, percent(1), -money.One
	for _, tt := range []struct {
		name   string
		cart   shop.Cart
		offers []shop.Offer
		total  money.Amount
	}{
		{"the worked example", bars(220, 220, 220, 220), []shop.Offer{threeForTwo, tenth, from}, 538},
		{"cheap ones go together", bars(300, 100, 300, 100, 300, 100), []shop.Offer{threeForTwo}, 800},
		{"nothing under the number", bars(220, 220), []shop.Offer{threeForTwo}, 440},
		{"the dearest first where one basket can have it once", bars(100, 300), []shop.Offer{once}, 370},
		{"one that is switched off", bars(220, 220, 220), []shop.Offer{away}, 660},
		{"one that holds later in the day", bars(220), []shop.Offer{morning}, 220},
		{"the second, cheaper one at half price", bars(100, 300), []shop.Offer{half}, 350},
		{"a weighed line by the kilo", weighed, []shop.Offer{kilo, threeForTwo}, 957 - 74},
		{"a typed price keeps out", typed, []shop.Offer{threeForTwo}, 660},
		{"a discount by hand keeps out", byHand, []shop.Offer{threeForTwo}, 658},
		{"what comes back keeps out", back, []shop.Offer{threeForTwo}, 220},
		{"a threshold that is not reached", bars(799), []shop.Offer{from}, 799},
	} {
		t.Run(tt.name, func(t *testing.T) {
			q, err := pricing.Quote(tt.cart, offered(tt.offers))
			if err != nil || q.Total != tt.total {
				t.Errorf("total %d, %v; want %d", q.Total, err, tt.total)
			}
		})
	}
}

func TestAnOfferHoldsInItsTimeOnly(t *testing.T) {
	at := func(day, hour, minute int) shop.Moment {
		return shop.Moment{At: shop.DateOf(day).Add(time.Duration(hour*60+minute) * time.Minute), Day: day}
	}
	night := at(20261124, 1, 30) // still the business day of Monday, 23 November
	night.Day = 20261123
	for _, tt := range []struct {
		name  string
		when  shop.OfferTime
		at    shop.Moment
		holds bool
	}{
		{"always", shop.OfferTime{}, night, true},
		{"the first day", shop.OfferTime{From: 20261123, Until: 20261123}, at(20261123, 0, 0), true},
		{"the day before", shop.OfferTime{From: 20261123}, at(20261122, 23, 59), false},
		{"the day after", shop.OfferTime{Until: 20261123}, at(20261124, 8, 0), false},
		{"on Mondays", shop.OfferTime{Days: 1}, at(20261123, 8, 0), true},
		{"on Sundays", shop.OfferTime{Days: 1 << 6}, at(20261123, 8, 0), false},
		{"a Monday that ends after midnight", shop.OfferTime{Days: 1}, night, true},
		{"from its first minute", shop.OfferTime{Begins: 600, Stops: 720}, at(20261123, 10, 0), true},
		{"until its last", shop.OfferTime{Begins: 600, Stops: 720}, at(20261123, 12, 0), false},
		{"past midnight", shop.OfferTime{Begins: 22 * 60, Stops: 120}, night, true},
		{"a Friday's night where the business day ends at midnight", shop.OfferTime{Days: 1 << 4, Begins: 22 * 60, Stops: 120}, at(20261128, 1, 30), true},
		{"not the night before that Friday", shop.OfferTime{Days: 1 << 4, Begins: 22 * 60, Stops: 120}, at(20261127, 1, 30), false},
		{"not in between", shop.OfferTime{Begins: 22 * 60, Stops: 60}, night, false},
	} {
		if got := pricing.Holds(tt.when, tt.at); got != tt.holds {
			t.Errorf("%s: %v", tt.name, got)
		}
	}
}
