package dev.atocore.server.http;

/** What a handler keeps with its request until that was answered. */
@FunctionalInterface
public interface Attachment {
  /**
   * Called once the request was answered, or its connection broke. Must not throw.
   *
   * @param status of the answer
   */
  void answered(int status);
}
