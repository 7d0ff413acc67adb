package dev.atocore.core.recall;

import dev.atocore.core.db.StoreConnection;
import dev.atocore.core.recall.Packed.Pair;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Counts to whom one memory was told: by its lists, and the answers of each. */
final class ExposureQuery {
  private final StoreConnection connection;
  private final String memoryId;
  private final Map<Long, Count> byReader = new HashMap<>();

  ExposureQuery(StoreConnection connection, String memoryId) {
    this.connection = connection;
    this.memoryId = memoryId;
  }

  /** The answers to one reader, or to all that are the same but for their doors. */
  private static final class Count {
    private final Set<Long> versions = new TreeSet<>();
    private long answers;
    private long first = Long.MAX_VALUE;
    private long last = Long.MIN_VALUE;

    void add(long more, long firstAt, long lastAt, Set<Long> ofVersions) {
      answers += more;
      first = Math.min(first, firstAt);
      last = Math.max(last, lastAt);
      versions.addAll(ofVersions);
    }
  }

  Exposure run(@Nullable Long version, long since) throws SQLException {
    Map<Long, Set<Long>> lists = new LinkedHashMap<>();
    for (Pair pair : Recalls.listsOf(connection, memoryId)) {
      if (version == null || version == pair.second()) {
        lists.computeIfAbsent(pair.first(), k -> new TreeSet<>()).add(pair.second());
      }
    }
    for (Map.Entry<Long, Set<Long>> list : lists.entrySet()) {
      count(list.getKey(), list.getValue(), since);
    }
    Count all = new Count();
    byReader.values().forEach(count -> all.add(count.answers, count.first, count.last, Set.of()));
    boolean never = all.answers == 0;
    return new Exposure(
        memoryId,
        all.answers,
        never ? null : Recalls.time(all.first),
        never ? null : Recalls.time(all.last),
        never ? List.of() : named());
  }

  private void count(long list, Set<Long> versions, long since) throws SQLException {
    PreparedStatement select = connection.prepare(RecallSql.ANSWERS_OF_LIST);
    select.setLong(1, list);
    select.setLong(2, since);
    try (ResultSet rows = select.executeQuery()) {
      while (rows.next()) {
        byReader
            .computeIfAbsent(rows.getLong(1), k -> new Count())
            .add(rows.getLong(2), rows.getLong(3), rows.getLong(4), versions);
      }
    }
  }

  private List<Exposure.ToldTo> named() throws SQLException {
    Map<List<@Nullable String>, Count> byName = new HashMap<>();
    try (ResultSet rows = connection.prepare(RecallSql.READERS).executeQuery()) {
      while (rows.next()) {
        Count count = byReader.get(rows.getLong(1));
        if (count != null) {
          byName
              .computeIfAbsent(
                  Arrays.asList(rows.getString(3), rows.getString(4)), k -> new Count())
              .add(count.answers, count.first, count.last, count.versions);
        }
      }
    }
    List<Exposure.ToldTo> told = new ArrayList<>();
    byName.forEach(
        (name, count) ->
            told.add(
                new Exposure.ToldTo(
                    name.get(0),
                    name.get(1),
                    count.answers,
                    Recalls.time(count.last),
                    List.copyOf(count.versions))));
    told.sort(Comparator.comparing(Exposure.ToldTo::lastAt).reversed());
    return told;
  }
}
