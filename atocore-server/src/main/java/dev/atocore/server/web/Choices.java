package dev.atocore.server.web;

import dev.atocore.alerts.event.Severity;
import dev.atocore.audit.entry.AuditAction;
import dev.atocore.core.model.MemoryStatus;
import dev.atocore.core.model.MemoryType;
import dev.atocore.core.state.Project;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What the filters of the pages offer. */
final class Choices {
  static final List<String> STATUSES =
      Stream.of(MemoryStatus.values()).map(MemoryStatus::word).toList();
  static final List<String> TYPES = Stream.of(MemoryType.values()).map(MemoryType::word).toList();
  static final List<String> ACTIONS =
      Stream.of(AuditAction.values()).map(AuditAction::verb).toList();
  static final List<String> SEVERITIES = Stream.of(Severity.values()).map(Severity::text).toList();

  private Choices() {}

  static @Nullable String word(@Nullable MemoryStatus status) {
    return status == null ? null : status.word();
  }

  static @Nullable String word(@Nullable MemoryType type) {
    return type == null ? null : type.word();
  }

  /** The projects, and the chosen one even if it is not registered. */
  static List<String> projects(List<Project> registered, @Nullable String chosen) {
    List<String> ids = new ArrayList<>(registered.stream().map(Project::id).toList());
    if (chosen != null && !ids.contains(chosen)) {
      ids.add(chosen);
    }
    return ids;
  }
}
