package dev.atocore.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.atocore.cli.Atocore.Result;
import dev.atocore.testing.Machine;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A store on a disk that is mounted read-only. */
class ReadOnlyStoreTest {
  @TempDir Path folder;

  private Path disk;
  private Atocore atocore;
  private String id;
  private boolean mounted;

  @BeforeEach
  void makeStore() throws Exception {
    disk = Files.createDirectory(folder.resolve("disk"));
    atocore = new Atocore(folder).with("ATOCORE_DB", disk.resolve("store.db").toString());
    id = atocore.create("the pump is loud", "--status", "active");
    atocore.out("audit", "checkpoint");
    atocore.out("integrity", "run");
  }

  @AfterEach
  void unmount() throws Exception {
    if (mounted) {
      assertThat(Machine.runs("umount", disk.toString())).isTrue();
    }
  }

  private void mount() throws Exception {
    mounted = Machine.runs("mount", "--bind", disk.toString(), disk.toString());
    Machine.needs(mounted, "the right to mount a folder (root)");
    assertThat(Machine.runs("mount", "-o", "remount,ro,bind", disk.toString())).isTrue();
  }

  @Test
  void reading_works() throws Exception {
    Path cases =
        Files.writeString(
            folder.resolve("cases"),
            "{\"id\":\"a\",\"query\":\"pump\",\"expect_text\":\"pump\"}\n");
    mount();
    for (String command :
        List.of(
            "memory list",
            "memory show " + id,
            "memory search pump",
            "memory export",
            "memory auto-promote --dry-run",
            "memory expire --dry-run",
            "audit recent",
            "audit history " + id,
            "audit show 1",
            "audit tail",
            "audit blame " + id,
            "audit stats",
            "audit status",
            "audit verify",
            "audit export",
            "audit prove 1",
            "audit gap",
            "audit erasures",
            "source list",
            "source chunks",
            "state list",
            "project list",
            "integrity run",
            "integrity last",
            "integrity trend",
            "pipeline check",
            "dashboard",
            "db status",
            "db backup " + folder.resolve("copy.db"),
            "db verify-backup " + disk.resolve("store.db"))) {
      Result result = atocore.run(command.split(" ", -1));
      assertThat(result.exit()).as(command + ": " + result.err()).isZero();
    }
    assertThat(atocore.out("db", "verify-backup", folder.resolve("copy.db").toString()))
        .contains("can be restored", "0 differences");
    assertThat(atocore.run("integrity", "run").err())
        .contains("the result of this integrity run is not kept");
    assertThat(atocore.run("harness", "run", cases.toString()).err()).contains("not kept");
    assertThat(atocore.run("doctor").out()).contains("cannot be written");
  }

  @Test
  void writing_saysSoInOneLine() throws Exception {
    mount();
    for (String command :
        List.of(
            "memory create --type knowledge --content x",
            "memory invalidate " + id,
            "memory update " + id + " --content y",
            "audit redact " + id,
            "state set atocore a b 1")) {
      Result result = atocore.run(command.split(" ", -1));
      assertThat(result.exit()).as(command).isEqualTo(1);
      assertThat(result.err()).as(command).hasLineCount(1).contains("is read-only");
    }
  }

  @Test
  void changesThatWait_areRead_orSaidToBeMissing() throws Exception {
    Path store = disk.resolve("store.db");
    Path kept = Files.createDirectory(folder.resolve("kept"));
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + store);
        Statement statement = connection.createStatement()) {
      statement.execute("UPDATE memories SET confidence = 0.75");
      for (String ending : List.of("", "-wal", "-shm")) {
        Files.copy(disk.resolve("store.db" + ending), kept.resolve("store.db" + ending));
      }
    }
    for (String ending : List.of("", "-wal", "-shm")) {
      Files.deleteIfExists(disk.resolve("store.db" + ending));
      Files.copy(kept.resolve("store.db" + ending), disk.resolve("store.db" + ending));
    }
    Files.copy(kept.resolve("store.db"), disk.resolve("alone.db"));
    Files.copy(kept.resolve("store.db-wal"), disk.resolve("alone.db-wal"));
    mount();

    assertThat(atocore.out("memory", "show", id)).contains("0.75");
    Result alone = atocore.run("--db", disk.resolve("alone.db").toString(), "memory", "list");
    assertThat(alone.exit()).isEqualTo(1);
    assertThat(alone.err()).hasLineCount(1).contains("wait in alone.db-wal", "copy both files");
  }
}
