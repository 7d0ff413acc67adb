package dev.atocore.server.door;

import io.undertow.connector.PooledByteBuffer;
import io.undertow.server.HttpServerExchange;
import io.undertow.server.protocol.http.HttpServerConnection;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.xnio.StreamConnection;
import org.xnio.conduits.AbstractStreamSourceConduit;
import org.xnio.conduits.ConduitStreamSourceChannel;
import org.xnio.conduits.StreamSourceConduit;

/**
 * Watches the heads of a connection's requests as they arrive, for what Undertow's parser takes and
 * hides: a header that goes on in the next line, which other servers take for another header.
 */
final class HeadWatch extends AbstractStreamSourceConduit<StreamSourceConduit> {
  private boolean inHead = true;
  private boolean folded;
  private int last;
  private int beforeLast;

  private HeadWatch(StreamSourceConduit next) {
    super(next);
  }

  /** Watches that connection; before anything of it was read. */
  static void install(StreamConnection connection) {
    ConduitStreamSourceChannel source = connection.getSourceChannel();
    source.setConduit(new HeadWatch(source.getConduit()));
  }

  /** Whether the head of that request has a folded header. */
  static boolean folded(HttpServerExchange exchange) {
    return of(exchange).folded;
  }

  /** The exchange is over; what comes now is the next head, some of which may be here. */
  static void next(HttpServerExchange exchange) {
    PooledByteBuffer here = ((HttpServerConnection) exchange.getConnection()).getExtraBytes();
    of(exchange).begin(here == null ? ByteBuffer.allocate(0) : here.getBuffer());
  }

  private static HeadWatch of(HttpServerExchange exchange) {
    return (HeadWatch) ((HttpServerConnection) exchange.getConnection()).getOriginalSourceConduit();
  }

  private void begin(ByteBuffer here) {
    inHead = true;
    folded = false;
    last = 0;
    beforeLast = 0;
    watch(here, here.position(), here.limit());
  }

  @Override
  public int read(ByteBuffer dst) throws IOException {
    int start = dst.position();
    int count = next.read(dst);
    watch(dst, start, start + Math.max(0, count));
    return count;
  }

  @Override
  public long read(ByteBuffer[] buffers, int offset, int length) throws IOException {
    for (int i = offset; i < offset + length; i++) {
      if (buffers[i].hasRemaining()) {
        return read(buffers[i]);
      }
    }
    return 0;
  }

  private void watch(ByteBuffer bytes, int from, int to) {
    for (int i = from; i < to && inHead; i++) {
      int b = bytes.get(i);
      if (last == '\n' && (b == ' ' || b == '\t')) {
        folded = true;
      } else if (last == '\r' && beforeLast == '\n' && b == '\n') {
        inHead = false;
      }
      beforeLast = last;
      last = b;
    }
  }
}
