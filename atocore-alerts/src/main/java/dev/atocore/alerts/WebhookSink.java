package dev.atocore.alerts;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Posts to a URL. The URL is a secret: no message, log line or exception of this class holds more
 * of it than its host. The HTTP client is started at the first post, because it costs half a second
 * of CPU. Redirects are not followed, and the body of the answer is thrown away as it comes.
 */
final class WebhookSink implements AlertSink {
  private final URI uri;
  private final WebhookFormat format;
  private final Severity minimum;

  WebhookSink(URI uri, WebhookFormat format, Severity minimum) {
    this.uri = uri;
    this.format = format;
    this.minimum = minimum;
  }

  @Override
  public String name() {
    return format.name() + " " + uri.getHost();
  }

  @Override
  public SinkResult deliver(Alert alert, Duration timeLeft) {
    if (alert.severity().compareTo(minimum) < 0 && !alert.resolved()) {
      return SinkResult.skipped(name(), "it takes " + minimum.word() + " and worse");
    }
    HttpRequest request =
        HttpRequest.newBuilder(uri)
            .timeout(timeLeft)
            .header("Content-Type", "application/json; charset=utf-8")
            .header("User-Agent", "AtoCore")
            .POST(HttpRequest.BodyPublishers.ofString(format.body(alert), UTF_8))
            .build();
    // Its own deadline too: HttpRequest.timeout ends with the headers.
    CompletableFuture<HttpResponse<Void>> answer =
        Client.HTTP.sendAsync(request, HttpResponse.BodyHandlers.discarding());
    try {
      int status = answer.get(timeLeft.toMillis(), TimeUnit.MILLISECONDS).statusCode();
      return status / 100 == 2
          ? SinkResult.delivered(name())
          : SinkResult.failed(name(), "it answered " + status);
    } catch (TimeoutException e) {
      answer.cancel(true);
      return SinkResult.failed(name(), "no answer before the deadline");
    } catch (ExecutionException e) {
      return SinkResult.failed(name(), reason(e.getCause() == null ? e : e.getCause()));
    } catch (InterruptedException e) {
      answer.cancel(true);
      Thread.currentThread().interrupt();
      return SinkResult.failed(name(), "interrupted");
    }
  }

  /** The kind of failure without the text of the exception, which may repeat the URL. */
  private static String reason(Throwable failure) {
    return switch (failure.getClass().getSimpleName()) {
      case "ConnectException" -> "the connection was refused or the host is unknown";
      case "HttpTimeoutException", "HttpConnectTimeoutException" -> "no answer before the deadline";
      case "SSLHandshakeException" -> "TLS failed: the certificate was not accepted";
      default -> failure.getClass().getSimpleName();
    };
  }

  /** Started when first needed. */
  private static final class Client {
    static final HttpClient HTTP =
        HttpClient.newBuilder()
            .followRedirects(HttpClient.Redirect.NEVER)
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(5))
            .build();
  }
}
