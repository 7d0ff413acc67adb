package dev.atocore.alerts.route;

import dev.atocore.alerts.event.Severity;
import dev.atocore.alerts.format.Format;
import java.net.URI;
import java.util.Map;

/**
 * One configured receiver.
 *
 * @param id stable over restarts and reordering: it is what the spool and the state know the
 *     receiver by
 * @param exactId the id made of all of the URL, for when two receivers differ by their tokens alone
 * @param format how to speak to it
 * @param uri where to post, or what to run; secret
 * @param min the lowest severity it takes
 * @param headers further headers, for instance an authorization; secret
 */
public record AlertRoute(
    String id, String exactId, Format format, URI uri, Severity min, Map<String, String> headers) {

  /** This receiver under the id that it shares with no other. */
  public AlertRoute exactly() {
    return new AlertRoute(exactId, exactId, format, uri, min, headers);
  }

  /** Where it goes, without what is secret. */
  public String target() {
    String authority = uri.getRawAuthority();
    return authority == null
        ? uri.getScheme() + ":" + uri.getPath()
        : uri.getScheme() + "://" + authority.substring(authority.lastIndexOf('@') + 1) + "/…";
  }

  @Override
  public String toString() {
    return id + " at " + target();
  }
}
