/**
 * What the checks of this library have in common, and those of embedders have not: they take as
 * long as the store needs, and may find as much as there is. {@link
 * dev.atocore.integrity.builtin.BuiltInCheck} is what each of them extends. For this library alone.
 */
@NullMarked
package dev.atocore.integrity.builtin;

import org.jspecify.annotations.NullMarked;
