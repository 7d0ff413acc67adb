/** Plan, deliver, retry. */
@NullMarked
package dev.atocore.alerts.delivery;

import org.jspecify.annotations.NullMarked;
