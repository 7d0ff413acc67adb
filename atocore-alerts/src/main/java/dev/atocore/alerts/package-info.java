/**
 * Alert fan-out. {@link dev.atocore.alerts.Alerts} hands an alert to every sink: the program's log,
 * the alert log file, webhooks, and what the embedding program adds as an {@link
 * dev.atocore.alerts.AlertSink}. A sink that fails never hurts the caller or another sink, and
 * nothing here knows a database.
 */
@NullMarked
package dev.atocore.alerts;

import org.jspecify.annotations.NullMarked;
