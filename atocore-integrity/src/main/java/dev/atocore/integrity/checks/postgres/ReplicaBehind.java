package dev.atocore.integrity.checks.postgres;

import dev.atocore.alerts.event.Severity;
import dev.atocore.core.store.Capability;
import dev.atocore.integrity.builtin.BuiltInCheck;
import dev.atocore.integrity.check.CheckContext;
import dev.atocore.integrity.check.Details;
import dev.atocore.integrity.check.Findings;
import dev.atocore.integrity.scan.Rows;
import java.time.Duration;

/**
 * Replicas that are behind, on the primary and on the replica itself, and replication slots that
 * hold back so much of the write-ahead log that the primary's disk may fill.
 */
public final class ReplicaBehind extends BuiltInCheck {
  private static final Duration LATE = Duration.ofMinutes(5);
  private static final long MOST_BYTES = 1L << 30;

  /**
   * By name, of several with one name the worst. What a login without pg_monitor sees of them has
   * no state; a base backup that is under way is none.
   */
  private static final String REPLICAS =
      "SELECT coalesce(nullif(application_name, ''), 'replica'), bool_and(state IS NOT NULL),"
          + " coalesce(max(CASE WHEN state <> 'streaming' THEN state END), 'streaming'),"
          + " max(extract(epoch FROM replay_lag)), max(pg_wal_lsn_diff(pg_current_wal_lsn(),"
          + " replay_lsn)) FROM pg_stat_replication WHERE NOT pg_is_in_recovery() AND state IS"
          + " DISTINCT FROM 'backup' GROUP BY 1 ORDER BY 1";

  private static final String SLOTS =
      "SELECT slot_name, active, wal_status, pg_wal_lsn_diff(CASE WHEN pg_is_in_recovery()"
          + " THEN pg_last_wal_replay_lsn() ELSE pg_current_wal_lsn() END, restart_lsn)"
          + " FROM pg_replication_slots WHERE restart_lsn IS NOT NULL OR wal_status = 'lost'"
          + " ORDER BY 1";

  /**
   * Behind only where something was received and not replayed, or nothing comes at all. One that
   * replayed nothing since it started is as old as its checkpoint.
   */
  private static final String REPLICA =
      "SELECT extract(epoch FROM clock_timestamp() - coalesce(pg_last_xact_replay_timestamp(),"
          + " (SELECT checkpoint_time FROM pg_control_checkpoint()))),"
          + " pg_wal_lsn_diff(pg_last_wal_receive_lsn(), pg_last_wal_replay_lsn()),"
          + " (SELECT count(*) FROM pg_stat_wal_receiver) FROM (SELECT 1) AS one"
          + " WHERE pg_is_in_recovery()";

  private final long late;
  private final long mostBytes;

  public ReplicaBehind() {
    this(LATE, MOST_BYTES);
  }

  /** A check that finds what is later, or more. */
  ReplicaBehind(Duration late, long mostBytes) {
    super(
        "replica-behind",
        Severity.WARNING,
        "replicas of a PostgreSQL server that are five minutes or 1 GB behind, and slots that hold"
            + " back as much",
        "look at the replica and its log; drop the slot of one that is gone: SELECT"
            + " pg_drop_replication_slot(NAME)",
        Capability.SERVER);
    this.late = late.toSeconds();
    this.mostBytes = mostBytes;
  }

  @Override
  public boolean looksAtNews() {
    return true;
  }

  @Override
  public void run(CheckContext context, Findings findings) {
    Rows.forEach(
        context,
        REPLICAS,
        (connection, row) -> {
          String state = row.getString(3);
          double seconds = row.getDouble(4);
          long bytes = row.getLong(5);
          if (!row.getBoolean(2)) {
            findings.note(
                "there are replicas, and this login may not see how far they are: GRANT pg_monitor"
                    + " to it");
          } else if (!state.equals("streaming") || seconds > late || bytes > mostBytes) {
            findings.add(row.getString(1), behind("the replica is " + state, seconds, bytes));
          }
        });
    Rows.forEach(
        context,
        SLOTS,
        (connection, row) -> {
          long bytes = row.getLong(4);
          String status = String.valueOf(row.getString(3));
          if (status.equals("lost") || (!row.getBoolean(2) && bytes > mostBytes)) {
            findings.add(
                "slot " + row.getString(1),
                Details.of(
                        status.equals("lost")
                            ? "the slot has lost log that its replica needs; make the replica anew"
                            : "nobody reads from the slot, and it holds back " + bytes + " bytes")
                    .with("wal_status", status)
                    .with("bytes", bytes));
          }
        });
    Rows.forEach(
        context,
        REPLICA,
        (connection, row) -> {
          double seconds = row.getDouble(1);
          long bytes = row.getLong(2);
          long receivers = row.getLong(3);
          if (seconds > late && (bytes > 0 || receivers == 0)) {
            findings.add(
                "this server",
                behind(
                    receivers == 0
                        ? "this server is a replica and receives nothing"
                        : "this server is a replica",
                    seconds,
                    bytes));
          }
        });
  }

  private static Details behind(String what, double seconds, long bytes) {
    return Details.of(what + ", " + (long) seconds + " seconds and " + bytes + " bytes behind")
        .with("seconds", (long) seconds)
        .with("bytes", bytes);
  }
}
