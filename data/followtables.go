package data

// How a table is followed by the mirror: what has to be read to know which of its rows are new or changed.
type followed int

const (
	added   followed = iota // rows are only added, with rising keys
	below                   // rows are added with one of the table above
	kept                    // few rows, which change in any way: all are read and held against what they were
	counter                 // what lies on the counter: all of it, each time
	touched                 // rows change with the new rows of another table, which say which
	large                   // many rows, which change with acts that are not quiet: only then all are read
	left                    // not followed; why, stands beside it
)

// table is a table that is followed.
type table struct {
	name string
	how  followed
	key  []string // what finds a row; of a large table what finds the rows that belong together, one whole number
	of   string   // the table above, whose key is the first column of this one's
	// where chooses the rows that were touched, by a list of one of the clues; again is how many of the newest rows that are there
	// already may change yet.
	where string
	by    clue
	again int64
}

// clue says what new rows tell of other tables.
type clue string

const (
	days   clue = "business_day"
	goods  clue = "product_id"
	papers clue = "ref"
)

// unsettled is how many of the newest jobs, steps and attempts may still change.
const unsettled = 100

// followedTables are all tables of the books; a test sees that none is missing. The order is that of reading, so that a table
// that is touched comes after those that tell of it.
func followedTables() []table {
	return []table{
		{name: "sales", how: added, key: []string{"id"}},
		{name: "sale_lines", how: below, of: "sales", key: []string{"sale_id", "line_no"}},
		{name: "line_taxes", how: below, of: "sales", key: []string{"sale_id", "line_no", "tax_no"}},
		{name: "sale_taxes", how: below, of: "sales", key: []string{"sale_id", "tax_no"}},
		{name: "payments", how: below, of: "sales", key: []string{"sale_id", "payment_no"}},
		{name: "tender_changes", how: added, key: []string{"id"}},
		{name: "sale_marks", how: added, key: []string{"id"}},
		{name: "stock_docs", how: added, key: []string{"id"}},
		{name: "stock_doc_lines", how: below, of: "stock_docs", key: []string{"doc_id", "line_no"}},
		{name: "stock_moves", how: added, key: []string{"id"}},
		{name: "cash_moves", how: added, key: []string{"id"}},
		{name: "cash_counts", how: added, key: []string{"id"}},
		{name: "count_pieces", how: below, of: "cash_counts", key: []string{"count_id", "piece_no"}},
		{name: "z_reports", how: added, key: []string{"id"}},
		{name: "z_tenders", how: below, of: "z_reports", key: []string{"z_id", "tender"}},
		{name: "z_taxes", how: below, of: "z_reports", key: []string{"z_id", "tax_no"}},
		{name: "time_entries", how: added, key: []string{"id"}},
		{name: "outbox", how: added, key: []string{"id"}, again: unsettled},
		{name: "fiscal_steps", how: added, key: []string{"id"}, again: unsettled},
		{name: "payment_attempts", how: added, key: []string{"id"}, again: unsettled},

		{name: "r_hour", how: touched, by: days, where: "business_day", key: []string{"business_day", "hour", "place_id", "staff_id"}},
		{name: "r_cat", how: touched, by: days, where: "business_day", key: []string{"business_day", "place_id", "category_id"}},
		{name: "r_tender", how: touched, by: days, where: "business_day", key: []string{"business_day", "place_id", "tender"}},
		{name: "r_prod_month", how: touched, by: goods, where: "product_id", key: []string{"month", "place_id", "product_id"}},
		{name: "stocks", how: touched, by: goods, where: "product_id", key: []string{"product_id", "place_id"}},
		{name: "texts", how: touched, by: papers, where: "ref", key: []string{"ref"}},

		{name: "shops", how: kept, key: []string{"id"}}, {name: "entities", how: kept, key: []string{"id"}},
		{name: "places", how: kept, key: []string{"id"}}, {name: "tills", how: kept, key: []string{"id"}},
		{name: "staff", how: kept, key: []string{"id"}}, {name: "staff_keys", how: kept, key: []string{"staff_id"}},
		{name: "stray_badges", how: kept, key: []string{"till_id"}}, {name: "categories", how: kept, key: []string{"id"}},
		{name: "tax_groups", how: kept, key: []string{"id"}}, {name: "taxes", how: kept, key: []string{"id"}},
		{name: "tenders", how: kept, key: []string{"id"}}, {name: "settings", how: kept, key: []string{"scope", "scope_uid", "name"}},
		{name: "shop_version", how: kept, key: []string{"id"}}, {name: "shifts", how: kept, key: []string{"id"}},
		{name: "tile_pages", how: kept, key: []string{"id"}}, {name: "tiles", how: kept, key: []string{"page_id", "tile_no"}},
		{name: "offers", how: kept, key: []string{"id"}},
		{name: "code_choices", how: kept, key: []string{"till_id", "code"}},
		{name: "stock_doc_numbers", how: kept, key: []string{"place_id", "kind"}},
		{name: "carts", how: counter}, {name: "cart_lines", how: counter},

		{name: "customers", how: large, key: []string{"id"}}, {name: "products", how: large, key: []string{"id"}},
		{name: "barcodes", how: large, key: []string{"product_id"}}, {name: "stocks", how: large, key: []string{"product_id"}},
		{name: "history_sales", how: large, key: []string{"id"}}, {name: "history_lines", how: large, key: []string{"sale_id"}},

		{name: "journal", how: left},       // read by itself, in order
		{name: "cart_changes", how: left},  // how a draft is taken back, step by step
		{name: "migrations", how: left},    // the form of the tables, which the restored books have already
		{name: "product_names", how: left}, // made from the products again
		{name: "product_words", how: left}, // likewise
		{name: "words", how: left},         // likewise
		{name: "r_prod_year", how: left},   // made from the months when it is asked for
	}
}
