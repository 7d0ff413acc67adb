/** HTTP out, guarded. */
@NullMarked
package dev.atocore.alerts.post;

import org.jspecify.annotations.NullMarked;
