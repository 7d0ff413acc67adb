/**
 * The sinks of the process itself. {@link dev.atocore.alerts.local.LogFile} is the entry type,
 * beside SLF4J and the stand-in for a receiver that cannot be used. Not exported.
 */
@NullMarked
package dev.atocore.alerts.local;

import org.jspecify.annotations.NullMarked;
