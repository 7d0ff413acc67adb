package dev.atocore.audit.log;

import static org.assertj.core.api.Assertions.assertThat;

import dev.atocore.audit.TestLog;
import dev.atocore.audit.entry.AuditAction;
import dev.atocore.audit.entry.AuditEntry;
import dev.atocore.audit.sql.Query;
import dev.atocore.audit.sql.SqlDialect;
import java.io.IOException;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Whatever is asked for: the entries are those that match, and an index finds them. */
class EntrySearchTest {
  private static final AuditFilter ALL = AuditFilter.ALL;
  private static final Instant TIME = Instant.parse(TestLog.at(30));
  private static final AuditFilter BY_ACTOR =
      new AuditFilter("actor-1", null, null, null, null, null);
  private static final AuditFilter OF_REQUEST =
      new AuditFilter(null, null, null, "request-1", null, null);

  private TestLog log;
  private EntryPages pages;

  @BeforeEach
  void open() throws SQLException, IOException {
    log = new TestLog();
    log.disarm();
    pages = new EntryPages(log.sql());
  }

  @AfterEach
  void close() throws SQLException {
    log.close();
  }

  @Test
  void eachCondition_isFoundByItsIndex() throws SQLException {
    assertThat(plan(BY_ACTOR))
        .isEqualTo("SEARCH memory_audit USING INDEX memory_audit_actor (actor=?)");
    assertThat(plan(ALL.project("p")))
        .isEqualTo("SEARCH memory_audit USING INDEX memory_audit_project (project=?)");
    assertThat(plan(OF_REQUEST))
        .isEqualTo("SEARCH memory_audit USING INDEX memory_audit_request (request_id=?)");
    assertThat(plan(ALL.action(AuditAction.REJECTED)))
        .isEqualTo("SEARCH memory_audit USING INDEX memory_audit_action (action=?)");
    assertThat(plan(ALL.of("u", null, null)))
        .isEqualTo("SEARCH memory_audit USING INDEX memory_audit_user (user_id=?)");
    assertThat(plan(ALL.of(null, "a", null)))
        .isEqualTo("SEARCH memory_audit USING INDEX memory_audit_agent (agent_id=?)");
    assertThat(plan(ALL.of(null, null, "r")))
        .isEqualTo("SEARCH memory_audit USING INDEX memory_audit_run (run_id=?)");
  }

  @Test
  void timeBesidesACondition_isARangeOfThatIndex() throws SQLException {
    fill(60);
    for (AuditFilter filter : List.of(BY_ACTOR, OF_REQUEST, ALL.project("p-1"))) {
      assertThat(plan(filter.since(TIME))).contains("USING INDEX", "=? AND rowid>?");
    }
    assertThat(plan(ALL.since(TIME)))
        .isEqualTo("SEARCH memory_audit USING INTEGER PRIMARY KEY (rowid>?)");
  }

  @Test
  void spanOfTime_isFoundByTheIndexOfTimesAlone() throws SQLException {
    for (FilterSql bound : List.of(FilterSql.FIRST_SINCE, FilterSql.LAST_UNTIL)) {
      assertThat(explain(new Query(bound))).contains("USING COVERING INDEX memory_audit_timestamp");
    }
  }

  @Test
  void ofTwoConditions_theOneThatLeavesFewerFinds() throws SQLException {
    fill(200);
    sql("UPDATE memory_audit SET actor = 'rare' WHERE id = 7");
    sql("UPDATE memory_audit SET project = 'few' WHERE id IN (7, 8)");
    assertThat(plan(new AuditFilter("rare", null, "p-1", null, null, null)))
        .contains("memory_audit_actor (actor=?)");
    assertThat(plan(new AuditFilter("actor-1", null, "few", null, null, null)))
        .contains("memory_audit_project (project=?)");
  }

  @Test
  void countsOfAll_areOfAnIndexAlone_andOfSomeOfTheirs() throws SQLException {
    assertThat(explain(new Query(AuditGrouping.ACTOR.ofAll())))
        .startsWith("SCAN memory_audit USING COVERING INDEX memory_audit_actor");
    assertThat(explain(new Query(AuditGrouping.ACTION.ofAll())))
        .startsWith("SCAN memory_audit USING COVERING INDEX memory_audit_action");
    assertThat(explain(new Query(AuditGrouping.DAY.ofAll())))
        .startsWith("SCAN memory_audit USING COVERING INDEX memory_audit_timestamp");
    assertThat(explain(new Query(AuditGrouping.PROJECT.ofAll()).and(FilterSql.IN_A_PROJECT)))
        .startsWith("SEARCH memory_audit USING COVERING INDEX memory_audit_project");
    for (AuditGrouping by : AuditGrouping.values()) {
      assertThat(explain(search(BY_ACTOR).restrict(new Query(by.ofSome()))))
          .startsWith("SEARCH memory_audit USING")
          .contains("memory_audit_actor (actor=?)");
      assertThat(explain(EntrySearch.during(new Query(by.ofSome()), ALL.since(TIME))))
          .startsWith("SEARCH memory_audit USING")
          .contains("memory_audit_timestamp (timestamp>?)");
    }
  }

  @Test
  void otherStatements_keepTheirIndexes() throws SQLException {
    Query history = new Query(EntrySql.HISTORY_PAGE, "m");
    assertThat(explain(EntrySearch.check(history, BY_ACTOR.project("p").since(TIME))))
        .isEqualTo("SEARCH memory_audit USING INDEX memory_audit_memory_id (memory_id=?)");
    assertThat(explain(search(BY_ACTOR.since(TIME)).restrict(new Query(EntrySql.FIRST_CHANGES))))
        .startsWith("SEARCH memory_audit USING INDEX memory_audit_actor (actor=?");
    assertThat(explain(new Query(BeginningSql.AFTER_SO_MANY)))
        .startsWith("SEARCH f USING COVERING INDEX memory_audit_first (timestamp<?)")
        .doesNotContain("TEMP B-TREE");
    assertThat(explain(new Query(BeginningSql.AS_OF)))
        .startsWith("SEARCH f USING INDEX memory_audit_first (timestamp<?)")
        .contains("memory_audit_memory_id (memory_id=? AND version=?)")
        .doesNotContain("TEMP B-TREE");
  }

  /** Also where the clock was set back, and for conditions that no entry meets. */
  @Test
  void entriesFound_areThoseThatMatch() throws SQLException {
    fill(300);
    List<AuditEntry> all = new ArrayList<>();
    log.entries().forEachBetween(1, 300, all::add);
    Random random = new Random(15);
    int matching = 0;
    for (int i = 0; i < 400; i++) {
      AuditFilter filter = filter(random);
      List<AuditEntry> expected = all.stream().filter(filter::matches).toList();
      matching += expected.size();

      List<AuditEntry> exported = new ArrayList<>();
      long after = random.nextInt(300);
      pages.export(filter, after, exported::add);
      assertThat(exported)
          .as("%s", filter)
          .isEqualTo(expected.stream().filter(entry -> entry.id() > after).toList());
      List<AuditEntry> newestFirst = new ArrayList<>(expected);
      Collections.reverse(newestFirst);
      assertThat(all(filter, Set.of(), 7)).as("%s", filter).isEqualTo(newestFirst);
      assertThat(all(filter, Set.of("p-1", "p-2", "none"), 7))
          .as("%s", filter)
          .isEqualTo(
              newestFirst.stream()
                  .filter(entry -> Set.of("p-1", "p-2").contains(String.valueOf(entry.project())))
                  .toList());
      Map<String, Long> projects = new TreeMap<>();
      expected.forEach(
          entry -> projects.merge(entry.project() == null ? "" : entry.project(), 1L, Long::sum));
      assertThat(pages.count(AuditGrouping.PROJECT, filter))
          .as("%s", filter)
          .containsExactlyInAnyOrderEntriesOf(projects);
    }
    assertThat(matching).isGreaterThan(1_000);
  }

  @Test
  void countsByProject_areTheLargestFirst_thoseOfNoneAmongThem() throws SQLException {
    fill(300);
    List<Long> counts = new ArrayList<>(pages.count(AuditGrouping.PROJECT, ALL).values());
    assertThat(counts).isSortedAccordingTo(Collections.reverseOrder()).hasSize(4);
    assertThat(pages.count(AuditGrouping.PROJECT, ALL)).containsKey("");
  }

  @Test
  void pageForWhichTooManyWereLookedAt_saysWhereToGoOn() throws SQLException {
    int many = EntrySearch.LOOKED_AT + 500;
    sql(
        "INSERT INTO memory_audit (id, memory_id, version, action, actor, project, timestamp, hash)"
            + " WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < "
            + (2 * many)
            + ") SELECT i, 'm' || i, 1, 'created', iif(i % 2, 'odd', 'even'), iif(i % 2, 'p', 'q'),"
            + " '"
            + TestLog.at(1)
            + "', x'00' FROM n");
    sql("UPDATE memory_audit SET project = 'q' WHERE id IN (1, 5)");
    AuditFilter filter = new AuditFilter("odd", null, "q", null, null, null);

    AuditPage first = pages.recent(filter, 3, null);
    assertThat(first.entries()).isEmpty();
    assertThat(first.next()).isNotNull();
    AuditPage second = pages.recent(filter, 3, first.next());
    assertThat(second.entries()).extracting(AuditEntry::id).containsExactly(5L, 1L);
    assertThat(second.next()).isNull();
  }

  private List<AuditEntry> all(AuditFilter filter, Set<String> projects, int limit) {
    List<AuditEntry> all = new ArrayList<>();
    String next = null;
    do {
      AuditPage page = pages.recent(filter, projects, limit, next);
      all.addAll(page.entries());
      next = page.next();
    } while (next != null);
    return all;
  }

  private static AuditFilter filter(Random random) {
    return new AuditFilter(
            one(random, "actor-", 3),
            random.nextInt(4) == 0 ? AuditAction.UPDATED : null,
            one(random, "p-", 3),
            one(random, "request-", 10),
            random.nextInt(3) == 0 ? Instant.parse(TestLog.at(random.nextInt(60))) : null,
            random.nextInt(3) == 0 ? Instant.parse(TestLog.at(random.nextInt(60))) : null)
        .of(one(random, "u-", 2), one(random, "a-", 2), one(random, "r-", 2));
  }

  private static @Nullable String one(Random random, String name, int of) {
    return random.nextInt(4) == 0 ? name + random.nextInt(of + 1) : null;
  }

  /** Entries of all kinds; every so often the clock was set back. */
  private void fill(int count) throws SQLException {
    Random random = new Random(1);
    for (int id = 1; id <= count; id++) {
      int second = id % 23 == 0 ? random.nextInt(60) : id * 60 / (count + 1);
      sql(
          "INSERT INTO memory_audit (id, memory_id, version, action, actor, project, timestamp,"
              + " request_id, user_id, agent_id, run_id, hash) VALUES (%d, 'm%d', 1, '%s', 'actor-%d', %s, '%s', %s, %s, %s, %s, x'00')"
                  .formatted(
                      id,
                      id,
                      random.nextBoolean() ? "created" : "updated",
                      random.nextInt(3),
                      quoted(random, "p-", 3),
                      TestLog.at(second),
                      quoted(random, "request-", 10),
                      quoted(random, "u-", 2),
                      quoted(random, "a-", 2),
                      quoted(random, "r-", 2)));
    }
  }

  private static String quoted(Random random, String name, int of) {
    return random.nextInt(4) == 0 ? "NULL" : "'" + name + random.nextInt(of) + "'";
  }

  private String plan(AuditFilter filter) throws SQLException {
    return explain(search(filter).restrict(new Query(EntrySql.RECENT)));
  }

  private EntrySearch search(AuditFilter filter) {
    return new EntrySearch(log.sql(), filter, 0, Long.MAX_VALUE);
  }

  private String explain(Query query) throws SQLException {
    StringBuilder plan = new StringBuilder();
    try (PreparedStatement explain =
            log.sql().jdbc().prepareStatement("EXPLAIN QUERY PLAN " + query.in(SqlDialect.SQLITE));
        ResultSet rows = explain.executeQuery()) {
      while (rows.next()) {
        plan.append(plan.isEmpty() ? "" : "; ").append(rows.getString("detail"));
      }
    }
    return plan.toString();
  }

  private void sql(String statement) throws SQLException {
    log.execute(statement);
  }
}
