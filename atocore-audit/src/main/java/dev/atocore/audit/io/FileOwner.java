package dev.atocore.audit.io;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;

/** Who may have written a file. */
public final class FileOwner {
  private static final int ROOT = 0;

  private FileOwner() {}

  /**
   * Why a file should not be acted upon: it belongs to another user, or others may write it. Empty
   * when it is this user's or root's own; for root also when it is of the owner of its folder,
   * whose work is done there. Empty where files have no owners.
   */
  public static String distrust(Path file) throws IOException {
    if (!file.getFileSystem().supportedFileAttributeViews().contains("unix")) {
      return "";
    }
    for (LinkOption[] links : new LinkOption[][] {new LinkOption[0], {LinkOption.NOFOLLOW_LINKS}}) {
      PosixFileAttributes found = Files.readAttributes(file, PosixFileAttributes.class, links);
      if (!isTrusted(uid(file, links), file.toAbsolutePath().resolveSibling("."))) {
        return file + " belongs to " + found.owner().getName() + ", not to you";
      }
      // The mode of a link says nothing.
      if (!found.isSymbolicLink() && openToOthers(found)) {
        return "others may write " + file + "; look at it, then run: chmod go-w '" + file + "'";
      }
    }
    return "";
  }

  /** Whether everybody on the machine may read the file. */
  public static boolean othersMayRead(Path file) throws IOException {
    return file.getFileSystem().supportedFileAttributeViews().contains("posix")
        && Files.getPosixFilePermissions(file).contains(PosixFilePermission.OTHERS_READ);
  }

  private static boolean isTrusted(int owner, Path folder) throws IOException {
    int me = me();
    return owner == me
        || owner == ROOT
        || (me == ROOT
            && owner == uid(folder)
            && !openToOthers(Files.readAttributes(folder, PosixFileAttributes.class)));
  }

  private static int me() throws IOException {
    Path process = Path.of("/proc/self");
    return uid(Files.exists(process) ? process : Path.of(System.getProperty("user.home")));
  }

  private static int uid(Path file, LinkOption... links) throws IOException {
    return (Integer) Files.getAttribute(file, "unix:uid", links);
  }

  private static boolean openToOthers(PosixFileAttributes found) {
    return found.permissions().contains(PosixFilePermission.GROUP_WRITE)
        || found.permissions().contains(PosixFilePermission.OTHERS_WRITE);
  }
}
