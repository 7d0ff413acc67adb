package dev.atocore.cli.command.memory;

import dev.atocore.cli.run.Cli;
import dev.atocore.cli.run.Value;
import dev.atocore.core.model.Metadata;
import dev.atocore.core.model.MetadataTerm;
import dev.atocore.core.model.Owner;
import dev.atocore.core.model.Validity;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a command says of a memory besides its text: whose, from where, how long valid. */
final class DescribingOptions {
  private final Value<String> user;
  private final Value<String> agent;
  private final Value<String> run;
  private final Value<List<String>> meta;
  private final Value<String> metaJson;
  private final Value<List<String>> sourceChunks;
  private final Value<String> validFrom;
  private final Value<String> validUntil;
  private final Value<String> reviewBy;

  /**
   * Adds the options to a command.
   *
   * @param text how it adds one with a text
   * @param repeated how it adds one that may be given again and again
   * @param cleared what the help says of how a name is cleared; empty where nothing can be
   */
  DescribingOptions(Adding<String> text, Adding<List<String>> repeated, String cleared) {
    String none = cleared.isEmpty() ? "." : "; none clears.";
    user = text.option("--user", "ID", "Whose memory it is" + cleared + ".");
    agent = text.option("--agent", "ID", "The agent that made it" + cleared + ".");
    run = text.option("--run", "ID", "The run in which it was made" + cleared + ".");
    meta = repeated.option("--meta", "K=V", "Sets one of its metadata; K= removes. Repeatable.");
    metaJson =
        text.option("--meta-json", "JSON", "All of its metadata: a flat object. --meta adds.");
    sourceChunks =
        repeated.option(
            "--source-chunk", "ID", "A chunk that it cites" + cleared + ". Repeatable.");
    validFrom = text.option("--valid-from", "TIME", "Not valid before" + none);
    validUntil =
        text.option(
            "--valid-until", "TIME", "Not valid any more then, such as 90d from now" + none);
    reviewBy =
        text.option("--review-by", "TIME", "To be looked at again by then, such as 180d" + none);
  }

  /** Adds an option to a command. */
  @FunctionalInterface
  interface Adding<T> {
    Value<T> option(String name, String label, String description);
  }

  Owner owner() {
    return Owner.of(user.get(), agent.get(), run.get());
  }

  /** What replaces the metadata; null where nothing does. */
  @Nullable Metadata metadata() {
    String json = metaJson.get();
    return json == null ? null : Metadata.parse(json);
  }

  /** The metadata of a memory that has those now. */
  Metadata metadataFor(Metadata now) {
    Metadata base = metadata();
    return (base == null ? now : base).with(terms());
  }

  /** What is set in the metadata, or in what replaces them. */
  List<MetadataTerm> terms() {
    return MemoryArguments.terms(meta);
  }

  /** The chunks, none for an empty text; null where nothing is said. */
  @Nullable List<String> sources() {
    List<String> given = sourceChunks.get();
    return given == null ? null : given.stream().filter(id -> !id.isEmpty()).toList();
  }

  Validity validity(Cli cli) {
    return Validity.parse(validFrom.get(), validUntil.get(), reviewBy.get(), cli.now());
  }
}
