package dev.atocore.cli.command.audit;

import dev.atocore.audit.entry.AuditAction;
import dev.atocore.audit.log.AuditFilter;
import dev.atocore.cli.run.Cli;
import dev.atocore.cli.run.CliCommand;
import dev.atocore.cli.run.CliException;
import dev.atocore.cli.run.Value;
import dev.atocore.core.text.Times;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A command that reads entries chosen by who, what, where, in which request and when. */
abstract class EntryFilterOptions extends CliCommand {
  static final String ACTOR_CHOOSES = "Here --actor chooses whose entries; ATOCORE_ACTOR does not.";

  private static final String ACTIONS =
      "created, updated, promoted, rejected, invalidated, superseded, reinforced or reverted.";
  private static final String TIME = "ISO-8601, a date, or an age such as 2h.";

  private final Value<String> action = text("--action", "VERB", "Only " + ACTIONS);
  private final Value<String> project =
      text("--project", "ID", "Only this project, as it was at the time.");
  private final Value<String> request =
      text("--request", "ID", "Only this command or HTTP request.");
  private final Value<String> user =
      text("--user", "ID", "Only this user's memories, as they were at the time.");
  private final Value<String> agent =
      text("--agent", "ID", "Only this agent's memories, as they were at the time.");
  private final Value<String> run =
      text("--run", "ID", "Only memories of this run, as they were at the time.");
  private final Value<String> since = text("--since", "TIME", "Not before: " + TIME);
  private final Value<String> until = text("--until", "TIME", "Before: " + TIME);

  final AuditFilter filter(Cli cli) {
    return new AuditFilter(
            actorOption(),
            action(),
            project.get(),
            request.get(),
            time(cli, since),
            time(cli, until))
        .of(user.get(), agent.get(), run.get());
  }

  private @Nullable AuditAction action() {
    String verb = action.get();
    if (verb == null) {
      return null;
    }
    AuditAction known = AuditAction.ofVerb(verb);
    if (known == null) {
      throw CliException.invalid("unknown action \"" + verb + "\"; use " + ACTIONS);
    }
    return known;
  }

  private static @Nullable Instant time(Cli cli, Value<String> given) {
    String text = given.get();
    return text == null ? null : Times.parse(text, cli.now());
  }
}
