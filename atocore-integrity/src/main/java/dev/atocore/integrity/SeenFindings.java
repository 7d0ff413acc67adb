package dev.atocore.integrity;

import dev.atocore.core.GuardedStore;
import dev.atocore.core.Memories;
import dev.atocore.integrity.check.Details;
import dev.atocore.integrity.check.Finding;
import dev.atocore.integrity.result.CheckResult;
import dev.atocore.integrity.result.CheckStatus;
import dev.atocore.integrity.result.IntegrityResult;
import java.util.ArrayList;
import java.util.List;

/** What of a result is there for a principal: the findings about memories that they see. */
final class SeenFindings {
  private final GuardedStore store;
  private final Memories memories;

  private SeenFindings(GuardedStore store) {
    this.store = store.unrecorded();
    this.memories = this.store.memories();
  }

  static IntegrityResult of(IntegrityResult result, GuardedStore store) {
    if (!store.principal().scope().bound()) {
      return result;
    }
    SeenFindings seen = new SeenFindings(store);
    return result.withChecks(result.checks().stream().map(seen::check).toList());
  }

  private CheckResult check(CheckResult check) {
    List<Finding> findings = check.findings().stream().filter(this::sees).toList();
    long acknowledged = findings.stream().filter(Finding::acknowledged).count();
    boolean none = findings.isEmpty() && check.status() == CheckStatus.FINDINGS;
    return new CheckResult(
        check.id(),
        check.severity(),
        none ? CheckStatus.OK : check.status(),
        findings.size(),
        acknowledged,
        findings,
        null,
        check.error() == null ? null : "the check failed");
  }

  private boolean sees(Finding finding) {
    Details details = finding.details();
    List<String> ids = new ArrayList<>();
    if (!details.text("memory_id").isEmpty()) {
      ids.add(details.text("memory_id"));
    }
    if (details.values().get("memory_ids") instanceof List<?> list) {
      list.forEach(id -> ids.add(String.valueOf(id)));
    }
    if (ids.isEmpty()) {
      ids.add(finding.subject());
    }
    return ids.stream().allMatch(id -> memories.find(id).isPresent() || vanished(id));
  }

  /** Whether only the log knows the memory, and it was the principal's. */
  private boolean vanished(String id) {
    return !store.audit().versions(id, null, 1).entries().isEmpty();
  }
}
