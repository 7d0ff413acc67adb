package dev.atocore.client;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * How a change is made.
 *
 * @param key under which the server does it once, however often it is sent within 24 hours: 1 to
 *     255 visible ASCII characters
 * @param note why, for the audit log; null to say nothing
 * @param ifVersion only if the memory is at this version; null for any
 */
public record Change(String key, @Nullable String note, @Nullable Long ifVersion) {
  /** Under a new key. */
  public static Change plain() {
    return under(UUID.randomUUID().toString());
  }

  /** Under a key of the caller's, who may send it again after a crash of its own. */
  public static Change under(String key) {
    return new Change(key, null, null);
  }

  /** The same, with a reason. */
  public Change note(String note) {
    return new Change(key, note, ifVersion);
  }

  /** The same, if the memory is still at that version; otherwise 412, {@code conflict}. */
  public Change ifVersion(long version) {
    return new Change(key, note, version);
  }
}
