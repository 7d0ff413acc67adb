package dev.atocore.client;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What a list is narrowed to: the parameters of the request, by their names in {@code
 * /openapi.json}. The server refuses one that it does not know.
 */
public record Query(Map<String, String> parameters) {
  public Query {
    parameters = Collections.unmodifiableMap(new LinkedHashMap<>(parameters));
  }

  /** The newest of everything. */
  public static Query all() {
    return new Query(Map.of());
  }

  /** The best for these words. */
  public static Query search(String words) {
    return all().with("q", words);
  }

  /** Also with that parameter, such as {@code project}, {@code status} or {@code meta.topic}. */
  public Query with(String parameter, String value) {
    Map<String, String> more = new LinkedHashMap<>(parameters);
    more.put(parameter, value);
    return new Query(more);
  }

  /** At most so many rows a page, 1 to 1,000. */
  public Query limit(int rows) {
    return with("limit", Integer.toString(rows));
  }

  /** What comes after a page. */
  public Query after(String next) {
    return with("after", next);
  }
}
