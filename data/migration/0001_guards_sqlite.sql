
-- What was written down is never changed and never taken away; a correction is a new row. REPLACE is a removal too, which
-- the triggers see because the connection sets recursive_triggers.
CREATE TRIGGER sales_no_update BEFORE UPDATE ON sales BEGIN SELECT RAISE(ABORT, 'sales are only added to'); END;
CREATE TRIGGER sales_no_delete BEFORE DELETE ON sales BEGIN SELECT RAISE(ABORT, 'sales are only added to'); END;
CREATE TRIGGER sale_lines_no_update BEFORE UPDATE ON sale_lines BEGIN SELECT RAISE(ABORT, 'sale_lines are only added to'); END;
CREATE TRIGGER sale_lines_no_delete BEFORE DELETE ON sale_lines BEGIN SELECT RAISE(ABORT, 'sale_lines are only added to'); END;
CREATE TRIGGER line_taxes_no_update BEFORE UPDATE ON line_taxes BEGIN SELECT RAISE(ABORT, 'line_taxes are only added to'); END;
CREATE TRIGGER line_taxes_no_delete BEFORE DELETE ON line_taxes BEGIN SELECT RAISE(ABORT, 'line_taxes are only added to'); END;
CREATE TRIGGER sale_taxes_no_update BEFORE UPDATE ON sale_taxes BEGIN SELECT RAISE(ABORT, 'sale_taxes are only added to'); END;
CREATE TRIGGER sale_taxes_no_delete BEFORE DELETE ON sale_taxes BEGIN SELECT RAISE(ABORT, 'sale_taxes are only added to'); END;
CREATE TRIGGER payments_no_update BEFORE UPDATE ON payments BEGIN SELECT RAISE(ABORT, 'payments are only added to'); END;
CREATE TRIGGER payments_no_delete BEFORE DELETE ON payments BEGIN SELECT RAISE(ABORT, 'payments are only added to'); END;
CREATE TRIGGER sale_marks_no_update BEFORE UPDATE ON sale_marks BEGIN SELECT RAISE(ABORT, 'sale_marks are only added to'); END;
CREATE TRIGGER sale_marks_no_delete BEFORE DELETE ON sale_marks BEGIN SELECT RAISE(ABORT, 'sale_marks are only added to'); END;
CREATE TRIGGER stock_moves_no_update BEFORE UPDATE ON stock_moves BEGIN SELECT RAISE(ABORT, 'stock_moves are only added to'); END;
CREATE TRIGGER stock_moves_no_delete BEFORE DELETE ON stock_moves BEGIN SELECT RAISE(ABORT, 'stock_moves are only added to'); END;
CREATE TRIGGER journal_no_update BEFORE UPDATE ON journal BEGIN SELECT RAISE(ABORT, 'journal are only added to'); END;
CREATE TRIGGER journal_no_delete BEFORE DELETE ON journal BEGIN SELECT RAISE(ABORT, 'journal are only added to'); END;

-- A payment attempt that has ended stays as it ended.
CREATE TRIGGER payment_attempts_end BEFORE UPDATE ON payment_attempts WHEN OLD.state IN ('DECLINED', 'CANCELLED', 'BOUND', 'REVERSED', 'MANUAL') BEGIN SELECT RAISE(ABORT, 'this payment attempt has ended'); END;
CREATE TRIGGER payment_attempts_no_delete BEFORE DELETE ON payment_attempts BEGIN SELECT RAISE(ABORT, 'payment attempts are kept'); END;
