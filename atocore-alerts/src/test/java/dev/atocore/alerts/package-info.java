@NullMarked
package dev.atocore.alerts;

import org.jspecify.annotations.NullMarked;
