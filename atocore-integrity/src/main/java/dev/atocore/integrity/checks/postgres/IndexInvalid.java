package dev.atocore.integrity.checks.postgres;

import dev.atocore.alerts.event.Severity;
import dev.atocore.core.store.Capability;
import dev.atocore.integrity.builtin.BuiltInCheck;
import dev.atocore.integrity.check.CheckContext;
import dev.atocore.integrity.check.Details;
import dev.atocore.integrity.check.Findings;
import dev.atocore.integrity.scan.Rows;

/** Indexes that cost writing and are never read: they were not built to their end. */
public final class IndexInvalid extends BuiltInCheck {
  private static final String INVALID =
      "SELECT c.relname, t.relname FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid"
          + " JOIN pg_class t ON t.oid = i.indrelid"
          + " WHERE t.relnamespace = CAST(current_schema() AS regnamespace)"
          + " AND NOT (i.indisvalid AND i.indisready AND i.indislive) ORDER BY c.relname";

  public IndexInvalid() {
    super(
        "index-invalid",
        Severity.WARNING,
        "indexes in PostgreSQL that were not built to their end and are not used",
        "REINDEX INDEX CONCURRENTLY the index, or DROP INDEX one whose name ends in _ccnew or"
            + " _ccold",
        Capability.SERVER);
  }

  @Override
  public boolean looksAtNews() {
    return true;
  }

  @Override
  public void run(CheckContext context, Findings findings) {
    Rows.forEach(
        context,
        INVALID,
        (connection, row) ->
            findings.add(
                row.getString(1),
                Details.of("the index of " + row.getString(2) + " is not valid")
                    .with("table", row.getString(2))
                    .with("index", row.getString(1))));
  }
}
