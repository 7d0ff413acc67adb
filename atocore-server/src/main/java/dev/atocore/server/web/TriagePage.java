package dev.atocore.server.web;

import dev.atocore.core.GuardedStore;
import dev.atocore.core.Memories;
import dev.atocore.core.error.AtoCoreException;
import dev.atocore.core.error.StoreException;
import dev.atocore.core.image.FieldChange;
import dev.atocore.core.model.Change;
import dev.atocore.core.model.Evidence;
import dev.atocore.core.model.Memory;
import dev.atocore.core.model.MemoryFilter;
import dev.atocore.core.model.MemoryPatch;
import dev.atocore.core.model.MemoryStatus;
import dev.atocore.core.model.Question;
import dev.atocore.core.model.QueuedCandidate;
import dev.atocore.core.search.NearMemory;
import dev.atocore.core.search.SharedWords;
import dev.atocore.core.source.SourceChunk;
import dev.atocore.core.source.SourceDocument;
import dev.atocore.core.state.Project;
import dev.atocore.server.access.MemoryParameters;
import dev.atocore.server.access.Stores;
import dev.atocore.server.http.Answer;
import dev.atocore.server.http.Request;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The candidate queue, one at a time. The place in the queue is part of the address, so the back
 * button and a reload do what one expects.
 */
final class TriagePage {
  /** The same as in the terminal. */
  static final String ACTOR = "human-triage";

  private static final int NEAR_SHOWN = 5;
  private static final int QUESTIONS_SHOWN = 20;

  /** What the address may ask the page to say, by code: it must not speak anyone else's words. */
  private static final Map<String, String> SAYINGS =
      Map.ofEntries(
          Map.entry("promoted", "Promoted."),
          Map.entry("rejected", "Rejected."),
          Map.entry("decided", "Done."),
          Map.entry("edited", "Saved."),
          Map.entry("undone", "Undone: the log keeps both."),
          Map.entry("unchanged", "Nothing was changed."),
          Map.entry(
              "conflict",
              "Not done: someone else changed it meanwhile. Here is what there is now."),
          Map.entry("illegal_transition", "Not done: it is no candidate any more."),
          Map.entry("not_found", "Not done: it is gone from the store."),
          Map.entry(
              "duplicate",
              "Not promoted: an active memory says the same already. Reject this one, or edit it."),
          Map.entry(
              "invalid_input",
              "Not saved: a memory needs some text, and no more than 64 KiB of it."));

  private final Stores stores;
  private final Html html;
  private final ReviewPage reviews;

  TriagePage(Stores stores, Html html, ReviewPage reviews) {
    this.stores = stores;
    this.html = html;
    this.reviews = reviews;
  }

  Answer show(Request request) {
    if (ReviewPage.QUEUE.equals(request.query("queue"))) {
      return reviews.show(request);
    }
    GuardedStore store = stores.of(request);
    Memories memories = store.memories();
    MemoryFilter filter = waiting(MemoryParameters.columns(request));
    long after = request.query("after", 0, 0, Integer.MAX_VALUE);
    QueuedCandidate candidate = memories.nextCandidate(filter, after).orElse(null);
    long waiting =
        filter.type() == null && filter.project() == null
            ? stores.figures(request).waiting()
            : memories.count(filter);
    Memory memory = candidate == null ? null : candidate.memory();
    SourceChunk chunk = chunk(store, memory);
    return html.page(
        200,
        "triage",
        new View(
            Frame.of(request, "Triage", "triage", stores),
            filter,
            candidate,
            waiting,
            memories.countReviews(MemoryFilter.ALL),
            after,
            chunk,
            chunk == null || memory == null
                ? List.of()
                : SharedWords.mark(chunk.content(), memory.content()),
            memory == null ? List.of() : memories.nearDuplicates(memory.id(), NEAR_SHOWN),
            said(request),
            done(request),
            store.projects(),
            memories.questions(QUESTIONS_SHOWN).stream()
                .map(question -> asked(store, question))
                .toList()));
  }

  Answer promote(Request request) {
    return act(
        request, "promoted", (memories, id, change) -> memories.promote(id, change).memory());
  }

  Answer reject(Request request) {
    return act(request, "rejected", (memories, id, change) -> memories.reject(id, change).memory());
  }

  /** The memory stays as it is; nobody is asked about it again for these reasons. */
  Answer keep(Request request) {
    stores
        .of(request)
        .memories()
        .answer(Forms.required(request, "id"), Forms.change(request, ACTOR));
    return Answer.seeOther("/triage?said=decided");
  }

  Answer invalidate(Request request) {
    String id = Forms.required(request, "id");
    Change change =
        Forms.change(request, ACTOR)
            .note(Forms.optional(request, "note"))
            .ifVersion(Forms.number(request, "version"));
    String said =
        Forms.outcome("decided", () -> stores.of(request).memories().invalidate(id, change));
    return ReviewPage.QUEUE.equals(request.field("queue"))
        ? ReviewPage.to(request, said)
        : Answer.seeOther("/triage?said=" + Show.encode(said));
  }

  Answer edit(Request request) {
    String content = String.valueOf(request.field("content")).replace("\r\n", "\n");
    return act(
        request,
        "edited",
        (memories, id, change) ->
            memories.update(id, MemoryPatch.none().content(content), change).memory());
  }

  /** Takes back what the page did last: a change of its own, refused if someone else went on. */
  Answer undo(Request request) {
    String id = Forms.required(request, "id");
    long version = Forms.number(request, "version");
    long place = Forms.number(request, "place");
    Change change = Forms.change(request, ACTOR).ifVersion(version);
    String said =
        Forms.outcome(
            "undone", () -> stores.of(request).memories().revert(id, version - 1, change));
    return to(request, Math.max(0, place - 1), said, "");
  }

  private Answer act(Request request, String said, Act act) {
    String id = Forms.required(request, "id");
    long version = Forms.number(request, "version");
    long place = Forms.number(request, "place");
    try {
      Memory after =
          act.on(
              stores.of(request).memories(), id, Forms.change(request, ACTOR).ifVersion(version));
      if (after.version() == version) {
        return to(request, place - 1, "unchanged", "");
      }
      // An edited candidate is looked at again; a decided one is left behind.
      return to(
          request,
          said.equals("edited") ? place - 1 : place,
          said,
          "&id=" + Show.encode(id) + "&version=" + after.version() + "&place=" + place);
    } catch (StoreException e) {
      throw e;
    } catch (AtoCoreException e) {
      return to(request, place - 1, e.code(), "");
    }
  }

  private static Answer to(Request request, long after, String said, String done) {
    return Answer.seeOther(
        "/triage?after="
            + Math.max(0, after)
            + Forms.query(request, "type", "project")
            + "&said="
            + Show.encode(said)
            + done);
  }

  private static MemoryFilter waiting(MemoryFilter filter) {
    return new MemoryFilter(MemoryStatus.CANDIDATE, filter.type(), filter.project());
  }

  private static @Nullable String said(Request request) {
    String code = request.query("said");
    return code == null ? null : saying(code);
  }

  /** What the page says of that code. */
  static String saying(String code) {
    return SAYINGS.getOrDefault(code, "Not done.");
  }

  /** What an undo would take back; null when there is nothing. */
  private @Nullable Done done(Request request) {
    String id = request.query("id");
    int version = request.query("version", 0, 0, Integer.MAX_VALUE);
    if (id == null || version < 2) {
      return null;
    }
    return stores.of(request).audit().versions(id, version + 1L, 1).entries().stream()
        .filter(entry -> entry.version() == version)
        .findFirst()
        .map(
            entry ->
                new Done(
                    id,
                    version,
                    request.query("place", 0, 0, Integer.MAX_VALUE),
                    FieldChange.of(entry)))
        .orElse(null);
  }

  private static @Nullable SourceChunk chunk(GuardedStore store, @Nullable Memory memory) {
    String cited = memory == null ? null : memory.sourceChunkId();
    return cited == null ? null : store.sources().chunk(cited).orElse(null);
  }

  private static Asked asked(GuardedStore store, Question question) {
    return new Asked(
        question.memory(),
        question.reasons().stream().map(reason -> reason(store, reason)).toList());
  }

  private static Reason reason(GuardedStore store, Evidence reason) {
    SourceDocument document = store.sources().document(reason.documentId()).orElse(null);
    String named =
        document == null || document.uri() == null ? reason.documentId() : document.uri();
    String chunk = reason.chunkId();
    String said =
        chunk == null ? null : store.sources().chunk(chunk).map(SourceChunk::content).orElse(null);
    return switch (reason.kind()) {
      case DENIED -> new Reason("A newer note seems to deny it", named, said);
      case GONE -> new Reason("The file of its source is gone", named, said);
      default -> new Reason("Its source no longer says it", named, said);
    };
  }

  /** An active memory that a person should look at, and why. */
  record Asked(Memory memory, List<Reason> reasons) {}

  /**
   * Why a person should look.
   *
   * @param said the part of the document that says so; null when there is none
   */
  record Reason(String asked, String document, @Nullable String said) {}

  /** A change to a candidate. */
  @FunctionalInterface
  private interface Act {
    Memory on(Memories memories, String id, Change change);
  }

  /** The last step, for its undo. */
  record Done(String id, long version, long place, List<FieldChange> changes) {}

  /**
   * What the template shows.
   *
   * @param candidate null when none waits behind that place
   * @param waiting how many wait in all
   * @param due how many active memories are to be looked at again
   * @param said what came of the last step; null when there was none
   * @param done what an undo takes back; null when there is nothing
   */
  record View(
      Frame frame,
      MemoryFilter filter,
      @Nullable QueuedCandidate candidate,
      long waiting,
      long due,
      long after,
      @Nullable SourceChunk chunk,
      List<SharedWords.Piece> source,
      List<NearMemory> near,
      @Nullable String said,
      @Nullable Done done,
      List<Project> projects,
      List<Asked> questions) {

    /** The address of a page of the queue with the same filter. */
    String behind(long place) {
      return "/triage?after="
          + place
          + Filters.query(new MemoryFilter(null, filter.type(), filter.project()));
    }
  }
}
