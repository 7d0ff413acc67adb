package dev.atocore.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.atocore.cli.Atocore.Result;
import dev.atocore.testing.Machine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What another user of the machine has put where files are written or secrets are read. */
class PlantedFilesTest {
  private static final int NOBODY = 65534;

  @TempDir Path folder;
  private Atocore atocore;
  private Path shared;

  @BeforeEach
  void setUp() throws IOException {
    atocore = new Atocore(folder);
    atocore.create("one");
    shared = Files.createDirectory(folder.resolve("shared"));
    Files.setPosixFilePermissions(shared, PosixFilePermissions.fromString("rwxrwxrwx"));
  }

  @Test
  void checkpoint_overwritesNothingThroughALink() throws IOException {
    Path victim = Files.writeString(folder.resolve("victim"), "precious");
    Path checkpoint = shared.resolve("cp");
    Files.createSymbolicLink(shared.resolve("cp.part"), victim);
    atocore.out("audit", "checkpoint", checkpoint.toString());
    Files.delete(checkpoint);
    Files.createSymbolicLink(checkpoint, folder.resolve("dangling"));

    assertThat(atocore.run("audit", "checkpoint", checkpoint.toString()).exit()).isEqualTo(1);
    assertThat(victim).hasContent("precious");
    assertThat(folder.resolve("dangling")).doesNotExist();
  }

  @ParameterizedTest
  @Timeout(60)
  @ValueSource(
      strings = {
        "serve --port 0 --token-file PIPE",
        "serve --port 0 --access-log PIPE",
        "audit checkpoint PIPE",
        "audit checkpoint --key PIPE",
        "audit checkpoint verify PIPE --pubkey PIPE",
        "audit prove 1 --checkpoint PIPE",
        "integrity repair --apply PIPE",
        "db backup PIPE",
        "--db PIPE memory list",
        "--db PIPE db init"
      })
  void pipe_isRefusedAtOnceInOneLine(String command) throws Exception {
    Path pipe = shared.resolve("pipe");
    Machine.needs(Machine.runs("mkfifo", pipe.toString()), "mkfifo on the PATH");

    Result result = atocore.run(command.replace("PIPE", pipe.toString()).split(" "));

    assertThat(result.exit()).as(result.toString()).isEqualTo(1);
    assertThat(result.err()).hasLineCount(1);
  }

  @Test
  @Timeout(60)
  void backup_thatIsAPipe_isADamagedOne() throws Exception {
    Path pipe = shared.resolve("pipe");
    Machine.needs(Machine.runs("mkfifo", pipe.toString()), "mkfifo on the PATH");

    assertThat(atocore.run("db", "verify-backup", pipe.toString()).exit()).isEqualTo(3);
  }

  @Test
  @Timeout(60)
  void alertSettings_inAPipe_failAloud() throws Exception {
    Path pipe = shared.resolve("pipe");
    Machine.needs(Machine.runs("mkfifo", pipe.toString()), "mkfifo on the PATH");

    Result result = atocore.with("ATOCORE_ALERT_CONFIG", pipe.toString()).run("alert", "test");
    assertThat(result.exit()).isEqualTo(1);
    assertThat(result.err()).contains("not a regular file");
  }

  @Test
  void filesOfAnotherUser_areRefusedOrAFindingOfDoctor() throws IOException {
    Machine.needs("root".equals(System.getProperty("user.name")), "root, to give files away");
    Path token = planted(shared.resolve("token"), "secret-token");
    Path config = planted(shared.resolve("alerts.json"), "{\"sinks\":[]}");
    Path plan = planted(shared.resolve("plan.json"), "{}");
    atocore.out("audit", "checkpoint", "-", "--key", shared.resolve("key").toString());
    Files.setAttribute(shared.resolve("key"), "unix:uid", NOBODY);
    Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxrwxrwx"));

    for (List<String> command :
        List.of(
            List.of("serve", "--port", "0", "--token-file", token.toString()),
            List.of("integrity", "repair", "--apply", plan.toString()),
            List.of("audit", "checkpoint", "-", "--key", shared.resolve("key").toString()))) {
      Result refused = atocore.run(command.toArray(new String[0]));
      assertThat(refused.exit()).as(refused.toString()).isEqualTo(1);
      assertThat(refused.err()).hasLineCount(1).contains(" belongs to nobody, not to you");
    }
    assertThat(atocore.with("ATOCORE_ALERT_CONFIG", config.toString()).run("alert", "test").err())
        .contains("belongs to nobody, not to you");

    planted(folder.resolve("alerts.log"), "");
    planted(Path.of(atocore.store() + ".audit-spool.ndjson"), "");
    Result doctor = atocore.without("ATOCORE_ALERT_CONFIG").run("doctor", "--wrong");
    assertThat(doctor.exit()).isEqualTo(3);
    assertThat(doctor.out())
        .contains("alerts.log belongs to nobody", "store.db.audit-spool.ndjson belongs to nobody");
  }

  private static Path planted(Path file, String text) throws IOException {
    Files.writeString(file, text);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    Files.setAttribute(file, "unix:uid", NOBODY);
    return file;
  }
}
