-- The sealed entries as an append-only Merkle tree; docs/audit.md gives the format to the byte.

-- Hashes of 32 bytes each, up to 256 a row: of leaves in level 0, of full rows of the level below in the others.
CREATE TABLE audit_tile (
  level INTEGER NOT NULL,
  tile INTEGER NOT NULL,
  hashes BLOB NOT NULL
);

-- Which entry is which leaf: entries with neighbouring ids as neighbouring leaves.
CREATE TABLE audit_sealed (
  first_leaf INTEGER PRIMARY KEY,
  first_id INTEGER NOT NULL,
  entries INTEGER NOT NULL
);

/* [jooq ignore start] */
CREATE UNIQUE INDEX audit_tile_place ON audit_tile (level, tile);
CREATE UNIQUE INDEX audit_sealed_first_id ON audit_sealed (first_id);

CREATE TRIGGER audit_tile_no_delete BEFORE DELETE ON audit_tile
BEGIN
  SELECT RAISE(ABORT, 'audit_tile is append-only');
END;

CREATE TRIGGER audit_tile_only_grows BEFORE UPDATE ON audit_tile
WHEN new.level IS NOT old.level OR new.tile IS NOT old.tile
  OR substr(new.hashes, 1, length(old.hashes)) IS NOT old.hashes
BEGIN
  SELECT RAISE(ABORT, 'audit_tile is append-only');
END;

CREATE TRIGGER audit_sealed_no_delete BEFORE DELETE ON audit_sealed
BEGIN
  SELECT RAISE(ABORT, 'audit_sealed is append-only');
END;

CREATE TRIGGER audit_sealed_only_grows BEFORE UPDATE ON audit_sealed
WHEN new.first_leaf IS NOT old.first_leaf OR new.first_id IS NOT old.first_id OR new.entries < old.entries
BEGIN
  SELECT RAISE(ABORT, 'audit_sealed is append-only');
END;
/* [jooq ignore stop] */
