package dev.atocore.cli.run;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Keeps tokens and passwords out of what is printed, whoever put them into a message. */
final class SecretMask {
  private static final String HIDDEN = "***";
  private static final String[] TOKENS = {"ATOCORE_API_TOKEN", "ATOCORE_ALERT_SECRET"};
  private static final String[] URLS = {"ATOCORE_ALERT_WEBHOOK", "ATOCORE_ALERT_ALERTMANAGER"};

  private SecretMask() {}

  /** The text without the secrets of the environment and without passwords in URLs. */
  static String mask(String text, Map<String, String> env) {
    String masked = text;
    for (String name : TOKENS) {
      masked = hide(masked, env.get(name));
    }
    for (String name : URLS) {
      String urls = env.get(name);
      if (urls != null) {
        for (String url : urls.trim().split("\\s+", -1)) {
          masked = hide(masked, afterHost(url));
        }
      }
    }
    return maskUserInfo(maskPasswords(masked));
  }

  private static String hide(String text, @Nullable String secret) {
    // A shorter one would hide half of the alphabet, and is no secret.
    return secret == null || secret.length() < 4 ? text : text.replace(secret, HIDDEN);
  }

  /** A webhook's secret is its path and query. */
  private static @Nullable String afterHost(String url) {
    int host = url.indexOf("://");
    int path = host < 0 ? -1 : url.indexOf('/', host + 3);
    int end = url.indexOf('#');
    return path < 0 ? null : url.substring(path, end > path ? end : url.length());
  }

  /** {@code password=…} up to the end of the parameter. */
  private static String maskPasswords(String text) {
    int start = indexOfIgnoreCase(text, "password=", 0);
    if (start < 0) {
      return text;
    }
    StringBuilder masked = new StringBuilder(text.length());
    int from = 0;
    while (start >= 0) {
      int value = start + "password=".length();
      int end = value;
      while (end < text.length() && "&;, \t\n\"'".indexOf(text.charAt(end)) < 0) {
        end++;
      }
      masked.append(text, from, value).append(HIDDEN);
      from = end;
      start = indexOfIgnoreCase(text, "password=", end);
    }
    return masked.append(text, from, text.length()).toString();
  }

  /** {@code scheme://user:password@host}. */
  private static String maskUserInfo(String text) {
    StringBuilder masked = null;
    int from = 0;
    int scheme = text.indexOf("://");
    while (scheme >= 0) {
      int start = scheme + 3;
      int end = start;
      while (end < text.length() && "@/?# \t\n\"'".indexOf(text.charAt(end)) < 0) {
        end++;
      }
      if (end < text.length() && text.charAt(end) == '@') {
        masked = masked == null ? new StringBuilder(text.length()) : masked;
        masked.append(text, from, start).append(HIDDEN);
        from = end;
      }
      scheme = text.indexOf("://", end);
    }
    return masked == null ? text : masked.append(text, from, text.length()).toString();
  }

  private static int indexOfIgnoreCase(String text, String part, int from) {
    for (int i = from; i + part.length() <= text.length(); i++) {
      if (text.regionMatches(true, i, part, 0, part.length())) {
        return i;
      }
    }
    return -1;
  }
}
