package dev.atocore.server.door;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.atocore.server.ServerConfig;
import dev.atocore.server.ServerException;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What an operator may allow, and what could never match a Host header. */
class AllowedNameTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "name:443",
        "memory.example.org:8443",
        "http://name",
        "https://name/",
        "name/",
        "a,b",
        "a b",
        "*",
        "*.x",
        ".x",
        "x..y",
        "-x",
        "x-",
        "",
        " ",
        "user@name",
        "name?x",
        "name#x",
        "[::1]:80",
        "[::1",
        "name\nother",
      })
  void whatNoClientSends_isRefused(String name) {
    assertThatThrownBy(() -> ServerConfig.loopback().allowedHosts(Set.of(name)))
        .isInstanceOfSatisfying(
            ServerException.class, e -> assertThat(e.code()).isEqualTo("invalid_allowed_host"))
        .hasMessageContaining("memory.example.org");
  }

  @ParameterizedTest
  @CsvSource({
    "Memory.Example.org, memory.example.org",
    "memory.example.org., memory.example.org",
    "my_host, my_host",
    "10.0.0.1, 10.0.0.1",
    "::1, [::1]",
    "[FD00::1], [fd00::1]",
    "bücher.example, xn--bcher-kva.example",
    "xn--bcher-kva.example, xn--bcher-kva.example",
  })
  void aName_isKnownAsClientsSendIt(String given, String kept) {
    assertThat(ServerConfig.loopback().allowedHosts(Set.of(given)).allowedHosts())
        .containsExactly(kept);
  }
}
