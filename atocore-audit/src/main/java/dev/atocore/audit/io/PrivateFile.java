package dev.atocore.audit.io;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Files and folders that only their owner may enter, from the moment they exist. What others put in
 * the way in a shared folder is not followed, waited on or kept: a file is made under a name that
 * nobody can guess and then renamed, links and pipes are refused. Where the file system knows no
 * modes, files are made without.
 */
public final class PrivateFile {
  /** A day after it was begun, nobody is still writing one. */
  private static final Duration ABANDONED_AFTER = Duration.ofDays(1);

  private static final int RANDOM_HEX = 16;

  private PrivateFile() {}

  /** Makes an empty file. */
  public static void create(Path file) throws IOException {
    Files.createFile(file, mode(file, "rw-------"));
  }

  /** Makes a folder and those above it that do not exist. */
  public static void createFolders(Path folder) throws IOException {
    Files.createDirectories(folder, mode(folder, "rwx------"));
  }

  /**
   * Opens a file; one that is made by this is private.
   *
   * @throws IOException also when it is a link, a pipe or a device
   */
  public static FileChannel open(Path file, OpenOption... options) throws IOException {
    requireRegular(file, LinkOption.NOFOLLOW_LINKS);
    Set<OpenOption> all = new LinkedHashSet<>(List.of(options));
    all.add(LinkOption.NOFOLLOW_LINKS);
    return FileChannel.open(file, all, mode(file, "rw-------"));
  }

  /**
   * Makes an empty file beside another, to be renamed to it when it is whole. Those that a crash
   * has left there are removed.
   */
  public static Path temporary(Path file) throws IOException {
    Path target = file.toAbsolutePath();
    String stem = "." + target.getFileName() + ".";
    sweep(target.resolveSibling("."), stem);
    String random = HexFormat.of().toHexDigits(new SecureRandom().nextLong());
    Path made = target.resolveSibling(stem + random + ".tmp");
    create(made);
    return made;
  }

  /**
   * Renames what {@link #temporary} made.
   *
   * @throws IOException also when a link, a pipe or a device has that name
   */
  public static void rename(Path temporary, Path file) throws IOException {
    requireRegular(file, LinkOption.NOFOLLOW_LINKS);
    Files.move(temporary, file.toAbsolutePath(), StandardCopyOption.ATOMIC_MOVE);
    forceFolder(file);
  }

  /** Puts the text in place of the file at once: a reader sees the old one or the new one. */
  public static void replace(Path file, byte[] text) throws IOException {
    requireRegular(file, LinkOption.NOFOLLOW_LINKS);
    Path made = temporary(file);
    try {
      try (FileChannel channel = open(made, StandardOpenOption.WRITE)) {
        ByteBuffer bytes = ByteBuffer.wrap(text);
        while (bytes.hasRemaining()) {
          channel.write(bytes);
        }
        channel.force(true);
      }
      rename(made, file);
    } finally {
      Files.deleteIfExists(made);
    }
  }

  /**
   * Reads a small file whose content is acted upon, such as a key.
   *
   * @throws IOException also when it is no regular file, is longer than {@code most}, or others may
   *     have written it
   */
  public static byte[] readTrusted(Path file, int most) throws IOException {
    try (InputStream in = openTrusted(file)) {
      byte[] bytes = in.readNBytes(most + 1);
      if (bytes.length > most) {
        throw new IOException(file + " is longer than " + most + " bytes");
      }
      return bytes;
    }
  }

  /**
   * Opens a file whose content is acted upon.
   *
   * @throws IOException also when it is no regular file, or others may have written it
   */
  public static InputStream openTrusted(Path file) throws IOException {
    requireRegular(file);
    String distrust = FileOwner.distrust(file);
    if (!distrust.isEmpty()) {
      throw new IOException(distrust);
    }
    return Files.newInputStream(file);
  }

  /** Throws unless the file is regular or missing: opening a pipe would wait for ever. */
  public static void requireRegular(Path file, LinkOption... links) throws IOException {
    // Not by Files at first, which makes an exception each time there is none.
    if (links.length == 0 && !file.toFile().exists()) {
      return;
    }
    BasicFileAttributes found;
    try {
      found = Files.readAttributes(file, BasicFileAttributes.class, links);
    } catch (NoSuchFileException e) {
      return;
    }
    if (!found.isRegularFile()) {
      String kind = found.isDirectory() ? "a folder" : "a pipe or a device";
      throw new IOException(
          file
              + " is "
              + (found.isSymbolicLink() ? "a symbolic link" : kind)
              + ", not a regular file");
    }
  }

  /** Or else a new name may be gone after a power cut, whatever is in the file. */
  public static void forceFolder(Path file) {
    try (FileChannel channel =
        FileChannel.open(file.toAbsolutePath().resolveSibling("."), StandardOpenOption.READ)) {
      channel.force(true);
    } catch (IOException e) {
      // Some systems open no folders; they offer no other way.
      return;
    }
  }

  private static void sweep(Path folder, String stem) {
    int length = stem.length() + RANDOM_HEX + ".tmp".length();
    Instant abandoned = Instant.now().minus(ABANDONED_AFTER);
    DirectoryStream.Filter<Path> ours =
        file -> {
          String name = String.valueOf(file.getFileName());
          return name.length() == length && name.startsWith(stem) && name.endsWith(".tmp");
        };
    try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, ours)) {
      for (Path file : files) {
        if (Files.getLastModifiedTime(file, LinkOption.NOFOLLOW_LINKS)
            .toInstant()
            .isBefore(abandoned)) {
          Files.deleteIfExists(file);
        }
      }
    } catch (IOException e) {
      // Tidying up can wait for the next time.
      return;
    }
  }

  private static FileAttribute<?>[] mode(Path path, String mode) {
    return path.getFileSystem().supportedFileAttributeViews().contains("posix")
        ? new FileAttribute<?>[] {
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(mode))
        }
        : new FileAttribute<?>[0];
  }
}
