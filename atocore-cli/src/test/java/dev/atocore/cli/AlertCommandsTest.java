package dev.atocore.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.atocore.cli.Atocore.Result;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The group alert with a webhook behind it, and the commands that raise and resolve. */
class AlertCommandsTest {
  private static final String TOKEN = "t0ken-SECRET-0123456789";

  private final Path folder;
  private final Atocore atocore;
  private final Receiver receiver;

  AlertCommandsTest(@TempDir Path folder) throws IOException {
    this.folder = folder;
    this.atocore = new Atocore(folder);
    this.receiver = new Receiver();
  }

  @BeforeEach
  void configure() {
    atocore
        .with("ATOCORE_ALERT_WEBHOOK", "slack+" + receiver.url("/services/" + TOKEN))
        .with("ATOCORE_ALERT_TIMEOUT", "20s");
  }

  @AfterEach
  void close() throws IOException {
    receiver.close();
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        assertThat(Files.readString(file, StandardCharsets.ISO_8859_1))
            .as("%s", file)
            .doesNotContain(TOKEN);
      }
    }
  }

  private Result emit(String... more) {
    String[] fixed = {
      "alert", "emit", "--severity", "warning", "--title", "Queue", "--message", "M"
    };
    return run(Stream.concat(Stream.of(fixed), Stream.of(more)).toArray(String[]::new));
  }

  private Result run(String... args) {
    Result result = atocore.run(args);
    assertThat(result.out() + result.err()).doesNotContain(TOKEN, "/services");
    return result;
  }

  private String firstId() {
    return atocore.out("alert", "list-undelivered", "-q").lines().findFirst().orElseThrow();
  }

  @Test
  void emit_tellsOnceAndResolves() {
    assertThat(emit("--key", "q").out()).containsPattern("delivered  slack-[0-9a-f]{8}\n");
    assertThat(emit("--key", "q").out())
        .containsPattern("skipped    slack-[0-9a-f]{8}: told already at ");
    assertThat(run("alert", "resolve", "--key", "q").out()).contains("delivered  slack-");
    assertThat(run("alert", "resolve", "--key", "q").out()).contains("slack-", "had not fired");

    assertThat(receiver.bodies()).hasSize(2);
    assertThat(receiver.bodies().get(0)).contains("[WARNING] Queue");
    assertThat(receiver.bodies().get(1)).contains("[RESOLVED] Queue");
    assertThat(atocore.out("alert", "recent", "-o", "json"))
        .contains("\"status\":\"resolved\"", "\"fingerprint\":\"q\"", "\"sinks\":{");
  }

  @Test
  void emit_keepsWhatWasNotTakenUntilFlush() {
    receiver.answers(503, "try later at " + TOKEN);
    Result kept = emit();
    assertThat(kept.exit()).as("fail-open").isZero();
    assertThat(kept.out())
        .containsPattern("kept       slack-[0-9a-f]{8}: HTTP 503: try later at \\*\\*\\*\n");
    assertThat(atocore.out("alert", "list-undelivered")).contains("waiting", "Queue (HTTP 503");
    Result again = run("alert", "flush");
    assertThat(again.exit()).isEqualTo(1);
    assertThat(again.err())
        .isEqualTo(
            "atocore: 1 alert was not delivered; 'alert list-undelivered' shows what is kept\n");

    receiver.answers(200, "ok");
    String id = firstId();
    Result flushed = run("alert", "flush");
    assertThat(flushed.exit()).isZero();
    assertThat(flushed.out())
        .contains("delivered  " + id + " to slack-", "1 delivered, 0 waiting, 0 dead");
    assertThat(run("alert", "flush", "-q").out()).as("nothing for cron to mail").isEmpty();
    assertThat(run("alert", "flush", "-o", "json").out())
        .isEqualTo("{\"tried\":[],\"delivered\":0,\"waiting\":0,\"dead\":0}\n");
  }

  @Test
  void flushOfCron_isQuietWhileThereIsHope() {
    receiver.answers(503, "later");
    emit();
    assertThat(run("alert", "flush", "-q")).isEqualTo(new Result(0, "", ""));

    receiver.answers(404, "no_service");
    Result givenUp = run("alert", "flush", "-q");
    assertThat(givenUp.exit()).isEqualTo(1);
    assertThat(givenUp.err()).contains("1 alert was not delivered");
  }

  @Test
  void messageOfAnyForm_arrives() {
    String[] emit = {"alert", "emit", "--severity", "error", "--title", "T", "--message", "-"};
    Result bad = atocore.runWith(new byte[] {'f', (byte) 0xfc, 'r', '\n'}, emit);
    assertThat(bad.exit()).isZero();
    assertThat(receiver.bodies().get(0)).contains("f\ufffdr", "[CRITICAL] T");

    Result cut = atocore.runWith("ü".repeat(1024 * 1024), emit);
    assertThat(cut.exit()).isZero();
    assertThat(cut.err()).contains("is cut after 1048576 bytes");
    assertThat(receiver.bodies().get(1)).contains("üüü", "… [cut, ").doesNotContain("\ufffd");

    assertThat(atocore.runWith("\uFEFFmarked", emit).exit()).isZero();
    assertThat(receiver.bodies().get(2)).contains("marked").doesNotContain("\uFEFF");
  }

  @Test
  void unknownSeverity_isToldAndBelowNoMinimum() {
    atocore.with("ATOCORE_ALERT_WEBHOOK", "slack+" + receiver.url("/s") + "#min=critical");
    Result odd =
        atocore.run("alert", "emit", "--severity", "purple", "--title", "T", "--message", "M");
    assertThat(odd.err()).contains("\"purple\" is no severity", "to every sink");
    assertThat(odd.out()).contains("delivered  slack-");
  }

  @Test
  void configThatCannotBeUsed_isFoundByTestAndDoctor() throws IOException {
    Path config = folder.resolve("alerts.json");
    atocore.with("ATOCORE_ALERT_CONFIG", config.toString());
    for (String text : List.of("{\"sinks\":{}}", "{\"sinks\": [")) {
      Files.writeString(config, text);
      Result test = run("alert", "test");
      assertThat(test.exit()).as(text).isEqualTo(1);
      assertThat(test.out()).contains("failed     alerts.json: ", "delivered  slack-");
      assertThat(run("doctor").out()).contains("sink alerts.json");
      assertThat(emit().exit()).as("fail-open").isZero();
    }
  }

  @Test
  void strandedAlerts_areListedAndSentOnOrDropped() {
    receiver.answers(503, "later");
    emit();
    atocore.with("ATOCORE_ALERT_WEBHOOK", "discord+" + receiver.url("/api/webhooks/1/" + TOKEN));
    String sinks = run("alert", "sinks", "-o", "csv").out();
    String gone = sinks.lines().filter(line -> line.contains(",gone,")).findFirst().orElseThrow();
    String id = gone.substring(0, gone.indexOf(','));
    assertThat(run("doctor").out()).contains("sink " + id, "1 alerts wait for it");
    assertThat(run("alert", "retry", "--from", id).exit()).isEqualTo(2);
    assertThat(run("alert", "retry", "--from", id, "--to", "nobody").exit()).isEqualTo(1);

    assertThat(run("alert", "retry", "--from", id, "--drop").out()).isEqualTo("1 alert dropped\n");
    assertThat(run("alert", "sinks").out()).doesNotContain("gone");
  }

  @Test
  void refusedForGood_isListedAsDeadAndCanBeRetried() {
    receiver.answers(404, "no_service");
    assertThat(emit().out()).contains("failed     slack-", "HTTP 404: no_service; set aside");
    String id = firstId();
    assertThat(atocore.out("alert", "list-undelivered", "-o", "json"))
        .contains(
            "\"id\":\"" + id + "\"",
            "\"dead\":true",
            "\"attempts\":1",
            "\"reason\":\"HTTP 404: no_service\"");
    assertThat(run("alert", "flush").out()).contains("0 delivered, 0 waiting, 1 dead");
    assertThat(run("alert", "retry", id).exit()).isEqualTo(1);
    assertThat(run("alert", "retry", "no-such-id").err())
        .contains("no undelivered alert has the id no-such-id");

    receiver.answers(200, "ok");
    assertThat(run("alert", "retry", id).out()).contains("1 delivered, 0 waiting, 0 dead");
  }

  @Test
  void test_givesTheProvidersOwnWords() {
    receiver.answers(403, "invalid_token");
    Result failed = run("alert", "test");
    assertThat(failed.exit()).isEqualTo(1);
    assertThat(failed.out())
        .contains("delivered  log", "failed     slack-", "HTTP 403: invalid_token");
    assertThat(atocore.out("alert", "list-undelivered", "-q")).as("a test keeps nothing").isEmpty();

    receiver.answers(200, "ok");
    assertThat(run("alert", "test").exit()).isZero();
    String sinks = atocore.out("alert", "sinks", "-o", "json");
    assertThat(sinks)
        .contains("\"kind\":\"slack\",\"target\":\"" + receiver.url("/…") + "\"")
        .containsPattern(
            "\"last_success\":\"20[^\"]+Z\",\"last_error_at\":\"20[^\"]+Z\",\"last_error\":\"HTTP"
                + " 403: invalid_token\"")
        .contains("\"waiting\":0,\"dead\":0");
    assertThat(atocore.out("alert", "sinks")).contains("HTTP 403: invalid_token", "alerts.log");
  }

  @Test
  void integrityRun_raisesOnceAndResolves() {
    String id = atocore.create("one", "--source-chunk", "gone");
    run("integrity", "run");
    run("integrity", "run");
    assertThat(receiver.bodies()).hasSize(1);
    assertThat(receiver.bodies().get(0)).contains("[WARNING] Integrity: 1 finding");

    atocore.out("memory", "update", id, "--source-chunk", "");
    atocore.out("memory", "reject", id);
    Result clean = run("integrity", "run");
    assertThat(clean.exit()).as("%s", clean).isZero();
    run("integrity", "run");
    assertThat(receiver.bodies()).hasSize(2);
    assertThat(receiver.bodies().get(1)).contains("[RESOLVED] Integrity: 1 finding");
  }

  @Test
  void pipelineCheck_raisesOnceAndResolves() {
    atocore.create("one");
    for (String queue : List.of("0", "0", "5", "5")) {
      run("pipeline", "check", "--max-queue", queue);
    }
    assertThat(receiver.bodies()).hasSize(2);
    assertThat(receiver.bodies().get(0)).contains("[WARNING] Candidate queue: 1 wait");
    assertThat(receiver.bodies().get(1)).contains("[RESOLVED] Candidate queue: 1 wait");
  }

  @Test
  void webhookThatCannotBeUsed_isToldWithoutIt() {
    atocore.with("ATOCORE_ALERT_WEBHOOK", "https://me:" + TOKEN + "@example.com/x");
    Result result = emit();
    assertThat(result.exit()).isZero();
    assertThat(result.err())
        .contains("webhook 1 cannot be used: a user or password in the URL is refused");
    assertThat(result.out()).contains("failed     webhook-1");
    assertThat(atocore.out("alert", "sinks")).contains("invalid");
  }
}
