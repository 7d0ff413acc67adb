/** One class a check; Checks (moved here) names them. */
@NullMarked
package dev.atocore.integrity.checks;

import org.jspecify.annotations.NullMarked;
