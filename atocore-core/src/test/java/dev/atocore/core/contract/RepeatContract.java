package dev.atocore.core.contract;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.atocore.audit.entry.AuditAction;
import dev.atocore.audit.entry.AuditEntry;
import dev.atocore.core.MemoryStore;
import dev.atocore.core.error.IllegalTransitionException;
import dev.atocore.core.error.InvalidInputException;
import dev.atocore.core.error.KeyReusedException;
import dev.atocore.core.error.NotFoundException;
import dev.atocore.core.model.Change;
import dev.atocore.core.model.IdempotencyKey;
import dev.atocore.core.model.Memory;
import dev.atocore.core.model.MemoryPatch;
import dev.atocore.core.model.MemoryType;
import dev.atocore.core.model.Mutation;
import dev.atocore.core.model.NewMemory;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** A change that comes again under its idempotency key is not made again. */
abstract class RepeatContract extends StoreContract {
  private static final Change ANN = Change.by("ann");

  @Test
  void change_thatComesAgain_givesItsFirstResult_andChangesNothing() {
    Memory made = store.memories().create(fact(), ANN.once(key("ann", "1", "create")));
    Memory again = store.memories().create(fact(), ANN.once(key("ann", "1", "create")));
    Mutation first =
        store.memories().reinforce(made.id(), 0.1, ANN.once(key("ann", "2", "reinforce")));
    store.memories().promote(made.id(), ANN);
    Mutation repeated =
        store.memories().reinforce(made.id(), 0.1, ANN.once(key("ann", "2", "reinforce")));

    assertThat(again).isEqualTo(made);
    assertThat(repeated).isEqualTo(first);
    assertThat(repeated.action()).isEqualTo(AuditAction.REINFORCED);
    assertThat(store.memories().get(made.id()).referenceCount()).isEqualTo(1);
    assertThat(store.audit().history(made.id()))
        .extracting(AuditEntry::action)
        .containsExactly("created", "reinforced", "promoted");
  }

  @Test
  void change_ofNothing_comesAgainAsNothing() {
    Memory made = store.memories().create(fact(), ANN);
    MemoryPatch same = MemoryPatch.none().content(made.content());
    Change once = ANN.once(key("ann", "1", "update"));

    assertThat(store.memories().update(made.id(), same, once).changed()).isFalse();
    store.memories().update(made.id(), MemoryPatch.none().content("something else"), ANN);

    assertThat(store.memories().update(made.id(), same, once)).isEqualTo(new Mutation(made, null));
  }

  @Test
  void key_isOfItsSender_andOfOneRequest() {
    Memory made = store.memories().create(fact(), ANN);
    store.memories().reinforce(made.id(), 0.1, ANN.once(key("ann", "1", "by 0.1")));
    store.memories().reinforce(made.id(), 0.1, ANN.once(key("bob", "1", "by 0.1")));

    assertThat(store.memories().get(made.id()).referenceCount()).isEqualTo(2);
    assertThatThrownBy(
            () -> store.memories().reinforce(made.id(), 0.2, ANN.once(key("ann", "1", "by 0.2"))))
        .isInstanceOf(KeyReusedException.class);
    assertThat(store.memories().get(made.id()).version()).isEqualTo(3);
    for (String none : List.of("", "a b", "ä", "x".repeat(256))) {
      assertThatThrownBy(() -> key("ann", none, "request"))
          .isInstanceOf(InvalidInputException.class);
    }
  }

  @Test
  void change_thatWasRefused_leavesNothing() {
    Memory made = store.memories().create(fact(), ANN);
    Change once = ANN.once(key("ann", "1", "invalidate"));

    assertThatThrownBy(() -> store.memories().invalidate(made.id(), once))
        .isInstanceOf(IllegalTransitionException.class);
    store.memories().promote(made.id(), ANN);

    assertThat(store.memories().invalidate(made.id(), once).changed()).isTrue();
  }

  @Test
  void change_isKnownToWhoOpensTheStoreNext() {
    Memory made = store.memories().create(fact(), ANN);
    IdempotencyKey key = key("ann", "1", "reinforce");
    Mutation first = store.memories().reinforce(made.id(), 0.1, ANN.once(key));

    try (MemoryStore next = place.open()) {
      assertThat(next.memories().done(key)).contains(first);
      assertThat(next.memories().reinforce(made.id(), 0.1, ANN.once(key))).isEqualTo(first);
      assertThat(next.memories().get(made.id()).version()).isEqualTo(2);
    }
  }

  @Test
  void manyAtOnce_areOne() throws Exception {
    Memory made = store.memories().create(fact(), ANN);
    ExecutorService threads = Executors.newFixedThreadPool(8);
    try (MemoryStore other = place.open()) {
      List<Callable<Mutation>> calls = new ArrayList<>();
      for (int i = 0; i < 16; i++) {
        MemoryStore through = i % 2 == 0 ? store : other;
        calls.add(
            () ->
                through
                    .memories()
                    .reinforce(made.id(), 0.1, ANN.once(key("ann", "1", "reinforce"))));
      }
      Set<String> results = new TreeSet<>();
      for (Future<Mutation> result : threads.invokeAll(calls)) {
        results.add(result.get().toString());
      }
      assertThat(results).hasSize(1);
    } finally {
      threads.shutdownNow();
    }
    assertThat(store.memories().get(made.id()).version()).isEqualTo(2);
  }

  @Test
  void day_isHowLongAKeyIsKnown() {
    Memory made = store.memories().create(fact(), ANN);
    store.memories().reinforce(made.id(), 0.1, ANN.once(key("ann", "1", "reinforce")));
    place.asOtherProgram("UPDATE answered_requests SET answered_at = '2020-01-01T00:00:00.000Z'");

    store.memories().reinforce(made.id(), 0.1, ANN.once(key("ann", "1", "reinforce")));
    store.memories().reinforce(made.id(), 0.1, ANN.once(key("ann", "1", "reinforce")));

    assertThat(store.memories().get(made.id()).referenceCount()).isEqualTo(2);
  }

  @Test
  void erasedText_isNotAnsweredAgain() {
    Memory made = store.memories().create(fact(), ANN.once(key("ann", "1", "create")));
    IdempotencyKey told = key("ann", "2", "a report");
    store.answeredRequests().keep(told, 200, "{\"text\":\"" + made.content() + "\"}");
    assertThat(store.answeredRequests().find(told)).isPresent();

    store.audit().redact(made.id(), ANN);

    assertThatThrownBy(() -> store.memories().done(key("ann", "1", "create")))
        .isInstanceOf(NotFoundException.class)
        .hasMessageContaining("redacted");
    assertThat(store.answeredRequests().find(told)).isEmpty();
  }

  @Test
  void answer_thatIsTooLong_isKeptWithoutItsBody() {
    IdempotencyKey key = key("ann", "1", "a long one");
    store.answeredRequests().keep(key, 200, "x".repeat(100_000));
    store.answeredRequests().keep(key, 500, "later");

    assertThat(store.answeredRequests().find(key))
        .hasValueSatisfying(
            answered -> {
              assertThat(answered.status()).isEqualTo(200);
              assertThat(answered.body()).isNull();
            });
  }

  private static NewMemory fact() {
    return NewMemory.of(MemoryType.KNOWLEDGE, "Backups run at two.");
  }

  private static IdempotencyKey key(String sender, String key, String request) {
    return IdempotencyKey.of(sender, key, request.getBytes(UTF_8));
  }
}
