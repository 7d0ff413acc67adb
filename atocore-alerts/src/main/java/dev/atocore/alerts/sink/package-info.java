/** Where alerts go within the process. */
@NullMarked
package dev.atocore.alerts.sink;

import org.jspecify.annotations.NullMarked;
