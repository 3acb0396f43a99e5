package data

import (
	"cmp"
	"slices"
	"strings"

	"kassa/app/shop"
)

// How a search is bounded. A query that many products answer (one letter, say) is not sorted whole: the first
// candidates in the order of the words are weighed, together with the best sellers of the latest month.
const (
	candidates = 200   // words that fit, each with its product
	sellers    = 200   // best sellers looked through when there are more candidates than that
	countBound = 20000 // a word is not counted further than this to find the rarest
	mostTyped  = 8     // further words are left out
)

// candidate is a product that fits what was typed, and how well it is known.
type candidate struct {
	key       int64
	favourite bool
	sold      int64 // receipts of the latest month
}

// Search implements books.Products.
//
// Every typed word must begin a word of the product. The rarest typed word drives: its products are read from the
// table of words, the others are looked for in the product's own list of words. What is found is ordered by how well it
// is known: a code typed whole first, then favourites, then what sold most in the latest month, then by word.
func (t products) Search(place shop.ID, query string, limit int) ([]shop.Tile, error) {
	typed := wordsIn(query)
	if len(typed) == 0 || limit <= 0 {
		return nil, nil
	}
	typed = typed[:min(len(typed), mostTyped)]
	all, err := t.typedCode(query)
	if err != nil {
		return nil, err
	}
	drive, err := t.rarest(typed)
	if err != nil {
		return nil, err
	}
	found, more, err := t.matches(place, drive, typed)
	if err != nil {
		return nil, err
	}
	if more {
		known, err := t.bestKnown(place, typed)
		if err != nil {
			return nil, err
		}
		found = append(found, known...)
	}
	slices.SortStableFunc(found, func(a, b candidate) int {
		if a.favourite != b.favourite {
			return cmp.Compare(asNumber(b.favourite), asNumber(a.favourite))
		}
		return cmp.Compare(b.sold, a.sold)
	})
	for _, c := range found {
		if len(all) < limit && !slices.Contains(all, c.key) {
			all = append(all, c.key)
		}
	}
	return t.tiles(place, all)
}

func asNumber(b bool) int {
	if b {
		return 1
	}
	return 0
}

// typedCode are the products whose barcode or SKU was typed whole, in any of its spellings.
func (t products) typedCode(query string) ([]int64, error) {
	codes := shop.SameCodes(strings.TrimSpace(query))
	args := make([]any, 0, 2*len(codes))
	for range 2 {
		for _, c := range codes {
			args = append(args, c)
		}
	}
	var keys []int64
	err := t.each("find a code", `SELECT product_id FROM barcodes WHERE code IN (`+marks(len(codes))+`) AND archived_at IS NULL
		UNION SELECT id FROM products WHERE sku IN (`+marks(len(codes))+`) AND sku <> '' AND archived_at IS NULL`,
		args, func(scan scanner) error {
			var key int64
			err := scan(&key)
			keys = append(keys, key)
			return err
		})
	return keys, err
}

// rarest is the typed word that begins the fewest words; a single one needs no counting.
func (t products) rarest(typed []string) (string, error) {
	if len(typed) == 1 {
		return typed[0], nil
	}
	best, _, err := t.scarcest(typed, countBound)
	return best, err
}

// scarcest is the typed word that begins the fewest words, and how many; counting ends at the bound.
func (t products) scarcest(typed []string, bound int) (best string, fewest int, err error) {
	best, fewest = typed[0], bound
	for _, w := range typed {
		var n int
		_, err := t.one("count a word", "SELECT COUNT(*) FROM (SELECT 1 FROM words WHERE word >= ? AND word < ? LIMIT ?) w",
			[]any{w, after(w), fewest}, &n)
		if err != nil {
			return "", 0, err
		}
		if n < fewest {
			best, fewest = w, n
		}
	}
	return best, fewest, nil
}

// SQLite reads the tables of a CROSS JOIN in the order in which they are named; left to itself it may choose to look
// into every product for the letters. To PostgreSQL it is a join like any other.
const (
	weightColumns = " p.product_id, p.favourite, COALESCE(r.receipts, 0) "
	weightJoin    = ` LEFT JOIN r_prod_month r ON r.month = (SELECT MAX(month) FROM r_prod_month)
		AND r.place_id = (SELECT id FROM places WHERE uid = ?) AND r.product_id = p.product_id `
)

func weigh(into *[]candidate) func(scanner) error {
	return func(scan scanner) error {
		var c candidate
		err := scan(&c.key, &c.favourite, &c.sold)
		*into = append(*into, c)
		return err
	}
}

// matches are the first products that one word drives and that carry all others too, in the order of the words; more
// is true where there were too many to look at all.
func (t products) matches(place shop.ID, drive string, typed []string) (found []candidate, more bool, err error) {
	query := "SELECT" + weightColumns + "FROM words w CROSS JOIN product_words p" + weightJoin +
		"WHERE p.product_id = w.product_id AND w.word >= ? AND w.word < ?"
	args := []any{id(place), drive, after(drive)}
	for _, other := range typed {
		if other != drive {
			query += t.carries()
			args = append(args, " "+other)
		}
	}
	err = t.each("search", query+" ORDER BY w.word, w.product_id LIMIT ?", append(args, candidates), weigh(&found))
	return found, len(found) == candidates, err
}

// carries is the condition that a product carries a word that begins with the next value, a blank and the letters.
func (t products) carries() string {
	if t.kind == onPostgres {
		return " AND strpos(p.words, ?) > 0"
	}
	return " AND instr(p.words, ?) > 0"
}

// bestKnown are those of the favourites and of the best sellers of the latest month that carry all typed words.
func (t products) bestKnown(place shop.ID, typed []string) (found []candidate, err error) {
	query := "SELECT" + weightColumns + `FROM (SELECT product_id FROM (SELECT product_id FROM r_prod_month
			WHERE month = (SELECT MAX(month) FROM r_prod_month) AND place_id = (SELECT id FROM places WHERE uid = ?)
			ORDER BY receipts DESC LIMIT ?) best
		UNION ALL SELECT id FROM products WHERE favourite > 0) known
		CROSS JOIN product_words p` + weightJoin + "WHERE p.product_id = known.product_id"
	args := []any{id(place), sellers, id(place)}
	for _, w := range typed {
		query += t.carries()
		args = append(args, " "+w)
	}
	return found, t.each("search the best known", query, args, weigh(&found))
}

// tiles reads the tiles of products in the order of their keys.
func (t products) tiles(place shop.ID, keys []int64) ([]shop.Tile, error) {
	read := make(map[int64]shop.Tile, len(keys))
	for part := range slices.Chunk(keys, manyRows) {
		args := []any{id(place)}
		for _, key := range part {
			args = append(args, key)
		}
		err := t.each("read what was found", "SELECT"+tileColumns+"FROM products p"+tileJoins+"WHERE p.id IN ("+marks(len(part))+")",
			args, func(scan scanner) error {
				key, one, err := tile(scan)
				read[key] = one
				return err
			})
		if err != nil {
			return nil, err
		}
	}
	all := make([]shop.Tile, 0, len(keys))
	for _, key := range keys {
		all = append(all, read[key])
	}
	return all, nil
}
