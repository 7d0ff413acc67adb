package dev.atocore.alerts.spool;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Makes folders and files that only their owner can read, and refuses to touch anything but a
 * regular file.
 */
public final class PrivateFiles {
  private static final Set<PosixFilePermission> FILE =
      EnumSet.of(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE);
  private static final Set<PosixFilePermission> FOLDER =
      EnumSet.of(
          PosixFilePermission.OWNER_READ,
          PosixFilePermission.OWNER_WRITE,
          PosixFilePermission.OWNER_EXECUTE);

  private PrivateFiles() {}

  /** Makes a folder and the missing ones above it. */
  static void makeFolder(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      Files.createDirectories(folder, attributes(folder, FOLDER));
    }
  }

  /** Opens a regular file, or makes it; never follows a link, never blocks on a pipe. */
  public static FileChannel open(Path file, StandardOpenOption... options) throws IOException {
    requireRegular(file);
    Set<OpenOption> all = new HashSet<>(Set.of(options));
    all.add(LinkOption.NOFOLLOW_LINKS);
    return FileChannel.open(file, all, attributes(file, FILE));
  }

  /** Makes a file that is not there yet, and its folder when missing. */
  static FileChannel createNew(Path file) throws IOException {
    Set<OpenOption> options = Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    try {
      return FileChannel.open(file, options, attributes(file, FILE));
    } catch (NoSuchFileException e) {
      Path folder = file.toAbsolutePath().getParent();
      if (folder == null) {
        throw e;
      }
      makeFolder(folder);
      return FileChannel.open(file, options, attributes(file, FILE));
    }
  }

  /** Opens a regular file to append to it, and makes it and its folder when missing. */
  public static FileChannel openToAppend(Path file) throws IOException {
    try {
      return open(
          file, StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.APPEND);
    } catch (NoSuchFileException e) {
      Path folder = file.toAbsolutePath().getParent();
      if (folder == null) {
        throw e;
      }
      makeFolder(folder);
      return open(
          file, StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.APPEND);
    }
  }

  /**
   * Throws unless the file is regular or missing: opening a pipe would wait for its reader for
   * ever.
   */
  static void requireRegular(Path file) throws IOException {
    BasicFileAttributes attributes;
    try {
      attributes = Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
    } catch (NoSuchFileException e) {
      return;
    }
    if (!attributes.isRegularFile()) {
      String kind =
          attributes.isSymbolicLink()
              ? "a symbolic link"
              : attributes.isDirectory() ? "a folder" : "a device or a pipe";
      throw new IOException(file + " is " + kind + ", not a regular file");
    }
  }

  /**
   * Throws when another user may have written the file: what it says is done in this user's name.
   */
  public static void requireOwn(Path file) throws IOException {
    if (!file.getFileSystem().supportedFileAttributeViews().contains("unix")) {
      return;
    }
    Path process = Path.of("/proc/self");
    Object me = uid(Files.exists(process) ? process : Path.of(System.getProperty("user.home")));
    Path folder = file.toAbsolutePath().resolveSibling(".");
    // Root does the work of the owner of a folder that nobody else may write to.
    Object host = me.equals(0) && !othersWrite(folder) ? uid(folder) : me;
    if (!List.of(0, me, host).contains(uid(file))) {
      throw new IOException("it belongs to " + Files.getOwner(file).getName() + ", not to you");
    }
    if (othersWrite(file)) {
      throw new IOException("others may write it; look at it, then run: chmod go-w '" + file + "'");
    }
  }

  private static Object uid(Path file) throws IOException {
    return Files.getAttribute(file, "unix:uid");
  }

  private static boolean othersWrite(Path file) throws IOException {
    Set<PosixFilePermission> granted = Files.getPosixFilePermissions(file);
    return granted.contains(PosixFilePermission.GROUP_WRITE)
        || granted.contains(PosixFilePermission.OTHERS_WRITE);
  }

  /** What went wrong in words: the JDK's message of a file error is often the bare path. */
  public static String explain(IOException e) {
    String what = e.getMessage();
    if (e instanceof AccessDeniedException denied) {
      what = "permission denied: " + denied.getFile();
    } else if (e instanceof NoSuchFileException missing) {
      what = "no such file or folder: " + missing.getFile();
    } else if (e instanceof FileAlreadyExistsException exists) {
      what = "is in the way: " + exists.getFile();
    }
    return what == null ? e.getClass().getSimpleName() : what;
  }

  private static FileAttribute<?>[] attributes(Path path, Set<PosixFilePermission> permissions) {
    boolean posix = path.getFileSystem().supportedFileAttributeViews().contains("posix");
    return posix
        ? new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(permissions)}
        : new FileAttribute<?>[0];
  }
}
