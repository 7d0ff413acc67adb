package dev.atocore.server.web;

import dev.atocore.server.figures.Figures;
import dev.atocore.server.http.Request;

/**
 * What every page has around its content.
 *
 * @param title the name of the page
 * @param here which entry of the navigation it belongs to
 * @param csrf what its forms carry
 * @param waiting how many candidates wait for review
 */
record Frame(String title, String here, String csrf, long waiting) {
  /** The frame of an answer to that request. */
  static Frame of(Request request, String title, String here, Figures figures) {
    return new Frame(title, here, request.csrfToken(), figures.waiting());
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
