-- Entries by what they are filtered by, newest first: each index ends in the entry's id, and those of what few entries say hold only these.
/* [jooq ignore start] */
CREATE INDEX memory_audit_actor ON memory_audit (actor);
CREATE INDEX memory_audit_project ON memory_audit (project) WHERE project IS NOT NULL;
CREATE INDEX memory_audit_request ON memory_audit (request_id) WHERE request_id IS NOT NULL;
CREATE INDEX memory_audit_agent ON memory_audit (agent_id) WHERE agent_id IS NOT NULL;
CREATE INDEX memory_audit_run ON memory_audit (run_id) WHERE run_id IS NOT NULL;

-- The memories in the order in which they began.
CREATE INDEX memory_audit_first ON memory_audit (timestamp) WHERE version = 1;
/* [jooq ignore stop] */
