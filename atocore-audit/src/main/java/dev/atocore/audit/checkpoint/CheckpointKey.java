package dev.atocore.audit.checkpoint;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.atocore.audit.entry.AuditException;
import dev.atocore.audit.entry.ByteString;
import dev.atocore.audit.io.PrivateFile;
import dev.atocore.audit.seal.TreeHead;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The secret half of a key that signs checkpoints: one line {@code PRIVATE+KEY+NAME+KEYID+BASE64},
 * as Go's note package writes it, in a file that nobody but its owner may read. Immutable; prints
 * no secret.
 */
public final class CheckpointKey {
  private static final String PREFIX = "PRIVATE+KEY+";
  private static final int MOST_BYTES = 1024;
  private static final Set<PosixFilePermission> OWNER_ONLY =
      EnumSet.of(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE);

  private final byte[] seed;
  private final VerifierKey verifier;

  private CheckpointKey(String name, byte[] seed) {
    this.seed = seed;
    this.verifier = new VerifierKey(name, Ed25519.publicKey(seed));
  }

  /**
   * Reads the key in that file, or makes one there (mode 0600) when there is none.
   *
   * @param name for a new key; null for a name made from the key itself
   * @throws AuditException with the code {@code bad_key} if the file holds none, others may read
   *     it, or it cannot be read or written
   */
  public static CheckpointKey openOrCreate(Path file, @Nullable String name) {
    try {
      return open(file);
    } catch (NoSuchFileException e) {
      return create(file, name);
    } catch (IOException e) {
      throw new AuditException("bad_key", "the key " + file + " is not used: " + e.getMessage(), e);
    }
  }

  /** Reads what {@link #openOrCreate} wrote. */
  static CheckpointKey parse(String line) {
    String text = line.strip();
    String[] parts =
        text.startsWith(PREFIX) ? text.substring(PREFIX.length()).split("\\+", 3) : new String[0];
    byte[] key = parts.length == 3 ? SignedNote.base64(parts[2]) : new byte[0];
    if (key.length != 1 + Ed25519.KEY_BYTES
        || key[0] != VerifierKey.ED25519
        || !SignedNote.isKeyName(parts[0])) {
      throw new AuditException("bad_key", "the file holds no key that signs checkpoints", null);
    }
    CheckpointKey parsed = new CheckpointKey(parts[0], Arrays.copyOfRange(key, 1, key.length));
    if (!parsed.verifier.keyId().hex().equals(parts[1])) {
      throw new AuditException("bad_key", "the key in the file is damaged", null);
    }
    return parsed;
  }

  /** The public half. */
  public VerifierKey verifier() {
    return verifier;
  }

  /** Signs a tree, as a note under this key's name. */
  public SignedCheckpoint sign(TreeHead head) {
    return SignedCheckpoint.open(
        sign(SignedCheckpoint.text(verifier.name(), head)).format(), verifier);
  }

  SignedNote sign(String text) {
    return new SignedNote(
        text,
        List.of(
            new SignedNote.Line(
                verifier.name(),
                verifier.keyId(),
                ByteString.wrap(Ed25519.sign(seed, text.getBytes(UTF_8))))));
  }

  @Override
  public String toString() {
    return "the secret half of " + verifier;
  }

  private static CheckpointKey open(Path file) throws IOException {
    if (!Files.isRegularFile(file) && Files.exists(file)) {
      throw new AuditException("bad_key", "the key " + file + " is no file", null);
    }
    if (isPosix(file)) {
      Set<PosixFilePermission> granted = Files.getPosixFilePermissions(file);
      granted.removeAll(OWNER_ONLY);
      if (!granted.isEmpty()) {
        throw new AuditException(
            "bad_key", "others may use the key " + file + "; run: chmod 600 '" + file + "'", null);
      }
    }
    if (Files.size(file) > MOST_BYTES) {
      throw new AuditException("bad_key", file + " is too long for a key", null);
    }
    return parse(new String(PrivateFile.readTrusted(file, MOST_BYTES), UTF_8));
  }

  private static CheckpointKey create(Path file, @Nullable String name) {
    byte[] seed = Ed25519.newSeed();
    String given = name;
    if (given == null) {
      given = "atocore/" + ByteString.copyOf(Ed25519.publicKey(seed)).hex().substring(0, 12);
    } else if (!SignedNote.isKeyName(given) || given.length() > 200) {
      throw new AuditException(
          "bad_key", "a key's name has no spaces and no +, such as example.org/memory", null);
    }
    CheckpointKey key = new CheckpointKey(given, seed);
    Path target = file.toAbsolutePath();
    try {
      Path folder = target.getParent();
      if (folder != null) {
        PrivateFile.createFolders(folder);
      }
      try (FileChannel channel =
          PrivateFile.open(target, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
        ByteBuffer line = ByteBuffer.wrap(key.line().getBytes(UTF_8));
        while (line.hasRemaining()) {
          channel.write(line);
        }
        channel.force(true);
      }
      return key;
    } catch (IOException e) {
      throw new AuditException("bad_key", "the key " + file + " cannot be written: " + e, e);
    }
  }

  private String line() {
    return PREFIX
        + verifier.name()
        + "+"
        + verifier.keyId().hex()
        + "+"
        + VerifierKey.encode(seed)
        + "\n";
  }

  private static boolean isPosix(Path file) throws IOException {
    return Files.getFileStore(file.toRealPath(new LinkOption[0]))
        .supportsFileAttributeView("posix");
  }
}
