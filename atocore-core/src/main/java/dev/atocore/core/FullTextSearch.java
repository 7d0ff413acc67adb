package dev.atocore.core;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Ranked full-text search: a memory matches when it has any significant word of the query, in any
 * inflection (Porter stemming), and bm25 puts those with more and rarer ones first.
 */
final class FullTextSearch {
  /** More words than this do not make a query better, only slower. */
  private static final int MAX_WORDS = 64;

  private FullTextSearch() {}

  static List<Memory> search(StoreConnection connection, SearchQuery query) throws SQLException {
    String match = match(query.text());
    List<Memory> found = new ArrayList<>();
    if (match.isEmpty()) {
      return found;
    }
    StringBuilder sql = new StringBuilder(MemoryTable.SELECT).append(SqliteDialect.SEARCH_FROM);
    sql.append(" AND memories.status IN (");
    for (int i = 0; i < query.statuses().size(); i++) {
      sql.append(i == 0 ? "?" : ", ?");
    }
    sql.append(')');
    if (query.project() != null) {
      sql.append(" AND memories.project = ?");
    }
    sql.append(SqliteDialect.SEARCH_ORDER);
    PreparedStatement select = connection.prepare(sql.toString());
    int index = 0;
    select.setString(++index, match);
    for (MemoryStatus status : query.statuses()) {
      select.setString(++index, status.word());
    }
    if (query.project() != null) {
      select.setString(++index, query.project());
    }
    select.setInt(++index, query.limit());
    try (ResultSet rows = select.executeQuery()) {
      while (rows.next()) {
        found.add(MemoryTable.read(rows).memory());
      }
    }
    return found;
  }

  /**
   * The query in FTS5's language: quoted words joined by OR. Quoting makes every text safe, and NUL
   * cannot be in a word.
   */
  private static String match(String text) {
    List<String> words = Words.significant(text);
    if (words.isEmpty()) {
      words = Words.all(text);
    }
    Set<String> distinct = new LinkedHashSet<>(words);
    StringBuilder match = new StringBuilder();
    int used = 0;
    for (String word : distinct) {
      if (used++ == MAX_WORDS) {
        break;
      }
      match.append(match.isEmpty() ? "\"" : " OR \"").append(word).append('"');
    }
    return match.toString();
  }
}
