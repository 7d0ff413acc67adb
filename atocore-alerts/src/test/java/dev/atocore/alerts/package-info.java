/**
 * Tests of the alerts module, against real files, real processes and real servers on loopback.
 * {@link dev.atocore.alerts.LoopbackReceiver} plays the webhook. Nothing here needs a network.
 */
@NullMarked
package dev.atocore.alerts;

import org.jspecify.annotations.NullMarked;
