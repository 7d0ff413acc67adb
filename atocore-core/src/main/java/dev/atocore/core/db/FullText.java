package dev.atocore.core.db;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Collection;
import org.jspecify.annotations.Nullable;

/** The full-text index of memories: the language it is asked in, and its care. */
public interface FullText {
  /**
   * A query that any of the words satisfies, in any inflection; one that ends in {@link
   * dev.atocore.core.text.IndexText#PREFIX} by any that begins so.
   */
  String anyOf(Collection<String> words);

  /**
   * After a memory's content was written: gives the index what it cannot tell from the content
   * itself.
   */
  void written(StoreConnection connection, String id, String content) throws SQLException;

  /** What the index reads in place of that content; null where it reads the content. */
  @Nullable String words(String content);

  /** Makes the index anew from the memories, in the transaction that is open. */
  void rebuild(Connection connection) throws SQLException;

  /** Makes the index anew in transactions of its own, beside those who search and write. */
  void renew(Transactions transactions);

  /**
   * Merges some of the index, whose old parts keep the words of deleted texts until then.
   *
   * @param begin whether with all parts that there are now; otherwise it goes on with those
   * @return whether there is nothing left to merge
   */
  boolean merge(StoreConnection connection, boolean begin) throws SQLException;
}
