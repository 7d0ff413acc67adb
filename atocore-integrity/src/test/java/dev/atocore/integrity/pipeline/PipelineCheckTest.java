package dev.atocore.integrity.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import dev.atocore.alerts.event.Alert;
import dev.atocore.alerts.event.AlertStatus;
import dev.atocore.alerts.event.Severity;
import dev.atocore.core.extracted.RefusedLines;
import dev.atocore.core.harness.Harness;
import dev.atocore.core.store.StoreFile;
import dev.atocore.integrity.StoreExtension;
import dev.atocore.integrity.StoreFixture;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(StoreExtension.class)
class PipelineCheckTest {
  private static final PipelineLimits LIMITS = new PipelineLimits(0.85, 3);

  private final StoreFixture fixture;
  private final PipelineCheck check;

  PipelineCheckTest(StoreFixture fixture) {
    this.fixture = fixture;
    check = new PipelineCheck(fixture.store, fixture.fanOut);
  }

  @Test
  void missingHarness_isToldAndNoAlert() throws IOException {
    PipelineResult result = check.run(LIMITS);

    assertThat(result.ok()).isTrue();
    assertThat(result.harness()).isNull();
    assertThat(json(result)).contains("\"harness\":null", "\"status\":\"ok\"");
    assertThat(fixture.alerts).isEmpty();
  }

  @Test
  void lowPassRate_isAWarning_andItIsResolved() throws IOException {
    fixture.active("Backups run at two.");
    harness("backups", "nothing like it");

    PipelineResult result = check.run(LIMITS);

    assertThat(result.harnessLow()).isTrue();
    assertThat(result.queueLong()).isFalse();
    assertThat(json(result)).contains("\"pass_rate\":0.5", "\"status\":\"low\"");
    assertThat(fixture.alerts).hasSize(1);
    Alert alert = fixture.alerts.get(0);
    assertThat(alert.severity()).isEqualTo(Severity.WARNING);
    assertThat(alert.title()).isEqualTo("Retrieval harness: 50.0 % passed");
    assertThat(alert.key()).isEqualTo("pipeline.harness");

    harness("backups");
    check.run(LIMITS);
    check.run(LIMITS);

    assertThat(fixture.alerts).hasSize(2);
    assertThat(fixture.alerts.get(1).status()).isEqualTo(AlertStatus.RESOLVED);
  }

  @Test
  void refusedLines_areToldUntilTheyAreGone() throws IOException {
    RefusedLines kept = new RefusedLines(new StoreFile(fixture.file));
    kept.add(List.of(RefusedLines.Refused.now("not JSON", "{oops,")));

    assertThat(check.run(LIMITS).ok()).isFalse();
    assertThat(json(check.run(LIMITS))).contains("\"refused\":1");
    assertThat(fixture.alerts).extracting(Alert::key).containsOnly("pipeline.refused");

    kept.replace(kept.list(), List.of());
    assertThat(check.run(LIMITS).ok()).isTrue();
    assertThat(fixture.alerts.get(fixture.alerts.size() - 1).status())
        .isEqualTo(AlertStatus.RESOLVED);
    assertThat(kept.file()).doesNotExist();
  }

  @Test
  void passRateAtTheLimit_isNoAlert() {
    fixture.store.state().set("atocore", "status", "harness_result", "{\"pass_rate\":0.85}");

    assertThat(check.run(LIMITS).ok()).isTrue();
    assertThat(fixture.alerts).isEmpty();
  }

  @Test
  void longQueue_isAWarning_andItIsResolved() {
    for (int i = 0; i < 4; i++) {
      fixture.candidate("Candidate " + i);
    }

    PipelineResult result = check.run(LIMITS);

    assertThat(result.queueLong()).isTrue();
    assertThat(result.queue().count()).isEqualTo(4);
    assertThat(result.queue().oldest()).isNotNull();
    assertThat(fixture.alerts).extracting(Alert::key).containsExactly("pipeline.queue");
    assertThat(fixture.alerts.get(0).message()).contains("4 candidates", "more than 3");

    check.run(new PipelineLimits(0.85, 4));

    assertThat(fixture.alerts).hasSize(2);
    assertThat(fixture.alerts.get(1).status()).isEqualTo(AlertStatus.RESOLVED);
  }

  @Test
  void harnessResultOfAnotherProgram_isNotUnderstood() {
    fixture.store.state().set("atocore", "status", "harness_result", "{\"pass_rate\":7}");

    assertThat(check.run(LIMITS).harness()).isNull();
  }

  @Test
  void limits_areChecked() {
    assertThatThrownBy(() -> new PipelineLimits(Double.NaN, 1))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new PipelineLimits(0.5, -1))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private void harness(String... queries) {
    StringBuilder fixtures = new StringBuilder();
    for (String query : queries) {
      fixtures.append(
          "{\"query\":\"%s\",\"expect_text\":\"at two\",\"project\":\"shop\"}\n".formatted(query));
    }
    new Harness(fixture.store)
        .run(new ByteArrayInputStream(fixtures.toString().getBytes(StandardCharsets.UTF_8)));
  }

  private static String json(PipelineResult result) throws IOException {
    StringWriter text = new StringWriter();
    try (JsonGenerator json = new JsonFactory().createGenerator(text)) {
      result.write(json);
    }
    return text.toString();
  }
}
