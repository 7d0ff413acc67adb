package dev.atocore.server.web;

import dev.atocore.core.GuardedStore;
import dev.atocore.core.model.Change;
import dev.atocore.core.model.MemoryFilter;
import dev.atocore.core.model.MemoryPage;
import dev.atocore.core.model.MemoryStatus;
import dev.atocore.core.state.Project;
import dev.atocore.server.access.MemoryParameters;
import dev.atocore.server.access.Stores;
import dev.atocore.server.http.Answer;
import dev.atocore.server.http.Request;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The second queue of triage: active memories past their review_by, the longest waiting first. */
final class ReviewPage {
  /** The word for it in addresses and forms. */
  static final String QUEUE = "reviews";

  private static final int SHOWN = 20;

  /** What this page says otherwise than the one of the candidates. */
  private static final Map<String, String> SAYINGS =
      Map.of(
          "kept", "Kept.",
          "decided", "Invalidated.",
          "illegal_transition", "Not done: it is not active any more.",
          "invalid_input",
              "Not done: the new time must be one to come, such as 90d or 2030-01-31, or none;"
                  + " a note has no more than 4,096 characters.");

  private final Stores stores;
  private final Html html;

  ReviewPage(Stores stores, Html html) {
    this.stores = stores;
    this.html = html;
  }

  Answer show(Request request) {
    GuardedStore store = stores.of(request);
    MemoryFilter filter = MemoryParameters.columns(request).status(MemoryStatus.ACTIVE);
    String after = request.query("after");
    String code = request.query("said");
    return html.page(
        200,
        "reviews",
        new View(
            Frame.of(request, "Reviews", "triage", stores),
            filter,
            store.memories().reviews(filter, SHOWN, after),
            store.memories().countReviews(MemoryFilter.ALL),
            after,
            code == null ? null : SAYINGS.getOrDefault(code, TriagePage.saying(code)),
            store.projects()));
  }

  /** The memory stays as it is until the next review. */
  Answer keep(Request request) {
    String id = Forms.required(request, "id");
    Change change =
        Forms.change(request, TriagePage.ACTOR).ifVersion(Forms.number(request, "version"));
    return to(
        request,
        Forms.outcome(
            "kept",
            () ->
                stores
                    .of(request)
                    .memories()
                    .keep(id, Forms.optional(request, "review_by"), change)));
  }

  /** Back to the page that a form of it was on. */
  static Answer to(Request request, String said) {
    return Answer.seeOther(
        "/triage?queue="
            + QUEUE
            + Forms.query(request, "type", "project", "after")
            + "&said="
            + Show.encode(said));
  }

  /**
   * What the template shows.
   *
   * @param due how many are to be looked at again, whatever the filter
   * @param after where this page begins; null for the start
   * @param said what came of the last step; null when there was none
   */
  record View(
      Frame frame,
      MemoryFilter filter,
      MemoryPage page,
      long due,
      @Nullable String after,
      @Nullable String said,
      List<Project> projects) {

    /** The address of the page behind that place with the same filter. */
    String behind(@Nullable String place) {
      return "/triage?queue="
          + QUEUE
          + Filters.query(filter.status(null))
          + (place == null ? "" : "&after=" + Show.encode(place));
    }
  }
}
