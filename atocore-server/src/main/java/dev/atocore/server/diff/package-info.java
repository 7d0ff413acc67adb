/**
 * What an entry of the log changed, field by field. {@link dev.atocore.server.diff.FieldChange} is
 * the entry.
 */
@NullMarked
package dev.atocore.server.diff;

import org.jspecify.annotations.NullMarked;
