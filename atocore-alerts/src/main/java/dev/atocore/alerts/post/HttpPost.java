package dev.atocore.alerts.post;

import dev.atocore.alerts.event.Deadline;
import dev.atocore.alerts.format.ReceiverAnswer;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Posts over HTTP: no redirects, a bounded answer, one deadline over all of it. Thread-safe. */
final class HttpPost {
  private final HttpClient client =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .followRedirects(HttpClient.Redirect.NEVER)
          .connectTimeout(Duration.ofSeconds(30))
          .build();

  ReceiverAnswer post(URI uri, Map<String, String> headers, String body, Deadline deadline)
      throws IOException, InterruptedException, TimeoutException {
    AddressGuard.check(uri);
    if (deadline.expired()) {
      // Looking up a name can hang for long, and whoever waited has given up on this attempt.
      throw new TimeoutException("the deadline passed before anything was sent");
    }
    if (uri.getHost() == null) {
      return await(UnderscorePost.start(uri, named(headers), body, deadline), deadline);
    }
    HttpRequest.Builder request =
        HttpRequest.newBuilder(uri)
            .POST(HttpRequest.BodyPublishers.ofString(body, StandardCharsets.UTF_8));
    named(headers).forEach(request::setHeader);
    // The timeout of a request ends with the headers; only waiting on the future also bounds a body
    // that drips.
    HttpResponse<String> response =
        await(client.sendAsync(request.build(), answer -> new CappedBody()), deadline);
    return new ReceiverAnswer(
        response.statusCode(),
        response.headers().firstValue("Retry-After").orElse(null),
        response.body());
  }

  private static Map<String, String> named(Map<String, String> headers) {
    Map<String, String> named = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    named.put("User-Agent", "AtoCore-Alerts/1");
    named.putAll(headers);
    return named;
  }

  private static <T> T await(Future<T> pending, Deadline deadline)
      throws IOException, InterruptedException, TimeoutException {
    try {
      return pending.get(deadline.waitMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException e) {
      Throwable cause = e.getCause();
      if (cause instanceof IOException io) {
        throw io;
      }
      throw new IOException(
          "cannot post: " + (cause == null ? e : cause).getClass().getSimpleName(), cause);
    } finally {
      pending.cancel(true);
    }
  }
}
