package dev.atocore.integrity.checks.memory;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.atocore.alerts.event.Severity;
import dev.atocore.core.text.ContentHash;
import dev.atocore.integrity.builtin.BuiltInCheck;
import dev.atocore.integrity.check.CheckContext;
import dev.atocore.integrity.check.Details;
import dev.atocore.integrity.check.Findings;
import dev.atocore.integrity.scan.Mark;
import dev.atocore.integrity.scan.Slices;
import dev.atocore.integrity.scan.Spelled;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CharsetDecoder;
import org.jspecify.annotations.Nullable;

/** Content that is no text: every reader sees something else in it. */
public final class BadText extends BuiltInCheck {
  private static final String[][] TABLES = {
    {"memories", "memory_id"}, {"source_chunks", "chunk_id"}
  };

  public BadText() {
    super(
        "bad-text",
        Severity.WARNING,
        "content that is no text (bytes, NUL, no valid UTF-8), or not the text its hash was made"
            + " of",
        "atocore integrity repair --check memory-drift for memories; ingest sources again");
  }

  @Override
  public boolean looksAtNews() {
    return true;
  }

  @Override
  public void run(CheckContext context, Findings findings) {
    Mark since = context.since();
    if (since != null) {
      // New memories have new numbers; what became of older ones, memory-drift tells.
      look(context, TABLES[1], since.chunkSeq(), findings);
      return;
    }
    if (!context.mayReadAll()) {
      findings.note("the texts of a store this large are looked at in a full run only");
      return;
    }
    if (look(context, TABLES[0], Slices.START, findings)) {
      context.sound().seenContents();
    }
    look(context, TABLES[1], Slices.START, findings);
  }

  /** Returns whether each content is known to be the one that its hash is of. */
  private static boolean look(CheckContext context, String[] table, long from, Findings findings) {
    CharsetDecoder utf8 = UTF_8.newDecoder();
    boolean[] known = {true};
    Slices.forEachRow(
        context,
        "seq",
        table[0],
        from,
        contentBytes(table[0]),
        (connection, row) -> {
          String hash = row.getString(5);
          String problem = problem(row.getString(3), row.getBytes(4), hash, utf8);
          known[0] &= problem == null && hash != null && isOurs(hash);
          if (problem != null) {
            findings.add(
                row.getString(2),
                Details.of("its content " + problem).with(table[1], row.getString(2)));
          }
        });
    return known[0];
  }

  private static @Nullable String problem(
      String type, byte[] bytes, @Nullable String hash, CharsetDecoder utf8) {
    if (!type.equals("text")) {
      return "is stored as " + type;
    }
    for (byte b : bytes) {
      if (b == 0) {
        return "contains a NUL character";
      }
    }
    String text;
    try {
      text = utf8.decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException e) {
      return "is not valid UTF-8";
    }
    return hash != null && isOurs(hash) && !ContentHash.isOfStatement(hash, text)
        ? "is not the text that its hash was made of"
        : null;
  }

  /** A hash of another form is another program's. */
  private static boolean isOurs(String hash) {
    return hash.length() == ContentHash.LENGTH;
  }

  /** Seq, id, storage class, bytes and hash of each content in a range of {@code seq}. */
  private static Spelled contentBytes(String table) {
    String from = ", content_hash FROM " + table + " WHERE seq > ? AND seq <= ? ORDER BY seq";
    return new Spelled(
        "SELECT seq, id, typeof(content), CAST(content AS BLOB)" + from,
        "SELECT seq, id, 'text', convert_to(content, 'UTF8')" + from);
  }
}
