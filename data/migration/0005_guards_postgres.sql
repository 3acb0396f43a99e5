CREATE TRIGGER stock_docs_no_change BEFORE UPDATE OR DELETE ON stock_docs FOR EACH ROW EXECUTE FUNCTION kassa_only_added();
CREATE TRIGGER stock_docs_no_truncate BEFORE TRUNCATE ON stock_docs FOR EACH STATEMENT EXECUTE FUNCTION kassa_only_added();
CREATE TRIGGER stock_doc_lines_no_change BEFORE UPDATE OR DELETE ON stock_doc_lines FOR EACH ROW EXECUTE FUNCTION kassa_only_added();
CREATE TRIGGER stock_doc_lines_no_truncate BEFORE TRUNCATE ON stock_doc_lines FOR EACH STATEMENT EXECUTE FUNCTION kassa_only_added();
