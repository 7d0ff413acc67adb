package dev.atocore.server.http;

import java.util.regex.Pattern;

/**
 * The path under which a proxy puts this server. Inside, every address is written without it;
 * {@link #strip} takes it off what comes in, {@link #address} puts it before what goes out.
 *
 * @param text such as {@code /atocore}; empty for a server that has its host to itself
 */
public record BasePath(String text) {
  private static final Pattern FORM = Pattern.compile("(/[A-Za-z0-9._~-]{1,64}){0,8}");
  private static final Pattern DOTS = Pattern.compile("/\\.{1,2}(/|$)");

  /** A server that has its host to itself. */
  public static final BasePath NONE = new BasePath("");

  /** Checks it. */
  public BasePath {
    if (!FORM.matcher(text).matches() || DOTS.matcher(text).find()) {
      throw new IllegalArgumentException(
          "the base path is " + text + "; it must look like /atocore or /tools/atocore");
    }
  }

  /**
   * What an operator wrote; a slash at the end is no difference.
   *
   * @throws IllegalArgumentException if that is no path
   */
  public static BasePath of(String text) {
    return new BasePath(text.endsWith("/") ? text.substring(0, text.length() - 1) : text);
  }

  /**
   * A path that came in, as this server knows it. A proxy may have taken the base path off already.
   */
  public String strip(String path) {
    if (text.isEmpty() || !path.startsWith(text)) {
      return path;
    }
    String rest = path.substring(text.length());
    return rest.isEmpty() ? "/" : rest.startsWith("/") || rest.startsWith("?") ? root(rest) : path;
  }

  private static String root(String rest) {
    return rest.startsWith("/") ? rest : "/" + rest;
  }

  /** The address that a browser must ask for to reach that path of this server. */
  public String address(String path) {
    return path.startsWith("/") ? text + path : path;
  }
}
