package dev.atocore.mcp.agent;

import dev.atocore.core.GuardedStore;
import dev.atocore.core.access.Principal;
import dev.atocore.core.recall.RecallSession;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Who calls, and the store as it is theirs, which is opened no sooner than it is needed. Immutable.
 */
public final class Agent {
  private static final int MAX_NAME = 128;
  private static final Pattern UNPRINTABLE = Pattern.compile("[\\p{Cntrl}\\p{Cs}\\p{Zl}\\p{Zp}]+");

  private final Principal principal;
  private final @Nullable String agentId;
  private final @Nullable String call;
  private final RecallSession session;
  private final Stores stores;

  /**
   * An agent.
   *
   * @param agentId what the memories that it proposes say made them; null for nothing
   * @param stores gives the store of a principal
   */
  public Agent(Principal principal, @Nullable String agentId, Stores stores) {
    this(principal, agentId, null, RecallSession.NONE, stores);
  }

  private Agent(
      Principal principal,
      @Nullable String agentId,
      @Nullable String call,
      RecallSession session,
      Stores stores) {
    this.principal = principal;
    this.agentId = agentId;
    this.call = call;
    this.session = session;
    this.stores = stores;
  }

  /** The same with a call of that name, which no other call has. */
  public Agent calling(@Nullable String name) {
    return new Agent(principal, agentId, name, session, stores);
  }

  /**
   * The same, for the program that says it is called so.
   *
   * @param client any text; what an actor's name cannot hold is left out
   */
  public Agent onBehalfOf(@Nullable String client) {
    String name = client == null ? "" : UNPRINTABLE.matcher(client).replaceAll(" ").strip();
    if (name.isEmpty()) {
      return this;
    }
    int length = name.codePointCount(0, name.length());
    String shown =
        length <= MAX_NAME ? name : name.substring(0, name.offsetByCodePoints(0, MAX_NAME));
    return new Agent(principal.onBehalfOf(shown), agentId, call, session, stores);
  }

  /** Who it is. */
  public Principal principal() {
    return principal;
  }

  /** What made the memories that it proposes; null for nothing. */
  public @Nullable String agentId() {
    return agentId;
  }

  /** What names this call among all, so that it is known when it comes again; null for nothing. */
  public @Nullable String call() {
    return call;
  }

  /**
   * Reads, and what is told goes on record as one answer, unless the work fails.
   *
   * @param work what is done with this agent; its store notes what it tells
   */
  public <T> T told(Function<Agent, T> work) {
    try (RecallSession answer = stores.reading(principal)) {
      try {
        return work.apply(new Agent(principal, agentId, call, answer, stores));
      } catch (RuntimeException e) {
        answer.discard();
        throw e;
      }
    }
  }

  /** The store; it must be there. */
  public GuardedStore store() {
    return stores.open(principal, session, false);
  }

  /** The store for its first memory; made when it is missing. */
  public GuardedStore storeOrNew() {
    return stores.open(principal, session, true);
  }

  /** Notes that it asked for what it may not do; the answer says so, whatever carries it. */
  public void refused(String code) {
    stores.refused(principal, code);
  }

  /** Opens the store. Thread-safe. */
  @FunctionalInterface
  public interface Stores {
    /**
     * The store as that principal's.
     *
     * @param session notes what is read
     * @param create whether a missing one is made
     */
    GuardedStore open(Principal principal, RecallSession session, boolean create);

    /** Begins an answer to that principal; one that is not recorded, unless this says otherwise. */
    default RecallSession reading(Principal principal) {
      return RecallSession.NONE;
    }

    /** Is notified that something was refused to that principal, with its code. */
    default void refused(Principal principal, String code) {}
  }
}
