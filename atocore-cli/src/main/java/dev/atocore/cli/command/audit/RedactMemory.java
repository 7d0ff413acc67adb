package dev.atocore.cli.command.audit;

import dev.atocore.cli.run.Cli;
import dev.atocore.cli.run.CliCommand;
import dev.atocore.cli.run.CliException;
import dev.atocore.cli.run.ExitCode;
import dev.atocore.cli.run.Value;
import dev.atocore.core.erase.RedactionReport;
import dev.atocore.core.erase.RedactionRequest;
import dev.atocore.core.erase.RedactionSelection;
import dev.atocore.core.erase.Surroundings;
import dev.atocore.core.model.Change;
import dev.atocore.core.text.Times;
import dev.atocore.integrity.alert.AlertFiles;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.List;

final class RedactMemory extends CliCommand {
  private final Value<List<String>> memories =
      arguments("MEMORY_ID...", "The memories; or a selection by the options below.", false);
  private final Value<String> user = text("--user", "U", "All memories of that user.");
  private final Value<String> project = text("--project", "P", "All memories of that project.");
  private final Value<String> agent = text("--agent", "A", "All memories that agent made.");
  private final Value<String> since =
      text("--since", "TIME", "Of a selection, those changed at or after this.");
  private final Value<Boolean> sources =
      flag("--sources", "Also scrub the text of the chunks that they cite, or once did.");
  private final Value<Boolean> dryRun = flag("--dry-run", "Print what would go, write nothing.");
  private final Value<Boolean> vacuum =
      flag(
          "--vacuum",
          "Write the store's file anew, also beyond 64 MB; nobody else writes meanwhile, some"
              + " seconds for each 100 MB.");
  private final Value<Boolean> yes = flag("--yes", "Do not ask before a selection is erased.");
  private final Value<String> note =
      text("--note", "TEXT", "Why, for the record. It stays: name no one in it.");
  private final Value<String> reason = text("--reason", "TEXT", "The same as --note.");
  private final Value<String> as =
      text("--as", "NAME", "Who erases a selection (default: ATOCORE_ACTOR).");
  private final Value<Long> ifVersion =
      bigNumber("--if-version", "N", "Only if the memory is at that version.");

  RedactMemory() {
    describe(
        "Erases for good what memories ever said: their content and metadata, the bodies, notes and"
            + " salts of all their entries, also in the spool, the search index and the free space"
            + " of the store's files. A memory that lives becomes invalid; what is left says"
            + " \"[redacted]\" and whose it was (user, agent, run, project). The same text is"
            + " refused from then on. 'audit verify' still verifies the chain.",
        "Who did it, when and why stays on record ('audit erasures'). There is no way back. What"
            + " the program remembers of results and alerts is scrubbed too. The command names"
            + " archives of 'audit prune', other rows, and files beside the store, known backups"
            + " and logs that still say the same; copies elsewhere are yours to find.",
        "With ids, --actor is who erases. Without, a selection is erased: memories of which all"
            + " that is given is true, now or at any time in the log; there --actor means whose"
            + " changes. It needs --yes, or asks on a terminal.");
    examples(
        "audit redact 0198c0de-… --sources --note 'request of 2026-11-20'",
        "audit redact --user ada --dry-run",
        "audit redact --actor agent-7 --since 2d --yes --note 'ticket 17'");
  }

  @Override
  protected int run(Cli cli) throws IOException {
    if (note.isGiven() && reason.isGiven()) {
      throw CliException.usage("--note and --reason are the same; give one");
    }
    Value<String> why = note.isGiven() ? note : reason;
    List<String> ids = memories.or(List.of());
    boolean selected = user.isGiven() || project.isGiven() || agent.isGiven() || since.isGiven();
    if (!ids.isEmpty()) {
      if (selected || as.isGiven()) {
        throw CliException.usage("give ids or a selection, not both; --as goes with a selection");
      }
      return erase(cli, ids, cli.change(why).ifVersion(ifVersion.get()));
    }
    if (ifVersion.isGiven()) {
      throw CliException.usage("--if-version goes with an id");
    }
    if (!selected && actorOption() == null) {
      throw CliException.usage(
          "name memories, or a selection by --user, --project, --agent or --actor");
    }
    RedactionSelection selection =
        new RedactionSelection(
            user.get(),
            project.get(),
            agent.get(),
            actorOption(),
            since.isGiven() ? Times.parse(since.required(), cli.now()) : null);
    boolean mayErase = dryRun.isGiven() || yes.isGiven();
    if (!mayErase && !cli.interactive()) {
      throw CliException.usage(
          "a selection is erased for good: look with --dry-run, then give --yes");
    }
    Change change = cli.changeAs(as.get(), why);
    List<String> found = cli.store().audit().select(selection);
    if (!mayErase && !found.isEmpty() && !agrees(cli, found.size())) {
      throw CliException.failed("not_confirmed", "nothing was erased");
    }
    return erase(cli, found, change);
  }

  private static boolean agrees(Cli cli, int count) throws IOException {
    cli.out()
        .line(
            "Erase what "
                + (count == 1 ? "1 memory" : count + " memories")
                + " ever said, for good? Type yes:");
    cli.out().flush();
    String answer =
        new BufferedReader(new InputStreamReader(cli.input().stdin(), StandardCharsets.UTF_8))
            .readLine();
    return answer != null && answer.strip().equalsIgnoreCase("yes");
  }

  private int erase(Cli cli, List<String> ids, Change change) throws IOException {
    RedactionReport report =
        cli.store()
            .audit()
            .redact(
                ids,
                change,
                new RedactionRequest(
                    sources.isGiven(), dryRun.isGiven(), vacuum.isGiven(), around(cli)));
    boolean alone = memories.or(List.of()).size() == 1;
    if (alone && report.memories().get(0).error() != null) {
      throw report.memories().get(0).error();
    }
    RedactionText.print(cli, report, dryRun.isGiven(), alone);
    if (!report.complete()) {
      throw CliException.failed(
          "redaction_incomplete",
          report.vacuumLeft()
              ? "all is redacted, but traces are left in the free space of the store's file; run it"
                  + " again with --vacuum when others can wait"
              : "all is redacted, but traces may be left in the store's files while another"
                  + " process reads them; run it again");
    }
    return report.failed() > 0 ? ExitCode.FAILED : ExitCode.OK;
  }

  private static Surroundings around(Cli cli) {
    String batch = cli.env().getOrDefault("ATOCORE_BATCH_LOG", "");
    return AlertFiles.of(
        cli.alerts(), batch.isEmpty() ? List.of() : List.of(CheckpointFiles.path(batch)));
  }
}
