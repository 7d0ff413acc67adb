package dev.atocore.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.atocore.cli.Atocore.Result;
import dev.atocore.testing.Machine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CheckpointCommandsTest {
  private static final Path SCRIPT = Path.of("..", "scripts", "check-proof.py");

  @TempDir Path folder;
  private Atocore atocore;
  private Path checkpoint;

  @BeforeEach
  void setUp() {
    atocore = new Atocore(folder);
    checkpoint = Path.of(atocore.store() + ".checkpoint");
  }

  @Test
  void checkpoint_goesToItsFile_andVerifies() throws Exception {
    String id = atocore.create("one");
    atocore.create("two");

    assertThat(atocore.out("audit", "checkpoint")).contains("sealed 2 new entries, 2 in all: ");
    String key = atocore.out("audit", "checkpoint", "pubkey");
    assertThat(Files.readString(checkpoint))
        .startsWith("atocore/")
        .contains("\n2\n", "\n\n— atocore/");
    assertThat(
            PosixFilePermissions.toString(
                Files.getPosixFilePermissions(Path.of(atocore.store() + ".checkpoint-key"))))
        .isEqualTo("rw-------");
    atocore.out("memory", "promote", id);

    String file = checkpoint.toString();
    assertThat(atocore.out("audit", "checkpoint", "verify", file, "--pubkey", key))
        .startsWith("ok: the log still gives the signed root over all 2 entries");
    Files.writeString(folder.resolve("vkey"), key + "\n");
    assertThat(
            atocore.out(
                "audit",
                "checkpoint",
                "verify",
                file,
                "--pubkey",
                folder.resolve("vkey").toString(),
                "-o",
                "json"))
        .startsWith("{\"problems\":[],\"ok\":true,\"origin\":\"atocore/")
        .contains("\"tree_size\":2", "\"log_matches\":true,\"tree_matches\":true");
    assertThat(atocore.out("audit", "checkpoint", "-o", "json"))
        .contains("\"tree_size\":3", "\"sealed\":1", "\"verifier_key\":\"" + key + "\"");
    assertThat(atocore.out("audit", "checkpoint", "-")).startsWith("atocore/").contains("\n3\n");
  }

  @Test
  void checkpoint_verify_namesWhatWasRewritten() throws Exception {
    atocore.create("one");
    atocore.create("two");
    atocore.out("audit", "checkpoint");
    String key = atocore.out("audit", "checkpoint", "pubkey");
    Tampering.run(atocore.store(), "UPDATE memory_audit SET actor = 'mallory' WHERE id = 2");

    Result result =
        atocore.run("audit", "checkpoint", "verify", checkpoint.toString(), "--pubkey", key);
    assertThat(result.exit()).isEqualTo(3);
    assertThat(result.out())
        .contains(
            "altered  entry 2 (version 1 of memory ", "exactly the entries above are at fault");
    assertThat(
            atocore
                .run(
                    "audit",
                    "checkpoint",
                    "verify",
                    checkpoint.toString(),
                    "--pubkey",
                    key,
                    "-o",
                    "json")
                .out())
        .startsWith("{\"problems\":[{\"kind\":\"altered\",\"entry_id\":2,\"leaf\":1,");
  }

  @Test
  void checkpoint_ofAnotherKey_isRefused() throws Exception {
    atocore.create("one");
    atocore.out("audit", "checkpoint");
    String other = folder.resolve("other").toString();
    String key = atocore.out("audit", "checkpoint", "pubkey", "--key", other, "--origin", "a/b");
    assertThat(key).startsWith("a/b+");

    Result result =
        atocore.run("audit", "checkpoint", "verify", checkpoint.toString(), "--pubkey", key);
    assertThat(result.exit()).isEqualTo(1);
    assertThat(result.err()).contains("is not signed by a/b+");
    assertThat(atocore.run("audit", "checkpoint", "--key", other).exit())
        .as("never puts another log's checkpoint in place of this one's")
        .isEqualTo(1);
    assertThat(
            atocore
                .run("audit", "checkpoint", "verify", checkpoint.toString(), "--pubkey", "x")
                .exit())
        .isEqualTo(1);
    assertThat(atocore.run("audit", "checkpoint", "verify", "none", "--pubkey", key).exit())
        .isEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "UPDATE memory_audit SET actor = 'mallory' WHERE id = 1",
        "UPDATE memory_audit SET hash = zeroblob(32); DELETE FROM audit_tile; DELETE FROM"
            + " audit_sealed",
        "DELETE FROM audit_tile; DELETE FROM audit_sealed",
        "DELETE FROM memory_audit; DELETE FROM audit_tile; DELETE FROM audit_sealed"
      })
  void historyThatWasNotSigned_isNotSignedUntilAnOperatorAcceptsIt(String tampering)
      throws Exception {
    atocore.create("one");
    atocore.create("two");
    String signed = atocore.out("audit", "checkpoint", "-");
    Path last = Path.of(atocore.store() + ".checkpoint-key.last");
    assertThat(last).content().isEqualToIgnoringWhitespace(signed);
    for (String statement : tampering.split("; ", -1)) {
      Tampering.run(atocore.store(), statement);
    }

    Result refused = atocore.run("audit", "checkpoint", "-");
    assertThat(refused.exit()).isEqualTo(3);
    assertThat(refused.out()).isEmpty();
    assertThat(refused.err()).contains("nothing is signed");
    assertThat(folder.resolve("alerts.log"))
        .content()
        .hasLineCount(1)
        .contains("\"critical\"", "audit-checkpoint");
    assertThat(last).content().isEqualToIgnoringWhitespace(signed);

    Result accepted =
        atocore.run("audit", "checkpoint", "-", "--accept-history", "backup of Monday");
    assertThat(accepted.out()).startsWith("atocore/");
    assertThat(Path.of(atocore.store() + ".checkpoint-key.accepted.ndjson"))
        .content()
        .hasLineCount(1)
        .contains("backup of Monday", "no longer holds the 2 entries signed last");
    assertThat(last).content().isEqualToIgnoringWhitespace(accepted.out());
  }

  @Test
  void keyThatWasReplaced_doesNotGoOnFromAnothersCheckpoint() throws Exception {
    atocore.create("one");
    atocore.out("audit", "checkpoint", "-");
    Files.delete(Path.of(atocore.store() + ".checkpoint-key"));

    Result refused = atocore.run("audit", "checkpoint", "-");
    assertThat(refused.exit()).isEqualTo(3);
    assertThat(refused.err()).contains("is not of this key");
  }

  @Test
  void redactionAndPruning_goOnFromWhatWasSigned() throws Exception {
    String id = atocore.create("one");
    atocore.create("two");
    atocore.out("audit", "checkpoint", "-");
    atocore.out("audit", "redact", id);
    atocore.out("audit", "checkpoint", "-");
    String archive = folder.resolve("archive").toString();
    atocore.out("audit", "prune", "--before", "2999-01-01T00:00:00Z", "--archive", archive);

    // Three entries and the record of the redaction; nothing was old enough to be pruned.
    assertThat(atocore.out("audit", "checkpoint", "-")).startsWith("atocore/").contains("\n4\n");
  }

  @Test
  void checkpoint_thatTheTreeNoLongerContains_isKept() throws Exception {
    atocore.create("one");
    atocore.out("audit", "checkpoint");
    String signed = Files.readString(checkpoint);
    Tampering.run(atocore.store(), "DELETE FROM audit_tile");
    Tampering.run(atocore.store(), "DELETE FROM audit_sealed");
    Tampering.run(atocore.store(), "UPDATE memory_audit SET hash = zeroblob(32)");

    Result result = atocore.run("audit", "checkpoint");
    assertThat(result.exit()).isEqualTo(3);
    assertThat(result.err()).contains("audit checkpoint verify");
    assertThat(Files.readString(checkpoint)).isEqualTo(signed);
  }

  @Test
  void proof_isCheckedWithoutAtocore() throws Exception {
    String id = atocore.create("one 🌱", "--note", "because", "--project", "garden");
    for (int i = 0; i < 9; i++) {
      atocore.create("memory " + i);
    }
    atocore.out("memory", "promote", id, "--actor", "ines");
    atocore.out("audit", "checkpoint");
    String key = atocore.out("audit", "checkpoint", "pubkey");

    String proof = atocore.out("audit", "prove", "1") + "\n";
    assertThat(proof).startsWith("c2sp.org/tlog-proof@v1\nextra ").contains("\nindex 0\n");
    assertThat(python(proof, key))
        .contains("proved: entry 1 is number 0 of the 11", "\"garden\"")
        .doesNotContain("because");
    assertThat(python(atocore.out("audit", "prove", "11", "-o", "json"), key))
        .contains("proved: entry 11 is number 10 of the 11", "\"ines\"");
    assertThat(python(atocore.out("audit", "prove", "1", "--with-bodies") + "\n", key))
        .contains("because", "one \\ud83c\\udf31");

    String json = atocore.out("audit", "prove", "1", "--with-bodies", "-o", "json");
    assertThat(python(json.replace("because", "therefore"), key)).contains("not proved: note");
    assertThat(python(json.replace("\"actor\":\"", "\"actor\":\"x"), key)).contains("not proved");
    assertThat(python(json.replace("\"index\":0", "\"index\":1"), key)).contains("not proved");
    assertThat(python(json.replace("\\n11\\n", "\\n12\\n"), key))
        .contains("the signature is wrong");
    String other =
        atocore.out("audit", "checkpoint", "pubkey", "--key", folder.resolve("k").toString());
    assertThat(python(json, other)).contains("not proved: the checkpoint is not signed");
    assertThat(python("{}", key)).contains("not proved");
    assertThat(python("nonsense", key)).contains("not proved");
  }

  @Test
  void consistencyProof_isCheckedWithoutAtocore() throws Exception {
    for (int i = 0; i < 5; i++) {
      atocore.create("memory " + i);
    }
    atocore.out("audit", "checkpoint");
    Path older = folder.resolve("older");
    Files.copy(checkpoint, older);
    for (int i = 5; i < 12; i++) {
      atocore.create("memory " + i);
    }
    atocore.out("audit", "checkpoint");
    String key = atocore.out("audit", "checkpoint", "pubkey");

    String proof = atocore.out("audit", "prove", "--from", older.toString());
    assertThat(python(proof, key)).contains("with 12 entries begins with the one with 5");
    assertThat(python(proof.replaceFirst("\"path\":\\[\"[^\"]+\",", "\"path\":["), key))
        .contains("not proved");
    assertThat(atocore.run("audit", "prove", "--from", older.toString(), "3").exit()).isEqualTo(2);
    assertThat(atocore.run("audit", "prove").exit()).isEqualTo(2);
  }

  @Test
  void prove_whatIsNotSealed() {
    atocore.create("one");
    assertThat(atocore.run("audit", "prove", "1").err()).contains("audit checkpoint");
    atocore.out("audit", "checkpoint");
    atocore.create("two");

    Result later = atocore.run("audit", "prove", "2");
    assertThat(later.exit()).isEqualTo(1);
    assertThat(later.err()).contains("not sealed in that checkpoint");
    assertThat(atocore.run("audit", "prove", "9").exit()).isEqualTo(1);
  }

  @Test
  void proof_thatCannotBePrinted_isNotProvedInSilence() throws Exception {
    Machine.needs(Machine.runs("python3", "--version"), "python3 on the PATH");
    atocore.create("one");
    atocore.out("audit", "checkpoint", "--origin", "ü.example/log");
    Path proof = Files.writeString(folder.resolve("p"), atocore.run("audit", "prove", "1").out());
    String key = atocore.out("audit", "checkpoint", "pubkey");
    String line = "python3 " + SCRIPT + " " + proof + " --pubkey '" + key + "' ";

    assertThat(shell("PYTHONIOENCODING=ascii " + line)).isZero();
    assertThat(shell(line + ">&-")).isEqualTo(2);
    if (Files.exists(Path.of("/dev/full"))) {
      assertThat(shell(line + ">/dev/full")).isEqualTo(2);
    }
  }

  private static int shell(String line) throws IOException, InterruptedException {
    return new ProcessBuilder("sh", "-c", line)
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
        .start()
        .waitFor();
  }

  private String python(String proof, String key) throws IOException, InterruptedException {
    Path file = Files.createTempFile(folder, "proof", "");
    Files.writeString(file, proof);
    Machine.needs(Machine.runs("python3", "--version"), "python3 on the PATH");
    Process process =
        new ProcessBuilder("python3", SCRIPT.toString(), file.toString(), "--pubkey", key)
            .redirectErrorStream(true)
            .start();
    String out = new String(process.getInputStream().readAllBytes(), UTF_8);
    assertThat(process.waitFor()).isEqualTo(out.startsWith("proved: ") ? 0 : 1);
    return out;
  }
}
