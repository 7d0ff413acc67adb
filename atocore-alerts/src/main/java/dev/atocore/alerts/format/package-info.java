/**
 * What each kind of receiver is sent, and what its answer means. {@link
 * dev.atocore.alerts.format.Formats} is the entry type: it gives the {@link
 * dev.atocore.alerts.format.Format} of a name. Not exported.
 */
@NullMarked
package dev.atocore.alerts.format;

import org.jspecify.annotations.NullMarked;
