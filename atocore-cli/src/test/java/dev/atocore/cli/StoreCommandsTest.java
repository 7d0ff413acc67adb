package dev.atocore.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.atocore.cli.Atocore.Result;
import dev.atocore.core.schema.Schema;
import dev.atocore.core.schema.SchemaStatus;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The groups state, project, source and db. */
class StoreCommandsTest {
  @TempDir Path folder;
  private Atocore atocore;

  @BeforeEach
  void setUp() {
    atocore = new Atocore(folder);
  }

  @Test
  void state_setAndGet() {
    assertThat(atocore.out("state", "set", "atocore", "config", "owner", "\"ada\""))
        .isEqualTo("set atocore/config/owner");
    assertThat(atocore.out("state", "get", "atocore", "config", "owner")).isEqualTo("\"ada\"");
    assertThat(
            atocore
                .runWith(
                    "{\n  \"a\": [1, 2]\n}\n", "state", "set", "atocore", "config", "limits", "-")
                .exit())
        .isZero();
    assertThat(atocore.out("state", "get", "atocore", "config", "limits", "-o", "json"))
        .startsWith(
            "{\"project\":\"atocore\",\"category\":\"config\",\"key\":\"limits\",\"value\":{  "
                + " \"a\": [1, 2] },\"updated_at\":\"")
        .hasLineCount(1);
    assertThat(atocore.out("state", "list", "atocore", "-o", "ndjson")).hasLineCount(2);
    assertThat(atocore.out("state", "list", "-q"))
        .isEqualTo("atocore/config/limits\natocore/config/owner");
  }

  @Test
  void state_refusals() {
    assertThat(atocore.run("state", "set", "atocore", "a", "b", "no json").exit()).isEqualTo(2);
    Result unknown = atocore.run("state", "set", "atlas", "a", "b", "1");
    assertThat(unknown.exit()).isEqualTo(1);
    assertThat(unknown.err()).contains("project add");
    assertThat(atocore.run("state", "get", "atocore", "a", "b").exit()).isEqualTo(1);
    assertThat(atocore.run("state", "get", "atocore", "a").exit()).isEqualTo(2);
  }

  @Test
  void project_addAndList() {
    assertThat(atocore.out("project", "add", "atlas", "--name", "Atlas"))
        .isEqualTo("project atlas");
    assertThat(atocore.out("project", "list", "-o", "json"))
        .contains("{\"id\":\"atlas\",\"name\":\"Atlas\",\"created_at\":");
    assertThat(atocore.run("project", "add", " ").exit()).isEqualTo(2);
  }

  @Test
  void source_ingestListChunksRemove() throws Exception {
    Path notes = Files.createDirectory(folder.resolve("notes"));
    Files.writeString(notes.resolve("a.md"), "# A\n\nRemember: the door code changed\n");
    Files.writeString(notes.resolve("b.txt"), "nothing here\n");

    assertThat(atocore.out("source", "ingest", notes.toString(), "--project", "house"))
        .endsWith("2 files: 2 added, 0 changed, 0 unchanged, 0 failed");
    assertThat(
            atocore.out("source", "ingest", notes.toString(), "--project", "house", "-o", "json"))
        .endsWith(
            "\"added\":0,\"changed\":0,\"moved\":0,\"unchanged\":2,\"gone\":0,\"failed\":0,\"chunks_redacted\":0}");
    assertThat(atocore.out("source", "list")).contains("house", "a.md");
    String chunks = atocore.out("source", "chunks");
    assertThat(chunks).hasLineCount(2).startsWith("{\"seq\":1,\"id\":\"");
    assertThat(atocore.out("source", "chunks", "--limit", "1")).hasLineCount(1);
    assertThat(atocore.out("source", "chunks", "--after", "1")).startsWith("{\"seq\":2,");
    assertThat(atocore.run("source", "chunks", "--limit", "0").exit()).isEqualTo(2);

    assertThat(atocore.out("source", "chunks", "--new")).as("none was extracted").isEqualTo(chunks);
    for (String kept : new String[] {"1", "\"1\"", " 1 "}) {
      atocore.out("state", "set", "atocore", "status", "extract_watermark", kept);
      assertThat(atocore.out("source", "chunks", "--new")).as(kept).startsWith("{\"seq\":2,");
    }
    assertThat(atocore.run("source", "chunks", "--new", "--after", "1").exit()).isEqualTo(2);
    for (String wrong : new String[] {"\"soon\"", "-1", "1.5", "1234567890123456789", "\"\""}) {
      atocore.out("state", "set", "atocore", "status", "extract_watermark", wrong);
      Result refused = atocore.run("source", "chunks", "--new");
      assertThat(refused.exit()).as(wrong).isNotZero();
      assertThat(refused.err()).as(wrong).contains("extract_watermark", "not a number");
    }
    Result extracted = atocore.runWith(chunks, "source", "extract");
    assertThat(extracted.out()).hasLineCount(1).contains("the door code changed");
    assertThat(atocore.runWith(extracted.out(), "memory", "import", "-").exit()).isZero();
    String document = atocore.out("source", "list", "-q").lines().findFirst().orElseThrow();
    assertThat(atocore.out("source", "remove", document)).endsWith("and its 1 chunk");
    assertThat(atocore.run("source", "remove", document).exit()).isEqualTo(1);
    assertThat(atocore.run("source", "ingest", folder.resolve("none").toString()).exit())
        .isEqualTo(1);
  }

  @Test
  void source_import_tellsEachBadLine_inEveryFormat() {
    String lines =
        """
        {"kind":"document","id":"d1","project":"p","title":"T","uri":"u"}
        broken
        {"kind":"chunk","id":"c1","document_id":"d1","ordinal":0,"content":"hello"}
        {"kind":"page","id":"x"}
        """;

    Result text = atocore.runWith(lines, "source", "import", "-");
    assertThat(text.exit()).isEqualTo(1);
    assertThat(text.out()).isEqualTo("4 lines: 1 document, 1 chunk, 0 unchanged, 2 refused\n");
    assertThat(text.err())
        .contains("line 2: not JSON", "line 4: unknown kind")
        .contains("refused 2 of 4 lines; the others were imported");
    for (String format : new String[] {"json", "ndjson"}) {
      Result json = atocore.runWith(lines, "source", "import", "-", "-o", format);
      assertThat(json.exit()).isEqualTo(1);
      assertThat(json.out())
          .hasLineCount(1)
          .startsWith("{\"errors\":[{\"line\":2,\"message\":\"not JSON")
          .contains("},{\"line\":4,\"message\":\"unknown kind")
          .endsWith(
              "],\"lines\":4,\"documents\":0,\"chunks\":0,\"unchanged\":2,\"redacted\":0,\"failed\":2}\n");
    }
    assertThat(atocore.runWith(lines, "source", "import", "-", "-q").out()).isEmpty();
  }

  @Test
  void import_ofBadLinesAlone_saysThatNothingCameIn() {
    for (String noun : new String[] {"source", "memory"}) {
      assertThat(atocore.runWith("broken\n", noun, "import", "-").err())
          .contains("refused 1 of 1 line; nothing was imported");
    }
  }

  @Test
  void db_initStatusRollbackMigrateBackup() throws Exception {
    assertThat(atocore.out("db", "init")).startsWith("made ");
    assertThat(atocore.out("db", "init")).startsWith("already there: ");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(atocore.store())))
        .isEqualTo("rw-------");
    String id = atocore.create("one");
    Path copy = folder.resolve("copy.db");
    assertThat(atocore.out("db", "backup", copy.toString())).startsWith("copied to ");
    assertThat(atocore.run("db", "backup", copy.toString()).exit()).isEqualTo(1);
    assertThat(atocore.out("--db", copy.toString(), "memory", "list", "-q")).isEqualTo(id);
    List<SchemaStatus.AppliedMigration> steps = Schema.at(atocore.store()).status().applied();
    int latest = steps.get(steps.size() - 1).version();
    int before = steps.get(steps.size() - 2).version();
    assertThat(atocore.out("db", "rollback", "--to", "" + before))
        .isEqualTo("schema version " + latest + " -> " + before);
    assertThat(atocore.run("memory", "list").err()).contains("atocore db migrate");
    assertThat(atocore.out("db", "status")).contains("pending");
    assertThat(atocore.out("db", "migrate", "-o", "json"))
        .isEqualTo("{\"from\":" + before + ",\"version\":" + latest + "}");
    assertThat(atocore.out("memory", "list", "-q")).isEqualTo(id);
    assertThat(atocore.run("db", "rollback").exit()).isEqualTo(2);
    assertThat(atocore.run("db", "rollback", "--to", "99999999999").exit()).isEqualTo(2);
  }

  @Test
  void rollback_saysWhatIsGone_andRefusesWhatAnOlderOneCannotVerify() {
    atocore.create("one");
    assertThat(atocore.out("db", "rollback", "--to", "1"))
        .startsWith("schema version ")
        .endsWith("\ngone: entries of the audit log (1)");
    atocore.out("db", "migrate");
    atocore.create("two", "--user", "bob");

    Atocore.Result result = atocore.run("db", "rollback", "--to", "11");

    assertThat(result.exit()).isEqualTo(1);
    assertThat(result.out()).isEmpty();
    assertThat(result.err()).hasLineCount(1).contains("below schema version 13", "db restore");
    assertThat(atocore.run("audit", "verify").err()).doesNotContain("schema");
  }

  @Test
  void db_commandsOnNothing_makeNothing() {
    for (String command : new String[] {"status", "migrate", "backup"}) {
      String[] args =
          command.equals("backup")
              ? new String[] {"db", command, folder.resolve("x").toString()}
              : new String[] {"db", command};
      assertThat(atocore.run(args).exit()).as(command).isEqualTo(1);
    }
    assertThat(folder).isEmptyDirectory();
  }
}
