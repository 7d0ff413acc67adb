package dev.atocore.integrity;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.atocore.alerts.Severity;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CharsetDecoder;
import org.jspecify.annotations.Nullable;

/** Content that is no text: every reader sees something else in it. */
final class BadText extends BuiltInCheck {
  private final String[][] columns = {{"memories", "memory_id"}, {"source_chunks", "chunk_id"}};

  BadText() {
    super(
        "bad-text",
        Severity.WARNING,
        Cost.FULL,
        "content that is no text: bytes, NUL characters, or no valid UTF-8",
        "atocore integrity repair --check memory-drift for memories; ingest sources again");
  }

  @Override
  public void run(CheckContext context, Findings findings) {
    CharsetDecoder utf8 = UTF_8.newDecoder();
    for (String[] column : columns) {
      context.read(
          connection -> {
            Rows.forEach(
                connection,
                SqliteShapes.contentBytes(column[0]),
                row -> {
                  String problem = problem(row.getString(2), row.getBytes(3), utf8);
                  if (problem != null) {
                    findings.add(
                        row.getString(1),
                        Details.of("its content " + problem).with(column[1], row.getString(1)));
                  }
                });
            return true;
          });
    }
  }

  private static @Nullable String problem(String type, byte[] bytes, CharsetDecoder utf8) {
    if (!type.equals("text")) {
      return "is stored as " + type;
    }
    for (byte b : bytes) {
      if (b == 0) {
        return "contains a NUL character";
      }
    }
    try {
      utf8.decode(ByteBuffer.wrap(bytes));
      return null;
    } catch (CharacterCodingException e) {
      return "is not valid UTF-8";
    }
  }
}
