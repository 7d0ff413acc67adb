/**
 * Alerts that reach someone, once, and are never lost: SLF4J, a log file and webhooks, each sink
 * failing on its own. {@link dev.atocore.alerts.Alerts} is the entry type: build one, call {@code
 * emit}, read the report. The package knows no database; a store joins in as an {@link
 * dev.atocore.alerts.sink.AlertSink} of the caller's.
 */
@NullMarked
package dev.atocore.alerts;

import org.jspecify.annotations.NullMarked;
