package dev.atocore.integrity.scan;

import dev.atocore.core.MemoryStore;
import dev.atocore.core.db.Transactions;
import dev.atocore.core.state.State;
import dev.atocore.core.state.StateValue;
import dev.atocore.core.text.JsonRecord;
import dev.atocore.core.text.Times;
import java.sql.Connection;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How far the store was looked at: what came after it is new.
 *
 * @param entryId the newest audit entry
 * @param chunkSeq the newest source chunk
 * @param at when, ISO-8601 UTC
 */
public record Mark(long entryId, long chunkSeq, String at) {
  /** The memories that entries after the first {@code ?} are about. */
  public static final String CHANGED = "(SELECT c.memory_id FROM memory_audit c WHERE c.id > ?)";

  private static final String CATEGORY = "integrity";
  private static final String KEY = "mark";

  /**
   * Where the store stands now, for what is read after this: nothing comes later that is before it.
   * Where writers cannot be waited for, it stands where the last run left it.
   */
  public static Mark of(MemoryStore store, Instant now) {
    Mark newest = newest(store, now);
    if (store.transactions().outlast(Transactions.MOMENT)) {
      return newest;
    }
    Mark last = last(store);
    return last == null
        ? new Mark(0, 0, newest.at())
        : new Mark(last.entryId(), last.chunkSeq(), newest.at());
  }

  private static Mark newest(MemoryStore store, Instant now) {
    return store
        .transactions()
        .read(
            inside -> {
              Connection connection = inside.jdbc();
              long[] last = new long[2];
              Rows.forEach(connection, RunSql.LAST_ENTRY, row -> last[0] = row.getLong(1));
              Rows.forEach(connection, RunSql.LAST_CHUNK, row -> last[1] = row.getLong(1));
              return new Mark(last[0], last[1], Times.format(now));
            });
  }

  /** What the last run that left nothing open kept; null when there was none. */
  public static @Nullable Mark last(MemoryStore store) {
    return store
        .state()
        .get(State.OWN, CATEGORY, KEY)
        .map(StateValue::value)
        .map(Mark::parse)
        .orElse(null);
  }

  public void keep(MemoryStore store) {
    store.state().set(State.OWN, CATEGORY, KEY, json());
  }

  private String json() {
    return JsonRecord.write(
        json -> {
          json.writeStartObject();
          json.writeNumberField("entry_id", entryId);
          json.writeNumberField("chunk_seq", chunkSeq);
          json.writeStringField("at", at);
          json.writeEndObject();
        });
  }

  private static @Nullable Mark parse(String text) {
    JsonRecord fields = JsonRecord.parse(text);
    long entryId = fields.number("entry_id", -1);
    long chunkSeq = fields.number("chunk_seq", -1);
    String at = fields.text("at");
    return entryId < 0 || chunkSeq < 0 || at == null ? null : new Mark(entryId, chunkSeq, at);
  }
}
