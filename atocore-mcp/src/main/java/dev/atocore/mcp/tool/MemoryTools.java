package dev.atocore.mcp.tool;

import dev.atocore.audit.entry.AuditEntry;
import dev.atocore.audit.entry.AuditJson;
import dev.atocore.audit.log.AuditFilter;
import dev.atocore.audit.log.AuditPage;
import dev.atocore.core.Memories;
import dev.atocore.core.error.InvalidInputException;
import dev.atocore.core.model.Change;
import dev.atocore.core.model.Defaults;
import dev.atocore.core.model.Memory;
import dev.atocore.core.model.MemoryJson;
import dev.atocore.core.model.MemoryPage;
import dev.atocore.core.model.MemoryPatch;
import dev.atocore.core.model.MemoryType;
import dev.atocore.core.model.Mutation;
import dev.atocore.core.model.NewMemory;
import dev.atocore.core.search.SearchQuery;
import dev.atocore.core.text.TextRules;
import dev.atocore.core.text.Times;
import dev.atocore.mcp.agent.Agent;
import dev.atocore.mcp.json.JsonText;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What each tool does: words are mapped to calls, and what comes of them to JSON. */
final class MemoryTools {
  private static final int MAX_LIMIT = 1000;

  private MemoryTools() {}

  static String search(Agent agent, Arguments given) {
    requireMode(given.text("mode"));
    SearchQuery query =
        SearchQuery.of(given.required("query"))
            .project(given.text("project"))
            .limit(limit(given, SearchQuery.DEFAULT_LIMIT))
            .after(given.text("after"));
    MemoryPage found = agent.store().memories().searchPage(query);
    return JsonText.write(
        json -> {
          json.writeStartObject();
          json.writeArrayFieldStart("memories");
          for (Memory memory : found.memories()) {
            MemoryJson.write(json, memory);
          }
          json.writeEndArray();
          json.writeStringField("next", found.next());
          json.writeEndObject();
        });
  }

  static String get(Agent agent, Arguments given) {
    String id = given.required("id");
    String asOf = given.text("as_of");
    Memories memories = agent.store().memories();
    return MemoryJson.image(
        asOf == null ? memories.get(id) : memories.asOf(id, Times.parse(asOf, Instant.now())));
  }

  static String history(Agent agent, Arguments given) {
    String id = given.required("id");
    AuditPage page =
        agent
            .store()
            .audit()
            .history(id, AuditFilter.ALL, limit(given, Defaults.PAGE), given.text("after"));
    if (page.entries().isEmpty()) {
      agent.store().memories().get(id);
    }
    return JsonText.write(
        json -> {
          json.writeStartObject();
          json.writeStringField("memory_id", id);
          json.writeArrayFieldStart("entries");
          for (AuditEntry entry : page.entries()) {
            AuditJson.write(json, entry);
          }
          json.writeEndArray();
          json.writeStringField("next", page.next());
          json.writeEndObject();
        });
  }

  static String propose(Agent agent, Arguments given) {
    NewMemory memory =
        NewMemory.of(MemoryType.parse(given.required("type")), given.required("content"))
            .project(given.text("project"))
            .sourceChunk(given.text("source_chunk_id"));
    return MemoryJson.image(
        agent.storeOrNew().memories().create(memory, change(agent, given.text("note"))));
  }

  static String update(Agent agent, Arguments given) {
    String id = given.required("id");
    long version = given.requiredWhole("if_version");
    String type = given.text("type");
    MemoryPatch patch =
        new MemoryPatch(
            type == null ? null : MemoryType.parse(type),
            given.text("content"),
            given.clearable("project"),
            given.number("confidence"),
            given.clearable("source_chunk_id"));
    return image(
        agent
            .store()
            .memories()
            .update(id, patch, change(agent, given.text("note")).ifVersion(version)));
  }

  static String decide(Agent agent, Arguments given) {
    String id = given.required("id");
    String decision = given.required("decision");
    String by = given.text("by");
    if ((by != null) != decision.equals("supersede")) {
      throw new InvalidInputException(
          by == null
              ? "by is missing: supersede needs the id of the memory that replaces this one"
              : "by goes with supersede only");
    }
    Change change = change(agent, given.required("note")).ifVersion(given.whole("if_version"));
    Memories memories = agent.store().memories();
    return image(
        switch (decision) {
          case "promote" -> memories.promote(id, change);
          case "reject" -> memories.reject(id, change);
          case "invalidate" -> memories.invalidate(id, change);
          case "supersede" -> memories.supersede(id, String.valueOf(by), change);
          default ->
              throw new InvalidInputException(
                  "unknown decision "
                      + TextRules.quote(decision)
                      + "; use promote, reject, invalidate or supersede");
        });
  }

  static String reinforce(Agent agent, Arguments given) {
    return image(
        agent
            .store()
            .memories()
            .reinforce(given.required("id"), Defaults.DELTA, change(agent, given.text("note"))));
  }

  private static Change change(Agent agent, @Nullable String note) {
    return Change.by(agent.principal().name()).requestId(UUID.randomUUID().toString()).note(note);
  }

  private static String image(Mutation mutation) {
    return MemoryJson.image(mutation.memory());
  }

  private static int limit(Arguments given, int otherwise) {
    Long limit = given.whole("limit");
    if (limit == null) {
      return otherwise;
    }
    if (limit < 1 || limit > MAX_LIMIT) {
      throw new InvalidInputException("limit is " + limit + ", not between 1 and " + MAX_LIMIT);
    }
    return limit.intValue();
  }

  /** By words is the one way yet; what both ways find is then what words find. */
  private static void requireMode(@Nullable String mode) {
    if (mode == null || mode.equals("text") || mode.equals("hybrid")) {
      return;
    }
    throw new InvalidInputException(
        mode.equals("semantic")
            ? "there are no vectors to search by meaning; set ATOCORE_EMBEDDER, or use mode text"
            : "unknown mode " + TextRules.quote(mode) + "; use text, semantic or hybrid");
  }
}
