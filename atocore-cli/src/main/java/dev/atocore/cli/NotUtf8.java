package dev.atocore.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Finds arguments and environment variables whose bytes are no UTF-8. The JVM replaces such bytes
 * by U+FFFD, so only what contains that character is looked at again, in the bytes that Linux keeps
 * of a process.
 */
final class NotUtf8 {
  private NotUtf8() {}

  /** What is refused; null when all is text. */
  static @Nullable String in(String[] args, Map<String, String> env) {
    for (int i = 0; i < args.length; i++) {
      if (isReplaced(args[i]) && !isText("cmdline", args.length - i)) {
        return "argument " + (i + 1) + " is not UTF-8";
      }
    }
    for (Map.Entry<String, String> variable : env.entrySet()) {
      String name = variable.getKey();
      if (name.startsWith("ATOCORE_") && isReplaced(variable.getValue()) && !isText(name)) {
        return name + " is not UTF-8";
      }
    }
    return null;
  }

  private static boolean isReplaced(String text) {
    return text.indexOf('\uFFFD') >= 0;
  }

  private static boolean isText(String file, int fromEnd) {
    byte[][] parts = parts(file);
    return fromEnd <= parts.length && isText(parts[parts.length - fromEnd]);
  }

  private static boolean isText(String name) {
    byte[] prefix = (name + "=").getBytes(UTF_8);
    for (byte[] part : parts("environ")) {
      if (part.length >= prefix.length
          && Arrays.equals(part, 0, prefix.length, prefix, 0, prefix.length)) {
        return isText(part);
      }
    }
    return false;
  }

  private static boolean isText(byte[] bytes) {
    try {
      UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes));
      return true;
    } catch (CharacterCodingException e) {
      return false;
    }
  }

  /** Nothing where there is no such file: then bytes cannot be told from the character itself. */
  private static byte[][] parts(String file) {
    byte[] all;
    try {
      all = Files.readAllBytes(Path.of("/proc/self", file));
    } catch (IOException e) {
      return new byte[0][];
    }
    int count = 0;
    for (byte each : all) {
      count += each == 0 ? 1 : 0;
    }
    byte[][] parts = new byte[count][];
    int from = 0;
    for (int i = 0, next = 0; i < all.length; i++) {
      if (all[i] == 0) {
        parts[next++] = Arrays.copyOfRange(all, from, i);
        from = i + 1;
      }
    }
    return parts;
  }
}
