package dev.atocore.integrity.checks.postgres;

import dev.atocore.alerts.event.Severity;
import dev.atocore.core.store.Capability;
import dev.atocore.integrity.builtin.BuiltInCheck;
import dev.atocore.integrity.check.CheckContext;
import dev.atocore.integrity.check.Details;
import dev.atocore.integrity.check.Findings;
import dev.atocore.integrity.scan.Rows;

/**
 * Numbers of transactions that come near their end: at two thousand million unfrozen ones the
 * server takes no change any more.
 */
public final class TransactionsRunOut extends BuiltInCheck {
  /** Half of them. The server's own vacuum begins at 200 million, and in all haste at 1,600. */
  private static final long MOST = 1_000_000_000;

  private static final String AGES =
      "SELECT age(datfrozenxid), mxid_age(datminmxid), current_setting('autovacuum')"
          + " FROM pg_database WHERE datname = current_database()";

  private final long most;

  public TransactionsRunOut() {
    this(MOST);
  }

  /** A check that finds ages above that. */
  TransactionsRunOut(long most) {
    super(
        "transactions-run-out",
        Severity.WARNING,
        "a PostgreSQL database that has used half of its transaction numbers without freezing rows",
        "end what holds the horizon (old transactions, prepared ones, replication slots), then"
            + " VACUUM (FREEZE) the database",
        Capability.SERVER);
    this.most = most;
  }

  @Override
  public boolean looksAtNews() {
    return true;
  }

  @Override
  public void run(CheckContext context, Findings findings) {
    Rows.forEach(
        context,
        AGES,
        (connection, row) -> {
          String autovacuum = row.getString(3);
          add("transactions", row.getLong(1), autovacuum, findings);
          add("multixacts", row.getLong(2), autovacuum, findings);
        });
  }

  private void add(String what, long age, String autovacuum, Findings findings) {
    if (age > most) {
      findings.add(
          what,
          Details.of(
                  age
                      + " "
                      + what
                      + " ago is the oldest row that was not frozen; no change is taken at about"
                      + " 2147000000; autovacuum is "
                      + autovacuum)
              .with("age", age));
    }
  }
}
