package dev.atocore.core.recall;

import static org.assertj.core.api.Assertions.assertThat;

import dev.atocore.core.MemoryStore;
import dev.atocore.core.StoreOptions;
import dev.atocore.core.recall.Packed.Pair;
import dev.atocore.testing.Machine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How answers get to the disk, and what becomes of them when they do not. */
class RecallLogTest {
  @TempDir Path folder;

  private Path file() {
    return folder.resolve("store.db");
  }

  private static void tell(RecallLog log, List<Told> memories) {
    try (RecallSession session =
        log.begin(new Reader(RecallDoor.HTTP, "agent-7", "claude", UUID.randomUUID().toString()))) {
      session.asked("garden", "pump");
      memories.forEach(told -> session.told(told.id(), told.version()));
    }
  }

  @Test
  void hundredThousandAnswersOfTenMemories_takeLessThan25Megabytes() throws Exception {
    Random random = new Random(7);
    List<String> ids = new ArrayList<>();
    for (int i = 0; i < 10_000; i++) {
      ids.add(new UUID(random.nextLong(), random.nextLong()).toString());
    }
    long empty;
    try (MemoryStore store = MemoryStore.open(file())) {
      store.truncateWal(Duration.ofSeconds(10));
      empty = Files.size(file());
      try (RecallLog log = store.recallLog(RecallMode.IDS)) {
        for (int i = 0; i < 100_000; i++) {
          List<Told> list = new ArrayList<>();
          for (int rank = 0; rank < 10; rank++) {
            list.add(new Told(ids.get(random.nextInt(ids.size())), 1 + random.nextInt(5)));
          }
          tell(log, list);
          while (log.waiting() > 5000) {
            Thread.onSpinWait();
          }
        }
      }
      store.truncateWal(Duration.ofSeconds(10));
      assertThat(store.recalls().losses().answers()).isZero();
      assertThat(store.recalls().list(RecallFilter.ALL, 1, null).next()).isNotNull();
    }
    long grown = Files.size(file()) - empty;
    assertThat(grown).isBetween(5_000_000L, 25_000_000L);
  }

  @Test
  void packedPairs_comeBackAsTheyWere() {
    List<Pair> pairs =
        List.of(new Pair(1, 1), new Pair(127, 128), new Pair(16_384, 3), new Pair(1L << 40, 0));

    assertThat(Packed.pairs(Packed.pairs(pairs))).isEqualTo(pairs);
    assertThat(Packed.ascending(1, Packed.ascending(1, pairs))).isEqualTo(pairs);
    assertThat(Packed.pairs(new byte[] {(byte) 0x80})).hasSize(1);
  }

  @Test
  void fullDisk_losesAnswersAndCountsThem_andOnceThereIsRoomGoesOn() throws Exception {
    Path disk = Files.createDirectory(folder.resolve("disk"));
    Machine.needs(
        Machine.runs("mount", "-t", "tmpfs", "-o", "size=2m", "tmpfs", disk.toString()),
        "the right to mount a small tmpfs (root)");
    try (MemoryStore store = MemoryStore.open(disk.resolve("store.db"));
        RecallLog log = store.recallLog(RecallMode.IDS)) {
      Path filler = disk.resolve("filler");
      fill(filler);
      tell(log, List.of(new Told("m-1", 1)));
      awaitAnswers(log, 1);
      assertThat(log.lost()).isEqualTo(1);

      Files.delete(filler);
      tell(log, List.of(new Told("m-1", 1)));
      awaitAnswers(log, 2);
      assertThat(log.written()).isEqualTo(1);
      assertThat(store.recalls().losses().answers()).isEqualTo(1);
      assertThat(store.recalls().losses().since()).isNotNull();
    } finally {
      Machine.runs("umount", disk.toString());
    }
  }

  @Test
  void storeThatIsHeld_delaysAnswers_andLosesNone() throws Exception {
    try (MemoryStore store =
            MemoryStore.open(StoreOptions.of(file()).busyTimeout(Duration.ofMillis(50)));
        RecallLog log = store.recallLog(RecallMode.IDS)) {
      try (Connection other = DriverManager.getConnection("jdbc:sqlite:" + file());
          Statement statement = other.createStatement()) {
        statement.execute("BEGIN IMMEDIATE");
        tell(log, List.of(new Told("m-1", 1)));
        long end = System.nanoTime() + 1_000_000_000L;
        while (System.nanoTime() < end) {
          assertThat(log.written() + log.lost()).isZero();
        }
        statement.execute("ROLLBACK");
      }
      awaitAnswers(log, 1);
      assertThat(log.written()).isEqualTo(1);
    }
  }

  @Test
  void brokenTable_losesAnswers_andThrowsNothing() throws SQLException {
    try (MemoryStore store = MemoryStore.open(file())) {
      try (Connection other = DriverManager.getConnection("jdbc:sqlite:" + file());
          Statement statement = other.createStatement()) {
        statement.execute("DROP TABLE recall_told");
      }
      try (RecallLog log = store.recallLog(RecallMode.IDS)) {
        tell(log, List.of(new Told("m-1", 1)));
        awaitAnswers(log, 1);
        assertThat(log.lost()).isEqualTo(1);
      }
    }
  }

  @Test
  void killedProcess_losesTheLastSecondAtMost() throws Exception {
    Process child =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                Telling.class.getName(),
                file().toString())
            .redirectErrorStream(true)
            .start();
    int told;
    try (var out = child.inputReader()) {
      String line = out.readLine();
      while (line != null && !line.startsWith("told ")) {
        line = out.readLine();
      }
      told = line == null ? -1 : Integer.parseInt(line.substring("told ".length()));
    } finally {
      child.destroyForcibly().waitFor();
    }
    try (MemoryStore store = MemoryStore.open(file())) {
      assertThat(store.recalls().list(RecallFilter.ALL, 1000, null).recalls())
          .hasSizeGreaterThanOrEqualTo(told)
          .hasSizeGreaterThan(0);
    }
  }

  /** Tells a memory some times, says so a second later, and goes on. */
  static final class Telling {
    private Telling() {}

    /** The store is the only argument. */
    public static void main(String[] args) {
      MemoryStore store = MemoryStore.open(Path.of(args[0]));
      RecallLog log = store.recallLog(RecallMode.IDS);
      int told = 0;
      for (; told < 200; told++) {
        tell(log, List.of(new Told("m-1", 1)));
        pause(5_000_000L);
      }
      pause(1_000_000_000L);
      System.out.println("told " + told);
      pause(Long.MAX_VALUE / 2);
    }

    private static void pause(long nanos) {
      long begun = System.nanoTime();
      while (System.nanoTime() - begun < nanos) {
        Thread.onSpinWait();
      }
    }
  }

  private static void fill(Path filler) throws IOException {
    byte[] block = new byte[4096];
    try (var out = Files.newOutputStream(filler)) {
      while (true) {
        out.write(block);
      }
    } catch (IOException full) {
      // That is what is wanted.
      return;
    }
  }

  private static void awaitAnswers(RecallLog log, long answers) {
    long end = System.nanoTime() + 20_000_000_000L;
    while (log.written() + log.lost() < answers && System.nanoTime() < end) {
      Thread.onSpinWait();
    }
    assertThat(log.written() + log.lost()).isEqualTo(answers);
  }
}
