package dev.atocore.server.web;

import dev.atocore.core.access.Act;
import dev.atocore.core.access.Policy;
import dev.atocore.server.access.Stores;
import dev.atocore.server.http.Request;
import java.util.UUID;

/**
 * What every page has around its content.
 *
 * @param title the name of the page
 * @param here which entry of the navigation it belongs to
 * @param csrf what its forms carry against posts from elsewhere
 * @param once names this rendering, so that none of its forms is done twice
 * @param waiting how many candidates wait for review
 * @param policy what the caller may, so that no page offers what would be refused
 */
record Frame(String title, String here, String csrf, String once, long waiting, Policy policy) {
  /** The frame of an answer to that request. */
  static Frame of(Request request, String title, String here, Stores stores) {
    return of(request, title, here, stores, stores.figures(request).waiting());
  }

  /** The same where it is known how many wait. */
  static Frame of(Request request, String title, String here, Stores stores, long waiting) {
    return new Frame(
        title,
        here,
        request.csrfToken(),
        UUID.randomUUID().toString(),
        waiting,
        stores.of(request).policy());
  }

  /** Whether the caller may do that to what is theirs. */
  boolean may(Act act) {
    return policy.may(act);
  }

  /** Whether the caller runs the whole store. */
  boolean operatesAll() {
    return policy.mayWhole(Act.OPERATE);
  }

  /** The document's title. */
  String windowTitle() {
    return title.equals("Overview") ? "AtoCore" : title + " · AtoCore";
  }

  /** For {@code aria-current}; null leaves the attribute out. */
  @org.jspecify.annotations.Nullable
  String current(String entry) {
    return entry.equals(here) ? "page" : null;
  }
}
