package dev.atocore.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.atocore.testing.Machine;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The real {@code memory triage} on a pseudo-terminal. */
class TriageIT {
  private static final String LAUNCHER =
      Path.of("../bin/atocore").toAbsolutePath().normalize().toString();
  private static final String SCRIPT =
      Path.of("src/test/resources/triage-pty.py").toAbsolutePath().toString();

  /** Ends the line of keys: whoever sees it knows that the candidate is shown whole. */
  private static final String ASKED = "? help";

  @TempDir Path folder;
  private Atocore atocore;

  @BeforeEach
  void setUp() {
    Machine.needsProgram("/usr/bin/python3");
    atocore = new Atocore(folder);
  }

  @Test
  void keys_decideAndTheTerminalIsLeftAsItWas() throws Exception {
    String first = atocore.create("First of all.");
    String second = atocore.create("Second to none.");

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
    assertThat(atocore.out("memory", "show", first)).contains("invalid");
    assertThat(atocore.out("memory", "show", second)).contains("candidate");
  }

  @Test
  void kill_keepsThePlaceInTheQueue() throws Exception {
    atocore.create("First of all.");
    atocore.create("Second to none.");
    atocore.create("Third time lucky.");

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
    String id = atocore.create("Water in the evening.");
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
    assertThat(atocore.out("memory", "show", id))
        .contains("active")
        .endsWith("Water in the morning. Always.");
  }

  private String onTerminal(Map<String, String> more, String command, String... script)
      throws Exception {
    List<String> words = new ArrayList<>(List.of("python3", SCRIPT, "sh", "-c", command, "--"));
    words.addAll(List.of(script));
    ProcessBuilder builder = new ProcessBuilder(words).redirectErrorStream(true);
    builder.environment().clear();
    builder
        .environment()
        .putAll(
            Map.of(
                "PATH",
                "/usr/bin:/bin",
                "HOME",
                folder.toString(),
                "TERM",
                "xterm",
                "NO_COLOR",
                "1",
                "JAVA_HOME",
                System.getProperty("java.home"),
                "ATOCORE_DB",
                atocore.store().toString()));
    builder.environment().putAll(more);
    Path output = folder.resolve("terminal.txt");
    Process process = builder.redirectOutput(output.toFile()).start();
    assertThat(process.waitFor(120, TimeUnit.SECONDS)).isTrue();
    return Files.readString(output, UTF_8).replace("\r", "").strip();
  }
}
