/**
 * Decides who gets an alert, delivers it to all of them under one deadline, and tries again what
 * failed. {@link dev.atocore.alerts.delivery.FanOut} is the entry type for a new alert, {@link
 * dev.atocore.alerts.delivery.Receivers} for what waits in the spool. Not exported.
 */
@NullMarked
package dev.atocore.alerts.delivery;

import org.jspecify.annotations.NullMarked;
