@NullMarked
package dev.atocore.alerts.post;

import org.jspecify.annotations.NullMarked;
