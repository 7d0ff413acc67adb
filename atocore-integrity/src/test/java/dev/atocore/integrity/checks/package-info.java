@NullMarked
package dev.atocore.integrity.checks;

import org.jspecify.annotations.NullMarked;
