package dev.atocore.cli.command.audit;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.atocore.audit.checkpoint.VerifierKey;
import dev.atocore.cli.run.Cli;
import dev.atocore.cli.run.CliException;
import dev.atocore.cli.run.Value;
import dev.atocore.core.store.StoreFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/** Where checkpoints and their keys are kept. */
final class CheckpointFiles {
  static final String KEY_OPTION =
      "The key that signs; made, mode 0600, on first use (default: the store's file with .checkpoint-key).";

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
      if (Files.isRegularFile(file) && Files.size(file) < 4096) {
        return VerifierKey.parse(Files.readString(file));
      }
    }
    return VerifierKey.parse(given);
  }

  /** Puts the text in place of the file at once: a reader sees the old one or the new one. */
  static void replace(Path file, String text) throws IOException {
    Path target = file.toAbsolutePath();
    Path part = target.resolveSibling(target.getFileName() + ".part");
    try (FileChannel channel =
        FileChannel.open(
            part,
            StandardOpenOption.CREATE,
            StandardOpenOption.TRUNCATE_EXISTING,
            StandardOpenOption.WRITE)) {
      ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(UTF_8));
      while (bytes.hasRemaining()) {
        channel.write(bytes);
      }
      channel.force(true);
    }
    Files.move(part, target, StandardCopyOption.ATOMIC_MOVE);
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
    StoreFile called = cli.givenStore();
    Path file = called.canonical().beside(ending);
    // A release before this one kept it beside the name by which the store was called.
    Path former = called.beside(ending);
    return Files.exists(file) || !Files.exists(former) ? file : former;
  }
}
