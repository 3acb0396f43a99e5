//go:build cgo

package data_test

import (
	"context"
	"fmt"
	"math/rand/v2"
	"path/filepath"
	"slices"
	"testing"
	"time"

	"kassa/app/books"
	"kassa/app/money"
	"kassa/app/shop"
	"kassa/data"
	"kassa/data/datatest"
)

// BenchmarkSale writes the same sale of five lines by the yardstick and by the store in turn, each durable, and reports
// the medians in microseconds and their ratio. (The ratio of a whole act stands in app/checkout.)
func BenchmarkSale(b *testing.B) {
	path := filepath.Join(b.TempDir(), "kassa.db")
	raw := datatest.NewRaw(b, datatest.Shop(b, datatest.OpenAt(b, path)), path)
	f := datatest.Shop(b, datatest.Open(b)) // books of its own: what others write, a connection has to read again
	body := make([]byte, 1500)
	var yard, ours []time.Duration
	for n := 1; b.Loop(); n++ {
		raw.Prepare(b, body)
		from := time.Now()
		if err := raw.Commit(); err != nil {
			b.Fatal(err)
		}
		yard = append(yard, time.Since(from))

		s, cart := f.PlainSale(n), f.PlainCart(n)
		datatest.Update(b, f.Store, func(tx books.Tx) error { return datatest.Fill(tx, cart) })
		from = time.Now()
		datatest.Update(b, f.Store, func(tx books.Tx) error { return sell(tx, f, s, cart.ID, n, body) })
		ours = append(ours, time.Since(from))
	}
	b.ReportMetric(middle(yard), "raw-µs")
	b.ReportMetric(middle(ours), "store-µs")
	b.ReportMetric(middle(ours)/middle(yard), "x-raw")
	b.ReportMetric(0, "ns/op")
}

// sell does what an act does with the books: look for the act, number, sale, stock, jobs, basket, journal.
func sell(tx books.Tx, f datatest.Fixture, s shop.Sale, cart shop.ID, n int, body []byte) error {
	if _, _, err := tx.Journal().ByAct(s.ID); err != nil {
		return err
	}
	number, err := tx.Sales().NextNumber(s.Till, s.Series)
	if err != nil {
		return err
	}
	s.Number = number
	if err := tx.Sales().Add(s); err != nil {
		return err
	}
	if err := tx.Stock().Move(f.Moves(s)); err != nil {
		return err
	}
	job := shop.Job{ID: datatest.ID("JOB", 2*n), Till: s.Till, Kind: shop.JobDrawer, Document: s.ID, State: shop.JobWaiting, Created: s.At}
	paper := job
	paper.ID, paper.Kind = datatest.ID("JOB", 2*n+1), shop.JobReceipt
	if err := tx.Jobs().Add(job, paper); err != nil {
		return err
	}
	if err := tx.Carts().Delete(cart); err != nil {
		return err
	}
	head, _, err := tx.Journal().Head(s.Till)
	if err != nil {
		return err
	}
	return tx.Journal().Add(shop.Record{Till: s.Till, Seq: head.Seq + 1, Act: s.ID, Kind: "sale", At: s.At, Staff: s.Staff,
		Body: body, Prev: make([]byte, 32), Hash: make([]byte, 32)})
}

func middle(all []time.Duration) float64 {
	slices.Sort(all)
	return float64(all[len(all)/2].Nanoseconds()) / 1000
}

func percentile(all []time.Duration, p int) float64 {
	slices.Sort(all)
	return float64(all[min(len(all)*p/100, len(all)-1)].Nanoseconds()) / 1000
}

// The goods of a big shop: nouns, brands and kinds in both languages.
var (
	nouns = [][2]string{{"Milk", "Молоко"}, {"Bread", "Хлеб"}, {"Cheese", "Сыр"}, {"Yoghurt", "Йогурт"}, {"Butter", "Масло"}, {"Coffee", "Кофе"},
		{"Tea", "Чай"}, {"Sugar", "Сахар"}, {"Chocolate", "Шоколад"}, {"Juice", "Сок"}, {"Water", "Вода"}, {"Rice", "Рис"}, {"Pasta", "Макароны"},
		{"Sausage", "Колбаса"}, {"Apple", "Яблоко"}, {"Soap", "Мыло"}, {"Candle", "Свеча"}, {"Notebook", "Тетрадь"}, {"Honey", "Мёд"}, {"Salt", "Соль"}}
	kinds = [][2]string{{"organic", "органическое"}, {"whole", "цельное"}, {"light", "лёгкое"}, {"dark", "тёмное"}, {"fresh", "свежее"},
		{"classic", "классическое"}, {"family pack", "семейная упаковка"}, {"mini", "мини"}, {"premium", "премиум"}, {"sugar free", "без сахара"}}
	syllables = []string{"ba", "ro", "mi", "ka", "zen", "tor", "vel", "lun", "pex", "dri", "sol", "nar", "qui", "fos", "gem", "hal"}
)

// bigShop fills a shop with 100,000 products.
func bigShop(tb testing.TB) datatest.Fixture {
	tb.Helper()
	f := datatest.Shop(tb, datatest.Open(tb))
	dice := rand.New(rand.NewPCG(1, 2))
	batch := make([]shop.Product, 0, 2000)
	for n := range 100_000 {
		noun, kind := nouns[dice.IntN(len(nouns))], kinds[dice.IntN(len(kinds))]
		brand := ""
		for range 3 {
			brand += syllables[dice.IntN(len(syllables))]
		}
		size := fmt.Sprint(50 * (1 + dice.IntN(40)))
		batch = append(batch, shop.Product{ID: datatest.ID("BIG", n), SKU: fmt.Sprintf("B%06d", n), Unit: shop.Piece,
			Names: shop.Names{"en": fmt.Sprintf("%s %s %s %s g", brand, noun[0], kind[0], size),
				"ru": fmt.Sprintf("%s %s %s %s г", noun[1], kind[1], brand, size)},
			Category: f.Food.ID, TaxGroup: f.Taxes[0].ID, Price: money.UnitPrice(1+dice.Int64N(5000)) * money.PerMinor, PriceKind: shop.FixedPrice,
			Tracked: true, Barcodes: []shop.Barcode{{Code: bigCode(n), Qty: money.One}}})
		if len(batch) == cap(batch) {
			datatest.Update(tb, f.Store, func(tx books.Tx) error { return tx.Products().Add(batch...) })
			batch = batch[:0]
		}
	}
	return f
}

func bigCode(n int) string { return fmt.Sprintf("20%011d", n*7919%100_000) }

// BenchmarkBigShop measures at 100,000 products: filling the shop, a barcode look-up, pages, searches. Times of looks are
// medians and the 99th of a hundred in microseconds.
func BenchmarkBigShop(b *testing.B) {
	from := time.Now()
	f := bigShop(b)
	filling := time.Since(from)
	b.Run("Fill", func(b *testing.B) {
		for b.Loop() {
		}
		b.ReportMetric(filling.Seconds(), "s")
		b.ReportMetric(0, "ns/op")
	})
	looks := []struct {
		name string
		look func(tx books.Tx, n int) (int, error)
	}{
		{"Barcode", func(tx books.Tx, n int) (int, error) {
			found, err := tx.Products().ByCodes(f.Place.ID, shop.SameCodes(bigCode(n*31%100_000)))
			return len(found), err
		}},
		{"FirstPage", func(tx books.Tx, n int) (int, error) {
			tiles, err := tx.Products().Tiles(f.Place.ID, books.Filter{Category: f.Food.ID}, shop.Russian, n%50*24, 24)
			return len(tiles), err
		}},
	}
	for _, set := range []struct {
		name    string
		queries []string
	}{
		{"OneLetter", []string{"m", "s", "b", "t", "м", "с", "к", "ш", "1", "2"}},
		{"TwoLetters", []string{"mi", "so", "be", "ch", "мо", "со", "ко", "хл", "10", "20"}},
		{"ThreeLetters", []string{"mil", "sug", "cho", "zen", "мол", "сах", "шок", "сем", "100", "b00"}},
		{"TwoWords", []string{"milk org", "zen choc", "bread dark", "bar milk", "молоко цел", "шоколад темн", "сыр bar", "мед 500", "tea 100", "хлеб мин"}},
		{"TwoLettersApart", []string{"m o", "s d", "z c", "м ц", "с б", "к к", "b 1", "т 2", "ч т", "м 5"}},
		{"NoMatch", []string{"qqq", "milk bread", "хлеб сыр", "щщ", "milk молоко", "tea coffee soap", "0 щ", "y z q", "сыр рис", "honey salt"}},
		{"Code", []string{bigCode(5), bigCode(500)[:9], "B00500", "b0005", bigCode(77)[1:]}},
	} {
		looks = append(looks, struct {
			name string
			look func(tx books.Tx, n int) (int, error)
		}{"Search" + set.name, func(tx books.Tx, n int) (int, error) {
			tiles, err := tx.Products().Search(f.Place.ID, set.queries[n%len(set.queries)], 50)
			return len(tiles), err
		}})
	}
	for _, one := range looks {
		b.Run(one.name, func(b *testing.B) { measure(b, f.Store, one.look) })
	}
}

func measure(b *testing.B, s *data.Store, look func(books.Tx, int) (int, error)) {
	var took []time.Duration
	results := 0
	for n := 0; b.Loop(); n++ {
		from := time.Now()
		err := s.View(context.Background(), func(tx books.Tx) error {
			found, err := look(tx, n)
			results += found
			return err
		})
		if err != nil {
			b.Fatal(err)
		}
		took = append(took, time.Since(from))
	}
	b.ReportMetric(percentile(took, 50), "p50-µs")
	b.ReportMetric(percentile(took, 99), "p99-µs")
	b.ReportMetric(float64(results)/float64(len(took)), "found")
	b.ReportMetric(0, "ns/op")
}

// BenchmarkOpen opens and closes the books of a shop with 100,000 products: settings read back, schema compared.
func BenchmarkOpen(b *testing.B) {
	path := filepath.Join(b.TempDir(), "kassa.db")
	if err := bigShop(b).Store.Backup(context.Background(), path); err != nil {
		b.Fatal(err)
	}
	b.ResetTimer()
	for b.Loop() {
		s, err := data.Open(context.Background(), data.Options{DSN: path})
		if err == nil {
			err = s.Close()
		}
		if err != nil {
			b.Fatal(err)
		}
	}
}
