/**
 * What a check is and how it reads the store. {@link dev.atocore.integrity.check.IntegrityCheck} is
 * what embedders implement; it reads through a {@link dev.atocore.integrity.check.CheckContext} and
 * hands over each {@link dev.atocore.integrity.check.Finding}. Large tables are read by {@link
 * dev.atocore.integrity.check.Slices}, so that a long check does not make the write-ahead log grow.
 */
@NullMarked
package dev.atocore.integrity.check;

import org.jspecify.annotations.NullMarked;
