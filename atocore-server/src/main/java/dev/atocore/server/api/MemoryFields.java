package dev.atocore.server.api;

import dev.atocore.core.model.MemoryPatch;
import dev.atocore.core.model.MemoryStatus;
import dev.atocore.core.model.MemoryType;
import dev.atocore.core.model.Metadata;
import dev.atocore.core.model.NewMemory;
import dev.atocore.core.model.Owner;
import dev.atocore.core.model.Validity;
import dev.atocore.server.http.ProblemException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a body says of a memory. */
final class MemoryFields {
  private static final String METADATA = "metadata";
  private static final String CHUNK = "source_chunk_id";
  private static final String CHUNKS = "source_chunk_ids";

  private static final List<String> NAMES =
      List.of(
          "type",
          "content",
          "project",
          "confidence",
          CHUNK,
          CHUNKS,
          "user_id",
          "agent_id",
          "run_id",
          METADATA,
          "valid_from",
          "valid_until",
          "review_by",
          "note");

  private MemoryFields() {}

  /** The names of these fields, and of others. */
  static String[] and(String... others) {
    List<String> all = new ArrayList<>(NAMES);
    all.addAll(List.of(others));
    return all.toArray(new String[0]);
  }

  static NewMemory create(Body body) {
    if (body.isNull(METADATA)) {
      throw ProblemException.invalid("metadata is null; leave it out for none");
    }
    Metadata metadata = metadata(body);
    List<String> chunks = chunks(body);
    NewMemory memory =
        NewMemory.of(MemoryType.parse(body.required("type")), body.required("content"))
            .project(body.text("project"))
            .owner(Owner.of(body.text("user_id"), body.text("agent_id"), body.text("run_id")))
            .metadata(metadata == null ? Metadata.EMPTY : metadata)
            .sourceChunks(chunks == null ? List.of() : chunks)
            .validity(validity(body));
    String status = body.text("status");
    memory = status == null ? memory : memory.status(MemoryStatus.parse(status));
    Double confidence = body.number("confidence");
    return confidence == null ? memory : memory.confidence(confidence);
  }

  static MemoryPatch patch(Body body) {
    String type = body.text("type");
    return MemoryPatch.none()
        .type(type == null ? null : MemoryType.parse(type))
        .content(body.text("content"))
        .project(body.clearable("project"))
        .confidence(body.number("confidence"))
        .sourceChunks(chunks(body))
        .owner(
            Owner.of(
                body.clearable("user_id"), body.clearable("agent_id"), body.clearable("run_id")))
        .metadata(body.isNull(METADATA) ? Metadata.EMPTY : metadata(body))
        .validity(validity(body));
  }

  private static @Nullable Metadata metadata(Body body) {
    String json = body.object(METADATA);
    return json == null ? null : Metadata.parse(json);
  }

  private static Validity validity(Body body) {
    return Validity.parse(
        body.clearable("valid_from"),
        body.clearable("valid_until"),
        body.clearable("review_by"),
        Instant.now());
  }

  /** All sources: the list, or the one; null when the body says neither. */
  private static @Nullable List<String> chunks(Body body) {
    String one = body.clearable(CHUNK);
    List<String> all =
        body.isNull(CHUNKS) ? List.of() : body.has(CHUNKS) ? body.texts(CHUNKS) : null;
    if (all == null) {
      return one == null ? null : one.isEmpty() ? List.of() : List.of(one);
    }
    if (one != null && !one.equals(all.isEmpty() ? "" : all.get(0))) {
      throw ProblemException.invalid(CHUNK + " is not the first of " + CHUNKS);
    }
    return all;
  }
}
