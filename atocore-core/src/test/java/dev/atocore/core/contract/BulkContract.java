package dev.atocore.core.contract;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.atocore.audit.entry.AuditEntry;
import dev.atocore.audit.log.AuditFilter;
import dev.atocore.core.MemoryStore;
import dev.atocore.core.bulk.AutoPromotePolicy;
import dev.atocore.core.error.DuplicateException;
import dev.atocore.core.model.Change;
import dev.atocore.core.model.EachChange;
import dev.atocore.core.model.EachOutcome;
import dev.atocore.core.model.MemoryFilter;
import dev.atocore.core.model.MemoryStatus;
import java.io.ByteArrayInputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Bulk changes write many rows in one statement and look for duplicates many at a time: what comes
 * of it is what comes of the same changes one by one. What is drawn by chance is decided by code
 * that knows no database, so most of it is drawn where a change costs least ({@link
 * SqliteContractTest}).
 */
abstract class BulkContract extends StoreContract {
  private static final Change ANN = Change.by("ann");

  @ParameterizedTest
  @ValueSource(longs = {1, 3})
  void linesOfOneImport_areTakenAsEachWouldBeByItself(long seed) {
    List<String> lines = lines(new Random(seed), 2500);
    Change change = seed % 3 == 0 ? ANN.allowingDuplicate() : ANN;
    try (MemoryStore bulk = place.another("bulk").open();
        MemoryStore singles = place.another("singles").open()) {
      List<String> rehearsed = imported(bulk, lines, change, true);
      List<String> atOnce = imported(bulk, lines, change, false);
      List<String> oneByOne = new ArrayList<>();
      for (String line : lines) {
        oneByOne.addAll(imported(singles, List.of(line), change, false));
      }

      assertThat(atOnce).isEqualTo(oneByOne);
      // A rehearsal takes each thousand back before the next.
      assertThat(rehearsed.subList(0, 1000)).isEqualTo(atOnce.subList(0, 1000));
      assertThat(rows(bulk)).isEqualTo(rows(singles));
      assertThat(log(bulk)).isEqualTo(log(singles));
      assertVerifies(bulk);
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {11})
  void candidatesOfOneSweep_arePromotedAsEachWouldBeByItself(long seed) {
    List<String> lines = lines(new Random(seed), 2500);
    try (MemoryStore bulk = place.another("bulk").open();
        MemoryStore singles = place.another("singles").open()) {
      imported(bulk, lines, ANN.allowingDuplicate(), false);
      imported(singles, lines, ANN.allowingDuplicate(), false);
      bulk.memories()
          .autoPromote(new AutoPromotePolicy(0, 0, Duration.ofDays(1)), ANN, false, o -> {});
      List<String> candidates = new ArrayList<>();
      singles
          .memories()
          .export(
              new MemoryFilter(MemoryStatus.CANDIDATE, null, null),
              memory -> candidates.add(memory.id()));
      int refused = 0;
      for (String id : candidates) {
        try {
          singles.memories().promote(id, ANN);
        } catch (DuplicateException e) {
          refused++;
        }
      }

      assertThat(refused).isPositive().isLessThan(candidates.size());
      assertThat(rows(bulk)).isEqualTo(rows(singles));
      assertThat(log(bulk)).isEqualTo(log(singles));
      assertVerifies(bulk);
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {21})
  void changesOfGroups_areWhatTheyWouldBeOneByOne(long seed) {
    Random random = new Random(seed);
    List<String> lines = lines(random, 1500);
    try (MemoryStore grouped = place.another("grouped").open();
        MemoryStore singles = place.another("singles").open()) {
      imported(grouped, lines, ANN.allowingDuplicate(), false);
      imported(singles, lines, ANN.allowingDuplicate(), false);
      for (EachChange what :
          List.of(
              new EachChange.Promote(),
              new EachChange.Reinforce(0.1),
              new EachChange.Invalidate(),
              new EachChange.Reject())) {
        List<String> places = new ArrayList<>();
        int size = ids(grouped).size();
        for (int i = 0; i < 1200; i++) {
          places.add(random.nextInt(40) == 0 ? "nobody" : String.valueOf(random.nextInt(size)));
        }
        List<String> atOnce = new ArrayList<>();
        grouped
            .memories()
            .changeEach(picked(grouped, places), what, ANN, o -> atOnce.add(outcome(o)));
        List<String> oneByOne = new ArrayList<>();
        for (String id : picked(singles, places)) {
          singles.memories().changeEach(List.of(id), what, ANN, o -> oneByOne.add(outcome(o)));
        }

        assertThat(atOnce).isEqualTo(oneByOne);
        assertThat(atOnce).anyMatch(o -> o.startsWith("refused"));
        assertThat(atOnce).anyMatch(o -> o.startsWith("done"));
      }
      assertThat(rows(grouped)).isEqualTo(rows(singles));
      assertThat(log(grouped)).isEqualTo(log(singles));
      assertVerifies(grouped);
    }
  }

  private static List<String> ids(MemoryStore store) {
    List<String> ids = new ArrayList<>();
    store.memories().export(MemoryFilter.ALL, memory -> ids.add(memory.id()));
    return ids;
  }

  private static List<String> picked(MemoryStore store, List<String> places) {
    List<String> ids = ids(store);
    return places.stream().map(p -> p.equals("nobody") ? p : ids.get(Integer.parseInt(p))).toList();
  }

  private static String outcome(EachOutcome outcome) {
    return outcome.mutation() == null
        ? withoutMadeIds("refused " + outcome.error())
        : "done " + outcome.mutation().action() + outcome.mutation().memory().version();
  }

  /** Few contents and ids, so that many lines meet an earlier one, of this thousand or another. */
  private static List<String> lines(Random random, int count) {
    List<String> lines = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      StringBuilder line = new StringBuilder("{\"content\":\"says ").append(random.nextInt(900));
      line.append("\",\"type\":\"").append(random.nextInt(8) == 0 ? "episodic" : "knowledge");
      if (random.nextInt(4) != 0) {
        line.append("\",\"project\":\"p").append(random.nextInt(2));
      }
      if (random.nextInt(3) == 0) {
        line.append("\",\"id\":\"id-").append(random.nextInt(1500));
      }
      line.append("\",\"status\":\"")
          .append(
              switch (random.nextInt(8)) {
                case 0, 1, 2 -> "active";
                case 3 -> "invalid";
                case 4 -> "superseded";
                default -> "candidate";
              });
      line.append("\",\"source_chunk_id\":\"c").append(random.nextInt(3)).append('"');
      lines.add(line + (random.nextInt(50) == 0 ? "" : "}"));
    }
    return lines;
  }

  /** What became of each line, and why it was refused. */
  private static List<String> imported(
      MemoryStore store, List<String> lines, Change change, boolean dryRun) {
    List<String> outcomes = new ArrayList<>();
    byte[] bytes = String.join("\n", lines).getBytes(UTF_8);
    store
        .memories()
        .importNdjson(
            new ByteArrayInputStream(bytes),
            change,
            dryRun,
            line -> outcomes.add(line.outcome() + withoutMadeIds(String.valueOf(line.error()))));
    return outcomes;
  }

  private static List<String> rows(MemoryStore store) {
    List<String> rows = new ArrayList<>();
    store
        .memories()
        .export(
            MemoryFilter.ALL,
            m ->
                rows.add(
                    withoutMadeIds(m.id())
                        + List.of(m.type(), m.content(), String.valueOf(m.project()), m.status())
                        + List.of(m.confidence(), m.referenceCount(), m.version())
                        + m.sourceChunkId()));
    return rows;
  }

  private static List<String> log(MemoryStore store) {
    List<String> log = new ArrayList<>();
    store.audit().export(AuditFilter.ALL, 0, entry -> log.add(line(entry)));
    return log;
  }

  /** Its id is left out: where several write at once, ids have gaps. */
  private static String line(AuditEntry entry) {
    return withoutMadeIds(entry.memoryId()) + " " + entry.version() + " " + entry.action();
  }

  /** Ids that AtoCore makes are another each time. */
  private static String withoutMadeIds(String text) {
    return text.replaceAll("[0-9a-f]{8}-[0-9a-f-]{27}", "made");
  }

  private static void assertVerifies(MemoryStore store) {
    List<Object> problems = new ArrayList<>();
    assertThat(store.audit().verify(null, problems::add).ok()).as("%s", problems).isTrue();
  }
}
