/**
 * The HTTP server as a library: the JSON API, the web dashboard and the metrics of a store that the
 * caller opened. {@link dev.atocore.server.AtoCoreServer#start} starts it, and {@link
 * dev.atocore.server.ServerConfig} says where it listens and who may ask. The packages below are
 * the module's own: nobody outside of it uses them.
 */
@NullMarked
package dev.atocore.server;

import org.jspecify.annotations.NullMarked;
