package dev.atocore.core.access;

import dev.atocore.core.error.ForbiddenException;
import dev.atocore.core.error.InvalidInputException;
import dev.atocore.core.model.Change;
import dev.atocore.core.model.Memory;
import dev.atocore.core.model.MemoryStatus;
import dev.atocore.core.model.NewMemory;
import dev.atocore.core.text.TextRules;
import org.jspecify.annotations.Nullable;

/**
 * What a principal may do: the one place of these decisions. It knows no door and no database; who
 * asks it brings the memory that is meant. Immutable.
 */
public final class Policy {
  /** That of the program itself, which may everything and signs nothing. */
  public static final Policy NONE = new Policy(Principal.operator("atocore"));

  private final Principal principal;

  private Policy(Principal principal) {
    this.principal = principal;
  }

  /** That of a principal. */
  public static Policy of(Principal principal) {
    return new Policy(principal);
  }

  /** Whose it is. */
  public Principal principal() {
    return principal;
  }

  /** The part of the store that is theirs. */
  public Scope scope() {
    return principal.scope();
  }

  /** Whether a memory is there for them at all. */
  public boolean sees(Memory memory) {
    return principal.scope().holds(memory);
  }

  /** Whether they may do something at all, to whatever is theirs. */
  public boolean may(Act act) {
    return principal.role().includes(act.role());
  }

  /** Whether they may do what concerns the whole store. */
  public boolean mayWhole(Act act) {
    return may(act) && !principal.scope().bound();
  }

  /**
   * Checks an act that is about no memory that exists.
   *
   * @throws ForbiddenException if they may not
   */
  public void require(Act act) {
    if (!may(act)) {
      throw refused(act);
    }
  }

  /**
   * Checks an act that concerns the whole store, which a key with bounds does not see.
   *
   * @throws ForbiddenException if they may not
   */
  public void requireWhole(Act act) {
    require(act);
    if (principal.scope().bound()) {
      throw new ForbiddenException(
          said() + " is bound to a part of the store, and this concerns all of it");
    }
  }

  /**
   * Checks at once what can be refused without a look at the memory.
   *
   * @return whether the memory has to be looked at
   * @throws ForbiddenException if they may do it to no memory
   */
  public boolean mustLook(Act act) {
    if (!principal.role().includes(act.ofOwn())) {
      throw refused(act);
    }
    return principal.scope().bound() || !may(act);
  }

  /**
   * Checks an act on a memory that they see.
   *
   * @param maker who made the memory; null when nobody knows
   * @throws ForbiddenException if they may not
   */
  public void require(Act act, Memory memory, @Nullable String maker) {
    if (may(act)) {
      return;
    }
    if (!principal.role().includes(act.ofOwn())) {
      throw refused(act);
    }
    if (!memory.is(MemoryStatus.CANDIDATE) || !principal.name().equals(maker)) {
      throw new ForbiddenException(
          said() + " may " + act.words() + " candidates of its own only, as a " + word());
    }
  }

  /**
   * What is made of a memory that they hand in: one without a project comes into their only one.
   *
   * @throws ForbiddenException if they may not make it, or not there
   * @throws InvalidInputException if it names no project and they have several
   */
  public NewMemory admit(NewMemory memory) {
    require(memory.status() == MemoryStatus.CANDIDATE ? Act.PROPOSE : Act.CREATE_ACTIVE);
    Scope scope = principal.scope();
    NewMemory placed = memory;
    if (memory.project() == null && !scope.projects().isEmpty()) {
      if (scope.projects().size() > 1) {
        throw new InvalidInputException(
            said()
                + " is bound to several projects; name one of "
                + String.join(", ", scope.projects()));
      }
      placed = memory.project(scope.projects().iterator().next());
    }
    if (scope.user() != null && memory.owner().userId() == null) {
      placed = placed.owner(placed.owner().user(scope.user()));
    }
    requireInside(scope.holds(placed.project(), placed.owner().userId()));
    return placed;
  }

  /**
   * Checks what a change made of a memory, before it is kept.
   *
   * @throws ForbiddenException if it left their part of the store
   */
  public void requireInside(Memory after) {
    requireInside(sees(after));
  }

  private void requireInside(boolean inside) {
    if (!inside) {
      Scope scope = principal.scope();
      throw new ForbiddenException(
          said()
              + " writes only"
              + (scope.projects().isEmpty()
                  ? ""
                  : " to the project " + String.join(", ", scope.projects()))
              + (scope.user() == null ? "" : " for the user " + scope.user()));
    }
  }

  /**
   * A change as it goes into the log: by them, for whom they say. Who only proposes decides nothing
   * against a text by turning down what is their own.
   *
   * @throws ForbiddenException if they may not say again what was refused, and want to
   */
  public Change sign(Change change) {
    if (change.is(Change.Term.AGAIN)) {
      require(Act.OVERRULE);
    }
    Change signed =
        principal.namesActors()
            ? change
            : change.actor(principal.name()).onBehalfOf(principal.onBehalfOf());
    return principal.role().includes(Role.CURATOR) ? signed : signed.asWithdrawal();
  }

  private ForbiddenException refused(Act act) {
    return new ForbiddenException(
        said() + " may not " + act.words() + ": it takes a " + act.ofOwn().word());
  }

  private String said() {
    return TextRules.quote(principal.name()) + ", a " + word() + ",";
  }

  private String word() {
    return principal.role().word();
  }
}
