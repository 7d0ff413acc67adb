package dev.atocore.integrity.history;

import static org.assertj.core.api.Assertions.assertThat;

import dev.atocore.integrity.StoreExtension;
import dev.atocore.integrity.StoreFixture;
import dev.atocore.integrity.check.Finding;
import dev.atocore.integrity.check.RunOptions;
import dev.atocore.integrity.history.Night.KnownFinding;
import dev.atocore.integrity.result.IntegrityResult;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(StoreExtension.class)
class HistoryTest {
  private final StoreFixture fixture;

  HistoryTest(StoreFixture fixture) {
    this.fixture = fixture.fill();
    orphan("c-1");
  }

  @Test
  void night_isKept_andALaterRunOfTheDayTakesItsPlace() {
    fixture.integrity.run(RunOptions.all());
    orphan("c-2");
    IntegrityResult result = fixture.integrity.run(RunOptions.all());

    List<Night> nights = fixture.integrity.nights();
    assertThat(nights).hasSize(1);
    assertThat(nights.get(0).date()).isEqualTo(result.startedAt().substring(0, 10));
    assertThat(nights.get(0).counts()).containsEntry("orphan-source-chunk", 2L).hasSize(1);
    assertThat(nights.get(0).total()).isEqualTo(2);
  }

  @Test
  void finding_knowsSinceWhen_andOnHowManyNights() {
    String first = fixture.integrity.run(RunOptions.all()).startedAt();
    assertThat(finding().firstSeen()).isEqualTo(first);
    assertThat(finding().nights()).isEqualTo(1);
    makeLastNightOneDayOlder();

    assertThat(finding().firstSeen()).isEqualTo(first);
    assertThat(finding().nights()).isEqualTo(2);
    assertThat(finding().nights()).as("again on the same night").isEqualTo(2);
  }

  @Test
  void runOfOneCheck_isNoNight() {
    fixture.run("orphan-source-chunk");

    assertThat(fixture.integrity.nights()).isEmpty();
  }

  @Test
  void diff_tellsNewGoneAndRemaining() {
    orphan("c-2");
    fixture.integrity.run(RunOptions.all());
    makeLastNightOneDayOlder();
    fixture.other.run("DELETE FROM source_chunks WHERE id = 'c-1'");
    orphan("c-3");
    fixture.integrity.run(RunOptions.all());

    NightDiff diff = fixture.integrity.diff().orElseThrow();

    assertThat(diff.appeared()).extracting(KnownFinding::subject).containsExactly("c-3");
    assertThat(diff.gone()).extracting(KnownFinding::subject).containsExactly("c-1");
    assertThat(diff.remaining()).extracting(KnownFinding::subject).containsExactly("c-2");
  }

  @Test
  void runLate_needsAHabit() {
    night("2026-01-01");
    night("2026-01-02");
    assertThat(fixture.run("run-late").count()).isZero();

    night("2026-01-03");

    assertThat(fixture.run("run-late").count()).isEqualTo(1);
    fixture.integrity.run(RunOptions.all());
    assertThat(fixture.run("run-late").count()).isZero();
  }

  @Test
  void nightsLongPast_areForgotten() {
    night("2001-01-01");
    fixture.integrity.run(RunOptions.all());

    assertThat(fixture.integrity.nights()).extracting(Night::date).doesNotContain("2001-01-01");
  }

  private void night(String date) {
    fixture
        .store
        .state()
        .set(
            "atocore",
            "integrity_history",
            date,
            "{\"date\":\"%s\",\"started_at\":\"%sT02:00:00.000000Z\",\"status\":\"ok\"}"
                .formatted(date, date));
  }

  private Finding finding() {
    return fixture.integrity.run(RunOptions.all()).checks().stream()
        .flatMap(check -> check.findings().stream())
        .findFirst()
        .orElseThrow();
  }

  private void orphan(String id) {
    fixture.other.run(
        "INSERT INTO source_chunks (id, document_id, content) VALUES (?, 'gone', 'x')", id);
  }

  private void makeLastNightOneDayOlder() {
    String today = fixture.integrity.nights().get(0).date();
    String yesterday = LocalDate.parse(today).minusDays(1).toString();
    fixture.other.run(
        "UPDATE project_state SET key = ?, value = replace(value, '\"date\":\"' || ? || '\"', '\"date\":\"' || ? || '\"')"
            + " WHERE category = 'integrity_history'",
        yesterday,
        today,
        yesterday);
    fixture.other.run(
        "UPDATE project_state SET value = replace(value, '\"date\":\"' || ? || '\"', '\"date\":\"' || ? || '\"')"
            + " WHERE category = 'integrity' AND key LIKE '%run%'",
        today, yesterday);
  }
}
