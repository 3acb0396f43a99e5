-- What moves in a drawer without a sale, what was counted, and the reports that end shifts; for both databases. The words in
-- capitals are said in 0001_init.go.

CREATE INDEX sales_shift ON sales (shift_id, id) WHERE shift_id IS NOT NULL;

-- The ledger of the drawer: only added to. Amounts are signed, into the drawer is positive.
CREATE TABLE cash_moves (
    id ROWKEY, uid UID, till_id REF NOT NULL REFERENCES tills (id), shift_id REF NOT NULL REFERENCES shifts (id),
    kind TEXT NOT NULL CHECK (kind IN ('in', 'out', 'expense', 'drop', 'no_sale', 'taken', 'opening_difference', 'closing_difference')),
    amount AMOUNT, reason_ref TEXT NOT NULL, staff_id REF REFERENCES staff (id),
    at_ms NUMBER, tz_offset_min NUMBER, business_day NUMBER, hour NUMBER,
    CHECK (CASE kind WHEN 'in' THEN amount > 0 WHEN 'no_sale' THEN amount = 0 WHEN 'opening_difference' THEN amount <> 0
        WHEN 'closing_difference' THEN amount <> 0 ELSE amount < 0 END)
TABLE_END;
CREATE INDEX cash_moves_shift ON cash_moves (shift_id, id);

CREATE TABLE cash_counts (
    id ROWKEY, uid UID, till_id REF NOT NULL REFERENCES tills (id), shift_id REF NOT NULL REFERENCES shifts (id),
    count_no NUMBER CHECK (count_no > 0), phase TEXT NOT NULL CHECK (phase IN ('opening', 'closing')),
    total AMOUNT CHECK (total >= 0), staff_id REF REFERENCES staff (id),
    at_ms NUMBER, tz_offset_min NUMBER, business_day NUMBER, hour NUMBER, UNIQUE (shift_id, count_no)
TABLE_END;

CREATE TABLE count_pieces (
    count_id REF NOT NULL REFERENCES cash_counts (id), piece_no NUMBER CHECK (piece_no > 0), worth AMOUNT CHECK (worth > 0),
    pieces NUMBER CHECK (pieces BETWEEN 0 AND 1000000), PRIMARY KEY (count_id, piece_no)
ROWLESS_END;

CREATE TABLE z_reports (
    id ROWKEY, uid UID, till_id REF NOT NULL REFERENCES tills (id), shift_id REF NOT NULL UNIQUE REFERENCES shifts (id),
    number NUMBER CHECK (number > 0), staff_id REF REFERENCES staff (id),
    at_ms NUMBER, tz_offset_min NUMBER, business_day NUMBER, hour NUMBER,
    receipts NUMBER CHECK (receipts >= 0), first_label TEXT NOT NULL, last_label TEXT NOT NULL,
    sold AMOUNT CHECK (sold >= 0), returned AMOUNT CHECK (returned >= 0), returns NUMBER CHECK (returns BETWEEN 0 AND receipts),
    discount AMOUNT, net AMOUNT, tax AMOUNT, rounding AMOUNT,
    float_amount AMOUNT, cash_sales AMOUNT, cash_in AMOUNT CHECK (cash_in >= 0), cash_out AMOUNT CHECK (cash_out >= 0),
    expenses AMOUNT CHECK (expenses >= 0), drops AMOUNT CHECK (drops >= 0), expected AMOUNT,
    removed_lines NUMBER, removed_worth AMOUNT, cleared_baskets NUMBER, cleared_worth AMOUNT, no_sales NUMBER,
    count_id REF NOT NULL REFERENCES cash_counts (id), counted AMOUNT CHECK (counted >= 0), difference AMOUNT,
    kept AMOUNT CHECK (kept >= 0), taken AMOUNT CHECK (taken >= 0),
    all_sold NUMBER CHECK (all_sold >= sold), all_returned NUMBER CHECK (all_returned >= returned),
    head_seq NUMBER, head_hash TEXT NOT NULL, note_ref TEXT NOT NULL,
    UNIQUE (till_id, number), CHECK (net + tax = sold - returned),
    CHECK (expected = float_amount + cash_sales + cash_in - cash_out - expenses - drops),
    CHECK (difference = counted - expected), CHECK (taken = counted - kept)
TABLE_END;
CREATE INDEX z_reports_day ON z_reports (business_day, id);

CREATE TABLE z_tenders (
    z_id REF NOT NULL REFERENCES z_reports (id), tender WORD NOT NULL CHECK (tender <> ''), receipts NUMBER, amount AMOUNT,
    PRIMARY KEY (z_id, tender)
ROWLESS_END;

CREATE TABLE z_taxes (
    z_id REF NOT NULL REFERENCES z_reports (id), tax_no NUMBER, code TEXT NOT NULL, rate RATE, inclusive FLAG, base AMOUNT, amount AMOUNT,
    PRIMARY KEY (z_id, tax_no)
ROWLESS_END;
