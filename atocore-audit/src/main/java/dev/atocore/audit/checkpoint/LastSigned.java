package dev.atocore.audit.checkpoint;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.atocore.audit.entry.AuditException;
import dev.atocore.audit.io.PrivateFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * The last checkpoint that a key has signed, kept beside it with {@code .last}: whoever can only
 * write the store cannot make the key forget what it has signed.
 */
public final class LastSigned {
  private final Path file;

  /** Of the key in that file. */
  public LastSigned(Path key) {
    this.file = key.resolveSibling(key.getFileName() + ".last");
  }

  /** Where it is kept. */
  public Path file() {
    return file;
  }

  /**
   * What was signed last; null when nothing is kept.
   *
   * @throws AuditException with the code {@code bad_signature} if another key signed it, {@code
   *     bad_checkpoint} if it is none
   */
  public @Nullable SignedCheckpoint read(VerifierKey key) {
    return Files.exists(file, LinkOption.NOFOLLOW_LINKS) ? SignedCheckpoint.read(file, key) : null;
  }

  /** Keeps what was signed now. */
  public void keep(SignedCheckpoint signed) throws IOException {
    PrivateFile.replace(file, signed.note().getBytes(UTF_8));
  }
}
