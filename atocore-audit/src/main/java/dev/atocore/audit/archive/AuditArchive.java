package dev.atocore.audit.archive;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.atocore.audit.entry.AuditEntry;
import dev.atocore.audit.entry.EntryLines;
import dev.atocore.audit.io.PrivateFile;
import dev.atocore.audit.io.Sha256;
import java.io.BufferedOutputStream;
import java.io.BufferedReader;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A file of entries with their bodies, one a line, as {@code audit export} writes them: whoever can
 * check an export can check it. Never overwrites a file, and appears under its name only when it is
 * whole and on the disk.
 */
public final class AuditArchive {
  private AuditArchive() {}

  /**
   * Writes the entries that {@code source} hands over.
   *
   * @param file a file that does not exist yet; made with mode 0600
   * @throws FileAlreadyExistsException if it exists
   * @throws IOException if it cannot be written; then there is none
   */
  public static Summary write(Path file, Consumer<Consumer<AuditEntry>> source) throws IOException {
    if (Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
      throw new FileAlreadyExistsException(file.toString());
    }
    Path part = PrivateFile.temporary(file);
    try {
      Counter counter;
      try (FileOutputStream out = new FileOutputStream(part.toFile());
          DigestOutputStream digest =
              new DigestOutputStream(new BufferedOutputStream(out, 1 << 16), Sha256.begin())) {
        counter = new Counter(digest);
        source.accept(counter);
        digest.flush();
        out.getFD().sync();
        counter.sha256 = hex(digest.getMessageDigest());
      } catch (UncheckedLineException e) {
        throw e.io;
      }
      PrivateFile.rename(part, file);
      return new Summary(counter.entries, counter.throughEntry, counter.sha256);
    } finally {
      Files.deleteIfExists(part);
    }
  }

  /**
   * Reads an archive line by line.
   *
   * @param each told the number of each line, from 1, and its entry; null for a line that is none
   * @return the SHA-256 of the file in hexadecimal
   */
  public static String read(Path file, LineReader each) throws IOException {
    try (DigestInputStream digest =
            new DigestInputStream(Files.newInputStream(file), Sha256.begin());
        BufferedReader lines = new BufferedReader(new InputStreamReader(digest, UTF_8), 1 << 16)) {
      long number = 0;
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        number++;
        each.read(number, EntryLines.decode(line));
      }
      return hex(digest.getMessageDigest());
    }
  }

  private static String hex(MessageDigest digest) {
    return HexFormat.of().formatHex(digest.digest());
  }

  /**
   * What was written.
   *
   * @param entries how many entries
   * @param throughEntry the largest id among them; 0 when there was none
   * @param sha256 the SHA-256 of the file in hexadecimal
   */
  public record Summary(long entries, long throughEntry, String sha256) {}

  /** What to do with a line. */
  @FunctionalInterface
  public interface LineReader {
    /** Takes a line's number and its entry. */
    void read(long number, @Nullable AuditEntry entry);
  }

  private static final class Counter implements Consumer<AuditEntry> {
    private final OutputStream out;
    private long entries;
    private long throughEntry;
    private String sha256 = "";

    Counter(OutputStream out) {
      this.out = out;
    }

    @Override
    public void accept(AuditEntry entry) {
      try {
        out.write(EntryLines.encode(List.of(entry)));
      } catch (IOException e) {
        throw new UncheckedLineException(e);
      }
      entries++;
      throughEntry = Math.max(throughEntry, entry.id());
    }
  }

  /** Carries the error through a callback that may not throw it. */
  private static final class UncheckedLineException extends RuntimeException {
    private final IOException io;

    UncheckedLineException(IOException io) {
      super(io);
      this.io = io;
    }
  }
}
