package dev.atocore.server.web;

import dev.atocore.audit.entry.AuditEntry;
import dev.atocore.core.GuardedStore;
import dev.atocore.core.error.NotFoundException;
import dev.atocore.core.guard.GuardedLog;
import dev.atocore.core.guard.GuardedRecalls;
import dev.atocore.core.image.FieldChange;
import dev.atocore.core.model.Change;
import dev.atocore.core.model.Evidence;
import dev.atocore.core.model.Memory;
import dev.atocore.core.recall.Exposure;
import dev.atocore.core.search.SharedWords;
import dev.atocore.core.source.SourceChunk;
import dev.atocore.core.source.Vouching;
import dev.atocore.server.access.Stores;
import dev.atocore.server.http.Answer;
import dev.atocore.server.http.Request;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One memory: what it says, where it comes from, and all that ever happened to it. */
final class OneMemoryPage {
  /** So many documents that vouch for it are shown, and so many readers. */
  private static final int SHOWN = 50;

  private final Stores stores;
  private final Html html;

  OneMemoryPage(Stores stores, Html html) {
    this.stores = stores;
    this.html = html;
  }

  Answer show(Request request) {
    String named = request.query("id");
    String id = named == null ? request.path("id") : named;
    GuardedStore store = stores.of(request);
    Timeline timeline =
        Timeline.of(store.audit(), id, request.query("before", 0, 0, Integer.MAX_VALUE));
    Optional<Memory> row = store.memories().find(id);
    if (row.isEmpty() && timeline.newest() == null) {
      throw new NotFoundException("there is no memory with that id");
    }
    Memory now = row.orElse(null);
    AuditEntry newest = timeline.newest();
    Past past =
        newest == null
            ? null
            : past(store.audit(), newest, request.query("version", 0, 0, Integer.MAX_VALUE));
    SourceChunk chunk = chunk(store, now);
    return html.page(
        200,
        "memory",
        new View(
            Frame.of(request, "Memory", "memories", stores),
            id,
            now,
            timeline,
            past,
            chunk,
            chunk == null || now == null
                ? List.of()
                : SharedWords.mark(chunk.content(), now.content()),
            evidence(store, id),
            exposure(store.recalls(), id)));
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

  private static Recent<Vouching> evidence(GuardedStore store, String id) {
    Recent<Evidence> noted = Recent.of(store.memories().evidence(id), SHOWN);
    return new Recent<>(Vouching.all(noted.rows(), store.sources()::document), noted.leftOut());
  }

  private static @Nullable SourceChunk chunk(GuardedStore store, @Nullable Memory memory) {
    String cited = memory == null ? null : memory.sourceChunkId();
    return cited == null ? null : store.sources().chunk(cited).orElse(null);
  }

  private static @Nullable Exposure exposure(GuardedRecalls recalls, String id) {
    return recalls.isOpen() ? recalls.exposure(id, null, null) : null;
  }

  private static @Nullable Past past(GuardedLog log, AuditEntry newest, int version) {
    if (version < 1 || version > newest.version()) {
      return null;
    }
    for (AuditEntry entry : log.versions(newest.memoryId(), version + 1L, 1).entries()) {
      if (entry.version() == version) {
        return new Past(entry, FieldChange.telling(entry.after(), newest.after()));
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
   * @param evidence what was noted last
   * @param exposure to whom it was told; null when the caller may not know
   */
  record View(
      Frame frame,
      String id,
      @Nullable Memory now,
      Timeline timeline,
      @Nullable Past past,
      @Nullable SourceChunk chunk,
      List<SharedWords.Piece> source,
      Recent<Vouching> evidence,
      @Nullable Exposure exposure) {

    /** Where the form with the slider goes; the id is a field of it unless it is in the path. */
    String path() {
      return idInPath() ? Show.memory(id) : "/memories/-";
    }

    /**
     * Where other versions are.
     *
     * @param before versions below this; 0 for the newest
     */
    String versions(long before) {
      String page = Show.memory(id);
      return before == 0
          ? page + "#timeline"
          : page + (idInPath() ? "?" : "&") + "before=" + before + "#timeline";
    }

    boolean idInPath() {
      return Show.plain(id);
    }

    /** The newest version that the log knows. */
    long newest() {
      AuditEntry entry = timeline.newest();
      return entry == null ? 0 : entry.version();
    }

    /** Whether the memory can be taken back to what that entry led to. */
    boolean revertible(AuditEntry entry) {
      return now != null && entry.after() != null && entry.version() < now.version();
    }
  }
}
