
-- What was written down is never changed and never taken away.
CREATE TRIGGER cash_moves_no_update BEFORE UPDATE ON cash_moves BEGIN SELECT RAISE(ABORT, 'cash_moves are only added to'); END;
CREATE TRIGGER cash_moves_no_delete BEFORE DELETE ON cash_moves BEGIN SELECT RAISE(ABORT, 'cash_moves are only added to'); END;
CREATE TRIGGER cash_counts_no_update BEFORE UPDATE ON cash_counts BEGIN SELECT RAISE(ABORT, 'cash_counts are only added to'); END;
CREATE TRIGGER cash_counts_no_delete BEFORE DELETE ON cash_counts BEGIN SELECT RAISE(ABORT, 'cash_counts are only added to'); END;
CREATE TRIGGER count_pieces_no_update BEFORE UPDATE ON count_pieces BEGIN SELECT RAISE(ABORT, 'count_pieces are only added to'); END;
CREATE TRIGGER count_pieces_no_delete BEFORE DELETE ON count_pieces BEGIN SELECT RAISE(ABORT, 'count_pieces are only added to'); END;
CREATE TRIGGER z_reports_no_update BEFORE UPDATE ON z_reports BEGIN SELECT RAISE(ABORT, 'z_reports are only added to'); END;
CREATE TRIGGER z_reports_no_delete BEFORE DELETE ON z_reports BEGIN SELECT RAISE(ABORT, 'z_reports are only added to'); END;
CREATE TRIGGER z_tenders_no_update BEFORE UPDATE ON z_tenders BEGIN SELECT RAISE(ABORT, 'z_tenders are only added to'); END;
CREATE TRIGGER z_tenders_no_delete BEFORE DELETE ON z_tenders BEGIN SELECT RAISE(ABORT, 'z_tenders are only added to'); END;
CREATE TRIGGER z_taxes_no_update BEFORE UPDATE ON z_taxes BEGIN SELECT RAISE(ABORT, 'z_taxes are only added to'); END;
CREATE TRIGGER z_taxes_no_delete BEFORE DELETE ON z_taxes BEGIN SELECT RAISE(ABORT, 'z_taxes are only added to'); END;

-- A shift is only ever closed: it is never opened again, and it takes nothing more.
CREATE TRIGGER shifts_close BEFORE UPDATE ON shifts WHEN OLD.state <> 'open' OR NEW.state <> 'closed' OR NEW.id <> OLD.id OR NEW.uid <> OLD.uid OR NEW.till_id <> OLD.till_id OR NEW.shift_no <> OLD.shift_no OR NEW.float_amount <> OLD.float_amount OR NEW.at_ms <> OLD.at_ms BEGIN SELECT RAISE(ABORT, 'a shift is only closed'); END;
CREATE TRIGGER shifts_no_delete BEFORE DELETE ON shifts BEGIN SELECT RAISE(ABORT, 'shifts are only added to'); END;
CREATE TRIGGER sales_shift BEFORE INSERT ON sales WHEN (SELECT state FROM shifts WHERE id = NEW.shift_id) = 'closed' BEGIN SELECT RAISE(ABORT, 'the shift is closed'); END;
CREATE TRIGGER cash_moves_shift BEFORE INSERT ON cash_moves WHEN (SELECT state FROM shifts WHERE id = NEW.shift_id) = 'closed' BEGIN SELECT RAISE(ABORT, 'the shift is closed'); END;
CREATE TRIGGER cash_counts_shift BEFORE INSERT ON cash_counts WHEN (SELECT state FROM shifts WHERE id = NEW.shift_id) = 'closed' BEGIN SELECT RAISE(ABORT, 'the shift is closed'); END;
CREATE TRIGGER z_reports_shift BEFORE INSERT ON z_reports WHEN (SELECT state FROM shifts WHERE id = NEW.shift_id) = 'closed' BEGIN SELECT RAISE(ABORT, 'the shift is closed'); END;
