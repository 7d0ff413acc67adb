package dev.atocore.core.idempotency;

import dev.atocore.core.db.Transactions;
import dev.atocore.core.error.KeyReusedException;
import dev.atocore.core.model.IdempotencyKey;
import java.util.Optional;

/**
 * What was answered to requests that may come again, kept for a day. A change of one memory keeps
 * its own, in its own transaction: {@link dev.atocore.core.model.Change#once}. What else was
 * answered is kept here, after it was done. Thread-safe.
 */
public final class AnsweredRequests {
  /** A longer answer is not kept, only that there was one. */
  public static final int MAX_CHARACTERS = 64 * 1024;

  private final Transactions transactions;

  @SuppressWarnings("exports") // For the modules of a store alone, as module-info says.
  public AnsweredRequests(Transactions transactions) {
    this.transactions = transactions;
  }

  /**
   * What was answered under that key.
   *
   * @throws KeyReusedException if something else was asked then
   */
  public Optional<AnsweredRequest> find(IdempotencyKey key) {
    return transactions.read(
        connection -> Optional.ofNullable(AnsweredTable.find(connection, key)));
  }

  /** Keeps an answer, unless one is kept. */
  public void keep(IdempotencyKey key, int status, String body) {
    transactions.write(
        connection -> {
          AnsweredTable.keep(
              connection,
              key,
              new AnsweredRequest(
                  null, 0, null, status, body.length() > MAX_CHARACTERS ? null : body));
          return true;
        });
  }
}
