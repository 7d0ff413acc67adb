package dev.atocore.server.web;

import dev.atocore.alerts.Alerts;
import dev.atocore.core.MemoryStore;
import dev.atocore.server.http.Answer;
import dev.atocore.server.http.Pages;
import dev.atocore.server.http.Problem;
import dev.atocore.server.http.Request;
import dev.atocore.server.http.Route;
import java.util.List;
import java.util.Map;

/** The pages of one store. */
public final class WebPages implements Pages {
  private final MemoryStore store;

  /** The pages of that store. */
  public WebPages(MemoryStore store, @SuppressWarnings("unused") Alerts alerts) {
    this.store = store;
  }

  @Override
  public List<Route> routes() {
    return List.of(Route.page("/", this::overview));
  }

  private Answer overview(Request request) {
    StringBuilder counts = new StringBuilder();
    for (Map.Entry<String, Long> entry : store.memories().countByStatus().entrySet()) {
      counts.append("<li>").append(escape(entry.getKey())).append(": ").append(entry.getValue());
    }
    return Answer.html(200, page("AtoCore", "<ul>" + counts + "</ul>"));
  }

  @Override
  public Answer problem(Request request, Problem problem) {
    return Answer.html(
        problem.status(), page(problem.title(), "<p>" + escape(problem.detail()) + "</p>"));
  }

  @Override
  public Answer login(Request request, int status, String next, String why) {
    return Answer.html(
        status,
        page(
            "AtoCore",
            "<p>"
                + escape(why)
                + "</p><form method=\"post\" action=\"/login\"><label>API token <input type=\"password\" name=\"token\""
                + " autocomplete=\"current-password\" required></label><input type=\"hidden\" name=\"next\" value=\""
                + escape(next)
                + "\"><input type=\"hidden\" name=\"csrf\" value=\""
                + escape(request.csrfToken())
                + "\"><button>Log in</button></form>"));
  }

  private static String page(String title, String body) {
    return "<!doctype html><html lang=\"en\"><head><meta charset=\"utf-8\"><meta name=\"viewport\""
        + " content=\"width=device-width\"><meta name=\"color-scheme\" content=\"light dark\"><title>"
        + escape(title)
        + "</title></head><body><h1>"
        + escape(title)
        + "</h1>"
        + body
        + "</body></html>";
  }

  private static String escape(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;")
        .replace("'", "&#39;");
  }
}
