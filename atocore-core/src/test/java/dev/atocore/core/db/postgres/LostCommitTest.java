package dev.atocore.core.db.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.atocore.audit.entry.ByteString;
import dev.atocore.core.MemoryStore;
import dev.atocore.core.StoreOptions;
import dev.atocore.core.db.LostCommits.Outcome;
import dev.atocore.core.db.Pledge;
import dev.atocore.core.error.StoreException;
import dev.atocore.core.model.Change;
import dev.atocore.core.model.Memory;
import dev.atocore.core.model.MemoryType;
import dev.atocore.core.model.NewMemory;
import dev.atocore.core.store.StoreUrl;
import dev.atocore.testing.CuttingProxy;
import dev.atocore.testing.CuttingProxy.Cut;
import dev.atocore.testing.PostgresServer;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A connection that is cut while a change is being committed, by a proxy before the server. */
class LostCommitTest {
  private static final Change ANN = Change.by("ann");

  @TempDir Path folder;
  private String direct;
  private CuttingProxy proxy;
  private StoreUrl location;

  @BeforeEach
  void begin() {
    direct = PostgresServer.newSchema();
    proxy = CuttingProxy.before(direct);
    location = new StoreUrl(proxy.through(direct), folder);
  }

  @AfterEach
  void end() {
    proxy.close();
  }

  private static MemoryStore open(StoreUrl location) {
    return MemoryStore.open(StoreOptions.of(location));
  }

  @ParameterizedTest
  @EnumSource(
      value = Cut.class,
      names = {"BEFORE", "AFTER"})
  void changeOfAMemory_isThereOnce(Cut cut) {
    try (MemoryStore store = open(location)) {
      Memory memory = store.memories().create(NewMemory.of(MemoryType.KNOWLEDGE, "kept"), ANN);

      proxy.cutNext(cut);
      Memory after = store.memories().reinforce(memory.id(), 0.1, ANN).memory();

      assertThat(proxy.cuts()).isEqualTo(1);
      assertThat(after.version()).isEqualTo(2);
      assertThat(store.memories().get(memory.id())).isEqualTo(after);
      assertThat(store.audit().history(memory.id())).hasSize(2);
      assertThat(store.audit().spool().isEmpty()).isTrue();
      assertThat(store.audit().verify(null, problem -> {}).ok()).isTrue();
    }
  }

  @ParameterizedTest
  @EnumSource(
      value = Cut.class,
      names = {"BEFORE", "AFTER"})
  void whatIsNoChangeOfAMemory_isThere(Cut cut) {
    try (MemoryStore store = open(location)) {
      store.projects().add("p", null);

      proxy.cutNext(cut);
      store.state().set("p", "c", "k", "1");

      assertThat(proxy.cuts()).isEqualTo(1);
      assertThat(store.state().get("p", "c", "k")).isPresent();
    }
  }

  /** The number alone would say committed, as of another server's transaction after a failover. */
  @Test
  void changeThatIsNotInTheLog_isNotThere_whateverItsTransactionCameTo() {
    try (MemoryStore store = open(location)) {
      Memory memory = store.memories().create(NewMemory.of(MemoryType.KNOWLEDGE, "kept"), ANN);
      String transaction =
          store
              .transactions()
              .write(
                  connection -> {
                    try (var statement = connection.jdbc().createStatement();
                        var rows = statement.executeQuery("SELECT pg_current_xact_id()")) {
                      rows.next();
                      return rows.getString(1);
                    }
                  });
      PostgresCommits commits = new PostgresCommits(new PostgresDatabase(location));

      assertThat(commits.find(new Pledge(transaction, null))).isEqualTo(Outcome.COMMITTED);
      assertThat(
              commits.find(
                  new Pledge(
                      transaction,
                      new Pledge.Logged(memory.id(), 2, ByteString.wrap(new byte[32])))))
          .isEqualTo(Outcome.ABORTED);
      assertThat(commits.find(new Pledge("99999999999", null))).isEqualTo(Outcome.ABORTED);
    }
  }

  @Test
  void nobodyToAsk_isUnknown_andNothingIsSpooled() {
    PostgresDatabase database = new PostgresDatabase(location);
    try (MemoryStore store = open(location)) {
      Memory memory = store.memories().create(NewMemory.of(MemoryType.KNOWLEDGE, "kept"), ANN);

      proxy.cutNextForGood(Cut.AFTER);
      assertThatThrownBy(() -> store.memories().reinforce(memory.id(), 0.1, ANN))
          .isInstanceOfSatisfying(
              StoreException.class,
              e -> assertThat(e.code()).isEqualTo(StoreException.OUTCOME_UNKNOWN))
          .hasMessageContaining("is not known");

      assertThat(store.audit().spool().isEmpty()).isTrue();
    }
    assertThat(new PostgresCommits(database, Duration.ofSeconds(1)).find(new Pledge("3", null)))
        .isEqualTo(Outcome.UNKNOWN);
    try (MemoryStore store = open(new StoreUrl(direct, folder))) {
      assertThat(store.audit().verify(null, problem -> {}).ok()).isTrue();
    }
  }
}
