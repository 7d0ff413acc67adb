DROP VIEW audit_bodies;
