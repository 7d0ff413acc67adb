@NullMarked
package dev.atocore.integrity.checks.memory;

import org.jspecify.annotations.NullMarked;
