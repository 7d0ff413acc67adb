package dev.atocore.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.atocore.cli.Atocore.Result;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One store, called by every name there is: it has one spool, one key and one place for all. */
class StoreByEachNameTest {
  @TempDir Path temporary;

  private Path folder;
  private Path store;
  private Atocore atocore;
  private List<String> names;

  @BeforeEach
  void name() throws Exception {
    folder = temporary.toRealPath();
    store = Files.createDirectory(folder.resolve("a b")).resolve("store.db");
    Files.createSymbolicLink(folder.resolve("folder"), Path.of("a b"));
    Files.createDirectory(folder.resolve("links"));
    Files.createSymbolicLink(folder.resolve("links/link.db"), Path.of("../folder/store.db"));
    Files.createSymbolicLink(folder.resolve("links/twice.db"), Path.of("link.db"));
    atocore = new Atocore(folder);
    Path here = Path.of("").toRealPath();
    names =
        List.of(
            store.toString(),
            folder + "/folder/store.db",
            folder + "/links/link.db",
            folder + "/links/twice.db",
            folder + "/links/../a b/./store.db",
            here.relativize(store).toString(),
            "~/a b/store.db",
            "file:" + folder + "/a%20b/store.db",
            "file://" + folder + "/a%20b/store.db",
            "file:" + here.relativize(store),
            "jdbc:sqlite:" + store,
            "jdbc:sqlite:~/links/link.db",
            "jdbc:sqlite:file:" + folder + "/links/link.db");
  }

  @Test
  void madeByOneName_readByEachOther() throws Exception {
    for (String maker : names) {
      String id = by(maker, "memory", "create", "-q", "--type", "knowledge", "--content", maker);
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(store)))
          .as(maker)
          .isEqualTo("rw-------");
      for (String reader : names) {
        assertThat(by(reader, "db", "path")).as(reader).isEqualTo(store.toString());
        assertThat(by(reader, "memory", "show", id, "-o", "json")).as(reader).contains(id);
      }
      assertThat(files()).as(maker).containsExactly("store.db");
      Files.delete(store);
    }
  }

  @Test
  void spoolAndKey_areOne() throws Exception {
    by(names.get(0), "db", "init");
    execute(
        "CREATE TRIGGER stop BEFORE INSERT ON memory_audit BEGIN SELECT RAISE(ABORT, 'no'); END");
    Set<String> keys = new TreeSet<>();
    for (String name : names) {
      by(name, "memory", "create", "-q", "--type", "knowledge", "--content", "by " + name);
      keys.add(by(name, "audit", "checkpoint", "pubkey"));
    }
    assertThat(keys).hasSize(1);
    assertThat(store.resolveSibling("store.db.audit-spool.ndjson"))
        .content()
        .hasLineCount(names.size());
    assertThat(files())
        .containsExactly("store.db", "store.db.audit-spool.ndjson", "store.db.checkpoint-key");

    execute("DROP TRIGGER stop");
    String last = names.get(names.size() - 1);
    assertThat(by(last, "audit", "replay")).startsWith(names.size() + " ");
    assertThat(by(names.get(2), "audit", "verify")).contains(names.size() + " entries");
  }

  @Test
  void whatAnOlderReleaseKeptBesideALink_isTakenOver_andNamedByTheDoctor() throws Exception {
    by(names.get(0), "db", "init");
    execute(
        "CREATE TRIGGER stop BEFORE INSERT ON memory_audit BEGIN SELECT RAISE(ABORT, 'no'); END");
    String link = names.get(2);
    String id = by(link, "memory", "create", "-q", "--type", "knowledge", "--content", "a fact");
    execute("DROP TRIGGER stop");
    String key = by(link, "audit", "checkpoint", "pubkey");
    for (String ending : List.of(".audit-spool.ndjson", ".checkpoint-key")) {
      Files.move(store.resolveSibling("store.db" + ending), Path.of(link + ending));
    }

    Result doctor = atocore.run("--db", link, "doctor");
    assertThat(doctor.exit()).isEqualTo(3);
    assertThat(doctor.out())
        .contains("link.db.audit-spool.ndjson lies beside another name of the store " + store)
        .contains("move it to " + store + ".audit-spool.ndjson");

    assertThat(by(link, "audit", "checkpoint", "pubkey")).isEqualTo(key);
    assertThat(by(link, "audit", "replay")).contains("1");
    assertThat(by(link, "audit", "history", id)).contains("created");
    assertThat(Path.of(link + ".audit-spool.ndjson")).doesNotExist();
  }

  @Test
  void hardLinks_areRead_andNotWritten() throws Exception {
    by(names.get(0), "db", "init");
    Files.createLink(folder.resolve("hard.db"), store);

    for (String name : List.of(store.toString(), folder + "/hard.db")) {
      by(name, "memory", "list");
      Result result = atocore.run("--db", name, "project", "add", "x");
      assertThat(result.exit()).isEqualTo(1);
      assertThat(result.err()).hasLineCount(1).contains("has 2 names (hard links)");
    }
    Files.delete(folder.resolve("hard.db"));
    by(names.get(0), "project", "add", "x");
  }

  @Test
  void alert_goesOut_whateverTheStoreIsCalled() {
    Result result =
        atocore.run(
            "--db",
            "s.db?x=y",
            "alert",
            "emit",
            "--severity",
            "critical",
            "--title",
            "T",
            "--message",
            "M");

    assertThat(result.exit()).isZero();
    assertThat(result.err()).contains("has parameters");
    assertThat(folder.resolve("alerts.log")).content().contains("\"T\"");
  }

  private String by(String name, String... command) {
    List<String> words = new ArrayList<>(List.of("--db", name));
    words.addAll(List.of(command));
    return atocore.out(words.toArray(new String[0]));
  }

  private Set<String> files() throws Exception {
    try (Stream<Path> files = Files.list(store.getParent())) {
      Set<String> found = new TreeSet<>();
      files.forEach(file -> found.add(file.getFileName().toString()));
      return found;
    }
  }

  private void execute(String sql) throws Exception {
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + store);
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }
}
