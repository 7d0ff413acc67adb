package dev.atocore.server.api;

import static dev.atocore.server.TestServer.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion.VersionFlag;
import com.networknt.schema.ValidationMessage;
import dev.atocore.core.recall.RecallLog;
import dev.atocore.core.recall.RecallMode;
import dev.atocore.server.TestServer;
import dev.atocore.server.access.Stores;
import dev.atocore.server.figures.StoreFigures;
import dev.atocore.server.http.BasePath;
import dev.atocore.server.http.Route;
import io.swagger.v3.parser.OpenAPIV3Parser;
import io.swagger.v3.parser.core.models.SwaggerParseResult;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Holds the document against the routes, and the answers against the document. */
class OpenApiTest {
  private static final JsonSchemaFactory SCHEMAS =
      JsonSchemaFactory.getInstance(VersionFlag.V202012);

  @TempDir Path folder;
  private TestServer server;
  private JsonNode document;

  @BeforeEach
  void start() {
    server = new TestServer(folder);
    document = json(server.get("/openapi.json"));
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void document_describesEveryRouteAndNoOther() {
    Set<String> served = new TreeSet<>();
    StoreFigures figures = new StoreFigures(server.store);
    RecallLog recalls = server.store.recallLog(RecallMode.OFF);
    Stores stores = new Stores(server.store, figures, recalls);
    for (Route route :
        new Api(server.store, stores, server.alerts, figures, recalls, BasePath.NONE).routes()) {
      served.add(route.method() + " " + route.path() + " " + new TreeSet<>(route.parameters()));
    }
    Set<String> described = new TreeSet<>();
    for (Map.Entry<String, JsonNode> path : document.get("paths").properties()) {
      for (Map.Entry<String, JsonNode> operation : path.getValue().properties()) {
        described.add(
            operation.getKey().toUpperCase(Locale.ROOT)
                + " "
                + path.getKey()
                + " "
                + queryParameters(operation.getValue()));
      }
    }

    assertThat(described).isEqualTo(served);
  }

  /** By the specification's own rules, as swagger-parser holds documents to them. */
  @Test
  void document_isOpenApi() {
    SwaggerParseResult parsed = new OpenAPIV3Parser().readContents(document.toString());
    ObjectNode broken = document.deepCopy();
    broken.remove("info");
    ((ObjectNode) broken.at("/paths/~1memory/get")).remove("responses");
    ((ObjectNode) broken.at("/paths/~1memory/get")).put("colour", "blue");

    assertThat(parsed.getMessages()).isEmpty();
    assertThat(parsed.getOpenAPI().getOpenapi()).isEqualTo("3.1.0");
    assertThat(new OpenAPIV3Parser().readContents(broken.toString()).getMessages())
        .as("what this validator finds")
        .anyMatch(message -> message.contains("info"))
        .anyMatch(message -> message.contains("colour"));
  }

  @Test
  void schemas_areSchemas() {
    JsonSchema meta = SCHEMAS.getSchema(URI.create("https://json-schema.org/draft/2020-12/schema"));

    for (Map.Entry<String, JsonNode> schema :
        document.get("components").get("schemas").properties()) {
      assertThat(meta.validate(schema.getValue())).as(schema.getKey()).isEmpty();
    }
  }

  @Test
  void answers_areAsDescribed() {
    String id = server.create("one");
    String other = server.create("two");
    String path = "/memory/" + id;

    holds("GET", "/memory/{id}", server.get(path));
    holds("GET", "/memory", server.get("/memory"));
    holds("POST", "/memory", server.post("/memory", "{\"type\":\"project\",\"content\":\"c\"}"));
    holds("POST", "/memory", server.post("/memory", "{}"));
    holds("PATCH", "/memory/{id}", server.send("PATCH", path, "{\"project\":\"p\"}"));
    holds("POST", "/memory/{id}/promote", server.post(path + "/promote", "{\"note\":\"n\"}"));
    holds("POST", "/memory/{id}/promote", server.post(path + "/promote", ""));
    holds("POST", "/memory/{id}/reinforce", server.post(path + "/reinforce", ""));
    holds(
        "POST",
        "/memory/{id}/supersede",
        server.post(path + "/supersede", "{\"by\":\"" + other + "\"}"));
    holds("POST", "/memory/{id}/revert", server.post(path + "/revert", "{\"to_version\":1}"));
    holds("POST", "/memory/{id}/reject", server.post(path + "/reject", "", "If-Match", "\"1\""));
    holds("POST", "/memory/{id}/reject", server.post(path + "/reject", ""));
    holds("POST", "/memory/{id}/invalidate", server.post("/memory/none/invalidate", ""));
    holds("GET", "/memory/{id}/audit", server.get(path + "/audit"));
    holds("GET", "/memory/{id}/evidence", server.get(path + "/evidence"));
    holds("GET", "/memory/{id}/evidence", server.get("/memory/none/evidence"));
    holds("GET", "/admin/audit/recent", server.get("/admin/audit/recent"));
    holds("GET", "/admin/integrity", server.get("/admin/integrity"));
    holds("POST", "/admin/integrity/run", server.post("/admin/integrity/run", ""));
    holds("GET", "/admin/integrity", server.get("/admin/integrity"));
    holds("GET", "/admin/dashboard", server.get("/admin/dashboard"));
    holds("GET", "/healthz", server.get("/healthz"));
    holds("GET", "/metrics", server.get("/metrics"));
    holds("GET", "/openapi.json", server.get("/openapi.json"));
  }

  private void holds(String method, String path, HttpResponse<String> response) {
    JsonNode operation = document.get("paths").get(path).get(method.toLowerCase(Locale.ROOT));
    JsonNode described =
        resolve(operation.get("responses").get(Integer.toString(response.statusCode())));
    String type = response.headers().firstValue("Content-Type").orElse("").replaceAll(";.*", "");
    JsonNode content = described.get("content").get(type);
    assertThat(content).as("%s %s: %s", method, path, type).isNotNull();
    if (described.has("headers")) {
      described
          .get("headers")
          .fieldNames()
          .forEachRemaining(
              name -> assertThat(response.headers().firstValue(name)).as(name).isPresent());
    }
    if (type.endsWith("json")) {
      ObjectNode schema = content.get("schema").deepCopy();
      schema.set("components", document.get("components"));
      Set<ValidationMessage> faults = SCHEMAS.getSchema(schema).validate(json(response));
      assertThat(faults).as("%s %s: %s", method, path, response.body()).isEmpty();
    }
  }

  private JsonNode resolve(JsonNode node) {
    JsonNode reference = node.get("$ref");
    return reference == null ? node : document.at(reference.asText().substring(1));
  }

  private Set<String> queryParameters(JsonNode operation) {
    Set<String> names = new TreeSet<>();
    if (operation.has("parameters")) {
      for (JsonNode parameter : operation.get("parameters")) {
        JsonNode resolved = resolve(parameter);
        if (resolved.get("in").asText().equals("query")) {
          names.add(resolved.get("name").asText());
        }
      }
    }
    return names;
  }
}
