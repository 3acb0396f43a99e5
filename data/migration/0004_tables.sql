-- Receipts: how a sale was really paid, and what the print queue knows of a paper.

-- A payment that was made with another tender than was booked. Only added to; the newest row of a payment counts.
CREATE TABLE tender_changes (
    id ROWKEY, uid UID, sale_id REF NOT NULL REFERENCES sales (id), payment_no NUMBER,
    from_tender TEXT NOT NULL CHECK (from_tender <> ''), to_tender TEXT NOT NULL CHECK (to_tender <> ''),
    amount AMOUNT, ref TEXT NOT NULL, shift_id REF NOT NULL REFERENCES shifts (id), staff_id REF REFERENCES staff (id),
    at_ms NUMBER, tz_offset_min NUMBER, business_day NUMBER, hour NUMBER,
    CHECK (from_tender <> to_tender), FOREIGN KEY (sale_id, payment_no) REFERENCES payments (sale_id, payment_no)
TABLE_END;
CREATE INDEX tender_changes_sale ON tender_changes (sale_id, id);
CREATE INDEX tender_changes_shift ON tender_changes (shift_id, id);

-- Whether something of a job may be on paper, and why it waits for a person.
ALTER TABLE outbox ADD COLUMN sent FLAG DEFAULT FALSE;
ALTER TABLE outbox ADD COLUMN why TEXT NOT NULL DEFAULT '';
UPDATE outbox SET sent = TRUE WHERE tries > 0 AND state <> 'dropped';
