package dev.atocore.distribution;

import static org.assertj.core.api.Assertions.assertThat;

import dev.atocore.testing.Machine;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The real {@code memory triage} on a pseudo-terminal. */
class TriageIT {
  private static final String LAUNCHER = Checkout.ATOCORE;
  private static final String SCRIPT =
      Path.of("src/test/resources/triage-pty.py").toAbsolutePath().toString();

  /** Ends the line of keys: whoever sees it knows that the candidate is shown whole. */
  private static final String ASKED = "? help";

  @TempDir Path folder;
  private Checkout checkout;

  @BeforeEach
  void setUp() {
    Machine.needsProgram("/usr/bin/python3");
    checkout = new Checkout(folder);
    checkout.environment().put("ATOCORE_DB", folder.resolve("store.db").toString());
    checkout.environment().put("TERM", "xterm");
    checkout.environment().put("NO_COLOR", "1");
  }

  @Test
  void keys_decideAndTheTerminalIsLeftAsItWas() throws Exception {
    String first = create("First of all.");
    String second = create("Second to none.");

    String shown =
        onTerminal(
            Map.of(),
            "stty -a; '" + LAUNCHER + "' memory triage; stty -a",
            ASKED,
            "p",
            ASKED,
            "u",
            ASKED,
            "r",
            ASKED,
            "q");

    assertThat(shown).contains("1 rejected, 1 undone, 1 still waiting").endsWith("exit 0");
    List<String> settings = shown.lines().filter(line -> line.contains("icanon")).toList();
    assertThat(settings).hasSize(2);
    assertThat(settings.get(1)).isEqualTo(settings.get(0)).doesNotContain("-icanon");
    assertThat(checkout.atocore("memory", "show", first).out().strip()).contains("invalid");
    assertThat(checkout.atocore("memory", "show", second).out().strip()).contains("candidate");
  }

  @Test
  void kill_keepsThePlaceInTheQueue() throws Exception {
    create("First of all.");
    create("Second to none.");
    create("Third time lucky.");

    onTerminal(Map.of(), "exec '" + LAUNCHER + "' memory triage", ASKED, "s", ASKED, "KILL");
    String shown = onTerminal(Map.of(), "exec '" + LAUNCHER + "' memory triage", ASKED, "\u0003");

    assertThat(shown)
        .contains("Second to none.")
        .doesNotContain("First of all.")
        .contains("3 still waiting")
        .endsWith("exit 0");
  }

  @Test
  void edit_inAnEditorAndInPlace() throws Exception {
    String id = create("Water in the evening.");
    Path editor = folder.resolve("editor");
    Files.writeString(editor, "#!/bin/sh\nsed -i s/evening/morning/ \"$2\"\n");
    assertThat(editor.toFile().setExecutable(true)).isTrue();

    String shown =
        onTerminal(
            Map.of("EDITOR", editor + " --wait"),
            "exec '" + LAUNCHER + "' memory triage",
            ASKED,
            "e",
            "Save this? y/n",
            "y",
            ASKED,
            "q");
    assertThat(shown).contains("{+morning+}").contains("1 edited, 1 still waiting");

    onTerminal(
        Map.of(),
        "exec '" + LAUNCHER + "' memory triage",
        ASKED,
        "e",
        "Water in the morning.",
        " Always.\r",
        "Save this? y/n",
        "y",
        ASKED,
        "p",
        "That was the last.",
        "q");
    assertThat(checkout.atocore("memory", "show", id).out().strip())
        .contains("active")
        .endsWith("Water in the morning. Always.");
  }

  private String onTerminal(Map<String, String> more, String command, String... script)
      throws Exception {
    List<String> words = new ArrayList<>(List.of("python3", SCRIPT, "sh", "-c", command, "--"));
    words.addAll(List.of(script));
    checkout.environment().putAll(more);
    Checkout.Result result = checkout.run(words.toArray(String[]::new));
    checkout.environment().keySet().removeAll(more.keySet());
    return result.output().replace("\r", "").strip();
  }

  private String create(String content) throws Exception {
    return checkout
        .atocore("memory", "create", "-q", "--type", "knowledge", "--content", content)
        .out()
        .strip();
  }
}
