package dev.atocore.integrity;

import static org.assertj.core.api.Assertions.assertThat;

import dev.atocore.audit.verify.AuditProblem;
import dev.atocore.core.model.Memory;
import dev.atocore.integrity.check.Finding;
import dev.atocore.integrity.check.RunOptions;
import dev.atocore.integrity.repair.Repair;
import dev.atocore.integrity.result.CheckResult;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Random drift of several kinds at once: each check finds exactly what was planted for it, and
 * repair mends all but the log, which no one can mend.
 */
class PlantedDriftTest {
  private static final int ROUNDS = Integer.getInteger("atocore.test.driftRounds", 25);

  @TempDir Path folder;

  @Test
  void plantedDrift_isFoundExactly_andMended() {
    for (int round = 0; round < ROUNDS; round++) {
      Path place = folder.resolve("round-" + round);
      place.toFile().mkdir();
      try (StoreFixture fixture = new StoreFixture(place).fill()) {
        Plant plant = new Plant(fixture, new Random(round));
        plant.someDrift();

        assertThat(found(fixture)).as("round %d: %s", round, plant.done).isEqualTo(plant.expected);

        Repair repair = new Repair(fixture.store, fixture.fanOut);
        for (String check :
            List.of(
                "memory-drift",
                "audit-gap",
                "dangling-source-chunk",
                "duplicate-active-memory",
                "state-of-missing-project",
                "memory-of-missing-project",
                "search-index-drift",
                "orphan-source-chunk",
                "stale-candidate")) {
          repair.apply(repair.plan(check, check.equals("audit-gap")), Repair.ACTOR, 1000);
        }

        assertThat(found(fixture)).as("round %d: %s", round, plant.done).isEqualTo(plant.lasting);
        List<AuditProblem> problems = new ArrayList<>();
        fixture.store.audit().verify(null, problems::add);
        assertThat(problems.isEmpty())
            .as("round %d verifies: %s", round, problems)
            .isEqualTo(plant.lasting.isEmpty());
      }
    }
  }

  private static Map<String, Set<String>> found(StoreFixture fixture) {
    Map<String, Set<String>> found = new TreeMap<>();
    for (CheckResult check : fixture.integrity.run(RunOptions.all().samples(1000)).checks()) {
      assertThat(check.error()).as(check.id()).isNull();
      Set<String> subjects = new HashSet<>();
      for (Finding finding : check.findings()) {
        assertThat(subjects.add(finding.subject())).as(finding.subject()).isTrue();
      }
      assertThat(check.count()).isEqualTo(subjects.size());
      if (!subjects.isEmpty()) {
        found.put(check.id(), subjects);
      }
    }
    return found;
  }

  /** Each kind works on rows of its own, so that what is to be found is known. */
  private static final class Plant {
    private final StoreFixture fixture;
    private final OtherProgram other;
    private final Random random;
    final Map<String, Set<String>> expected = new TreeMap<>();
    final Map<String, Set<String>> lasting = new TreeMap<>();
    final List<String> done = new ArrayList<>();
    private int next;

    Plant(StoreFixture fixture, Random random) {
      this.fixture = fixture;
      this.other = fixture.other;
      this.random = random;
    }

    void someDrift() {
      List<Runnable> kinds =
          List.of(
              this::danglingByUpdate,
              this::danglingByInsert,
              this::duplicateBySql,
              this::duplicateInSilence,
              this::stateOfNowhere,
              this::orphanChunk,
              this::missingEntry,
              this::editedActor,
              this::editedContent,
              this::deletedRow,
              this::supersededByNothing,
              this::circle,
              this::staleCandidate,
              this::memoryOfNowhere,
              this::notIndexed,
              this::outOfDomain,
              this::blobInText);
      int plants = random.nextInt(12);
      for (int i = 0; i < plants; i++) {
        kinds.get(random.nextInt(kinds.size())).run();
      }
    }

    private void danglingByUpdate() {
      Memory memory = active();
      other.run("UPDATE memories SET source_chunk_id = 'gone' WHERE id = ?", memory.id());
      expect("dangling-source-chunk", memory.id());
      expect("memory-drift", memory.id());
    }

    private void danglingByInsert() {
      String id = name();
      other.run(
          "INSERT INTO memories (id, type, content, source_chunk_id) VALUES (?, 'project', ?, ?)",
          id,
          id,
          name());
      expect("dangling-source-chunk", id);
      expect("audit-gap", id + "@1");
    }

    private void duplicateBySql() {
      Memory memory = active();
      int copies = 1 + random.nextInt(3);
      for (int i = 0; i < copies; i++) {
        String id = name();
        other.run(
            "INSERT INTO memories (id, type, content, project, status, content_hash)"
                + " SELECT ?, type, content, project, status, "
                + List.of("NULL", "content_hash", "'foreign'").get(random.nextInt(3))
                + " FROM memories WHERE id = ?",
            id,
            memory.id());
        expect("audit-gap", id + "@1");
      }
      expect("duplicate-active-memory", memory.id());
    }

    private void duplicateInSilence() {
      Memory memory = active();
      fixture.active(memory.content());
      expect("duplicate-active-memory", memory.id());
    }

    private void stateOfNowhere() {
      String project = name();
      other.run(
          "INSERT INTO project_state (project, category, key, value) VALUES (?, 'c', 'k', '1')",
          project);
      expect("state-of-missing-project", project + "/c/k");
    }

    private void orphanChunk() {
      String id = name();
      other.run(
          "INSERT INTO source_chunks (id, document_id, content) VALUES (?, ?, 'x')", id, name());
      expect("orphan-source-chunk", id);
    }

    private void missingEntry() {
      Memory memory = reinforced();
      int version = 1 + random.nextInt(4);
      other.run(
          "DELETE FROM memory_audit WHERE memory_id = ? AND version = ?", memory.id(), version);
      expectForGood("audit-gap", memory.id() + "@" + version);
    }

    private void editedActor() {
      Memory memory = reinforced();
      int version = 1 + random.nextInt(4);
      other.run(
          "UPDATE memory_audit SET actor = 'x' WHERE memory_id = ? AND version = ?",
          memory.id(),
          version);
      expectForGood("audit-tamper", memory.id() + "@" + version);
    }

    private void editedContent() {
      Memory memory = active();
      other.run("UPDATE memories SET content = ? WHERE id = ?", name(), memory.id());
      expect("memory-drift", memory.id());
    }

    private void deletedRow() {
      Memory memory = active();
      other.run("DELETE FROM memories WHERE id = ?", memory.id());
      expect("memory-drift", memory.id());
    }

    private void supersededByNothing() {
      Memory memory = active();
      other.run(
          "UPDATE memories SET status = 'superseded', superseded_by = ? WHERE id = ?",
          random.nextBoolean() ? null : name(),
          memory.id());
      expect("supersede-broken", memory.id());
      expect("memory-drift", memory.id());
    }

    private void circle() {
      List<String> ids = new ArrayList<>();
      int size = 1 + random.nextInt(4);
      for (int i = 0; i < size; i++) {
        ids.add(active().id());
      }
      String youngest = ids.get(size - 1);
      java.util.Collections.shuffle(ids, random);
      for (int i = 0; i < size; i++) {
        other.run(
            "UPDATE memories SET status = 'superseded', superseded_by = ? WHERE id = ?",
            ids.get((i + 1) % size),
            ids.get(i));
        expect("memory-drift", ids.get(i));
      }
      expect("supersede-broken", "cycle:" + youngest);
    }

    private void staleCandidate() {
      Memory memory = fixture.candidate(name());
      other.run("UPDATE memories SET created_at = '2020-01-01' WHERE id = ?", memory.id());
      expect("stale-candidate", memory.id());
      expect("memory-drift", memory.id());
    }

    private void memoryOfNowhere() {
      String id = name();
      other.run(
          "INSERT INTO memories (id, type, content, project) VALUES (?, 'project', ?, ?)",
          id,
          id,
          name());
      expect("memory-of-missing-project", id);
      expect("audit-gap", id + "@1");
    }

    private void notIndexed() {
      Memory memory = active();
      long seq = fixture.seq(memory);
      other.run(
          "INSERT INTO memories_fts (memories_fts, rowid, content) VALUES ('delete', ?, ?)",
          seq,
          memory.content());
      expect("search-index-drift", "seq " + seq);
    }

    private void outOfDomain() {
      Memory memory = active();
      other.run(
          "UPDATE memories SET "
              + List.of("confidence = 7", "type = 'rumour'", "updated_at = '1999-01-01'")
                  .get(random.nextInt(3))
              + " WHERE id = ?",
          memory.id());
      expect("domain-violation", memory.id());
      expect("memory-drift", memory.id());
    }

    private void blobInText() {
      Memory memory = active();
      other.run(
          "UPDATE memories SET content = CAST(x'c328' || ? AS BLOB) WHERE id = ?",
          name(),
          memory.id());
      expect("bad-text", memory.id());
      expect("memory-drift", memory.id());
    }

    private Memory active() {
      return fixture.active(name());
    }

    private Memory reinforced() {
      Memory memory = fixture.candidate(name());
      for (int i = 0; i < 3; i++) {
        fixture.store.memories().reinforce(memory.id(), 0.01, StoreFixture.ANN);
      }
      return memory;
    }

    private String name() {
      return "planted " + next++;
    }

    private void expectForGood(String check, String subject) {
      expect(check, subject);
      lasting.computeIfAbsent(check, id -> new HashSet<>()).add(subject);
    }

    private void expect(String check, String subject) {
      done.add(check + " " + subject);
      expected.computeIfAbsent(check, id -> new HashSet<>()).add(subject);
    }
  }
}
