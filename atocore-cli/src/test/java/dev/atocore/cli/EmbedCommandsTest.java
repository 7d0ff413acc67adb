package dev.atocore.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.atocore.cli.Atocore.Result;
import dev.atocore.testing.EmbeddingServer;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Recall by meaning on the command line, with a server that makes the vectors. */
class EmbedCommandsTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String KEY = "sk-very-secret-0815";

  @TempDir Path folder;
  private final EmbeddingServer server = new EmbeddingServer();
  private Atocore atocore;

  @BeforeEach
  void setUp() {
    atocore = new Atocore(folder);
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private void on() {
    atocore
        .with("ATOCORE_EMBEDDER", "http")
        .with("ATOCORE_EMBEDDER_URL", server.url())
        .with("ATOCORE_EMBEDDER_MODEL", "words")
        .with("ATOCORE_EMBEDDER_KEY", KEY);
  }

  @Test
  void off_isOneLineAndExit2() {
    atocore.create("Ada wants an automobile", "--status", "active");
    for (String[] line :
        new String[][] {{"memory", "embed"}, {"memory", "search", "car", "--mode", "semantic"}}) {
      Result result = atocore.run(line);
      assertThat(result.exit()).isEqualTo(2);
      assertThat(result.err().strip()).contains("ATOCORE_EMBEDDER").doesNotContain("\n");
    }
    assertThat(atocore.run("memory", "search", "automobile").exit()).isZero();
    assertThat(atocore.run("integrity", "run", "--check", "vector-drift").exit()).isZero();
  }

  @Test
  void owedVectors_areMade_andFindAndExplain() throws Exception {
    String car = atocore.create("Ada wants an automobile", "--status", "active");
    atocore.create("The pump leaks", "--status", "active");
    on();
    assertThat(atocore.run("integrity", "run", "--check", "vector-drift").exit()).isEqualTo(3);

    JsonNode made = JSON.readTree(atocore.out("memory", "embed", "-o", "json"));
    assertThat(made.get("made").asInt()).isEqualTo(2);
    assertThat(made.get("model").asText()).isEqualTo("words");
    assertThat(atocore.run("integrity", "run", "--check", "vector-drift").exit()).isZero();
    JsonNode found =
        JSON.readTree(atocore.out("memory", "search", "car", "--explain", "-o", "json"))
            .get("memories")
            .get(0);
    assertThat(found.get("id").asText()).isEqualTo(car);
    JsonNode explain = found.get("explain");
    assertThat(explain.get("similarity").asDouble()).isGreaterThan(0.3);
    assertThat(explain.get("ranks").get("semantic").asInt()).isEqualTo(1);
    assertThat(explain.get("ranks").get("text").isNull()).isTrue();
    assertThat(explain.get("source").asText()).isEqualTo("memory");
    assertThat(explain.get("words")).isEmpty();
    assertThat(atocore.out("memory", "search", "Ada", "--explain"))
        .contains("Ada")
        .contains("text 1");
    assertThat(atocore.out("memory", "search", "car", "--mode", "text", "-q")).isEmpty();

    String near = atocore.create("Ada wants an vehicle", "--status", "active");
    assertThat(atocore.run("integrity", "run", "--check", "near-duplicate", "-o", "json").out())
        .contains(near);
    String other = atocore.create("Ada never wants an automobile", "--status", "active");
    assertThat(atocore.run("integrity", "run", "--check", "may-contradict", "-o", "json").out())
        .contains(other)
        .contains("negation");
  }

  @Test
  void embedderThatFails_failsNothingButEmbed() throws Exception {
    on();
    atocore.create("Ada wants an automobile", "--status", "active");
    server.refuse(1_000, 401, "");

    Result search = atocore.run("memory", "search", "automobile");
    assertThat(search.exit()).isZero();
    assertThat(search.out().strip()).isNotEmpty();
    assertThat(search.err()).contains("found by words").contains("401").doesNotContain(KEY);
    assertThat(atocore.create("Ben wants a beverage")).isNotEmpty();
    Result embed = atocore.run("memory", "embed");
    assertThat(embed.exit()).isEqualTo(1);
    assertThat(embed.err()).contains("401").doesNotContain(KEY);
    String log = Files.readString(folder.resolve("alerts.log"));
    // Each command says it again, under one key: who is alerted hears of it once.
    assertThat(log.lines()).allMatch(line -> line.contains("\"fingerprint\":\"embedder\""));
    assertThat(log).doesNotContain(KEY);

    server.refuse(0, 200, "");
    assertThat(atocore.run("memory", "embed").exit()).isZero();
    assertThat(Files.readString(folder.resolve("alerts.log"))).contains("resolve");
  }

  @Test
  void redaction_takesTheVectorAway() {
    on();
    String id = atocore.create("Ada wants an automobile", "--status", "active");
    atocore.create("The pump leaks", "--status", "active");
    atocore.out("audit", "redact", id);
    assertThat(atocore.run("integrity", "run", "--check", "vector-drift").exit()).isZero();
    assertThat(atocore.out("memory", "search", "car", "--mode", "semantic", "-q"))
        .doesNotContain(id);
  }

  @Test
  void words_thatNameNoEmbedder_areRefused() {
    atocore.create("Ada");
    atocore.with("ATOCORE_EMBEDDER", "gpt");
    Result result = atocore.run("memory", "list");
    assertThat(result.exit()).isEqualTo(2);
    assertThat(result.err()).contains("ATOCORE_EMBEDDER").contains("minilm");
  }
}
