package dev.atocore.core.search;

import static org.assertj.core.api.Assertions.assertThat;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DifferenceTest {
  @ParameterizedTest
  @CsvSource({
    "Ada likes tea, Ada does not like tea, NEGATION",
    "We deploy on Friday, We deploy on Monday, DATE",
    "Released on 2026-03-01, Released on 2026-04-01, DATE",
    "The limit is 20 requests, The limit is 200 requests, NUMBER",
    "She has two cats, She has three cats, NUMBER",
    "Ada likes tea, Ada enjoys tea,",
    "Ada likes tea, Ada has liked tea since 2020,"
  })
  void signsThatDiffer(String one, String other, @Nullable Difference expected) {
    assertThat(Difference.between(one, other)).isEqualTo(expected);
    assertThat(Difference.between(other, one)).isEqualTo(expected);
  }
}
