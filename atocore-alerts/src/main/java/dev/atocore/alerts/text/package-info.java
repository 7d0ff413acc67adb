/** JSON, escapes, secrets, settings: no alert in it. */
@NullMarked
package dev.atocore.alerts.text;

import org.jspecify.annotations.NullMarked;
