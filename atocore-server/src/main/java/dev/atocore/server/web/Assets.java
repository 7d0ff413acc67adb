package dev.atocore.server.web;

import dev.atocore.audit.io.Sha256;
import dev.atocore.server.http.Answer;
import dev.atocore.server.http.Problem;
import dev.atocore.server.http.ProblemException;
import dev.atocore.server.http.Request;
import dev.atocore.server.http.Route;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;

/**
 * The files of the pages: those that stand here and no others. They come out of the jars as they
 * are, but for pictures written into a style sheet. Thread-safe.
 */
final class Assets {
  private static final String WEBJARS = "/META-INF/resources/webjars/";
  private static final String OWN = "/dev/atocore/server/web/";
  private static final Pattern DATA_PICTURE = Pattern.compile("url\\(\"data:[^\"]*\"\\)");

  private static final Map<String, Source> FILES =
      Map.of(
          "pico.css", new Source(WEBJARS + "picocss__pico/2.1.1/css/pico.min.css", "text/css"),
          "htmx.js", new Source(WEBJARS + "htmx.org/2.0.10/dist/htmx.min.js", "text/javascript"),
          "atocore.css", new Source(OWN + "atocore.css", "text/css"),
          "atocore.js", new Source(OWN + "atocore.js", "text/javascript"),
          "icon.svg", new Source(OWN + "icon.svg", "image/svg+xml"),
          "chevron.svg", new Source(OWN + "chevron.svg", "image/svg+xml"));

  private final Map<String, Loaded> loaded = new ConcurrentHashMap<>();

  private record Source(String resource, String type) {}

  private static final class Loaded {
    final byte[] bytes;
    final String etag;

    Loaded(byte[] bytes, String etag) {
      this.bytes = bytes;
      this.etag = etag;
    }
  }

  Route route() {
    return Route.asset("/assets/{name}", this::file);
  }

  private Answer file(Request request) throws IOException {
    String name = request.path("name");
    Source source = FILES.get(name);
    if (source == null) {
      throw new ProblemException(Problem.of(404, "not_found", "there is no such file"));
    }
    Loaded file = loaded.get(name);
    if (file == null) {
      file = load(source.resource());
      loaded.put(name, file);
    }
    Answer answer =
        file.etag.equals(request.header("If-None-Match"))
            ? Answer.empty(304)
            : Answer.bytes(200, source.type() + "; charset=utf-8", file.bytes);
    return answer.header("ETag", file.etag);
  }

  private static Loaded load(String resource) throws IOException {
    try (InputStream in = Assets.class.getResourceAsStream(resource)) {
      if (in == null) {
        throw new IOException("the file " + resource + " is not in this build");
      }
      byte[] bytes = in.readAllBytes();
      if (resource.endsWith(".css")) {
        // The policy allows no data: URL, so a browser would refuse each and report it as a fault.
        String sheet = new String(bytes, StandardCharsets.UTF_8);
        bytes = DATA_PICTURE.matcher(sheet).replaceAll("none").getBytes(StandardCharsets.UTF_8);
      }
      byte[] digest = Sha256.begin().digest(bytes);
      return new Loaded(bytes, '"' + HexFormat.of().formatHex(digest, 0, 8) + '"');
    }
  }
}
