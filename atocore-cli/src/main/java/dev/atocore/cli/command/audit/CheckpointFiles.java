package dev.atocore.cli.command.audit;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.atocore.audit.checkpoint.VerifierKey;
import dev.atocore.audit.io.PrivateFile;
import dev.atocore.cli.run.Cli;
import dev.atocore.cli.run.CliException;
import dev.atocore.cli.run.Value;
import dev.atocore.core.store.StoreLocation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;

/** Where checkpoints and their keys are kept. */
final class CheckpointFiles {
  static final String KEY_OPTION =
      "The key that signs; made, mode 0600, on first use (default: the store's file with"
          + " .checkpoint-key).";

  private static final int MOST_KEY_BYTES = 4096;

  private CheckpointFiles() {}

  /** The checkpoint that a command means when it names none. */
  static Path checkpoint(Cli cli, Value<String> given) {
    return beside(cli, given, ".checkpoint");
  }

  static Path key(Cli cli, Value<String> given) {
    return beside(cli, given, ".checkpoint-key");
  }

  /** A verifier key, or the file that one is in. */
  static VerifierKey verifierKey(String given) throws IOException {
    if (given.indexOf('+') < 0) {
      Path file = path(given);
      if (Files.isRegularFile(file) && Files.size(file) <= MOST_KEY_BYTES) {
        return VerifierKey.parse(new String(PrivateFile.readTrusted(file, MOST_KEY_BYTES), UTF_8));
      }
    }
    return VerifierKey.parse(given);
  }

  static Path path(String text) {
    try {
      return Path.of(text);
    } catch (InvalidPathException e) {
      throw CliException.invalid("\"" + text + "\" is no path: " + e.getReason());
    }
  }

  private static Path beside(Cli cli, Value<String> given, String ending) {
    String text = given.get();
    if (text != null) {
      return path(text);
    }
    StoreLocation called = cli.givenStore();
    Path file = called.canonical().beside(ending);
    // A release before this one kept it beside the name by which the store was called.
    Path former = called.beside(ending);
    return Files.exists(file) || !Files.exists(former) ? file : former;
  }
}
