/**
 * How a large table is read beside writers: {@link dev.atocore.integrity.scan.Slices} reads it
 * slice by slice, each in one of the {@link dev.atocore.integrity.scan.Views} that whoever runs the
 * check opens, so that a long check does not make the write-ahead log grow. A {@link
 * dev.atocore.integrity.scan.Mark} says how far the store was looked at before.
 */
@NullMarked
package dev.atocore.integrity.scan;

import org.jspecify.annotations.NullMarked;
