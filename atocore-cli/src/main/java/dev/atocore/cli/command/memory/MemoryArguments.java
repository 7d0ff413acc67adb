package dev.atocore.cli.command.memory;

import dev.atocore.cli.run.Value;
import dev.atocore.core.model.MetadataTerm;
import java.util.List;

/** Options that several commands on memories take. */
final class MemoryArguments {
  static final String TYPES = "identity, preference, project, episodic, knowledge or adaptation.";
  static final String STATUSES = "candidate, active, superseded or invalid.";
  static final String NOTE = "Why, for the audit log.";
  static final String AGAIN =
      "Even if the same was rejected, invalidated or erased before; lifts that refusal.";

  /** More than a memory takes; the store says how much that is. */
  static final int MAX_CONTENT_BYTES = 1 << 20;

  static final String RECORD = "Leave a record of what is told ('recall list').";

  private MemoryArguments() {}

  static List<MetadataTerm> terms(Value<List<String>> given) {
    List<String> texts = given.get();
    return texts == null ? List.of() : texts.stream().map(MetadataTerm::parse).toList();
  }
}
