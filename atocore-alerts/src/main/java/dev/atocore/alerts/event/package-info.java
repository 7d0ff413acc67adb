/**
 * What an alert is. {@link dev.atocore.alerts.event.AlertRequest} is the entry type: what a caller
 * wants to say, of which {@link dev.atocore.alerts.event.Alert} is what every sink gets. Exported;
 * nothing here sends or writes.
 */
@NullMarked
package dev.atocore.alerts.event;

import org.jspecify.annotations.NullMarked;
