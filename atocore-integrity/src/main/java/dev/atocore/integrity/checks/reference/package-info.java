/**
 * Checks of what rows refer to: chunks, documents, projects and files that are missing or changed.
 * The entry type is {@link dev.atocore.integrity.checks.reference.DanglingSourceChunk}; the others
 * are built like it. Nothing here is exported; {@code Checks} names them.
 */
@NullMarked
package dev.atocore.integrity.checks.reference;

import org.jspecify.annotations.NullMarked;
