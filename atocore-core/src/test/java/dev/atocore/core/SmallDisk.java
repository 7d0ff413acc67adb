package dev.atocore.core;

import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/** A file system that is soon full: a tmpfs of its own, which takes root to mount. */
final class SmallDisk {
  private SmallDisk() {}

  static Path mount(Path folder, long bytes) throws IOException, InterruptedException {
    Path disk = Files.createDirectory(folder.resolve("disk"));
    assumeThat(run("mount", "-t", "tmpfs", "-o", "size=" + bytes, "tmpfs", disk.toString()))
        .as("a tmpfs can be mounted (needs root)")
        .isTrue();
    return disk;
  }

  static void grow(Path disk, long bytes) throws IOException, InterruptedException {
    if (!run("mount", "-o", "remount,size=" + bytes, disk.toString())) {
      throw new IOException("the small disk cannot be made larger");
    }
  }

  static void unmount(Path disk) throws IOException, InterruptedException {
    run("umount", disk.toString());
  }

  private static boolean run(String... command) throws IOException, InterruptedException {
    try {
      Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
      process.getInputStream().readAllBytes();
      return process.waitFor(20, TimeUnit.SECONDS) && process.exitValue() == 0;
    } catch (IOException e) {
      return false;
    }
  }
}
