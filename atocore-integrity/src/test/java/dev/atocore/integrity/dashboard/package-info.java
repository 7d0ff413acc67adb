@NullMarked
package dev.atocore.integrity.dashboard;

import org.jspecify.annotations.NullMarked;
