package dev.atocore.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.atocore.core.schema.Schema;
import dev.atocore.core.schema.SchemaStatus;
import dev.atocore.testing.Machine;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A store of an earlier version says after the migration what it said before, and what was signed
 * and proved then still holds. The stores are from programs of then (stores/make.py), and from this
 * one, taken back to each version.
 */
class MigratedStoresTest {
  private static final Path SCRIPTS = Path.of("..", "scripts");
  private static final Path SECOND_HASH =
      Path.of("..", "atocore-audit", "src", "test", "resources", "audit_hash.py");
  private static final int WITH_TREE = 5;
  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"schema-7", "schema-11"})
  void storeOfAnEarlierProgram_answersAsItDid(String made) throws Exception {
    Path from = unpack(made);
    Atocore atocore = new Atocore(folder);
    assertThat(atocore.run("memory", "list").err()).contains("atocore db migrate");

    atocore.out("db", "migrate");

    String pubkey = Files.readString(from.resolve("pubkey")).strip();
    Path then = folder.resolve("then");
    Files.copy(from.resolve("store.db.checkpoint"), then);
    List<String> differing = new ArrayList<>();
    for (String line : Files.readAllLines(from.resolve("answers.ndjson"))) {
      compare(atocore, JSON.readTree(line), differing);
    }
    assertThat(differing).isEmpty();
    atocore.out("audit", "checkpoint", "verify", then.toString(), "--pubkey", pubkey);
    atocore.out("audit", "verify-archive", from.resolve("archive.ndjson").toString());
    assertProved(from.resolve("proof.txt"), pubkey);
    assertSound(atocore, pubkey, then);
  }

  static Stream<Integer> versions() throws IOException {
    Path file = Files.createTempDirectory("atocore").resolve("s.db");
    Schema.at(file).create();
    return Schema.at(file).status().applied().stream()
        .map(SchemaStatus.AppliedMigration::version)
        .filter(version -> version > 1);
  }

  @ParameterizedTest
  @MethodSource("versions")
  void storeTakenBack_answersAsItDid(int version) throws Exception {
    Atocore atocore = new Atocore(folder);
    String id = atocore.create("Water the tomatoes.", "--note", "first");
    String gone = atocore.create("The pump is in the shed.", "--status", "active");
    String time = now(atocore, id);
    atocore.out("memory", "update", id, "--content", "Water the beans.", "--actor", "agent-7");
    atocore.out("memory", "invalidate", gone, "--note", "moved");
    atocore.out("audit", "checkpoint");
    Path then = Files.copy(beside(".checkpoint"), folder.resolve("then"));
    String pubkey = atocore.out("audit", "checkpoint", "pubkey");
    List<String[]> asked =
        List.of(
            args("memory", "show", id, "--as-of", time, "-o", "json"),
            args("memory", "show", id, "--version", "1", "-o", "json"),
            args("memory", "show", gone, "-o", "json"),
            args("memory", "list", "--as-of", time, "-o", "json"),
            args("memory", "list", "-o", "json"),
            args("audit", "export"));
    List<String> before = asked.stream().map(atocore::out).toList();
    String[] proof = {"audit", "prove", "1"};
    Files.writeString(folder.resolve("proof"), atocore.out(proof) + "\n");

    atocore.out("db", "rollback", "--to", "" + version);
    atocore.out("db", "migrate");

    assertThat(asked.stream().map(atocore::out).toList()).isEqualTo(before);
    assertProved(folder.resolve("proof"), pubkey);
    if (version >= WITH_TREE) {
      assertSound(atocore, pubkey, then);
    } else {
      // The tree went with the step back, which was said; nothing is signed as if it had not.
      atocore.out("audit", "verify");
      assertThat(atocore.run("audit", "checkpoint").exit()).isEqualTo(3);
    }
  }

  /** All that can be verified is verified, here and by the scripts; and life goes on. */
  private void assertSound(Atocore atocore, String pubkey, Path then) throws Exception {
    atocore.out("audit", "verify");
    String id = atocore.create("Of today.", "--user", "bob", "--meta", "a=b");
    atocore.out("memory", "promote", id);
    atocore.out("audit", "verify");
    assertThat(atocore.out("memory", "show", id, "--version", "1")).contains("candidate");
    atocore.out("audit", "checkpoint");
    Path now = beside(".checkpoint");
    atocore.out("audit", "checkpoint", "verify", now.toString(), "--pubkey", pubkey);
    Path export = folder.resolve("export.ndjson");
    Files.writeString(export, atocore.out("audit", "export") + "\n");
    assertRuns(SECOND_HASH, export, "--check");
    List<String> entries = atocore.out("audit", "recent", "-q").lines().toList();
    for (String entry : List.of(entries.get(0), entries.get(entries.size() - 1))) {
      Path proof = folder.resolve("proof-" + entry);
      Files.writeString(proof, atocore.out("audit", "prove", entry, "--with-bodies") + "\n");
      assertProved(proof, pubkey);
    }
    Path growth = folder.resolve("growth");
    String[] prove = {"audit", "prove", "--from", then.toString(), "--checkpoint", now.toString()};
    Files.writeString(growth, atocore.out(prove) + "\n");
    assertProved(growth, pubkey);
    assertThat(atocore.run("integrity", "run").out()).doesNotContain("critical", "FOUND");
  }

  private static void compare(Atocore atocore, JsonNode asked, List<String> differing)
      throws IOException {
    List<String> args = new ArrayList<>();
    asked.get("args").forEach(arg -> args.add(arg.asText()));
    Atocore.Result result = atocore.run(args.toArray(String[]::new));
    List<JsonNode> said = new ArrayList<>();
    for (String line : result.out().lines().toList()) {
      said.add(JSON.readTree(line));
    }
    List<JsonNode> before = new ArrayList<>();
    asked.get("out").forEach(before::add);
    if (result.exit() != asked.get("exit").asInt() || !says(said, before)) {
      differing.add(args + "\n  then " + asked.get("out") + "\n  now  " + result);
    }
  }

  private static boolean says(List<JsonNode> now, List<JsonNode> then) {
    boolean same = now.size() == then.size();
    for (int i = 0; same && i < now.size(); i++) {
      same = says(now.get(i), then.get(i));
    }
    return same;
  }

  /** Whether all that was said is said: fields may have been added since. */
  private static boolean says(JsonNode now, JsonNode then) {
    if (then.isArray()) {
      List<JsonNode> all = new ArrayList<>();
      then.forEach(all::add);
      List<JsonNode> said = new ArrayList<>();
      now.forEach(said::add);
      return now.isArray() && says(said, all);
    }
    if (!then.isObject()) {
      return then.equals(now);
    }
    boolean same = now.isObject();
    for (Map.Entry<String, JsonNode> field : then.properties()) {
      JsonNode value = now.get(field.getKey());
      same = same && value != null && says(value, field.getValue());
    }
    return same;
  }

  private static String now(Atocore atocore, String id) throws IOException {
    return JSON.readTree(atocore.out("memory", "show", id, "-o", "json"))
        .get("updated_at")
        .asText();
  }

  private Path unpack(String made) throws IOException {
    Path from = Path.of("src", "test", "resources", "stores", made);
    try (InputStream in = new GZIPInputStream(Files.newInputStream(from.resolve("store.db.gz")))) {
      Files.copy(in, folder.resolve("store.db"));
    }
    for (String name : List.of("", "-key", "-key.last")) {
      Path copy = beside(".checkpoint" + name);
      Path original = from.resolve("store.db.checkpoint" + name);
      // Schema 7 did not keep what was signed last.
      if (Files.exists(original)) {
        Files.copy(original, copy);
        Files.setPosixFilePermissions(copy, PosixFilePermissions.fromString("rw-------"));
      }
    }
    return from;
  }

  private Path beside(String ending) {
    return folder.resolve("store.db" + ending);
  }

  private static void assertProved(Path proof, String pubkey) throws Exception {
    assertRuns(SCRIPTS.resolve("check-proof.py"), proof, "--pubkey", pubkey);
  }

  private static void assertRuns(Path script, Path input, String... more) throws Exception {
    Machine.needs(Machine.runs("python3", "--version"), "python3 on the PATH");
    List<String> command = new ArrayList<>(List.of("python3", script.toString()));
    boolean hash = script.equals(SECOND_HASH);
    if (!hash) {
      command.add(input.toString());
    }
    command.addAll(List.of(more));
    Process process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectInput(hash ? input.toFile() : Path.of("/dev/null").toFile())
            .start();
    String said = new String(process.getInputStream().readAllBytes(), UTF_8);
    assertThat(process.waitFor()).as(said).isZero();
  }

  private static String[] args(String... args) {
    return args;
  }
}
