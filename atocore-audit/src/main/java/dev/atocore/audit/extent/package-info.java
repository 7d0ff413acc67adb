/**
 * What the log counts of itself: how many chains there are and how many records, so that one that
 * is gone as a whole is missed. {@link dev.atocore.audit.extent.ExtentTable} has the row, which
 * changes in the transaction of what it counts. No other module sees it.
 */
@NullMarked
package dev.atocore.audit.extent;

import org.jspecify.annotations.NullMarked;
