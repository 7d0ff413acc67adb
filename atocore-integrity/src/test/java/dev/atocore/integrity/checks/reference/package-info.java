@NullMarked
package dev.atocore.integrity.checks.reference;

import org.jspecify.annotations.NullMarked;
