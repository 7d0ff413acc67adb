/**
 * A memory written down. {@link dev.atocore.core.image.MemoryJson} writes it as users see it and as
 * the log keeps it, {@link dev.atocore.core.image.Image} reads what the log kept, whoever wrote it,
 * and a {@link dev.atocore.core.image.FieldChange} is what differs between two of them.
 */
@NullMarked
package dev.atocore.core.image;

import org.jspecify.annotations.NullMarked;
