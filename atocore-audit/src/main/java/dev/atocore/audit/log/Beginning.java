package dev.atocore.audit.log;

/**
 * The place of a memory among all that the log knows, in the order in which they began.
 *
 * @param id the entry that began it
 * @param timestamp the time of that entry
 */
public record Beginning(long id, String timestamp) {
  /** Behind all that began at or before that time. */
  public static Beginning at(String timestamp) {
    return new Beginning(Long.MAX_VALUE, timestamp);
  }
}
