
CREATE TRIGGER time_entries_no_update BEFORE UPDATE ON time_entries BEGIN SELECT RAISE(ABORT, 'time_entries are only added to'); END;
CREATE TRIGGER time_entries_no_delete BEFORE DELETE ON time_entries BEGIN SELECT RAISE(ABORT, 'time_entries are only added to'); END;
