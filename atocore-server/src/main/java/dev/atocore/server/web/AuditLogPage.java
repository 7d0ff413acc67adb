package dev.atocore.server.web;

import dev.atocore.audit.entry.AuditAction;
import dev.atocore.audit.entry.AuditEntry;
import dev.atocore.audit.log.AuditFilter;
import dev.atocore.audit.log.AuditPage;
import dev.atocore.core.model.Owner;
import dev.atocore.core.text.Times;
import dev.atocore.server.access.Stores;
import dev.atocore.server.http.Answer;
import dev.atocore.server.http.ProblemException;
import dev.atocore.server.http.Request;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The log across all memories, which goes on while one looks. */
final class AuditLogPage {
  private static final int PAGE = 50;

  private final Stores stores;
  private final Html html;

  AuditLogPage(Stores stores, Html html) {
    this.stores = stores;
    this.html = html;
  }

  Answer show(Request request) {
    Query query = Query.of(request);
    AuditPage page =
        stores.of(request).audit().recent(query.filter(), PAGE, request.query("after"));
    boolean live = request.query("after") == null && query.until() == null;
    return html.page(
        200,
        "audit",
        new View(
            Frame.of(request, "Audit log", "audit", stores),
            query,
            page.entries(),
            live ? newerThan(query, newest(page.entries())) : null,
            request.query("after") != null,
            page.next() == null
                ? null
                : "/audit?after=" + Show.encode(page.next()) + query.rest()));
  }

  /** The entries that came since, for the page that is open. No content when there are none. */
  Answer newer(Request request) {
    Query query = Query.of(request);
    long seen = request.query("seen", 0, 0, Integer.MAX_VALUE);
    List<AuditEntry> entries = new ArrayList<>();
    for (AuditEntry entry :
        stores.of(request).audit().recent(query.filter(), PAGE, null).entries()) {
      if (entry.id() > seen) {
        entries.add(entry);
      }
    }
    return entries.isEmpty()
        ? Answer.empty(204)
        : html.page(200, "newer", new Newer(entries, newerThan(query, newest(entries))));
  }

  private static long newest(List<AuditEntry> entries) {
    return entries.isEmpty() ? 0 : entries.get(0).id();
  }

  private static String newerThan(Query query, long id) {
    return "/audit/newer?seen=" + id + query.rest();
  }

  /** What was asked for, as it was typed. */
  record Query(
      @Nullable String actor,
      @Nullable String action,
      @Nullable String project,
      Owner owner,
      @Nullable String since,
      @Nullable String until) {
    static Query of(Request request) {
      return new Query(
          request.query("actor"),
          request.query("action"),
          request.query("project"),
          Owner.of(request.query("user_id"), request.query("agent_id"), request.query("run_id")),
          request.query("since"),
          request.query("until"));
    }

    AuditFilter filter() {
      AuditAction known = action == null ? null : AuditAction.ofVerb(action);
      if (action != null && known == null) {
        throw ProblemException.invalid("there is no action of that name");
      }
      return new AuditFilter(actor, known, project, null, time(since), time(until))
          .of(owner.userId(), owner.agentId(), owner.runId());
    }

    String rest() {
      StringBuilder rest = new StringBuilder();
      add(rest, "actor", actor);
      add(rest, "action", action);
      add(rest, "project", project);
      add(rest, "user_id", owner.userId());
      add(rest, "agent_id", owner.agentId());
      add(rest, "run_id", owner.runId());
      add(rest, "since", since);
      add(rest, "until", until);
      return rest.toString();
    }

    private static @Nullable Instant time(@Nullable String typed) {
      return typed == null ? null : Times.parse(typed, Instant.now());
    }

    private static void add(StringBuilder rest, String name, @Nullable String value) {
      if (value != null) {
        rest.append('&').append(name).append('=').append(Show.encode(value));
      }
    }
  }

  /**
   * What the template shows.
   *
   * @param live where newer entries come from; null on pages of the past
   * @param next where older ones are; null when there are none
   */
  record View(
      Frame frame,
      Query query,
      List<AuditEntry> entries,
      @Nullable String live,
      boolean further,
      @Nullable String next) {}

  /** Entries that came since, and where still newer ones come from. */
  record Newer(List<AuditEntry> entries, String live) {}
}
