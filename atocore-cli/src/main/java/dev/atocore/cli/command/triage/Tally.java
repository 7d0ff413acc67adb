package dev.atocore.cli.command.triage;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.EnumMap;
import java.util.Map;

/** What a session did, in numbers. */
final class Tally {
  /** What is counted, by the word that the summary uses. */
  enum Kind {
    PROMOTED,
    REJECTED,
    EDITED,
    SKIPPED,
    UNDONE,
    CONFLICTS;

    String word() {
      return switch (this) {
        case PROMOTED -> "promoted";
        case REJECTED -> "rejected";
        case EDITED -> "edited";
        case SKIPPED -> "skipped";
        case UNDONE -> "undone";
        case CONFLICTS -> "conflicts";
      };
    }
  }

  private final Map<Kind, Integer> counts = new EnumMap<>(Kind.class);

  Tally() {
    for (Kind kind : Kind.values()) {
      counts.put(kind, 0);
    }
  }

  void count(Kind kind) {
    counts.merge(kind, 1, Integer::sum);
  }

  /** What was undone did not happen, so that the numbers tell what is in the store now. */
  void undo(Kind kind) {
    counts.merge(kind, -1, Integer::sum);
    if (kind != Kind.SKIPPED) {
      count(Kind.UNDONE);
    }
  }

  String text(long waiting) {
    StringBuilder text = new StringBuilder();
    counts.forEach(
        (kind, count) -> {
          if (count != 0) {
            text.append(count).append(' ').append(kind.word()).append(", ");
          }
        });
    return text.append(waiting).append(" still waiting").toString();
  }

  void write(JsonGenerator json, long waiting) throws IOException {
    for (Map.Entry<Kind, Integer> entry : counts.entrySet()) {
      json.writeNumberField(entry.getKey().word(), entry.getValue());
    }
    json.writeNumberField("waiting", waiting);
  }
}
