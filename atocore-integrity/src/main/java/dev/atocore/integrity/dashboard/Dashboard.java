package dev.atocore.integrity.dashboard;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.atocore.alerts.event.Severity;
import dev.atocore.audit.log.AuditFilter;
import dev.atocore.audit.log.AuditPage;
import dev.atocore.core.GuardedStore;
import dev.atocore.core.MemoryStore;
import dev.atocore.core.model.MemoryStatus;
import dev.atocore.core.text.Times;
import dev.atocore.integrity.Integrity;
import dev.atocore.integrity.alert.LastAlert;
import dev.atocore.integrity.pipeline.CandidateQueue;
import dev.atocore.integrity.pipeline.LastHarness;
import dev.atocore.integrity.result.IntegrityResult;
import java.io.IOException;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The whole picture of a store at a glance.
 *
 * @param integrity the last integrity result; null when there was no run
 * @param lastInfo the last alert of that severity; null when there was none
 * @param lastWarning the last alert of that severity; null when there was none
 * @param lastCritical the last alert of that severity; null when there was none
 * @param recentAudit the last ten changes, newest first
 * @param candidateQueue the candidates that wait for review
 * @param harness the last harness result; null when there is none
 * @param memories how many memories there are of each status; the known ones always
 * @param copiedUntil when the last change was made that is in this copy of a store; null where the
 *     store is no copy
 */
public record Dashboard(
    @Nullable IntegrityResult integrity,
    @Nullable LastAlert lastInfo,
    @Nullable LastAlert lastWarning,
    @Nullable LastAlert lastCritical,
    List<RecentChange> recentAudit,
    CandidateQueue candidateQueue,
    @Nullable LastHarness harness,
    Map<String, Long> memories,
    @Nullable Instant copiedUntil) {
  private static final int RECENT = 10;

  /** Copies the list and the map. */
  public Dashboard {
    recentAudit = List.copyOf(recentAudit);
    memories = Collections.unmodifiableMap(new LinkedHashMap<>(memories));
  }

  /** The picture of that store now. Counts come from indexes. */
  public static Dashboard read(MemoryStore store) {
    return read(store, store.memories().countByStatus());
  }

  /**
   * The same for a caller that keeps count.
   *
   * @param memories how many memories there are of each status
   */
  public static Dashboard read(MemoryStore store, Map<String, Long> memories) {
    return new Dashboard(
        Integrity.last(store).orElse(null),
        LastAlert.of(store, Severity.INFO).orElse(null),
        LastAlert.of(store, Severity.WARNING).orElse(null),
        LastAlert.of(store, Severity.CRITICAL).orElse(null),
        recent(store.audit().recent(AuditFilter.ALL, RECENT, null)),
        CandidateQueue.of(
            store.memories(), memories.getOrDefault(MemoryStatus.CANDIDATE.word(), 0L)),
        LastHarness.of(store).orElse(null),
        memories,
        store.copiedUntil().orElse(null));
  }

  /**
   * The picture that a principal sees. Who sees only a part of the store sees none of the whole.
   */
  public static Dashboard read(GuardedStore store, Map<String, Long> memories) {
    if (!store.principal().scope().bound()) {
      return read(store.unguarded(), memories);
    }
    return new Dashboard(
        Integrity.last(store).orElse(null),
        null,
        null,
        null,
        recent(store.audit().recent(AuditFilter.ALL, RECENT, null)),
        CandidateQueue.of(
            store.unrecorded().memories(),
            memories.getOrDefault(MemoryStatus.CANDIDATE.word(), 0L)),
        null,
        memories,
        store.unguarded().copiedUntil().orElse(null));
  }

  private static List<RecentChange> recent(AuditPage page) {
    return page.entries().stream().map(RecentChange::of).toList();
  }

  /**
   * Writes one object: {@code integrity, alerts, recent_audit, candidate_queue, harness, memories}.
   * What there is not is null; {@code copied_until} is there for a copy alone.
   */
  public void write(JsonGenerator json) throws IOException {
    json.writeStartObject();
    json.writeFieldName("integrity");
    if (integrity == null) {
      json.writeNull();
    } else {
      integrity.write(json);
    }
    json.writeObjectFieldStart("alerts");
    write(json, "last_info", lastInfo);
    write(json, "last_warning", lastWarning);
    write(json, "last_critical", lastCritical);
    json.writeEndObject();
    json.writeArrayFieldStart("recent_audit");
    for (RecentChange change : recentAudit) {
      change.write(json);
    }
    json.writeEndArray();
    json.writeFieldName("candidate_queue");
    candidateQueue.write(json);
    json.writeFieldName("harness");
    if (harness == null) {
      json.writeNull();
    } else {
      harness.write(json);
    }
    json.writeObjectFieldStart("memories");
    for (Map.Entry<String, Long> entry : memories.entrySet()) {
      json.writeNumberField(entry.getKey(), entry.getValue());
    }
    json.writeEndObject();
    if (copiedUntil != null) {
      json.writeStringField("copied_until", Times.format(copiedUntil));
    }
    json.writeEndObject();
  }

  private static void write(JsonGenerator json, String name, @Nullable LastAlert alert)
      throws IOException {
    json.writeFieldName(name);
    if (alert == null) {
      json.writeNull();
    } else {
      alert.write(json);
    }
  }
}
