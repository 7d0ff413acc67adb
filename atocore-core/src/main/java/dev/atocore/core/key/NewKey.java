package dev.atocore.core.key;

/**
 * A key and its token, which nobody can see again.
 *
 * @param key the key
 * @param token what its holder sends
 */
public record NewKey(Key key, String token) {
  /** Without the token. */
  @Override
  public String toString() {
    return "the token of " + key.name();
  }
}
