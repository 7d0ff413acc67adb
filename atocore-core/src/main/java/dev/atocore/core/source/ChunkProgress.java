package dev.atocore.core.source;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.atocore.core.db.StoreConnection;
import dev.atocore.core.error.InvalidInputException;
import dev.atocore.core.state.State;
import dev.atocore.core.text.JsonRecord;
import dev.atocore.core.text.TextRules;
import java.io.IOException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How far the counting of mentions has come. It is kept with what is reinforced, in the same
 * transaction, so that neither a crash nor a second process makes a chunk count twice.
 *
 * @param counted chunks up to this seq have been held against every memory
 * @param upTo chunks after those, up to this seq, are being held against the memories; 0 when none
 *     are
 * @param before memories up to this seq are through with all of them: so far earlier versions kept
 *     it
 * @param place how far it has come among those chunks; null when it is at their beginning
 */
record ChunkProgress(long counted, long upTo, long before, @Nullable Place place) {
  private static final String CATEGORY = "status";
  private static final String KEY = "reinforce_watermark";
  private static final int EARLIER = 3;
  private static final int NOW = 7;

  /** Nothing was counted yet. */
  static final ChunkProgress NONE = after(0);

  /** Chunks up to there are done, and no others are begun. */
  static ChunkProgress after(long counted) {
    return new ChunkProgress(counted, 0, 0, null);
  }

  /** As that connection sees it. */
  static ChunkProgress read(StoreConnection connection) throws SQLException {
    return State.get(connection, State.OWN, CATEGORY, KEY)
        .map(value -> parse(value.value()))
        .orElse(NONE);
  }

  /** Keeps it, within a transaction that writes. */
  void write(StoreConnection connection) throws SQLException {
    State.put(connection, State.OWN, CATEGORY, KEY, text());
  }

  /** Is through with what was begun, unless another process has come further. */
  ChunkProgress end(StoreConnection connection, long last) throws SQLException {
    ChunkProgress found = read(connection);
    if (!found.equals(this)) {
      return found;
    }
    ChunkProgress ended = after(last);
    ended.write(connection);
    return ended;
  }

  boolean begun() {
    return upTo > 0;
  }

  /** The same chunks, that far. */
  ChunkProgress at(long last, Place now) {
    return new ChunkProgress(counted, last, before, now);
  }

  /** A number; a list while chunks are being counted. */
  private String text() {
    Place at = place;
    if (!begun()) {
      return Long.toString(counted);
    }
    if (at == null) {
      return "[" + counted + "," + upTo + "," + before + "]";
    }
    return JsonRecord.write(
        json -> {
          json.writeStartArray();
          json.writeNumber(counted);
          json.writeNumber(upTo);
          json.writeNumber(before);
          json.writeString(at.project());
          json.writeNumber(at.chunk());
          json.writeNumber(at.lastChunk());
          json.writeNumber(at.memory());
          json.writeEndArray();
        });
  }

  private static ChunkProgress parse(String text) {
    List<@Nullable Object> values = new ArrayList<>();
    boolean isList = false;
    try (JsonParser parser = JsonRecord.FACTORY.createParser(text)) {
      for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
        switch (token) {
          case START_ARRAY -> isList = true;
          case END_ARRAY -> {}
          case VALUE_NUMBER_INT -> values.add(parser.getLongValue());
          case VALUE_STRING -> values.add(parser.getText());
          case VALUE_NULL -> values.add(null);
          default -> throw wrong(text);
        }
      }
    } catch (IOException e) {
      throw wrong(text);
    }
    try {
      if (!isList && values.size() == 1) {
        return after(number(values, 0));
      }
      if (isList && (values.size() == EARLIER || values.size() == NOW)) {
        Place place =
            values.size() == EARLIER
                ? null
                : new Place(
                    (String) values.get(3),
                    number(values, 4),
                    number(values, 5),
                    number(values, 6));
        return new ChunkProgress(number(values, 0), number(values, 1), number(values, 2), place);
      }
    } catch (ClassCastException e) {
      throw wrong(text);
    }
    throw wrong(text);
  }

  private static long number(List<@Nullable Object> values, int at) {
    Object value = values.get(at);
    if (value instanceof Long number && number >= 0) {
      return number;
    }
    throw new ClassCastException("not a number");
  }

  private static InvalidInputException wrong(String text) {
    return new InvalidInputException(
        "state atocore/status/reinforce_watermark is "
            + TextRules.quote(text)
            + ", not a number; set it to the seq of the last chunk that was counted");
  }

  /**
   * A place among the chunks that are being counted, which are taken by project and in batches.
   * Earlier projects are through.
   *
   * @param project null for what belongs to none, which comes first
   * @param chunk the project's chunks up to this seq are through
   * @param lastChunk the last of the batch that comes after
   * @param memory the project's memories up to this seq are through with that batch
   */
  record Place(@Nullable String project, long chunk, long lastChunk, long memory) {
    /** The same, with memories up to that one through. */
    Place with(long seq) {
      return new Place(project, chunk, lastChunk, seq);
    }

    /** Whether that project comes before it, so that it is through. */
    boolean isBeyond(@Nullable String other) {
      return project != null && (other == null || other.compareTo(project) < 0);
    }
  }
}
