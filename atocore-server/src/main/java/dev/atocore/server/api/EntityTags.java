package dev.atocore.server.api;

import dev.atocore.core.GuardedStore;
import dev.atocore.core.error.ConflictException;
import dev.atocore.core.model.Memory;
import dev.atocore.server.http.ProblemException;
import dev.atocore.server.http.Request;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A memory's entity tag is its version in quotes: RFC 9110, sections 8.8.3 and 13.1. */
final class EntityTags {
  private static final Pattern TAG =
      Pattern.compile("\\s*(W/)?\"([\\x21\\x23-\\x7e]*)\"\\s*(?:,|$)");

  private EntityTags() {}

  static String of(Memory memory) {
    return "\"" + memory.version() + "\"";
  }

  /** Whether the client has that version already, by If-None-Match. */
  static boolean isKnown(Request request, Memory memory) {
    String header = request.header("If-None-Match");
    if (header == null) {
      return false;
    }
    return header.strip().equals("*")
        || parse("If-None-Match", header, true).contains(Long.toString(memory.version()));
  }

  /**
   * The version that If-Match demands; null when any will do.
   *
   * @throws ConflictException if no version that is there can match
   */
  static @Nullable Long demanded(Request request, GuardedStore store, String id) {
    String header = request.header("If-Match");
    if (header == null || header.strip().equals("*")) {
      return null;
    }
    List<String> tags = parse("If-Match", header, false);
    if (tags.size() == 1) {
      return version(tags.get(0));
    }
    String current = Long.toString(store.memories().get(id).version());
    if (!tags.contains(current)) {
      throw new ConflictException(
          "the memory is at version " + current + ", which If-Match does not name");
    }
    return version(current);
  }

  private static Long version(String tag) {
    try {
      return Long.valueOf(tag);
    } catch (NumberFormatException e) {
      throw new ConflictException("\"" + tag + "\" in If-Match is no version of a memory");
    }
  }

  /** The tags in the list; weak ones only where they count. */
  private static List<String> parse(String name, String header, boolean weakToo) {
    List<String> tags = new ArrayList<>();
    Matcher matcher = TAG.matcher(header);
    int end = 0;
    while (end < header.length() && matcher.find(end) && matcher.start() == end) {
      if (weakToo || matcher.group(1) == null) {
        tags.add(matcher.group(2));
      }
      end = matcher.end();
    }
    if (end < header.length()) {
      throw ProblemException.invalid(name + " is no list of versions in quotes, such as \"3\"");
    }
    return tags;
  }
}
