package dev.atocore.core.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.atocore.core.MemoryStore;
import dev.atocore.core.error.InvalidInputException;
import dev.atocore.core.state.Project;
import dev.atocore.core.state.StateValue;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What programs keep for projects. */
abstract class StateContract extends StoreContract {
  @Test
  void value_isKeptAcrossOpenings_andReplaced() {
    store.projects().add("garden", "The garden");
    store.state().set("garden", "pump", "last", "{\"at\":1}");
    store.state().set("garden", "pump", "last", "{\"at\":2}");

    try (MemoryStore again = place.open()) {
      assertThat(again.state().get("garden", "pump", "last"))
          .map(StateValue::value)
          .contains("{\"at\":2}");
    }
    assertThat(store.state().get("garden", "pump", "first")).isEmpty();
  }

  @Test
  void values_areListedByProjectAndCategory() {
    store.state().set("atocore", "pump", "b", "2");
    store.state().set("atocore", "pump", "a", "1");
    store.state().set("atocore", "valve", "a", "3");

    assertThat(store.state().list("atocore", "pump"))
        .extracting(StateValue::key)
        .containsExactly("a", "b");
    assertThat(store.state().list("atocore")).hasSize(3);
  }

  @Test
  void forgetBefore_keepsTheRest() {
    for (String day : new String[] {"2026-11-01", "2026-11-02", "2026-11-03"}) {
      store.state().set("atocore", "days", day, "0");
    }

    assertThat(store.state().forgetBefore("atocore", "days", "2026-11-03")).isEqualTo(2);
    assertThat(store.state().list("atocore", "days"))
        .extracting(StateValue::key)
        .containsExactly("2026-11-03");
  }

  @Test
  void replace_isDoneByOneOfAllWhoSawTheSame() {
    assertThat(store.state().replace("atocore", "pump", "last", "0", "1")).isFalse();
    assertThat(store.state().replace("atocore", "pump", "last", null, "1")).isTrue();
    assertThat(store.state().replace("atocore", "pump", "last", null, "2")).isFalse();
    assertThat(store.state().replace("atocore", "pump", "last", "0", "2")).isFalse();

    try (MemoryStore another = place.open()) {
      long done =
          IntStream.range(0, 8)
              .parallel()
              .mapToObj(i -> i % 2 == 0 ? store : another)
              .filter(one -> one.state().replace("atocore", "pump", "last", "1", "3"))
              .count();
      assertThat(done).isEqualTo(1);
    }
    assertThat(store.state().get("atocore", "pump", "last")).map(StateValue::value).contains("3");
  }

  @Test
  void whatIsNoJson_isRefused() {
    assertThatThrownBy(() -> store.state().set("atocore", "pump", "last", "{"))
        .isInstanceOf(InvalidInputException.class);
    assertThat(store.state().get("atocore", "pump", "last")).isEmpty();
  }

  @Test
  void project_isRegisteredOnce() {
    store.projects().add("garden", "The garden");
    store.projects().add("garden", "The same garden");

    assertThat(store.projects().find("garden")).map(Project::name).contains("The same garden");
  }
}
