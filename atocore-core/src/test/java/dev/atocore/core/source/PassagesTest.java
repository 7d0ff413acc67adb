package dev.atocore.core.source;

import static org.assertj.core.api.Assertions.assertThat;

import dev.atocore.core.text.DenialWords;
import dev.atocore.core.text.Words;
import java.util.LinkedHashSet;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What notes make of "We use Redis for the session cache." and of a memory that denies. */
class PassagesTest {
  private static final String REDIS = "We use Redis for the session cache.";
  private static final String BACKUPS = "Do not delete the old backups of the shop.";
  private static final String GERMAN = "Wir nutzen Redis für den Session Cache.";

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Week 3: we use Redis for the session cache.",
        "# Cache\n\nRedis is used for the session cache, on host pi4.",
        "- Decision: We use Redis for the session cache.\n- Milk and eggs.",
        "We use Redis for the session cache.\n\n"
            + "The garden is wet. Nobody watered it for a week, as it rained.",
        "We\nuse Redis for\nthe session cache.",
        "Redis holds every session. Its cache is small.",
      })
  void support_affirms(String text) {
    assertThat(of(text, REDIS)).isEqualTo(Stance.AFFIRMS);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Week 3: we do not use Redis for the session cache any more.",
        "We don't use Redis for the session cache.",
        "We don’t use Redis for the session cache.",
        "We dont use Redis for the session cache.",
        "We no longer use Redis for the session cache.",
        "We stopped using Redis for the session cache.",
        "We use Valkey instead of Redis for the session cache.",
        "We never use Redis for the session cache.",
        "The session cache works without Redis.",
        "We rejected Redis for the session cache.",
        "We dropped Redis for the session cache.",
        "Redis was replaced by Valkey for the session cache.",
        "We moved the session cache from Redis to Valkey.",
        "We switched the session cache from Redis to Valkey.",
        "Redis for the session cache is deprecated.",
        "The session cache used to be on Redis; we use Valkey now, rather than Redis for the"
            + " session cache.",
        "~~We use Redis for the session cache.~~",
        "We use Redis for the session cache. This was dropped in May.",
        "We use Redis for the session cache. Not any more.",
        "We use Redis for the session cache.\n\nUpdate: no longer true.",
        "## Rejected\n\n- Memcached\n- Redis for the session cache",
        "What we do not do:\n\n- use Redis for the session cache",
        "Decision: We use Redis for the session cache.\n\n"
            + "P.S. We no longer use Redis for the session cache.",
        "Nobody may use Redis for the session cache.",
        "Redis? No. We cannot use Redis for the session cache.",
        "WE DO NOT USE REDIS FOR THE SESSION CACHE.",
        "Ya no usamos redis session cache.",
        "Nous n'utilisons plus Redis session cache.",
        "Au lieu de Redis session cache, Valkey.",
        "It was a mistake to use Redis for the session cache.",
        "We regret that we use Redis for the session cache.",
        "Redis for the session cache is a bad idea.",
      })
  void denial_denies(String text) {
    assertThat(of(text, REDIS)).isEqualTo(Stance.DENIES);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Wir nutzen Redis nicht mehr für den Session Cache.",
        "Wir nutzen kein Redis für den Session Cache.",
        "Statt Redis nutzen wir Valkey für den Session Cache.",
        "Redis für den Session Cache wurde verworfen.",
        "Wir nutzen den Session Cache ohne Redis.",
        "Redis wurde für den Session Cache durch Valkey ersetzt.",
      })
  void germanDenial_denies(String text) {
    assertThat(of(text, GERMAN)).isEqualTo(Stance.DENIES);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Do we use Redis for the session cache?",
        "Maybe we use Redis for the session cache.",
        "Memcached was rejected. We use Redis for the session cache.",
        "Redis holds something. The cache is not there. Every session is lost.",
      })
  void doubt_isNoEvidence(String text) {
    assertThat(of(text, REDIS)).isEqualTo(Stance.UNCLEAR);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Remember: do not delete the old backups of the shop.",
        "Never delete the old backups of the shop!",
      })
  void sameDenial_affirms(String text) {
    assertThat(of(text, BACKUPS)).isEqualTo(Stance.AFFIRMS);
  }

  @ParameterizedTest
  @ValueSource(strings = {"Please delete the old backups of the shop."})
  void oppositeOfADenial_denies(String text) {
    assertThat(of(text, BACKUPS)).isEqualTo(Stance.DENIES);
  }

  private static Stance of(String text, String memory) {
    return new Passages(text)
        .stance(new LinkedHashSet<>(Words.significant(memory)), DenialWords.in(memory));
  }
}
