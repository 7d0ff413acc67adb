@NullMarked
package dev.atocore.alerts.sink;

import org.jspecify.annotations.NullMarked;
