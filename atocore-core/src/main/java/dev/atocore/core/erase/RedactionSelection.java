package dev.atocore.core.erase;

import dev.atocore.core.error.InvalidInputException;
import dev.atocore.core.text.TextRules;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Which memories are redacted: those of which all that is given here is true, now or at any time.
 *
 * @param userId whose they are; null for anybody's
 * @param project the project they belong to; null for any
 * @param agentId who made them; null for anybody
 * @param actor who changed them; null for anybody
 * @param since only those that were changed, by the actor if one is given, at or after this; null
 *     for all
 */
public record RedactionSelection(
    @Nullable String userId,
    @Nullable String project,
    @Nullable String agentId,
    @Nullable String actor,
    @Nullable Instant since) {
  /**
   * Checks that somebody or something is given: a time alone is none.
   *
   * @throws InvalidInputException if not, or if a value is no name
   */
  public RedactionSelection {
    TextRules.requireName("user", userId);
    TextRules.requireName("project", project);
    TextRules.requireName("agent", agentId);
    TextRules.requireName("actor", actor);
    if (userId == null && project == null && agentId == null && actor == null) {
      throw new InvalidInputException(
          "nothing is selected; give a user, a project, an agent or an actor");
    }
  }
}
