package dev.atocore.statements;

import java.util.ArrayList;
import java.util.List;
import org.jooq.Query;
import org.jooq.QueryPart;

/**
 * The statements of one package, which are rendered as an enum in it. The names are those of the
 * enum's constants.
 */
final class Room {
  private final String packageName;
  private final String enumName;
  private final List<Entry> entries = new ArrayList<>();
  private boolean open;

  Room(String packageName, String enumName) {
    this.packageName = packageName;
    this.enumName = enumName;
  }

  /** Makes the enum public, for a package that others put statements together with. */
  Room open() {
    open = true;
    return this;
  }

  /** Adds a whole statement. */
  Room statement(String name, Query query) {
    entries.add(new Entry(name, Kind.STATEMENT, query));
    return this;
  }

  /** Adds a whole statement that each database has in words of its own. */
  Room statement(String name, Query sqlite, Query postgresql) {
    entries.add(new Entry(name, Kind.STATEMENT, Parts.either(sqlite, postgresql)));
    return this;
  }

  /** Adds a condition, or another part that statements are put together from at run time. */
  Room part(String name, QueryPart part) {
    entries.add(new Entry(name, Kind.PART, part));
    return this;
  }

  String packageName() {
    return packageName;
  }

  String enumName() {
    return enumName;
  }

  boolean isOpen() {
    return open;
  }

  List<Entry> entries() {
    return entries;
  }

  /** What an entry is. */
  enum Kind {
    STATEMENT,
    PART
  }

  /** A statement or a part of one. */
  record Entry(String name, Kind kind, QueryPart part) {}
}
