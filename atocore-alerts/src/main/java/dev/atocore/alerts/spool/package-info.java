/**
 * What waits on disk, and what each sink already knows. {@link dev.atocore.alerts.spool.Spool} is
 * the entry type for undelivered alerts, {@link dev.atocore.alerts.spool.KeyStates} for conditions,
 * {@link dev.atocore.alerts.spool.SinkBook} for how sinks have fared. Not exported.
 */
@NullMarked
package dev.atocore.alerts.spool;

import org.jspecify.annotations.NullMarked;
