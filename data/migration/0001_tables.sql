-- The tables of the first release, for both databases. Words in capitals that are no SQL are said in 0001_init.go:
-- ROWKEY, UID, REF, NUMBER, FLAG, AMOUNT, QTY, PRICE, RATE, BYTES, WORD, TABLE_END and ROWLESS_END.
-- An empty text means "none"; a REF that may be NULL points at nothing then.

-- Set-up ------------------------------------------------------------------------------------------------------------

CREATE TABLE shops (
    id ROWKEY, uid UID, name TEXT NOT NULL, address TEXT NOT NULL, tax_id TEXT NOT NULL,
    currency TEXT NOT NULL, symbol TEXT NOT NULL, exponent NUMBER CHECK (exponent BETWEEN 0 AND 4),
    notes TEXT NOT NULL, coins TEXT NOT NULL,
    country TEXT NOT NULL, lang TEXT NOT NULL, zone TEXT NOT NULL, day_start NUMBER CHECK (day_start BETWEEN 0 AND 12),
    rounding TEXT NOT NULL CHECK (rounding IN ('half_up', 'half_even', 'down')),
    tax_rounding TEXT NOT NULL CHECK (tax_rounding IN ('line', 'document')),
    cash_step AMOUNT, cash_direction TEXT NOT NULL, cash_form TEXT NOT NULL,
    header TEXT NOT NULL, footer TEXT NOT NULL, row_version NUMBER
TABLE_END;

CREATE TABLE entities (
    id ROWKEY, uid UID, name TEXT NOT NULL, tax_id TEXT NOT NULL, row_version NUMBER, archived_at REF
TABLE_END;

CREATE TABLE places (
    id ROWKEY, uid UID, shop_id REF NOT NULL REFERENCES shops (id), name TEXT NOT NULL, row_version NUMBER, archived_at REF
TABLE_END;

CREATE TABLE tills (
    id ROWKEY, uid UID, place_id REF NOT NULL REFERENCES places (id), code TEXT NOT NULL CHECK (code <> ''),
    name TEXT NOT NULL, series TEXT NOT NULL, key_id TEXT NOT NULL, row_version NUMBER, archived_at REF
TABLE_END;
CREATE UNIQUE INDEX tills_code ON tills (code) WHERE archived_at IS NULL;

CREATE TABLE staff (
    id ROWKEY, uid UID, code TEXT NOT NULL CHECK (code <> ''), name TEXT NOT NULL, role TEXT NOT NULL,
    row_version NUMBER, archived_at REF
TABLE_END;
CREATE UNIQUE INDEX staff_code ON staff (code) WHERE archived_at IS NULL;

CREATE TABLE customers (
    id ROWKEY, uid UID, code TEXT NOT NULL CHECK (code <> ''), row_version NUMBER, archived_at REF
TABLE_END;
CREATE UNIQUE INDEX customers_code ON customers (code) WHERE archived_at IS NULL;

CREATE TABLE categories (
    id ROWKEY, uid UID, names TEXT NOT NULL, color NUMBER, place_no NUMBER, row_version NUMBER, archived_at REF
TABLE_END;

CREATE TABLE tax_groups (
    id ROWKEY, uid UID, code TEXT NOT NULL, names TEXT NOT NULL, inclusive FLAG, row_version NUMBER, archived_at REF
TABLE_END;
CREATE UNIQUE INDEX tax_groups_code ON tax_groups (code) WHERE archived_at IS NULL;

CREATE TABLE taxes (
    id ROWKEY, group_id REF NOT NULL REFERENCES tax_groups (id), tax_no NUMBER, code TEXT NOT NULL, names TEXT NOT NULL,
    rate RATE, from_day NUMBER, until_day NUMBER, UNIQUE (group_id, tax_no)
TABLE_END;

CREATE TABLE tenders (
    id ROWKEY, uid UID, code TEXT NOT NULL CHECK (code <> ''), names TEXT NOT NULL, opens_drawer FLAG, gives_change FLAG,
    rounds FLAG, needs_ref FLAG, needs_person FLAG, row_version NUMBER, archived_at REF
TABLE_END;
CREATE UNIQUE INDEX tenders_code ON tenders (code) WHERE archived_at IS NULL;

CREATE TABLE settings (
    scope TEXT NOT NULL CHECK (scope IN ('shop', 'place', 'till', 'staff')), scope_uid TEXT NOT NULL,
    name TEXT NOT NULL CHECK (name <> ''), content TEXT NOT NULL, PRIMARY KEY (scope, scope_uid, name)
ROWLESS_END;

CREATE TABLE shop_version (
    id ROWKEY CHECK (id = 1), version NUMBER
TABLE_END;
INSERT INTO shop_version (id, version) VALUES (1, 0);

-- Goods -------------------------------------------------------------------------------------------------------------

CREATE TABLE products (
    id ROWKEY, uid UID, sku TEXT NOT NULL, category_id REF REFERENCES categories (id),
    tax_group_id REF REFERENCES tax_groups (id), entity_id REF REFERENCES entities (id),
    unit TEXT NOT NULL CHECK (unit <> ''), price PRICE, price_kind TEXT NOT NULL CHECK (price_kind IN ('fixed', 'open')),
    cost PRICE, tracked FLAG, low QTY, favourite NUMBER CHECK (favourite >= 0), piece_code FLAG,
    row_version NUMBER, archived_at REF, names TEXT NOT NULL
TABLE_END;
CREATE UNIQUE INDEX products_sku ON products (sku) WHERE archived_at IS NULL AND sku <> '';
CREATE INDEX products_favourite ON products (favourite) WHERE favourite > 0;

-- The live products of each category (0: none) in the order of their names, for every language; one row per language.
CREATE TABLE product_names (
    lang TEXT NOT NULL, category_id REF NOT NULL, sort_name WORD NOT NULL, product_id REF NOT NULL REFERENCES products (id),
    PRIMARY KEY (lang, category_id, sort_name, product_id)
ROWLESS_END;
CREATE INDEX product_names_all ON product_names (lang, sort_name, product_id);

CREATE TABLE barcodes (
    product_id REF NOT NULL REFERENCES products (id), code WORD NOT NULL CHECK (code <> ''), qty QTY CHECK (qty > 0),
    code_no NUMBER, archived_at REF, PRIMARY KEY (product_id, code)
ROWLESS_END;
CREATE UNIQUE INDEX barcodes_code ON barcodes (code) WHERE archived_at IS NULL;

-- The words of each live product as one text, a blank before each: small rows, since a search reads thousands of them.
CREATE TABLE product_words (
    product_id REF NOT NULL PRIMARY KEY REFERENCES products (id), favourite FLAG, words TEXT NOT NULL
TABLE_END;

-- Words of names in all languages, of the SKU and of barcodes, normalised by data.words.
CREATE TABLE words (
    word WORD NOT NULL, product_id REF NOT NULL REFERENCES products (id), PRIMARY KEY (word, product_id)
ROWLESS_END;

-- The ledger of goods: only added to. stocks is its sum per product and place, changed in the same transaction.
CREATE TABLE stock_moves (
    id ROWKEY, product_id REF NOT NULL REFERENCES products (id), place_id REF NOT NULL REFERENCES places (id),
    kind TEXT NOT NULL CHECK (kind <> ''), qty QTY, cost AMOUNT, document_uid TEXT NOT NULL,
    at_ms NUMBER, tz_offset_min NUMBER, business_day NUMBER, hour NUMBER
TABLE_END;
CREATE INDEX stock_moves_product ON stock_moves (product_id, place_id, id);

CREATE TABLE stocks (
    product_id REF NOT NULL REFERENCES products (id), place_id REF NOT NULL REFERENCES places (id), qty QTY,
    PRIMARY KEY (product_id, place_id)
ROWLESS_END;

-- Baskets: drafts. What a line took from its product is kept as it was. ------------------------------------------------

CREATE TABLE carts (
    id ROWKEY, uid UID, till_id REF NOT NULL REFERENCES tills (id), staff_id REF REFERENCES staff (id),
    customer_id REF REFERENCES customers (id), version NUMBER,
    at_ms NUMBER, tz_offset_min NUMBER, business_day NUMBER, hour NUMBER, parked FLAG, note TEXT NOT NULL,
    discount_kind TEXT NOT NULL, discount_rate RATE, discount_amount AMOUNT, next_no NUMBER
TABLE_END;
CREATE INDEX carts_till ON carts (till_id, parked, id);

CREATE TABLE cart_lines (
    cart_id REF NOT NULL REFERENCES carts (id) ON DELETE CASCADE, line_no NUMBER, product_uid TEXT NOT NULL,
    sku TEXT NOT NULL, barcode TEXT NOT NULL, names TEXT NOT NULL, category_uid TEXT NOT NULL, tax_group_uid TEXT NOT NULL,
    unit TEXT NOT NULL, qty QTY, list_price PRICE, price PRICE, cost PRICE, tracked FLAG,
    discount_kind TEXT NOT NULL, discount_rate RATE, discount_amount AMOUNT, note TEXT NOT NULL,
    piece_code TEXT NOT NULL, mark_proof TEXT NOT NULL, seller_uid TEXT NOT NULL, added_ms NUMBER,
    PRIMARY KEY (cart_id, line_no)
ROWLESS_END;

CREATE TABLE cart_changes (
    id ROWKEY, cart_id REF NOT NULL REFERENCES carts (id) ON DELETE CASCADE, before TEXT NOT NULL
TABLE_END;
CREATE INDEX cart_changes_cart ON cart_changes (cart_id, id);

-- Shifts and sales: inserted once, at closing. -------------------------------------------------------------------------

CREATE TABLE shifts (
    id ROWKEY, uid UID, till_id REF NOT NULL REFERENCES tills (id), shift_no NUMBER,
    at_ms NUMBER, tz_offset_min NUMBER, business_day NUMBER, hour NUMBER, opened_by REF REFERENCES staff (id),
    float_amount AMOUNT, state TEXT NOT NULL CHECK (state IN ('open', 'closed')), closed_ms REF,
    UNIQUE (till_id, shift_no)
TABLE_END;
CREATE UNIQUE INDEX shifts_open ON shifts (till_id) WHERE state = 'open';

CREATE TABLE sales (
    id ROWKEY, uid UID, kind TEXT NOT NULL CHECK (kind IN ('sale', 'return', 'exchange', 'deposit')),
    till_id REF NOT NULL REFERENCES tills (id), till_code TEXT NOT NULL, series TEXT NOT NULL,
    number NUMBER CHECK (number > 0), place_id REF NOT NULL REFERENCES places (id), entity_id REF REFERENCES entities (id),
    shift_id REF REFERENCES shifts (id), staff_id REF REFERENCES staff (id), staff_code TEXT NOT NULL,
    customer_id REF REFERENCES customers (id),
    sold_at NUMBER, tz_offset_min NUMBER CHECK (tz_offset_min BETWEEN -1440 AND 1440),
    business_day NUMBER CHECK (business_day BETWEEN 10101 AND 99991231), hour NUMBER CHECK (hour BETWEEN 0 AND 23),
    currency TEXT NOT NULL, exponent NUMBER CHECK (exponent BETWEEN 0 AND 4),
    rounding TEXT NOT NULL CHECK (rounding IN ('half_up', 'half_even', 'down')),
    tax_rounding TEXT NOT NULL, cash_step AMOUNT, cash_direction TEXT NOT NULL, cash_form TEXT NOT NULL,
    list AMOUNT, discount AMOUNT, net AMOUNT, tax AMOUNT, cash_rounding AMOUNT, total AMOUNT, cost AMOUNT,
    fiscal_number TEXT NOT NULL, fiscal_signature TEXT NOT NULL, fiscal_qr TEXT NOT NULL, fiscal_outage FLAG,
    UNIQUE (till_id, series, number), CHECK (net + tax = total)
TABLE_END;
CREATE INDEX sales_day ON sales (business_day, id);
CREATE INDEX sales_customer ON sales (customer_id, id) WHERE customer_id IS NOT NULL;

CREATE TABLE sale_lines (
    sale_id REF NOT NULL REFERENCES sales (id), line_no NUMBER, product_id REF REFERENCES products (id),
    sku TEXT NOT NULL, barcode TEXT NOT NULL, name TEXT NOT NULL, category_id REF REFERENCES categories (id),
    unit TEXT NOT NULL, qty QTY, list_price PRICE, price PRICE, list AMOUNT, adjustments TEXT NOT NULL, discount AMOUNT,
    net AMOUNT, tax AMOUNT, total AMOUNT, cost AMOUNT, tracked FLAG, note_ref TEXT NOT NULL,
    piece_code TEXT NOT NULL, mark_proof TEXT NOT NULL, seller_id REF REFERENCES staff (id),
    of_sale_id REF REFERENCES sales (id), of_line_no REF,
    PRIMARY KEY (sale_id, line_no), CHECK (net + tax = total)
ROWLESS_END;
CREATE INDEX sale_lines_piece ON sale_lines (piece_code) WHERE piece_code <> '';
CREATE INDEX sale_lines_of ON sale_lines (of_sale_id, of_line_no) WHERE of_sale_id IS NOT NULL;

CREATE TABLE line_taxes (
    sale_id REF NOT NULL, line_no NUMBER, tax_no NUMBER, code TEXT NOT NULL, names TEXT NOT NULL, rate RATE,
    inclusive FLAG, base AMOUNT, amount AMOUNT, PRIMARY KEY (sale_id, line_no, tax_no),
    FOREIGN KEY (sale_id, line_no) REFERENCES sale_lines (sale_id, line_no)
ROWLESS_END;

CREATE TABLE sale_taxes (
    sale_id REF NOT NULL REFERENCES sales (id), tax_no NUMBER, code TEXT NOT NULL, names TEXT NOT NULL, rate RATE,
    inclusive FLAG, base AMOUNT, amount AMOUNT, PRIMARY KEY (sale_id, tax_no)
ROWLESS_END;

CREATE TABLE payments (
    sale_id REF NOT NULL REFERENCES sales (id), payment_no NUMBER, tender TEXT NOT NULL CHECK (tender <> ''),
    amount AMOUNT, given AMOUNT, change AMOUNT, ref TEXT NOT NULL, currency TEXT NOT NULL, exponent NUMBER,
    PRIMARY KEY (sale_id, payment_no)
ROWLESS_END;

-- What arrives after the sale: an answer of a fiscal device, a mail that was sent.
CREATE TABLE sale_marks (
    id ROWKEY, uid UID, sale_id REF NOT NULL REFERENCES sales (id), kind TEXT NOT NULL CHECK (kind <> ''), at_ms NUMBER,
    body TEXT NOT NULL
TABLE_END;
CREATE INDEX sale_marks_sale ON sale_marks (sale_id, id);

-- Text that a person typed, found by its salted hash; erasing empties both salt and text.
CREATE TABLE texts (
    ref TEXT NOT NULL PRIMARY KEY, salt BYTES, content TEXT NOT NULL, erased_at REF
TABLE_END;

-- The journal, jobs, steps and attempts --------------------------------------------------------------------------------

CREATE TABLE journal (
    till_id REF NOT NULL REFERENCES tills (id), seq NUMBER CHECK (seq > 0), act TEXT NOT NULL UNIQUE CHECK (act <> ''),
    kind TEXT NOT NULL CHECK (kind <> ''), at_ms NUMBER, tz_offset_min NUMBER, business_day NUMBER, hour NUMBER,
    staff_uid TEXT NOT NULL, body BYTES NOT NULL, prev BYTES NOT NULL, hash BYTES NOT NULL, signature BYTES,
    key_id TEXT NOT NULL, PRIMARY KEY (till_id, seq)
TABLE_END;

CREATE TABLE outbox (
    id ROWKEY, uid UID, till_id REF NOT NULL REFERENCES tills (id), kind TEXT NOT NULL CHECK (kind <> ''),
    device TEXT NOT NULL, document_uid TEXT NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('waiting', 'working', 'done', 'failed', 'dropped')),
    tries NUMBER CHECK (tries >= 0), copy FLAG, at_ms NUMBER, tz_offset_min NUMBER, business_day NUMBER, hour NUMBER
TABLE_END;
CREATE INDEX outbox_open ON outbox (till_id, state, id) WHERE state IN ('waiting', 'working', 'failed');
CREATE INDEX outbox_document ON outbox (document_uid);

CREATE TABLE fiscal_steps (
    id ROWKEY, sale_uid TEXT NOT NULL UNIQUE, till_id REF NOT NULL REFERENCES tills (id),
    state TEXT NOT NULL CHECK (state IN ('asked', 'answered', 'unknown', 'bound', 'refused')), frozen TEXT NOT NULL,
    number TEXT NOT NULL, signature TEXT NOT NULL, qr TEXT NOT NULL, outage FLAG
TABLE_END;
CREATE INDEX fiscal_steps_open ON fiscal_steps (till_id, id) WHERE state IN ('asked', 'answered', 'unknown');

CREATE TABLE payment_attempts (
    id ROWKEY, uid UID, sale_uid TEXT NOT NULL CHECK (sale_uid <> ''), till_id REF NOT NULL REFERENCES tills (id),
    terminal TEXT NOT NULL CHECK (terminal <> ''), kind TEXT NOT NULL CHECK (kind <> ''), amount AMOUNT,
    currency TEXT NOT NULL, exponent NUMBER, request_hash BYTES NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('CREATED', 'SENDING', 'APPROVED', 'DECLINED', 'CANCELLED', 'UNKNOWN',
        'RESOLVING', 'MANUAL', 'BOUND', 'REVERSING', 'REVERSED', 'REVERSAL_UNKNOWN')),
    approved AMOUNT, auth_code TEXT NOT NULL, scheme TEXT NOT NULL, last4 TEXT NOT NULL CHECK (length(last4) <= 4),
    aid TEXT NOT NULL, entry_mode TEXT NOT NULL, terminal_id TEXT NOT NULL, merchant_id TEXT NOT NULL,
    trace_no TEXT NOT NULL, slip_no TEXT NOT NULL, reason TEXT NOT NULL,
    created_ms NUMBER, sent_ms REF, settled_ms REF, row_version NUMBER
TABLE_END;
CREATE INDEX payment_attempts_sale ON payment_attempts (sale_uid);
CREATE UNIQUE INDEX payment_attempts_terminal ON payment_attempts (terminal)
    WHERE state IN ('SENDING', 'RESOLVING', 'REVERSING');
CREATE INDEX payment_attempts_open ON payment_attempts (till_id, id)
    WHERE state NOT IN ('DECLINED', 'CANCELLED', 'BOUND', 'REVERSED', 'MANUAL');

-- Sums kept in the sale's transaction. 0 stands for none: no cashier, no category, an open item. ------------------------

CREATE TABLE r_hour (
    business_day NUMBER, hour NUMBER, place_id NUMBER, staff_id NUMBER, receipts NUMBER,
    total NUMBER, net NUMBER, tax NUMBER, discount NUMBER, cost NUMBER, qty NUMBER,
    PRIMARY KEY (business_day, hour, place_id, staff_id)
ROWLESS_END;

CREATE TABLE r_cat (
    business_day NUMBER, place_id NUMBER, category_id NUMBER, receipts NUMBER,
    total NUMBER, net NUMBER, tax NUMBER, discount NUMBER, cost NUMBER, qty NUMBER,
    PRIMARY KEY (business_day, place_id, category_id)
ROWLESS_END;

CREATE TABLE r_prod_month (
    month NUMBER, place_id NUMBER, product_id NUMBER, receipts NUMBER,
    total NUMBER, net NUMBER, tax NUMBER, discount NUMBER, cost NUMBER, qty NUMBER,
    PRIMARY KEY (month, place_id, product_id)
ROWLESS_END;

-- Made of whole months when asked for.
CREATE TABLE r_prod_year (
    year NUMBER, place_id NUMBER, product_id NUMBER, receipts NUMBER,
    total NUMBER, net NUMBER, tax NUMBER, discount NUMBER, cost NUMBER, qty NUMBER,
    PRIMARY KEY (year, place_id, product_id)
ROWLESS_END;

CREATE TABLE r_tender (
    business_day NUMBER, place_id NUMBER, tender TEXT NOT NULL, receipts NUMBER, total NUMBER,
    PRIMARY KEY (business_day, place_id, tender)
ROWLESS_END;

-- Sales of another till, brought in by an import: no journal, no series; an import can be undone. ------------------------

CREATE TABLE history_sales (
    id ROWKEY, uid UID, import_uid TEXT NOT NULL CHECK (import_uid <> ''), place_id REF NOT NULL REFERENCES places (id),
    number TEXT NOT NULL, staff_id REF REFERENCES staff (id), customer_id REF REFERENCES customers (id),
    kind TEXT NOT NULL CHECK (kind IN ('sale', 'return', 'exchange', 'deposit')),
    sold_at NUMBER, tz_offset_min NUMBER, business_day NUMBER, hour NUMBER, tender TEXT NOT NULL,
    discount AMOUNT, net AMOUNT, tax AMOUNT, total AMOUNT, cost AMOUNT
TABLE_END;
CREATE INDEX history_sales_day ON history_sales (business_day, id);
CREATE INDEX history_sales_import ON history_sales (import_uid, number);

CREATE TABLE history_lines (
    sale_id REF NOT NULL REFERENCES history_sales (id) ON DELETE CASCADE, line_no NUMBER,
    product_id REF REFERENCES products (id), sku TEXT NOT NULL, name TEXT NOT NULL,
    category_id REF REFERENCES categories (id), unit TEXT NOT NULL, qty QTY, price PRICE, discount AMOUNT,
    net AMOUNT, tax AMOUNT, total AMOUNT, cost AMOUNT, PRIMARY KEY (sale_id, line_no)
ROWLESS_END;

CREATE VIEW sold_lines AS
    SELECT 'till' AS origin, s.uid AS sale_uid, s.kind AS kind, s.place_id AS place_id, s.staff_id AS staff_id,
        s.customer_id AS customer_id, s.sold_at AS sold_at, s.business_day AS business_day, s.hour AS hour,
        l.line_no AS line_no, l.product_id AS product_id, l.category_id AS category_id, l.sku AS sku, l.name AS name,
        l.unit AS unit, l.qty AS qty, l.price AS price, l.discount AS discount, l.net AS net, l.tax AS tax,
        l.total AS total, l.cost AS cost
    FROM sales s JOIN sale_lines l ON l.sale_id = s.id
    UNION ALL
    SELECT 'import', s.uid, s.kind, s.place_id, s.staff_id, s.customer_id, s.sold_at, s.business_day, s.hour,
        l.line_no, l.product_id, l.category_id, l.sku, l.name, l.unit, l.qty, l.price, l.discount, l.net, l.tax,
        l.total, l.cost
    FROM history_sales s JOIN history_lines l ON l.sale_id = s.id;
