-- What the sell screen keeps: parked sales with their names, sellers, pages of tiles, and which of several products a
-- code meant. The words in capitals are those of 0001_init.go.

ALTER TABLE carts ADD COLUMN parked_ms NUMBER DEFAULT 0;
ALTER TABLE carts ADD COLUMN name TEXT NOT NULL DEFAULT '';
ALTER TABLE carts ADD COLUMN seller_uid TEXT NOT NULL DEFAULT '';

-- A note on a whole sale, found in texts like the notes of its lines; empty: none.
ALTER TABLE sales ADD COLUMN note_ref TEXT NOT NULL DEFAULT '';

-- One code may stand for several products: the till asks which, and remembers.
DROP INDEX barcodes_code;
CREATE INDEX barcodes_code ON barcodes (code) WHERE archived_at IS NULL;

CREATE TABLE code_choices (
    till_id REF NOT NULL REFERENCES tills (id), code WORD NOT NULL CHECK (code <> ''),
    product_id REF NOT NULL REFERENCES products (id), PRIMARY KEY (till_id, code)
ROWLESS_END;

-- Pages of tiles that a person arranged; without a till a page is for all of them. acts holds what a tile does.
CREATE TABLE tile_pages (
    id ROWKEY, uid UID, till_id REF REFERENCES tills (id), names TEXT NOT NULL, page_no NUMBER, row_version NUMBER
TABLE_END;

CREATE TABLE tiles (
    page_id REF NOT NULL REFERENCES tile_pages (id) ON DELETE CASCADE, tile_no NUMBER, names TEXT NOT NULL, color NUMBER,
    acts TEXT NOT NULL, PRIMARY KEY (page_id, tile_no)
ROWLESS_END;
