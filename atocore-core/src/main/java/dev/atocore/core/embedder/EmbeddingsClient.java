package dev.atocore.core.embedder;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.atocore.core.search.EmbedderException;
import java.io.ByteArrayOutputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** The conversation with the server: one question at a time, again where it asks for that. */
final class EmbeddingsClient {
  private static final Duration CONNECT = Duration.ofSeconds(5);
  private static final long FIRST_PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(500);
  private static final int MOST_BYTES = 64 * 1024 * 1024;
  private static final int TOO_MANY = 429;

  private final HttpClient http;
  private final URI endpoint;
  private final String place;
  private final String model;
  private final @Nullable String key;

  EmbeddingsClient(URI endpoint, String place, String model, @Nullable String key) {
    // A redirect would carry the key to whoever it names.
    this.http =
        HttpClient.newBuilder()
            .connectTimeout(CONNECT)
            .followRedirects(HttpClient.Redirect.NEVER)
            .version(HttpClient.Version.HTTP_1_1)
            .build();
    this.endpoint = endpoint;
    this.place = place;
    this.model = model;
    this.key = key;
  }

  List<float[]> embed(List<String> texts, Duration wait) {
    long end = System.nanoTime() + wait.toNanos();
    byte[] question = EmbeddingsJson.question(model, texts);
    long pause = FIRST_PAUSE_NANOS;
    while (true) {
      Answer answer = ask(question, end);
      if (answer.status() == 200) {
        return EmbeddingsJson.answer(answer.body(), texts.size(), place);
      }
      EmbedderException refused =
          new EmbedderException(
              place + " answered " + answer.status() + EmbeddingsJson.reason(answer.body(), key),
              null);
      if (answer.status() != TOO_MANY && answer.status() < 500) {
        throw refused;
      }
      long nanos = answer.retryAfterNanos() == null ? pause : answer.retryAfterNanos();
      if (System.nanoTime() + nanos >= end) {
        throw refused;
      }
      sleep(nanos);
      pause *= 2;
    }
  }

  private Answer ask(byte[] question, long end) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(endpoint)
            .header("Content-Type", "application/json")
            .header("Accept", "application/json")
            .POST(HttpRequest.BodyPublishers.ofByteArray(question));
    if (key != null) {
      request.header("Authorization", "Bearer " + key);
    }
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    CompletableFuture<HttpResponse<Void>> sent =
        http.sendAsync(
            request.build(),
            HttpResponse.BodyHandlers.ofByteArrayConsumer(
                part -> part.ifPresent(bytes -> add(body, bytes))));
    try {
      HttpResponse<Void> response =
          sent.get(Math.max(1, end - System.nanoTime()), TimeUnit.NANOSECONDS);
      return new Answer(
          response.statusCode(),
          body.toString(UTF_8),
          retryAfter(response.headers().firstValue("Retry-After").orElse(null)));
    } catch (TimeoutException e) {
      sent.cancel(true);
      throw new EmbedderException(place + " did not answer in time", null);
    } catch (InterruptedException e) {
      sent.cancel(true);
      Thread.currentThread().interrupt();
      throw new EmbedderException("waiting for " + place + " was interrupted", null);
    } catch (ExecutionException e) {
      Throwable cause = e.getCause() == null ? e : e.getCause();
      String why = cause.getMessage();
      throw new EmbedderException(
          place + " cannot be reached: " + (why == null ? cause.getClass().getSimpleName() : why),
          null);
    }
  }

  private void add(ByteArrayOutputStream body, byte[] bytes) {
    if (body.size() + bytes.length > MOST_BYTES) {
      throw new EmbedderException(place + " answers without end", null);
    }
    body.writeBytes(bytes);
  }

  /** Seconds or a date; what is neither says nothing. */
  private static @Nullable Long retryAfter(@Nullable String value) {
    if (value == null) {
      return null;
    }
    try {
      return TimeUnit.SECONDS.toNanos(Math.max(0, Long.parseLong(value.strip())));
    } catch (NumberFormatException e) {
      try {
        Instant until =
            ZonedDateTime.parse(value.strip(), DateTimeFormatter.RFC_1123_DATE_TIME).toInstant();
        return Math.max(0, Duration.between(Instant.now(), until).toNanos());
      } catch (DateTimeParseException neither) {
        return null;
      }
    }
  }

  private void sleep(long nanos) {
    try {
      TimeUnit.NANOSECONDS.sleep(nanos);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new EmbedderException("waiting for " + place + " was interrupted", null);
    }
  }

  private record Answer(int status, String body, @Nullable Long retryAfterNanos) {}
}
