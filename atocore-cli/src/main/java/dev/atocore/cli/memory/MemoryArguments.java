package dev.atocore.cli.memory;

import dev.atocore.cli.Value;
import dev.atocore.core.MemoryFilter;
import dev.atocore.core.MemoryStatus;
import dev.atocore.core.MemoryType;

/** Options that several commands on memories take. */
final class MemoryArguments {
  static final String TYPES = "identity, preference, project, episodic, knowledge or adaptation.";
  static final String STATUSES = "candidate, active, superseded or invalid.";
  static final String NOTE = "Why, for the audit log.";

  /** More than a memory may hold; the store says how much that is. */
  static final int MAX_CONTENT_BYTES = 1 << 20;

  private MemoryArguments() {}

  static MemoryFilter filter(Value<String> status, Value<String> type, Value<String> project) {
    String statusWord = status.get();
    String typeWord = type.get();
    return new MemoryFilter(
        statusWord == null ? null : MemoryStatus.parse(statusWord),
        typeWord == null ? null : MemoryType.parse(typeWord),
        project.get());
  }
}
