//go:build cgo

package inventory_test

import (
	"bytes"
	"context"
	"fmt"
	"os"
	"path/filepath"
	"testing"

	"github.com/google/go-cmp/cmp"

	"kassa/app/act"
	"kassa/app/audit"
	"kassa/app/books"
	"kassa/app/fault"
	"kassa/app/inventory"
	"kassa/app/journal"
	"kassa/app/money"
	"kassa/app/office"
	"kassa/app/rights"
	"kassa/app/shop"
	"kassa/data"
	"kassa/data/datatest"
)

// desk is a new, empty shop with its catalogue.
type desk struct {
	*inventory.Inventory
	ctx   context.Context
	store *data.Store
	frame *act.Frame
	made  office.Founded
}

func newDesk(t testing.TB, country string) desk {
	t.Helper()
	store, n := datatest.Open(t), 0
	newID := func() shop.ID { n++; return datatest.ID("GOODSTST", n) }
	seed := bytes.Repeat([]byte{3}, 32)
	made, err := office.Init(t.Context(), office.Founding{Store: store, Seed: seed, Version: "1.0", Now: datatest.Start, NewID: newID},
		office.InitSpec{Name: "Corner shop", Country: country})
	if err != nil {
		t.Fatal(err)
	}
	signer, err := journal.NewSigner(seed)
	if err != nil {
		t.Fatal(err)
	}
	f := &act.Frame{Store: store, Now: datatest.Start, NewID: newID, Till: made.Till.ID, Signer: signer}
	return desk{inventory.New(f), act.As(t.Context(), made.Person), store, f, made}
}

// file writes a file of the test and gives its path.
func file(t testing.TB, content []byte) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "goods.csv")
	if err := os.WriteFile(path, content, 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

// take imports a text and fails the test when that cannot be done at all.
func (d desk) take(t testing.TB, text string) inventory.ImportReport {
	t.Helper()
	rep, err := d.Import(d.ctx, inventory.ImportSpec{Path: file(t, []byte(text))})
	if err != nil {
		t.Fatal(err)
	}
	return rep
}

// counts are added, changed, same, refused.
func counts(r inventory.ImportReport) [4]int64 {
	return [4]int64{r.Added, r.Changed, r.Same, r.Refused}
}

// carries is the product that carries a code.
func (d desk) carries(code string) (shop.Found, error) {
	list, err := d.PriceCheck(d.ctx, code)
	if err != nil {
		return shop.Found{}, err
	}
	return list[0], nil
}

func (d desk) find(t testing.TB, code string) shop.Product {
	t.Helper()
	f, err := d.carries(code)
	if err != nil {
		t.Fatalf("%s: %v", code, err)
	}
	return f.Product
}

func (d desk) sound(t testing.TB) {
	t.Helper()
	rows, err := d.store.OpenRows(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	defer rows.Close()
	rep, err := audit.Verify(t.Context(), rows, audit.VerifySpec{})
	if err != nil || !rep.OK() {
		t.Errorf("the books are not sound: %v %v", err, rep.Findings)
	}
}

func (d desk) head(t testing.TB) int64 {
	t.Helper()
	var seq int64
	datatest.View(t, d.store, func(tx books.Tx) error {
		r, _, err := tx.Journal().Head(d.made.Till.ID)
		seq = r.Seq
		return err
	})
	return seq
}

func TestAQuickProductIsSoldByItsCodeAtOnce(t *testing.T) {
	d := newDesk(t, "DE")
	p, err := d.QuickAdd(d.ctx, inventory.QuickProduct{Code: "4006381333931", Name: "  Highlighter\x1bp0 yellow ", Price: 135})
	if err != nil {
		t.Fatal(err)
	}
	got := d.find(t, "04006381333931")
	if got.ID != p.ID || got.Names[shop.English] != "Highlighterp0 yellow" || got.Price != 135*money.PerMinor || got.Unit != shop.Piece {
		t.Errorf("%+v", got)
	}
	if g := d.made.Groups[0]; g.Code != "A" || got.TaxGroup != g.ID {
		t.Errorf("its tax group is %s", got.TaxGroup)
	}
	d.sound(t)
}

func TestAQuickProductIsAddedOnceHoweverOftenItIsAsked(t *testing.T) {
	d := newDesk(t, "DE")
	q := inventory.QuickProduct{ID: datatest.ID("QUICKADD", 1), Code: "96385074", Name: "Gum", Price: 99}
	for range 2 {
		p, err := d.QuickAdd(d.ctx, q)
		if err != nil || p.ID != q.ID || p.Names[shop.English] != "Gum" {
			t.Fatalf("%+v %v", p, err)
		}
	}
	if n, err := d.Count(d.ctx, inventory.Group{}); err != nil || n != 1 {
		t.Errorf("%d products: %v", n, err)
	}
}

func TestAnActThatAddedNoProductFindsNone(t *testing.T) {
	d := newDesk(t, "DE")
	id := datatest.ID("QUICKADD", 2)
	if _, err := d.frame.Do(d.ctx, act.Spec{ID: id, Right: rights.System}, func(books.Tx, shop.Moment) (journal.Body, error) {
		return journal.OfStart("1.0"), nil
	}); err != nil {
		t.Fatal(err)
	}
	if p, err := d.QuickAdd(d.ctx, inventory.QuickProduct{ID: id, Name: "Gum", Price: 99}); !fault.Is(err, fault.NotFound) {
		t.Errorf("%+v %v", p, err)
	}
}

func TestAWrongQuickProductIsRefused(t *testing.T) {
	d := newDesk(t, "DE")
	if _, err := d.QuickAdd(d.ctx, inventory.QuickProduct{Code: "036000291452", SKU: "T-1", Name: "Tissues", Price: 250}); err != nil {
		t.Fatal(err)
	}
	for name, c := range map[string]struct {
		q    inventory.QuickProduct
		want fault.Code
	}{
		"no name":       {inventory.QuickProduct{Name: " \u200b ", Price: 1}, fault.EmptyName},
		"negative":      {inventory.QuickProduct{Name: "a", Price: -1}, fault.BadPrice},
		"too dear":      {inventory.QuickProduct{Name: "a", Price: money.Limit}, fault.BadPrice},
		"check digit":   {inventory.QuickProduct{Name: "a", Code: "4006381333932"}, fault.BadBarcode},
		"control bytes": {inventory.QuickProduct{Name: "a", Code: "12\x1b34"}, fault.BadBarcode},
		"too long":      {inventory.QuickProduct{Name: "a", Code: string(bytes.Repeat([]byte("7"), 81))}, fault.BadBarcode},
		"same code":     {inventory.QuickProduct{Name: "a", Code: "036000291452"}, fault.AlreadyExists},
		"as EAN-13":     {inventory.QuickProduct{Name: "a", Code: "0036000291452"}, fault.AlreadyExists},
		"zeros lost":    {inventory.QuickProduct{Name: "a", Code: "36000291452"}, fault.AlreadyExists},
		"same SKU":      {inventory.QuickProduct{Name: "a", SKU: "T-1"}, fault.AlreadyExists},
	} {
		if _, err := d.QuickAdd(d.ctx, c.q); !fault.Is(err, c.want) {
			t.Errorf("%s: %v, want %s", name, err, c.want)
		}
	}
	if _, err := d.QuickAdd(act.As(d.ctx, shop.Staff{Role: "cashier"}), inventory.QuickProduct{Name: "a"}); !fault.Is(err, fault.NoRight) {
		t.Errorf("a cashier added a product: %v", err)
	}
	if n, _ := d.Count(d.ctx, inventory.Group{}); n != 1 {
		t.Errorf("%d products", n)
	}
	d.sound(t)
}

func TestAPriceIsCheckedWithoutSelling(t *testing.T) {
	d := newDesk(t, "DE")
	d.take(t, "barcode,name,price,stock\n036000291452,Tissues,2.50,7\n")
	for _, code := range []string{"036000291452", "0036000291452", "00036000291452", "36000291452"} {
		f, err := d.carries(code)
		if err != nil || f.Product.Price != 250*money.PerMinor || f.OnHand != 7*money.One {
			t.Errorf("%s: %+v %v", code, f, err)
		}
	}
	if _, err := d.carries("4006381333931"); !fault.Is(err, fault.UnknownCode) {
		t.Errorf("%v", err)
	}
}

func TestTilesCountAndSearchAgree(t *testing.T) {
	d := newDesk(t, "DE")
	d.take(t, "sku,name,name_ru,price,category,favourite\n1,Rye bread,Хлеб ржаной,2.10,Bakery,2\n2,White bread,Батон,1.80,Bakery,1\n3,Milk,Молоко,1.20,Dairy,\n")
	categories, err := d.Categories(d.ctx)
	if err != nil || len(categories) != 2 {
		t.Fatalf("%v %v", categories, err)
	}
	for _, c := range []struct {
		group inventory.Group
		want  []string
	}{
		{inventory.Group{}, []string{"Milk", "Rye bread", "White bread"}},
		{inventory.Group{Lang: shop.Russian}, []string{"White bread", "Milk", "Rye bread"}},
		{inventory.Group{Category: categories[0].ID}, []string{"Rye bread", "White bread"}},
		{inventory.Group{Favourites: true}, []string{"White bread", "Rye bread"}},
	} {
		tiles, err := d.Tiles(d.ctx, c.group, 0, 10)
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(c.want, names(tiles)); diff != "" {
			t.Errorf("%+v\n%s", c.group, diff)
		}
		if n, err := d.Count(d.ctx, c.group); err != nil || n != len(c.want) {
			t.Errorf("%+v: %d, %v", c.group, n, err)
		}
	}
	for query, want := range map[string]int{"bread": 2, "хлеб": 1, "МОЛ": 1, "bread rye": 1, "wine": 0} {
		found, err := d.Search(d.ctx, query, 10)
		if err != nil || len(found) != want {
			t.Errorf("%q finds %v, %v", query, names(found), err)
		}
	}
}

func names(tiles []shop.Tile) []string {
	var list []string
	for _, tile := range tiles {
		list = append(list, tile.Names[shop.English])
	}
	return list
}

func BenchmarkImportOf100000Products(b *testing.B) {
	var text bytes.Buffer
	text.WriteString("barcode,sku,name,price,cost,category,tax,unit,stock\n")
	for i := range 100_000 {
		fmt.Fprintf(&text, "%d,S%d,Product %d of the range %d,%d.%02d,0.50,Category %d,19,pc,%d\n", 2_000_000+i, i, i, i%977, 1+i%90, i%100, i%12, i%500)
	}
	path := file(b, text.Bytes())
	for b.Loop() {
		d := newDesk(b, "DE")
		rep, err := d.Import(d.ctx, inventory.ImportSpec{Path: path})
		if err != nil || rep.Added != 100_000 {
			b.Fatalf("%d added, %v", rep.Added, err)
		}
	}
	b.ReportMetric(float64(b.Elapsed().Seconds())/float64(b.N), "s/import")
}
