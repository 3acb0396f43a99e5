CREATE TRIGGER stock_docs_no_update BEFORE UPDATE ON stock_docs BEGIN SELECT RAISE(ABORT, 'stock_docs are only added to'); END;
CREATE TRIGGER stock_docs_no_delete BEFORE DELETE ON stock_docs BEGIN SELECT RAISE(ABORT, 'stock_docs are only added to'); END;
CREATE TRIGGER stock_doc_lines_no_update BEFORE UPDATE ON stock_doc_lines BEGIN SELECT RAISE(ABORT, 'stock_doc_lines are only added to'); END;
CREATE TRIGGER stock_doc_lines_no_delete BEFORE DELETE ON stock_doc_lines BEGIN SELECT RAISE(ABORT, 'stock_doc_lines are only added to'); END;
