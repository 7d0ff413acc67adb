package dev.atocore.server.http;

/** What a caller must at least be trusted with for a route; what the route does may take more. */
public enum Access {
  /** To read. */
  READ,
  /** To propose. */
  PROPOSE,
  /** To decide. */
  CURATE,
  /** To run the store. */
  OPERATE
}
