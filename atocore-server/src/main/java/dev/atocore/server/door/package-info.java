/**
 * Undertow, and who may come in. {@link dev.atocore.server.door.HttpServer} listens; each request
 * passes its checks in the order of their cost, runs on the threads of its lane, and is answered.
 * Nothing here knows of memories: what the store has to say comes through {@link
 * dev.atocore.server.http.Backend}.
 */
@NullMarked
package dev.atocore.server.door;

import org.jspecify.annotations.NullMarked;
