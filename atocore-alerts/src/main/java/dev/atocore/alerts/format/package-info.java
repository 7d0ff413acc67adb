/** How each receiver is spoken to. */
@NullMarked
package dev.atocore.alerts.format;

import org.jspecify.annotations.NullMarked;
