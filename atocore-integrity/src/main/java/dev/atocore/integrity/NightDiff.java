package dev.atocore.integrity;

import dev.atocore.integrity.Night.KnownFinding;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What changed from one night to the next, among the findings that the results listed.
 *
 * @param appeared found now and not before
 * @param gone found before and not now
 * @param remaining found both times
 */
public record NightDiff(
    List<KnownFinding> appeared, List<KnownFinding> gone, List<KnownFinding> remaining) {
  /** Copies the lists. */
  public NightDiff {
    appeared = List.copyOf(appeared);
    gone = List.copyOf(gone);
    remaining = List.copyOf(remaining);
  }

  static NightDiff between(List<KnownFinding> before, List<KnownFinding> now) {
    Map<String, KnownFinding> left = new LinkedHashMap<>();
    for (KnownFinding finding : before) {
      left.put(finding.findingId(), finding);
    }
    List<KnownFinding> appeared = new ArrayList<>();
    List<KnownFinding> remaining = new ArrayList<>();
    for (KnownFinding finding : now) {
      (left.remove(finding.findingId()) == null ? appeared : remaining).add(finding);
    }
    return new NightDiff(appeared, new ArrayList<>(left.values()), remaining);
  }
}
