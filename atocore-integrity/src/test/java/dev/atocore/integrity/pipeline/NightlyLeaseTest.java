package dev.atocore.integrity.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.atocore.core.MemoryStore;
import dev.atocore.core.StoreOptions;
import dev.atocore.core.state.State;
import dev.atocore.core.store.StoreLocation;
import dev.atocore.core.store.StoreUrl;
import dev.atocore.integrity.check.IntegrityException;
import dev.atocore.testing.PostgresServer;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Machines are store objects of their own here, as they share nothing else. */
class NightlyLeaseTest {
  private static final Duration LONG = Duration.ofMinutes(10);

  @TempDir Path folder;

  @Test
  void lease_isOneMachinesUntilItIsGivenBack() {
    StoreLocation place = new StoreUrl(PostgresServer.newSchema(), folder);
    try (MemoryStore one = MemoryStore.open(StoreOptions.of(place));
        MemoryStore two = MemoryStore.open(StoreOptions.of(place))) {
      NightlyLease lease = NightlyLease.take(one, "one", LONG);

      assertThat(NightlyLease.holder(two)).map(NightlyLease::host).contains("one");
      assertThatThrownBy(() -> NightlyLease.take(two, "two", LONG))
          .isInstanceOf(IntegrityException.class)
          .hasMessageContainingAll("runs on one since ", "ends by itself at ")
          .extracting(thrown -> ((IntegrityException) thrown).code())
          .isEqualTo(NightlyLease.ELSEWHERE);
      assertThat(NightlyLease.renew(one, lease.run(), LONG.multipliedBy(2)).until())
          .isAfter(lease.until());

      NightlyLease.giveBack(one, lease.run());
      assertThat(NightlyLease.holder(two)).isEmpty();
      assertThat(NightlyLease.take(two, "two", LONG).host()).isEqualTo("two");
    }
  }

  /** A machine that was asleep for so long must not go on as if nothing had been. */
  @Test
  void lease_thatEnded_isTakenOver_andTheFormerHolderIsTold() {
    StoreLocation place = new StoreUrl(PostgresServer.newSchema(), folder);
    try (MemoryStore one = MemoryStore.open(StoreOptions.of(place));
        MemoryStore two = MemoryStore.open(StoreOptions.of(place))) {
      NightlyLease dead = NightlyLease.take(one, "one", Duration.ofNanos(1));
      assertThat(NightlyLease.renew(one, dead.run(), Duration.ofNanos(1)).run())
          .isEqualTo(dead.run());

      NightlyLease next = NightlyLease.take(two, "two", LONG);

      assertThatThrownBy(() -> NightlyLease.renew(one, dead.run(), LONG))
          .isInstanceOf(IntegrityException.class)
          .hasMessageContaining("runs on two");
      assertThatThrownBy(() -> NightlyLease.giveBack(one, dead.run()))
          .isInstanceOf(IntegrityException.class);
      assertThat(NightlyLease.holder(one)).map(NightlyLease::run).contains(next.run());
    }
  }

  @Test
  void lease_isGivenToOneOfManyWhoAskAtOnce() {
    StoreLocation place = new StoreUrl(PostgresServer.newSchema(), folder);
    try (MemoryStore store = MemoryStore.open(StoreOptions.of(place))) {
      assertThat(IntStream.range(0, 8).parallel().filter(i -> isGiven(place, "m" + i)).count())
          .isEqualTo(1);
      assertThat(NightlyLease.holder(store)).isPresent();
    }
  }

  @Test
  void valueOfAnotherProgram_holdsNobodyUp() {
    try (MemoryStore store = MemoryStore.open(folder.resolve("store.db"))) {
      for (String value : new String[] {"7", "{\"until\":\"tomorrow\"}", "{\"run\":[]}"}) {
        store.state().set(State.OWN, "status", "nightly_lease", value);

        assertThat(NightlyLease.holder(store)).isEmpty();
        assertThat(NightlyLease.take(store, "one", LONG).until()).isAfter(Instant.now());
      }
    }
  }

  private static boolean isGiven(StoreLocation place, String host) {
    try (MemoryStore store = MemoryStore.open(StoreOptions.of(place))) {
      NightlyLease.take(store, host, LONG);
      return true;
    } catch (IntegrityException e) {
      return false;
    }
  }
}
