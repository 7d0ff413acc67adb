package dev.atocore.server.access;

import dev.atocore.core.model.MemoryFilter;
import dev.atocore.core.model.MemoryStatus;
import dev.atocore.core.model.MemoryType;
import dev.atocore.core.model.MetadataTerm;
import dev.atocore.core.model.Owner;
import dev.atocore.core.text.Times;
import dev.atocore.server.http.ProblemException;
import dev.atocore.server.http.Request;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** The query parameters that say which memories are meant. */
public final class MemoryParameters {
  private static final String META = "meta.";

  private static final Set<String> NAMES =
      Set.of(
          "status",
          "type",
          "project",
          "user_id",
          "agent_id",
          "run_id",
          META + "*",
          "at",
          "include_expired");

  private MemoryParameters() {}

  /** The names of these parameters, and of others. */
  public static Set<String> and(String... others) {
    Set<String> all = new TreeSet<>(NAMES);
    all.addAll(List.of(others));
    return all;
  }

  /** Which memories a request means. */
  public static MemoryFilter filter(Request request) {
    return columns(request)
        .metadata(metadata(request))
        .validAt(time(request, "at"))
        .includeExpired(flag(request, "include_expired"));
  }

  /** Which memories a request means, by what has a column in lists. */
  public static MemoryFilter columns(Request request) {
    String status = request.query("status");
    String type = request.query("type");
    return new MemoryFilter(
            status == null ? null : MemoryStatus.parse(status),
            type == null ? null : MemoryType.parse(type),
            request.query("project"))
        .owner(owner(request));
  }

  /** Whose memories a request means. */
  public static Owner owner(Request request) {
    return Owner.of(request.query("user_id"), request.query("agent_id"), request.query("run_id"));
  }

  /** A time, or an age; null when it is not there. */
  public static @Nullable Instant time(Request request, String name) {
    String text = request.query(name);
    return text == null ? null : Times.parse(text, Instant.now());
  }

  /** {@code meta.k=v} for that value, {@code meta.k} for any. */
  private static List<MetadataTerm> metadata(Request request) {
    List<MetadataTerm> terms = new ArrayList<>();
    for (String name : request.queryNames()) {
      if (name.startsWith(META)) {
        terms.add(new MetadataTerm(name.substring(META.length()), request.query(name)));
      }
    }
    return terms;
  }

  /** Whether a parameter is given, and not as false. */
  public static boolean flag(Request request, String name) {
    String text = request.query(name);
    if (text == null) {
      return request.hasQuery(name);
    }
    return switch (text) {
      case "true", "1" -> true;
      case "false", "0" -> false;
      default -> throw ProblemException.invalid(name + " is neither true nor false");
    };
  }
}
