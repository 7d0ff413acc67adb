package dev.atocore.server.web;

import dev.atocore.core.model.Memory;
import dev.atocore.core.model.MemoryFilter;
import dev.atocore.core.model.MemoryPage;
import dev.atocore.core.model.MemoryStatus;
import dev.atocore.core.search.SearchQuery;
import dev.atocore.core.state.Project;
import dev.atocore.server.access.MemoryParameters;
import dev.atocore.server.access.Stores;
import dev.atocore.server.http.Answer;
import dev.atocore.server.http.Request;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The memories, filtered or searched. */
final class MemoriesPage {
  private static final int PAGE = 50;

  private final Stores stores;
  private final Html html;

  MemoriesPage(Stores stores, Html html) {
    this.stores = stores;
    this.html = html;
  }

  Answer show(Request request) {
    String text = request.query("q");
    MemoryFilter filter = MemoryParameters.columns(request);
    MemoryPage page =
        text == null
            ? stores.of(request).memories().list(filter, PAGE, request.query("after"))
            : search(request, text, filter, request.query("after"));
    return html.page(
        200,
        "memories",
        new View(
            Frame.of(request, "Memories", "memories", stores),
            page.memories(),
            text,
            filter,
            request.query("after") != null,
            next(page.next(), filter, text),
            stores.of(request).projects()));
  }

  private MemoryPage search(
      Request request, String text, MemoryFilter filter, @Nullable String after) {
    MemoryStatus status = filter.status();
    return stores
        .of(request)
        .memories()
        .searchPage(
            SearchQuery.of(text)
                .filter(filter.includeExpired(true))
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
