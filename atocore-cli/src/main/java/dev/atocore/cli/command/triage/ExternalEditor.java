package dev.atocore.cli.command.triage;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.atocore.cli.run.CliException;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Lets the user's own editor change a text, through a file that only they can read. */
final class ExternalEditor {
  private final String command;

  /** An editor and its options, as {@code $EDITOR} has them: a shell takes it apart. */
  ExternalEditor(String command) {
    this.command = command;
  }

  /** The text as it was saved; empty when the editor says that it failed. */
  Optional<String> edit(String text) throws IOException {
    // Made with mode 0600.
    Path file = Files.createTempFile("atocore-", ".txt");
    try {
      Files.writeString(file, text + "\n");
      Process editor =
          new ProcessBuilder("sh", "-c", command + " \"$1\"", "sh", file.toString())
              .inheritIO()
              .start();
      if (editor.waitFor() != 0) {
        return Optional.empty();
      }
      String saved = Files.readString(file, UTF_8);
      // The line break that editors end a file with is not part of the text.
      return Optional.of(saved.endsWith("\n") ? saved.substring(0, saved.length() - 1) : saved);
    } catch (CharacterCodingException e) {
      throw CliException.failed("not_utf8", "the editor saved something that is not UTF-8", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while the editor was open", e);
    } finally {
      Files.deleteIfExists(file);
    }
  }
}
