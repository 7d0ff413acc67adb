/** URLs and alerts.json to receivers. */
@NullMarked
package dev.atocore.alerts.route;

import org.jspecify.annotations.NullMarked;
