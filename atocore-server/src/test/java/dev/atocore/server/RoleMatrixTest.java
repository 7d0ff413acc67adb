package dev.atocore.server;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.atocore.alerts.Alerts;
import dev.atocore.core.access.Role;
import dev.atocore.core.access.Scope;
import dev.atocore.core.model.Change;
import dev.atocore.core.model.Memory;
import dev.atocore.core.model.MemoryStatus;
import dev.atocore.core.model.MemoryType;
import dev.atocore.core.model.NewMemory;
import dev.atocore.core.recall.RecallLog;
import dev.atocore.core.recall.RecallMode;
import dev.atocore.integrity.Integrity;
import dev.atocore.integrity.check.RunOptions;
import dev.atocore.server.access.Stores;
import dev.atocore.server.api.Api;
import dev.atocore.server.figures.StoreFigures;
import dev.atocore.server.http.BasePath;
import dev.atocore.server.http.Route;
import dev.atocore.server.web.WebPages;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Every route with every role, on a memory of the key's project, on one of the key's own making and
 * on one of another project. A route that is not in the table fails {@link #table_hasEveryRoute}.
 */
class RoleMatrixTest {
  private static final String MINE = "mine";
  private static final String THEIRS = "theirs";
  private static final String SECRET = "zanzibar";

  /** What a route is about, and so how what is not the key's shows. */
  private enum About {
    /** No memory; what is shown is filtered. */
    NONE,
    /** The memory in its path: another's is not there. */
    ID,
    /** The same for who may more; proposers of their own candidates only. */
    OWN,
    /** The project of what it makes: another's is refused. */
    PROJECT,
    /** A memory in a field of a form; what comes of it is in the address that it leads to. */
    FORM,
    /** The store as a whole, which no key with bounds has. */
    WHOLE
  }

  /**
   * A line of the table.
   *
   * @param role the least that may; null for anybody at all
   * @param body what is sent; {@code {other}} is a second memory of the same project
   */
  private record Row(String route, @Nullable Role role, About about, @Nullable String body) {}

  private static final String INITIALIZE =
      "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"initialize\",\"params\":{\"protocolVersion\":\"2025-06-18\","
          + "\"capabilities\":{},\"clientInfo\":{\"name\":\"m\",\"version\":\"1\"}}}";

  private static final List<Row> TABLE =
      List.of(
          new Row("GET /memory", Role.READER, About.NONE, null),
          new Row("GET /memory/{id}", Role.READER, About.ID, null),
          new Row("GET /memory/{id}/audit", Role.READER, About.ID, null),
          new Row("GET /memory/{id}/exposure", Role.CURATOR, About.ID, null),
          new Row("GET /memory/{id}/evidence", Role.READER, About.ID, null),
          new Row("POST /memory", Role.PROPOSER, About.PROJECT, ""),
          new Row("PATCH /memory/{id}", Role.PROPOSER, About.OWN, "{\"confidence\":0.7}"),
          new Row("POST /memory/{id}/promote", Role.CURATOR, About.ID, ""),
          new Row("POST /memory/{id}/reject", Role.PROPOSER, About.OWN, ""),
          new Row("POST /memory/{id}/invalidate", Role.CURATOR, About.ID, ""),
          new Row("POST /memory/{id}/supersede", Role.CURATOR, About.ID, "{\"by\":\"{other}\"}"),
          new Row("POST /memory/{id}/reinforce", Role.PROPOSER, About.ID, ""),
          new Row("POST /memory/{id}/revert", Role.CURATOR, About.ID, "{\"to_version\":1}"),
          new Row("DELETE /memory/{id}", Role.OPERATOR, About.ID, null),
          new Row("POST /admin/redact", Role.OPERATOR, About.WHOLE, "{\"user_id\":\"nobody\"}"),
          new Row("GET /admin/audit/recent", Role.READER, About.NONE, null),
          new Row("GET /admin/integrity", Role.READER, About.NONE, null),
          new Row("POST /admin/integrity/run", Role.OPERATOR, About.NONE, ""),
          new Row("GET /admin/dashboard", Role.READER, About.NONE, null),
          new Row("GET /metrics", Role.READER, About.NONE, null),
          new Row("GET /openapi.json", Role.READER, About.NONE, null),
          new Row("GET /healthz", null, About.NONE, null),
          new Row("POST /mcp", Role.READER, About.NONE, INITIALIZE),
          new Row("DELETE /mcp", Role.READER, About.NONE, null),
          new Row("GET /", Role.READER, About.NONE, null),
          new Row("GET /memories", Role.READER, About.NONE, null),
          new Row("GET /memories/{id}", Role.READER, About.ID, null),
          new Row("POST /memories/-/revert", Role.CURATOR, About.FORM, "to=1"),
          new Row("GET /recall", Role.CURATOR, About.NONE, null),
          new Row("GET /recalls", Role.CURATOR, About.NONE, null),
          new Row("GET /audit", Role.READER, About.NONE, null),
          new Row("GET /audit/newer", Role.READER, About.NONE, null),
          new Row("GET /integrity", Role.READER, About.NONE, null),
          new Row("POST /integrity/run", Role.OPERATOR, About.NONE, "form"),
          new Row("POST /integrity/{finding}/acknowledge", Role.OPERATOR, About.NONE, "form"),
          new Row("POST /integrity/{finding}/unacknowledge", Role.OPERATOR, About.NONE, "form"),
          new Row("GET /alerts", Role.OPERATOR, About.WHOLE, null),
          new Row("POST /alerts/{id}/retry", Role.OPERATOR, About.WHOLE, "form"),
          new Row("GET /keys", Role.OPERATOR, About.WHOLE, null),
          new Row("POST /keys/{name}/revoke", Role.OPERATOR, About.WHOLE, "form"),
          new Row("GET /triage", Role.CURATOR, About.NONE, null),
          new Row("POST /triage/promote", Role.CURATOR, About.FORM, "x=1"),
          new Row("POST /triage/reject", Role.CURATOR, About.FORM, "x=1"),
          new Row("POST /triage/keep", Role.CURATOR, About.FORM, "x=1"),
          new Row("POST /triage/invalidate", Role.CURATOR, About.FORM, "x=1"),
          new Row("POST /triage/review", Role.CURATOR, About.FORM, "review_by=30d"),
          new Row("POST /triage/edit", Role.CURATOR, About.FORM, "content=edited"),
          new Row("POST /triage/undo", Role.CURATOR, About.FORM, "x=1"),
          new Row("GET /assets/{name}", null, About.NONE, null));

  private static final Pattern LOOSE = Pattern.compile("\\{finding}|/alerts|/revoke|DELETE /mcp");
  private static final Integer[] DONE = {200, 201, 204, 303};

  /** Also of an alert, a finding or a key that is not there, which only those learn who may. */
  private static final Integer[] LED = {200, 204, 303, 400, 404, 409, 500};

  @TempDir static Path folder;
  private static TestServer server;
  private static final Map<String, String> TOKENS = new LinkedHashMap<>();
  private static int made;

  @BeforeAll
  @Timeout(value = 60, unit = SECONDS)
  static void start() {
    server = new TestServer(folder);
    Change ann = Change.by("ann");
    for (Role role : Role.values()) {
      for (String project : List.of("", MINE)) {
        String name = role.word() + project;
        Scope scope = new Scope(project.isEmpty() ? Set.of() : Set.of(project), null);
        TOKENS.put(name, server.store.keys().add(name, role, scope, null, ann).token());
      }
    }
    server.store.projects().add(SECRET, null);
    memory(THEIRS, "ann", MemoryStatus.CANDIDATE);
    memory(MINE, "ann", MemoryStatus.CANDIDATE);
    try (Alerts alerts = Alerts.builder().logFile(folder.resolve("quiet.log")).build()) {
      Integrity.of(server.store, alerts).run(RunOptions.all());
    }
    // The server was open until it learnt of the first key.
    while (server.get("/memory").statusCode() != 401) {
      Thread.onSpinWait();
    }
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @Test
  void table_hasEveryRoute() {
    Set<String> served = new TreeSet<>();
    StoreFigures figures = new StoreFigures(server.store);
    RecallLog recalls = server.store.recallLog(RecallMode.OFF);
    Stores stores = new Stores(server.store, figures, recalls);
    List<Route> routes =
        new ArrayList<>(
            new Api(server.store, stores, server.alerts, figures, recalls, BasePath.NONE).routes());
    routes.addAll(new WebPages(server.store, stores, server.alerts, BasePath.NONE).routes());
    routes.forEach(route -> served.add(route.method() + " " + route.path()));
    Set<String> listed = new TreeSet<>();
    TABLE.forEach(row -> listed.add(row.route()));

    assertThat(listed).isEqualTo(served);
  }

  @TestFactory
  List<DynamicTest> everyRole_onEveryRoute() {
    List<DynamicTest> cells = new ArrayList<>();
    for (Row row : TABLE) {
      for (Role role : Role.values()) {
        for (String project : List.of("", MINE)) {
          for (String target : List.of(MINE, "own", THEIRS)) {
            String key = role.word() + project;
            cells.add(
                DynamicTest.dynamicTest(
                    row.route() + " by " + key + " on " + target,
                    () -> cell(row, role, key, !project.isEmpty(), target)));
          }
        }
      }
      cells.add(DynamicTest.dynamicTest(row.route() + " by nobody", () -> nobody(row)));
    }
    return cells;
  }

  private static void nobody(Row row) {
    HttpResponse<String> answer = send(row, null, MINE);

    assertThat(answer.statusCode()).isEqualTo(row.role() == null ? open(row) : 401);
  }

  private static void cell(Row row, Role role, String key, boolean bound, String target) {
    HttpResponse<String> answer = send(row, key, target);
    Role least = row.role();

    if (least == null) {
      assertThat(answer.statusCode()).isEqualTo(open(row));
    } else if (!role.includes(least)) {
      assertThat(answer.statusCode()).as(answer.body()).isEqualTo(403);
    } else if (bound && row.about() == About.WHOLE) {
      assertThat(answer.statusCode()).as(answer.body()).isEqualTo(403);
    } else if (bound && target.equals(THEIRS) && row.about() != About.NONE) {
      foreign(row, answer);
    } else if (row.about() == About.OWN && role == Role.PROPOSER && !target.equals("own")) {
      assertThat(answer.statusCode()).as(answer.body()).isEqualTo(403);
    } else {
      assertThat(answer.statusCode())
          .as(answer.body())
          .isIn((Object[]) (LOOSE.matcher(row.route()).find() ? LED : DONE));
      assertThat(answer.headers().firstValue("Location").orElse(""))
          .doesNotContain("not_found", "forbidden");
    }
    if (bound) {
      assertThat(answer.body()).doesNotContain(SECRET);
    }
  }

  private static void foreign(Row row, HttpResponse<String> answer) {
    String to = answer.headers().firstValue("Location").orElse("");
    if (row.about() == About.PROJECT) {
      assertThat(answer.statusCode()).as(answer.body()).isEqualTo(403);
    } else if (row.about() == About.FORM && answer.statusCode() == 303) {
      assertThat(to).contains("said=not_found");
    } else {
      assertThat(answer.statusCode()).as(answer.body()).isEqualTo(404);
    }
  }

  private static int open(Row row) {
    return row.route().contains("assets") ? 404 : 200;
  }

  private static HttpResponse<String> send(Row row, @Nullable String key, String target) {
    String[] words = row.route().split(" ", 2);
    String project = target.equals(THEIRS) ? THEIRS : MINE;
    boolean active = words[1].matches(".*(invalidate|supersede)");
    Memory memory =
        memory(
            project,
            target.equals("own") && key != null ? key : "ann",
            active ? MemoryStatus.ACTIVE : MemoryStatus.CANDIDATE);
    if (words[1].endsWith("undo")) {
      memory = server.store.memories().reinforce(memory.id(), 0.1, Change.by("ann")).memory();
    }
    String path =
        words[1]
            .replace("{id}", memory.id())
            .replace("{finding}", "memory-drift-0000000000000000")
            .replace("{name}", "none.css");
    List<String> headers = new ArrayList<>();
    if (key != null) {
      headers.addAll(List.of("Authorization", "Bearer " + TOKENS.get(key)));
    }
    String body = row.body();
    if (row.about() == About.PROJECT) {
      body =
          "{\"type\":\"knowledge\",\"project\":\""
              + project
              + "\",\"content\":\"made "
              + made++
              + "\"}";
    } else if (body != null && (row.about() == About.FORM || body.equals("form"))) {
      body = form(body, memory, headers);
    } else if (body != null && body.contains("{other}")) {
      body = body.replace("{other}", memory(project, "ann", MemoryStatus.ACTIVE).id());
    }
    if (words[1].equals("/mcp")) {
      headers.addAll(List.of("Accept", "application/json, text/event-stream"));
    }
    return server.send(words[0], path, body, headers.toArray(String[]::new));
  }

  /** The fields of a form, with what a page gave the session against posts from elsewhere. */
  private static String form(String fields, Memory memory, List<String> headers) {
    HttpResponse<String> page = server.get("/login", headers.toArray(String[]::new));
    Matcher csrf = Pattern.compile("name=\"csrf\" value=\"([^\"]+)\"").matcher(page.body());
    assertThat(csrf.find()).as("the form carries its token").isTrue();
    page.headers()
        .firstValue("Set-Cookie")
        .ifPresent(cookie -> headers.addAll(List.of("Cookie", cookie.replaceAll(";.*", ""))));
    headers.addAll(List.of("Content-Type", "application/x-www-form-urlencoded"));
    return String.format(
        Locale.ROOT,
        "csrf=%s&id=%s&version=%d&place=1&%s",
        csrf.group(1),
        memory.id(),
        memory.version(),
        fields);
  }

  private static Memory memory(String project, String maker, MemoryStatus status) {
    return server
        .store
        .memories()
        .create(
            NewMemory.of(
                    MemoryType.KNOWLEDGE,
                    "memory " + made++ + (project.equals(THEIRS) ? " of " + SECRET : ""))
                .project(project)
                .status(status),
            Change.by(maker));
  }
}
