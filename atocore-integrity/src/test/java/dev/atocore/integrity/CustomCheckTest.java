package dev.atocore.integrity;

import static org.assertj.core.api.Assertions.assertThat;

import dev.atocore.integrity.check.CheckContext;
import dev.atocore.integrity.check.Details;
import dev.atocore.integrity.check.Finding;
import dev.atocore.integrity.check.Findings;
import dev.atocore.integrity.check.IntegrityCheck;
import dev.atocore.integrity.check.RunOptions;
import dev.atocore.integrity.result.CheckResult;
import dev.atocore.integrity.result.CheckStatus;
import dev.atocore.integrity.result.IntegrityResult;
import dev.atocore.integrity.scan.Rows;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Statement;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CustomCheckTest {
  private static final String NUMBERS =
      "WITH RECURSIVE numbers (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM numbers) ";

  @TempDir Path folder;

  @Test
  void checkOfTheClassPath_runsWithTheOthers() {
    try (StoreFixture fixture = new StoreFixture(folder).fill()) {
      String id = fixture.candidate("LOOK AT ME").id();

      CheckResult check = fixture.run("shouting-memory");

      assertThat(check.findings()).extracting(Finding::subject).containsExactly(id);
      assertThat(fixture.integrity.run(RunOptions.all()).checks())
          .extracting(CheckResult::id)
          .contains("shouting-memory");
      assertThat(fixture.alerts).as("info does not alert").isEmpty();
      System.setProperty("atocore.checks", "built-in");
      assertThat(Integrity.of(fixture.store, fixture.fanOut).checks())
          .hasSameSizeAs(Integrity.builtIn())
          .extracting(IntegrityCheck::id)
          .doesNotContain("shouting-memory");
    } finally {
      System.clearProperty("atocore.checks");
    }
  }

  @Test
  void checkThatTakesTooLong_isStopped_andWhatItFoundIsKept() throws Exception {
    try (StoreFixture fixture = new StoreFixture(folder).fill()) {
      IntegrityResult result = runWith(fixture, Endless.class);

      CheckResult endless = result.checks().get(result.checks().size() - 1);
      assertThat(endless.id()).isEqualTo("endless");
      assertThat(endless.status()).isEqualTo(CheckStatus.ERROR);
      assertThat(endless.error()).isEqualTo("it took longer than 1 s");
      assertThat(endless.findings()).extracting(Finding::subject).containsExactly("before");
      assertThat(result.status()).isEqualTo(CheckStatus.ERROR);
      assertOthersRan(result);
    }
  }

  @Test
  void checkThatFindsTooMuch_isStoppedAtItsCap() throws Exception {
    try (StoreFixture fixture = new StoreFixture(folder).fill()) {
      IntegrityResult result = runWith(fixture, Flooding.class);

      CheckResult flooding = result.checks().get(result.checks().size() - 1);
      assertThat(flooding.id()).isEqualTo("flooding");
      assertThat(flooding.status()).isEqualTo(CheckStatus.ERROR);
      assertThat(flooding.count()).isEqualTo(30);
      assertThat(flooding.findings()).hasSize(RunOptions.DEFAULT_SAMPLES);
      assertThat(flooding.error()).contains("more than 30 findings");
      assertThat(Flooding.rowsRead).as("the query is not read to its end").hasValue(31);
      assertOthersRan(result);
    }
  }

  @Test
  void checkThatWrites_fails_andNothingIsWritten() throws Exception {
    try (StoreFixture fixture = new StoreFixture(folder).fill()) {
      IntegrityResult result = runWith(fixture, Writing.class);

      CheckResult writing = result.checks().get(result.checks().size() - 1);
      assertThat(writing.status()).isEqualTo(CheckStatus.ERROR);
      assertThat(fixture.store.projects().find("shop").orElseThrow().name()).isEqualTo("The shop");
      assertOthersRan(result);
    }
  }

  private static void assertOthersRan(IntegrityResult result) {
    assertThat(result.checks()).hasSizeGreaterThan(20);
    assertThat(result.checks().subList(0, result.checks().size() - 1))
        .allMatch(check -> check.status() == CheckStatus.OK);
  }

  /** Runs all checks with a class path that brings one more, as an embedder's jar does. */
  private IntegrityResult runWith(StoreFixture fixture, Class<? extends IntegrityCheck> check)
      throws IOException {
    Path services = Files.createDirectories(folder.resolve("classes/META-INF/services"));
    Files.writeString(services.resolve(IntegrityCheck.class.getName()), check.getName() + "\n");
    Thread thread = Thread.currentThread();
    ClassLoader before = thread.getContextClassLoader();
    try (URLClassLoader brings =
        new URLClassLoader(new URL[] {folder.resolve("classes").toUri().toURL()}, before)) {
      thread.setContextClassLoader(brings);
      return Integrity.of(fixture.store, fixture.fanOut).run(RunOptions.all());
    } finally {
      thread.setContextClassLoader(before);
    }
  }

  /** A query that never ends. */
  public static final class Endless extends SampleCheck {
    public Endless() {
      super("endless");
    }

    @Override
    public Duration timeout() {
      return Duration.ofSeconds(1);
    }

    @Override
    public void run(CheckContext context, Findings findings) {
      findings.add("before", Details.of("was found in time"));
      context.read(
          connection -> {
            Rows.forEach(connection, NUMBERS + "SELECT count(*) FROM numbers", row -> {});
            return true;
          });
    }
  }

  /** A finding for each row of a query that has no end. */
  public static final class Flooding extends SampleCheck {
    static final AtomicLong rowsRead = new AtomicLong();

    public Flooding() {
      super("flooding");
    }

    @Override
    public long mostFindings() {
      return 30;
    }

    @Override
    public void run(CheckContext context, Findings findings) {
      context.read(
          connection -> {
            Rows.forEach(
                connection,
                NUMBERS + "SELECT n FROM numbers",
                row -> {
                  rowsRead.incrementAndGet();
                  findings.add(row.getString(1), Details.of("is a number"));
                });
            return true;
          });
    }
  }

  /** Tries to mend what it looks at. */
  public static final class Writing extends SampleCheck {
    public Writing() {
      super("writing");
    }

    @Override
    public void run(CheckContext context, Findings findings) {
      context.read(
          connection -> {
            try (Statement statement = connection.createStatement()) {
              return statement.executeUpdate("UPDATE projects SET name = 'Mine'");
            }
          });
    }
  }

  @Test
  void exampleInTheDocs_isTheClassThatIsTested() throws IOException {
    String source =
        Files.readString(Path.of("src/test/java/dev/atocore/integrity/ShoutingMemory.java"));
    String example = source.substring(source.indexOf("public final class"));

    assertThat(Files.readString(Path.of("..", "docs", "integrity.md")))
        .contains("```java\n" + example + "```");
  }
}
