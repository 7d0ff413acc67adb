/**
 * The rows of a store on their way into another, whatever databases the two are in. {@link
 * dev.atocore.core.db.copy.CopyTarget} is where they go, {@link dev.atocore.core.db.copy.TableCopy}
 * takes one table there, {@link dev.atocore.core.db.copy.TableSum} tells whether all of it came.
 */
@NullMarked
package dev.atocore.core.db.copy;

import org.jspecify.annotations.NullMarked;
