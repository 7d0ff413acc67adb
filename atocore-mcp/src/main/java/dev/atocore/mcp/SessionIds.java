package dev.atocore.mcp;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.atocore.mcp.protocol.Session;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The sessions of the revisions that have them. An id is some chance and what the client called
 * itself, so nothing is kept for a session, and it outlives the server; only those that were ended
 * are remembered, the last few thousand. Thread-safe.
 */
final class SessionIds {
  private static final int MOST_ENDED = 4096;
  private static final int CHANCE = 16;
  private static final int MAX_NAME_BYTES = 512;

  private final SecureRandom random = new SecureRandom();
  private final Set<String> ended =
      Collections.synchronizedSet(
          Collections.newSetFromMap(
              new LinkedHashMap<>() {
                @Override
                protected boolean removeEldestEntry(Map.Entry<String, Boolean> eldest) {
                  return size() > MOST_ENDED;
                }
              }));

  /** The id of a session that just began. */
  String of(Session session) {
    String client = session.client();
    byte[] name = client == null ? new byte[0] : client.getBytes(UTF_8);
    byte[] id = new byte[CHANCE + Math.min(name.length, MAX_NAME_BYTES)];
    random.nextBytes(id);
    System.arraycopy(name, 0, id, CHANCE, id.length - CHANCE);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(id);
  }

  /** The session of that id; null when there is none, or none any more. */
  @Nullable Session find(String id) {
    if (id.length() > 2 * (CHANCE + MAX_NAME_BYTES) || ended.contains(id)) {
      return null;
    }
    byte[] bytes;
    try {
      bytes = Base64.getUrlDecoder().decode(id);
    } catch (IllegalArgumentException e) {
      return null;
    }
    return bytes.length < CHANCE
        ? null
        : Session.resumed(id, new String(bytes, CHANCE, bytes.length - CHANCE, UTF_8));
  }

  /** Ends it. */
  void end(String id) {
    ended.add(id);
  }
}
