/** Prometheus. */
@NullMarked
package dev.atocore.server.metrics;

import org.jspecify.annotations.NullMarked;
