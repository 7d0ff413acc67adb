package dev.atocore.core.db.sqlite;

import dev.atocore.core.db.FullText;
import java.util.Collection;

/** The index {@code memories_fts}, which is FTS5's. */
final class SqliteFullText implements FullText {
  /** Quoting makes every text safe, and NUL cannot be in a word. */
  @Override
  public String anyOf(Collection<String> words) {
    return '"' + String.join("\" OR \"", words) + '"';
  }

  @Override
  public String merge() {
    return "INSERT INTO memories_fts (memories_fts) VALUES ('optimize')";
  }
}
