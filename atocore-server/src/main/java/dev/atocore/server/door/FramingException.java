package dev.atocore.server.door;

import java.io.IOException;

/** A body whose end two servers could see in different places. */
final class FramingException extends IOException {
  FramingException(String message) {
    super(message, null);
  }
}
