@NullMarked
package dev.atocore.integrity.checks.log;

import org.jspecify.annotations.NullMarked;
