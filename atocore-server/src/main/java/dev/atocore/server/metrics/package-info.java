/**
 * What Prometheus scrapes. {@link dev.atocore.server.metrics.Metrics} registers every metric and
 * reads it when it is scraped. Counts are those of the store, whoever changed it, and not of this
 * process, except for HTTP requests and audit failures.
 */
@NullMarked
package dev.atocore.server.metrics;

import org.jspecify.annotations.NullMarked;
