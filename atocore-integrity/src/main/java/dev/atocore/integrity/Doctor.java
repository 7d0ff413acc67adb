package dev.atocore.integrity;

import dev.atocore.audit.AuditException;
import dev.atocore.core.AtoCoreException;
import dev.atocore.core.MemoryStore;
import dev.atocore.core.StoreOptions;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Looks at what AtoCore stands on: Java, the store and its files, the disk, the alert log, the
 * nightly run. Works where the store does not, and writes nothing. Thread-safe.
 */
public final class Doctor {
  private static final int LEAST_JAVA = 17;
  private static final int FINDINGS_NAMED = 3;

  private static final List<IntegrityCheck> CHECKS =
      List.of(
          new SqliteOutdated(),
          new FileModeOpen(),
          new DiskNearlyFull(),
          new WalStuck(),
          new SchemaAltered(),
          new RunLate());

  private final Path store;
  private final Path alertLog;

  /**
   * A doctor for that store.
   *
   * @param store its file, which need not exist
   * @param alertLog where alerts are logged, which need not exist
   */
  public Doctor(Path store, Path alertLog) {
    this.store = store.toAbsolutePath();
    this.alertLog = alertLog.toAbsolutePath();
  }

  /** Looks at everything, in order of what stands on what. */
  public List<Diagnosis> examine() {
    List<Diagnosis> found = new ArrayList<>();
    found.add(java());
    found.add(writable("store folder", store));
    found.add(writable("alert log folder", alertLog));
    try (MemoryStore open = MemoryStore.open(StoreOptions.of(store).existingOnly())) {
      found.add(Diagnosis.good("store", store + " opens"));
      for (CheckResult check :
          Integrity.look(open, CHECKS, RunOptions.all().thorough(), false).checks()) {
        found.add(diagnosis(check));
      }
      found.add(spool(open));
      found.add(lastRun(open));
    } catch (AtoCoreException e) {
      found.add(
          Diagnosis.bad("store", String.valueOf(e.getMessage()), "the message says what to do"));
    }
    return found;
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
    } catch (AuditException e) {
      return Diagnosis.bad(
          "audit spool", String.valueOf(e.getMessage()), "make the file readable for you");
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
            Diagnosis.bad(
                "last integrity run", "none yet", "put scripts/cron.example into your crontab"));
  }
}
