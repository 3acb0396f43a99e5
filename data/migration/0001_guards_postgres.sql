
-- What was written down is never changed and never taken away; a correction is a new row.
CREATE FUNCTION kassa_only_added() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION '% is only added to', TG_TABLE_NAME USING ERRCODE = '23514'; END $$;
CREATE TRIGGER sales_no_change BEFORE UPDATE OR DELETE ON sales FOR EACH ROW EXECUTE FUNCTION kassa_only_added();
CREATE TRIGGER sales_no_truncate BEFORE TRUNCATE ON sales FOR EACH STATEMENT EXECUTE FUNCTION kassa_only_added();
CREATE TRIGGER sale_lines_no_change BEFORE UPDATE OR DELETE ON sale_lines FOR EACH ROW EXECUTE FUNCTION kassa_only_added();
CREATE TRIGGER sale_lines_no_truncate BEFORE TRUNCATE ON sale_lines FOR EACH STATEMENT EXECUTE FUNCTION kassa_only_added();
CREATE TRIGGER line_taxes_no_change BEFORE UPDATE OR DELETE ON line_taxes FOR EACH ROW EXECUTE FUNCTION kassa_only_added();
CREATE TRIGGER line_taxes_no_truncate BEFORE TRUNCATE ON line_taxes FOR EACH STATEMENT EXECUTE FUNCTION kassa_only_added();
CREATE TRIGGER sale_taxes_no_change BEFORE UPDATE OR DELETE ON sale_taxes FOR EACH ROW EXECUTE FUNCTION kassa_only_added();
CREATE TRIGGER sale_taxes_no_truncate BEFORE TRUNCATE ON sale_taxes FOR EACH STATEMENT EXECUTE FUNCTION kassa_only_added();
CREATE TRIGGER payments_no_change BEFORE UPDATE OR DELETE ON payments FOR EACH ROW EXECUTE FUNCTION kassa_only_added();
CREATE TRIGGER payments_no_truncate BEFORE TRUNCATE ON payments FOR EACH STATEMENT EXECUTE FUNCTION kassa_only_added();
CREATE TRIGGER sale_marks_no_change BEFORE UPDATE OR DELETE ON sale_marks FOR EACH ROW EXECUTE FUNCTION kassa_only_added();
CREATE TRIGGER sale_marks_no_truncate BEFORE TRUNCATE ON sale_marks FOR EACH STATEMENT EXECUTE FUNCTION kassa_only_added();
CREATE TRIGGER stock_moves_no_change BEFORE UPDATE OR DELETE ON stock_moves FOR EACH ROW EXECUTE FUNCTION kassa_only_added();
CREATE TRIGGER stock_moves_no_truncate BEFORE TRUNCATE ON stock_moves FOR EACH STATEMENT EXECUTE FUNCTION kassa_only_added();
CREATE TRIGGER journal_no_change BEFORE UPDATE OR DELETE ON journal FOR EACH ROW EXECUTE FUNCTION kassa_only_added();
CREATE TRIGGER journal_no_truncate BEFORE TRUNCATE ON journal FOR EACH STATEMENT EXECUTE FUNCTION kassa_only_added();

-- A payment attempt that has ended stays as it ended.
CREATE TRIGGER payment_attempts_end BEFORE UPDATE ON payment_attempts FOR EACH ROW WHEN (OLD.state IN ('DECLINED', 'CANCELLED', 'BOUND', 'REVERSED', 'MANUAL')) EXECUTE FUNCTION kassa_only_added();
CREATE TRIGGER payment_attempts_no_delete BEFORE DELETE ON payment_attempts FOR EACH ROW EXECUTE FUNCTION kassa_only_added();
