package dev.atocore.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.atocore.cli.Atocore.Result;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code db copy} says and how it ends; what it copies is tested in core. */
class CopyCommandTest {
  @TempDir Path folder;
  private Atocore atocore;
  private String id;
  private Path copy;

  @BeforeEach
  void fill() {
    atocore = new Atocore(folder);
    copy = folder.resolve("copy.db");
    id = atocore.create("the pump is stuck");
    atocore.out("memory", "reject", atocore.create("the moon is cheese"));
    atocore.out("audit", "checkpoint");
  }

  @Test
  void copy_isTheSameStore_andItsKeyOfRefusalsIsPrivate() throws Exception {
    Result result = atocore.run("db", "copy", copy.toString());

    assertThat(result.exit()).isZero();
    assertThat(result.out())
        .contains("copied to " + copy, "2 memories, 3 audit entries", "the log verifies");
    assertThat(result.err()).contains("the key that signs checkpoints stays in");
    String db = copy.toString();
    assertThat(atocore.out("--db", db, "memory", "show", id)).contains("the pump is stuck");
    assertThat(
            atocore
                .run(
                    "--db",
                    db,
                    "memory",
                    "create",
                    "--type=knowledge",
                    "--content=the moon is cheese")
                .err())
        .contains("rejected before");
    assertThat(atocore.run("--db", db, "integrity", "run").exit()).isZero();
    for (Path file : new Path[] {copy, folder.resolve("copy.db.refusal-key")}) {
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
          .isEqualTo("rw-------");
    }
  }

  @Test
  void secondCopy_isRefusedInOneLine_andChangesNothing() throws Exception {
    atocore.out("db", "copy", copy.toString());
    byte[] before = Files.readAllBytes(copy);

    Result again = atocore.run("db", "copy", copy.toString());

    assertThat(again.exit()).isEqualTo(1);
    assertThat(again.err()).hasLineCount(1).contains("holds something already");
    assertThat(copy).hasBinaryContent(before);
    assertThat(atocore.run("db", "copy", atocore.store().toString()).exit()).isEqualTo(2);
  }

  @Test
  void tamperedSource_isCopiedAsItIs_andSaysSo() throws Exception {
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + atocore.store());
        Statement statement = connection.createStatement()) {
      statement.execute("UPDATE memories SET content = 'forged' WHERE id = '" + id + "'");
    }

    Result result = atocore.run("db", "copy", copy.toString(), "-o", "json");

    assertThat(result.exit()).isEqualTo(3);
    assertThat(result.out())
        .contains("\"status\":\"findings\"", "\"problems\":1", "\"root_holds\":true");
    assertThat(atocore.out("--db", copy.toString(), "memory", "show", id)).contains("forged");
  }
}
