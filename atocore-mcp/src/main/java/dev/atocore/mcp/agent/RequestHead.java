package dev.atocore.mcp.agent;

import org.jspecify.annotations.Nullable;

/** The headers of a request over HTTP. */
@FunctionalInterface
public interface RequestHead {
  /** The value of that header; null when it is not there. */
  @Nullable String value(String name);
}
