package dev.atocore.alerts;

import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One alert on its way to one receiver. The receiver is known by its id, never by its URL, so the
 * file holds no secret.
 *
 * @param sinkId who it is for
 * @param alert the alert
 * @param replaces the severity told before under the same key, when it was another
 * @param attempts how often it was tried
 * @param next when to try again at the earliest; null for at once
 * @param reason what went wrong last
 * @param claim who is delivering it right now
 */
record SpoolEntry(
    String sinkId,
    Alert alert,
    @Nullable Severity replaces,
    int attempts,
    @Nullable Instant next,
    @Nullable String reason,
    @Nullable Claim claim) {

  /** Returns the name of its file: sorted by time, unique to alert and receiver. */
  String fileName() {
    return alert.id() + "~" + sinkId + ".json";
  }

  /** Returns the receiver's id that a file name carries; null when it is no spool file's name. */
  static @Nullable String sinkIdOf(String fileName) {
    int tilde = fileName.indexOf('~');
    return tilde > 0 && !fileName.startsWith(".") && fileName.endsWith(".json")
        ? fileName.substring(tilde + 1, fileName.length() - ".json".length())
        : null;
  }

  SpoolEntry failed(String newReason, @Nullable Instant newNext) {
    return new SpoolEntry(sinkId, alert, replaces, attempts + 1, newNext, newReason, null);
  }

  SpoolEntry afresh() {
    return new SpoolEntry(sinkId, alert, replaces, 0, null, reason, null);
  }

  String toJson() {
    JsonText json =
        new JsonText().begin().field("v", 1).field("sink", sinkId).field("attempts", attempts);
    json.field("next", next)
        .field("reason", reason)
        .field("replaces", replaces == null ? null : replaces.text());
    json.field("claim", claim == null ? null : claim.toMap());
    json.name("alert").begin();
    AlertJson.write(json, alert);
    return json.end().end().toString();
  }

  /** Reads an entry back; null when the text is not one. */
  static @Nullable SpoolEntry parse(String text) {
    Map<?, ?> json = Json.object(text);
    String sink = Json.string(json, "sink");
    Alert alert = json.get("alert") instanceof Map<?, ?> map ? AlertJson.read(map) : null;
    if (sink == null || alert == null) {
      return null;
    }
    String replaces = Json.string(json, "replaces");
    return new SpoolEntry(
        sink,
        alert,
        replaces == null ? null : Severity.parse(replaces).severity(),
        json.get("attempts") instanceof Number attempts ? attempts.intValue() : 0,
        AlertJson.instant(json, "next"),
        Json.string(json, "reason"),
        json.get("claim") instanceof Map<?, ?> claim ? Claim.of(claim) : null);
  }
}
