CREATE TRIGGER tender_changes_no_change BEFORE UPDATE OR DELETE ON tender_changes FOR EACH ROW EXECUTE FUNCTION kassa_only_added();
CREATE TRIGGER tender_changes_no_truncate BEFORE TRUNCATE ON tender_changes FOR EACH STATEMENT EXECUTE FUNCTION kassa_only_added();
CREATE TRIGGER tender_changes_shift BEFORE INSERT ON tender_changes FOR EACH ROW EXECUTE FUNCTION kassa_shift_open();
