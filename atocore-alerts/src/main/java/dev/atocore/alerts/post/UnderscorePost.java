package dev.atocore.alerts.post;

import dev.atocore.alerts.event.Deadline;
import dev.atocore.alerts.format.ReceiverAnswer;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.HttpRetryException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.FutureTask;
import org.jspecify.annotations.Nullable;

/** Posts to hosts whose names the JDK's newer client refuses: those with an underscore. */
final class UnderscorePost {
  private static final int MAX_ANSWER = 64 * 1024;

  private UnderscorePost() {}

  /** Starts it on a thread of its own, since no timeout bounds the whole of it. */
  static FutureTask<ReceiverAnswer> start(
      URI uri, Map<String, String> headers, String body, Deadline deadline) {
    FutureTask<ReceiverAnswer> task = new FutureTask<>(() -> post(uri, headers, body, deadline));
    Thread thread = new Thread(task, "atocore-alerts-post");
    thread.setDaemon(true);
    thread.start();
    return task;
  }

  private static ReceiverAnswer post(
      URI uri, Map<String, String> headers, String body, Deadline deadline) throws IOException {
    HttpURLConnection connection = (HttpURLConnection) uri.toURL().openConnection();
    try {
      int wait = (int) Math.min(deadline.waitMillis(), Integer.MAX_VALUE);
      connection.setConnectTimeout(wait);
      connection.setReadTimeout(wait);
      connection.setInstanceFollowRedirects(false);
      connection.setUseCaches(false);
      connection.setRequestMethod("POST");
      connection.setDoOutput(true);
      headers.forEach(connection::setRequestProperty);
      byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
      // Of a fixed length, or it would be sent a second time when the connection breaks.
      connection.setFixedLengthStreamingMode(bytes.length);
      try (OutputStream out = connection.getOutputStream()) {
        out.write(bytes);
      }
      return answer(connection, deadline);
    } catch (HttpRetryException e) {
      return new ReceiverAnswer(e.responseCode(), null, "");
    } finally {
      connection.disconnect();
    }
  }

  private static ReceiverAnswer answer(HttpURLConnection connection, Deadline deadline)
      throws IOException {
    int status = connection.getResponseCode();
    InputStream in = status >= 400 ? connection.getErrorStream() : connection.getInputStream();
    return new ReceiverAnswer(status, connection.getHeaderField("Retry-After"), read(in, deadline));
  }

  private static String read(@Nullable InputStream in, Deadline deadline) throws IOException {
    if (in == null) {
      return "";
    }
    byte[] bytes = new byte[MAX_ANSWER];
    int size = 0;
    for (int read = 0; read >= 0 && size < MAX_ANSWER && !deadline.expired(); ) {
      read = in.read(bytes, size, MAX_ANSWER - size);
      size += Math.max(0, read);
    }
    return new String(bytes, 0, size, StandardCharsets.UTF_8);
  }
}
