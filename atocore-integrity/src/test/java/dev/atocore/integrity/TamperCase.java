package dev.atocore.integrity;

import dev.atocore.alerts.Alerts;
import dev.atocore.audit.checkpoint.CheckpointKey;
import dev.atocore.audit.checkpoint.SignedCheckpoint;
import dev.atocore.core.MemoryStore;
import dev.atocore.core.StoreOptions;
import dev.atocore.core.error.AtoCoreException;
import dev.atocore.core.log.Checkpoints;
import dev.atocore.integrity.check.Cost;
import dev.atocore.integrity.check.IntegrityCheck;
import dev.atocore.integrity.check.RunOptions;
import dev.atocore.integrity.result.CheckResult;
import dev.atocore.integrity.result.CheckStatus;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A copy of a store, what somebody does to it with the sqlite3 shell, and who sees it. */
final class TamperCase implements AutoCloseable {
  private final Path file;
  private final Connection connection;

  TamperCase(Path sound, Path file) throws IOException, SQLException {
    this.file = file;
    Files.copy(sound, file, StandardCopyOption.REPLACE_EXISTING);
    StoreFixture.copyRefusalKey(sound, file);
    connection = DriverManager.getConnection("jdbc:sqlite:" + file);
    execute("PRAGMA synchronous = OFF");
  }

  Connection connection() {
    return connection;
  }

  int execute(String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
      return statement.getUpdateCount();
    }
  }

  /** What a statement finds first, as text; empty when nothing. */
  String value(String sql) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      return rows.next() ? String.valueOf(rows.getString(1)) : "";
    }
  }

  /** Does something behind the back of the triggers, which are there again afterwards. */
  void withoutGuards(Edit edit) throws SQLException {
    Map<String, String> triggers = new LinkedHashMap<>();
    try (Statement statement = connection.createStatement();
        ResultSet rows =
            statement.executeQuery(
                "SELECT name, sql FROM sqlite_schema WHERE type = 'trigger' AND name NOT LIKE"
                    + " 'memories_fts%'")) {
      while (rows.next()) {
        triggers.put(rows.getString(1), rows.getString(2));
      }
    }
    for (String trigger : triggers.keySet()) {
      execute("DROP TRIGGER " + trigger);
    }
    edit.run(this);
    for (String sql : triggers.values()) {
      execute(sql);
    }
  }

  /**
   * Who sees it first, of what there is to look with.
   *
   * @param kept a checkpoint that was made before and is kept elsewhere
   * @param key the key beside the store, by which the forger makes the checkpoint there anew
   */
  Seen seen(SignedCheckpoint kept, CheckpointKey key) throws IOException, SQLException {
    connection.close();
    try (Alerts alerts = Alerts.builder().logFile(file.resolveSibling("alerts.log")).build();
        MemoryStore store = MemoryStore.open(StoreOptions.of(file).existingOnly())) {
      if (!store.audit().verify(null, problem -> {}).ok()) {
        return Seen.always("v");
      }
      Integrity integrity = Integrity.of(store, alerts);
      for (CheckResult check :
          integrity.run(RunOptions.all().checks(cheap(integrity.checks()))).checks()) {
        if (check.status() != CheckStatus.OK) {
          return Seen.always("i");
        }
      }
      Checkpoints checkpoints = store.checkpoints();
      String elsewhere = checkpoints.holds(kept) ? Seen.NOT : Seen.CHECKPOINT;
      SignedCheckpoint anew = checkpoints.make(key, null, entry -> {}).checkpoint();
      String beside = checkpoints.holds(anew) ? Seen.NOT : Seen.CHECKPOINT;
      return new Seen(Seen.NOT, beside, elsewhere);
    } catch (AtoCoreException e) {
      return Seen.always("v");
    }
  }

  private static List<String> cheap(List<IntegrityCheck> checks) {
    return checks.stream()
        .filter(check -> check.cost() == Cost.CHEAP)
        .map(IntegrityCheck::id)
        // What makes a new store, or what 'audit verify' has looked at already.
        .filter(id -> !id.equals("schema-altered") && !id.equals("audit-tamper"))
        .toList();
  }

  @Override
  public void close() throws IOException, SQLException {
    connection.close();
    BitFlips.forget(file);
  }

  /**
   * Who sees it, each a letter of the table.
   *
   * @param without with nothing but the store
   * @param beside with a checkpoint that lies beside it, too
   * @param elsewhere with one that is kept elsewhere, too
   */
  record Seen(String without, String beside, String elsewhere) {
    static final String NOT = "–";
    static final String CHECKPOINT = "c";
    static final Seen REFUSED = always("r");
    static final Seen NOTHING_CHANGED = always("=");

    static Seen always(String letter) {
      return new Seen(letter, letter, letter);
    }

    boolean byNobody() {
      return (without + beside + elsewhere).equals(NOT + NOT + NOT);
    }
  }

  /** What somebody does. */
  @FunctionalInterface
  interface Edit {
    void run(TamperCase store) throws SQLException;
  }
}
