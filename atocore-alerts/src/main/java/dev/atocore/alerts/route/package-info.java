/**
 * From URLs and {@code alerts.json} to receivers. {@link dev.atocore.alerts.route.RouteParser} is
 * the entry type: it makes a {@link dev.atocore.alerts.route.AlertRoute} of a URL, or says why it
 * cannot, without the URL. Not exported.
 */
@NullMarked
package dev.atocore.alerts.route;

import org.jspecify.annotations.NullMarked;
