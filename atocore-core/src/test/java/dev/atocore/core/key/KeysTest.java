package dev.atocore.core.key;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.atocore.audit.io.Sha256;
import dev.atocore.audit.record.KeyEvent;
import dev.atocore.audit.verify.AuditProblem;
import dev.atocore.audit.verify.AuditProblem.Verdict;
import dev.atocore.core.MemoryStore;
import dev.atocore.core.access.Role;
import dev.atocore.core.access.Scope;
import dev.atocore.core.error.ConflictException;
import dev.atocore.core.error.InvalidInputException;
import dev.atocore.core.error.NotFoundException;
import dev.atocore.core.model.Change;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Keys, and what somebody can do who has the database in hand. */
class KeysTest {
  private static final Change ANN = Change.by("ann").requestId("r1");

  @TempDir Path folder;
  private MemoryStore store;
  private Keys keys;

  @BeforeEach
  void open() {
    store = MemoryStore.open(folder.resolve("store.db"));
    keys = store.keys();
  }

  @AfterEach
  void close() {
    store.close();
  }

  @Test
  void key_letsInItsHolder_untilItIsRevoked() {
    NewKey made = keys.add("bot", Role.PROPOSER, new Scope(Set.of("b", "a"), "u"), null, ANN);

    assertThat(made.token()).matches("atc_[A-Za-z0-9_-]{43}");
    assertThat(made.toString()).doesNotContain(made.token());
    assertThat(admit(made.token()))
        .isInstanceOfSatisfying(
            KeyAnswer.Known.class,
            known -> {
              assertThat(known.principal().name()).isEqualTo("bot");
              assertThat(known.principal().role()).isEqualTo(Role.PROPOSER);
              assertThat(known.principal().scope().projects()).containsExactly("a", "b");
              assertThat(known.principal().scope().user()).isEqualTo("u");
              assertThat(known.principal().namesActors()).isFalse();
            });

    keys.revoke("bot", ANN);

    assertThat(admit(made.token())).isEqualTo(refused("bot", "the key is revoked"));
    assertThat(keys.ring().isUsed()).as("ended keys open no door").isTrue();
    assertThatThrownBy(() -> keys.revoke("bot", ANN)).isInstanceOf(NotFoundException.class);
    assertThatThrownBy(() -> keys.rotate("bot", null, ANN)).isInstanceOf(NotFoundException.class);
    assertThatThrownBy(() -> keys.add("bot", Role.READER, Scope.ALL, null, ANN))
        .isInstanceOf(ConflictException.class);
  }

  @Test
  void rotatedKey_knowsItsNewTokenOnly() {
    NewKey first = keys.add("bot", Role.READER, Scope.ALL, null, ANN);
    NewKey second = keys.rotate("bot", Instant.now().plus(Duration.ofDays(1)), ANN);

    assertThat(admit(first.token()))
        .isEqualTo(refused("bot", "the key was rotated; use its new token"));
    assertThat(admit(second.token())).isInstanceOf(KeyAnswer.Known.class);
    assertThat(second.key().expiresAt()).isNotNull();
    assertThat(keys.ring().events())
        .extracting(KeyEvent::toString)
        .containsExactly("made bot", "rotated bot");
  }

  @Test
  void expiredKey_letsNobodyIn() {
    Instant end = Instant.now().plus(Duration.ofHours(1));
    NewKey made = keys.add("bot", Role.READER, Scope.ALL, end, ANN);

    assertThat(keys.ring().admit(made.token(), end.minusSeconds(1)))
        .isInstanceOf(KeyAnswer.Known.class);
    assertThat(keys.ring().admit(made.token(), end))
        .isEqualTo(refused("bot", "the key has expired"));
    assertThatThrownBy(() -> keys.add("late", Role.READER, Scope.ALL, Instant.EPOCH, ANN))
        .isInstanceOf(InvalidInputException.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "integrity-repair",
        "Auto-Promote",
        "CANDIDATE-EXPIRY",
        "validity-expiry",
        " integrity-repair\u00a0",
        "",
        "two\nlines"
      })
  void name_thatIsTheProgramsOwnOrNoLine_isRefused(String name) {
    assertThatThrownBy(() -> keys.add(name, Role.READER, Scope.ALL, null, ANN))
        .isInstanceOf(InvalidInputException.class);
    assertThat(keys.ring().keys()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"human-triage", "mcp", "cli:ann"})
  void name_ofADoor_isFree(String name) {
    assertThat(keys.add(name, Role.READER, Scope.ALL, null, ANN).key().name()).isEqualTo(name);
  }

  @Test
  void raisedRole_isFound_andLetsNobodyIn() throws SQLException {
    NewKey made = keys.add("bot", Role.READER, Scope.ALL, null, ANN);
    sql("DROP TRIGGER key_events_no_update");
    sql("UPDATE key_events SET role = 'operator'");

    assertThat(admit(made.token())).isInstanceOf(KeyAnswer.Refused.class);
    assertThat(keys.ring().problems()).hasSize(1);
    assertThat(keys.ring().hasLiving(Instant.now())).isFalse();
    assertThat(verify()).contains(Verdict.RECORD_ALTERED);
  }

  @Test
  void forgedKey_isFound_andLetsNobodyIn() throws SQLException {
    NewKey real = keys.add("bot", Role.READER, Scope.ALL, null, ANN);
    sql(
        "INSERT INTO key_events (kind, name, role, token_hash, actor, done_at) VALUES ('made',"
            + " 'eve', 'operator', x'"
            + HexFormat.of().formatHex(Sha256.of("atc_guessed"))
            + "', 'ann', '2026-01-01T00:00:00.000000Z')");

    assertThat(admit("atc_guessed")).isInstanceOf(KeyAnswer.Refused.class);
    assertThat(admit(real.token())).isInstanceOf(KeyAnswer.Known.class);
    assertThat(verify()).contains(Verdict.RECORD_ALTERED);
  }

  @Test
  void revocationThatIsTakenAway_bringsNoKeyBack() throws SQLException {
    NewKey made = keys.add("bot", Role.READER, Scope.ALL, null, ANN);
    keys.revoke("bot", ANN);
    sql("DROP TRIGGER key_events_no_delete");
    sql("DELETE FROM key_events WHERE kind = 'revoked'");

    assertThat(admit(made.token())).isInstanceOf(KeyAnswer.Refused.class);
    assertThat(verify()).contains(Verdict.RECORD_ALTERED);
  }

  @Test
  void events_verify() {
    keys.add("bot", Role.READER, Scope.ALL, null, ANN);
    keys.rotate("bot", null, ANN);
    keys.revoke("bot", ANN);

    assertThat(verify()).isEmpty();
  }

  private KeyAnswer admit(String token) {
    return keys.ring().admit(token, Instant.now());
  }

  private static KeyAnswer refused(String name, String why) {
    return new KeyAnswer.Refused(name, why);
  }

  private List<Verdict> verify() {
    List<Verdict> found = new ArrayList<>();
    store.audit().verify(null, (AuditProblem problem) -> found.add(problem.verdict()));
    return found;
  }

  private void sql(String statement) throws SQLException {
    try (Connection connection =
            DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("store.db"));
        Statement sql = connection.createStatement()) {
      sql.executeUpdate(statement);
    }
  }
}
