CREATE TRIGGER tender_changes_no_update BEFORE UPDATE ON tender_changes BEGIN SELECT RAISE(ABORT, 'tender_changes are only added to'); END;
CREATE TRIGGER tender_changes_no_delete BEFORE DELETE ON tender_changes BEGIN SELECT RAISE(ABORT, 'tender_changes are only added to'); END;
CREATE TRIGGER tender_changes_shift BEFORE INSERT ON tender_changes WHEN (SELECT state FROM shifts WHERE id = NEW.shift_id) = 'closed' BEGIN SELECT RAISE(ABORT, 'the shift is closed'); END;
