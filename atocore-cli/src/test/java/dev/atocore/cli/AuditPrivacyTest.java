package dev.atocore.cli;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import dev.atocore.cli.Atocore.Result;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the commands say that take bodies out of the log, and those that tell what is lost. */
class AuditPrivacyTest {
  @TempDir Path folder;
  private Atocore atocore;

  @BeforeEach
  void setUp() {
    atocore = new Atocore(folder);
  }

  @Test
  void redact_saysWhatItErased() {
    String id = atocore.create("Zwickenpflug lives here");
    atocore.out("memory", "promote", id);

    assertThat(atocore.out("audit", "redact", id, "--reason", "request 17", "--actor", "officer"))
        .startsWith("redacted " + id + ": 2 entries, its row (now version 3); 1 text looked for");
    assertThat(atocore.out("audit", "redact", id)).startsWith("unchanged " + id);
    assertThat(atocore.out("memory", "show", id)).contains("[redacted]", "status      invalid");
    assertThat(atocore.out("audit", "history", id)).contains("(redacted:", "request 17");
    assertThat(atocore.out("audit", "verify"))
        .contains("redacted  memory " + id + "  entries #1, #2");
    assertThat(atocore.out("audit", "verify", "-o", "json"))
        .contains("\"problems\":[],\"notices\":[{\"verdict\":\"redacted\"", "\"redacted\":2,");
    assertThat(atocore.out("audit", "show", "1", "-o", "json"))
        .contains("\"before\":null,\"after\":null,\"note\":null", "\"erased\":\"redacted\"");
    assertThat(atocore.out("audit", "erasures", "-o", "ndjson"))
        .contains(
            "\"kind\":\"redacted\",\"memory_id\":\"" + id + "\",\"through_version\":2",
            "\"actor\":\"officer\",\"reason\":\"request 17\"")
        .doesNotContain("Zwick");
    assertThat(atocore.run("audit", "redact", "nobody").exit()).isEqualTo(1);
    Result json = atocore.run("audit", "redact", id, "-o", "json");
    assertThat(json.out()).contains("\"entries\":0,\"version\":null", "\"complete\":true");
  }

  @Test
  void redact_namesOtherRowsWithTheSameText() {
    String id = atocore.create("Zwickenpflug lives here");
    String other = atocore.create("Zwickenpflug lives here", "--type", "episodic");

    Result result = atocore.run("audit", "redact", id);
    assertThat(result.exit()).isZero();
    assertThat(result.err()).contains("the same text still stands in memories.content of " + other);
  }

  @Test
  void redact_scrubsWhatTheProgramWrote_andNamesEachFileThatStillSaysIt() throws Exception {
    String id = atocore.create("Zwickenpflug said \"hello\" here");
    String rejected = atocore.create("Somebody else");
    atocore.out("memory", "reject", rejected);
    String drift = "UPDATE memories SET content = 'Zwickenpflug left' WHERE id = '" + id + "'";
    Tampering.run(atocore.store(), drift);
    atocore.run("integrity", "repair", "--check", "memory-drift", "--apply");
    Tampering.run(atocore.store(), drift);
    assertThat(atocore.run("integrity", "run").out()).contains("Zwickenpflug left");
    Path backup = folder.resolve("elsewhere").resolve("copy.db");
    Files.createDirectory(backup.getParent());
    atocore.out("db", "backup", backup.toString());
    Path export = Files.writeString(folder.resolve("export.json"), atocore.out("memory", "export"));
    Path log = folder.resolve("batch-extract.log");
    String lines = "A| ok\nB| Zwickenpflug said \"hello\" here\nC| ok\n";
    Files.writeString(log, lines);
    Path copy = repairCopy();
    assertThat(Files.readString(copy, ISO_8859_1)).contains("Zwickenpflug");

    atocore.with("ATOCORE_BATCH_LOG", log.toString());
    Result result = atocore.run("audit", "redact", id, "-o", "json", "--reason", "request 17");
    assertThat(result.exit()).as(result.toString()).isZero();
    String scrubbed = list(result.out(), "scrubbed");
    String files = list(result.out(), "files");
    assertThat(files).contains(backup.toString(), export.toString());
    assertThat(files).doesNotContain(log.toString(), ".before-repair-");
    assertThat(scrubbed).contains(log.toString(), copy.toString());
    assertThat(result.out()).contains("\"still_in\":[],", "\"remembered\":1,");
    assertThat(result.err()).contains("still stands in the file " + backup, "scrubbed in " + copy);
    assertThat(Files.readString(log))
        .hasSameSizeAs(lines)
        .startsWith("A| ok\n[redacted] ")
        .endsWith(" \nC| ok\n")
        .doesNotContain("Zwickenpflug");
    assertThat(Files.readString(copy, ISO_8859_1)).doesNotContain("Zwickenpflug");
    assertThat(folder.resolve(copy.getFileName() + "-wal")).doesNotExist();
    assertThat(folder.resolve(copy.getFileName() + ".refusal-key")).doesNotExist();
    assertThat(atocore.run("integrity", "last").out())
        .contains("[redacted]")
        .doesNotContain("Zwickenpflug");
    assertThat(Files.readString(atocore.store(), ISO_8859_1)).doesNotContain("Zwickenpflug");
    assertThat(atocore.run("integrity", "run", "--check", "row-damaged").exit()).isZero();
  }

  /** The alert log, what was rotated away from it, what waits for a receiver, and its state. */
  @Test
  void redact_masksAlerts_whereverTheyWait() throws Exception {
    String id = atocore.create("Zwickenpflug lives here");
    atocore.with("ATOCORE_ALERT_WEBHOOK", "http://127.0.0.1:1/x");
    String said = "it is about: Zwickenpflug lives here";
    atocore.run(
        "alert", "emit", "--title", said, "--message", said, "--key", "k", "--severity", "warning");
    Path log = folder.resolve("alerts.log");
    Path rotated = log.resolveSibling(log.getFileName() + ".1");
    Files.copy(log, rotated);
    long size = Files.size(log);
    assertThat(everySpoolFile(log)).contains("Zwickenpflug");

    Result result = atocore.run("audit", "redact", id, "-o", "json");
    assertThat(result.exit()).as(result.toString()).isZero();
    assertThat(list(result.out(), "files")).isEqualTo("[]");
    assertThat(Files.size(log)).isEqualTo(size);
    assertThat(Files.readString(log) + Files.readString(rotated) + everySpoolFile(log))
        .contains("[redacted]")
        .doesNotContain("Zwickenpflug");
    assertThat(atocore.out("alert", "recent")).contains("[redacted]");
    assertThat(atocore.out("alert", "list-undelivered")).contains("[redacted]");
  }

  /** The copy stays a store that can be verified and put back. */
  @Test
  void redactedCopy_canBeRestored_andRefusesWhatWasErased() throws Exception {
    String id = atocore.create("Zwickenpflug lives here");
    sql("UPDATE memories SET content = 'drifted' WHERE id = '" + id + "'");
    atocore.out("integrity", "repair", "--check", "memory-drift", "--apply");
    atocore.out("audit", "redact", id);

    Path copy = repairCopy();
    assertThat(atocore.run("db", "verify-backup", copy.toString()).out())
        .contains("ok        audit-tamper", "ok        memory-drift")
        .contains("differs   entry 2 of the backup is not the store's");
    atocore.out("db", "restore", copy.toString());
    assertThat(atocore.out("memory", "show", id)).contains("[redacted]");
    assertThat(atocore.run("audit", "verify").exit()).isZero();
    assertThat(
            atocore
                .run(
                    "memory",
                    "create",
                    "--type",
                    "knowledge",
                    "--content",
                    "Zwickenpflug lives here")
                .err())
        .contains("the same was redacted before, as memory " + id);
  }

  @Test
  void erasedChunk_thatIsReadAgain_isCounted_andIsNoTitle() throws Exception {
    Path notes = Files.createDirectory(folder.resolve("notes"));
    Path note = notes.resolve("a.md");
    String erased = "# Zwickenpflug lives here\n\nDecision: the house is his.\n\n";
    Files.writeString(note, erased + "# Other\n\nMore.\n");
    atocore.out("source", "ingest", notes.toString());
    String chunk = first("SELECT id FROM source_chunks WHERE content LIKE '%Zwick%'");
    String id = atocore.create("Zwickenpflug lives here", "--source-chunk", chunk);
    atocore.out("audit", "redact", id, "--sources");

    Files.writeString(note, erased + "# Other\n\nMore of it.\n");
    Files.writeString(notes.resolve("b.md"), erased + "# Third\n\nLess.\n");
    String text = atocore.out("source", "ingest", notes.toString());
    assertThat(text)
        .contains("a.md (+1 -1 chunks, 1 [redacted])", "b.md (+2 -0 chunks, 1 [redacted])")
        .endsWith("0 failed, 2 chunks erased before and [redacted] again");
    assertThat(first("SELECT group_concat(title) FROM source_documents WHERE uri LIKE '%b.md'"))
        .doesNotContain("Zwick");
    Files.writeString(notes.resolve("c.md"), erased);
    assertThat(atocore.out("source", "ingest", notes.toString(), "-o", "json"))
        .contains("\"chunks_redacted\":1,\"error\":null", "\"failed\":0,\"chunks_redacted\":1}");
    String line = first("SELECT json_quote('" + erased.strip() + "')");
    Result imported =
        atocore.runWith(
            "{\"kind\":\"document\",\"id\":\"d\"}\n{\"kind\":\"chunk\",\"id\":\"d#1\","
                + "\"document_id\":\"d\",\"ordinal\":0,\"content\":"
                + line
                + "}\n",
            "source",
            "import",
            "-");
    assertThat(imported.out())
        .isEqualTo(
            "2 lines: 1 document, 1 chunk, 0 unchanged, 0 refused, 1 erased before and [redacted]"
                + " again\n");
  }

  /** A copy that this program does not open is named, with why. */
  @Test
  void copyOfAnotherVersion_isNamed() throws Exception {
    String id = atocore.create("Zwickenpflug lives here");
    Path copy = folder.resolve(atocore.store().getFileName() + ".before-repair-1.db");
    atocore.out("db", "backup", copy.toString());
    Tampering.run(copy, "PRAGMA user_version = 99");

    assertThat(list(atocore.out("audit", "redact", id, "-o", "json"), "files"))
        .contains(copy + " (cannot be redacted: ");
  }

  private static String list(String json, String name) {
    int begin = json.indexOf("\"" + name + "\":[") + name.length() + 3;
    return json.substring(begin, json.indexOf(']', begin) + 1);
  }

  private Path repairCopy() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .filter(file -> file.getFileName().toString().contains(".before-repair-"))
          .filter(file -> file.toString().endsWith(".db"))
          .findFirst()
          .orElseThrow();
    }
  }

  private static String everySpoolFile(Path log) throws IOException {
    StringBuilder all = new StringBuilder();
    try (Stream<Path> files = Files.walk(log.resolveSibling(log.getFileName() + ".spool"))) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        all.append(Files.readString(file)).append('\n');
      }
    }
    return all.toString();
  }

  @Test
  void prune_movesBodiesIntoAnArchiveThatVerifies() throws Exception {
    String id = atocore.create("one");
    atocore.out("memory", "update", id, "--content", "two");
    Path archive = folder.resolve("archive.ndjson");

    assertThat(atocore.out("audit", "prune", "--before", "0s", "--archive", archive.toString()))
        .isEqualTo("the bodies of 1 entry are in " + archive + " now");
    assertThat(atocore.out("audit", "prune", "--before", "0s", "--archive", folder + "/second"))
        .startsWith("nothing to prune");
    assertThat(atocore.out("audit", "verify")).contains("1 pruned");
    assertThat(atocore.out("audit", "recent")).contains("(pruned)", "two");
    assertThat(atocore.out("audit", "verify-archive", archive.toString()))
        .startsWith("ok: 1 entry of 1 line give the digests that the log kept, pruned 2");
    Files.writeString(archive, Files.readString(archive).replace("one", "won"));
    Result meddled = atocore.run("audit", "verify-archive", archive.toString(), "-o", "json");
    assertThat(meddled.exit()).isEqualTo(3);
    assertThat(meddled.out())
        .startsWith("{\"problems\":[{\"verdict\":\"altered\",\"line\":1,\"entry_id\":1,")
        .contains("\"not_on_record\"", "\"ok\":false");
    assertThat(atocore.run("audit", "verify-archive", folder + "/none").exit()).isEqualTo(1);
    assertThat(atocore.run("audit", "prune", "--archive", "x").exit()).isEqualTo(2);
  }

  @Test
  void lostEntry_isReportedUntilItIsAcknowledged() throws Exception {
    atocore.create("before");
    Path spool = Files.createDirectory(Path.of(atocore.store() + ".audit-spool.ndjson"));
    sql(
        "CREATE TRIGGER broken BEFORE INSERT ON memory_audit BEGIN SELECT RAISE(ABORT, 'no room');"
            + " END");
    String id = atocore.create("lost", "--actor", "agent-9");
    sql("DROP TRIGGER broken");
    Files.delete(spool);

    assertThat(atocore.out("alert", "recent", "--severity", "critical", "-o", "json"))
        .contains(id, "Audit entry lost", "\"hash\":");
    assertThat(atocore.out("audit", "gap")).contains(id, "lost", "created", "agent-9", "no room");
    assertThat(atocore.out("audit", "status")).contains("lost               1 entry");
    assertThat(atocore.run("audit", "verify").exit()).isEqualTo(3);
    assertThat(atocore.run("integrity", "run", "--check", "audit-gap").exit()).isEqualTo(3);
    assertThat(atocore.run("audit", "gap", "ack").exit()).isEqualTo(2);
    assertThat(atocore.run("audit", "gap", "ack", id, "7").exit()).isEqualTo(1);
    assertThat(atocore.run("audit", "gap", "forget").exit()).isEqualTo(2);

    assertThat(atocore.out("audit", "gap", "ack", id, "1", "--note", "ticket 5", "--actor", "boss"))
        .isEqualTo("acknowledged 1 gap");

    assertThat(atocore.out("audit", "gap", "-o", "json"))
        .contains(
            "\"state\":\"acknowledged\"", "\"acknowledged_by\":\"boss\"", "\"note\":\"ticket 5\"");
    assertThat(atocore.out("audit", "verify")).contains("1 acknowledged gap");
    assertThat(atocore.run("integrity", "run", "--check", "audit-gap").exit()).isZero();
    assertThat(atocore.out("audit", "status", "-o", "json")).contains("\"lost\":0");
  }

  private String first(String query) throws Exception {
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + atocore.store());
        Statement sql = connection.createStatement();
        ResultSet rows = sql.executeQuery(query)) {
      return rows.next() ? String.valueOf(rows.getString(1)) : "";
    }
  }

  private void sql(String statement) throws Exception {
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + atocore.store());
        Statement sql = connection.createStatement()) {
      sql.executeUpdate(statement);
    }
  }
}
