package dev.atocore.server.door;

import dev.atocore.server.http.Route;
import io.undertow.util.PathTemplateMatcher;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Finds the route of a request. Immutable. */
final class Routes {
  private final PathTemplateMatcher<Map<String, Route>> byPath = new PathTemplateMatcher<>();

  Routes(List<Route> routes) {
    Map<String, Map<String, Route>> grouped = new TreeMap<>();
    for (Route route : routes) {
      Route other =
          grouped.computeIfAbsent(route.path(), path -> new TreeMap<>()).put(route.method(), route);
      if (other != null) {
        throw new IllegalArgumentException("two routes for " + route.method() + " " + route.path());
      }
    }
    grouped.forEach(byPath::add);
  }

  Found find(String method, String path) {
    PathTemplateMatcher.PathMatchResult<Map<String, Route>> match = byPath.match(path);
    if (match == null) {
      return new Nothing();
    }
    Map<String, Route> methods = match.getValue();
    @Nullable Route route = methods.get(method.equals("HEAD") ? "GET" : method);
    return route == null
        ? new OtherMethods(allow(methods))
        : new Match(route, match.getParameters());
  }

  private static String allow(Map<String, Route> methods) {
    List<String> names = new ArrayList<>(new TreeSet<>(methods.keySet()));
    if (methods.containsKey("GET")) {
      names.add("HEAD");
    }
    return String.join(", ", names);
  }

  /** What there is at a path. */
  sealed interface Found permits Match, OtherMethods, Nothing {}

  /** A route. */
  record Match(Route route, Map<String, String> parameters) implements Found {}

  /** Routes, but for other methods. */
  record OtherMethods(String allow) implements Found {}

  /** No route. */
  record Nothing() implements Found {}
}
