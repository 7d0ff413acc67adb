/** An alert. */
@NullMarked
package dev.atocore.alerts.event;

import org.jspecify.annotations.NullMarked;
