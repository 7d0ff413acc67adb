DROP TABLE memory_refusals;
