package dev.atocore.core.source;

import dev.atocore.core.db.StoreConnection;
import dev.atocore.core.error.InvalidInputException;
import dev.atocore.core.state.State;
import dev.atocore.core.text.TextRules;
import java.sql.SQLException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How far the counting of mentions has come. It is kept with every page of memories, in the
 * transaction that reinforces them, so that neither a crash nor a second process makes a chunk
 * count twice.
 *
 * @param counted chunks up to this seq have been held against every memory
 * @param upTo chunks after those, up to this seq, are being held against the memories; 0 when none
 *     are
 * @param memory memories up to this seq are through with them
 */
record ChunkProgress(long counted, long upTo, long memory) {
  private static final String CATEGORY = "status";
  private static final String KEY = "reinforce_watermark";
  private static final Pattern TEXT =
      Pattern.compile("\\s*(?:(\\d{1,18})|\\[(\\d{1,18}),(\\d{1,18}),(\\d{1,18})\\])\\s*");

  /** Nothing was counted yet. */
  static final ChunkProgress NONE = after(0);

  /** Chunks up to there are done, and no others are begun. */
  static ChunkProgress after(long counted) {
    return new ChunkProgress(counted, 0, 0);
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
  ChunkProgress end(StoreConnection connection) throws SQLException {
    ChunkProgress found = read(connection);
    if (!found.equals(this)) {
      return found;
    }
    ChunkProgress ended = after(upTo);
    ended.write(connection);
    return ended;
  }

  boolean begun() {
    return upTo > 0;
  }

  /** A number; three while chunks are being counted. */
  private String text() {
    return begun() ? "[" + counted + "," + upTo + "," + memory + "]" : Long.toString(counted);
  }

  private static ChunkProgress parse(String text) {
    Matcher numbers = TEXT.matcher(text);
    if (!numbers.matches()) {
      throw new InvalidInputException(
          "state atocore/status/reinforce_watermark is "
              + TextRules.quote(text)
              + ", not a number; set it to the seq of the last chunk that was counted");
    }
    return numbers.group(1) != null
        ? after(Long.parseLong(numbers.group(1)))
        : new ChunkProgress(
            Long.parseLong(numbers.group(2)),
            Long.parseLong(numbers.group(3)),
            Long.parseLong(numbers.group(4)));
  }
}
