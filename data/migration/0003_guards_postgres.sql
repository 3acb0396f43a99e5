
-- What was written down is never changed and never taken away.
CREATE TRIGGER cash_moves_no_change BEFORE UPDATE OR DELETE ON cash_moves FOR EACH ROW EXECUTE FUNCTION kassa_only_added();
CREATE TRIGGER cash_moves_no_truncate BEFORE TRUNCATE ON cash_moves FOR EACH STATEMENT EXECUTE FUNCTION kassa_only_added();
CREATE TRIGGER cash_counts_no_change BEFORE UPDATE OR DELETE ON cash_counts FOR EACH ROW EXECUTE FUNCTION kassa_only_added();
CREATE TRIGGER cash_counts_no_truncate BEFORE TRUNCATE ON cash_counts FOR EACH STATEMENT EXECUTE FUNCTION kassa_only_added();
CREATE TRIGGER count_pieces_no_change BEFORE UPDATE OR DELETE ON count_pieces FOR EACH ROW EXECUTE FUNCTION kassa_only_added();
CREATE TRIGGER count_pieces_no_truncate BEFORE TRUNCATE ON count_pieces FOR EACH STATEMENT EXECUTE FUNCTION kassa_only_added();
CREATE TRIGGER z_reports_no_change BEFORE UPDATE OR DELETE ON z_reports FOR EACH ROW EXECUTE FUNCTION kassa_only_added();
CREATE TRIGGER z_reports_no_truncate BEFORE TRUNCATE ON z_reports FOR EACH STATEMENT EXECUTE FUNCTION kassa_only_added();
CREATE TRIGGER z_tenders_no_change BEFORE UPDATE OR DELETE ON z_tenders FOR EACH ROW EXECUTE FUNCTION kassa_only_added();
CREATE TRIGGER z_tenders_no_truncate BEFORE TRUNCATE ON z_tenders FOR EACH STATEMENT EXECUTE FUNCTION kassa_only_added();
CREATE TRIGGER z_taxes_no_change BEFORE UPDATE OR DELETE ON z_taxes FOR EACH ROW EXECUTE FUNCTION kassa_only_added();
CREATE TRIGGER z_taxes_no_truncate BEFORE TRUNCATE ON z_taxes FOR EACH STATEMENT EXECUTE FUNCTION kassa_only_added();

-- A shift is only ever closed: it is never opened again, and it takes nothing more.
CREATE TRIGGER shifts_close BEFORE UPDATE ON shifts FOR EACH ROW WHEN (OLD.state <> 'open' OR NEW.state <> 'closed' OR NEW.id <> OLD.id OR NEW.uid <> OLD.uid OR NEW.till_id <> OLD.till_id OR NEW.shift_no <> OLD.shift_no OR NEW.float_amount <> OLD.float_amount OR NEW.at_ms <> OLD.at_ms) EXECUTE FUNCTION kassa_only_added();
CREATE TRIGGER shifts_no_delete BEFORE DELETE ON shifts FOR EACH ROW EXECUTE FUNCTION kassa_only_added();
CREATE TRIGGER shifts_no_truncate BEFORE TRUNCATE ON shifts FOR EACH STATEMENT EXECUTE FUNCTION kassa_only_added();
CREATE FUNCTION kassa_shift_open() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF (SELECT state FROM shifts WHERE id = NEW.shift_id) = 'closed' THEN RAISE EXCEPTION 'the shift is closed' USING ERRCODE = '23514'; END IF; RETURN NEW; END $$;
CREATE TRIGGER sales_shift BEFORE INSERT ON sales FOR EACH ROW EXECUTE FUNCTION kassa_shift_open();
CREATE TRIGGER cash_moves_shift BEFORE INSERT ON cash_moves FOR EACH ROW EXECUTE FUNCTION kassa_shift_open();
CREATE TRIGGER cash_counts_shift BEFORE INSERT ON cash_counts FOR EACH ROW EXECUTE FUNCTION kassa_shift_open();
CREATE TRIGGER z_reports_shift BEFORE INSERT ON z_reports FOR EACH ROW EXECUTE FUNCTION kassa_shift_open();
