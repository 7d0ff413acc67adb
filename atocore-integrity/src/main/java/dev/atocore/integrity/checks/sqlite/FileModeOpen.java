package dev.atocore.integrity.checks.sqlite;

import dev.atocore.alerts.event.Severity;
import dev.atocore.audit.io.FileOwner;
import dev.atocore.audit.io.PrivateFile;
import dev.atocore.core.store.Capability;
import dev.atocore.core.store.StoreFiles;
import dev.atocore.integrity.builtin.BuiltInCheck;
import dev.atocore.integrity.check.CheckContext;
import dev.atocore.integrity.check.Details;
import dev.atocore.integrity.check.Findings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumSet;
import java.util.Set;

/** Files of the store that others on the machine may read or write, or that are theirs. */
public final class FileModeOpen extends BuiltInCheck {
  private static final Set<PosixFilePermission> OWNER =
      Set.copyOf(PosixFilePermissions.fromString("rwx------"));

  public FileModeOpen() {
    super(
        "file-mode-open",
        Severity.WARNING,
        "files of the store that others on the machine may read or write, or that are theirs",
        "chmod 600 FILE, or chown it",
        Capability.FILES);
  }

  @Override
  public boolean looksAtNews() {
    return true;
  }

  @Override
  public void run(CheckContext context, Findings findings) {
    Path store = context.store().file();
    if (!store.getFileSystem().supportedFileAttributeViews().contains("posix")) {
      findings.note("this file system keeps no modes");
      return;
    }
    for (Path file : StoreFiles.of(store)) {
      String distrust = distrust(file);
      Set<PosixFilePermission> others = EnumSet.noneOf(PosixFilePermission.class);
      try {
        others.addAll(Files.getPosixFilePermissions(file));
      } catch (IOException e) {
        throw new UncheckedIOException("the mode of " + file + " cannot be read", e);
      }
      others.removeAll(OWNER);
      if (!others.isEmpty()) {
        findings.add(
            String.valueOf(file.getFileName()),
            Details.of("others may read or write it").with("file", file.toString()));
      } else if (!distrust.isEmpty()) {
        findings.add(
            String.valueOf(file.getFileName()), Details.of(distrust).with("file", file.toString()));
      }
    }
  }

  /** Empty for what is only there for a moment, as the files of a transaction are. */
  private static String distrust(Path file) {
    try {
      PrivateFile.requireRegular(file);
      return FileOwner.distrust(file);
    } catch (NoSuchFileException e) {
      return "";
    } catch (IOException e) {
      return String.valueOf(e.getMessage());
    }
  }
}
