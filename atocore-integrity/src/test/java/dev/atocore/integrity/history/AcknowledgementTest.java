package dev.atocore.integrity.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.atocore.alerts.event.Alert;
import dev.atocore.alerts.event.Severity;
import dev.atocore.integrity.Integrity;
import dev.atocore.integrity.StoreExtension;
import dev.atocore.integrity.StoreFixture;
import dev.atocore.integrity.check.IntegrityException;
import dev.atocore.integrity.check.RunOptions;
import dev.atocore.integrity.result.CheckResult;
import dev.atocore.integrity.result.CheckStatus;
import dev.atocore.integrity.result.IntegrityResult;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(StoreExtension.class)
class AcknowledgementTest {
  private final StoreFixture fixture;
  private final String id;

  AcknowledgementTest(StoreFixture fixture) {
    this.fixture = fixture.fill();
    fixture.other.run(
        "INSERT INTO source_chunks (id, document_id, content) VALUES ('c-1', 'gone', 'x')");
    id = Integrity.findingId("orphan-source-chunk", "c-1");
  }

  @Test
  void acknowledgedFinding_staysVisible_andDoesNotAlert() {
    fixture.integrity.acknowledge(id, "ann", "known since the move", null);

    IntegrityResult result = fixture.integrity.run(RunOptions.all());

    CheckResult check = check(result);
    assertThat(check.count()).isEqualTo(1);
    assertThat(check.acknowledged()).isEqualTo(1);
    assertThat(check.status()).isEqualTo(CheckStatus.OK);
    assertThat(check.findings().get(0).acknowledged()).isTrue();
    assertThat(result.findingsTotal()).isEqualTo(1);
    assertThat(result.status()).isEqualTo(CheckStatus.OK);
    assertThat(result.hasFindingsAtLeast(Severity.INFO)).isFalse();
    assertThat(fixture.alerts).isEmpty();
    assertThat(fixture.integrity.last()).contains(result);
  }

  @Test
  void acknowledgement_coversThatFindingAlone() {
    fixture.integrity.acknowledge(id, "ann", null, null);
    fixture.other.run(
        "INSERT INTO source_chunks (id, document_id, content) VALUES ('c-2', 'gone', 'x')");

    CheckResult check = check(fixture.integrity.run(RunOptions.all().samples(0)));

    assertThat(check.count()).isEqualTo(2);
    assertThat(check.acknowledged()).isEqualTo(1);
    assertThat(check.status()).isEqualTo(CheckStatus.FINDINGS);
    assertThat(fixture.alerts).extracting(Alert::message).allMatch(m -> m.startsWith("1 orphan"));
  }

  @Test
  void acknowledgement_runsOut() {
    fixture.integrity.acknowledge(id, "ann", null, Instant.now().minus(Duration.ofSeconds(1)));

    assertThat(check(fixture.integrity.run(RunOptions.all())).acknowledged()).isZero();
  }

  @Test
  void unacknowledge_takesItBack_andKeepsTheRecord() {
    fixture.integrity.acknowledge(id, "ann", "why", null);
    fixture.integrity.unacknowledge(id, "bob");

    assertThat(check(fixture.integrity.run(RunOptions.all())).acknowledged()).isZero();
    assertThat(fixture.integrity.acknowledgements())
        .singleElement()
        .satisfies(
            ack -> {
              assertThat(ack.actor()).isEqualTo("ann");
              assertThat(ack.note()).isEqualTo("why");
              assertThat(ack.revokedBy()).isEqualTo("bob");
            });
    assertThatThrownBy(() -> fixture.integrity.unacknowledge(id, "bob"))
        .isInstanceOfSatisfying(
            IntegrityException.class, e -> assertThat(e.code()).isEqualTo("not_acknowledged"));
  }

  @Test
  void everyEvent_isKept_whateverBecameOfIt() {
    Instant end = Instant.parse("2099-01-01T00:00:00Z");
    fixture.integrity.acknowledge(id, "ann", "why", end);
    fixture.integrity.unacknowledge(id, "bob");
    fixture.integrity.acknowledge(id, "cid", null, null);

    List<AcknowledgementEvent> events = fixture.integrity.acknowledgementEvents();

    assertThat(events)
        .extracting(
            AcknowledgementEvent::findingId,
            AcknowledgementEvent::event,
            AcknowledgementEvent::actor,
            AcknowledgementEvent::note,
            AcknowledgementEvent::until)
        .containsExactly(
            tuple(id, "acknowledged", "ann", "why", "2099-01-01T00:00:00.000000Z"),
            tuple(id, "taken_back", "bob", null, null),
            tuple(id, "acknowledged", "cid", null, null));
    assertThat(events).extracting(AcknowledgementEvent::at).isSorted();
    assertThat(fixture.integrity.acknowledgements())
        .singleElement()
        .extracting(Acknowledgement::actor)
        .isEqualTo("cid");
  }

  @Test
  void goneFinding_isToldOnce_andStillKnownWhenItComesBack() {
    fixture.integrity.acknowledge(id, "ann", null, null);
    fixture.integrity.run(RunOptions.all());
    fixture.other.run("DELETE FROM source_chunks WHERE id = 'c-1'");

    assertThat(check(fixture.integrity.run(RunOptions.all())).note())
        .isEqualTo("acknowledged and now gone: " + id);
    assertThat(check(fixture.integrity.run(RunOptions.all())).note()).isNull();

    fixture.other.run(
        "INSERT INTO source_chunks (id, document_id, content) VALUES ('c-1', 'gone', 'x')");
    assertThat(check(fixture.integrity.run(RunOptions.all())).acknowledged()).isEqualTo(1);
  }

  @Test
  void unknownFinding_isRefused() {
    for (String wrong :
        new String[] {
          "", "orphan-source-chunk", "orphan-source-chunk-xyz", "nonsense-" + "0".repeat(16)
        }) {
      assertThatThrownBy(() -> fixture.integrity.acknowledge(wrong, "ann", null, null))
          .isInstanceOfSatisfying(
              IntegrityException.class, e -> assertThat(e.code()).isEqualTo("unknown_finding"));
    }
  }

  private static CheckResult check(IntegrityResult result) {
    return result.checks().stream()
        .filter(check -> check.id().equals("orphan-source-chunk"))
        .findFirst()
        .orElseThrow();
  }
}
