@NullMarked
package dev.atocore.alerts.format;

import org.jspecify.annotations.NullMarked;
