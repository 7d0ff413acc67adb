package dev.atocore.core.error;

/** The idempotency key was used for another request. Nothing was changed. */
public final class KeyReusedException extends AtoCoreException {
  public KeyReusedException() {
    super(
        Kind.REFUSED,
        "idempotency_key_reused",
        "this idempotency key was used for another request within the last 24 hours; repeat that"
            + " request as it was, or use a new key",
        null);
  }
}
