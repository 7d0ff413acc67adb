package dev.atocore.core;

import dev.atocore.core.access.Act;
import dev.atocore.core.access.Policy;
import dev.atocore.core.access.Principal;
import dev.atocore.core.change.Guard;
import dev.atocore.core.error.ForbiddenException;
import dev.atocore.core.guard.GuardedLog;
import dev.atocore.core.guard.GuardedSources;
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

  GuardedStore(MemoryStore store, Principal principal) {
    this.store = store;
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

  /** The memories. */
  public Memories memories() {
    return store.memories(policy);
  }

  /** The audit log. */
  public GuardedLog audit() {
    return new GuardedLog(
        store.transactions(),
        new Guard(policy, store.transactions(), store.mutator()),
        policy.scope());
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
   * The store without a guard, for an operator of all of it.
   *
   * @throws ForbiddenException if the principal is none
   */
  public MemoryStore operated() {
    policy.requireWhole(Act.OPERATE);
    return store;
  }

  /**
   * The store without a guard, for the modules of a store, which filter what they read themselves.
   * No skin may call it.
   */
  public MemoryStore unguarded() {
    return store;
  }
}
