package dev.atocore.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.atocore.cli.Atocore.Result;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Names with characters that nobody sees, or that turn the text around. */
class UnseenNamesTest {
  private static final String[] CREATE = {"memory", "create", "--type", "knowledge", "--content"};

  @TempDir Path folder;
  private Atocore atocore;

  @BeforeEach
  void setUp() {
    atocore = new Atocore(folder);
  }

  @ParameterizedTest
  @ValueSource(ints = {0x202e, 0x2066, 0x200f, 0x061c, 0x9b, 0x85, 0x200b, 0xfeff, 0xe0041})
  void unseenCharacter_isRefusedInNames(int character) {
    String evil = Character.toString(character) + "evil";

    assertRefused(atocore.run(create("x", "--actor", evil)));
    assertRefused(atocore.with("ATOCORE_ACTOR", evil).run(create("x")));
    atocore.without("ATOCORE_ACTOR");
    assertRefused(atocore.run(create("x", "--project", evil)));
    assertRefused(atocore.run("project", "add", evil));
    assertRefused(atocore.run("project", "add", "fine", "--name", evil));
    assertRefused(atocore.run("state", "set", "atocore", evil, "key", "1"));
    assertRefused(atocore.run("state", "set", "atocore", "category", evil, "1"));
  }

  @Test
  void namesOfEveryScript_areTaken() {
    for (String name : new String[] {"نیم‌فاصله", "👩‍💻", "Zoë", "香港"}) {
      atocore.create("as " + name, "--actor", name, "--project", name);
    }
  }

  @Test
  void contentWithThem_isShownEscapedOnATerminal() {
    String id = atocore.create("turned \u202e around \u009b31m");
    assertThat(atocore.out("memory", "show", id)).contains("\\u202e around \\u009b31m");
  }

  private static String[] create(String content, String... more) {
    String[] all = new String[CREATE.length + 1 + more.length];
    System.arraycopy(CREATE, 0, all, 0, CREATE.length);
    all[CREATE.length] = content;
    System.arraycopy(more, 0, all, CREATE.length + 1, more.length);
    return all;
  }

  private static void assertRefused(Result result) {
    assertThat(result.exit()).as(result.toString()).isEqualTo(2);
    assertThat(result.err()).contains(" contains a ");
  }
}
