package dev.atocore.audit.log;

import dev.atocore.audit.entry.AuditAction;
import dev.atocore.audit.entry.AuditEntry;
import dev.atocore.audit.io.EntryTime;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Which entries to read. A null part does not restrict; all given parts must hold.
 *
 * @param actor exactly this actor
 * @param action exactly this action
 * @param project exactly this project, as it was at the time of the entry
 * @param requestId exactly this command or request
 * @param since at or after this
 * @param until before this
 * @param userId exactly this user, as the memory was at the time of the entry
 * @param agentId exactly this agent, as the memory was at the time of the entry
 * @param runId exactly this run, as the memory was at the time of the entry
 */
public record AuditFilter(
    @Nullable String actor,
    @Nullable AuditAction action,
    @Nullable String project,
    @Nullable String requestId,
    @Nullable Instant since,
    @Nullable Instant until,
    @Nullable String userId,
    @Nullable String agentId,
    @Nullable String runId) {
  /** Every entry. */
  public static final AuditFilter ALL = new AuditFilter(null, null, null, null, null, null);

  /** The same of that project only; null for any. */
  public AuditFilter project(@Nullable String only) {
    return new AuditFilter(actor, action, only, requestId, since, until, userId, agentId, runId);
  }

  /** The same of that action only. */
  public AuditFilter action(AuditAction only) {
    return new AuditFilter(actor, only, project, requestId, since, until, userId, agentId, runId);
  }

  /** The same at or after that. */
  public AuditFilter since(Instant first) {
    return new AuditFilter(actor, action, project, requestId, first, until, userId, agentId, runId);
  }

  /** Of any user, agent and run. */
  public AuditFilter(
      @Nullable String actor,
      @Nullable AuditAction action,
      @Nullable String project,
      @Nullable String requestId,
      @Nullable Instant since,
      @Nullable Instant until) {
    this(actor, action, project, requestId, since, until, null, null, null);
  }

  /** The same of that user, that agent and that run only; null for any. */
  public AuditFilter of(@Nullable String user, @Nullable String agent, @Nullable String run) {
    return new AuditFilter(actor, action, project, requestId, since, until, user, agent, run);
  }

  /** Whether an entry that was read already is one of them. */
  public boolean matches(AuditEntry entry) {
    return (actor == null || actor.equals(entry.actor()))
        && (action == null || action.verb().equals(entry.action()))
        && (project == null || project.equals(entry.project()))
        && (requestId == null || requestId.equals(entry.requestId()))
        && (userId == null || userId.equals(entry.attribution().userId()))
        && (agentId == null || agentId.equals(entry.attribution().agentId()))
        && (runId == null || runId.equals(entry.attribution().runId()))
        && (since == null || entry.timestamp().compareTo(EntryTime.format(since)) >= 0)
        && (until == null || entry.timestamp().compareTo(EntryTime.format(until)) < 0);
  }
}
