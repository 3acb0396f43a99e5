-- Offers, each in one row: terms says what it gives, on what and when, as the journal says it. Sales keep the id and the name
-- of the offers they had with their lines. The words in capitals are those of 0001_init.go.

CREATE TABLE offers (
    id ROWKEY, uid UID, name TEXT NOT NULL, kind WORD NOT NULL, active FLAG, terms TEXT NOT NULL, row_version NUMBER
TABLE_END;
