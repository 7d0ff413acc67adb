package dev.atocore.core.text;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** Ends an input that goes on with nothing but blanks, so that a device is not read for ever. */
final class BlanksEnd extends FilterInputStream {
  private static final long MOST = 64L << 20;

  private long blanks;

  BlanksEnd(InputStream in) {
    super(in);
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] bytes, int from, int length) throws IOException {
    int read = super.read(bytes, from, length);
    int last = from + read - 1;
    while (last >= from && isBlank(bytes[last])) {
      last--;
    }
    blanks = last < from ? blanks + Math.max(0, read) : from + read - 1 - last;
    if (blanks > MOST) {
      throw new IOException("nothing but blanks came for " + (MOST >> 20) + " MiB");
    }
    return read;
  }

  /** Whether that is what JSON takes for white space. */
  static boolean isBlank(byte one) {
    return one == ' ' || one == '\t' || one == '\r' || one == '\n';
  }
}
