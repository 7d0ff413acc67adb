package dev.atocore.core.erase;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** No byte is moved, so that those who append meanwhile lose nothing. */
class MaskedLinesTest {
  private static final String SAID = "Zwickenpflug said \"hello\" to Grüße\nand went home early";

  @TempDir Path folder;

  @Test
  void line_isMaskedOverItsOwnBytes() throws IOException {
    assertMasked(
        "{\"a\":\"x Zwickenpflug said \\\"hello\\\" to\"}",
        "{\"a\":\"[redacted]\"" + " ".repeat(22) + "}");
    assertMasked(
        "{\"a\":[\"Zwickenpflug said \"],\"b\":\"ok\"}",
        "{\"a\":[\"[redacted]\"        ],\"b\":\"ok\"}");
    assertMasked(
        "{\"b\":{\"c\":\"and went home early\"},\"d\":1}",
        "{\"b\":{\"c\":\"[redacted]\"         },\"d\":1}");
    assertMasked("{\"a\":\"Zwickenpf…\"}", "{\"a\":\"[redacted]\"  }");
    assertMasked("{\"a\":\"Zwickenberg said\"}", "{\"a\":\"Zwickenberg said\"}");
    assertMasked("B| Zwickenpflug said \"hello\"", "[redacted]                  ");
    assertMasked("  and went home early", "[redacted]           ");
    assertMasked("ome early", "*********");
  }

  @Test
  void halfALine_isLeftToWhoeverWritesIt() throws IOException {
    String half = "{\"a\":\"ok\"}\n{\"a\":\"Zwickenpflug said ";
    Path file = write(half);

    mask(file);

    assertThat(file).hasContent(half);
  }

  @Test
  void lineWithoutEnd_thatIsWhole_isMasked() throws IOException {
    Path file = write("{\"a\":\"Zwickenpflug said \"}");

    assertThat(mask(file)).isTrue();

    assertThat(file).hasContent("{\"a\":\"[redacted]\"        }");
    assertThat(mask(file)).isFalse();
  }

  @Test
  void appendersMeanwhile_loseNothing() throws Exception {
    StringBuilder log = new StringBuilder();
    for (int i = 0; i < 20_000; i++) {
      log.append("{\"n\":\"").append(i).append("\",\"m\":\"Zwickenpflug said \"}\n");
    }
    Path file = write(log.toString());
    Thread appender =
        new Thread(
            () -> {
              for (int i = 0; i < 2_000; i++) {
                append(file, "{\"late\":\"" + i + "\"}\n");
              }
            });
    appender.start();

    mask(file);
    appender.join();

    List<String> lines = Files.readAllLines(file);
    assertThat(lines).hasSize(22_000);
    assertThat(lines).filteredOn(line -> line.startsWith("{\"late\"")).hasSize(2_000);
    assertThat(Files.readString(file)).doesNotContain("Zwickenpflug");
  }

  private void assertMasked(String line, String wanted) throws IOException {
    Path file = write("before\n" + line + "\nafter\n");

    mask(file);

    assertThat(Files.readAllLines(file)).containsExactly("before", wanted, "after");
  }

  private static void append(Path file, String line) {
    try {
      Files.writeString(file, line, StandardOpenOption.APPEND);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Path write(String text) throws IOException {
    return Files.writeString(folder.resolve("log"), text);
  }

  private static boolean mask(Path file) throws IOException {
    return new MaskedLines(new Residue(List.of(SAID))).mask(file);
  }
}
