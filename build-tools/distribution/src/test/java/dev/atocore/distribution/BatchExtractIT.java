package dev.atocore.distribution;

import static java.nio.file.StandardCopyOption.COPY_ATTRIBUTES;
import static org.assertj.core.api.Assertions.assertThat;

import dev.atocore.testing.Machine;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The nightly job as cron runs it: the real script, the real launcher, hardly any environment. */
class BatchExtractIT {
  private static final String JOB = Checkout.ROOT.resolve("scripts/batch-extract.sh").toString();

  @TempDir Path home;
  private Checkout checkout;
  private Map<String, String> environment;
  private Path notes;

  @BeforeEach
  void prepare() throws IOException {
    notes = Files.createDirectory(home.resolve("notes"));
    Files.writeString(
        notes.resolve("a.md"),
        "# Pumps\n\nDecision: The pumps run at night.\n\nRemember: Seals are size 28.\n");
    checkout = new Checkout(home);
    environment = checkout.environment();
    environment.put("ATOCORE_SOURCES", notes.toString());
    environment.put("ATOCORE_PROJECT", "garden");
  }

  @Test
  void firstNight_drawsCandidatesAndSecondFindsNothingNew() throws Exception {
    Checkout.Result first = checkout.run(JOB);
    Checkout.Result second = checkout.run(JOB);

    assertThat(first.exit()).as(first.output()).isZero();
    assertThat(first.output())
        .contains(" A ingest ok ", " B extract ok ", " E harness skipped ", " G integrity ok ");
    assertThat(first.output()).contains("candidates: 2");
    assertThat(second.exit()).as(second.output()).isZero();
    assertThat(second.output()).contains("nothing new");
    assertThat(checkout.atocore("memory", "list", "-q").output().lines()).hasSize(2);
    assertThat(home.resolve("atocore-logs").resolve("batch-extract.log"))
        .content()
        .contains("  B| ");
    assertThat(home.resolve("atocore-logs").resolve("alerts.log")).doesNotExist();
  }

  @Test
  void failingExtractor_alertsAndKeepsTheChunksForTheNextNight() throws Exception {
    environment.put("ATOCORE_EXTRACTOR", "cat >/dev/null; echo no model today >&2; exit 7");
    Checkout.Result first = checkout.run(JOB);

    assertThat(first.exit()).isEqualTo(1);
    assertThat(first.output()).contains(" B extract FAILED ", " G integrity ok ");
    Path alerts = home.resolve("atocore-logs").resolve("alerts.log");
    assertThat(Files.readString(alerts))
        .contains("\"severity\":\"critical\"", "batch-extract/B", "no model today")
        .hasLineCount(1);

    environment.put(
        "ATOCORE_EXTRACTOR", Checkout.ROOT.resolve("scripts/sample/extractor.sh").toString());
    Checkout.Result second = checkout.run(JOB);

    assertThat(second.exit()).as(second.output()).isZero();
    assertThat(second.output()).contains("candidates: 2");
    assertThat(Files.readAllLines(alerts).get(1)).contains("resolved");
  }

  @Test
  void badCandidates_areKeptForALookAndDoNotHoldTheJobUp() throws Exception {
    environment.put(
        "ATOCORE_EXTRACTOR",
        "cat >/dev/null; echo 'Sure! Here are your memories:'; echo '```json'; echo"
            + " '[{\"type\":\"knowledge\",\"content\":\"x\"},'; echo '{\"type\":\"wisdom\"}]'; echo"
            + " '```'");

    Checkout.Result first = checkout.run(JOB);
    Checkout.Result second = checkout.run(JOB);

    assertThat(first.exit()).as(first.output()).isEqualTo(3);
    assertThat(first.output()).contains("memory refused");
    assertThat(second.exit()).as(second.output()).isEqualTo(3);
    assertThat(second.output()).contains(" F alerts findings ");
    assertThat(checkout.atocore("memory", "list", "-q").output().lines()).hasSize(1);
    assertThat(checkout.atocore("memory", "refused").output()).contains("wisdom");
    assertThat(checkout.atocore("memory", "refused", "--drop").exit()).isZero();
    assertThat(checkout.run(JOB).exit()).isZero();
  }

  @Test
  void damagedStore_isOneAlert() throws Exception {
    checkout.run(JOB);
    try (RandomAccessFile store =
        new RandomAccessFile(home.resolve(".local/share/atocore/atocore.db").toFile(), "rw")) {
      store.seek(4096);
      store.write(new byte[(int) store.length() - 4096]);
    }

    Checkout.Result night = checkout.run(JOB);

    assertThat(night.exit()).isEqualTo(1);
    assertThat(home.resolve("atocore-logs").resolve("alerts.log"))
        .content()
        .hasLineCount(1)
        .contains("steps failed", "ingest, extract, reinforce, triage, ", "is damaged");
  }

  @Test
  void logThatIsAPipe_endsTheRunAtOnce() throws Exception {
    Path log = home.resolve("pipe");
    Machine.needs(Machine.runs("mkfifo", log.toString()), "mkfifo on the PATH");
    environment.put("ATOCORE_BATCH_LOG", log.toString());

    Checkout.Result night = checkout.run(JOB);

    assertThat(night.exit()).isEqualTo(1);
    assertThat(night.err()).hasLineCount(1).contains("is a pipe");
  }

  @Test
  void launcherThatCannotStart_isInTheLog() throws Exception {
    environment.put("JAVA_HOME", home.resolve("none").toString());
    Checkout.Result result = checkout.run(JOB);

    assertThat(result.exit()).isEqualTo(1);
    assertThat(result.err()).hasLineCount(1).contains("cannot start", "JAVA_HOME is ");
    assertThat(home.resolve("atocore-logs/batch-extract.log")).content().isEqualTo(result.err());
  }

  @Test
  void candidates_withoutALineBreakAtTheEnd_areCounted() throws Exception {
    environment.put(
        "ATOCORE_EXTRACTOR", "cat >/dev/null; printf '{\"type\":\"knowledge\",\"content\":\"x\"}'");

    assertThat(checkout.run(JOB).output()).contains("candidates: 1");
  }

  @Test
  void homeFolder_isExpanded() throws Exception {
    environment.put("ATOCORE_DB", "~/own.db");
    environment.put("ATOCORE_SOURCES", "~/notes");

    assertThat(checkout.run(JOB).output()).contains("store=" + home.resolve("own.db"));
    assertThat(home.resolve("own.db")).exists();
    assertThat(home.resolve("~")).doesNotExist();

    environment.put("ATOCORE_DB", "$HOME/own.db");
    assertThat(checkout.run(JOB).exit()).isEqualTo(2);
    assertThat(home.resolve("$HOME")).doesNotExist();
  }

  @Test
  void nightThatDoesNotStart_isAnAlertUntilOneStarts() throws Exception {
    Path alerts = home.resolve("atocore-logs").resolve("alerts.log");
    environment.put("ATOCORE_DB", home.resolve("a.db").toString());
    Files.createFile(home.resolve("a.db.batch"));
    Checkout.Result stopped = checkout.run(JOB);

    assertThat(stopped.exit()).isEqualTo(1);
    assertThat(stopped.err()).hasLineCount(1).contains("cannot make ", "a.db.batch");
    assertThat(Files.readString(alerts)).hasLineCount(1).contains("did not start", "critical");

    Files.delete(home.resolve("a.db.batch"));
    assertThat(checkout.run(JOB).exit()).isZero();
    assertThat(Files.readAllLines(alerts).get(1)).contains("resolved", "batch-extract/start");

    environment.put("ATOCORE_DB", "$HOME/a.db");
    assertThat(checkout.run(JOB).err()).hasLineCount(1).contains("no shell expanded it");
    assertThat(Files.readAllLines(alerts).get(2)).contains("no shell expanded it", "firing");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"$JOB\" <&- >&- 2>&-",
        "\"$JOB\" 2>/dev/full",
        "\"$JOB\" 2>&1 >/dev/full | true",
        "TMPDIR=/nonexistent \"$JOB\"",
        "TMPDIR=/proc LC_ALL=de_DE.ISO-8859-1 LANGUAGE=de \"$JOB\"",
        "PATH= \"$JOB\"",
        "env -i HOME=\"$HOME\" JAVA_HOME=\"$JAVA_HOME\" ATOCORE_SOURCES=notes \"$JOB\"",
        "IFS=/ PATH=/nonexistent TERM=dumb \"$JOB\"",
        "ln -s \"$JOB\" 'a job ü'; './a job ü'"
      })
  void environment_ofAnyKind(String line) throws Exception {
    environment.put("JOB", JOB);
    assertThat(checkout.run("sh", "-c", line).exit()).isZero();

    assertThat(home.resolve("atocore-logs/batch-extract.log"))
        .content()
        .contains("B extract ok", "end failed=0 findings=0");
    assertThat(home.resolve("atocore-logs/alerts.log")).doesNotExist();
  }

  @Test
  void heldLock_endsTheSecondRun() throws Exception {
    environment.put(
        "ATOCORE_EXTRACTOR",
        "cat >/dev/null; touch $HOME/started; while [ ! -e $HOME/go ]; do sleep 0.1; done");
    Process first = checkout.start(JOB);
    for (int i = 0; i < 600 && !Files.exists(home.resolve("started")); i++) {
      TimeUnit.MILLISECONDS.sleep(100);
    }

    Checkout.Result second = checkout.run(JOB);
    Files.createFile(home.resolve("go"));

    assertThat(second.exit()).isEqualTo(1);
    assertThat(second.output()).contains("another run", ", process ", ", since 2");
    assertThat(home.resolve("atocore-logs/alerts.log")).content().contains("batch-extract/lock");
    first.getInputStream().readAllBytes();
    assertThat(first.waitFor()).isZero();
  }

  @Test
  void hangingExtractor_isEndedWithAllThatItStarted() throws Exception {
    environment.put("ATOCORE_EXTRACTOR_TIMEOUT", "1s");
    environment.put("ATOCORE_EXTRACTOR", "sleep 54321 & echo $! >$HOME/child; sleep 54321");

    Checkout.Result result = checkout.run(JOB);

    assertThat(result.exit()).isEqualTo(1);
    assertThat(result.output()).contains("ATOCORE_EXTRACTOR_TIMEOUT, 1s", " G integrity ok ");
    long child = Long.parseLong(Files.readString(home.resolve("child")).strip());
    assertThat(ProcessHandle.of(child).filter(ProcessHandle::isAlive)).isEmpty();
    assertThat(home.resolve("atocore-logs/alerts.log")).content().contains("batch-extract/B");
  }

  @Test
  void lockOfAProcessThatIsAnother_isTakenOver_whereThereIsNoFlock() throws Exception {
    Path scripts = Files.createDirectories(home.resolve("checkout/scripts"));
    Path bin = Files.createDirectory(home.resolve("checkout/bin"));
    Files.createSymbolicLink(bin.resolve("atocore"), Checkout.ROOT.resolve("bin/atocore"));
    Path job = Files.copy(Path.of(JOB), scripts.resolve("batch-extract.sh"), COPY_ATTRIBUTES);
    Files.writeString(
        job, Files.readString(job).replace("command -v flock", "command -v no-flock"));
    Path lock =
        Files.createDirectories(home.resolve(".local/share/atocore/atocore.db.batch/lock.d"));
    long own = ProcessHandle.current().pid();
    for (String holder : new String[] {own + "\n", own + " 1 2026-01-01T00:00:00Z 1\n"}) {
      Files.createDirectories(lock);
      Files.writeString(lock.resolve("pid"), holder);
      Checkout.Result result = checkout.run(job.toString());
      assertThat(result.exit()).as(result.output()).isZero();
    }
    assertThat(lock).doesNotExist();
  }

  @Test
  void fileThatIsNoText_isAFindingEachNightAndOneAlert() throws Exception {
    Path latin = Files.write(notes.resolve("latin.md"), new byte[] {'f', (byte) 0xfc, 'r'});
    Path alerts = home.resolve("atocore-logs/alerts.log");

    assertThat(checkout.run(JOB).exit()).isEqualTo(3);
    Checkout.Result second = checkout.run(JOB);
    assertThat(second.exit()).as(second.output()).isEqualTo(3);
    assertThat(second.output()).contains(" A ingest findings ");
    assertThat(alerts).content().contains("latin.md", "batch-extract/sources");
    assertThat(Files.readAllLines(alerts)).hasSize(1);

    Files.writeString(notes.resolve(".atocoreignore"), "latin.md\n");
    assertThat(checkout.run(JOB).exit()).isZero();
    assertThat(Files.readAllLines(alerts)).hasSize(2);
    assertThat(latin).exists();
  }

  @Test
  void storeThatIsNone_failsEveryStepAndSaysWhy() throws Exception {
    Path store =
        Files.writeString(home.resolve("not.db"), "this is no database, whatever its name");
    environment.put("ATOCORE_DB", store.toString());

    Checkout.Result result = checkout.run(JOB);

    assertThat(result.exit()).isEqualTo(1);
    assertThat(result.output()).contains("is no AtoCore store").contains("failed=1");
    assertThat(Files.readString(store)).startsWith("this is no database");
  }

  @Test
  void demo_showsFindingsAndEndsWell() throws Exception {
    environment.remove("ATOCORE_SOURCES");
    environment.put("TMPDIR", home.toString());

    Checkout.Result result = checkout.run(JOB, "--demo");

    assertThat(result.exit()).as(result.output()).isZero();
    assertThat(result.output())
        .contains("dangling-source-chunk", "duplicate-active-memory", "Night 2");
  }

  @Test
  void usage_isHelpfulAndStrict() throws Exception {
    assertThat(checkout.run(JOB, "--help").output()).contains("Usage:");
    assertThat(checkout.run(JOB, "--bogus").exit()).isEqualTo(2);
  }
}
