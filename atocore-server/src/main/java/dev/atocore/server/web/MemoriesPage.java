package dev.atocore.server.web;

import dev.atocore.core.MemoryStore;
import dev.atocore.core.model.Memory;
import dev.atocore.core.model.MemoryFilter;
import dev.atocore.core.model.MemoryPage;
import dev.atocore.core.model.MemoryStatus;
import dev.atocore.core.search.SearchQuery;
import dev.atocore.core.state.Project;
import dev.atocore.server.figures.StoreFigures;
import dev.atocore.server.http.Answer;
import dev.atocore.server.http.Request;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The memories, filtered or searched. */
final class MemoriesPage {
  private static final int PAGE = 50;

  private final MemoryStore store;
  private final Html html;
  private final StoreFigures figures;

  MemoriesPage(MemoryStore store, Html html, StoreFigures figures) {
    this.store = store;
    this.html = html;
    this.figures = figures;
  }

  Answer show(Request request) {
    String text = request.query("q");
    MemoryFilter filter = Filters.memories(request);
    MemoryPage page =
        text == null
            ? store.memories().list(filter, PAGE, request.query("after"))
            : search(text, filter, request.query("after"));
    return html.page(
        200,
        "memories",
        new View(
            Frame.of(request, "Memories", "memories", figures),
            page.memories(),
            text,
            filter,
            request.query("after") != null,
            next(page.next(), filter, text),
            store.projects().list()));
  }

  private MemoryPage search(String text, MemoryFilter filter, @Nullable String after) {
    MemoryStatus status = filter.status();
    return store
        .memories()
        .searchPage(
            SearchQuery.of(text)
                .type(filter.type())
                .project(filter.project())
                .statuses(status == null ? MemoryStatus.values() : new MemoryStatus[] {status})
                .limit(PAGE)
                .after(after));
  }

  private static @Nullable String next(
      @Nullable String cursor, MemoryFilter filter, @Nullable String text) {
    return cursor == null
        ? null
        : "/memories?after="
            + Show.encode(cursor)
            + Filters.query(filter)
            + (text == null ? "" : "&q=" + Show.encode(text));
  }

  /**
   * What the template shows.
   *
   * @param text what was searched for; null when nothing was
   * @param next where older ones are; null when there are none
   */
  record View(
      Frame frame,
      List<Memory> memories,
      @Nullable String text,
      MemoryFilter filter,
      boolean further,
      @Nullable String next,
      List<Project> projects) {}
}
