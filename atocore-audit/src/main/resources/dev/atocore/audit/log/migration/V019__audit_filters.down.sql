DROP INDEX memory_audit_first;
DROP INDEX memory_audit_run;
DROP INDEX memory_audit_agent;
DROP INDEX memory_audit_request;
DROP INDEX memory_audit_project;
DROP INDEX memory_audit_actor;
