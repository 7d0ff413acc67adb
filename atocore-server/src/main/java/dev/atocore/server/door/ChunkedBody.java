package dev.atocore.server.door;

import io.undertow.conduits.ReadDataStreamSourceConduit;
import io.undertow.connector.PooledByteBuffer;
import io.undertow.server.Connectors;
import io.undertow.server.HttpServerExchange;
import io.undertow.server.protocol.http.HttpServerConnection;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.FileChannel;
import org.xnio.IoUtils;
import org.xnio.channels.StreamSinkChannel;
import org.xnio.conduits.AbstractStreamSourceConduit;
import org.xnio.conduits.ConduitReadableByteChannel;
import org.xnio.conduits.StreamSourceConduit;

/**
 * The chunked body of one request, read strictly. In place of Undertow's own, which lets lines end
 * in LF alone and skips whatever stands after a size or a chunk.
 */
final class ChunkedBody extends AbstractStreamSourceConduit<StreamSourceConduit> {
  private final HttpServerExchange exchange;
  private final HttpServerConnection connection;
  private final ChunkFraming framing = new ChunkFraming();

  private ChunkedBody(HttpServerExchange exchange, HttpServerConnection connection) {
    super(new ReadDataStreamSourceConduit(connection.getOriginalSourceConduit(), connection));
    this.exchange = exchange;
    this.connection = connection;
  }

  /** Makes it the source of that exchange's body; before anything of the body was read. */
  static void install(HttpServerExchange exchange) {
    HttpServerConnection connection = (HttpServerConnection) exchange.getConnection();
    connection.getChannel().getSourceChannel().setConduit(new ChunkedBody(exchange, connection));
  }

  @Override
  public int read(ByteBuffer data) throws IOException {
    int start = data.position();
    while (data.hasRemaining() && !framing.done()) {
      int count = receive(data);
      if (count < 0) {
        throw new ClosedChannelException();
      }
      if (count == 0) {
        return data.position() - start;
      }
    }
    int moved = data.position() - start;
    if (moved == 0 && framing.done()) {
      Connectors.terminateRequest(exchange);
      return -1;
    }
    return moved;
  }

  /** Takes what has arrived; what is not needed yet goes back to the connection. */
  private int receive(ByteBuffer data) throws IOException {
    PooledByteBuffer pooled = connection.getByteBufferPool().allocate();
    boolean kept = false;
    try {
      ByteBuffer received = pooled.getBuffer();
      int count = next.read(received);
      received.flip();
      framing.decode(received, data);
      if (received.hasRemaining()) {
        kept = true;
        connection.ungetRequestBytes(pooled);
      }
      return count;
    } finally {
      if (!kept) {
        pooled.close();
      }
    }
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

  @Override
  public long transferTo(long position, long count, FileChannel target) throws IOException {
    return target.transferFrom(new ConduitReadableByteChannel(this), position, count);
  }

  @Override
  public long transferTo(long count, ByteBuffer through, StreamSinkChannel target)
      throws IOException {
    return IoUtils.transfer(new ConduitReadableByteChannel(this), count, through, target);
  }

  @Override
  public void terminateReads() throws IOException {
    if (!framing.done()) {
      exchange.setPersistent(false);
      super.terminateReads();
    }
  }
}
