package dev.atocore.core;

import dev.atocore.testing.Machine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A file system that is soon full: a tmpfs of its own, which takes root to mount. */
final class SmallDisk {
  private SmallDisk() {}

  static Path mount(Path folder, long bytes) throws IOException, InterruptedException {
    Path disk = Files.createDirectory(folder.resolve("disk"));
    Machine.needs(
        Machine.runs("mount", "-t", "tmpfs", "-o", "size=" + bytes, "tmpfs", disk.toString()),
        "the right to mount a small tmpfs (root)");
    return disk;
  }

  static void grow(Path disk, long bytes) throws IOException, InterruptedException {
    if (!Machine.runs("mount", "-o", "remount,size=" + bytes, disk.toString())) {
      throw new IOException("the small disk cannot be made larger");
    }
  }

  static void unmount(Path disk) throws IOException, InterruptedException {
    Machine.runs("umount", disk.toString());
  }
}
