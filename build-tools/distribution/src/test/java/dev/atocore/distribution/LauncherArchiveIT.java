package dev.atocore.distribution;

import static org.assertj.core.api.Assertions.assertThat;

import dev.atocore.testing.Machine;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The archives of classes that {@code bin/atocore} makes beside what was built. */
class LauncherArchiveIT {
  @TempDir Path folder;
  private Checkout checkout;

  @BeforeEach
  void setUp() {
    checkout = new Checkout(folder);
    checkout.environment().put("ATOCORE_DB", folder.resolve("store.db").toString());
  }

  @Test
  void archives_areMadeOnceAndQuietly() throws Exception {
    Path copy = checkout.copyOfTheLauncher();
    Path dist = copy.resolve(Checkout.DIST);
    Checkout.copyDist(dist);
    List<Process> started = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      started.add(checkout.start(copy.resolve("bin/atocore").toString(), "--version"));
    }
    for (Process process : started) {
      assertThat(process.waitFor()).isZero();
    }
    Checkout.awaitArchives(dist);

    assertThat(Checkout.made(dist)).isTrue();
    assertThat(checkout.run(copy.resolve("bin/atocore").toString(), "--version"))
        .satisfies(
            result -> {
              assertThat(result.exit()).isZero();
              assertThat(result.err()).isEmpty();
            });
    try (Stream<Path> files = Files.list(dist.resolve("archive"))) {
      assertThat(files.map(file -> file.getFileName().toString()))
          .allMatch(name -> name.endsWith(".archive"));
    }
  }

  @Test
  void archive_holdsAllOfAtoCoreThatAShortCommandLoads() throws Exception {
    checkout.atocore("--make-archive");
    checkout.atocore("memory", "create", "--type", "knowledge", "--content", "Doors lock at 9");
    Path loaded = folder.resolve("loaded.log");
    checkout.environment().put("_JAVA_OPTIONS", "-Xlog:class+load:file=" + loaded);

    checkout.atocore("audit", "recent");

    List<String> ours =
        Files.readAllLines(loaded).stream().filter(line -> line.contains(" dev.atocore.")).toList();
    assertThat(ours).isNotEmpty().allMatch(line -> line.contains("source: shared objects file"));
  }

  @Test
  void archive_thatIsDamaged_isPassedOver() throws Exception {
    Path copy = checkout.copyOfTheLauncher();
    Path dist = copy.resolve(Checkout.DIST);
    Checkout.copyDist(dist);
    checkout.run(copy.resolve("bin/atocore").toString(), "--make-archive");
    try (Stream<Path> files = Files.list(dist.resolve("archive"))) {
      for (Path archive : files.toList()) {
        Files.delete(archive);
        Files.writeString(archive, "no archive at all");
      }
    }

    assertThat(checkout.run(copy.resolve("bin/atocore").toString(), "db", "init").err()).isEmpty();
    assertThat(checkout.run(copy.resolve("bin/atocore").toString(), "memory", "list"))
        .isEqualTo(new Checkout.Result(0, "", "nothing found\n"));
  }

  @Test
  void checkout_thatCannotBeWritten_makesNoArchiveAndSaysNothing() throws Exception {
    Path copy = checkout.copyOfTheLauncher();
    Path dist = copy.resolve(Checkout.DIST);
    Checkout.copyDist(dist);
    assertThat(checkout.run("chmod", "-R", "a+rX", folder.toString()).exit()).isZero();
    Files.setPosixFilePermissions(dist, PosixFilePermissions.fromString("r-xr-xr-x"));
    List<String> version =
        Machine.unprivileged(List.of(copy.resolve("bin/atocore").toString(), "--version"));

    Checkout.Result result = checkout.run(version.toArray(String[]::new));
    assertThat(result.err()).isEmpty();
    assertThat(result.exit()).isZero();
    assertThat(dist.resolve("archive")).doesNotExist();
    Files.setPosixFilePermissions(dist, PosixFilePermissions.fromString("rwxr-xr-x"));
  }
}
