package dev.atocore.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.atocore.testing.Machine;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A restore that is killed before any of its steps on files leaves the old store or the new one.
 */
class KilledRestoreTest {
  @TempDir Path folder;

  @Test
  void killedAnywhere_oldOrNewIsWhole() throws Exception {
    Machine.needsProgram("/usr/bin/strace");
    Atocore source = new Atocore(folder);
    source.create("old and new");
    Path backup = folder.resolve("backup.db");
    source.out("db", "backup", backup.toString());
    source.create("old alone");
    boolean killed = true;
    boolean old = false;
    boolean renewed = false;
    for (int step = 1; killed; step++) {
      Path own = Files.createDirectory(folder.resolve("run" + step)).toRealPath();
      Path store = Files.copy(source.store(), own.resolve("store.db"));
      Files.writeString(own.resolve("store.db.audit-spool.ndjson"), "");

      killed = restore(store, backup, step);

      Atocore atocore = new Atocore(own);
      String list = atocore.out("memory", "list");
      assertThat(list).contains("old and new");
      assertThat(atocore.out("audit", "verify"))
          .startsWith("ok: " + (list.contains("old alone") ? 2 : 1));
      old |= list.contains("old alone");
      renewed |= !list.contains("old alone") && killed;
    }
    assertThat(old).isTrue();
    assertThat(renewed).isTrue();
  }

  private boolean restore(Path store, Path backup, int step) throws Exception {
    List<String> command = new ArrayList<>(List.of("/usr/bin/strace", "-f", "-qq", "-o"));
    command.addAll(List.of("/dev/null", "-e", "trace=rename,link"));
    command.addAll(List.of("-e", "inject=rename,link:signal=SIGKILL:when=" + step));
    command.addAll(List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString()));
    command.addAll(List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-cp"));
    command.add(System.getProperty("java.class.path"));
    command.addAll(List.of(Main.class.getName(), "--db", store.toString(), "db", "restore"));
    command.add(backup.toString());
    Path output = store.resolveSibling("output");
    Process process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start();
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    boolean killed = process.exitValue() == 137;
    assertThat(killed || process.exitValue() == 0).as(Files.readString(output)).isTrue();
    return killed;
  }
}
