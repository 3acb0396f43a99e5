-- Goods as the stock room works with them, for both databases; the words in capitals are those of 0001_init.go.

-- What a cashier must know of a product, shown or to be confirmed, and what its receipt says.
ALTER TABLE products ADD COLUMN cashier_note TEXT NOT NULL DEFAULT '';
ALTER TABLE products ADD COLUMN note_confirm FLAG DEFAULT FALSE;
ALTER TABLE products ADD COLUMN receipt_note TEXT NOT NULL DEFAULT '';

-- Every live product whose stock is kept has a row in every place, with the quantity below which it is called low: so
-- what is low and what is out are indexes, however large the shop.
ALTER TABLE stocks ADD COLUMN low QTY DEFAULT 0;
ALTER TABLE stocks ADD COLUMN watched FLAG DEFAULT FALSE;
UPDATE stocks SET low = (SELECT p.low FROM products p WHERE p.id = stocks.product_id),
    watched = (SELECT p.tracked AND p.archived_at IS NULL FROM products p WHERE p.id = stocks.product_id);
INSERT INTO stocks (product_id, place_id, qty, low, watched)
    SELECT p.id, l.id, 0, p.low, TRUE FROM products p CROSS JOIN places l WHERE p.tracked AND p.archived_at IS NULL
    AND NOT EXISTS (SELECT 1 FROM stocks s WHERE s.product_id = p.id AND s.place_id = l.id);
CREATE INDEX stocks_out ON stocks (place_id, product_id) WHERE watched AND qty <= 0;
CREATE INDEX stocks_low ON stocks (place_id, product_id) WHERE watched AND qty > 0 AND qty <= low;

-- Documents of the stock room: goods received, goods adjusted. Only added to; their moves carry their uid.
CREATE TABLE stock_docs (
    id ROWKEY, uid UID, kind TEXT NOT NULL CHECK (kind <> ''), place_id REF NOT NULL REFERENCES places (id),
    till_id REF NOT NULL REFERENCES tills (id), number NUMBER CHECK (number > 0), staff_id REF REFERENCES staff (id),
    staff_code TEXT NOT NULL, reason TEXT NOT NULL, supplier_ref TEXT NOT NULL, note_ref TEXT NOT NULL, total AMOUNT,
    at_ms NUMBER, tz_offset_min NUMBER, business_day NUMBER, hour NUMBER, UNIQUE (place_id, kind, number)
TABLE_END;

CREATE TABLE stock_doc_lines (
    doc_id REF NOT NULL REFERENCES stock_docs (id), line_no NUMBER, product_id REF NOT NULL REFERENCES products (id),
    sku TEXT NOT NULL, name TEXT NOT NULL, unit TEXT NOT NULL, qty QTY, cost PRICE, amount AMOUNT, PRIMARY KEY (doc_id, line_no)
ROWLESS_END;

-- The last number of each kind in each place: taking one locks its row until the document is committed.
CREATE TABLE stock_doc_numbers (
    place_id REF NOT NULL REFERENCES places (id), kind TEXT NOT NULL CHECK (kind <> ''), last_no NUMBER, PRIMARY KEY (place_id, kind)
ROWLESS_END;

