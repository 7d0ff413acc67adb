package dev.atocore.integrity.checks.memory;

import dev.atocore.alerts.event.Severity;
import dev.atocore.core.search.ClosePair;
import dev.atocore.core.text.ContentHash;
import dev.atocore.core.text.Words;
import dev.atocore.integrity.builtin.BuiltInCheck;
import dev.atocore.integrity.check.CheckContext;
import dev.atocore.integrity.check.Cost;
import dev.atocore.integrity.check.Details;
import dev.atocore.integrity.check.Findings;
import dev.atocore.integrity.scan.Rows;
import dev.atocore.integrity.scan.Slices;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/**
 * Active memories that differ only in case, space or the form of their Unicode characters, and,
 * where vectors are, those that mean almost the same.
 */
public final class NearDuplicate extends BuiltInCheck {
  /** So many keys are held at a time: 32 MB. */
  private static final int MOST_KEYS = 4_000_000;

  /** So many members of groups are held at a time: some 30 MB. */
  private static final int MOST_MEMBERS = 200_000;

  private static final int KEY_DIGITS = 16;

  private final int mostKeys;
  private final int mostMembers;

  public NearDuplicate() {
    this(MOST_KEYS, MOST_MEMBERS);
  }

  NearDuplicate(int mostKeys, int mostMembers) {
    super(
        "near-duplicate",
        Severity.INFO,
        Cost.FULL,
        "active memories that say the same in another form, or mean the same where vectors are",
        "atocore memory supersede NEWER --by MEMORY_ID");
    this.mostKeys = mostKeys;
    this.mostMembers = mostMembers;
  }

  /**
   * There may be millions of memories. A first look takes a number of each, a second one the
   * memories whose number occurs twice; what is too much to be held at a time is looked at in
   * parts.
   */
  @Override
  public void run(CheckContext context, Findings findings) {
    long[] active = new long[1];
    Rows.forEach(
        context, DuplicateSql.COUNT_ACTIVE, (connection, row) -> active[0] = row.getLong(1));
    long parts = active[0] / mostKeys + 1;
    for (long part = 0; part < parts; part++) {
      look(context, keys(context, part, parts), findings);
    }
    MayContradict.forEach(context, pair -> tell(pair, context, findings));
  }

  /** What differs only in form was told already; what may contradict is another check's. */
  private static void tell(ClosePair pair, CheckContext context, Findings findings) {
    if (pair.difference() != null) {
      return;
    }
    String older = context.store().memories().get(pair.older()).content();
    String newer = context.store().memories().get(pair.newer()).content();
    if (normal(older).equals(normal(newer))) {
      return;
    }
    findings.add(
        pair.older() + "+" + pair.newer(),
        Details.of("2 active memories mean almost the same")
            .with("memory_id", pair.older())
            .with("memory_ids", List.of(pair.older(), pair.newer()))
            .with("similarity", MayContradict.percent(pair)));
  }

  /** The keys of that part of the active memories, in order. */
  private static long[] keys(CheckContext context, long part, long parts) {
    LongStream.Builder keys = LongStream.builder();
    forEachActive(
        context,
        (near, row) -> {
          if (Long.remainderUnsigned(key(near), parts) == part) {
            keys.add(key(near));
          }
        });
    return keys.build().sorted().toArray();
  }

  private void look(CheckContext context, long[] keys, Findings findings) {
    Set<Long> shared = new HashSet<>();
    long members = 0;
    for (int i = 0; i < keys.length; i++) {
      if (i > 0 && keys[i] == keys[i - 1]) {
        members += shared.add(keys[i]) ? 2 : 1;
      } else if (members > mostMembers) {
        tell(context, shared, findings);
        shared.clear();
        members = 0;
      }
    }
    tell(context, shared, findings);
  }

  private static void tell(CheckContext context, Set<Long> shared, Findings findings) {
    if (shared.isEmpty()) {
      return;
    }
    Map<String, Group> groups = new TreeMap<>();
    forEachActive(
        context,
        (near, row) -> {
          if (shared.contains(key(near))) {
            groups.computeIfAbsent(near, key -> new Group()).add(row);
          }
        });
    groups.values().forEach(group -> group.tell(findings));
  }

  private static void forEachActive(CheckContext context, EachNear each) {
    Slices.forEachRow(
        context,
        "seq",
        "memories",
        Slices.START,
        DuplicateSql.ACTIVE_BETWEEN,
        (connection, row) -> {
          String scope = row.getString(3) + "\0" + row.getString(4) + "\0";
          each.memory(ContentHash.of(scope + normal(row.getString(5))), row);
        });
  }

  /** A number for that hash, in the order of the hashes. */
  private static long key(String near) {
    return Long.parseUnsignedLong(near.substring(0, KEY_DIGITS), 16) ^ Long.MIN_VALUE;
  }

  static String normal(String text) {
    String folded = Words.folded(text);
    StringBuilder normal = new StringBuilder(folded.length());
    boolean space = false;
    for (int i = 0; i < folded.length(); i++) {
      char c = folded.charAt(i);
      if (Character.isWhitespace(c)) {
        space = normal.length() > 0;
      } else {
        if (space) {
          normal.append(' ');
        }
        normal.append(c);
        space = false;
      }
    }
    return normal.toString();
  }

  @FunctionalInterface
  private interface EachNear {
    void memory(String near, ResultSet row) throws SQLException;
  }

  /** Memories that say almost the same. */
  private static final class Group {
    private final Members members = new Members();
    private @Nullable String content;
    private boolean differ;

    void add(ResultSet row) throws SQLException {
      members.add(row.getLong(1), row.getString(2));
      String hash = ContentHash.of(row.getString(5));
      differ |= content != null && !content.equals(hash);
      content = hash;
    }

    /** A finding, unless all say the very same: duplicate-active-memory reports those. */
    void tell(Findings findings) {
      if (!differ) {
        return;
      }
      List<String> ids = members.oldest();
      findings.add(
          ids.get(0),
          Details.of(members.size() + " active memories say almost the same")
              .with("memory_id", ids.get(0))
              .with("memory_ids", ids)
              .with("copies", members.size()));
    }
  }
}
