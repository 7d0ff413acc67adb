/** Nights, acknowledgements, backups on record. */
@NullMarked
package dev.atocore.integrity.history;

import org.jspecify.annotations.NullMarked;
