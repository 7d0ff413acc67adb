/**
 * A whole store copied into another of any kind: {@link dev.atocore.core.copy.StoreCopy}. It can be
 * cut off at any point and run again, and ends with a {@link dev.atocore.core.copy.CopyReport}.
 */
@NullMarked
package dev.atocore.core.copy;

import org.jspecify.annotations.NullMarked;
