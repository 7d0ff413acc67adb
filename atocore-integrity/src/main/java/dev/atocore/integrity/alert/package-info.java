/**
 * Where alerts meet the store. {@link dev.atocore.integrity.alert.StateAlertSink} keeps the last
 * alert of each severity as a {@link dev.atocore.integrity.alert.LastAlert}; {@link
 * dev.atocore.integrity.alert.LastingAlerts} remembers which conditions were raised until they are
 * over. Of a store without room or rights the rest of the alerts take no notice.
 */
@NullMarked
package dev.atocore.integrity.alert;

import org.jspecify.annotations.NullMarked;
