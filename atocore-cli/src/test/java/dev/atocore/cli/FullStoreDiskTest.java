package dev.atocore.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.atocore.cli.Atocore.Result;
import dev.atocore.testing.Machine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Bulk commands on a disk that fills up: a batch whole or not at all, one alert, exit 1. */
class FullStoreDiskTest {
  @TempDir Path folder;
  private Path disk;
  private Atocore atocore;

  @BeforeEach
  void mount() throws IOException, InterruptedException {
    disk = Files.createDirectory(folder.resolve("disk"));
    Machine.needs(
        Machine.runs("mount", "-t", "tmpfs", "-o", "size=2m", "tmpfs", disk.toString()),
        "the right to mount a small tmpfs (root)");
    atocore = new Atocore(folder).with("ATOCORE_DB", disk.resolve("store.db").toString());
  }

  @AfterEach
  void unmount() throws InterruptedException {
    Machine.runs("umount", disk.toString());
  }

  @Test
  void bulkImport_stopsAtTheFullDisk() throws Exception {
    StringBuilder lines = new StringBuilder();
    for (int i = 0; i < 4000; i++) {
      lines.append(line(i)).append('\n');
    }
    Path file = Files.writeString(folder.resolve("lines.ndjson"), lines);

    assertStopped(atocore.run("memory", "import", file.toString()));
  }

  @Test
  void manyPromotions_stopAtTheFullDisk() throws Exception {
    StringBuilder ids = new StringBuilder();
    for (int from = 0; ; from += 100) {
      StringBuilder lines = new StringBuilder();
      for (int i = from; i < from + 100; i++) {
        lines.append(line(i)).append('\n');
      }
      Path file = Files.writeString(folder.resolve("lines.ndjson"), lines);
      if (atocore.run("memory", "import", file.toString()).exit() != 0) {
        break;
      }
    }
    Files.deleteIfExists(folder.resolve("alerts.log"));
    ids.append(atocore.out("memory", "list", "--limit", "1000", "-q"));

    assertStopped(atocore.runWith(ids + "\n", "memory", "promote", "-"));
  }

  private void assertStopped(Result result) throws Exception {
    assertThat(result.exit()).as(result.err()).isEqualTo(1);
    assertThat(result.err()).contains("the disk is full");
    assertThat(folder.resolve("alerts.log")).content().hasLineCount(1).contains("disk-full");
    Machine.runs("mount", "-o", "remount,size=16m", disk.toString());
    Result verified = atocore.run("audit", "verify");
    assertThat(verified.exit()).as(verified.out()).isZero();
    assertThat(disk.resolve("store.db.audit-spool.ndjson")).doesNotExist();
  }

  private static String line(int i) {
    return "{\"type\":\"knowledge\",\"content\":\"Fact number " + i + " " + "x".repeat(150) + "\"}";
  }
}
