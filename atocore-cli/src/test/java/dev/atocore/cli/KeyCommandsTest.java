package dev.atocore.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeyCommandsTest {
  @TempDir Path folder;
  private Atocore atocore;

  @BeforeEach
  void setUp() {
    atocore = new Atocore(folder);
  }

  @Test
  void add_isAFirstWrite_andMakesTheStore() {
    String token = atocore.out("key", "add", "bot", "--role", "reader", "-q");

    assertThat(token).startsWith("atc_").hasLineCount(1);
    assertThat(atocore.store()).exists();
    assertThat(atocore.out("key", "list", "-o", "json"))
        .contains("\"name\":\"bot\",\"role\":\"reader\"")
        .doesNotContain(token, "hash");
  }

  @Test
  void add_ofWhatIsNoKey_makesNothing() {
    Atocore.Result result = atocore.run("key", "add", "bot", "--role", "king");

    assertThat(result.exit()).isEqualTo(2);
    assertThat(atocore.store()).doesNotExist();
  }

  @Test
  void otherCommands_makeNoStore() {
    for (String[] args :
        new String[][] {{"key", "list"}, {"key", "events"}, {"key", "revoke", "bot"}}) {
      assertThat(atocore.run(args).exit()).as(String.join(" ", args)).isEqualTo(1);
    }
    assertThat(atocore.store()).doesNotExist();
  }
}
