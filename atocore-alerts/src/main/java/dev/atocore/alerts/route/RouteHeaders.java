package dev.atocore.alerts.route;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * The headers of a receiver as they can be sent. HTTP has one alphabet for them, ASCII; what is not
 * in it would arrive as question marks. Never quotes a value.
 */
final class RouteHeaders {
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9!#$%&'*+.^_`|~-]+");
  private static final List<String> RESERVED =
      List.of("connection", "content-length", "expect", "host", "transfer-encoding", "upgrade");

  /** So that an encoded word stays below the 75 characters that RFC 2047 gives it. */
  private static final int BYTES_A_WORD = 45;

  private RouteHeaders() {}

  static Map<String, String> of(String kind, Map<String, String> headers)
      throws RouteParser.BadRoute {
    if ((kind.equals("exec") || kind.equals("smtp")) && !headers.isEmpty()) {
      throw new RouteParser.BadRoute("a sink that is no HTTP takes no headers");
    }
    Map<String, String> sendable = new LinkedHashMap<>();
    for (Map.Entry<String, String> header : headers.entrySet()) {
      String name = header.getKey();
      if (!NAME.matcher(name).matches()) {
        throw new RouteParser.BadRoute(
            "the name of a header in alerts.json has a character that none may have");
      }
      if (RESERVED.contains(name.toLowerCase(Locale.ROOT))) {
        throw new RouteParser.BadRoute("the header " + name + " cannot be set in alerts.json");
      }
      sendable.put(name, value(kind, name, header.getValue()));
    }
    return sendable;
  }

  private static String value(String kind, String name, String value) throws RouteParser.BadRoute {
    boolean ascii = true;
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      if ((c < 0x20 && c != '\t') || c == 0x7f) {
        throw new RouteParser.BadRoute(
            "the header " + name + " in alerts.json has a line break or another control character");
      }
      ascii &= c < 0x80;
    }
    if (ascii) {
      return value;
    }
    // A server of ntfy reads RFC 2047 in all of its own headers; a password is none of them.
    if (kind.equals("ntfy") && !name.equalsIgnoreCase("Authorization")) {
      return encodedWords(value);
    }
    throw new RouteParser.BadRoute(
        "the header "
            + name
            + " in alerts.json is not ASCII; write it in ASCII, encoded in the way that the"
            + " receiver reads");
  }

  private static String encodedWords(String value) {
    StringBuilder words = new StringBuilder();
    StringBuilder word = new StringBuilder();
    int bytes = 0;
    for (int codePoint : value.codePoints().toArray()) {
      String character = Character.toString(codePoint);
      int size = character.getBytes(StandardCharsets.UTF_8).length;
      if (bytes + size > BYTES_A_WORD) {
        append(words, word);
        bytes = 0;
      }
      word.append(character);
      bytes += size;
    }
    append(words, word);
    return words.toString();
  }

  private static void append(StringBuilder words, StringBuilder word) {
    byte[] bytes = word.toString().getBytes(StandardCharsets.UTF_8);
    words
        .append(words.isEmpty() ? "" : " ")
        .append("=?UTF-8?B?")
        .append(Base64.getEncoder().encodeToString(bytes))
        .append("?=");
    word.setLength(0);
  }
}
