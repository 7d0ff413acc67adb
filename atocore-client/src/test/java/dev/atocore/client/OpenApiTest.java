package dev.atocore.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.atocore.server.AtoCoreServer;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** The client has what {@code /openapi.json} describes, by the same names. */
class OpenApiTest {
  /** The operation of the API, and the method that asks for it. */
  private static final Map<String, String> METHODS =
      Map.ofEntries(
          Map.entry("listMemories", "list"),
          Map.entry("createMemory", "create"),
          Map.entry("getMemory", "get"),
          Map.entry("updateMemory", "update"),
          Map.entry("redactMemory", "redact"),
          Map.entry("getHistory", "history"),
          Map.entry("getExposure", "exposure"),
          Map.entry("getEvidence", "evidence"),
          Map.entry("promoteMemory", "promote"),
          Map.entry("rejectMemory", "reject"),
          Map.entry("invalidateMemory", "invalidate"),
          Map.entry("supersedeMemory", "supersede"),
          Map.entry("reinforceMemory", "reinforce"),
          Map.entry("revertMemory", "revert"),
          Map.entry("listRecalls", "recalls"),
          Map.entry("recentAudit", "audit"),
          Map.entry("getDashboard", "dashboard"),
          Map.entry("getIntegrity", "integrity"),
          Map.entry("runIntegrity", "runIntegrity"),
          Map.entry("getHealth", "isHealthy"),
          Map.entry("redactSelection", "redact"));

  /** For other programs than one that keeps memories: a scraper, a browser, a client of MCP. */
  private static final Set<String> NOT_OURS =
      Set.of("getMetrics", "getOpenApi", "speakMcp", "endMcpSession");

  private static JsonNode api;

  @BeforeAll
  static void read() throws IOException {
    try (InputStream in = AtoCoreServer.class.getResourceAsStream("api/openapi.json")) {
      api = new ObjectMapper().readTree(in);
    }
  }

  @Test
  void everyOperation_hasAMethod() {
    Set<String> operations = new TreeSet<>(api.findValuesAsText("operationId"));
    Set<String> known = new TreeSet<>(METHODS.keySet());
    known.addAll(NOT_OURS);
    assertThat(known).isEqualTo(operations);
    assertThat(Arrays.stream(AtoCoreClient.class.getDeclaredMethods()).map(Method::getName))
        .containsAll(METHODS.values());
  }

  @TestFactory
  Stream<DynamicTest> everyRecord_hasThePropertiesOfItsSchema() {
    return Stream.of(
            Map.entry("/Memory", Memory.class),
            Map.entry("/AuditEntry", AuditEntry.class),
            Map.entry("/Exposure", Exposure.class),
            Map.entry("/Exposure/properties/told/items", Exposure.Told.class),
            Map.entry("/Evidence", Evidence.class),
            Map.entry("/RecallPage/properties/recalls/items", Recall.class),
            Map.entry(
                "/RecallPage/properties/recalls/items/properties/memories/items",
                Recall.Memory.class),
            Map.entry("/IntegrityResult", IntegrityResult.class),
            Map.entry("/IntegrityResult/properties/checks/items", IntegrityResult.Check.class),
            Map.entry("/Finding", IntegrityResult.Finding.class))
        .map(
            pair ->
                dynamicTest(
                    pair.getValue().getSimpleName() + pair.getKey(),
                    () ->
                        assertThat(
                                Arrays.stream(pair.getValue().getRecordComponents())
                                    .map(component -> snakeCase(component.getName())))
                            .containsExactlyInAnyOrderElementsOf(properties(pair.getKey()))));
  }

  @Test
  void newMemory_canSayWhateverTheApiTakes() {
    NewMemory all =
        NewMemory.of("knowledge", "x")
            .project("p")
            .status("active")
            .confidence(1)
            .userId("u")
            .agentId("a")
            .runId("r")
            .metadata(Map.of())
            .sourceChunkIds(List.of())
            .validFrom("1d")
            .validUntil("2d")
            .reviewBy("3d")
            .allowDuplicate()
            .again();
    Set<String> taken = new TreeSet<>(properties("/NewMemory"));
    // The note is the change's, and the one source is the first of the sources.
    taken.removeAll(Set.of("note", "source_chunk_id"));
    assertThat(all.fields().keySet()).containsExactlyInAnyOrderElementsOf(taken);
  }

  @Test
  void patch_canSayWhateverTheApiTakes() {
    MemoryPatch all =
        MemoryPatch.none()
            .type("knowledge")
            .content("x")
            .project(null)
            .confidence(1)
            .userId(null)
            .agentId(null)
            .runId(null)
            .metadata(null)
            .sourceChunkIds(null)
            .validFrom(null)
            .validUntil(null)
            .reviewBy(null)
            .allowDuplicate()
            .again();
    Set<String> taken = new TreeSet<>(properties("/MemoryPatch"));
    taken.removeAll(Set.of("note", "source_chunk_id"));
    assertThat(all.fields().keySet()).containsExactlyInAnyOrderElementsOf(taken);
  }

  private static Set<String> properties(String schema) {
    Set<String> names = new TreeSet<>();
    api.at("/components/schemas" + schema + "/properties")
        .fieldNames()
        .forEachRemaining(names::add);
    assertThat(names).as(schema).isNotEmpty();
    return names;
  }

  private static String snakeCase(String name) {
    return name.replaceAll("([A-Z])", "_$1").toLowerCase(Locale.ROOT);
  }
}
