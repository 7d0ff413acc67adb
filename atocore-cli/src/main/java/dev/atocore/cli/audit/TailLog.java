package dev.atocore.cli.audit;

import dev.atocore.audit.AuditEntry;
import dev.atocore.audit.AuditFilter;
import dev.atocore.cli.Cli;
import dev.atocore.cli.CliCommand;
import dev.atocore.cli.CliException;
import dev.atocore.cli.ExitCode;
import dev.atocore.cli.RowOutput;
import dev.atocore.cli.Value;
import dev.atocore.core.Audit;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.TimeUnit;

final class TailLog extends CliCommand {
  private static final int DEFAULT_LIMIT = 10;
  private static final long POLL_MILLIS = 500;

  private final Value<Boolean> follow =
      flag("-f", "Goes on printing entries as they come, until interrupted.");
  private final Value<Integer> limit =
      number("--limit", "N", "Begin with the last so many (default: 10).");

  @Override
  protected int run(Cli cli) throws IOException {
    int most = limit.or(DEFAULT_LIMIT);
    if (most < 1) {
      throw CliException.invalid("limit is " + most + ", not at least 1");
    }
    Audit audit = cli.store().audit();
    List<AuditEntry> last = new ArrayList<>(audit.recent(AuditFilter.ALL, most, null).entries());
    Collections.reverse(last);
    boolean text = cli.forPeople() && !cli.idsOnly();
    EntryText entries = new EntryText(cli);
    if (!follow.isGiven() && !text) {
      RowOutput.all(cli, EntryView.ROWS, last);
      return ExitCode.OK;
    }
    RowOutput<AuditEntry> rows = RowOutput.stream(cli, EntryView.ROWS);
    long seen = 0;
    for (AuditEntry entry : last) {
      print(entries, rows, text, entry);
      seen = entry.id();
    }
    while (follow.isGiven() && pause(cli)) {
      List<AuditEntry> fresh = new ArrayList<>();
      audit.export(AuditFilter.ALL, seen, fresh::add);
      for (AuditEntry entry : fresh) {
        print(entries, rows, text, entry);
        seen = entry.id();
      }
    }
    if (!text) {
      rows.end();
    }
    return ExitCode.OK;
  }

  private static void print(
      EntryText entries, RowOutput<AuditEntry> rows, boolean text, AuditEntry entry) {
    if (text) {
      entries.inTail(entry);
    } else {
      rows.row(entry);
    }
  }

  /** Lets out what was printed and waits a moment; false when interrupted. */
  private static boolean pause(Cli cli) throws IOException {
    if (!cli.forPeople()) {
      cli.json().flush();
    }
    cli.out().flush();
    try {
      TimeUnit.MILLISECONDS.sleep(POLL_MILLIS);
      return true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  @Override
  protected String[] description() {
    return new String[] {
      "The last entries, oldest first, each with what it changed. With -f, programs get them as NDJSON."
    };
  }

  @Override
  protected String[] examples() {
    return new String[] {"audit tail", "audit tail -f", "audit tail -f -o ndjson"};
  }
}
