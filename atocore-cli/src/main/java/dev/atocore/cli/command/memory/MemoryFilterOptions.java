package dev.atocore.cli.command.memory;

import dev.atocore.cli.run.CliCommand;
import dev.atocore.cli.run.Value;
import dev.atocore.core.model.MemoryFilter;
import dev.atocore.core.model.MemoryStatus;
import dev.atocore.core.model.MemoryType;
import dev.atocore.core.model.Metadata;
import dev.atocore.core.model.MetadataTerm;
import dev.atocore.core.model.Owner;
import java.util.ArrayList;
import java.util.List;

/** A command that reads memories chosen by what they are, whose, and what is said of them. */
abstract class MemoryFilterOptions extends CliCommand {
  private final Value<String> status;
  private final Value<String> type = text("--type", "TYPE", "Only " + MemoryArguments.TYPES);
  private final Value<String> project = text("--project", "ID", "Only this project.");
  private final Value<String> user = text("--user", "ID", "Only this user's.");
  private final Value<String> agent = text("--agent", "ID", "Only what this agent made.");
  private final Value<String> run = text("--run", "ID", "Only what was made in this run.");
  private final Value<List<String>> meta =
      repeated("--meta", "K[=V]", "Only with these metadata: K is V, or K is there. Repeatable.");
  private final Value<String> metaJson =
      text("--meta-json", "JSON", "Only with all of these metadata: a flat object.");

  /**
   * For subclasses.
   *
   * @param statusDefault what the help says of the status when it is not given
   */
  MemoryFilterOptions(String statusDefault) {
    status = text("--status", "STATUS", "Only " + MemoryArguments.STATUSES + statusDefault);
  }

  final MemoryFilter filter() {
    String statusWord = status.get();
    String typeWord = type.get();
    return new MemoryFilter(
            statusWord == null ? null : MemoryStatus.parse(statusWord),
            typeWord == null ? null : MemoryType.parse(typeWord),
            project.get())
        .owner(Owner.of(user.get(), agent.get(), run.get()))
        .metadata(terms());
  }

  private List<MetadataTerm> terms() {
    List<MetadataTerm> terms = new ArrayList<>(MemoryArguments.terms(meta));
    String json = metaJson.get();
    if (json != null) {
      Metadata.parse(json)
          .values()
          .forEach((key, value) -> terms.add(new MetadataTerm(key, value.toString())));
    }
    return terms;
  }
}
