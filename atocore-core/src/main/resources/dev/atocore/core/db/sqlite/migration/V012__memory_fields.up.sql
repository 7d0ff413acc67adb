-- Whose a memory is, who made it and in which run, what else is said of it, what it cites beside source_chunk_id (a JSON array of
-- chunks), and when it is valid and is to be looked at again. NULL is not given.
ALTER TABLE memories ADD COLUMN user_id TEXT;
ALTER TABLE memories ADD COLUMN agent_id TEXT;
ALTER TABLE memories ADD COLUMN run_id TEXT;
ALTER TABLE memories ADD COLUMN metadata TEXT;
ALTER TABLE memories ADD COLUMN further_chunk_ids TEXT;
ALTER TABLE memories ADD COLUMN valid_from TEXT;
ALTER TABLE memories ADD COLUMN valid_until TEXT;
ALTER TABLE memories ADD COLUMN review_by TEXT;

/* [jooq ignore start] */
CREATE INDEX memories_user ON memories (user_id, seq) WHERE user_id IS NOT NULL;
CREATE INDEX memories_agent ON memories (agent_id, seq) WHERE agent_id IS NOT NULL;
CREATE INDEX memories_run ON memories (run_id, seq) WHERE run_id IS NOT NULL;
CREATE INDEX memories_further_chunks ON memories (seq) WHERE further_chunk_ids IS NOT NULL;
CREATE INDEX memories_valid_until ON memories (valid_until) WHERE valid_until IS NOT NULL;
CREATE INDEX memories_review_by ON memories (review_by, seq) WHERE review_by IS NOT NULL;

-- Memories of different users or agents may say the same.
DROP INDEX memories_living;
CREATE INDEX memories_living ON memories (content_hash, type, project, user_id, agent_id, status)
WHERE status IN ('candidate', 'active');
/* [jooq ignore stop] */
