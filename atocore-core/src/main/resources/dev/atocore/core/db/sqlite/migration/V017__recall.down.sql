DROP TABLE recall_lost;
DROP TABLE recall_told;
DROP TABLE recall;
DROP TABLE recall_list;
DROP TABLE recall_memory;
DROP TABLE recall_reader;
