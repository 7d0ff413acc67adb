package dev.atocore.server.door;

import dev.atocore.server.http.Problem;
import io.undertow.connector.PooledByteBuffer;
import io.undertow.server.Connectors;
import io.undertow.server.HttpHandler;
import io.undertow.server.HttpServerExchange;
import io.undertow.util.Headers;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.xnio.ChannelListener;
import org.xnio.IoUtils;
import org.xnio.XnioExecutor;
import org.xnio.channels.StreamSourceChannel;

/**
 * Receives bodies without holding a thread, so that clients which send a byte a second cost nothing
 * but their socket. Memory is taken as bytes arrive, never as Content-Length promises, up to {@link
 * #MAX_BYTES} a body and {@link #maxInFlight} for all of them. Thread-safe.
 */
final class BodyReader {
  /** The largest body, 1 MiB. */
  static final int MAX_BYTES = 1 << 20;

  /** The whole body must be here within that time. */
  static final Duration DEADLINE = Duration.ofSeconds(20);

  private final AtomicLong inFlight = new AtomicLong();
  private final long maxInFlight;

  BodyReader(long maxInFlight) {
    this.maxInFlight = maxInFlight;
  }

  /** Goes on with the body, or with why there is none. */
  interface Then {
    void received(byte[] body, @Nullable Problem problem);
  }

  /** Receives the body of that exchange; called on its I/O thread. */
  void read(HttpServerExchange exchange, Then then) {
    if (exchange.isRequestComplete()) {
      then.received(new byte[0], null);
      return;
    }
    if (exchange.getRequestHeaders().contains(Headers.TRANSFER_ENCODING)) {
      ChunkedBody.install(exchange);
    }
    long length = exchange.getRequestContentLength();
    if (length > MAX_BYTES) {
      then.received(new byte[0], tooLarge());
      return;
    }
    StreamSourceChannel channel = exchange.getRequestChannel();
    if (channel == null) {
      throw new IllegalStateException("the body was read before");
    }
    new Receiving(exchange, channel, then).start();
  }

  private static Problem tooLarge() {
    return Problem.of(413, "too_large", "the body is larger than " + MAX_BYTES + " bytes");
  }

  /** One body on its way. Runs on the exchange's I/O thread alone. */
  private final class Receiving implements ChannelListener<StreamSourceChannel> {
    private final HttpServerExchange exchange;
    private final StreamSourceChannel channel;
    private final Then then;
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream(512);
    private XnioExecutor.@Nullable Key deadline;
    private final AtomicLong counted = new AtomicLong();
    private String torn = "";

    Receiving(HttpServerExchange exchange, StreamSourceChannel channel, Then then) {
      this.exchange = exchange;
      this.channel = channel;
      this.then = then;
    }

    void start() {
      exchange.addExchangeCompleteListener(
          (done, next) -> {
            release();
            next.proceed();
          });
      Outcome outcome = readAll();
      if (outcome.over) {
        finish(outcome);
        return;
      }
      deadline =
          exchange
              .getIoThread()
              .executeAfter(this::giveUp, DEADLINE.toMillis(), TimeUnit.MILLISECONDS);
      channel.getReadSetter().set(this);
      channel.resumeReads();
    }

    @Override
    public void handleEvent(StreamSourceChannel ready) {
      Outcome outcome = readAll();
      if (outcome.over) {
        ready.suspendReads();
        HttpHandler handler = same -> finish(outcome);
        Connectors.executeRootHandler(handler, exchange);
      }
    }

    private Outcome readAll() {
      try (PooledByteBuffer pooled = exchange.getConnection().getByteBufferPool().allocate()) {
        ByteBuffer buffer = pooled.getBuffer();
        while (true) {
          buffer.clear();
          int count = channel.read(buffer);
          if (count < 0) {
            return Outcome.DONE;
          }
          if (count == 0) {
            return Outcome.MORE;
          }
          if (bytes.size() + count > MAX_BYTES) {
            return Outcome.TOO_LARGE;
          }
          counted.addAndGet(count);
          if (inFlight.addAndGet(count) > maxInFlight) {
            return Outcome.TOO_MANY;
          }
          buffer.flip();
          byte[] part = new byte[count];
          buffer.get(part);
          bytes.write(part, 0, count);
        }
      } catch (FramingException e) {
        torn = String.valueOf(e.getMessage());
        return Outcome.TORN;
      } catch (IOException e) {
        return Outcome.BROKEN;
      }
    }

    private void finish(Outcome outcome) {
      stopClock();
      switch (outcome) {
        case DONE -> then.received(bytes.toByteArray(), null);
        case TOO_LARGE -> then.received(new byte[0], tooLarge());
        case TOO_MANY ->
            then.received(
                new byte[0],
                Problem.of(503, "busy", "too many bodies are on their way; try again")
                    .header("Retry-After", "2"));
        case TORN -> then.received(new byte[0], Problem.of(400, "invalid_framing", torn));
        case BROKEN ->
            then.received(
                new byte[0], Problem.of(400, "invalid_body", "the body ends before it is whole"));
        case MORE -> throw new IllegalStateException("the body is not whole yet");
      }
    }

    /** No answer: who sends so slowly is not waiting for one. */
    private void giveUp() {
      IoUtils.safeClose(exchange.getConnection());
      release();
    }

    /** Until its answer is sent, a body is in memory. */
    private void release() {
      inFlight.addAndGet(-counted.getAndSet(0));
    }

    private void stopClock() {
      XnioExecutor.Key key = deadline;
      if (key != null) {
        key.remove();
        deadline = null;
      }
    }
  }

  private enum Outcome {
    MORE(false),
    DONE(true),
    TOO_LARGE(true),
    TOO_MANY(true),
    TORN(true),
    BROKEN(true);

    private final boolean over;

    Outcome(boolean over) {
      this.over = over;
    }
  }
}
