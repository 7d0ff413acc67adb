package dev.atocore.core;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.atocore.core.error.InvalidInputException;
import dev.atocore.core.store.StoreFile;
import dev.atocore.core.store.StoreLocation;
import dev.atocore.core.store.StoreUrl;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.HexFormat;

/**
 * What people call a store: {@code PATH}, {@code ~/PATH}, {@code file:PATH} as SQLite reads it but
 * without parameters, {@code jdbc:sqlite:} before any of these, or {@code
 * jdbc:postgresql://HOST/DB}.
 */
final class StoreNames {
  private static final String SQLITE = "jdbc:sqlite:";
  private static final String POSTGRES = "jdbc:postgresql:";
  private static final String FILE = "file:";

  private static final String ALLOWED =
      "; a store is named by PATH, ~/PATH, file:PATH, jdbc:sqlite:PATH or jdbc:postgresql://HOST/DB";

  private StoreNames() {}

  /**
   * The place that a name means.
   *
   * @param home what {@code ~} is
   * @throws InvalidInputException if it is no name of a store
   */
  static StoreLocation parse(String name, Path home) {
    if (name.isBlank()) {
      throw new InvalidInputException("the name of the store is empty; give its path");
    }
    if (hasControl(name)) {
      throw new InvalidInputException(
          "the path of the store has a line break or another control character in it: " + name);
    }
    if (startsWith(name, POSTGRES)) {
      return new StoreUrl(name);
    }
    String rest = startsWith(name, SQLITE) ? name.substring(SQLITE.length()) : name;
    return new StoreFile(startsWith(rest, FILE) ? ofUri(name, rest) : ofPath(name, rest, home));
  }

  private static Path ofPath(String name, String text, Path home) {
    if (text.isBlank()) {
      throw refused(name, "names no file");
    }
    if (text.equals("~") || text.startsWith("~/")) {
      requirePlain(name, text);
      return home.resolve(text.substring(Math.min(2, text.length())));
    }
    if (isUnexpanded(text)) {
      throw new InvalidInputException(
          "the path of the store is " + text + ", and no shell expanded it; give the whole path");
    }
    if (text.startsWith(":")) {
      throw refused(name, "is no file that lasts (a file of that name is ./" + text + ")");
    }
    if (hasScheme(text)) {
      throw refused(name, "is a URL that is not known (a file of that name is ./…)");
    }
    requirePlain(name, text);
    return path(name, text);
  }

  private static void requirePlain(String name, String text) {
    if (text.indexOf('?') >= 0) {
      throw refused(
          name, "has parameters, and none are taken (a ? in a file's name is file:…%3F…)");
    }
  }

  /** {@code file:PATH}, {@code file:///PATH} or {@code file://localhost/PATH}, with escapes. */
  private static Path ofUri(String name, String uri) {
    if (uri.indexOf('?') >= 0 || uri.indexOf('#') >= 0) {
      throw refused(name, "has parameters, and none are taken");
    }
    String path = uri.substring(FILE.length());
    if (path.startsWith("//")) {
      int end = path.indexOf('/', 2);
      String host = path.substring(2, end < 0 ? path.length() : end);
      if (end < 0 || !(host.isEmpty() || host.equalsIgnoreCase("localhost"))) {
        throw refused(name, "names a host; only files of this machine are opened");
      }
      path = path.substring(end);
    }
    String decoded = decode(name, path);
    if (decoded.isBlank() || decoded.startsWith(":")) {
      throw refused(name, "is no file that lasts");
    }
    return path(name, decoded);
  }

  private static String decode(String name, String text) {
    byte[] bytes = text.getBytes(UTF_8);
    ByteBuffer decoded = ByteBuffer.allocate(bytes.length);
    for (int i = 0; i < bytes.length; i++) {
      if (bytes[i] != '%') {
        decoded.put(bytes[i]);
        continue;
      }
      if (i + 2 >= bytes.length
          || !HexFormat.isHexDigit(bytes[i + 1])
          || !HexFormat.isHexDigit(bytes[i + 2])) {
        throw refused(name, "has a % that is no escape such as %20");
      }
      int code = HexFormat.fromHexDigit(bytes[i + 1]) << 4 | HexFormat.fromHexDigit(bytes[i + 2]);
      decoded.put((byte) code);
      i += 2;
    }
    try {
      String path = UTF_8.newDecoder().decode(decoded.flip()).toString();
      if (hasControl(path)) {
        throw refused(name, "has a control character in it");
      }
      return path;
    } catch (CharacterCodingException e) {
      throw refused(name, "is no UTF-8");
    }
  }

  private static Path path(String name, String text) {
    try {
      return Path.of(text);
    } catch (InvalidPathException e) {
      throw refused(name, "is no path: " + e.getReason());
    }
  }

  private static InvalidInputException refused(String name, String why) {
    // What follows may be a password.
    String shown = name.replaceFirst("//[^/@]*@", "//");
    return new InvalidInputException("the store \"" + shown + "\" " + why + ALLOWED);
  }

  /** What only a shell understands: a variable, somebody's home folder, a quotation mark. */
  private static boolean isUnexpanded(String text) {
    return switch (text.charAt(0)) {
      case '$', '"', '\'' -> true;
      case '~' -> text.indexOf('/') > 0;
      default -> false;
    };
  }

  /** A scheme has two letters at least: one is a drive. */
  private static boolean hasScheme(String text) {
    int end = text.indexOf(':');
    if (end < 2 || !isLetter(text.charAt(0))) {
      return false;
    }
    for (int i = 1; i < end; i++) {
      char c = text.charAt(i);
      if (!isLetter(c) && !(c >= '0' && c <= '9') && "+.-".indexOf(c) < 0) {
        return false;
      }
    }
    return true;
  }

  private static boolean isLetter(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
  }

  /** A loop, since the first pattern or stream of a start costs two milliseconds. */
  private static boolean hasControl(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (Character.isISOControl(text.charAt(i))) {
        return true;
      }
    }
    return false;
  }

  private static boolean startsWith(String text, String prefix) {
    return text.regionMatches(true, 0, prefix, 0, prefix.length());
  }
}
