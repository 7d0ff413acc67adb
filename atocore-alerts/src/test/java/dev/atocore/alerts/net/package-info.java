@NullMarked
package dev.atocore.alerts.net;

import org.jspecify.annotations.NullMarked;
