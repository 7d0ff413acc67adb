package dev.atocore.cli.command.triage;

import dev.atocore.cli.out.TerminalText;
import dev.atocore.cli.run.CliException;
import java.io.IOException;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import org.jline.reader.EndOfFileException;
import org.jline.reader.LineReader;
import org.jline.reader.LineReaderBuilder;
import org.jline.reader.UserInterruptException;
import org.jline.terminal.Attributes;
import org.jline.terminal.Terminal;
import org.jline.terminal.TerminalBuilder;
import org.jline.utils.InfoCmp;
import org.jspecify.annotations.Nullable;

/** A terminal whose keys come one by one. Closing it leaves the terminal as it was. */
final class JlineScreen implements TriageScreen, AutoCloseable {
  private static final int CTRL_C = 3;
  private static final int CTRL_D = 4;
  private static final int ESCAPE = 27;
  private static final long REST_OF_A_KEY_MILLIS = 20;

  private final Terminal terminal;
  private final Attributes usual;
  private final Map<String, String> env;

  private JlineScreen(Terminal terminal, Map<String, String> env) {
    this.terminal = terminal;
    this.usual = terminal.getAttributes();
    this.env = env;
  }

  static JlineScreen open(Map<String, String> env) {
    try {
      JlineScreen screen =
          new JlineScreen(
              TerminalBuilder.builder()
                  .system(true)
                  .provider("exec")
                  .dumb(false)
                  .type(type(env.get("TERM")))
                  .build(),
              env);
      screen.keysAlone();
      return screen;
    } catch (IOException | IllegalStateException e) {
      throw CliException.failed(
          "no_terminal",
          "this terminal cannot be used: " + e.getMessage() + "; is 'stty' there?",
          e);
    }
  }

  /** The terminal's kind; where nobody knows it, one that every terminal understands. */
  private static String type(@Nullable String term) {
    if (term == null || term.isBlank()) {
      return Terminal.TYPE_DUMB;
    }
    try {
      InfoCmp.getInfoCmp(term);
      return term;
    } catch (IOException e) {
      return "ansi";
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return "ansi";
    }
  }

  @Override
  public void line(String safe) {
    terminal.writer().println(safe);
    terminal.writer().flush();
  }

  @Override
  public void prompt(String safe) {
    terminal.writer().print(safe);
    terminal.writer().flush();
  }

  @Override
  public int key() throws IOException {
    int key = terminal.reader().read();
    if (key == ESCAPE) {
      // An arrow or function key: none of ours. Its other characters must not count as keys.
      int rest;
      do {
        rest = terminal.reader().read(REST_OF_A_KEY_MILLIS);
      } while (rest >= 0);
      return ' ';
    }
    return key == CTRL_C || key == CTRL_D ? END : key;
  }

  @Override
  public Optional<String> edit(String text) throws IOException {
    terminal.setAttributes(usual);
    try {
      String editor = editor();
      return editor == null ? inPlace(text) : new ExternalEditor(editor).edit(text);
    } finally {
      keysAlone();
    }
  }

  @Override
  public void close() throws IOException {
    terminal.setAttributes(usual);
    terminal.close();
  }

  private Optional<String> inPlace(String text) {
    if (!TerminalText.lines(text).equals(text)) {
      line("It holds characters that would disturb this terminal; set EDITOR to change it.");
      return Optional.empty();
    }
    LineReader reader =
        LineReaderBuilder.builder()
            .terminal(terminal)
            .option(LineReader.Option.DISABLE_EVENT_EXPANSION, true)
            .variable(LineReader.BELL_STYLE, "none")
            .build();
    try {
      return Optional.of(reader.readLine("> ", null, (Character) null, text));
    } catch (UserInterruptException | EndOfFileException e) {
      return Optional.empty();
    }
  }

  private @Nullable String editor() {
    for (String name : new String[] {"VISUAL", "EDITOR"}) {
      String command = env.get(name);
      if (command != null && !command.isBlank()) {
        return command;
      }
    }
    return null;
  }

  /**
   * Keys come as they are typed and are not echoed; Ctrl-C is a key, so that a session ends well.
   */
  private void keysAlone() {
    Attributes raw = new Attributes(usual);
    raw.setLocalFlags(
        EnumSet.of(
            Attributes.LocalFlag.ICANON,
            Attributes.LocalFlag.ECHO,
            Attributes.LocalFlag.IEXTEN,
            Attributes.LocalFlag.ISIG),
        false);
    raw.setInputFlags(EnumSet.of(Attributes.InputFlag.IXON, Attributes.InputFlag.INLCR), false);
    raw.setControlChar(Attributes.ControlChar.VMIN, 1);
    raw.setControlChar(Attributes.ControlChar.VTIME, 0);
    terminal.setAttributes(raw);
  }
}
