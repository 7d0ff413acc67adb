package dev.atocore.cli.command.audit;

import com.fasterxml.jackson.core.util.MinimalPrettyPrinter;
import dev.atocore.audit.entry.AuditEntry;
import dev.atocore.audit.entry.AuditJson;
import dev.atocore.audit.log.AuditFilter;
import dev.atocore.cli.out.OutputFormat;
import dev.atocore.cli.run.Cli;
import dev.atocore.cli.run.CliException;
import dev.atocore.cli.run.ExitCode;
import dev.atocore.cli.run.RowOutput;
import dev.atocore.cli.run.Value;
import dev.atocore.core.error.StoreException;
import dev.atocore.core.log.StoreLog;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.concurrent.TimeUnit;

final class TailLog extends EntryFilterOptions {
  private static final int DEFAULT_LIMIT = 10;
  private static final long POLL_MILLIS = 500;

  private final Value<Boolean> follow =
      flag("-f", "Goes on printing entries as they come, until interrupted.");
  private final Value<Integer> limit =
      number("--limit", "N", "Begin with the last so many (default: 10).");

  TailLog() {
    describe(
        "The last entries, oldest first, each with the words it changed. With -f also those that"
            + " other processes write, for programs as NDJSON. "
            + ACTOR_CHOOSES);
    examples("audit tail", "audit tail -f --actor agent-7", "audit tail -f --limit 0 -o ndjson");
    listsRows();
  }

  @Override
  protected int run(Cli cli) throws IOException {
    int most = limit.or(DEFAULT_LIMIT);
    if (most < 0 || (most == 0 && !follow.isGiven())) {
      throw CliException.invalid("limit is " + most + ", not at least 1");
    }
    AuditFilter filter = filter(cli);
    StoreLog audit = cli.store().audit();
    // Before the last entries are read: one that comes in between is then new.
    long settled = follow.isGiven() ? audit.settled() : 0;
    long newest = follow.isGiven() && settled == 0 ? newest(audit) : settled;
    LastEntries last = new LastEntries(audit, filter, most);
    if (follow.isGiven()) {
      follow(cli, audit, filter, last, newest, settled);
    } else if (cli.forPeople() && !cli.idsOnly()) {
      last.forEach(new EntryText(cli)::inTail);
    } else {
      RowOutput<AuditEntry> output = RowOutput.begin(cli, EntryView.ROWS);
      last.forEach(output::row);
      output.end();
    }
    return ExitCode.OK;
  }

  private static long newest(StoreLog audit) {
    List<AuditEntry> newest = audit.recent(AuditFilter.ALL, 1, null).entries();
    return newest.isEmpty() ? 0 : newest.get(0).id();
  }

  private static void follow(
      Cli cli, StoreLog audit, AuditFilter filter, LastEntries last, long newest, long settled)
      throws IOException {
    Lines lines = new Lines(cli);
    last.forEach(
        entry -> {
          if (entry.id() <= newest) {
            lines.print(entry);
          }
        });
    Follower follower = new Follower(audit, newest, settled);
    boolean reachable = true;
    while (lines.flushAndWait()) {
      try {
        follower.poll(
            entry -> {
              if (filter.matches(entry)) {
                lines.print(entry);
              }
            });
        reachable = true;
      } catch (StoreException e) {
        // A restore, a VACUUM, a file system that is away for a while: it may come back.
        if (reachable) {
          cli.note("the log cannot be read now, waiting: " + e.getMessage());
        }
        reachable = false;
      }
    }
  }

  /** Prints entry by entry, each line whole as soon as it is there. */
  private static final class Lines {
    private final Cli cli;
    private final EntryText text;

    Lines(Cli cli) throws IOException {
      if (cli.format() == OutputFormat.JSON || cli.format() == OutputFormat.CSV) {
        throw CliException.usage(
            "a log that is followed has no end, so there is no "
                + cli.format().word()
                + " of it; use text or ndjson");
      }
      this.cli = cli;
      this.text = new EntryText(cli);
      if (!cli.forPeople()) {
        // The usual separator comes before the next value: a reader would be one entry late.
        cli.json().setPrettyPrinter(new MinimalPrettyPrinter(""));
      }
    }

    void print(AuditEntry entry) {
      try {
        if (!cli.forPeople()) {
          AuditJson.write(cli.json(), entry);
          cli.endJson();
        } else if (cli.idsOnly()) {
          cli.out().line(Long.toString(entry.id()));
        } else {
          text.inTail(entry);
        }
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    /** False when interrupted. */
    boolean flushAndWait() {
      cli.out().flush();
      try {
        TimeUnit.MILLISECONDS.sleep(POLL_MILLIS);
        return true;
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return false;
      }
    }
  }
}
