package dev.atocore.core;

import static org.assertj.core.api.Assertions.assertThat;

import dev.atocore.audit.entry.AuditEntry;
import dev.atocore.audit.verify.AuditProblem;
import dev.atocore.audit.verify.AuditProblem.Verdict;
import java.sql.SQLException;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.function.ThrowingConsumer;

/**
 * Everything a person with the sqlite3 shell can do to the log, one thing at a time: each is found,
 * in its right class, at the right entry, and nothing else is accused. The tables are copied
 * without their constraints, as such a person would drop them.
 */
class TamperMatrixTest extends TamperedStore {
  private static final List<String> COLUMNS =
      List.of(
          "id",
          "memory_id",
          "version",
          "action",
          "actor",
          "project",
          "before_json",
          "after_json",
          "note",
          "timestamp",
          "request_id",
          "salt",
          "prev_hash",
          "hash",
          "before_digest",
          "after_digest",
          "note_digest");

  /** What verification compares of a row; the rest is the store's own business. */
  private static final List<String> ROW_COLUMNS =
      List.of(
          "type",
          "content",
          "project",
          "status",
          "confidence",
          "reference_count",
          "last_referenced_at",
          "source_chunk_id",
          "superseded_by",
          "created_at",
          "updated_at");

  @Test
  void untouchedLog_verifies() throws SQLException {
    assertThat(verify()).isEmpty();
    assertThat(entries).hasSizeGreaterThan(90);
    assertThat(entries).filteredOn(AuditEntry::pruned).hasSizeGreaterThan(15);
    assertThat(entries).filteredOn(AuditEntry::redacted).hasSizeGreaterThan(8);
  }

  @TestFactory
  Stream<DynamicTest> everyColumnChangedNulledOrSwapped_isFoundAtItsEntry() {
    return Stream.concat(
        eachOf(COLUMNS, this::alterInEveryEntry),
        Stream.of(
            DynamicTest.dynamicTest(
                "more than 5,000 cases ran", () -> assertThat(cases).isGreaterThan(5_000))));
  }

  @TestFactory
  Stream<DynamicTest> everyEntryDeleted_isMissingOrCutOff() {
    return eachOf(
        memories(),
        memory -> {
          for (AuditEntry entry : history(memory)) {
            boolean newest = newest(entry.memoryId()).id() == entry.id();
            inCase(
                () -> {
                  execute("DELETE FROM memory_audit WHERE id = " + entry.id());
                  AuditProblem problem = only(verify());
                  boolean all = history(entry.memoryId()).size() == 1;
                  assertThat(problem.verdict())
                      .isEqualTo(newest && !all ? Verdict.TRUNCATED : Verdict.MISSING);
                  assertThat(problem.memoryId()).isEqualTo(entry.memoryId());
                  assertThat(problem.version()).isEqualTo(entry.version());
                });
          }
        });
  }

  @TestFactory
  Stream<DynamicTest> firstAndLastEntriesCut_areToldAsOneGap() {
    return eachOf(
        memories(),
        memory -> {
          int size = history(memory).size();
          for (int k = 1; k <= size; k++) {
            int cut = k;
            inCase(
                () -> {
                  execute(
                      "DELETE FROM memory_audit WHERE memory_id = '"
                          + memory
                          + "' AND version <= "
                          + cut);
                  AuditProblem problem = only(verify());
                  assertThat(problem.verdict()).isEqualTo(Verdict.MISSING);
                  assertThat(problem.version()).isEqualTo(1);
                });
            inCase(
                () -> {
                  execute(
                      "DELETE FROM memory_audit WHERE memory_id = '"
                          + memory
                          + "' AND version > "
                          + (size - cut));
                  AuditProblem problem = only(verify());
                  assertThat(problem.verdict())
                      .isEqualTo(cut == size ? Verdict.MISSING : Verdict.TRUNCATED);
                  assertThat(problem.version()).isEqualTo(size - cut + 1L);
                });
          }
        });
  }

  @TestFactory
  Stream<DynamicTest> suffixRechained_isFoundAtTheRow() {
    return eachOf(
        memories(),
        memory -> {
          for (AuditEntry entry : history(memory)) {
            inCase(
                () -> {
                  rechain(entry, "the forger's note");
                  AuditProblem problem = only(verify());
                  assertThat(problem.verdict()).isEqualTo(Verdict.LINK_BROKEN);
                  assertThat(problem.entryId()).isEqualTo(newest(entry.memoryId()).id());
                });
          }
        });
  }

  @TestFactory
  Stream<DynamicTest> entryRecomputedButNotItsFollowers_breaksTheLink() {
    return eachOf(
        memories(),
        memory -> {
          for (AuditEntry entry : history(memory)) {
            if (newest(entry.memoryId()).id() == entry.id()) {
              continue;
            }
            inCase(
                () -> {
                  store(sealed(entry, "another note", entry.prevHash()));
                  AuditProblem problem = only(verify());
                  assertThat(problem.verdict()).isEqualTo(Verdict.LINK_BROKEN);
                  assertThat(problem.version()).isEqualTo(entry.version() + 1);
                });
          }
        });
  }

  @TestFactory
  Stream<DynamicTest> twoMemoriesSpliced_areBothFound() {
    List<String> memories = memories();
    return eachOf(
        memories,
        a -> {
          for (String b : memories) {
            if (a.equals(b)) {
              continue;
            }
            inCase(
                () -> {
                  execute(
                      "UPDATE memory_audit SET memory_id = 'x' WHERE memory_id = '"
                          + a
                          + "' AND version > 1");
                  execute(
                      "UPDATE memory_audit SET memory_id = '"
                          + a
                          + "' WHERE memory_id = '"
                          + b
                          + "' AND version > 1");
                  execute("UPDATE memory_audit SET memory_id = '" + b + "' WHERE memory_id = 'x'");
                  List<AuditProblem> problems = verify();
                  int moved = history(a).size() + history(b).size() - 2;
                  assertThat(problems)
                      .filteredOn(p -> p.verdict() == Verdict.ALTERED)
                      .hasSize(moved);
                  assertThat(problems)
                      .allMatch(p -> p.memoryId().equals(a) || p.memoryId().equals(b));
                });
          }
        });
  }

  @TestFactory
  Stream<DynamicTest> secondEntryOfAVersion_isAFork() {
    return eachOf(
        memories(),
        memory -> {
          for (AuditEntry entry : history(memory)) {
            inCase(
                () -> {
                  insert(sealed(entry, 100_000, "the other branch", entry.prevHash()));
                  List<AuditProblem> problems = verify();
                  assertThat(problems).extracting(AuditProblem::verdict).contains(Verdict.FORKED);
                  assertThat(problems).allMatch(p -> p.memoryId().equals(entry.memoryId()));
                });
          }
        });
  }

  @TestFactory
  Stream<DynamicTest> everyRowColumnEdited_isDrift() {
    return eachOf(
        ROW_COLUMNS,
        column -> {
          for (String memory : memories()) {
            for (Object value : new @Nullable Object[] {"tampered", 0.123, null}) {
              inCase(
                  () -> {
                    int changed =
                        update(
                            "UPDATE memories SET "
                                + column
                                + " = ? WHERE id = ? AND "
                                + column
                                + " IS NOT ?",
                            value,
                            memory,
                            value);
                    if (changed == 0) {
                      return;
                    }
                    AuditProblem problem = only(verify());
                    assertThat(problem.verdict()).as(column).isEqualTo(Verdict.ROW_DRIFTED);
                    assertThat(problem.memoryId()).isEqualTo(memory);
                  });
            }
          }
        });
  }

  @TestFactory
  Stream<DynamicTest> rowDeletedMovedOrRelinked_isToldApart() {
    return eachOf(
        memories(),
        memory -> {
          inCase(
              () -> {
                execute("DELETE FROM memories WHERE id = '" + memory + "'");
                assertThat(only(verify()).verdict()).isEqualTo(Verdict.ROW_DRIFTED);
              });
          inCase(
              () -> {
                execute("UPDATE memories SET version = version + 2 WHERE id = '" + memory + "'");
                assertThat(only(verify()).verdict()).isEqualTo(Verdict.TRUNCATED);
              });
          inCase(
              () -> {
                execute("UPDATE memories SET version = version - 1 WHERE id = '" + memory + "'");
                assertThat(only(verify()).verdict()).isEqualTo(Verdict.ROW_DRIFTED);
              });
          inCase(
              () -> {
                execute(
                    "UPDATE memories SET audit_head = zeroblob(32) WHERE id = '" + memory + "'");
                assertThat(only(verify()).verdict()).isEqualTo(Verdict.LINK_BROKEN);
              });
          inCase(
              () -> {
                execute("UPDATE memories SET audit_head = NULL WHERE id = '" + memory + "'");
                assertThat(only(verify()).verdict()).isEqualTo(Verdict.LINK_BROKEN);
              });
        });
  }

  private static Stream<DynamicTest> eachOf(List<String> names, ThrowingConsumer<String> test) {
    return DynamicTest.stream(names.iterator(), name -> name, test);
  }

  private void alterInEveryEntry(String column) throws SQLException {
    boolean bytes =
        Set.of("salt", "prev_hash", "hash", "before_digest", "after_digest", "note_digest")
            .contains(column);
    boolean number = column.equals("id") || column.equals("version");
    for (AuditEntry entry : entries) {
      alter(entry, column, number ? (Object) 4711L : bytes ? new byte[32] : "tampered");
      alter(entry, column, null);
      AuditEntry other = entries.get((entries.indexOf(entry) + 7) % entries.size());
      alter(entry, column, value(other.id(), column));
    }
  }

  private void alter(AuditEntry entry, String column, @Nullable Object value) throws SQLException {
    inCase(
        () -> {
          if (update(
                  "UPDATE memory_audit SET "
                      + column
                      + " = ? WHERE id = ? AND "
                      + column
                      + " IS NOT ?",
                  value,
                  entry.id(),
                  value)
              == 0) {
            return;
          }
          List<AuditProblem> problems = verify();
          List<AuditProblem> altered =
              problems.stream().filter(problem -> problem.verdict() == Verdict.ALTERED).toList();
          assertThat(altered).as("%s of entry %s to %s", column, entry.id(), value).hasSize(1);
          Long told = altered.get(0).entryId();
          assertThat(told)
              .isEqualTo(
                  column.equals("id")
                      ? (value instanceof Number id
                          ? Long.valueOf(id.longValue())
                          : Long.valueOf(0))
                      : Long.valueOf(entry.id()));
          String now =
              column.equals("memory_id")
                  ? String.valueOf(Objects.requireNonNullElse(value, ""))
                  : entry.memoryId();
          boolean movesEntry = column.equals("memory_id") || column.equals("version");
          for (AuditProblem problem : problems) {
            assertThat(problem.memoryId()).isIn(entry.memoryId(), now);
            assertThat(movesEntry || problem.verdict() == Verdict.ALTERED)
                .as("%s of entry %s to %s: %s", column, entry.id(), value, problem)
                .isTrue();
          }
        });
  }
}
