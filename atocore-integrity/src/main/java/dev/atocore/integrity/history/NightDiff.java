package dev.atocore.integrity.history;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.atocore.integrity.history.Night.KnownFinding;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What changed from one run of all checks to the next. Of each check the first 1,000 findings are
 * compared.
 *
 * @param from when the earlier run began, ISO-8601 UTC
 * @param to when the later run began, ISO-8601 UTC
 * @param appeared found now and not before
 * @param gone found before and not now
 * @param remaining found both times
 * @param uncompared how many findings of the later run are beyond those compared
 */
public record NightDiff(
    String from,
    String to,
    List<KnownFinding> appeared,
    List<KnownFinding> gone,
    List<KnownFinding> remaining,
    long uncompared) {
  /** Copies the lists. */
  public NightDiff {
    appeared = List.copyOf(appeared);
    gone = List.copyOf(gone);
    remaining = List.copyOf(remaining);
  }

  /** Writes one object: {@code from, to, new, gone, remaining, uncompared}. */
  public void write(JsonGenerator json) throws IOException {
    json.writeStartObject();
    json.writeStringField("from", from);
    json.writeStringField("to", to);
    write(json, "new", appeared);
    write(json, "gone", gone);
    write(json, "remaining", remaining);
    json.writeNumberField("uncompared", uncompared);
    json.writeEndObject();
  }

  public static NightDiff between(Night before, Night now) {
    Map<String, KnownFinding> left = new LinkedHashMap<>();
    for (KnownFinding finding : before.findings()) {
      left.put(finding.findingId(), finding);
    }
    List<KnownFinding> appeared = new ArrayList<>();
    List<KnownFinding> remaining = new ArrayList<>();
    for (KnownFinding finding : now.findings()) {
      (left.remove(finding.findingId()) == null ? appeared : remaining).add(finding);
    }
    return new NightDiff(
        before.startedAt(),
        now.startedAt(),
        appeared,
        new ArrayList<>(left.values()),
        remaining,
        now.total() - now.findings().size());
  }

  private static void write(JsonGenerator json, String name, List<KnownFinding> findings)
      throws IOException {
    json.writeArrayFieldStart(name);
    for (KnownFinding finding : findings) {
      finding.write(json);
    }
    json.writeEndArray();
  }
}
