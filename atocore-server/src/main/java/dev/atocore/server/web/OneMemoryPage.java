package dev.atocore.server.web;

import dev.atocore.audit.entry.AuditEntry;
import dev.atocore.core.GuardedStore;
import dev.atocore.core.error.NotFoundException;
import dev.atocore.core.guard.GuardedRecalls;
import dev.atocore.core.model.Change;
import dev.atocore.core.model.FieldChange;
import dev.atocore.core.model.Memory;
import dev.atocore.core.recall.Exposure;
import dev.atocore.core.search.SharedWords;
import dev.atocore.core.source.SourceChunk;
import dev.atocore.core.source.Vouching;
import dev.atocore.server.access.Stores;
import dev.atocore.server.http.Answer;
import dev.atocore.server.http.Request;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One memory: what it says, where it comes from, and all that ever happened to it. */
final class OneMemoryPage {
  private final Stores stores;
  private final Html html;

  OneMemoryPage(Stores stores, Html html) {
    this.stores = stores;
    this.html = html;
  }

  Answer show(Request request) {
    String named = request.query("id");
    String id = named == null ? request.path("id") : named;
    List<AuditEntry> history = new ArrayList<>(stores.of(request).audit().history(id));
    Optional<Memory> row = stores.of(request).memories().find(id);
    if (row.isEmpty() && history.isEmpty()) {
      throw new NotFoundException("there is no memory with that id");
    }
    Memory now = row.orElse(null);
    long newest = history.isEmpty() ? 0 : history.get(history.size() - 1).version();
    int wanted = request.query("version", 0, 0, Integer.MAX_VALUE);
    Past past = wanted > 0 && wanted <= newest ? past(history, wanted) : null;
    Collections.reverse(history);
    SourceChunk chunk = chunk(stores.of(request), now);
    return html.page(
        200,
        "memory",
        new View(
            Frame.of(request, "Memory", "memories", stores),
            id,
            now,
            history,
            newest,
            past,
            chunk,
            chunk == null || now == null
                ? List.of()
                : SharedWords.mark(chunk.content(), now.content()),
            evidence(stores.of(request), id),
            exposure(stores.of(request).recalls(), id)));
  }

  /** The form: takes it back to a version, if nobody changed it since the page was made. */
  Answer revert(Request request) {
    String id = Forms.required(request, "id");
    Change change =
        Forms.change(request, Forms.ACTOR)
            .note(Forms.optional(request, "note"))
            .ifVersion(Forms.number(request, "version"));
    stores.of(request).memories().revert(id, Forms.number(request, "to"), change);
    return Answer.seeOther(Show.memory(id));
  }

  private static List<Vouching> evidence(GuardedStore store, String id) {
    return Vouching.all(store.memories().evidence(id), store.sources()::document);
  }

  private static @Nullable SourceChunk chunk(GuardedStore store, @Nullable Memory memory) {
    String cited = memory == null ? null : memory.sourceChunkId();
    return cited == null ? null : store.sources().chunk(cited).orElse(null);
  }

  private static @Nullable Exposure exposure(GuardedRecalls recalls, String id) {
    return recalls.isOpen() ? recalls.exposure(id, null, null) : null;
  }

  private static @Nullable Past past(List<AuditEntry> history, int version) {
    String newest = history.get(history.size() - 1).after();
    for (AuditEntry entry : history) {
      if (entry.version() == version) {
        return new Past(entry, FieldChange.telling(entry.after(), newest));
      }
    }
    return null;
  }

  /**
   * The memory as it was.
   *
   * @param entry the entry that led to that version
   * @param since what changed from then to now
   */
  record Past(AuditEntry entry, List<FieldChange> since) {
    List<FieldChange> fields() {
      return FieldChange.telling(null, entry.after());
    }
  }

  /**
   * What the template shows.
   *
   * @param now null when the row is gone and only the log knows it
   * @param history newest first
   * @param newest the newest version that the log knows
   * @param exposure to whom it was told; null when the caller may not know
   */
  record View(
      Frame frame,
      String id,
      @Nullable Memory now,
      List<AuditEntry> history,
      long newest,
      @Nullable Past past,
      @Nullable SourceChunk chunk,
      List<SharedWords.Piece> source,
      List<Vouching> evidence,
      @Nullable Exposure exposure) {

    /** Where the form with the slider goes; the id is a field of it unless it is in the path. */
    String path() {
      return idInPath() ? Show.memory(id) : "/memories/-";
    }

    boolean idInPath() {
      return Show.plain(id);
    }

    /** Whether the memory can be taken back to what that entry led to. */
    boolean revertible(AuditEntry entry) {
      return now != null && entry.after() != null && entry.version() < now.version();
    }
  }
}
