package dev.atocore.server.http;

import java.io.IOException;

/** Does what one kind of request asks for. Thread-safe. */
@FunctionalInterface
public interface Handler {
  /**
   * The answer to that request.
   *
   * @throws IOException if the answer cannot be written
   */
  Answer handle(Request request) throws IOException;
}
