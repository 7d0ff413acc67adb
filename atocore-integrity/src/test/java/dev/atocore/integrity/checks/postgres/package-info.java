@NullMarked
package dev.atocore.integrity.checks.postgres;

import org.jspecify.annotations.NullMarked;
