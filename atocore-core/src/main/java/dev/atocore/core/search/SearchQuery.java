package dev.atocore.core.search;

import dev.atocore.core.error.InvalidInputException;
import dev.atocore.core.model.MemoryStatus;
import dev.atocore.core.model.MemoryType;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What to look for.
 *
 * @param text any text at all; its words are looked for, its punctuation is not
 * @param type only this type; null for all
 * @param project only this project; null for all
 * @param statuses only these statuses
 * @param limit at most so many, 1 to 1,000
 */
public record SearchQuery(
    String text,
    @Nullable MemoryType type,
    @Nullable String project,
    List<MemoryStatus> statuses,
    int limit) {
  private static final int MAX_LIMIT = 1000;

  /** How many are found at most, unless the query says. */
  public static final int DEFAULT_LIMIT = 20;

  /**
   * Checks the limit and copies the list.
   *
   * @throws InvalidInputException if the limit is out of range or no status is given
   */
  public SearchQuery {
    if (limit < 1 || limit > MAX_LIMIT) {
      throw new InvalidInputException("limit is " + limit + ", not between 1 and " + MAX_LIMIT);
    }
    statuses = List.copyOf(statuses);
    if (statuses.isEmpty()) {
      throw new InvalidInputException("name at least one status to search in");
    }
  }

  /** Up to 20 active memories of any project. */
  public static SearchQuery of(String text) {
    return new SearchQuery(text, null, null, List.of(MemoryStatus.ACTIVE), DEFAULT_LIMIT);
  }

  /** The same of that type only. */
  public SearchQuery type(@Nullable MemoryType newType) {
    return new SearchQuery(text, newType, project, statuses, limit);
  }

  /** The same in that project only. */
  public SearchQuery project(@Nullable String newProject) {
    return new SearchQuery(text, type, newProject, statuses, limit);
  }

  /** The same among those statuses. */
  public SearchQuery statuses(MemoryStatus... newStatuses) {
    return new SearchQuery(text, type, project, List.of(newStatuses), limit);
  }

  /** The same with that limit. */
  public SearchQuery limit(int newLimit) {
    return new SearchQuery(text, type, project, statuses, newLimit);
  }
}
