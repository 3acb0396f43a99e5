
CREATE TRIGGER time_entries_no_change BEFORE UPDATE OR DELETE ON time_entries FOR EACH ROW EXECUTE FUNCTION kassa_only_added();
CREATE TRIGGER time_entries_no_truncate BEFORE TRUNCATE ON time_entries FOR EACH STATEMENT EXECUTE FUNCTION kassa_only_added();
