/** Running checks side by side. */
@NullMarked
package dev.atocore.integrity.run;

import org.jspecify.annotations.NullMarked;
