package dev.atocore.alerts.text;

import static java.util.regex.Pattern.CASE_INSENSITIVE;

import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Blots out the secret parts of webhook URLs and the signing secret wherever they turn up.
 * Thread-safe once built.
 */
public final class Secrets {
  private static final String BLOT = "***";
  private final List<String> inReasons = new ArrayList<>();
  private final List<String> inAlerts = new ArrayList<>();

  /**
   * What is known of headers. Apart, as most starts have no header and patterns take their time.
   */
  private static final class Headers {
    static final Pattern CREDENTIAL =
        Pattern.compile(
            "auth|token|key|secret|cookie|pass|sign|credential|session", CASE_INSENSITIVE);
    static final Pattern SCHEME =
        Pattern.compile(
            "bearer|basic|digest|negotiate|token|key|api[-_]?key|genie[-_]?key|splunk|session|username|user|password|realm"
                + "|signature|credential",
            CASE_INSENSITIVE);
  }

  /** Adds a whole secret. */
  public void add(String secret) {
    if (secret.length() >= 4) {
      inReasons.add(secret);
    }
    if (secret.length() >= 8) {
      inAlerts.add(secret);
    }
  }

  /**
   * Adds what is secret in a header: all of its value, and each part of it. A receiver says {@code
   * unknown token X} of {@code Authorization: Bearer X}, or the user of {@code Basic}.
   */
  public void addHeader(String name, String value) {
    add(value);
    boolean credential = Headers.CREDENTIAL.matcher(name).find();
    for (String word : value.split("\\s+", -1)) {
      addHeaderPart(word, credential);
      for (String part : word.split("[,;:=\"']+", -1)) {
        addHeaderPart(part, credential);
      }
      String plain = credential ? fromBase64(word) : "";
      for (String part : plain.split(":", 2)) {
        addHeaderPart(part, true);
      }
    }
  }

  private void addHeaderPart(String part, boolean credential) {
    if (!credential) {
      addPart(part);
    } else if (!Headers.SCHEME.matcher(part).matches()) {
      add(part);
      add(decoded(part));
      add(URLEncoder.encode(part, StandardCharsets.UTF_8));
    }
  }

  private static String fromBase64(String word) {
    try {
      return new String(Base64.getDecoder().decode(word), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      return "";
    }
  }

  /** Adds the password of a URL, or what stands in the place of user and password. */
  public void addUserInfo(String url) {
    int start = url.indexOf("://") < 0 ? 0 : url.indexOf("://") + 3;
    int at = url.lastIndexOf('@', endOfHost(url, start));
    if (at <= start) {
      return;
    }
    String info = url.substring(start, at);
    String password = info.substring(info.indexOf(':') + 1);
    add(password);
    add(decoded(password));
  }

  /**
   * Adds what is secret in a URL: all of it behind the host, and each part of that which looks like
   * a token.
   */
  public void addUrl(String url) {
    addUserInfo(url);
    // A path or an address is worth reading in a reason, and no secret.
    if (startsWith(url, "exec:") || startsWith(url, "smtp:") || startsWith(url, "smtps:")) {
      return;
    }
    int start = url.indexOf("://");
    int path = start < 0 ? 0 : endOfHost(url, start + 3);
    String tail = url.substring(path);
    if (tail.length() > 8) {
      add(tail);
    }
    int from = 0;
    for (int i = 0; i <= tail.length(); i++) {
      if (i == tail.length() || "/?&=#;".indexOf(tail.charAt(i)) >= 0) {
        addPart(tail.substring(from, i));
        from = i + 1;
      }
    }
  }

  private static boolean startsWith(String url, String scheme) {
    return url.regionMatches(true, 0, scheme, 0, scheme.length());
  }

  private void addPart(String part) {
    addForm(part);
    if (part.indexOf(':') >= 0 || part.indexOf(',') >= 0) {
      for (String piece : part.split("[:,]", -1)) {
        addForm(piece);
      }
    }
    String decoded = decoded(part);
    if (!decoded.equals(part)) {
      addForm(decoded);
    }
  }

  /** A part of a URL as a receiver reads it. */
  public static String decoded(String part) {
    try {
      return URLDecoder.decode(part.replace("+", "%2B"), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      return part;
    }
  }

  private void addForm(String part) {
    if (part.length() >= 5 && !isPlainWord(part)) {
      inReasons.add(part);
    }
    // In the text of an alert only what can hardly be a word is taken out: a path such as /database
    // must not blot "database".
    if ((part.length() >= 16 && !isPlainWord(part)) || (part.length() >= 8 && hasDigit(part))) {
      inAlerts.add(part);
    }
  }

  private static boolean isPlainWord(String part) {
    return switch (part) {
      case "webhooks",
          "webhook",
          "services",
          "hooks",
          "workflows",
          "triggers",
          "manual",
          "paths",
          "invoke",
          "enqueue",
          "alerts",
          "routing_key",
          "integration_key",
          "api-version",
          "thread_id",
          "chat_id",
          "message_thread_id",
          "sendMessage",
          "notify",
          "integration",
          "webhookb2" ->
          true;
      default -> false;
    };
  }

  private static boolean hasDigit(String part) {
    for (int i = 0; i < part.length(); i++) {
      if (Character.isDigit(part.charAt(i))) {
        return true;
      }
    }
    return false;
  }

  static int endOfHost(String url, int from) {
    for (int i = from; i < url.length(); i++) {
      if ("/?#".indexOf(url.charAt(i)) >= 0) {
        return i;
      }
    }
    return url.length();
  }

  /** Ends the building: longest first, so that a part never unmasks the rest of the whole. */
  public void sort() {
    inReasons.sort(Secrets::byLengthDown);
    inAlerts.sort(Secrets::byLengthDown);
  }

  /**
   * Not by Comparator.comparingInt, whose class the JVM keeps in no archive: 2 ms of each start.
   */
  private static int byLengthDown(String one, String other) {
    return Integer.compare(other.length(), one.length());
  }

  /** A failure's reason on one line, fit to print. */
  public String maskReason(String reason) {
    return Text.clip(Text.oneLine(mask(reason, inReasons)), 500);
  }

  /** The text of an alert without any configured secret. */
  public String maskText(String text) {
    return mask(text, inAlerts);
  }

  private static String mask(String text, List<String> secrets) {
    String masked = text;
    for (int i = 0; i < secrets.size(); i++) {
      masked = masked.replace(secrets.get(i), BLOT);
    }
    return masked;
  }
}
