package dev.atocore.core;

import dev.atocore.core.access.Act;
import dev.atocore.core.access.Policy;
import dev.atocore.core.access.Principal;
import dev.atocore.core.change.Guard;
import dev.atocore.core.erase.RedactionReport;
import dev.atocore.core.erase.RedactionRequest;
import dev.atocore.core.erase.RedactionSelection;
import dev.atocore.core.error.ForbiddenException;
import dev.atocore.core.error.NotFoundException;
import dev.atocore.core.guard.GuardedLog;
import dev.atocore.core.guard.GuardedRecalls;
import dev.atocore.core.guard.GuardedSources;
import dev.atocore.core.key.Keys;
import dev.atocore.core.log.StoreLog;
import dev.atocore.core.model.Change;
import dev.atocore.core.recall.RecallSession;
import dev.atocore.core.state.Project;
import java.util.List;

/**
 * A store as one principal has it: what is not theirs is not there, and what they may not do is
 * refused. Every skin that serves others than the operator of this machine works on one of these.
 * Thread-safe; closing the store is its opener's.
 */
public final class GuardedStore {
  private final MemoryStore store;
  private final Policy policy;
  private final RecallSession session;

  GuardedStore(MemoryStore store, Principal principal, RecallSession session) {
    this.store = store;
    this.session = session;
    this.policy = Policy.of(principal);
  }

  /** Who has it. */
  public Principal principal() {
    return policy.principal();
  }

  /** What they may, for those that do something else than what this store offers. */
  public Policy policy() {
    return policy;
  }

  /** The same store, for what is no answer: figures, checks. What it reads is told to nobody. */
  public GuardedStore unrecorded() {
    return store.as(policy.principal());
  }

  /** The memories. */
  public Memories memories() {
    return store.memories(policy, session);
  }

  /** The audit log. */
  public GuardedLog audit() {
    return new GuardedLog(store.transactions(), guard(), policy.scope(), session);
  }

  /** What is on record of who was told what; looking at it is not recorded. */
  public GuardedRecalls recalls() {
    return new GuardedRecalls(store.recalls(), store.transactions(), guard(), policy);
  }

  private Guard guard() {
    return new Guard(policy, store.transactions(), store.mutator());
  }

  /** The documents and chunks memories are drawn from. */
  public GuardedSources sources() {
    return new GuardedSources(store.sources(), policy.scope());
  }

  /** The projects. */
  public List<Project> projects() {
    return store.projects().list().stream()
        .filter(project -> policy.scope().holdsProject(project.id()))
        .toList();
  }

  /**
   * Erases one memory that they see, as an operator. Its sources may be others' too, so only an
   * operator of the whole store erases those.
   *
   * @throws NotFoundException if it is not there for them
   * @throws ForbiddenException if they may not
   */
  public RedactionReport redact(String id, Change change, RedactionRequest request) {
    policy.require(Act.OPERATE);
    if (request.sources()) {
      policy.requireWhole(Act.OPERATE);
    }
    store
        .transactions()
        .read(
            connection -> {
              guard().requireSeen(connection, id);
              return true;
            });
    return store.audit().redact(List.of(id), policy.sign(change), request);
  }

  /**
   * Erases the memories that are selected, as an operator of the whole store.
   *
   * @throws ForbiddenException if they may not
   */
  public RedactionReport redact(
      RedactionSelection selection, Change change, RedactionRequest request) {
    policy.requireWhole(Act.OPERATE);
    StoreLog log = store.audit();
    return log.redact(log.select(selection), policy.sign(change), request);
  }

  /**
   * The keys, for an operator of the whole store.
   *
   * @throws ForbiddenException if the principal is none
   */
  public Keys keys() {
    policy.requireWhole(Act.OPERATE);
    return store.keys();
  }

  /**
   * The store without a guard, for the modules of a store, which filter what they read themselves.
   * No skin may call it.
   */
  public MemoryStore unguarded() {
    return store;
  }
}
