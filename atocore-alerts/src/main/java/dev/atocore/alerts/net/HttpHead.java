package dev.atocore.alerts.net;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.ProtocolException;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The status and the headers of an answer, read without a byte of what follows them.
 *
 * @param headers by name, in any case
 */
record HttpHead(int status, Map<String, String> headers) {
  private static final int MAX_BYTES = 64 * 1024;
  private static final Pattern STATUS = Pattern.compile("HTTP/1\\.[01] ([0-9]{3})(?: .*)?");

  static HttpHead read(InputStream in) throws IOException {
    int[] left = {MAX_BYTES};
    Matcher status = STATUS.matcher(line(in, left));
    if (!status.matches()) {
      throw new ProtocolException("the answer is no HTTP");
    }
    Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    for (String line = line(in, left); !line.isEmpty(); line = line(in, left)) {
      int colon = line.indexOf(':');
      if (colon > 0) {
        headers.putIfAbsent(line.substring(0, colon).strip(), line.substring(colon + 1).strip());
      }
    }
    return new HttpHead(Integer.parseInt(status.group(1)), headers);
  }

  private static String line(InputStream in, int[] left) throws IOException {
    String line = line(in, left[0]);
    left[0] -= line.length() + 2;
    return line;
  }

  /** A line without its end. */
  static String line(InputStream in, int max) throws IOException {
    StringBuilder line = new StringBuilder();
    for (int c = in.read(); c != '\n'; c = in.read()) {
      if (c < 0) {
        throw new EOFException("the connection ended in the middle of the answer");
      }
      if (line.length() >= max) {
        throw new ProtocolException("the head of the answer does not end");
      }
      line.append((char) c);
    }
    int end = line.length();
    return end > 0 && line.charAt(end - 1) == '\r' ? line.substring(0, end - 1) : line.toString();
  }
}
