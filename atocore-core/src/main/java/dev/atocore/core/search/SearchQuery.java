package dev.atocore.core.search;

import dev.atocore.core.error.InvalidInputException;
import dev.atocore.core.model.MemoryFilter;
import dev.atocore.core.model.MemoryStatus;
import dev.atocore.core.model.MemoryType;
import dev.atocore.core.text.TextRules;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What to look for.
 *
 * @param text any text at all; its words are looked for, its punctuation is not
 * @param filter only these; its status is not looked at, and what is not valid is left out, now if
 *     it does not say when
 * @param statuses only these statuses
 * @param limit at most so many, 1 to 1,000
 * @param after where the page before said to go on; null for the best ones
 * @param mode by what to find; null for {@link SearchMode#HYBRID} where meanings are known, else
 *     {@link SearchMode#TEXT}
 */
public record SearchQuery(
    String text,
    MemoryFilter filter,
    List<MemoryStatus> statuses,
    int limit,
    @Nullable String after,
    @Nullable SearchMode mode) {
  private static final int MAX_LIMIT = 1000;

  /** How far a search can be followed from page to page; ranking looks at no more matches. */
  public static final int DEPTH = 10_000;

  /** How many are found at most, unless the query says. */
  public static final int DEFAULT_LIMIT = 20;

  /**
   * Checks the limit and the cursor, and copies the list.
   *
   * @throws InvalidInputException if the limit is out of range, no status is given, or the cursor
   *     is none of a search
   */
  public SearchQuery {
    if (limit < 1 || limit > MAX_LIMIT) {
      throw new InvalidInputException("limit is " + limit + ", not between 1 and " + MAX_LIMIT);
    }
    statuses = List.copyOf(statuses);
    if (statuses.isEmpty()) {
      throw new InvalidInputException("name at least one status to search in");
    }
    offset(after);
  }

  /** Up to 20 active memories of any project. */
  public static SearchQuery of(String text) {
    return new SearchQuery(
        text, MemoryFilter.ALL, List.of(MemoryStatus.ACTIVE), DEFAULT_LIMIT, null, null);
  }

  /** The same of that type only. */
  public SearchQuery type(@Nullable MemoryType newType) {
    return filter(filter.type(newType));
  }

  /** The same in that project only. */
  public SearchQuery project(@Nullable String newProject) {
    return filter(filter.project(newProject));
  }

  /** The same among those only; their status is not looked at. */
  public SearchQuery filter(MemoryFilter only) {
    return new SearchQuery(text, only, statuses, limit, after, mode);
  }

  /** The same with the time at which what is found is valid: now unless it says another. */
  public SearchQuery validAtOr(Instant now) {
    return filter.validAt() == null ? filter(filter.validAt(now)) : this;
  }

  /** The same among those statuses. */
  public SearchQuery statuses(MemoryStatus... newStatuses) {
    return new SearchQuery(text, filter, List.of(newStatuses), limit, after, mode);
  }

  /** The same with that limit. */
  public SearchQuery limit(int newLimit) {
    return new SearchQuery(text, filter, statuses, newLimit, after, mode);
  }

  /** The page after that one. */
  public SearchQuery after(@Nullable String cursor) {
    return new SearchQuery(text, filter, statuses, limit, cursor, mode);
  }

  /** The same found by that; null for the default. */
  public SearchQuery mode(@Nullable SearchMode newMode) {
    return new SearchQuery(text, filter, statuses, limit, after, newMode);
  }

  /** How many better ones come before. */
  public int offset() {
    return offset(after);
  }

  private static int offset(@Nullable String cursor) {
    if (cursor == null) {
      return 0;
    }
    if (!cursor.matches("[1-9][0-9]{0,4}") || Integer.parseInt(cursor) >= DEPTH) {
      throw new InvalidInputException(
          TextRules.quote(cursor) + " is no cursor of a search; use the 'next' of a page");
    }
    return Integer.parseInt(cursor);
  }
}
