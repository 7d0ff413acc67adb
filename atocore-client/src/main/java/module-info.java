/** A client of AtoCore's HTTP API. It knows nothing of the store's own modules. */
module dev.atocore.client {
  requires com.fasterxml.jackson.core;
  requires transitive java.net.http;
  requires static transitive org.jspecify;

  exports dev.atocore.client;
}
