/**
 * Where alerts go, and what becomes of them there. {@link dev.atocore.alerts.sink.AlertSink} is the
 * entry type, for a sink of one's own; {@link dev.atocore.alerts.sink.AlertLog} reads back what was
 * logged. The records are what {@code Alerts} returns: what each sink did, what is configured, what
 * is undelivered.
 */
@NullMarked
package dev.atocore.alerts.sink;

import org.jspecify.annotations.NullMarked;
