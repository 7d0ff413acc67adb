package dev.atocore.client;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Requests and their answers, and when one is sent again. */
record Exchange(
    URI server,
    HttpClient http,
    @Nullable Supplier<String> token,
    @Nullable String actor,
    Duration timeout,
    int tries) {
  private static final Duration FIRST_PAUSE = Duration.ofMillis(200);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(10);

  Exchange {
    // Targets begin with a slash.
    server = URI.create(server.toString().replaceFirst("/+$", ""));
  }

  /** What the server said. */
  record Answer(HttpResponse<String> response, Fields fields) {
    Optional<String> header(String name) {
      return response.headers().firstValue(name);
    }
  }

  Answer get(String target) {
    return exchange(request(target).GET());
  }

  Answer send(String method, String target, Map<String, ?> body, Change change) {
    HttpRequest.Builder request =
        request(target)
            .header("Content-Type", "application/json")
            .header("Idempotency-Key", change.key())
            .method(method, BodyPublishers.ofString(Fields.json(body)));
    if (change.ifVersion() != null) {
      request.header("If-Match", "\"" + change.ifVersion() + "\"");
    }
    if (actor != null) {
      request.header("X-Atocore-Actor", actor);
    }
    return exchange(request);
  }

  private HttpRequest.Builder request(String target) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(server + target))
            .timeout(timeout)
            .header("Accept", "application/json");
    if (token != null) {
      request.header("Authorization", "Bearer " + token.get());
    }
    return request;
  }

  private Answer exchange(HttpRequest.Builder builder) {
    HttpRequest request = builder.build();
    Duration pause = FIRST_PAUSE;
    for (int left = tries - 1; ; left--) {
      Duration wait = pause;
      try {
        HttpResponse<String> response = http.send(request, BodyHandlers.ofString());
        if (response.statusCode() != 503 || left == 0) {
          return answer(request, response);
        }
        wait = retryAfter(response).orElse(pause);
      } catch (IOException e) {
        if (left == 0) {
          throw new UnreachableException(
              said(request) + " got no answer from the server: " + reason(e), e);
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new UnreachableException(said(request) + " was interrupted", e);
      }
      sleep(request, wait);
      pause = pause.multipliedBy(3);
    }
  }

  private static Optional<Duration> retryAfter(HttpResponse<String> response) {
    return response
        .headers()
        .firstValue("Retry-After")
        .filter(value -> value.matches("[0-9]{1,6}"))
        .map(value -> Duration.ofSeconds(Long.parseLong(value)));
  }

  /** Somewhat more than asked for, so that many clients do not come back together. */
  private static void sleep(HttpRequest request, Duration wait) {
    long millis = Math.min(wait.toMillis(), LONGEST_PAUSE.toMillis());
    try {
      Thread.sleep(millis + ThreadLocalRandom.current().nextLong(millis / 4 + 1));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new UnreachableException(said(request) + " was interrupted", e);
    }
  }

  private static Answer answer(HttpRequest request, HttpResponse<String> response) {
    int status = response.statusCode();
    String type = response.headers().firstValue("Content-Type").orElse("");
    if (status == 204) {
      return new Answer(response, Fields.none());
    }
    if (!type.startsWith("application/") || !type.contains("json")) {
      throw new UnreachableException(
          said(request) + " was answered with " + status + " by something that is no AtoCore",
          null);
    }
    Fields fields;
    try {
      fields = Fields.parse(response.body());
    } catch (IOException e) {
      throw new UnreachableException(said(request) + " got an answer that is no JSON", e);
    }
    if (status >= 400) {
      throw new ProblemException(
          status, fields.text("code"), fields.text("detail"), fields.textOrNull("request_id"));
    }
    return new Answer(response, fields);
  }

  /** Without the parameters, which may hold what is searched for. */
  private static String said(HttpRequest request) {
    return request.method() + " " + request.uri().getRawPath();
  }

  private static String reason(IOException e) {
    return e.getMessage() != null ? e.getMessage() : e.getClass().getSimpleName();
  }
}
