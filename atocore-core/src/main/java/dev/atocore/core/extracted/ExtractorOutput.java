package dev.atocore.core.extracted;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.atocore.core.bulk.ImportLine;
import dev.atocore.core.extracted.RefusedLines.Refused;
import dev.atocore.core.text.LooseObjects;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What an extractor printed as lines for an import, and which of it was refused. Holds the lines
 * whose outcome is not known yet, at most a few thousand.
 */
public final class ExtractorOutput extends InputStream {
  private final LooseObjects objects;
  private final Map<Long, String> open = new HashMap<>();
  private final List<Refused> refused = new ArrayList<>();
  private InputStream line = InputStream.nullInputStream();
  private long number;

  public ExtractorOutput(InputStream in) {
    this.objects = new LooseObjects(in);
  }

  /** Is notified of each line's outcome. */
  public void accept(ImportLine outcome) {
    String text = open.remove(outcome.line());
    String error = outcome.error();
    if (text != null && error != null) {
      refused.add(Refused.now(error, text));
    }
  }

  /** What was refused so far, by the import and before it. */
  public List<Refused> refused() {
    return List.copyOf(refused);
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] bytes, int from, int length) throws IOException {
    int read = line.read(bytes, from, length);
    while (read < 0) {
      LooseObjects.Piece piece = next();
      if (piece == null) {
        return -1;
      }
      open.put(++number, piece.text());
      line = new ByteArrayInputStream((piece.text() + "\n").getBytes(UTF_8));
      read = line.read(bytes, from, length);
    }
    return read;
  }

  private LooseObjects.@Nullable Piece next() throws IOException {
    LooseObjects.Piece piece = objects.next();
    while (piece != null) {
      String error = piece.error();
      if (error == null) {
        return piece;
      }
      refused.add(Refused.now(error, piece.text()));
      piece = objects.next();
    }
    return null;
  }
}
