/**
 * The HTTP server as a library. {@link dev.atocore.server.AtoCoreServer#start} serves a store that
 * the caller opened: the JSON API, the web dashboard and the metrics. {@link
 * dev.atocore.server.ServerConfig} says where it listens and who may ask.
 *
 * <p>The packages below are internal, public only because Java has no friends: {@code http} turns
 * requests into answers and guards the door, {@code api} has the JSON endpoints, {@code web} the
 * pages, {@code dashboard} the read model that the command line shows as well.
 */
@NullMarked
package dev.atocore.server;

import org.jspecify.annotations.NullMarked;
