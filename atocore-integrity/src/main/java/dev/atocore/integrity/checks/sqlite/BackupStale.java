package dev.atocore.integrity.checks.sqlite;

import dev.atocore.alerts.event.Severity;
import dev.atocore.core.MemoryStore;
import dev.atocore.core.error.AtoCoreException;
import dev.atocore.core.store.Capability;
import dev.atocore.integrity.builtin.BuiltInCheck;
import dev.atocore.integrity.check.CheckContext;
import dev.atocore.integrity.check.Details;
import dev.atocore.integrity.check.Findings;
import dev.atocore.integrity.history.BackupRecord;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Backups that no longer come, or that could not be restored. Looks only at what {@code db backup}
 * has made: who backs up by other means has made none.
 */
public final class BackupStale extends BuiltInCheck {
  /** From so many days with a backup on, the next ones are expected. */
  private static final int HABIT = 3;

  private static final int TIMES_AS_LONG = 3;
  private static final Duration LEAST = Duration.ofHours(49);
  private static final int DATE_CHARACTERS = 10;

  private final Verifier verifier;

  public BackupStale(Verifier verifier) {
    super(
        "backup-stale",
        Severity.WARNING,
        "backups that have stopped coming, once there were three days of them, or cannot be"
            + " restored",
        "atocore db backup FILE, and look at the job that makes them",
        Capability.BACKUP);
    this.verifier = verifier;
  }

  @Override
  public void run(CheckContext context, Findings findings) {
    List<BackupRecord> all = BackupRecord.all(context.store());
    if (all.isEmpty()) {
      return;
    }
    BackupRecord last = all.get(all.size() - 1);
    try {
      if (isLate(all, context.now())) {
        findings.add(
            "late",
            Details.of("the last backup is " + age(last, context.now()).toDays() + " days old")
                .with("last_backup", last.at())
                .with("last_file", last.path()));
      }
    } catch (DateTimeParseException e) {
      findings.note("the time of the last backup cannot be read");
    }
    String problem = problem(context, last);
    if (problem != null) {
      findings.add(
          "last",
          Details.of("the last backup " + problem)
              .with("last_backup", last.at())
              .with("last_file", last.path()));
    }
  }

  private static boolean isLate(List<BackupRecord> all, Instant now) {
    TreeSet<String> days = new TreeSet<>();
    Duration longest = Duration.ZERO;
    Instant before = null;
    for (BackupRecord one : all) {
      days.add(one.at().substring(0, Math.min(DATE_CHARACTERS, one.at().length())));
      Instant at = Instant.parse(one.at());
      if (before != null && Duration.between(before, at).compareTo(longest) > 0) {
        longest = Duration.between(before, at);
      }
      before = at;
    }
    Duration most = longest.multipliedBy(TIMES_AS_LONG);
    return days.size() >= HABIT
        && age(all.get(all.size() - 1), now).compareTo(most.compareTo(LEAST) > 0 ? most : LEAST)
            > 0;
  }

  private static Duration age(BackupRecord last, Instant now) {
    return Duration.between(Instant.parse(last.at()), now);
  }

  /** A file that is gone was moved to where backups belong, most often: that is no problem. */
  private @Nullable String problem(CheckContext context, BackupRecord last) {
    try {
      Path file = Path.of(last.path());
      if (!Files.exists(file)) {
        return null;
      }
      if (Files.size(file) == 0) {
        return "is an empty file";
      }
      return verifier.problem(context.store(), file, context.full());
    } catch (AtoCoreException e) {
      return "does not open: " + e.getMessage();
    } catch (IOException | InvalidPathException e) {
      return "cannot be looked at: " + e.getMessage();
    }
  }

  /** Looks into a backup. */
  @FunctionalInterface
  public interface Verifier {
    /**
     * What is wrong with the backup of that store in that file; null for nothing.
     *
     * @param full whether to look at all of it
     */
    @Nullable String problem(MemoryStore store, Path file, boolean full);
  }
}
