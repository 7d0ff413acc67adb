package dev.atocore.mcp;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.atocore.mcp.agent.Agent;
import dev.atocore.mcp.protocol.Protocol;
import dev.atocore.mcp.protocol.Reply;
import dev.atocore.mcp.protocol.Session;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/**
 * Speaks the protocol on a pair of streams, a message a line. Requests are answered one after the
 * other, in the order in which they came, those that are in the pipe when the input ends too.
 */
public final class StdioServer {
  /** The longest message, 4 MiB: what a store takes in one call is far shorter. */
  private static final int MAX_BYTES = 4 << 20;

  private final Protocol protocol = new Protocol();
  private final Agent agent;
  private final Session session = new Session();
  private final MessageLines lines = new MessageLines(MAX_BYTES);

  /** A server for one agent. */
  public StdioServer(Agent agent) {
    this.agent = agent;
  }

  /**
   * Answers until the input ends, or the server is stopped.
   *
   * @throws IOException if the input cannot be read or the output is closed
   */
  public void run(InputStream in, OutputStream out) throws IOException {
    lines.read(in);
    for (byte[] line = lines.next(); line != null; line = lines.next()) {
      Reply reply =
          line.length > MAX_BYTES
              ? Reply.tooLong(MAX_BYTES)
              : protocol.answer(line, agent, session, null);
      if (reply != null) {
        out.write((reply.text() + "\n").getBytes(UTF_8));
        out.flush();
      }
    }
  }

  /** Makes {@link #run} end after the message that it is about; from any thread. */
  public void stop() {
    lines.end();
  }
}
