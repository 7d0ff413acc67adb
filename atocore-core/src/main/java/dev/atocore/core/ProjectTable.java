package dev.atocore.core;

/** Statements on the table of projects that several places need. */
final class ProjectTable {
  /** The same in SQLite and PostgreSQL. */
  static final String REGISTER =
      "INSERT INTO projects (id, created_at) VALUES (?, ?) ON CONFLICT (id) DO NOTHING";

  private ProjectTable() {}
}
