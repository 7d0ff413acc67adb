package dev.atocore.core.recall;

import dev.atocore.audit.entry.ByteString;
import dev.atocore.audit.sql.Sql;
import dev.atocore.core.db.StoreConnection;
import dev.atocore.core.recall.Packed.Pair;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Writes batches of answers. It remembers the lists that were told lately: readers ask the same
 * again and again, and an equal list is kept once. Used by one thread.
 */
final class RecallWriter {
  /** How many memories may be in the lists that are remembered. */
  private static final int REMEMBERED = 100_000;

  /** Those used last come last. */
  private final Map<List<Told>, KnownList> known = new LinkedHashMap<>(16, 0.75f, true);

  private long remembered;

  /** A list that was stored; a later prune may have removed it. */
  private record KnownList(long id, ByteString packed) {}

  /** Within a transaction that writes. */
  void write(StoreConnection connection, List<Answered> answers, long lost) throws SQLException {
    Batch batch = new Batch(connection);
    for (Answered answer : answers) {
      batch.add(answer);
    }
    batch.end();
    if (lost > 0) {
      PreparedStatement add = connection.prepare(RecallSql.ADD_LOST);
      add.setLong(1, System.currentTimeMillis());
      add.setLong(2, lost);
      add.executeUpdate();
    }
  }

  /** One transaction: what it has looked up stays so until its end. */
  private final class Batch {
    private final StoreConnection connection;
    private final Map<List<@Nullable String>, Long> readers = new HashMap<>();
    private final Map<String, Long> memories = new HashMap<>();
    private final Map<List<Told>, Long> lists = new HashMap<>();
    private final Map<Long, List<Pair>> told = new TreeMap<>();
    private final Numbers readerNumbers = new Numbers(RecallSql.LAST_READER);
    private final Numbers memoryNumbers = new Numbers(RecallSql.LAST_MEMORY);
    private final Numbers listNumbers = new Numbers(RecallSql.LAST_LIST);

    Batch(StoreConnection connection) {
      this.connection = connection;
    }

    void add(Answered answer) throws SQLException {
      PreparedStatement add = connection.prepare(RecallSql.ADD);
      add.setLong(1, answer.at());
      add.setLong(2, reader(answer.reader()));
      add.setLong(3, list(answer.memories()));
      add.setString(4, answer.reader().requestId());
      add.setString(5, answer.project());
      add.setString(6, answer.query());
      add.executeUpdate();
    }

    void end() throws SQLException {
      for (Map.Entry<Long, List<Pair>> entry : told.entrySet()) {
        ToldTable.add(connection, entry.getKey(), entry.getValue());
      }
    }

    private long reader(Reader reader) throws SQLException {
      List<@Nullable String> names =
          Arrays.asList(reader.door().word(), reader.key(), reader.onBehalfOf());
      Long id = readers.get(names);
      if (id == null) {
        id =
            findOrAdd(
                RecallSql.FIND_READER,
                RecallSql.ADD_READER,
                readerNumbers,
                names.toArray(new @Nullable String[0]));
        readers.put(names, id);
      }
      return id;
    }

    private long memory(String id) throws SQLException {
      Long number = memories.get(id);
      if (number == null) {
        number = findOrAdd(RecallSql.FIND_MEMORY, RecallSql.ADD_MEMORY, memoryNumbers, id);
        memories.put(id, number);
      }
      return number;
    }

    private long findOrAdd(Sql find, Sql add, Numbers numbers, @Nullable String... names)
        throws SQLException {
      PreparedStatement select = connection.prepare(find);
      set(select, names);
      try (ResultSet rows = select.executeQuery()) {
        if (rows.next()) {
          return rows.getLong(1);
        }
      }
      long id = numbers.next();
      PreparedStatement insert = connection.prepare(add);
      set(insert, names);
      insert.setLong(names.length + 1, id);
      insert.executeUpdate();
      return id;
    }

    private long list(List<Told> list) throws SQLException {
      Long id = lists.get(list);
      if (id == null) {
        KnownList before = known.get(list);
        id = before != null && isStored(before) ? before.id() : addList(list);
        lists.put(list, id);
      }
      return id;
    }

    private boolean isStored(KnownList list) throws SQLException {
      PreparedStatement select = connection.prepare(RecallSql.LIST_MEMORIES);
      select.setLong(1, list.id());
      try (ResultSet rows = select.executeQuery()) {
        return rows.next() && list.packed().equals(ByteString.wrap(rows.getBytes(1)));
      }
    }

    private long addList(List<Told> list) throws SQLException {
      long id = listNumbers.next();
      List<Pair> pairs = new ArrayList<>(list.size());
      for (Told one : list) {
        long memory = memory(one.id());
        pairs.add(new Pair(memory, one.version()));
        told.computeIfAbsent(memory, k -> new ArrayList<>()).add(new Pair(id, one.version()));
      }
      byte[] packed = Packed.pairs(pairs);
      PreparedStatement insert = connection.prepare(RecallSql.ADD_LIST);
      insert.setBytes(1, packed);
      insert.setLong(2, id);
      insert.executeUpdate();
      remember(list, new KnownList(id, ByteString.wrap(packed)));
      return id;
    }

    /** The numbers of new rows of a table. */
    private final class Numbers {
      private final Sql last;
      private long used = -1;

      Numbers(Sql last) {
        this.last = last;
      }

      long next() throws SQLException {
        if (used < 0) {
          try (ResultSet rows = connection.prepare(last).executeQuery()) {
            used = rows.next() ? rows.getLong(1) : 0;
          }
        }
        return ++used;
      }
    }
  }

  private void remember(List<Told> list, KnownList stored) {
    if (known.put(list, stored) == null) {
      remembered += 1 + list.size();
    }
    Iterator<List<Told>> eldest = known.keySet().iterator();
    while (remembered > REMEMBERED) {
      remembered -= 1 + eldest.next().size();
      eldest.remove();
    }
  }

  private static void set(PreparedStatement statement, @Nullable String... values)
      throws SQLException {
    int place = 0;
    for (String value : values) {
      statement.setString(++place, value);
    }
  }
}
