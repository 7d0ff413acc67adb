package dev.atocore.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.atocore.cli.Atocore.Result;
import dev.atocore.core.MemoryStore;
import dev.atocore.core.error.AtoCoreException;
import dev.atocore.core.model.Change;
import dev.atocore.core.model.MemoryType;
import dev.atocore.core.model.NewMemory;
import dev.atocore.core.schema.Schema;
import dev.atocore.core.schema.SchemaStatus;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RestoreCommandTest {
  @TempDir Path temporary;

  private Path folder;
  private Path store;
  private Path backup;
  private Atocore atocore;
  private String first;
  private String second;

  @BeforeEach
  void makeStoreAndBackup() throws Exception {
    folder = temporary.toRealPath();
    atocore = new Atocore(folder);
    store = atocore.store();
    backup = folder.resolve("backup.db");
    first = atocore.create("before the backup");
    atocore.out("db", "backup", backup.toString());
    second = atocore.create("after the backup");
  }

  @Test
  void backup_takesThePlace_andTheOldStoreIsKept() throws Exception {
    atocore.out("audit", "checkpoint", "pubkey");
    byte[] before = Files.readAllBytes(backup);

    assertThat(atocore.out("db", "restore", backup.toString()))
        .contains("restored " + store + ": 1 memory, 1 audit entry", "the old store is ");

    assertThat(atocore.out("memory", "list")).contains(first).doesNotContain(second);
    assertThat(atocore.out("audit", "verify")).startsWith("ok");
    assertThat(atocore.run("integrity", "run").exit()).isZero();
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(store)))
        .isEqualTo("rw-------");
    assertThat(query(store, "PRAGMA journal_mode")).isEqualTo("wal");
    assertThat(backup).hasBinaryContent(before);
    assertThat(atocore.out("--db", aside().toString(), "memory", "list")).contains(first, second);
    assertThat(names()).contains("store.db.checkpoint-key");
    assertThat(names()).noneMatch(name -> name.contains("restor") && !name.contains("before"));
  }

  @Test
  void logOfAKilledServer_isNotReplayedIntoTheBackup() throws Exception {
    Path killed = Files.createDirectory(folder.resolve("killed"));
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + store);
        Statement statement = connection.createStatement()) {
      statement.execute("UPDATE memories SET confidence = 0.75");
      for (String ending : List.of("", "-wal", "-shm")) {
        Files.copy(folder.resolve("store.db" + ending), killed.resolve("store.db" + ending));
      }
    }
    Files.writeString(killed.resolve("store.db.audit-spool.ndjson"), "{}\n");
    String db = killed.resolve("store.db").toString();

    atocore.out("--db", db, "db", "restore", backup.toString());

    assertThat(atocore.out("--db", db, "memory", "show", first)).contains("0.5");
    assertThat(atocore.out("--db", db, "audit", "verify")).startsWith("ok");
    try (Stream<Path> files = Files.list(killed)) {
      assertThat(files.map(Path::toString))
          .anyMatch(name -> name.endsWith(".db-wal"))
          .anyMatch(name -> name.endsWith(".db-shm"))
          .anyMatch(name -> name.endsWith(".db.audit-spool.ndjson"))
          .doesNotContain(db + ".audit-spool.ndjson");
    }
  }

  @Test
  void damagedOrTampered_changesNothing() throws Exception {
    byte[] whole = Files.readAllBytes(backup);
    Files.write(folder.resolve("cut"), Arrays.copyOf(whole, whole.length / 2));
    Files.write(folder.resolve("empty"), new byte[0]);
    Files.writeString(folder.resolve("text"), "no store");
    Files.write(folder.resolve("forged"), whole);
    execute(folder.resolve("forged"), "UPDATE memories SET content = 'forged'");
    byte[] before = Files.readAllBytes(store);
    Set<String> names = names();

    for (String name : List.of("cut", "empty", "text", "forged")) {
      Result result = atocore.run("db", "restore", folder.resolve(name).toString());
      assertThat(result.exit()).as(name).isEqualTo(3);
      assertThat(result.out()).as(name).contains("do not rely on it", "nothing was changed");
    }
    assertThat(atocore.run("db", "restore", folder.resolve("none").toString()).err())
        .hasLineCount(1)
        .contains("there is no backup at");
    assertThat(atocore.run("db", "restore", store.toString()).exit()).isEqualTo(2);
    assertThat(store).hasBinaryContent(before);
    assertThat(names()).isEqualTo(names);
  }

  @Test
  void olderVersion_isBroughtToThisOne() throws Exception {
    Path old = Files.copy(backup, folder.resolve("old.db"));
    String version = query(old, "PRAGMA user_version");
    List<SchemaStatus.AppliedMigration> steps = Schema.at(old).status().applied();
    int before = steps.get(steps.size() - 2).version();
    atocore.out("--db", old.toString(), "db", "rollback", "--to", Integer.toString(before));

    assertThat(atocore.run("db", "verify-backup", old.toString()).err()).contains("db restore");
    assertThat(atocore.out("db", "restore", old.toString(), "-o", "json"))
        .contains("\"restored\":true", "\"from_version\":" + before);
    assertThat(query(store, "PRAGMA user_version")).isEqualTo(version);
    assertThat(query(old, "PRAGMA user_version")).isEqualTo(Integer.toString(before));
  }

  @Test
  void missingStore_isMadeOfTheBackup() throws Exception {
    Path lost = folder.resolve("lost.db");

    assertThat(atocore.out("--db", lost.toString(), "db", "restore", backup.toString()))
        .contains("there was no store before");
    assertThat(atocore.out("--db", lost.toString(), "memory", "list")).contains(first);
  }

  @Test
  void heldStore_isReplacedByForceOnly_andItsHolderWritesNoMore() throws Exception {
    Process holder =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                Holder.class.getName(),
                store.toString())
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    try (BufferedReader said = holder.inputReader()) {
      assertThat(said.readLine()).isEqualTo("open");
      Set<String> names = names();

      Result held = atocore.run("db", "restore", backup.toString());
      assertThat(held.exit()).isEqualTo(1);
      assertThat(held.err()).hasLineCount(1).contains("open", "--force");
      assertThat(names()).isEqualTo(names);
      assertThat(atocore.out("memory", "list")).contains(second);

      atocore.out("db", "restore", backup.toString(), "--force");
      holder.getOutputStream().write('\n');
      holder.getOutputStream().flush();
      assertThat(said.readLine()).isEqualTo("store_replaced");
      assertThat(holder.waitFor(30, TimeUnit.SECONDS)).isTrue();
    }
    String third = atocore.create("after the restore");
    assertThat(atocore.out("memory", "list")).contains(first, third).doesNotContain(second);
    assertThat(atocore.run("integrity", "run").exit()).isZero();
    assertThat(atocore.out("--db", aside().toString(), "memory", "list")).contains(first, second);
  }

  private Path aside() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .filter(file -> file.toString().matches(".*before-restore-.*\\.db"))
          .findFirst()
          .orElseThrow();
    }
  }

  private Set<String> names() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      Set<String> names = new TreeSet<>();
      files.forEach(file -> names.add(file.getFileName().toString()));
      return names;
    }
  }

  private static void execute(Path file, String sql) throws SQLException {
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private static String query(Path file, String sql) throws SQLException {
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      return rows.getString(1);
    }
  }

  /** A process that has the store open and writes when it gets a line. */
  static final class Holder {
    private Holder() {}

    public static void main(String[] arguments) throws IOException {
      try (MemoryStore store = MemoryStore.open(Path.of(arguments[0]))) {
        System.out.println("open");
        int read = System.in.read();
        store
            .memories()
            .create(NewMemory.of(MemoryType.KNOWLEDGE, "too late " + read), Change.by("holder"));
        System.out.println("written");
      } catch (AtoCoreException e) {
        System.out.println(e.code());
      }
    }
  }
}
