/** What waits on disk, and who knows what. */
@NullMarked
package dev.atocore.alerts.spool;

import org.jspecify.annotations.NullMarked;
