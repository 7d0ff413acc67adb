DROP TABLE memory_audit;
