package dev.atocore.server.door;

import dev.atocore.server.http.Answer;
import dev.atocore.server.http.BasePath;
import dev.atocore.server.http.Lane;
import io.undertow.io.IoCallback;
import io.undertow.io.Sender;
import io.undertow.server.HttpServerExchange;
import io.undertow.util.HttpString;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.xnio.IoUtils;
import org.xnio.XnioExecutor;

/**
 * Sends answers without holding a thread while the client takes its time. What the client has not
 * taken by the deadline, whole or part by part, ends with its connection.
 */
final class AnswerSender {
  static final Duration DEADLINE = Duration.ofSeconds(30);
  private static final long LINGER_MILLIS = 300;
  private static final Logger log = LoggerFactory.getLogger("dev.atocore.server.http.AnswerSender");

  private final Lanes lanes;
  private final BasePath base;

  AnswerSender(Lanes lanes, BasePath base) {
    this.lanes = lanes;
    this.base = base;
  }

  void send(UndertowRequest request, Answer answer) {
    HttpServerExchange exchange = request.exchange();
    exchange.setStatusCode(answer.status());
    for (Map.Entry<String, String> header : answer.headers().entrySet()) {
      exchange
          .getResponseHeaders()
          .put(
              HttpString.tryFromString(header.getKey()),
              header.getKey().equals("Location")
                  ? base.address(header.getValue())
                  : header.getValue());
    }
    Answer.Body body = answer.body();
    if (body instanceof Answer.Whole whole) {
      int length = whole.bytes().length;
      if (answer.status() != 304 && answer.status() != 204) {
        exchange.setResponseContentLength(length);
      }
      if (length == 0 || request.method().equals("HEAD")) {
        if (exchange.isRequestComplete()) {
          exchange.endExchange();
        } else {
          exchange.getResponseSender().close(new Sending(exchange, null));
        }
        return;
      }
      new Sending(exchange, null).send(whole.bytes());
    } else if (body instanceof Answer.Parts parts) {
      if (request.method().equals("HEAD")) {
        exchange.endExchange();
        return;
      }
      new Sending(exchange, parts).next();
    }
  }

  /**
   * Ends the exchange. When the body was not read to its end, Undertow would read on for it,
   * however long it is: the client gets a moment to take the answer, then the connection ends.
   */
  private static void end(HttpServerExchange exchange) {
    if (exchange.isRequestComplete()) {
      exchange.endExchange();
      return;
    }
    Executor later =
        work -> exchange.getIoThread().executeAfter(work, LINGER_MILLIS, TimeUnit.MILLISECONDS);
    exchange.dispatch(
        later,
        same -> {
          IoUtils.safeClose(exchange.getConnection());
          exchange.endExchange();
        });
  }

  /** One answer on its way. */
  private final class Sending implements IoCallback {
    private final HttpServerExchange exchange;
    private final Answer.@Nullable Parts parts;
    private XnioExecutor.@Nullable Key deadline;
    private boolean taken;

    Sending(HttpServerExchange exchange, Answer.@Nullable Parts parts) {
      this.exchange = exchange;
      this.parts = parts;
    }

    void next() {
      if (parts == null) {
        exchange.endExchange();
        return;
      }
      byte[] part;
      try {
        part = parts.next();
      } catch (IOException | RuntimeException e) {
        // The status is gone already; a connection that breaks is the one way left to say it.
        log.error("An answer broke off while it was sent", e);
        IoUtils.safeClose(exchange.getConnection());
        return;
      }
      if (part == null) {
        exchange.endExchange();
      } else {
        send(part);
      }
    }

    void send(byte[] bytes) {
      synchronized (this) {
        taken = false;
      }
      exchange.getResponseSender().send(ByteBuffer.wrap(bytes), this);
      synchronized (this) {
        if (!taken) {
          deadline =
              exchange
                  .getIoThread()
                  .executeAfter(
                      () -> IoUtils.safeClose(exchange.getConnection()),
                      DEADLINE.toMillis(),
                      TimeUnit.MILLISECONDS);
        }
      }
    }

    @Override
    public void onComplete(HttpServerExchange done, Sender sender) {
      stopClock();
      if (parts == null) {
        end(exchange);
      } else {
        exchange.dispatch(lanes.executor(Lane.READ), same -> next());
      }
    }

    @Override
    public void onException(HttpServerExchange broken, Sender sender, IOException exception) {
      stopClock();
      log.debug("A client went away: {}", exception.getMessage());
      exchange.endExchange();
      IoUtils.safeClose(exchange.getConnection());
    }

    private synchronized void stopClock() {
      taken = true;
      XnioExecutor.Key key = deadline;
      if (key != null) {
        key.remove();
        deadline = null;
      }
    }
  }
}
