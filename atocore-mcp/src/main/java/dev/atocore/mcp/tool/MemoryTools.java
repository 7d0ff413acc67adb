package dev.atocore.mcp.tool;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.atocore.audit.entry.AuditEntry;
import dev.atocore.audit.entry.AuditJson;
import dev.atocore.audit.log.AuditFilter;
import dev.atocore.audit.log.AuditPage;
import dev.atocore.core.Memories;
import dev.atocore.core.error.InvalidInputException;
import dev.atocore.core.image.MemoryJson;
import dev.atocore.core.model.Change;
import dev.atocore.core.model.Defaults;
import dev.atocore.core.model.IdempotencyKey;
import dev.atocore.core.model.Memory;
import dev.atocore.core.model.MemoryFilter;
import dev.atocore.core.model.MemoryPage;
import dev.atocore.core.model.MemoryPatch;
import dev.atocore.core.model.MemoryType;
import dev.atocore.core.model.Metadata;
import dev.atocore.core.model.Mutation;
import dev.atocore.core.model.NewMemory;
import dev.atocore.core.model.Owner;
import dev.atocore.core.model.Validity;
import dev.atocore.core.search.SearchMode;
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
    String mode = given.text("mode");
    SearchQuery query =
        SearchQuery.of(given.required("query"))
            .filter(
                MemoryFilter.ALL
                    .project(given.text("project"))
                    .owner(Owner.of(given.text("user_id"), null, null)))
            .limit(limit(given, SearchQuery.DEFAULT_LIMIT))
            .after(given.text("after"))
            .mode(mode == null ? null : SearchMode.parse(mode));
    MemoryPage found = agent.store().memories().searchPage(query);
    return JsonText.write(json -> MemoryJson.writePage(json, found));
  }

  static String get(Agent agent, Arguments given) {
    String id = given.required("id");
    String asOf = given.text("as_of");
    Memories memories = agent.store().memories();
    return json(
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
            .owner(Owner.of(given.text("user_id"), agent.agentId(), null))
            .metadata(or(given.metadata("metadata"), Metadata.EMPTY))
            .sourceChunk(given.text("source_chunk_id"));
    return json(agent.storeOrNew().memories().create(memory, change(agent, given)));
  }

  static String update(Agent agent, Arguments given) {
    String id = given.required("id");
    long version = given.requiredWhole("if_version");
    String type = given.text("type");
    MemoryPatch patch =
        MemoryPatch.none()
            .type(type == null ? null : MemoryType.parse(type))
            .content(given.text("content"))
            .project(given.clearable("project"))
            .owner(Owner.of(given.clearable("user_id"), null, null))
            .confidence(given.number("confidence"))
            .metadata(given.metadata("metadata"))
            .sourceChunk(given.clearable("source_chunk_id"))
            .validity(
                Validity.parse(
                    given.clearable("valid_from"),
                    given.clearable("valid_until"),
                    given.clearable("review_by"),
                    Instant.now()));
    return json(
        agent
            .store()
            .memories()
            .update(id, patch, change(agent, given).ifVersion(version))
            .memory());
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
    given.required("note");
    Change change = change(agent, given).ifVersion(given.whole("if_version"));
    Memories memories = agent.store().memories();
    Mutation mutation =
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
        };
    return json(mutation.memory());
  }

  static String reinforce(Agent agent, Arguments given) {
    return json(
        agent
            .store()
            .memories()
            .reinforce(given.required("id"), Defaults.DELTA, change(agent, given))
            .memory());
  }

  private static Change change(Agent agent, Arguments given) {
    return Change.by(agent.principal().name())
        .onBehalfOf(agent.principal().onBehalfOf())
        .requestId(UUID.randomUUID().toString())
        .note(given.text("note"))
        .once(once(agent, given));
  }

  /** By the name that the caller gave the call, or by that which it has in its session. */
  private static @Nullable IdempotencyKey once(Agent agent, Arguments given) {
    String sender = agent.principal().name();
    String name = given.text("request_id");
    String call = agent.call();
    if (name != null || call == null) {
      return name == null ? null : IdempotencyKey.of(sender, name, given.fingerprint());
    }
    // A client that uses an id for something else means something else.
    byte[] whole = (call + new String(given.fingerprint(), UTF_8)).getBytes(UTF_8);
    return IdempotencyKey.of(
        sender, IdempotencyKey.of(sender, "call", whole).fingerprint(), given.fingerprint());
  }

  private static String json(Memory memory) {
    return JsonText.write(json -> MemoryJson.write(json, memory));
  }

  private static <T> T or(@Nullable T given, T otherwise) {
    return given == null ? otherwise : given;
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
}
