package dev.atocore.core.model;

import dev.atocore.audit.io.Sha256;
import dev.atocore.core.error.InvalidInputException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.regex.Pattern;

/**
 * Names a request that its sender may send again when it does not know whether it arrived: what was
 * done under a key is not done again within a day.
 *
 * @param id a digest of who sent it and of the key, which others may use for requests of their own
 * @param fingerprint a digest of what was asked
 */
public record IdempotencyKey(String id, String fingerprint) {
  private static final Pattern FORM = Pattern.compile("[\\x21-\\x7e]{1,255}");

  /**
   * A key that a sender chose.
   *
   * @param sender who was authenticated; each has keys of its own
   * @param key 1 to 255 visible ASCII characters, such as a UUID
   * @param request what was asked, in any form that is the same each time
   * @throws InvalidInputException if it is no key
   */
  public static IdempotencyKey of(String sender, String key, byte[] request) {
    if (!FORM.matcher(key).matches()) {
      throw new InvalidInputException(
          "the idempotency key is not 1 to 255 visible ASCII characters; use a UUID");
    }
    MessageDigest id = Sha256.begin();
    id.update(sender.getBytes(StandardCharsets.UTF_8));
    id.update((byte) '\n');
    return new IdempotencyKey(
        hex(id.digest(key.getBytes(StandardCharsets.UTF_8))), hex(Sha256.begin().digest(request)));
  }

  private static String hex(byte[] digest) {
    return HexFormat.of().formatHex(digest);
  }
}
