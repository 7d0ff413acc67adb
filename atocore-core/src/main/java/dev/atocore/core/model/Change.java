package dev.atocore.core.model;

import dev.atocore.core.error.InvalidInputException;
import dev.atocore.core.text.TextRules;
import org.jspecify.annotations.Nullable;

/**
 * Who makes a change, why, and on what condition.
 *
 * @param actor one line of 1 to 128 characters
 * @param note why; up to 4,096 characters; null when nothing is said
 * @param requestId the command or request the change belongs to; null when unknown
 * @param ifVersion the change is refused unless the memory is at this version; null for whatever it
 *     is at
 * @param allowDuplicate whether a second active memory that says the same is fine
 * @param oneOfMany whether it is part of a bulk command, which stops at a full disk
 * @param again whether what was refused before may be said all the same, which lifts the refusal
 * @param withdrawal whether a memory that it turns down or withdraws may come back: nobody decided
 *     against what it says
 * @param onBehalfOf for whom the actor says to act; one line; null when it does not say
 * @param once what its sender calls it, so that it is not made again; null when it may be
 */
public record Change(
    String actor,
    @Nullable String note,
    @Nullable String requestId,
    @Nullable Long ifVersion,
    boolean allowDuplicate,
    boolean oneOfMany,
    boolean again,
    boolean withdrawal,
    @Nullable String onBehalfOf,
    @Nullable IdempotencyKey once) {
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
    return new Change(actor, null, null, null, false, false, false, false, null, null);
  }

  /** The same by another actor. */
  public Change actor(String name) {
    return new Change(
        name,
        note,
        requestId,
        ifVersion,
        allowDuplicate,
        oneOfMany,
        again,
        withdrawal,
        onBehalfOf,
        once);
  }

  /** The same, and why. */
  public Change note(@Nullable String why) {
    return new Change(
        actor,
        why,
        requestId,
        ifVersion,
        allowDuplicate,
        oneOfMany,
        again,
        withdrawal,
        onBehalfOf,
        once);
  }

  /** The same as part of that request. */
  public Change requestId(@Nullable String id) {
    return new Change(
        actor, note, id, ifVersion, allowDuplicate, oneOfMany, again, withdrawal, onBehalfOf, once);
  }

  /** The same, only if the memory is at that version. */
  public Change ifVersion(@Nullable Long version) {
    return new Change(
        actor,
        note,
        requestId,
        version,
        allowDuplicate,
        oneOfMany,
        again,
        withdrawal,
        onBehalfOf,
        once);
  }

  /** The same, and another active memory may say the same thing. */
  public Change allowingDuplicate() {
    return new Change(
        actor, note, requestId, ifVersion, true, oneOfMany, again, withdrawal, onBehalfOf, once);
  }

  /**
   * The same as part of a bulk command: on a full disk neither the change nor its entry is kept,
   * where a single change would be made without.
   */
  public Change ofMany() {
    return new Change(
        actor,
        note,
        requestId,
        ifVersion,
        allowDuplicate,
        true,
        again,
        withdrawal,
        onBehalfOf,
        once);
  }

  /** The same, and what was turned down or erased before may be said again. */
  public Change sayingAgain() {
    return new Change(
        actor,
        note,
        requestId,
        ifVersion,
        allowDuplicate,
        oneOfMany,
        true,
        withdrawal,
        onBehalfOf,
        once);
  }

  /** The same, and what it turns down or withdraws may come back. */
  public Change asWithdrawal() {
    return new Change(
        actor,
        note,
        requestId,
        ifVersion,
        allowDuplicate,
        oneOfMany,
        again,
        true,
        onBehalfOf,
        once);
  }

  /** The same, claimed to be for someone else. */
  public Change onBehalfOf(@Nullable String whom) {
    return new Change(
        actor,
        note,
        requestId,
        ifVersion,
        allowDuplicate,
        oneOfMany,
        again,
        withdrawal,
        whom,
        once);
  }

  /**
   * The same, made once: if a change was made under that key, its result is given again. For the
   * changes of one memory; a bulk command does not look at it.
   */
  public Change once(@Nullable IdempotencyKey key) {
    return new Change(
        actor,
        note,
        requestId,
        ifVersion,
        allowDuplicate,
        oneOfMany,
        again,
        withdrawal,
        onBehalfOf,
        key);
  }
}
