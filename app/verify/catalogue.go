package verify

import (
	"cmp"
	"context"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"

	"golang.org/x/text/unicode/norm"
)

// The catalogue is proved as far as the journal speaks of it: the last word on a field of a product or a category must stand in
// its row. An import says how many products it changed and not which, so it ends every word before it, as it may have changed
// any of them; what was added or changed by hand since is held to its word.
//
// A worked example: a record adds "Highlighter" at 1.35, the next one says the price is 1.45. A row that says 1.40 differs in
// the price, and one that says "Marker" in the name. After an import that changed a product nothing is known of either, until
// somebody changes the price to 1.50: then a row must say 1.50.

// Thing is a product or a category; its fields are told by the names, and as the texts, by which records of changes tell them.
type Thing struct {
	ID     string
	Fields []ThingField
}

// ThingField is one field of a thing.
type ThingField struct{ Name, Value string }

// word is what a record says of a field last.
type word struct {
	value string
	time  int64
	at    Finding
}

// catalogue is what the journals said last of each thing.
type catalogue struct {
	words      map[string]map[string]word
	imported   int64 // words before it are none any more
	favourites int64 // the favourites were said whole
}

// favouriteField is the place among the favourites, which another kind of record says for all products at once.
const favouriteField = "favourite"

// catalogueRecord keeps what a record says of products and categories.
func (r *run) catalogueRecord(at Finding, rec *Record, said fields) {
	c := &r.catalogue
	id := said.text("id")
	say := func(id, field, value string) { c.say(id, field, word{value, rec.At, at}) }
	switch rec.Kind {
	case "product_add":
		for _, field := range []string{"sku", "category", "tax_group", "unit", "price_kind"} {
			say(id, field, said.text(field))
		}
		for _, field := range []string{"price", "cost"} {
			say(id, field, strconv.FormatInt(said.num(field), 10))
		}
		say(id, "tracked", strconv.FormatBool(said.num("tracked") == 1))
		say(id, "barcodes", codesSaid(said.list("barcodes")))
		c.sayNames(say, id, said)
	case "category_add":
		say(id, "color", strconv.FormatInt(said.num("color"), 10))
		c.sayNames(say, id, said)
	case "product_change", "category_change":
		for _, one := range said.list("changes") {
			say(id, one.text("field"), one.text("new"))
		}
	case "price_change":
		say(id, "price", strconv.FormatInt(said.num("new"), 10))
		say(id, "price_kind", said.text("new_kind"))
	case "product_archive":
		say(id, "archived", strconv.FormatBool(said.num("away") == 1))
	case "favourites":
		c.endFavourites(rec.At)
		for i, one := range said.list("products") {
			say(one.text("id"), favouriteField, strconv.Itoa(i+1))
		}
	case "products_import":
		if said.num("changed") > 0 {
			c.forget(rec.At)
		}
	}
}

// receivedGoods keeps what a document of the stock room says of its products: what they cost, and whose stock is kept.
func (r *run) receivedGoods(at Finding, rec *Record, said fields) {
	if said.text("type") == "receipt" {
		for _, l := range said.list("lines") {
			r.catalogue.say(l.text("product"), "cost", word{strconv.FormatInt(l.num("cost"), 10), rec.At, at})
		}
	}
	for _, p := range said.list("started") {
		r.catalogue.say(p.text("product"), "tracked", word{"true", rec.At, at})
	}
}

func (c *catalogue) say(id, field string, w word) {
	if id == "" || w.time < c.imported || field == favouriteField && w.time < c.favourites {
		return
	}
	if c.words == nil {
		c.words = map[string]map[string]word{}
	}
	if c.words[id] == nil {
		c.words[id] = map[string]word{}
	}
	if last, found := c.words[id][field]; !found || w.time >= last.time {
		c.words[id][field] = w
	}
}

func (c *catalogue) sayNames(say func(id, field, value string), id string, said fields) {
	names := said.names()
	for _, lang := range taxLangs {
		say(id, "name."+lang, names[lang])
	}
	for lang, name := range names {
		say(id, "name."+lang, name)
	}
}

// forget ends the words until a time.
func (c *catalogue) forget(until int64) {
	c.imported = max(c.imported, until)
	for id, list := range c.words {
		for field, w := range list {
			if w.time <= until {
				delete(list, field)
			}
		}
		if len(list) == 0 {
			delete(c.words, id)
		}
	}
}

// endFavourites ends the words on favourites until a time: a record says them whole.
func (c *catalogue) endFavourites(until int64) {
	c.favourites = max(c.favourites, until)
	for _, list := range c.words {
		if list[favouriteField].time <= until {
			delete(list, favouriteField)
		}
	}
}

// codesSaid are barcodes as a record of a change says them: "4006381333931 4006381333955=6".
func codesSaid(list []fields) string {
	var codes []string
	for _, b := range list {
		codes = append(codes, CodeText(b.text("code"), b.num("qty")))
	}
	return strings.Join(codes, " ")
}

// CodeText is one barcode and how many thousandths of the product it stands for, as records say it: alone for one piece.
func CodeText(code string, qty int64) string {
	if qty == 1000 {
		return code
	}
	return code + "=" + strings.TrimRight(strings.TrimRight(fmt.Sprintf("%d.%03d", qty/1000, qty%1000), "0"), ".")
}

// checkCatalogue holds products and categories against the last words on them.
func (r *run) checkCatalogue(ctx context.Context) error {
	c := &r.catalogue
	if len(c.words) == 0 {
		return nil
	}
	asked := make(map[string]bool, len(c.words))
	for id := range c.words {
		asked[id] = true
	}
	for thing, err := range r.src.Catalogue(ctx, asked) {
		if err != nil {
			return fmt.Errorf("read the catalogue: %w", err)
		}
		words := c.words[thing.ID]
		delete(c.words, thing.ID)
		for _, f := range thing.Fields {
			w, said := words[f.Name]
			if !said || sameField(f.Name, w.value, f.Value) {
				continue
			}
			w.at.Kind, w.at.Document, w.at.What, w.at.Want, w.at.Got = Field, thing.ID, "catalogue."+f.Name, w.value, f.Value
			r.add(w.at)
		}
	}
	for _, id := range slices.Sorted(maps.Keys(c.words)) { // what is left has no row
		var first word
		for _, w := range c.words[id] {
			if first.at.Seq == 0 || cmp.Compare(w.at.Seq, first.at.Seq) < 0 {
				first = w
			}
		}
		first.at.Kind, first.at.Document, first.at.What, first.at.Want = NoRow, id, "catalogue", id
		r.add(first.at)
	}
	return nil
}

// sameField compares a word with what stands in a row; codes may stand in any order.
func sameField(name, want, got string) bool {
	if name != "barcodes" {
		return want == got || want == norm.NFC.String(got)
	}
	w, g := strings.Fields(want), strings.Fields(got)
	slices.Sort(w)
	slices.Sort(g)
	return slices.Equal(w, g)
}
