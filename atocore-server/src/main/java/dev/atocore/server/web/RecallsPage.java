package dev.atocore.server.web;

import dev.atocore.core.recall.Recall;
import dev.atocore.core.recall.RecallFilter;
import dev.atocore.core.recall.RecallPage;
import dev.atocore.core.text.Times;
import dev.atocore.server.access.Stores;
import dev.atocore.server.http.Answer;
import dev.atocore.server.http.Request;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Who was told what, answer by answer. */
final class RecallsPage {
  private static final int PAGE = 50;

  private final Stores stores;
  private final Html html;

  RecallsPage(Stores stores, Html html) {
    this.stores = stores;
    this.html = html;
  }

  Answer show(Request request) {
    String since = request.query("since");
    RecallFilter filter =
        new RecallFilter(
            request.query("key"),
            request.query("memory"),
            since == null ? null : Times.parse(since, Instant.now()));
    RecallPage page = stores.of(request).recalls().list(filter, PAGE, request.query("after"));
    return html.page(
        200,
        "recalls",
        new View(
            Frame.of(request, "Recalls", "recalls", stores),
            page.recalls(),
            filter,
            since,
            request.query("after") != null,
            page.next() == null
                ? null
                : "/recalls?after=" + Show.encode(page.next()) + rest(filter, since)));
  }

  private static String rest(RecallFilter filter, @Nullable String since) {
    return part("key", filter.key()) + part("memory", filter.memory()) + part("since", since);
  }

  private static String part(String name, @Nullable String value) {
    return value == null ? "" : "&" + name + "=" + Show.encode(value);
  }

  /**
   * What the template shows.
   *
   * @param since as it was asked for
   * @param next where older ones are; null when there are none
   */
  record View(
      Frame frame,
      List<Recall> recalls,
      RecallFilter filter,
      @Nullable String since,
      boolean further,
      @Nullable String next) {}
}
