DROP TABLE memory_vectors;
