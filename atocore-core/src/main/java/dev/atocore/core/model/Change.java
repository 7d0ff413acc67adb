package dev.atocore.core.model;

import dev.atocore.core.error.InvalidInputException;
import dev.atocore.core.text.TextRules;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Who makes a change, why, and on what condition.
 *
 * @param actor one line of 1 to 128 characters
 * @param note why; up to 4,096 characters; null when nothing is said
 * @param requestId the command or request the change belongs to; null when unknown
 * @param ifVersion the change is refused unless the memory is at this version; null for whatever it
 *     is at
 * @param terms what else it is made under; never altered
 * @param onBehalfOf for whom the actor says to act; one line; null when it does not say
 * @param once what its sender calls it, so that it is not made again; null when it may be
 */
public record Change(
    String actor,
    @Nullable String note,
    @Nullable String requestId,
    @Nullable Long ifVersion,
    Set<Term> terms,
    @Nullable String onBehalfOf,
    @Nullable IdempotencyKey once) {
  /** What a change may be made under. */
  public enum Term {
    /** A second active memory that says the same is fine. */
    DUPLICATE_ALLOWED,
    /** It is part of a bulk command, which stops at a full disk. */
    ONE_OF_MANY,
    /** What was refused before may be said all the same, which lifts the refusal. */
    AGAIN,
    /** What it turns down or withdraws may come back: nobody decided against what it says. */
    WITHDRAWAL
  }

  /**
   * How the request id of each entry starts that a repair made, whoever its actor is. No change may
   * bring one along.
   */
  public static final String REPAIR_PREFIX = "repair:";

  /**
   * Checks every value.
   *
   * @throws InvalidInputException naming the value that is wrong
   */
  public Change {
    terms = Set.copyOf(terms);
    TextRules.requireActor(actor);
    TextRules.requireNote(note);
    TextRules.requireName("request id", requestId);
    TextRules.requireOnBehalfOf(onBehalfOf);
    if (requestId != null && requestId.startsWith(REPAIR_PREFIX)) {
      throw new InvalidInputException(
          "request id starts with " + REPAIR_PREFIX + ", which marks repairs");
    }
  }

  /**
   * A change by that actor, on no condition. Where a caller named the actor, {@link
   * OwnActor#requireCaller} comes first.
   */
  public static Change by(String actor) {
    return new Change(actor, null, null, null, Set.of(), null, null);
  }

  /** Whether it is made under that term. */
  public boolean is(Term term) {
    return terms.contains(term);
  }

  /** The same by another actor. */
  public Change actor(String name) {
    return new Change(name, note, requestId, ifVersion, terms, onBehalfOf, once);
  }

  /** The same, and why. */
  public Change note(@Nullable String why) {
    return new Change(actor, why, requestId, ifVersion, terms, onBehalfOf, once);
  }

  /** The same as part of that request. */
  public Change requestId(@Nullable String id) {
    return new Change(actor, note, id, ifVersion, terms, onBehalfOf, once);
  }

  /** The same, only if the memory is at that version. */
  public Change ifVersion(@Nullable Long version) {
    return new Change(actor, note, requestId, version, terms, onBehalfOf, once);
  }

  /** The same, and another active memory may say the same thing. */
  public Change allowingDuplicate() {
    return under(Term.DUPLICATE_ALLOWED);
  }

  /**
   * The same as part of a bulk command: on a full disk neither the change nor its entry is kept,
   * where a single change would be made without.
   */
  public Change ofMany() {
    return under(Term.ONE_OF_MANY);
  }

  /** The same, and what was turned down or erased before may be said again. */
  public Change sayingAgain() {
    return under(Term.AGAIN);
  }

  /** The same, and what it turns down or withdraws may come back. */
  public Change asWithdrawal() {
    return under(Term.WITHDRAWAL);
  }

  /** The same, claimed to be for someone else. */
  public Change onBehalfOf(@Nullable String whom) {
    return new Change(actor, note, requestId, ifVersion, terms, whom, once);
  }

  /**
   * The same, made once: if a change was made under that key, its result is given again. For the
   * changes of one memory; a bulk command does not look at it.
   */
  public Change once(@Nullable IdempotencyKey key) {
    return new Change(actor, note, requestId, ifVersion, terms, onBehalfOf, key);
  }

  private Change under(Term term) {
    Set<Term> all = EnumSet.of(term);
    all.addAll(terms);
    return new Change(actor, note, requestId, ifVersion, all, onBehalfOf, once);
  }
}
