package dev.atocore.cli.command.audit;

import dev.atocore.cli.out.Count;
import dev.atocore.cli.run.Cli;
import dev.atocore.cli.run.CliCommand;
import dev.atocore.cli.run.CliException;
import dev.atocore.cli.run.ExitCode;
import dev.atocore.cli.run.RowOutput;
import dev.atocore.cli.run.Value;
import dev.atocore.core.log.MissingEntry;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

final class GapsInLog extends CliCommand {
  /** More than this in one gap is no work of this store's. */
  private static final long MOST = 10_000;

  private final Value<String> action = optionalArgument("list|ack", "What to do (default: list).");
  private final Value<String> memory =
      optionalArgument("MEMORY_ID", "Only this memory; for ack: whose gaps to acknowledge.");
  private final Value<String> version = optionalArgument("VERSION", "For ack: only that version.");
  private final Value<Boolean> all = flag("--all", "For ack: the gaps of all memories.");
  private final Value<String> note = text("--note", "TEXT", "For ack: why it is fine.");

  GapsInLog() {
    describe(
        "Lists the versions that have no entry, with what is known of an entry that could be"
            + " written neither to the log nor to the spool. 'audit verify' and the check audit-gap"
            + " report each until an operator acknowledges it with 'audit gap ack', which is itself"
            + " kept: who, when and why.",
        "The log's index of versions says which are missing; whether the entries that are there are"
            + " genuine is for 'audit verify' to say.");
    examples(
        "audit gap",
        "audit gap list 0198c0de-… -o json",
        "audit gap ack 0198c0de-… 3 --note 'disk was full, see ticket 17'",
        "audit gap ack --all --note 'restored from the backup of May'");
    listsRows();
  }

  @Override
  protected int run(Cli cli) throws IOException {
    return switch (action.or("list")) {
      case "list" -> list(cli);
      case "ack" -> acknowledge(cli);
      default ->
          throw CliException.usage(
              "\"" + action.or("") + "\" is neither list nor ack; see 'audit gap --help'");
    };
  }

  private int list(Cli cli) throws IOException {
    RowOutput.all(cli, GapView.ROWS, cli.store().audit().missing(memory.get()));
    return ExitCode.OK;
  }

  private int acknowledge(Cli cli) throws IOException {
    if (memory.isGiven() == all.isGiven()) {
      throw CliException.usage("name a MEMORY_ID, or --all");
    }
    var audit = cli.store().audit();
    List<MissingEntry> done = new ArrayList<>();
    for (MissingEntry gap : audit.missing(memory.get())) {
      if (gap.acknowledged() != null || !chosen(gap)) {
        continue;
      }
      audit.acknowledgeGaps(gap.memoryId(), versions(gap), cli.change(note));
      done.add(gap);
    }
    if (done.isEmpty()) {
      throw CliException.failed(
          "not_found", "there is no such gap that was not acknowledged before; see 'audit gap'");
    }
    if (cli.forPeople() && !cli.idsOnly()) {
      cli.out().line("acknowledged " + Count.of(done.size(), "gap"));
    } else {
      RowOutput.all(cli, GapView.ROWS, done);
    }
    return ExitCode.OK;
  }

  private boolean chosen(MissingEntry gap) {
    if (!version.isGiven()) {
      return true;
    }
    long wanted = wanted();
    return wanted >= gap.version() && wanted <= gap.toVersion();
  }

  private List<Long> versions(MissingEntry gap) {
    if (version.isGiven()) {
      return List.of(wanted());
    }
    if (gap.toVersion() - gap.version() >= MOST) {
      throw CliException.failed(
          "gap_too_long",
          "memory "
              + gap.memoryId()
              + " claims more than "
              + MOST
              + " versions without entries: another program wrote its row; repair it first");
    }
    List<Long> versions = new ArrayList<>();
    for (long v = gap.version(); v <= gap.toVersion(); v++) {
      versions.add(v);
    }
    return versions;
  }

  private long wanted() {
    try {
      return Long.parseLong(version.required());
    } catch (NumberFormatException e) {
      throw CliException.invalid("VERSION is \"" + version.required() + "\", not a whole number");
    }
  }
}
