package dev.atocore.cli.run;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.atocore.cli.Atocore;
import dev.atocore.cli.Main;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class InputTest {
  @TempDir Path folder;
  private Atocore atocore;

  @BeforeEach
  void setUp() {
    atocore = new Atocore(folder);
  }

  @ParameterizedTest
  @ValueSource(strings = {"\uFEFFa text", "\uFEFFa text\n", "a text\r\n", "\uFEFFa text\r\n"})
  void text_isWithoutMarkAndLastBreak(String given) {
    int exit = run(given, "memory", "create", "--type=knowledge", "--content=-", "--status=active");

    assertThat(exit).isZero();
    assertThat(atocore.out("memory", "list", "-o", "json")).contains("\"content\":\"a text\"");
  }

  @Test
  void mark_isNoText() {
    String[] create = {"memory", "create", "--type=knowledge", "--content=-"};
    atocore.out("project", "add", "p");

    assertThat(run("\uFEFF", create)).isEqualTo(ExitCode.USAGE);
    assertThat(run("\uFEFF{\"a\":1}\n", "state", "set", "p", "c", "k", "-")).isZero();
    assertThat(atocore.out("state", "get", "p", "c", "k")).isEqualTo("{\"a\":1}");
  }

  @Test
  void json_thatIsNone_isToldWithoutAdviceForProgrammers() {
    atocore.out("project", "add", "p");

    assertThat(atocore.run("state", "set", "p", "c", "k", "NaN").err())
        .contains("is not JSON", "'NaN'")
        .doesNotContain("Feature", "enable");
  }

  @Test
  void alert_goesOutWhenItsMessageCannotBeRead() {
    InputStream closed =
        new InputStream() {
          @Override
          public int read() throws IOException {
            throw new IOException("Bad file descriptor");
          }

          @Override
          public int read(byte[] bytes, int from, int length) throws IOException {
            throw new IOException("Bad file descriptor");
          }
        };
    String[] emit = {"alert", "emit", "--severity=critical", "--title=T", "--message=-"};

    assertThat(run(closed, OutputStream.nullOutputStream(), emit)).isZero();
    assertThat(atocore.out("alert", "recent"))
        .contains("T: (the message on stdin could not be read)");
  }

  private int run(String in, String... words) {
    return run(new ByteArrayInputStream(in.getBytes(UTF_8)), new ByteArrayOutputStream(), words);
  }

  private int run(InputStream in, OutputStream out, String... words) {
    return Main.run(
        out,
        OutputStream.nullOutputStream(),
        Map.of(
            "ATOCORE_DB", atocore.store().toString(),
            "ATOCORE_ALERT_LOG", folder.resolve("alerts.log").toString()),
        in,
        words);
  }
}
