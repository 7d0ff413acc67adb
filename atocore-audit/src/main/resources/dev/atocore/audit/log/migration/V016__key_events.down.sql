-- An older release cannot verify the record of a key, and would let in everybody.
CREATE TABLE key_events_made (
  events INTEGER CONSTRAINT "keys were made in this store, which an older release does not know" CHECK (events = 0)
);
INSERT INTO key_events_made (events) SELECT count(*) FROM key_events;
DROP TABLE key_events_made;
DROP TABLE key_events;
