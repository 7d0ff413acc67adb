package dev.atocore.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class IntegrityCommandsTest {
  @TempDir Path folder;
  private Atocore atocore;
  private String memory;

  @BeforeEach
  void oneMemory() {
    atocore = new Atocore(folder);
    memory = atocore.create("Water the tomatoes in the evening.", "--project", "garden");
  }

  @Test
  void healthyStore_hasNoFindings_inAnyRun() {
    for (String[] command :
        new String[][] {
          {"integrity", "run"},
          {"integrity", "run", "--full", "--fail-on", "info"},
          {"integrity", "run", "--since-last", "--fail-on", "info"}
        }) {
      Atocore.Result result = atocore.run(command);
      assertThat(result.exit()).as(result.out() + result.err()).isZero();
      assertThat(result.out()).contains("ok, ").doesNotContain("warning", "critical", "error");
    }
    assertThat(atocore.out("integrity", "run", "-o", "json")).contains("\"findings_total\":0");
  }

  @Test
  void run_printsEachFormat() {
    drift();

    String json = run("-o", "json").out();
    assertThat(json)
        .contains("\"id\":\"memory-drift\"", "\"finding_id\":\"memory-drift-", "\"nights\":1")
        .contains("\"mend\":\"atocore integrity repair --check memory-drift", "\"row\":{\"id\":\"");
    String ndjson = run("-o", "ndjson").out();
    assertThat(ndjson.lines()).hasSize(1).allMatch(line -> line.startsWith("{\"check\":\"memory"));
    assertThat(run("-o", "csv").out().lines())
        .hasSize(2)
        .first()
        .asString()
        .startsWith("check,severity,finding_id,subject,acknowledged,");
    assertThat(run("-o", "sarif").out()).contains("\"version\":\"2.1.0\"", "sarif-2.1.0");
    assertThat(run("-o", "junit").out()).startsWith("<?xml").contains("failures=\"1\"");
    assertThat(run("-q").out()).matches("memory-drift-[0-9a-f]{16}\n");
    assertThat(atocore.run("integrity", "list", "-o", "sarif").exit()).isEqualTo(2);
    assertThat(atocore.run("integrity", "run", "--fail-on", "never").exit()).isZero();
    assertThat(atocore.run("integrity", "run", "--fail-on", "critical").exit()).isZero();
    assertThat(atocore.run("integrity", "run", "--check", "nonsense").exit()).isEqualTo(2);
  }

  @Test
  void run_listsTwenty_andAllWhenTold() {
    sql(
        "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 33) INSERT INTO"
            + " source_chunks (id, document_id, content) SELECT 'c-' || i, 'gone', 'x' FROM n");

    assertThat(run("-o", "ndjson").out().lines()).hasSize(20);
    assertThat(run("-o", "ndjson", "--all").out().lines()).hasSize(33);
    assertThat(run().out()).contains("orphan-source-chunk  33", "… and 13 more");
    assertThat(atocore.out("integrity", "last", "-o", "ndjson").lines()).hasSize(20);
  }

  @Test
  void sinceLast_findsWhatIsNew_untilItIsMended() {
    atocore.out("integrity", "run");
    sql("UPDATE memories SET content = 'Behind the back.' WHERE id = '" + memory + "'");
    assertThat(run("--since-last").exit()).as("nothing in the log tells of it").isZero();

    String other = atocore.create("Cites what is not there.", "--source-chunk", "nowhere");
    for (int again = 0; again < 2; again++) {
      Atocore.Result result = run("--since-last", "-o", "json");
      assertThat(result.exit()).isEqualTo(3);
      assertThat(result.out())
          .contains("\"since\":\"", "\"subject\":\"" + other + "\"")
          .doesNotContain("\"subject\":\"" + memory + "\"");
    }
    atocore.out("integrity", "repair", "--check", "dangling-source-chunk", "--apply");
    assertThat(run("--since-last").exit()).isZero();
    assertThat(run().exit()).as("a look at everything").isEqualTo(3);
  }

  @Test
  void last_tellsTheDifference_andTrendDrawsIt() {
    assertThat(atocore.run("integrity", "last", "--diff").exit()).isEqualTo(1);
    run();
    drift();
    run();

    assertThat(atocore.out("integrity", "last", "--diff"))
        .contains("+ new    memory-drift  " + memory)
        .contains("1 new, 0 gone, 0 still there");

    atocore.out("integrity", "repair", "--check", "memory-drift", "--apply");
    run();
    assertThat(atocore.out("integrity", "last", "--diff", "-o", "json"))
        .contains("\"new\":[]", "\"gone\":[{\"finding_id\":\"memory-drift-");
    assertThat(atocore.out("integrity", "trend")).contains("all checks", "1 night");
    assertThat(atocore.out("integrity", "trend", "-o", "csv").lines()).hasSize(2);
    assertThat(atocore.run("integrity", "trend", "--nights", "0").exit()).isEqualTo(2);
  }

  @Test
  void repair_bySomeoneElse_leavesNoFinding() {
    drift();

    atocore.out("integrity", "repair", "--check", "memory-drift", "--apply", "--actor", "alice");

    assertThat(atocore.out("audit", "history", memory)).contains("by alice");
    assertThat(run().exit()).isZero();
  }

  @Test
  void repair_plansWithoutWriting_andAppliesAPlan() throws Exception {
    drift();
    byte[] before = Files.readAllBytes(atocore.store());

    assertThat(atocore.out("integrity", "repair", "--check", "memory-drift"))
        .contains("restore " + memory, "1 change planned, nothing written");
    String plan = atocore.out("integrity", "repair", "--check", "memory-drift", "-o", "json");
    assertThat(Files.readAllBytes(atocore.store())).isEqualTo(before);
    Path saved = Files.writeString(folder.resolve("plan.json"), plan);

    Atocore.Result capped =
        atocore.run("integrity", "repair", "--apply", saved.toString(), "--max", "0");
    assertThat(capped.exit()).isEqualTo(1);
    assertThat(capped.err()).contains("--max 1");
    Atocore.Result wrong =
        atocore.run("integrity", "repair", "--check", "audit-gap", "--apply", saved.toString());
    assertThat(wrong.exit()).isEqualTo(2);
    assertThat(atocore.out("integrity", "repair", "--apply", saved.toString()))
        .contains("backed up to ", "1 change made; the check now finds nothing");
    assertThat(atocore.out("memory", "show", memory)).contains("Water the tomatoes");
    assertThat(atocore.out("audit", "history", memory)).contains("by integrity-repair");
    assertThat(atocore.run("audit", "verify").exit()).isZero();

    Atocore.Result again = atocore.run("integrity", "repair", "--apply", saved.toString());
    assertThat(again.exit()).as(again.out() + again.err()).isZero();
    assertThat(again.out()).contains("made before");
    assertThat(atocore.runWith("{}", "integrity", "repair", "--apply", "-").exit()).isEqualTo(2);
    assertThat(atocore.run("integrity", "repair").exit()).isEqualTo(2);
    assertThat(atocore.run("integrity", "repair", "--check", "nonsense").exit()).isEqualTo(2);
  }

  @Test
  void repair_adoptsWhatTheRowHasBecome() {
    drift();

    assertThat(atocore.out("integrity", "repair", "--check", "memory-drift", "--adopt", "--apply"))
        .contains("adopt " + memory, "finds nothing");
    assertThat(atocore.out("memory", "show", memory)).contains("Behind the back.");
    assertThat(run().exit()).isZero();
  }

  @Test
  void ack_quietsOneFinding_untilItIsTakenBack() {
    drift();
    Matcher id = Pattern.compile("memory-drift-[0-9a-f]{16}").matcher(run().out());
    assertThat(id.find()).isTrue();

    assertThat(atocore.out("integrity", "ack", id.group(), "--note", "the move", "--until", "30d"))
        .contains(id.group() + " is acknowledged until 20");
    Atocore.Result quiet = run();
    assertThat(quiet.exit()).isZero();
    assertThat(quiet.out()).contains("memory-drift  1 (1 acknowledged)");
    assertThat(atocore.out("integrity", "acks", "-o", "json"))
        .contains("\"note\":\"the move\"", "\"actor\":\"cli:");

    atocore.out("integrity", "unack", "--check", "memory-drift", "--subject", memory);
    assertThat(run().exit()).isEqualTo(3);
    assertThat(atocore.out("integrity", "acks", "-o", "csv").lines()).hasSize(1);
    assertThat(atocore.out("integrity", "acks", "--all", "-o", "csv").lines()).hasSize(2);
    assertThat(atocore.out("integrity", "acks", "--history", "-o", "csv").lines())
        .hasSize(3)
        .anyMatch(line -> line.contains(",acknowledged,") && line.contains(",the move,"))
        .anyMatch(line -> line.contains(",taken_back,"));
    assertThat(atocore.run("integrity", "unack", id.group()).exit()).isEqualTo(1);
    assertThat(atocore.run("integrity", "ack", "no such thing").exit()).isEqualTo(1);
    assertThat(atocore.run("integrity", "ack").exit()).isEqualTo(2);
    assertThat(atocore.run("integrity", "ack", id.group(), "--until", "2020-01-01").exit())
        .isEqualTo(2);
  }

  @Test
  void verifyBackup_tellsASoundCopyFromADamagedOne() throws Exception {
    Path copy = folder.resolve("copy.db");
    atocore.out("db", "backup", copy.toString());
    assertThat(atocore.out("db", "verify-backup", copy.toString()))
        .contains("can be restored: 1 memory, 1 audit entry");
    assertThat(run().exit()).as("a sound backup is no finding").isZero();

    Files.delete(atocore.store());
    assertThat(atocore.run("db", "verify-backup", copy.toString()).err())
        .contains("checked for itself alone");

    byte[] bytes = Files.readAllBytes(copy);
    for (int i = 8192; i < 20_000; i++) {
      bytes[i] ^= 0x55;
    }
    Files.write(copy, bytes);
    Atocore.Result damaged = atocore.run("db", "verify-backup", copy.toString());
    assertThat(damaged.exit()).isIn(1, 3);
    assertThat(damaged.err()).doesNotContain("internal error");
    assertThat(atocore.run("db", "verify-backup", folder.resolve("none.db").toString()).exit())
        .isEqualTo(1);
  }

  @Test
  void doctor_worksWithAndWithoutAStore() throws Exception {
    assertThat(atocore.out("doctor")).contains("all is well", "Java ", "sqlite-outdated");
    assertThat(atocore.out("doctor", "-o", "json")).contains("\"diagnoses\":[{\"topic\":\"java\"");
    sql("DROP INDEX memories_status");
    Atocore.Result ill = atocore.run("doctor", "--wrong");
    assertThat(ill.exit()).isEqualTo(3);
    assertThat(ill.out()).contains("schema-altered", "-> ", "1 thing to mend");
    assertThat(new Atocore(folder.resolve("elsewhere")).run("doctor").exit()).isZero();
  }

  private Atocore.Result run(String... more) {
    String[] args = new String[2 + more.length];
    args[0] = "integrity";
    args[1] = "run";
    System.arraycopy(more, 0, args, 2, more.length);
    return atocore.run(args);
  }

  private void drift() {
    sql("UPDATE memories SET content = 'Behind the back.' WHERE id = '" + memory + "'");
  }

  private void sql(String statement) {
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + atocore.store());
        Statement sql = connection.createStatement()) {
      sql.executeUpdate(statement);
    } catch (SQLException e) {
      throw new IllegalStateException(statement, e);
    }
  }
}
