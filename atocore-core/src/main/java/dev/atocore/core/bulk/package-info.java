/**
 * Changes of many memories at a time: import, sweeps and undo. {@link
 * dev.atocore.core.bulk.ImportReport}, {@link dev.atocore.core.bulk.BulkReport} and {@link
 * dev.atocore.core.bulk.UndoReport} say what became of them. What comes of it is what would come of
 * the same changes one by one.
 */
@NullMarked
package dev.atocore.core.bulk;

import org.jspecify.annotations.NullMarked;
