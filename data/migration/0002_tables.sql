-- What people are recognised by, and their time, for both databases. The words in capitals are said in 0001_init.go.

-- One row for each person who has a PIN or a badge. digits is how long the PIN is, so that the screen knows when it is whole.
-- Tries are wrong PINs in a row.
CREATE TABLE staff_keys (
    staff_id REF NOT NULL PRIMARY KEY REFERENCES staff (id), pin TEXT NOT NULL, digits NUMBER CHECK (digits >= 0), badge TEXT NOT NULL,
    tries NUMBER CHECK (tries >= 0), tried_ms NUMBER, row_version NUMBER
TABLE_END;
CREATE UNIQUE INDEX staff_keys_badge ON staff_keys (badge) WHERE badge <> '';

-- Badges of nobody that were read at a till, in a row.
CREATE TABLE stray_badges (
    till_id REF NOT NULL PRIMARY KEY REFERENCES tills (id), tries NUMBER CHECK (tries >= 0), tried_ms NUMBER
TABLE_END;

-- The time clock: only added to. corrects is the outside id of the entry that this one stands for, empty for none.
CREATE TABLE time_entries (
    id ROWKEY, uid UID, staff_id REF NOT NULL REFERENCES staff (id), till_id REF NOT NULL REFERENCES tills (id),
    kind TEXT NOT NULL CHECK (kind IN ('in', 'out', 'break_start', 'break_end', 'void')),
    at_ms NUMBER, tz_offset_min NUMBER, business_day NUMBER, hour NUMBER,
    corrects TEXT NOT NULL CHECK (kind <> 'void' OR corrects <> ''), by_id REF NOT NULL REFERENCES staff (id),
    reason_ref TEXT NOT NULL
TABLE_END;
CREATE INDEX time_entries_day ON time_entries (business_day, staff_id);
CREATE UNIQUE INDEX time_entries_corrects ON time_entries (corrects) WHERE corrects <> '';
