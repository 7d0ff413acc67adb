/** Opens a backup and runs the checks. */
@NullMarked
package dev.atocore.integrity.backup;

import org.jspecify.annotations.NullMarked;
