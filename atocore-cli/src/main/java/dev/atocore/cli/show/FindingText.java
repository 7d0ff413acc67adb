package dev.atocore.cli.show;

import dev.atocore.cli.out.TerminalText;
import dev.atocore.integrity.check.Finding;
import java.util.List;
import java.util.Map;

/**
 * A finding as one safe line for people: what it is about, what is wrong, and what is known of it.
 */
public final class FindingText {
  private FindingText() {}

  /**
   * Such as {@code m-1: its source chunk does not exist (status candidate, source_chunk_id c-9)}.
   */
  public static String line(Finding finding) {
    StringBuilder line =
        new StringBuilder(finding.subject()).append(": ").append(finding.details().message());
    boolean more = false;
    for (Map.Entry<String, Object> entry : finding.details().values().entrySet()) {
      String value =
          entry.getValue() instanceof List<?> list
              ? String.join(", ", list.stream().map(String::valueOf).toList())
              : String.valueOf(entry.getValue());
      if (entry.getKey().equals("message")
          || entry.getValue() instanceof Map
          || value.equals(finding.subject())) {
        continue;
      }
      line.append(more ? ", " : " (").append(entry.getKey()).append(' ').append(value);
      more = true;
    }
    return TerminalText.oneLine(line.append(more ? ")" : "").toString());
  }
}
