/**
 * The store for agents, over the Model Context Protocol: messages in, messages out, on a pair of
 * streams or for a server of HTTP.
 */
@SuppressWarnings("requires-automatic") // The SDK and what it needs have no descriptors.
module dev.atocore.mcp {
  requires com.fasterxml.jackson.core;
  requires transitive dev.atocore.core;
  requires dev.atocore.integrity;
  requires io.modelcontextprotocol.sdk.mcp.core;
  requires static transitive org.jspecify;
  requires org.slf4j;
  requires reactor.core;

  exports dev.atocore.mcp;
  exports dev.atocore.mcp.agent;
}
