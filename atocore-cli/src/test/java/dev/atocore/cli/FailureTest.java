package dev.atocore.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.atocore.cli.Atocore.Result;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FailureTest {
  @TempDir Path folder;
  private Atocore atocore;

  @BeforeEach
  void setUp() {
    atocore = new Atocore(folder);
  }

  @Test
  void store_missing_isNotMadeByReading() {
    Result result = atocore.run("memory", "list");

    assertThat(result.exit()).isEqualTo(1);
    assertThat(result.out()).isEmpty();
    assertThat(result.err()).hasLineCount(1).contains("there is no store at", "atocore db init");
    assertThat(atocore.store()).doesNotExist();
  }

  @Test
  void store_thatIsNone() throws Exception {
    Files.writeString(atocore.store(), "these are not the bytes of a database");

    assertThat(atocore.run("audit", "recent").err())
        .hasLineCount(1)
        .contains("is no AtoCore store");
    assertThat(atocore.run("audit", "recent").exit()).isEqualTo(1);
  }

  @Test
  void error_asJson() {
    Result result = atocore.run("memory", "show", "nobody", "-o", "json");
    atocore.create("a fact");
    Result second = atocore.run("memory", "show", "nobody", "-ojson");

    assertThat(result.err())
        .startsWith("{\"error\":{\"code\":\"store_missing\",\"message\":\"")
        .hasLineCount(1);
    assertThat(second)
        .isEqualTo(
            new Result(
                1,
                "",
                "{\"error\":{\"code\":\"not_found\",\"message\":\"there is no memory \\\"nobody\\\"\"}}\n"));
  }

  @Test
  void error_asJson_whenTheEnvironmentSaysJson() {
    assertThat(atocore.with("ATOCORE_OUTPUT", "json").run("nonsense").err())
        .startsWith("{\"error\":{\"code\":\"usage\"");
  }

  @Test
  void error_withStackTrace_onlyWhenVeryVerbose() {
    assertThat(atocore.run("memory", "list", "-v").err()).hasLineCount(1);
    assertThat(atocore.run("memory", "list", "-vv").err())
        .contains("dev.atocore.core.error.StoreException", "\tat ".strip());
  }

  @Test
  void error_escapesWhatTheUserTyped() {
    assertThat(atocore.run("memory", "\u001b[31mred").err())
        .contains("\\u001b[31mred")
        .doesNotContain("\u001b");
  }

  @Test
  void error_masksSecrets() {
    Result result =
        atocore
            .with(
                "ATOCORE_ALERT_WEBHOOK", "https://discord.com/api/webhooks/123/s3cr3t#min=warning")
            .run("state", "/api/webhooks/123/s3cr3t");

    assertThat(result.err()).doesNotContain("s3cr3t");
  }

  @Test
  void webhook_invalid_isToldAndStopsNoOtherSink() {
    Result result =
        atocore
            .with("ATOCORE_ALERT_WEBHOOK", "ftp://host/s3cr3t")
            .run("alert", "emit", "--severity", "info", "--title", "t", "--message", "m");

    assertThat(result.exit()).isZero();
    assertThat(result.out()).contains("delivered  log");
    assertThat(result.err()).containsIgnoringCase("webhook").doesNotContain("s3cr3t");
  }

  @Test
  void result_thatCannotBeWritten() {
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    int exit =
        Main.run(
            failing("No space left on device"),
            err,
            env(),
            InputStream.nullInputStream(),
            "--help");

    assertThat(exit).isEqualTo(1);
    assertThat(err.toString(UTF_8))
        .isEqualTo("atocore: the result cannot be written: No space left on device\n");
  }

  @Test
  void result_whoseReaderIsGone() {
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    int exit =
        Main.run(failing("Broken pipe"), err, env(), InputStream.nullInputStream(), "--help");

    assertThat(exit).isEqualTo(141);
    assertThat(err.toString(UTF_8)).isEmpty();
  }

  @Test
  void stdin_thatIsNotUtf8() {
    Result result =
        atocore.runWith(
            new byte[] {'a', (byte) 0xff},
            "memory",
            "create",
            "--type",
            "knowledge",
            "--content",
            "-");

    assertThat(result.exit()).isEqualTo(2);
    assertThat(result.err()).contains("not UTF-8");
  }

  @Test
  void stdin_thatIsHuge_isNotReadWhole() {
    InputStream endless =
        new InputStream() {
          private long left = 1L << 40;

          @Override
          public int read() {
            return left-- > 0 ? 'x' : -1;
          }

          @Override
          public int read(byte[] bytes, int from, int length) {
            Arrays.fill(bytes, from, from + length, (byte) 'x');
            left -= length;
            return left > 0 ? length : -1;
          }
        };
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    int exit =
        Main.run(
            OutputStream.nullOutputStream(),
            err,
            env(),
            endless,
            "memory",
            "create",
            "--type",
            "knowledge",
            "--content",
            "-");

    assertThat(exit).isEqualTo(2);
    assertThat(err.toString(UTF_8)).contains("longer than");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "memory create --type rumour --content x",
        "memory create --type knowledge --content x --confidence NaN",
        "memory create --type knowledge --content x --confidence high",
        "audit recent --since yesterday",
        "audit recent --action thought",
        "audit stats --until tomorrow",
        "memory list --status gone",
        "memory list --as-of yesterday",
        "memory export --type rumour",
        "memory update x --type rumour",
        "integrity ack x --until yesterday",
        "alert emit --title T --message M",
        "alert emit --severity info --title T --message M --context novalue",
        "alert emit --severity info --title T --message M --context-json [1]",
        "alert recent --severity loud",
        "alert recent --limit 0"
      })
  void commandLine_bad_alsoWithoutAStore(String line) {
    assertThat(atocore.run(line.split(" ")).exit()).isEqualTo(2);
  }

  @Test
  void content_blankOrTooLong() {
    for (String content : new String[] {"  ", "\uFEFF", "\u200b\u2060 ", "x".repeat(1 << 20)}) {
      assertThat(
              atocore.run("memory", "create", "--type", "knowledge", "--content", content).exit())
          .isEqualTo(2);
    }
  }

  @Test
  void file_missing() {
    Result result = atocore.run("memory", "import", folder.resolve("none.ndjson").toString());

    assertThat(result.exit()).isEqualTo(1);
    assertThat(result.err()).contains("there is no file").hasLineCount(1);
    assertThat(atocore.store()).doesNotExist();
  }

  @Test
  void internalError_isToldInOneLine() {
    InputStream broken =
        new ByteArrayInputStream(new byte[0]) {
          @Override
          public byte[] readNBytes(int length) {
            throw new IllegalStateException("boom");
          }
        };
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    int exit =
        Main.run(
            OutputStream.nullOutputStream(),
            err,
            env(),
            broken,
            "state",
            "set",
            "atocore",
            "a",
            "b",
            "-");

    assertThat(exit).isEqualTo(1);
    assertThat(err.toString(UTF_8)).contains("internal error", "boom").hasLineCount(1);
  }

  private Map<String, String> env() {
    return Map.of("ATOCORE_DB", atocore.store().toString());
  }

  private static OutputStream failing(String message) {
    return new OutputStream() {
      @Override
      public void write(int b) throws IOException {
        throw new IOException(message);
      }
    };
  }
}
