-- Writers side by side: docs/RATIONALE.md, "PostgreSQL". Each locks the rows that it changes, and nothing that all of them need.

-- The numbers of entries. Entries of before may wait in the spools of machines, with numbers after the last: they get room.
CREATE SEQUENCE memory_audit_ids AS bigint CACHE 1 OWNED BY memory_audit.id;
DO $$
BEGIN
  PERFORM setval('memory_audit_ids', coalesce((SELECT max(id) + 1000 FROM memory_audit), 1), FALSE);
END
$$;

-- What transactions must not do at once though they share no row, such as making the same memory. Inserting waits for whoever
-- inserted the same name and is not done; nothing is ever left here, so nothing is logged either.
CREATE UNLOGGED TABLE atocore_claims (name text COLLATE "C" PRIMARY KEY);

CREATE FUNCTION atocore_claim(names text[]) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO atocore_claims (name) SELECT DISTINCT n COLLATE "C" FROM unnest(names) AS n ORDER BY 1 ON CONFLICT DO NOTHING;
  DELETE FROM atocore_claims WHERE name = ANY (names);
END
$$;

-- The count of chains is a sum over rows, of which each writer takes one that no other holds. The first one has the records too.
ALTER TABLE audit_extent SET (fillfactor = 20);
ALTER TABLE audit_extent DISABLE TRIGGER audit_extent_no_insert;
INSERT INTO audit_extent (id, chains, chain_sum, records, row_digest)
SELECT part, 0, decode(repeat('00', 32), 'hex'), 0, decode('249999fcc3fa105f5a0d51390b4f49c4', 'hex') FROM generate_series(2, 65) AS part;
ALTER TABLE audit_extent ENABLE ALWAYS TRIGGER audit_extent_no_insert;
