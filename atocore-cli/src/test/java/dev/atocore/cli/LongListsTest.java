package dev.atocore.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.atocore.cli.Atocore.Result;
import dev.atocore.testing.MemoryFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Lists of more rows than are held at a time. */
class LongListsTest {
  private static final int MEMORIES = 1000;

  @TempDir(factory = MemoryFolder.class)
  static Path folder;

  private static Atocore atocore;
  private static List<String> ids;

  /** 1000 memories of 40 kB: more than the heap of the processes below. */
  @BeforeAll
  static void fill() throws Exception {
    atocore = new Atocore(folder);
    StringBuilder lines = new StringBuilder();
    for (int i = 0; i < MEMORIES; i++) {
      lines.append("{\"type\":\"knowledge\",\"project\":\"p\",\"content\":\"").append(i);
      lines.append(" water".repeat(6800)).append("\"}\n");
    }
    Result imported = atocore.runWith(lines.toString(), "memory", "import", "-", "-q");
    ids = imported.out().lines().toList();
    atocore.out("alert", "emit", "--severity=info", "--title=t", "--message=" + "m".repeat(40_000));
    String alert = Files.readString(folder.resolve("alerts.log"));
    Files.writeString(folder.resolve("alerts.log"), alert.repeat(MEMORIES));
  }

  @ParameterizedTest
  @ValueSource(strings = {"memory list", "audit recent", "audit tail", "alert recent"})
  void list_ofMoreThanTheHeap_isPrinted(String command) throws Exception {
    for (String format : List.of("text", "json")) {
      assertThat(exitInASmallHeap(command + " --limit 1000000 -o " + format))
          .as(command + " as " + format)
          .isZero();
    }
  }

  @Test
  void memories_areAllThere_inOrder() {
    List<String> newestFirst = new ArrayList<>(ids);
    Collections.reverse(newestFirst);
    assertThat(atocore.out("memory", "list", "-q", "--limit=10000").lines().toList())
        .isEqualTo(newestFirst);

    assertThat(atocore.out("memory", "list", "-q", "--limit=430").lines().toList())
        .isEqualTo(newestFirst.subList(0, 430));
    String page = atocore.out("memory", "list", "-o", "json", "--limit=430");
    String next = page.substring(page.lastIndexOf(":\"") + 2, page.lastIndexOf('"'));
    assertThat(
            atocore.out("memory", "list", "-q", "--limit=9999", "--after=" + next).lines().toList())
        .isEqualTo(newestFirst.subList(430, MEMORIES));
  }

  @Test
  void page_thatEndsWithTheList_hasNoNext() {
    assertThat(atocore.run("memory", "list", "-q", "--limit=" + MEMORIES).err()).isEmpty();
    assertThat(atocore.out("memory", "list", "-o", "json", "--limit=" + MEMORIES))
        .contains("\"next\":null");
  }

  @Test
  void tail_isTheEndOfTheLog_oldestFirst() {
    List<String> all =
        new ArrayList<>(atocore.out("audit", "recent", "-q", "--limit=9999").lines().toList());
    Collections.reverse(all);
    for (int most : new int[] {1, 199, 200, 201, 800, MEMORIES - 1, MEMORIES, MEMORIES + 1}) {
      assertThat(atocore.out("audit", "tail", "-q", "--limit=" + most).lines().toList())
          .as("of " + most)
          .isEqualTo(all.subList(Math.max(0, all.size() - most), all.size()));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"memory list", "audit recent", "recall list", "memory refusals"})
  void limit_below1_isRefused(String command) {
    List<String> words = new ArrayList<>(List.of(command.split(" ")));
    words.add("--limit=0");
    Result result = atocore.run(words.toArray(new String[0]));
    assertThat(result.exit()).isEqualTo(2);
    assertThat(result.out()).isEmpty();
  }

  private static int exitInASmallHeap(String line) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-Xmx32m", "-XX:TieredStopAtLevel=1"));
    command.add("-Dslf4j.provider=dev.atocore.cli.run.StderrLogging");
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), Main.class.getName()));
    command.addAll(List.of(line.split(" ")));
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().put("ATOCORE_DB", atocore.store().toString());
    builder.environment().put("ATOCORE_ALERT_LOG", folder.resolve("alerts.log").toString());
    builder.redirectOutput(ProcessBuilder.Redirect.DISCARD);
    builder.redirectError(ProcessBuilder.Redirect.INHERIT);
    return builder.start().waitFor();
  }
}
