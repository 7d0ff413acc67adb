package dev.atocore.cli.audit;

import dev.atocore.audit.AuditAction;
import dev.atocore.audit.AuditFilter;
import dev.atocore.cli.Cli;
import dev.atocore.cli.CliException;
import dev.atocore.cli.Value;
import dev.atocore.core.Times;
import org.jspecify.annotations.Nullable;

/** Turns the options that choose entries into a filter. */
final class EntryFilter {
  static final String ACTIONS =
      "created, updated, promoted, rejected, invalidated, superseded, reinforced or reverted.";
  static final String TIME = "ISO-8601, a date, or an age such as 2h.";

  private EntryFilter() {}

  static @Nullable AuditAction action(Value<String> given) {
    String verb = given.get();
    if (verb == null) {
      return null;
    }
    AuditAction action = AuditAction.ofVerb(verb);
    if (action == null) {
      throw CliException.invalid("unknown action \"" + verb + "\"; use " + ACTIONS);
    }
    return action;
  }

  static @Nullable String time(Cli cli, Value<String> given) {
    String text = given.get();
    return text == null ? null : Times.format(Times.parse(text, cli.now()));
  }

  static AuditFilter between(Cli cli, Value<String> since, Value<String> until) {
    return new AuditFilter(null, null, null, null, time(cli, since), time(cli, until));
  }
}
