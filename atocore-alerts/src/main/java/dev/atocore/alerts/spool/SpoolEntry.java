package dev.atocore.alerts.spool;

import dev.atocore.alerts.event.Alert;
import dev.atocore.alerts.event.Severity;
import dev.atocore.alerts.json.AlertJson;
import dev.atocore.alerts.text.JsonReader;
import dev.atocore.alerts.text.JsonWriter;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One alert on its way to one receiver. The receiver is known by its id, never by its URL, so the
 * file has no secret.
 *
 * @param sinkId who it is for
 * @param alert the alert
 * @param replaces the severity told before under the same key, when it was another
 * @param attempts how often it was tried
 * @param next when to try again at the earliest; null for at once
 * @param reason what went wrong last
 * @param claim who is delivering it right now
 * @param after the file of the same key that has to arrive first; null for none
 */
public record SpoolEntry(
    String sinkId,
    Alert alert,
    @Nullable Severity replaces,
    int attempts,
    @Nullable Instant next,
    @Nullable String reason,
    @Nullable Claim claim,
    @Nullable String after) {

  public static SpoolEntry first(
      String sinkId,
      Alert alert,
      @Nullable Severity replaces,
      @Nullable Claim claim,
      @Nullable String after) {
    return new SpoolEntry(sinkId, alert, replaces, 0, null, null, claim, after);
  }

  /** The name of its file: sorted by time, unique to alert and receiver. */
  public String fileName() {
    return alert.id() + "~" + sinkId + ".json";
  }

  /** The receiver's id that a file name carries; null when it is no spool file's name. */
  public static @Nullable String sinkIdOf(String fileName) {
    int tilde = fileName.indexOf('~');
    int end = fileName.length() - ".json".length();
    boolean plain = tilde > 0 && tilde < end && fileName.endsWith(".json");
    for (int i = 0; i < fileName.length() && plain; i++) {
      char c = fileName.charAt(i);
      plain = c < 0x80 && (Character.isLetterOrDigit(c) || "-_~".indexOf(c) >= 0 || i >= end);
    }
    return plain ? fileName.substring(tilde + 1, end) : null;
  }

  public SpoolEntry failed(String newReason, @Nullable Instant newNext) {
    return new SpoolEntry(sinkId, alert, replaces, attempts + 1, newNext, newReason, null, after);
  }

  public SpoolEntry waiting(String newReason, Instant newNext) {
    return new SpoolEntry(sinkId, alert, replaces, attempts, newNext, newReason, null, after);
  }

  /** The same for another receiver, which has not been tried yet. */
  SpoolEntry readdressed(String newSinkId) {
    return new SpoolEntry(newSinkId, alert, replaces, 0, null, reason, null, null);
  }

  SpoolEntry afresh() {
    return new SpoolEntry(sinkId, alert, replaces, 0, null, reason, null, null);
  }

  String toJson() {
    JsonWriter json =
        new JsonWriter().begin().field("v", 1).field("sink", sinkId).field("attempts", attempts);
    json.field("next", next)
        .field("reason", reason)
        .field("replaces", replaces == null ? null : replaces.text());
    json.field("claim", claim == null ? null : claim.toMap()).field("after", after);
    json.name("alert").begin();
    AlertJson.write(json, alert);
    return json.end().end().toString();
  }

  /** Reads an entry back; null when the text is not one. */
  static @Nullable SpoolEntry parse(String text) {
    Map<?, ?> json = JsonReader.object(text);
    String sink = JsonReader.string(json, "sink");
    Alert alert = json.get("alert") instanceof Map<?, ?> map ? AlertJson.read(map) : null;
    if (sink == null || alert == null) {
      return null;
    }
    String replaces = JsonReader.string(json, "replaces");
    String after = JsonReader.string(json, "after");
    return new SpoolEntry(
        sink,
        alert,
        replaces == null ? null : Severity.parse(replaces).severity(),
        json.get("attempts") instanceof Number attempts ? attempts.intValue() : 0,
        AlertJson.instant(json, "next"),
        JsonReader.string(json, "reason"),
        json.get("claim") instanceof Map<?, ?> claim ? Claim.of(claim) : null,
        after == null || sinkIdOf(after) == null ? null : after);
  }
}
