@NullMarked
package dev.atocore.integrity.checks.routine;

import org.jspecify.annotations.NullMarked;
