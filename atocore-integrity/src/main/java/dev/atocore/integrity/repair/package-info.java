/** Plan and apply. */
@NullMarked
package dev.atocore.integrity.repair;

import org.jspecify.annotations.NullMarked;
