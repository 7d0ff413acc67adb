package dev.atocore.cli.run;

import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Keeps tokens and passwords out of what is printed, whoever put them into a message. */
final class SecretMask {
  private static final String HIDDEN = "***";
  private static final String[] TOKENS = {
    "ATOCORE_API_TOKEN", "ATOCORE_KEY", "ATOCORE_ALERT_SECRET", "ATOCORE_EMBEDDER_KEY"
  };
  private static final String[] URLS = {
    "ATOCORE_ALERT_WEBHOOK", "ATOCORE_ALERT_ALERTMANAGER", "ATOCORE_NIGHTLY_PING"
  };

  /** {@code password=…} up to the end of the parameter. */
  private static final Pattern PASSWORD = Pattern.compile("(?iu)(password=)[^&;, \\t\\n\"']*+");

  /** {@code scheme://user:password@host}. */
  private static final Pattern USER_INFO = Pattern.compile("(://)[^@/?# \\t\\n\"']*+@");

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
    masked = PASSWORD.matcher(masked).replaceAll("$1" + HIDDEN);
    return USER_INFO.matcher(masked).replaceAll("$1" + HIDDEN + "@");
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
}
