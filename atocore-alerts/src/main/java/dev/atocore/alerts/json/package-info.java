/**
 * The one JSON form of an alert, in the log, in the spool and in generic webhooks. {@link
 * dev.atocore.alerts.json.AlertJson} is the entry type: it writes, reads and shortens an alert. Not
 * exported.
 */
@NullMarked
package dev.atocore.alerts.json;

import org.jspecify.annotations.NullMarked;
