DROP TRIGGER memory_audit_no_delete;
DROP TRIGGER memory_audit_no_replace;
DROP TRIGGER memory_audit_no_update;
DROP TABLE audit_gaps;
DROP TABLE audit_erasures;
