package dev.atocore.server.door;

import dev.atocore.server.http.Route;
import io.undertow.util.HeaderMap;
import io.undertow.util.Headers;
import io.undertow.util.HttpString;
import org.jspecify.annotations.Nullable;

/** The headers by which every answer limits what browsers do with it. */
final class SecurityHeaders {
  private static final HttpString POLICY = new HttpString("Content-Security-Policy");
  private static final HttpString NOSNIFF = new HttpString("X-Content-Type-Options");
  private static final HttpString REFERRER = new HttpString("Referrer-Policy");
  private static final HttpString FRAMES = new HttpString("X-Frame-Options");
  private static final HttpString OPENER = new HttpString("Cross-Origin-Opener-Policy");
  private static final HttpString RESOURCE = new HttpString("Cross-Origin-Resource-Policy");
  private static final String ONLY_OURS =
      "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; font-src 'self';"
          + " connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";
  private static final String NOTHING = "default-src 'none'; frame-ancestors 'none'";

  private SecurityHeaders() {}

  static void add(HeaderMap headers, @Nullable Route route) {
    boolean page = route == null || route.kind() == Route.Kind.PAGE;
    headers.put(POLICY, page ? ONLY_OURS : NOTHING);
    headers.put(NOSNIFF, "nosniff");
    headers.put(REFERRER, "no-referrer");
    headers.put(FRAMES, "DENY");
    headers.put(OPENER, "same-origin");
    headers.put(RESOURCE, "same-origin");
    if (!headers.contains(Headers.CACHE_CONTROL)) {
      headers.put(
          Headers.CACHE_CONTROL,
          route != null && route.kind() == Route.Kind.ASSET ? "no-cache" : "no-store");
    }
  }
}
