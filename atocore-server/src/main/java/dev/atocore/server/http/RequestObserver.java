package dev.atocore.server.http;

import org.jspecify.annotations.Nullable;

/**
 * Is notified of each request that was answered: counts it, logs it. Thread-safe; must not throw.
 */
public interface RequestObserver {
  /** It was answered, or its connection broke. */
  void answered(Done done);

  /**
   * What became of a request. All texts were sent by someone else.
   *
   * @param requestId its id
   * @param remote the address it came from, as text
   * @param method its method
   * @param uri path and query as they were sent
   * @param route the template of its route; null when it had none
   * @param status of the answer
   * @param bytes of the answer's body
   * @param nanos from the first header to the last byte
   * @param key the name of who sent it; null when nobody was let in, or needed to be
   * @param refusal the code of why it was not done; null when it was
   * @param actor who the request says acts; null when it does not
   * @param userAgent as it was sent; null when it was not
   */
  record Done(
      String requestId,
      String remote,
      String method,
      String uri,
      @Nullable String route,
      int status,
      long bytes,
      long nanos,
      @Nullable String key,
      @Nullable String refusal,
      @Nullable String actor,
      @Nullable String userAgent) {}
}
