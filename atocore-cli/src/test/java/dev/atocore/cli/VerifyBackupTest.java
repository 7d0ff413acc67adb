package dev.atocore.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.atocore.cli.Atocore.Result;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files that were a backup once, or never. */
class VerifyBackupTest {
  @TempDir Path folder;

  private Atocore atocore;

  @BeforeEach
  void makeStore() {
    atocore = new Atocore(folder);
    atocore.create("a fact");
  }

  @Test
  void damagedFiles_areFindings_withAdviceForABackup() throws Exception {
    Path copy = folder.resolve("copy.db");
    atocore.out("db", "backup", copy.toString());
    byte[] whole = Files.readAllBytes(copy);
    byte[] noise = new byte[20_000];
    new Random(7).nextBytes(noise);
    Map<String, byte[]> files = new LinkedHashMap<>();
    files.put("empty", new byte[0]);
    files.put("noise", noise);
    files.put("text", "no store\n".getBytes(UTF_8));
    for (int length : new int[] {1, 99, 100, 4096, whole.length / 2}) {
      files.put("first" + length, Arrays.copyOf(whole, length));
    }
    for (Map.Entry<String, byte[]> file : files.entrySet()) {
      Path path = Files.write(folder.resolve(file.getKey()), file.getValue());

      Result result = atocore.run("db", "verify-backup", path.toString());
      assertThat(result.exit()).as(file.getKey()).isEqualTo(3);
      assertThat(result.out()).as(file.getKey()).contains("do not rely on it", "older copy");
      assertThat(result.out() + result.err()).doesNotContain("--db", "integrity run", "db init");
      assertThat(atocore.run("db", "verify-backup", path.toString(), "-o", "json").out())
          .contains("\"status\":\"findings\"", "\"unreadable\":");
    }
  }

  @Test
  void lastByteMissing_isAFinding() throws Exception {
    Path copy = folder.resolve("copy.db");
    atocore.out("db", "backup", copy.toString());
    byte[] whole = Files.readAllBytes(copy);
    Files.write(copy, Arrays.copyOf(whole, whole.length - 1));

    assertThat(atocore.run("db", "verify-backup", copy.toString()).exit()).isEqualTo(3);
  }

  @Test
  void missingFile_isAFailure() {
    Result result = atocore.run("db", "verify-backup", folder.resolve("none").toString());

    assertThat(result.exit()).isEqualTo(1);
    assertThat(result.err()).hasLineCount(1).contains("there is no backup at");
  }
}
