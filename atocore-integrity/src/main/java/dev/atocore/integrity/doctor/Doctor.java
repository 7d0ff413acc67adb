package dev.atocore.integrity.doctor;

import dev.atocore.alerts.Alerts;
import dev.atocore.alerts.sink.SinkStatus;
import dev.atocore.audit.io.FileOwner;
import dev.atocore.core.MemoryStore;
import dev.atocore.core.StoreOptions;
import dev.atocore.core.error.AtoCoreException;
import dev.atocore.core.error.StoreException;
import dev.atocore.core.recall.RecallLosses;
import dev.atocore.core.store.Capability;
import dev.atocore.core.store.StoreFile;
import dev.atocore.core.store.StoreFiles;
import dev.atocore.core.store.StoreLocation;
import dev.atocore.core.text.Times;
import dev.atocore.integrity.Integrity;
import dev.atocore.integrity.check.Finding;
import dev.atocore.integrity.check.IntegrityCheck;
import dev.atocore.integrity.check.RunOptions;
import dev.atocore.integrity.checks.Checks;
import dev.atocore.integrity.result.CheckResult;
import dev.atocore.integrity.result.CheckStatus;
import dev.atocore.integrity.run.CheckRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Looks at what AtoCore stands on: Java, the store and its files, the disk, the alert log, the
 * nightly run. Works where the store does not, and writes nothing. Thread-safe.
 */
public final class Doctor {
  private static final int LEAST_JAVA = 17;
  private static final int FINDINGS_NAMED = 3;

  private static final List<IntegrityCheck> CHECKS = Checks.ofHost();

  private final StoreLocation called;
  private final StoreLocation store;
  private final Alerts alerts;
  private final Map<String, String> env;

  /**
   * A doctor for that store.
   *
   * @param store its file as it is called, which need not exist
   * @param alerts where alerts go; stays the caller's to close
   * @param env the environment, as of {@link System#getenv()}
   */
  public Doctor(Path store, Alerts alerts, Map<String, String> env) {
    this(new StoreFile(store.toAbsolutePath()), alerts, env);
  }

  /** The same for a store at any location. */
  public Doctor(StoreLocation store, Alerts alerts, Map<String, String> env) {
    this.called =
        store instanceof StoreFile file ? new StoreFile(file.path().toAbsolutePath()) : store;
    this.store = called.canonical();
    this.alerts = alerts;
    this.env = Map.copyOf(env);
  }

  /** Looks at everything, in order of what stands on what. */
  public List<Diagnosis> examine() {
    List<Diagnosis> found = new ArrayList<>();
    found.add(java());
    if (store instanceof StoreFile file) {
      found.add(writable("store folder", file.path()));
      leftBehind(file, found);
    } else {
      found.add(writable("spool folder", store.beside("").toAbsolutePath()));
    }
    sinks(found);
    found.add(NightlyRun.of(store, Instant.now(), NightlyRun.longest(env)));
    if (store instanceof StoreFile file && !Files.exists(file.path())) {
      found.add(
          Diagnosis.hint(
              "store", "there is no store at " + store + " yet", "the first change makes it"));
      return found;
    }
    try (MemoryStore open = MemoryStore.open(StoreOptions.of(store).existingOnly())) {
      found.add(
          open.isReadOnly()
              ? Diagnosis.bad(
                  "store",
                  store + " can be read only",
                  open.location() instanceof StoreFile
                      ? "see to its disk, its owner, its mode and its hard links"
                      : "name the primary, and a login that may write")
              : Diagnosis.good("store", store + " opens"));
      notOffered(open, found);
      for (CheckResult check : CheckRun.look(open, CHECKS, RunOptions.all().thorough()).checks()) {
        found.add(diagnosis(check));
      }
      found.add(spool(open));
      recalls(open, found);
      found.add(lastRun(open));
    } catch (AtoCoreException e) {
      found.add(
          Diagnosis.bad(
              "store", String.valueOf(e.getMessage()), "do as it says, then run doctor again"));
    }
    return found;
  }

  /** What releases before this one kept beside a symbolic link to the store. */
  private void leftBehind(StoreFile real, List<Diagnosis> found) {
    if (!(called instanceof StoreFile former) || former.path().equals(real.path())) {
      return;
    }
    for (Path file : StoreFiles.companions(former.path())) {
      found.add(
          Diagnosis.bad(
              "store name",
              file + " lies beside another name of the store " + store,
              "move it to "
                  + real.beside(
                      String.valueOf(file.getFileName())
                          .substring(String.valueOf(former.path().getFileName()).length()))
                  + ", or away if there is one already"));
    }
  }

  /** What a store in a file has, and what to use where this one is in none. */
  private static void notOffered(MemoryStore open, List<Diagnosis> found) {
    if (!open.capabilities().contains(Capability.BACKUP)) {
      found.add(
          Diagnosis.good(
              "backups",
              "the server's own: pg_dump copies the database, pg_basebackup the server; 'db"
                  + " backup', 'db verify-backup' and 'db restore' are for files"));
    }
    if (!open.capabilities().contains(Capability.INTERNAL_CHECK)) {
      found.add(
          Diagnosis.good(
              "pages",
              "the server's own: data checksums find flipped bits ('SHOW data_checksums'), amcheck"
                  + " damaged indexes; no check here looks at either yet"));
    }
  }

  private void sinks(List<Diagnosis> found) {
    boolean far = false;
    try {
      for (SinkStatus sink : alerts.sinks()) {
        far |= sink.kind().equals("log") ? log(sink, found) : remote(sink, found);
      }
    } catch (RuntimeException e) {
      found.add(
          Diagnosis.bad(
              "alerts",
              "where alerts go cannot be told: " + e.getMessage(),
              "run 'atocore alert sinks'"));
      return;
    }
    for (String warning : alerts.warnings()) {
      found.add(Diagnosis.bad("alerts", warning, "correct that setting"));
    }
    if (!far) {
      found.add(
          Diagnosis.hint(
              "alerts",
              "nothing but the log of this machine hears of a failure",
              "set ATOCORE_ALERT_WEBHOOK"));
    }
  }

  private boolean log(SinkStatus sink, List<Diagnosis> found) {
    Path file = Path.of(sink.target()).toAbsolutePath();
    found.add(writable("alert log folder", file));
    owned("alert log", file, found);
    owned("alert spool", alerts.spool().toAbsolutePath(), found);
    return false;
  }

  /** Whether it is a sink beyond this machine. */
  private static boolean remote(SinkStatus sink, List<Diagnosis> found) {
    String topic = "sink " + sink.id();
    String error = sink.lastError();
    if (sink.kind().equals("slf4j") || sink.kind().equals("custom")) {
      return false;
    }
    if (sink.kind().equals("gone")) {
      found.add(
          Diagnosis.bad(
              topic,
              error + "; " + sink.waiting() + " alerts wait for it, " + sink.dead() + " are dead",
              "run 'atocore alert retry --from " + sink.id() + "' with --to SINK or --drop"));
      return false;
    }
    Instant success = sink.lastSuccess();
    Instant failure = sink.lastErrorAt();
    if (error != null && (success == null || failure == null || failure.isAfter(success))) {
      found.add(Diagnosis.bad(topic, error, "mend it, then run 'atocore alert test'"));
    } else if (sink.waiting() > 0) {
      found.add(Diagnosis.bad(topic, sink.waiting() + " alerts wait", "run 'atocore alert flush'"));
    } else {
      found.add(
          success == null
              ? Diagnosis.hint(
                  topic, sink.target() + " was never tried", "run 'atocore alert test'")
              : Diagnosis.good(
                  topic, sink.target() + " took an alert at " + Times.format(success)));
    }
    return true;
  }

  private static Diagnosis java() {
    String version = "Java " + Runtime.version();
    return Runtime.version().feature() >= LEAST_JAVA
        ? Diagnosis.good("java", version)
        : Diagnosis.bad("java", version, "use Java " + LEAST_JAVA + " or newer");
  }

  /** The nearest folder that is there must let us make the rest. */
  private static Diagnosis writable(String topic, Path file) {
    Path folder = file.getParent();
    while (folder != null && !Files.exists(folder)) {
      folder = folder.getParent();
    }
    return folder != null && Files.isDirectory(folder) && Files.isWritable(folder)
        ? Diagnosis.good(topic, folder + " can be written")
        : Diagnosis.bad(
            topic, file.getParent() + " cannot be written", "make it yours, or name another");
  }

  private static void owned(String topic, Path file, List<Diagnosis> found) {
    try {
      if (Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
        String distrust = FileOwner.distrust(file);
        found.add(
            distrust.isEmpty()
                ? Diagnosis.good(topic, file + " is yours")
                : Diagnosis.bad(topic, distrust, "move it away, or make it yours"));
      }
    } catch (IOException e) {
      found.add(Diagnosis.bad(topic, file + " cannot be read: " + e.getMessage(), "look at it"));
    }
  }

  private static Diagnosis diagnosis(CheckResult check) {
    if (check.error() != null) {
      return Diagnosis.bad(check.id(), check.error(), "");
    }
    if (check.findings().isEmpty()) {
      return Diagnosis.good(check.id(), "nothing found");
    }
    StringBuilder message = new StringBuilder();
    for (Finding finding :
        check.findings().subList(0, Math.min(FINDINGS_NAMED, check.findings().size()))) {
      message.append(message.isEmpty() ? "" : "; ");
      message.append(finding.subject()).append(": ").append(finding.details().message());
    }
    String mend = "";
    for (IntegrityCheck known : CHECKS) {
      mend = known.id().equals(check.id()) ? known.mend() : mend;
    }
    return Diagnosis.bad(check.id(), message.toString(), mend);
  }

  private static Diagnosis spool(MemoryStore open) {
    try {
      int waiting = open.audit().pending().entries().size();
      return waiting == 0
          ? Diagnosis.good("audit spool", "empty")
          : Diagnosis.bad("audit spool", waiting + " entries wait", "run 'atocore audit replay'");
    } catch (StoreException e) {
      return Diagnosis.bad(
          "audit spool", String.valueOf(e.getMessage()), "make the file readable for you");
    }
  }

  /** Said only where something is lost: most stores have no such log. */
  private static void recalls(MemoryStore open, List<Diagnosis> found) {
    RecallLosses losses = open.recalls().losses();
    if (losses.answers() > 0) {
      found.add(
          Diagnosis.bad(
              "recall log",
              losses.answers()
                  + " answers since "
                  + losses.since()
                  + " are not on record: the store could not be written",
              "look at the disk and the server's log; 'atocore recall prune' forgets it in time"));
    }
  }

  private static Diagnosis lastRun(MemoryStore open) {
    return Integrity.last(open)
        .map(
            result ->
                result.status() == CheckStatus.OK
                    ? Diagnosis.good("last integrity run", "ok, " + result.startedAt())
                    : Diagnosis.bad(
                        "last integrity run",
                        result.status().word() + ", " + result.startedAt(),
                        "run 'atocore integrity last'"))
        .orElse(
            Diagnosis.hint(
                "last integrity run", "none yet", "put scripts/cron.example into your crontab"));
  }
}
