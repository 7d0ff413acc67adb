package dev.atocore.server.door;

import java.nio.ByteBuffer;

/**
 * Where the data of a chunked body lies, byte by byte after RFC 9112, section 7.1, and nothing that
 * the grammar does not have: a lone LF, bytes after a chunk, or a size that ends in something else
 * are read differently by different servers, which is how a request is smuggled past a proxy.
 */
final class ChunkFraming {
  /** More digits than any size that fits a long without its sign. */
  private static final int MAX_SIZE_DIGITS = 15;

  /** Extensions and trailers together; nobody here reads them. */
  private static final int MAX_IGNORED_BYTES = 16 * 1024;

  private static final String TOKEN_MARKS = "!#$%&'*+-.^_`|~";

  private State state = State.SIZE;
  private int digits;
  private long left;
  private int ignored;

  private enum State {
    SIZE,
    BLANK,
    EXTENSION,
    SIZE_LF,
    DATA,
    DATA_CR,
    DATA_LF,
    LINE,
    NAME,
    VALUE,
    VALUE_LF,
    END_LF,
    DONE
  }

  /** Whether the body is over; what follows belongs to the next request. */
  boolean done() {
    return state == State.DONE;
  }

  /**
   * Moves data from what was received to where it is wanted, until one of them has no more or the
   * body is over.
   *
   * @throws FramingException if that is no chunked body
   */
  void decode(ByteBuffer received, ByteBuffer data) throws FramingException {
    while (received.hasRemaining() && state != State.DONE) {
      if (state == State.DATA) {
        int count = (int) Math.min(left, Math.min(received.remaining(), data.remaining()));
        if (count == 0) {
          return;
        }
        data.put(received.slice().limit(count));
        received.position(received.position() + count);
        left -= count;
        state = left == 0 ? State.DATA_CR : State.DATA;
      } else {
        state = next(received.get() & 0xff);
      }
    }
  }

  private State next(int b) throws FramingException {
    return switch (state) {
      case SIZE -> size(b);
      case BLANK -> b == ';' ? State.EXTENSION : blank(b, "the size of a chunk is no number");
      case EXTENSION -> b == '\r' ? State.SIZE_LF : text(b, State.EXTENSION);
      case SIZE_LF -> lineFeed(b, begin());
      case DATA_CR -> expect(b == '\r', State.DATA_LF, "a chunk is longer than its size");
      case DATA_LF -> lineFeed(b, State.SIZE);
      case LINE -> b == '\r' ? State.END_LF : name(b);
      case NAME -> b == ':' ? State.VALUE : name(b);
      case VALUE -> b == '\r' ? State.VALUE_LF : text(b, State.VALUE);
      case VALUE_LF -> lineFeed(b, State.LINE);
      case END_LF -> lineFeed(b, State.DONE);
      case DATA, DONE -> throw new IllegalStateException("no byte of the framing is due");
    };
  }

  private State size(int b) throws FramingException {
    int digit = b < 0x80 ? Character.digit(b, 16) : -1;
    if (digit >= 0) {
      digits++;
      left = (left << 4) | digit;
      return expect(digits <= MAX_SIZE_DIGITS, State.SIZE, "a chunk is too large");
    }
    if (digits == 0) {
      throw new FramingException("a chunk has no size");
    }
    return switch (b) {
      case '\r' -> State.SIZE_LF;
      case ';' -> State.EXTENSION;
      default -> blank(b, "the size of a chunk is no number");
    };
  }

  /** What follows the line with the size. */
  private State begin() {
    digits = 0;
    return left == 0 ? State.LINE : State.DATA;
  }

  private State blank(int b, String otherwise) throws FramingException {
    ignore();
    return expect(b == ' ' || b == '\t', State.BLANK, otherwise);
  }

  private State text(int b, State same) throws FramingException {
    ignore();
    return expect(
        (b >= ' ' && b != 0x7f) || b == '\t', same, "a line of the chunks ends in no CRLF");
  }

  private State name(int b) throws FramingException {
    ignore();
    boolean token =
        b < 0x80 && (Character.isLetterOrDigit(b) || TOKEN_MARKS.indexOf((char) b) >= 0);
    return expect(token, State.NAME, "what follows the last chunk is no header");
  }

  private static State lineFeed(int b, State then) throws FramingException {
    return expect(b == '\n', then, "a line of the chunks ends in no CRLF");
  }

  private void ignore() throws FramingException {
    ignored++;
    if (ignored > MAX_IGNORED_BYTES) {
      throw new FramingException("the chunks carry too much besides the body");
    }
  }

  private static State expect(boolean fits, State then, String otherwise) throws FramingException {
    if (!fits) {
      throw new FramingException(otherwise);
    }
    return then;
  }
}
